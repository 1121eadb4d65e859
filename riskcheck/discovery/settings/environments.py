"""Variables of environments in configurations: mappings, lines of a list, pairs of a name and a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from riskcheck.discovery import variables
from riskcheck.discovery.detection import Detection
from riskcheck.discovery.readers import command_lines
from riskcheck.discovery.settings import choices, commands, following, reading, states
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Path, Value

VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)+")
"""The name of a variable of an environment."""
ARGUMENTS = re.compile(r"(?:^|_)(?:ARGS|ARGUMENTS|OPTS|OPTIONS|FLAGS)$")
"""The end of the name of a variable that holds words for a command line."""


def variable_name(it: Reading, value: Value) -> tuple[str, bool]:
    """The name of the environment variable that a value is, in any of the usual shapes, and whether it is one."""
    if not value.path:
        return "", False
    last = value.path[-1]
    siblings = it.by_parent.get(value.path[:-1], {})
    if (
        last in ("value", "Value", "defaultValue", "default", "text")
        and (named := next((siblings[key] for key in ("name", "key", "variablename", "envname") if key in siblings), None))
        and re.fullmatch(r"[A-Z][A-Z0-9_]+", named.text)
    ):
        return named.text, True
    if last == "value" and len(value.path) > 1 and VARIABLE.fullmatch(str(value.path[-2])):
        return str(value.path[-2]), True
    if isinstance(last, str) and VARIABLE.fullmatch(last):
        return last, True
    if isinstance(last, str) and value.path[-3:-2] == ("env",) and "steps" in value.path:  # `section.name` of a tool's settings
        return f"{value.path[-2]}__{last}".upper(), True
    if (
        isinstance(last, int)
        and value.key.lower() in reading.ENVIRONMENTS
        and (joined := re.match(r"([A-Z][A-Z0-9_]+)=", value.text))
    ):
        return joined[1], True
    return "", False


def uses_of_variable(it: Reading, name: str, value: Value) -> Iterator[Detection]:
    """What a variable of an environment says, unless a switch beside it turns its service off."""
    if value.text.startswith(f"{name}="):
        value = value._replace(text=value.text[len(name) + 1 :].strip("\"'"), column=value.column + len(name) + 1)
    if ARGUMENTS.search(name) and value.text.lstrip().startswith("-"):
        for one in command_lines.uses_of_words(it.file, it.clues, commands.split(it.file, value), it.known, is_server=True):
            yield one._replace(state=states.state_of(it, value, one.state))
        return
    text, state, missing = following.followed(it, value)
    state = states.state_of(it, value, state)
    if variables.names_a_deployment(name) and (text in it.sections or text in it.names):
        return  # this file deploys it, and says there of which model
    if state in ("active", "default") and choices.is_switched_off(name, _environment_of(it, value)):
        state = "disabled"
    source = value.text if missing is None else f"${{{missing}}}"
    if missing is not None and it.clues.is_url(text) and it.clues.host(text):  # only a part of its host is not known
        source = text
    known = {key: one for key, one in it.known.items() if key != name} if "$" in value.text else it.known
    for one in variables.uses_of_variable(
        it.file, it.clues, name, text if missing is None else source, value.line, known, column=value.column, state=state,
        environment=_environment_of(it, value),
    ):  # fmt: skip
        yield one._replace(text=value.text)


def _environment_of(it: Reading, value: Value) -> Mapping[str, str]:
    """The variables that stand in the same environment as one of them: a mapping, lines of a list, pairs of name and value."""
    is_pair = value.path[-1] in ("value", "Value")
    place = value.path[:-2] if is_pair else value.path[:-1]
    if place not in it.environments:
        it.environments[place] = dict(_pairs_in(it, place) if is_pair else _lines_in(it, place))
    return it.environments[place]


def _pairs_in(it: Reading, place: Path) -> Iterator[tuple[str, str]]:
    index = 0
    while pair := it.by_parent.get((*place, index)):
        index += 1
        if "name" in pair and "value" in pair:
            yield pair["name"].text, pair["value"].text


def _lines_in(it: Reading, place: Path) -> Iterator[tuple[str, str]]:
    for one in it.by_parent.get(place, {}).values():
        name, sign, text = one.text.partition("=") if isinstance(one.path[-1], int) else (str(one.path[-1]), "=", one.text)
        if sign:
            yield name, text
