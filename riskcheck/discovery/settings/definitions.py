"""Variables that a configuration defines with a value: parameters, inputs, locals. Who refers to them may be another file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from riskcheck.discovery import naming, variables
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.values import Path, Value


class Definition:
    """A variable with a default or a fixed value. name: as its file calls it."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: Value) -> None:
        self.name = name
        self.value = value


def defined(values: Sequence[Value]) -> Iterator[Definition]:
    """The variables that a file defines for others: Terraform, CloudFormation, ARM, workflows and actions."""
    for value in values:
        if value.is_literal and (name := _name(tuple(part for part in value.path if not _is_label(part)))):
            yield Definition(name, value)


def _is_label(part: str | int) -> bool:
    return isinstance(part, str) and part.startswith("@")


def _name(path: Path) -> str | None:
    names = [str(part) for part in path if not isinstance(part, int)]
    if len(names) < 3:
        return None
    first, second, last = names[0], names[1], names[-1]
    if first == "variable":
        if names[2] == "default":
            return second if len(names) == 3 else last
        return last if names[2] == "type" and len(names) > 3 else None
    if len(names) == 3 and (first.lower(), last.lower()) in (
        ("parameters", "default"), ("parameters", "defaultvalue"), ("parameters", "value"),
    ):  # fmt: skip
        return second
    if names[-3] == "inputs" and last == "default":
        return names[-2]
    return None


def known_of(values: Sequence[Value]) -> dict[str, str]:
    """What references to a file's own variables stand for, beside what its blocks of variables say."""
    found: dict[str, str] = {}
    for value in values:
        if not value.is_literal:
            continue
        names = [part for part in value.path if isinstance(part, str) and not part.startswith("@")]
        if len(names) == 4 and names[0] == "data" and names[3].endswith("_id"):
            for attribute in (names[3], "id", re.sub("id$", "arn", names[3])):
                found[f"data.{names[1]}.{names[2]}.{attribute}"] = value.text
        elif len(names) == 3 and names[0] in ("param", "var"):  # a member of an object in Bicep
            found[f"{names[1]}.{names[2]}"] = value.text
        elif len(names) == 2 and names[0] == "variables":
            found.setdefault(names[1], value.text)
        elif "vars" in names[:-1]:  # Ansible's
            name = ".".join(names[names.index("vars") + 1 :])
            found[name] = found[name.replace(".", "_")] = value.text
        elif len(names) >= 3 and names[-3] == "inputs" and names[-1] == "default":
            found[f"inputs.{names[-2]}"] = found[f"github.event.inputs.{names[-2]}"] = value.text
    _conditions(values, found)
    _regions(values, found)
    return found


def _conditions(values: Sequence[Value], found: dict[str, str]) -> None:
    """CloudFormation's conditions that compare a parameter's default with a word: `condition X` is true or false."""
    defaults = {value.path[1]: value.text for value in values if value.path[:1] == ("Parameters",) and value.key == "Default"}
    sides: dict[str, list[str | None]] = {}
    for value in values:
        if len(value.path) == 3 and value.path[0] == "Conditions" and isinstance(value.path[2], int):
            text = value.text if value.is_literal else defaults.get(value.text.removeprefix("!Ref").strip())
            sides.setdefault(str(value.path[1]), []).append(text)
    for name, pair in sides.items():
        if len(pair) == 2 and None not in pair:
            found[f"condition {name}"] = str(pair[0] == pair[1]).lower()


def _regions(values: Sequence[Value], found: dict[str, str]) -> None:
    """Terraform's providers: `provider aws` and, by an alias, `provider aws.fra` stand for a region."""
    blocks: dict[Path, dict[str, Value]] = {}
    for value in values:
        if value.path[:1] == ("provider",) and value.key in ("region", "alias", "location"):
            blocks.setdefault(value.path[:-1], {})[value.key] = value
    for path, block in blocks.items():
        region = block.get("region") or block.get("location")
        if region is not None:
            alias = f".{block['alias'].text}" if "alias" in block else ""
            found[f"provider {path[1]}{alias}"] = region.text if region.is_literal else f"${{{region.text}}}"


def _offered(file: SourceFile, clues: Clues, values: Sequence[Value]) -> Iterator[Detection]:
    """What a parameter or an input that names a model may be set to."""
    for value in values:
        names = [str(part) for part in value.path if not isinstance(part, int)]
        is_list = isinstance(value.path[-1] if value.path else "", int) and len(names) > 2
        if is_list and (names[-3].lower(), names[-1].lower()) in (("parameters", "allowedvalues"), ("inputs", "options")):
            if naming.names_a_model(names[-2]) and clues.knows(value.text):
                reason = f"{names[-2]} may be set to this model"
                yield clues.use(
                    file, value.line, value.text, column=value.column, model=value.text, state="capability", reason=reason
                )


def by_comma(clues: Clues, text: str) -> list[str]:
    """The models of a list in one text, where the catalog knows every one of them."""
    parts = [part.strip() for part in text.split(",")]
    return parts if len(parts) > 1 and all(clues.knows(part) for part in parts) else []


def uses_of_defaults(
    file: SourceFile, clues: Clues, values: Sequence[Value], found: Sequence[Detection], state_of: Callable[[Value], State]
) -> Iterator[Detection]:
    """Defaults of variables whose names say model or host; who refers to them is told at its own place."""
    told = {
        (one.line, text)
        for one in found
        if one.state not in ("capability", "commented")
        for text in (one.model, one.host, one.text)
        if text
    }
    yield from _offered(file, clues, values)
    for one in defined(values):
        value, text = one.value, one.value.text
        in_list = isinstance(value.path[-1], int)
        if (
            (value.line, text) in told
            or naming.is_possible((one.name, *value.path))
            or any(naming.refuses(str(part)) for part in (one.name, *value.path))
        ):
            continue
        names = naming.names_models(one.name) if in_list else naming.names_a_model(one.name) or naming.names_a_role(one.name)
        state = state_of(value)
        text, _, missing = variables.follow(text, {})
        if missing is None and naming.names_models(one.name) and (several := by_comma(clues, text)):
            for model in several:
                reason = f"the default of {one.name} names the model"
                yield clues.use(
                    file, value.line, model, model=model, column=file.find_on(value.line, model), state=state, reason=reason
                )
        elif missing is None and names and clues.knows(text):
            reason = f"the default of {one.name} names the model"
            yield clues.use(file, value.line, value.text, column=value.column, model=text, state=state, reason=reason)
        elif (
            naming.names_a_host(one.name) and "." in text and clues.host(text) and (value.line, clues.host_name(text)) not in told
        ):
            reason = f"the default of {one.name} names the host"
            yield clues.use(file, value.line, text, column=value.column, url=text, state=state, reason=reason)
