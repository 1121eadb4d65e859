"""Detections to a manifest: uses grouped into deployments, evidence beside each fact, what is unknown as a question.

An existing manifest keeps every line and comment; what it does not declare is added to it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from riskcheck.discovery.detection import GATING, Detection
from riskcheck.discovery.drift import same
from riskcheck.discovery.questions import QUESTIONS
from riskcheck.knowledge.identity import Catalogue

_HEADS = frozenset(
    "src app apps lib pkg packages services config configs conf deploy deployment k8s kubernetes helm charts infra terraform templates .github .claude .continue .codex scripts".split()
)


UNKNOWN = "unknown"
"""Declared in place of a model where only a host was found."""


class Group(NamedTuple):
    """Uses that belong to one deployment: one part of the tree, one way to reach the model."""

    name: str
    uses: tuple[Detection, ...]

    @property
    def first(self) -> Detection:
        """The use that speaks for the group's hosting: one with a host or provider before one without."""
        return max(self.uses, key=lambda one: (one.host is not None, one.provider is not None, one.region is not None))


def gating(detections: Iterable[Detection]) -> list[Detection]:
    """The uses that a manifest must declare: those that gate and name a model or a host."""
    return [one for one in detections if one.state in GATING and (one.model or one.host)]


def groups(detections: Iterable[Detection], name: str) -> list[Group]:
    """Uses by the part of the tree that they stand in, the host or service that they reach and its region.

    A model of which nothing but its name is known joins the uses of the same model in that part, or a base URL that
    stands there without a model: one client, two settings. A base URL that meets no model is a use of an unknown one.
    """
    parts: dict[str, dict[_Reach, list[Detection]]] = {}
    for one in gating(detections):
        reach = _Reach(one.host or one.provider or one.channel or "", one.region or "")
        parts.setdefault(_part(one.file), {}).setdefault(reach, []).append(one)
    found: list[Group] = []
    taken: set[str] = set()
    for part, reached in parts.items():
        _join_regions(reached)
        _join_loose(reached)
        for reach, uses in reached.items():
            where = reach.where.split(".")[-2] if "." in reach.where else reach.where.split("-")[0]
            label = "-".join(filter(None, (part or name, where)))
            if label in taken and reach.region:
                label = f"{label}-{reach.region}"
            while label in taken:
                label += "-2"
            taken.add(label)
            found.append(Group(label, tuple(uses)))
    return found


class _Reach(NamedTuple):
    where: str
    region: str


def _join_regions(reached: dict[_Reach, list[Detection]]) -> None:
    """Uses of a service whose region is not said, with the same model where it is, or with the one region that is said."""
    for reach in [one for one in reached if one.where and not one.region]:
        others = [uses for one, uses in reached.items() if one.where == reach.where and one.region]
        left: list[Detection] = []
        for use in reached.pop(reach) if others else ():
            same_model = [uses for uses in others if any(one.model == use.model for one in uses)]
            (same_model[0] if same_model else others[0] if len(others) == 1 else left).append(use)
        if left:
            reached[reach] = left


def _join_loose(reached: dict[_Reach, list[Detection]]) -> None:
    """Models without any reach, with the same model or with base URLs without a model."""
    loose = reached.pop(_NOWHERE, [])
    at = {one.model: uses for uses in reached.values() for one in uses if one.model}
    bare = [uses for uses in reached.values() if not any(one.model for one in uses)]
    left: list[Detection] = []
    for one in loose:
        (at.get(one.model or "") or (bare[0] if bare else left)).append(one)
    if left:
        reached[_NOWHERE] = left


_NOWHERE = _Reach("", "")


def _part(file: str) -> str:
    parts = [part for part in file.split("/")[:-1] if part.lower() not in _HEADS and not part.startswith(".")]
    return parts[0] if parts else ""


def drafted(
    detections: Iterable[Detection], name: str, facts: Mapping[str, Any] | None = None, models: Sequence[str] = ()
) -> str:
    """A manifest for what was found; without a model it still asks the questions.

    facts: what is known beyond the files, by the names that findings use in `missing`. models: declared ones to judge
    where nothing was found.
    """
    known = dict(facts or {})
    lines = [
        "# Drafted from the repository. Facts found stand with their evidence;",
        "# the commented lines are questions: an answer, `[]` for none, settles rules that otherwise stay open.",
        "version: 1",
        "organization:",
        f"  name: {_flow(known.pop('organization.name', name))}",
        *_section("organization", known, "  "),
        "deployments:",
    ]
    found = groups(detections, name)
    for group in found:
        lines += _deployment(group, known)
    if not found:
        named = [f"      - {_scalar(one)}" for one in models] or ["      - REPLACE-ME   # nothing was found that names a model"]
        lines += [f"  - name: {_scalar(name)}", *_section("deployment", known, "    ", _FIRST), "    models:", *named]
        lines += [*_hosting(None, known), *_rest(known)]
    return "\n".join(lines) + "\n"


_FIRST = ("environment", "contracts")


def _section(section: str, known: Mapping[str, Any], indent: str, keys: Sequence[str] | None = None) -> list[str]:
    """The lines of a mapping: a fact where it is known, else its question in a comment; then facts that nothing asks."""
    lines: list[str] = []
    asked: set[str] = set()
    for one in QUESTIONS:
        head, _, key = one.fact.partition(".")
        if head == section and (keys is None or key in keys):
            asked.add(one.fact)
            if known.get(one.fact) is not None:
                lines.append(f"{indent}{key}: {_flow(known[one.fact])}")
            else:
                question = f"{indent}# {key}: {one.example}"
                lines.append(f"{question:<28} # {one.about}" if one.about else question)
    if keys is None:
        others = [(fact, value) for fact, value in known.items() if fact.startswith(f"{section}.") and fact not in asked]
        lines += [f"{indent}{fact.partition('.')[2]}: {_flow(value)}" for fact, value in others if value is not None]
    return lines


def _deployment(group: Group, known: Mapping[str, Any]) -> list[str]:
    lines = [f"  - name: {_scalar(group.name)}", *_section("deployment", known, "    ", _FIRST), "    models:"]
    models: dict[str, list[Detection]] = {}
    for one in group.uses:
        if one.model:
            models.setdefault(one.model, []).append(one)
    for model, uses in models.items():
        evidence = f"{', '.join(_evidence(one) for one in uses[:3])}{' and more' if len(uses) > 3 else ''}"
        lines.append(f"      - {_scalar(model)}  # {evidence}")
    if not models:
        lines.append(
            f"      - {UNKNOWN}  # which model? {_evidence(group.first)} reaches {group.first.host or group.first.provider}"
        )
    return [*lines, *_hosting(group.first, known), *_rest(known)]


def _rest(known: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    for section in ("users", "data"):
        inner = _section(section, known, "      ")
        if all(line.lstrip().startswith("#") for line in inner):
            lines += [f"    # {section}:", *(f"    #   {line.lstrip()[2:]}" for line in inner)]
        else:
            lines += [f"    {section}:", *inner]
    return [*lines, *_section("deployment", known, "    ", ("outputs", "purpose"))]


def _hosting(first: Detection | None, known: Mapping[str, Any]) -> list[str]:
    facts: list[str] = []
    asked: list[str] = []
    if first and first.channel:
        facts.append(f"      channel: {first.channel}")
    else:
        asked.append("channel: self-hosted   # how the model is reached")
    if first and first.provider:
        facts.append(f"      provider: {first.provider}  # {_evidence(first)}")
        facts += [f"      region: {_scalar(first.region)}"] if first.region else []
    else:
        who = (
            f"who runs {first.host}? the catalog does not know it"
            if first and first.host
            else "who runs it; `self` for own machines"
        )
        for line in _section("hosting", known, ""):
            if not line.startswith("#"):
                facts.append(f"      {line}")
            else:
                asked.append(f"{line[2:]}   # {who}" if line.startswith("# provider") else line[2:])
    head = "    hosting:" if facts else "    # hosting:"
    return [head, *facts, *(f"    #   {line}" for line in asked)]


def _evidence(one: Detection) -> str:
    return f"{one.file}:{one.line}{' (default)' if one.state == 'default' else ''}"


def _flow(value: Any) -> str:
    """A value in YAML's flow style."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(str(key))}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return json.dumps(value)


_WORDS_OF_YAML = frozenset("y n yes no on off true false null".split())


def _scalar(text: str) -> str:
    plain = all(char.isalnum() or char in "-_./" for char in text) and text[:1].isalpha() and text.lower() not in _WORDS_OF_YAML
    return text if plain else "'" + text.replace("'", "''") + "'"


# --- merging --------------------------------------------------------------------------------------------------------------


def merged(text: str, detections: Iterable[Detection], catalogue: Catalogue) -> str:
    """A manifest with the uses added that it does not declare; every line and comment of it stays."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text) or CommentedMap()
    deployments = document.setdefault("deployments", CommentedSeq())
    declared = {same(model, catalogue) for deployment in deployments for model in _models(deployment)}
    added: list[str] = []
    for group in groups(detections, "found"):
        new = [one for one in group.uses if one.model and same(one.model, catalogue) not in declared]
        if new:
            declared |= {same(one.model, catalogue) for one in new if one.model}
            added += _deployment(group._replace(uses=tuple(new), name=_free(group.name, deployments, added)), {})
    if not added:
        return text
    return _appended(text, added, yaml, document)


def _appended(text: str, added: list[str], yaml: YAML, document: Any) -> str:
    """The lines put behind the last deployment when the deployments end the file; else through the document itself."""
    body = text.rstrip("\n")
    last = next((line for line in reversed(body.split("\n")) if line.strip() and not line.lstrip().startswith("#")), "")
    deployments = document["deployments"]
    is_block = isinstance(deployments, CommentedSeq) and not deployments.fa.flow_style() and list(document)[-1] == "deployments"
    if is_block and last.startswith(" "):
        indent = next(
            (len(line) - len(line.lstrip()) for line in body.split("\n") if line.lstrip().startswith("- ") and "name" in line), 2
        )
        shift = " " * indent
        return body + "\n" + "\n".join(shift + line[2:] for line in added) + "\n"
    fresh = YAML().load("deployments:\n" + "\n".join(added) + "\n")
    for one in fresh["deployments"]:
        deployments.append(one)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _models(deployment: Any) -> list[str]:
    given = deployment.get("models") or [] if isinstance(deployment, dict) else []
    return [str(one.get("id", "")) if isinstance(one, dict) else str(one) for one in given]


def _free(name: str, deployments: Any, added: list[str]) -> str:
    taken = {str(one.get("name")) for one in deployments if isinstance(one, dict)} | {
        line.partition("name: ")[2].strip("'") for line in added if "- name: " in line
    }
    while name in taken:
        name += "-2"
    return name
