"""A configuration while it is read: its values by place and by name, and the variables that it sets."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from riskcheck.discovery import key_words
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Confidence, Detection, SourceFile, State
from riskcheck.discovery.settings import choices, cloudformation, definitions, shapes
from riskcheck.discovery.values import Path, Settings, Value


class Reading(NamedTuple):
    """A configuration being read. known: variables that can be following.followed. unchosen: what it describes and does not choose.

    sections: its mappings by their names, in a list by the `id` or `name` that an entry has. names: what it calls its things.
    servers: containers that serve models. environments, switched: filled as they are asked for.
    """

    file: SourceFile
    clues: Clues
    values: tuple[Value, ...]
    known: Mapping[str, str]
    is_llm: bool
    by_parent: Mapping[Path, Mapping[str, Value]]
    unchosen: frozenset[Path]
    sections: Mapping[str, Sequence[Path]]
    names: frozenset[str]
    servers: frozenset[Path]
    environments: dict[Path, Mapping[str, str]]
    switched: dict[Path, bool]

    def use(
        self, value: Value, reason: str, *, model: str | None = None, url: str | None = None, provider: str | None = None,
        channel: str | None = None, region: str | None = None, state: State = "active", confidence: Confidence = "declared",
    ) -> Detection:  # fmt: skip
        """A detection at a value's place."""
        return self.clues.use(
            self.file, value.line, value.text, column=value.column, model=model, url=url, provider=provider, channel=channel,
            region=region, state=state, confidence=confidence, reason=reason,
        )  # fmt: skip


ENVIRONMENTS = frozenset(
    """env environment environments variables envvars environmentvariables env_vars build_args args data literals stringdata
    envs set-env secrets appsettings""".split()
)


def parts_of(file: SourceFile, clues: Clues, settings: Settings, known: Mapping[str, str], *, is_llm: bool) -> Iterator[Reading]:
    """The documents of a file, each to be read by itself; a variable that one of them sets is known in all."""
    undotted = (one._replace(path=key_words.undotted(one.path)) for one in settings.values)
    everything = tuple(cloudformation.plainly(undotted))
    shared = variables_of(everything, {**definitions.known_of(everything), **known})
    for _, part in groupby(everything, key=lambda one: one.document):
        values = tuple(part)
        by_parent = _by_parent(values)
        yield Reading(
            file, clues, values, ChainMap(variables_of(values, {}), shared), is_llm or shapes.is_for_models(values), by_parent,
            choices.unchosen(values, by_parent), _sections(by_parent),
            frozenset(one["name"].text for one in by_parent.values() if "name" in one), shapes.servers(values), {}, {},
        )  # fmt: skip


def _by_parent(values: Sequence[Value]) -> dict[Path, dict[str, Value]]:
    """The values of each mapping by their plain keys."""
    found: dict[Path, dict[str, Value]] = {}
    for value in values:
        found.setdefault(value.path[:-1], {})[key_words.plain(str(value.path[-1])) if value.path else ""] = value
    return found


def _sections(by_parent: Mapping[Path, Mapping[str, Value]]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path, inside in by_parent.items():
        names = (
            {path[-1]} if path and isinstance(path[-1], str) else {inside[key].text for key in ("id", "name") if key in inside}
        )
        for name in names if path else ():
            found.setdefault(str(name), []).append(path)
    return found


def variables_of(values: Sequence[Value], known: Mapping[str, str]) -> dict[str, str]:
    """Variables that the file itself sets: environments, defaults of parameters and of Terraform variables, locals."""
    found = dict(known)
    for value in values:
        if not value.is_literal:
            continue
        path = [str(part) for part in value.path]
        if len(path) >= 3 and path[0] == "variable" and path[-1] == "default":
            found[f"var.{path[1]}"] = value.text
        elif len(path) >= 3 and path[0] == "locals":
            found[f"local.{path[-1]}"] = value.text
        elif (
            (len(path) == 3 and path[0] == "Parameters" and path[2] == "Default")
            or (len(path) == 2 and path[0] in ("param", "var"))
            or (len(path) == 3 and path[0] == "parameters" and path[2] == "defaultValue")
        ):
            found[path[1]] = value.text
        elif value.key.isupper() or (len(path) > 1 and path[-2].lower() in ENVIRONMENTS):
            joined = re.match(r"([A-Z][A-Z0-9_]+)=(.*)", value.text) if isinstance(value.path[-1], int) else None
            found.setdefault(joined[1] if joined else value.key, joined[2] if joined else value.text)
    pairs: dict[Path, dict[str, str]] = {}
    for value in values:
        if value.path and value.path[-1] in ("name", "value"):
            pairs.setdefault(value.path[:-1], {})[str(value.path[-1])] = value.text
    return found | {one["name"]: one["value"] for one in pairs.values() if len(one) == 2}
