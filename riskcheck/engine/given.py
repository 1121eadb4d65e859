"""Facts as tests of rules give them: literally, one by one, without resolving a manifest."""

from __future__ import annotations

from typing import Any

from riskcheck.engine.facts import Amount, Evidence, Fact, Names, Part, Spread, flag
from riskcheck.errors import nearest
from riskcheck.schema.vocabulary import FACTS, FactType

_GIVEN = Evidence("given", "test")


class GivenError(ValueError):
    """A test gives a fact that does not exist, or a value outside its type."""


def facts_from(given: dict[str, Any]) -> dict[str, Fact]:
    """The facts of an inline test. Raises GivenError."""
    return {name: _fact(name, value) for name, value in given.items()}


def _fact(name: str, value: Any) -> Fact:
    kind = FACTS.get(name)
    if kind is None:
        close = nearest(name, FACTS)
        raise GivenError(f"there is no fact `{name}`" + (f"; did you mean `{close}`?" if close else ""))
    if kind.kind == "flag":
        if not isinstance(value, bool):
            raise GivenError(f"`{name}` is true or false")
        return flag(value, _GIVEN)
    if kind.kind == "number":
        low, high = _range(name, value)
        return Amount(low, high, _GIVEN)
    if kind.kind in ("count", "share"):
        return _spread(kind, value)
    return _names(kind, value)


def _range(name: str, value: Any) -> tuple[float, float | None]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value), float(value)
    if isinstance(value, list) and len(value) == 2:
        low, high = value
        return float(low or 0), None if high is None else float(high)
    raise GivenError(f"`{name}` takes a number or [lowest, highest]")


def _spread(kind: FactType, value: Any) -> Spread:
    ceiling = 100.0 if kind.kind == "share" else None
    if isinstance(value, dict):
        parts = tuple(Part(place, *_range(kind.name, share), _GIVEN) for place, share in value.items())
        total = sum(part.low for part in parts)
        rest = (0.0, max(0.0, 100.0 - total)) if kind.kind == "share" and value else (0.0, 0.0)
        return Spread(parts, rest, ceiling)
    if isinstance(value, list):
        lowest = 1.0 if kind.kind == "count" else 0.0
        return Spread(tuple(Part(place, lowest, None, _GIVEN) for place in value), (0.0, 0.0), ceiling)
    raise GivenError(f"`{kind.name}` takes numbers by place or a list of places")


def _names(kind: FactType, value: Any) -> Names:
    if isinstance(value, dict) and set(value) <= {"known", "possible"}:
        known, possible = value.get("known") or [], value.get("possible")
    elif isinstance(value, list):
        known, possible = value, []
    else:
        raise GivenError(f"`{kind.name}` takes a list of names, or `known` and `possible`")
    for word in (*known, *(possible or ())):
        if not isinstance(word, str):
            raise GivenError(f"`{kind.name}` takes names, not {word!r}")
        if kind.values and word not in kind.values:
            close = nearest(word, kind.values)
            raise GivenError(f"`{kind.name}` is never `{word}`" + (f"; did you mean `{close}`?" if close else ""))
    return Names(
        dict.fromkeys(known, _GIVEN), None if possible is None and isinstance(value, dict) else frozenset(possible or ())
    )
