"""Facts as intervals of knowledge: what is known, what is still possible, and how each is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, TypeAlias

from riskcheck.schema import places
from riskcheck.schema.vocabulary import Kind

Certainty = Literal["confirmed", "declared", "inferred"]


class Answer(Enum):
    """The three truth values of Kleene's logic."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __invert__(self) -> Answer:
        return Answer(2 - self.value)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a member of a fact is known. `line`: of the manifest that states it."""

    text: str
    source: str
    certainty: Certainty = "confirmed"
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """A set-valued fact: members that are known, and members that cannot be ruled out (`None`: anything).

    `possible` need not repeat what is known. A trailing `-*` stands for every subdivision of a place.
    `why_open` says why more is possible; `asks` is the manifest key that would settle it.
    """

    known: Mapping[str, Evidence] = field(default_factory=dict)
    possible: frozenset[str] | None = None
    asks: str | None = None
    why_open: str = "not stated"


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with a lowest and a highest possible value (`None`: no upper bound)."""

    low: float = 0.0
    high: float | None = None
    evidence: Evidence | None = None
    asks: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a spread that falls on one place (`None`: on a place that is not known)."""

    place: str | None
    low: float
    high: float | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Spread:
    """A quantity spread over places (people, percent of shares). `rest`: what no part accounts for, lowest and highest."""

    parts: tuple[Part, ...] = ()
    rest: tuple[float, float | None] = (0.0, None)
    ceiling: float | None = None
    asks: str | None = None


Fact: TypeAlias = Names | Amount | Spread
Facts: TypeAlias = Mapping[str, Fact]


def flag(value: bool | None, evidence: Evidence | None = None, *, asks: str | None = None, why_open: str = "not stated") -> Names:
    """A true-or-false fact: `yes` or `no` is known, or both are possible."""
    if value is None:
        return Names({}, frozenset({"yes", "no"}), asks, why_open)
    return Names({"yes" if value else "no": evidence or Evidence("derived", "derived")}, frozenset())


# --- how a value stands to a wanted one ---------------------------------------------------------------------------


def _equal(value: str, wanted: str) -> Answer:
    return Answer.YES if value == wanted else Answer.NO


def _in_place(value: str, wanted: str) -> Answer:
    if value.endswith("-*"):
        return Answer.UNKNOWN if wanted.startswith(value[:-1]) or wanted == value[:-2] else Answer.NO
    if places.lies_in(value, wanted):
        return Answer.YES
    return Answer.UNKNOWN if places.lies_in(wanted, value) else Answer.NO


def _in_administration(value: str, wanted: str) -> Answer:
    if value.endswith("-*"):
        return Answer.UNKNOWN if wanted.startswith(value[:-1]) else Answer.NO
    if places.is_part_of(value, wanted):
        return Answer.YES
    return Answer.UNKNOWN if places.is_part_of(wanted, value) else Answer.NO


_MEETS: dict[Kind, Callable[[str, str], Answer]] = {"place": _in_place, "administration": _in_administration}


def standing(kind: Kind, value: str, wanted: Iterable[str]) -> tuple[Answer, str | None]:
    """The best answer that one member gives to a wanted set, with the wanted member that gave it."""
    meets = _MEETS.get(kind, _equal)
    best: tuple[Answer, str | None] = (Answer.NO, None)
    for one in wanted:
        answer = meets(value, one)
        if answer is Answer.YES:
            return answer, one
        if answer is Answer.UNKNOWN and best[0] is Answer.NO:
            best = (answer, one)
    return best


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one test with the members (or parts) of the fact that gave it."""

    answer: Answer
    deciding: tuple[str, ...] = ()


def meets(fact: Names, kind: Kind, wanted: frozenset[str]) -> Verdict:
    """Does the fact share a member with `wanted`? Unknown while one is possible but not known."""
    open_: list[str] = []
    sure: list[str] = []
    for value in fact.known:
        answer, _ = (Answer.YES, value) if value in wanted else standing(kind, value, wanted)
        if answer is Answer.YES:
            sure.append(value)
        elif answer is Answer.UNKNOWN:
            open_.append(value)
    if sure:
        return Verdict(Answer.YES, tuple(sure))
    if open_ or fact.possible is None:
        return Verdict(Answer.UNKNOWN, tuple(open_))
    could = tuple(
        sorted(value for value in fact.possible if value in wanted or standing(kind, value, wanted)[0] is not Answer.NO)
    )
    return Verdict(Answer.UNKNOWN, could) if could else Verdict(Answer.NO, tuple(fact.known))


def reaches_outside(fact: Names, kind: Kind, inside: frozenset[str]) -> Verdict:
    """Does some member lie outside `inside`? Unknown while one possibly does."""
    open_: list[str] = []
    for value in fact.known:
        answer = standing(kind, value, inside)[0]
        if answer is Answer.NO:
            return Verdict(Answer.YES, (value,))
        if answer is Answer.UNKNOWN:
            open_.append(value)
    if open_ or fact.possible is None:
        return Verdict(Answer.UNKNOWN, tuple(open_))
    could = tuple(
        sorted(value for value in fact.possible if value not in fact.known and standing(kind, value, inside)[0] is not Answer.YES)
    )
    return Verdict(Answer.UNKNOWN, could) if could else Verdict(Answer.NO, tuple(fact.known))


def has_members(fact: Names) -> Verdict:
    """Has the fact any member at all?"""
    if fact.known:
        return Verdict(Answer.YES, tuple(fact.known))
    return Verdict(Answer.UNKNOWN if fact.possible is None or fact.possible else Answer.NO)


def is_listed(fact: Names, certain: frozenset[str], possible: frozenset[str]) -> Verdict:
    """Is a member on a list? `certain` and `possible` are the organisations that the list reaches, and may reach."""
    sure = meets(fact, "organisation", certain)
    if sure.answer is not Answer.NO:
        return sure
    maybe = meets(fact, "organisation", possible)
    return Verdict(Answer.UNKNOWN, maybe.deciding) if maybe.answer is not Answer.NO else sure


def within_bounds(low: float, high: float | None, bounds: Mapping[str, float]) -> Answer:
    """Kleene's and over `at_least`, `more_than`, `at_most`, `less_than` for a quantity between `low` and `high`."""
    worst = Answer.YES
    for operator, limit in bounds.items():
        if operator in ("at_least", "more_than"):
            strict = operator == "more_than"
            certain = low > limit if strict else low >= limit
            excluded = high is not None and (high <= limit if strict else high < limit)
        else:
            strict = operator == "less_than"
            certain = high is not None and (high < limit if strict else high <= limit)
            excluded = low >= limit if strict else low > limit
        answer = Answer.YES if certain else Answer.NO if excluded else Answer.UNKNOWN
        worst = min(worst, answer, key=lambda one: one.value)
    return worst


def sum_in(spread: Spread, inside: frozenset[str]) -> tuple[float, float | None, tuple[Part, ...]]:
    """Lowest and highest total of the parts that fall (or may fall) into a set of places, with those parts."""
    low, high = 0.0, spread.rest[1]
    counted: list[Part] = []
    for part in spread.parts:
        answer = Answer.UNKNOWN if part.place is None else standing("place", part.place, inside)[0]
        if answer is Answer.NO:
            continue
        counted.append(part)
        if answer is Answer.YES:
            low += part.low
        high = None if high is None or part.high is None else high + part.high
    if spread.ceiling is not None:
        high = spread.ceiling if high is None else min(high, spread.ceiling)
    return low, high, tuple(counted)
