"""Plain data to schema values; pydantic's complaints turned into places, shapes and nearest words."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from riskcheck.errors import InputError, ManyErrors, RiskcheckError, nearest
from riskcheck.reading.documents import Path_, Source
from riskcheck.schema.base import PlacedError

Value = TypeVar("Value", bound=BaseModel)

_MAX_SHOWN = 20


def validate(kind: type[Value], source: Source, *, at: Path_ = (), error: type[RiskcheckError] = InputError) -> Value:
    """The part of `source` at path `at` as a `kind`. Raises ManyErrors (or one `error`) that name every place."""
    data = source.data
    for step in at:
        data = data[step]
    if not isinstance(data, dict):
        problem = f"expected a mapping with {_words(kind.model_fields)}, found {_shape(data)}"
        raise error(problem, mark=source.mark(at), fix="write `key: value` lines")
    try:
        return kind.model_validate(data)
    except ValidationError as failed:
        details = _telling(failed.errors(include_url=False))[:_MAX_SHOWN]
        found = [_explain(kind, source, at, detail, error) for detail in details]
        found = list({str(one): one for one in found}.values())
        raise found[0] if len(found) == 1 else ManyErrors(found) from None


def _telling(details: list[Any]) -> list[Any]:
    """Without complaints about a container whose own members already explain what is wrong."""
    places = [_plain(detail["loc"]) for detail in details]

    def is_echo(place: tuple[Any, ...]) -> bool:
        return any(len(other) > len(place) and other[: len(place)] == place for other in places)

    return [
        detail for detail, place in zip(details, places, strict=True) if detail["type"] not in _CONTAINER or not is_echo(place)
    ]


def _plain(loc: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(step for step in loc if not (isinstance(step, str) and "[" in step))


_CONTAINER = {"too_short", "tuple_type", "list_type", "dict_type", "model_type"}


def _explain(kind: type[BaseModel], source: Source, at: Path_, detail: Any, error: type[RiskcheckError]) -> RiskcheckError:
    steps = _real_steps(source.data, at, detail["loc"])
    path = (*at, *steps)
    shown = ".".join(str(step) for step in steps) or "the document"
    code, given = detail["type"], detail.get("input")
    context = detail.get("ctx") or {}
    if code == "extra_forbidden":
        word, valid = str(path[-1]), list(_fields_at(kind, steps[:-1]))
        close = nearest(word, valid)
        fix = f"did you mean `{close}`?" if close else f"valid keys here: {_words(valid)}"
        return error(f"unknown key `{word}` in {_parent(steps)}", mark=source.mark(path, key=True), fix=fix)
    if code == "missing":
        return error(
            f"`{path[-1]}` is missing in {_parent(steps)}", mark=source.mark(path[:-1], key=True), fix=f"add `{path[-1]}:`"
        )
    if code in ("literal_error", "enum"):
        valid = _quoted(context.get("expected", ""))
        close = nearest(str(given), valid)
        fix = f"did you mean `{close}`?" if close else f"one of {_words(valid)}"
        return error(f"`{shown}` cannot be {given!r}", mark=source.mark(path), fix=fix)
    if code == "value_error":
        cause = context.get("error")
        part = cause.at if isinstance(cause, PlacedError) else ()
        return error(f"`{shown}`: {cause or detail['msg']}", mark=source.mark((*path, *part)), fix=None)
    if code == "string_pattern_mismatch":
        pattern = str(context.get("pattern", ""))
        return error(
            f"`{shown}` cannot be {given!r}",
            mark=source.mark(path),
            fix=_FORMS.get(_form_of(pattern), f"it must match {pattern}"),
        )
    expected = _EXPECTED.get(code, detail["msg"][:1].lower() + detail["msg"][1:])
    return error(f"`{shown}` is {_shape(given)}: {expected}", mark=source.mark(path), fix=_FIXES.get(code))


def _real_steps(data: Any, at: Path_, loc: tuple[Any, ...]) -> Path_:
    """The part of pydantic's location that exists in the data (it also names union branches and validators)."""
    for step in at:
        data = data[step]
    steps: list[str | int] = []
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(data, dict) and (step in data or (last and isinstance(step, str) and "[" not in step)):
            steps.append(step)
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            steps.append(step)
            data = data[step]
    return tuple(steps)


def _fields_at(kind: type[BaseModel], steps: Path_) -> Iterator[str]:
    models = [kind]
    for step in steps:
        if isinstance(step, int):
            continue
        annotations = [model.model_fields[name].annotation for model in models for name in _named(model, step)]
        models = [model for annotation in annotations for model in _models_in(annotation)] or models
    for model in models:
        yield from (info.alias or name for name, info in model.model_fields.items())


def _named(model: type[BaseModel], step: str) -> list[str]:
    return [name for name, info in model.model_fields.items() if step in (name, info.alias)]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for argument in typing.get_args(annotation):
            yield from _models_in(argument)


def _parent(steps: Path_) -> str:
    return f"`{'.'.join(str(step) for step in steps[:-1])}`" if len(steps) > 1 else "the document"


def _quoted(expected: str) -> list[str]:
    return [word.strip(" '") for word in expected.replace(" or ", ", ").split(",") if word.strip(" '")]


def _words(words: Any) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _shape(value: Any) -> str:
    if value is None:
        return "empty"
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true/false", int: "a number", float: "a number"}
    name = names.get(type(value), "something else")
    return f"{name} ({value!r})" if isinstance(value, (str, bool, int, float)) and len(repr(value)) < 60 else name


def _form_of(pattern: str) -> str:
    if pattern.startswith("^[A-Z]{2}"):
        return "administration" if "/" in pattern else "place"
    return "identifier" if pattern.startswith("^[a-z0-9]") else "url" if pattern.startswith("^https") else ""


_FORMS = {
    "place": "use an ISO 3166 code such as US, DE or US-TX",
    "administration": "use an ISO 3166 code, with an agency if need be: US, US-TX, US/DoD",
    "identifier": "use lower-case letters, digits, dots and hyphens",
    "url": "write the whole address, from https:// on",
}
_EXPECTED = {
    "string_type": "text is expected",
    "tuple_type": "a list is expected",
    "list_type": "a list is expected",
    "dict_type": "a mapping is expected",
    "model_type": "a mapping is expected",
    "int_type": "a whole number is expected",
    "int_parsing": "a whole number is expected",
    "int_from_float": "a whole number is expected",
    "float_type": "a number is expected",
    "float_parsing": "a number is expected",
    "bool_type": "true or false is expected",
    "bool_parsing": "true or false is expected",
    "too_short": "at least one entry is expected",
    "string_too_short": "it must not be empty",
    "date_from_datetime_parsing": "a date such as 2026-11-23 is expected",
    "date_parsing": "a date such as 2026-11-23 is expected",
    "date_type": "a date such as 2026-11-23 is expected",
}
_FIXES = {
    "tuple_type": "write `[value]` or one `- value` a line; `[]` for none",
    "list_type": "write `[value]` or one `- value` a line; `[]` for none",
    "model_type": "write `key: value` lines below it",
    "dict_type": "write `key: value` lines below it",
    "string_type": 'put the value in quotes: "..."',
}
