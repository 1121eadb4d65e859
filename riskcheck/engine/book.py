"""The law book on a day: groups, lists and ownership as they stood, and every rule compiled for judgement."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from riskcheck.engine.conditions import Branch, Condition, ConditionError, World, compile_condition
from riskcheck.knowledge.hosting import Hosts
from riskcheck.knowledge.identity import Catalogue
from riskcheck.knowledge.ownership import Ownership
from riskcheck.knowledge.places import groups_at
from riskcheck.schema.designation import CuratedList
from riskcheck.schema.report import Status
from riskcheck.schema.rule import Effect, Period, Rule, Severity
from riskcheck.schema.rulebook import Rulebook

DEFAULT_HORIZON = 180
"""Days ahead within which what will come into force is shown."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a measure is on a day: its status, effect and severity then, and from when to when."""

    status: Status
    effect: Effect
    severity: Severity
    start: dt.date
    end: dt.date | None
    note: str | None
    days_until: int = 0
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule bound to a day. `standing` is None when it is not live then."""

    rule: Rule
    standing: Standing | None
    binds: Condition
    when: Condition
    unless: Condition | None


@dataclass(frozen=True)
class Listing:
    """Whom a list reaches on a day: the organisations with the reason why each."""

    certain: Mapping[str, str]
    possible: Mapping[str, str]


@dataclass(frozen=True)
class Book(World):
    """The world and the law on a day. Built by `at`; holds everything that judging needs."""

    rulebook: Rulebook
    as_of: dt.date
    horizon: int
    groups: Mapping[str, frozenset[str]]
    listings: Mapping[str, Listing]
    listed: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    ownership: Ownership
    rules: tuple[CompiledRule, ...] = field(default=())

    @cached_property
    def catalogue(self) -> Catalogue:
        """The index of models and families."""
        return Catalogue.of(self.rulebook.families, self.rulebook.models, self.rulebook.reuploaders)

    @cached_property
    def hosts(self) -> Hosts:
        """The index of providers, hosts and regions."""
        return Hosts(self.rulebook.providers, self.rulebook.clouds, self.ownership.organisations)

    def ids_of(self, kind: str) -> frozenset[str]:
        """The catalog's ids of a kind of fact that rules may name."""
        return self._ids.get(kind, frozenset())

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        return {
            "organisation": frozenset(self.ownership.organisations),
            "family": frozenset(one.id for one in self.rulebook.families),
            "provider": frozenset(one.id for one in self.rulebook.providers),
        }

    @cached_property
    def _organisation_names(self) -> Mapping[str, frozenset[str]]:
        names: dict[str, set[str]] = {}
        for one in self.rulebook.organisations:
            for name in (one.id, one.name, *one.aliases):
                names.setdefault(plain(name), set()).add(one.id)
        return {name: frozenset(ids) for name, ids in names.items()}

    def organisations_named(self, name: str) -> frozenset[str]:
        """Catalog organisations with this legal name, trade name or id, whatever the case and punctuation."""
        return self._organisation_names.get(plain(name), frozenset())

    def reason_listed(self, lists: Iterable[str], organisation: str) -> str | None:
        """Why an organisation is (or may be) reached by one of some lists."""
        for identifier in lists:
            listing = self.listings.get(identifier)
            if listing and (text := listing.certain.get(organisation) or listing.possible.get(organisation)):
                return text
        return None


def plain(name: str) -> str:
    """A name without case, blanks and punctuation, as names are looked up."""
    return re.sub(r"[^\w]", "", name.casefold())


def world_at(rulebook: Rulebook, as_of: dt.date, horizon: int = DEFAULT_HORIZON) -> Book:
    """The world on a day, without rules: what conditions and facts need."""
    ownership = Ownership(rulebook.organisations, as_of)
    listings = _listings(rulebook.lists, ownership, as_of)
    listed = {name: (frozenset(one.certain), frozenset(one.possible)) for name, one in listings.items()}
    return Book(rulebook, as_of, horizon, groups_at(rulebook.groups, as_of), listings, listed, ownership)


def at(rulebook: Rulebook, as_of: dt.date, *, horizon: int = DEFAULT_HORIZON, scenario: frozenset[str] = frozenset()) -> Book:
    """The world and the rules on a day. Rules named in `scenario` are judged as if they were in force.

    Raises ConditionError (with the rule's id first in its path) for a condition that the vocabulary does not allow.
    """
    book = world_at(rulebook, as_of, horizon)
    compiled = []
    for rule in rulebook.rules:
        standing = standing_of(rule, as_of, horizon, assume=rule.id in scenario)
        if standing is not None:
            compiled.append(compile_rule(rule, book, standing))
    return dataclasses.replace(book, rules=tuple(compiled))


def compile_rule(rule: Rule, world: World, standing: Standing | None) -> CompiledRule:
    """A rule's conditions bound to a world. Raises ConditionError."""
    return CompiledRule(
        rule,
        standing,
        _compiled(rule, "binds", rule.binds, world),
        _compiled(rule, "when", rule.when, world),
        None if rule.unless is None else _compiled(rule, "unless", rule.unless, world),
    )


def _compiled(rule: Rule, clause: str, tree: Any, world: World) -> Condition:
    if tree == {}:
        return Branch("all", ())
    try:
        return compile_condition(tree, world, (clause,))
    except ConditionError as error:
        raise ConditionError(error.problem, (rule.id, *error.path), error.fix) from None


# --- time ---------------------------------------------------------------------------------------------------------

_CAP: dict[Effect, Severity] = {"prohibited": "critical", "conditional": "high", "review": "medium", "notice": "low"}
_ORDER: dict[Severity, int] = {"low": 0, "medium": 1, "high": 2, "critical": 3}


def standing_of(rule: Rule, day: dt.date, horizon: int = DEFAULT_HORIZON, *, assume: bool = False) -> Standing | None:
    """What a rule is on a day, or None when it is not live then nor comes into force within the horizon.

    `assume`: as if the measure, proposed or suspended, were in force.
    """
    current = _period_on(rule, day)
    if assume and current is not None and current[0].status in ("proposed", "suspended", "unclear"):
        period, end = current
        note = _noted(period, "judged as if it were in force")
        return Standing("in-force", rule.effect, _CAP[rule.effect], period.from_, end, note)
    coming = _coming(rule, day, horizon)
    if current is not None and current[0].status in ("in-force", "unclear"):
        return _standing(rule, *current)
    if coming is not None:
        period, end = coming
        effect = period.effect or rule.effect
        days = (period.from_ - day).days
        return Standing("upcoming", effect, _capped(rule, period, effect, "medium"), period.from_, end, period.note, days)
    if current is not None and current[0].status != "ended":
        return _standing(rule, *current)
    return None


def _standing(rule: Rule, period: Period, end: dt.date | None) -> Standing:
    effect = period.effect or rule.effect
    if period.status == "unclear":
        effect = "review" if effect in ("prohibited", "conditional") else effect
        return Standing(
            "in-force", effect, _capped(rule, period, effect, "medium"), period.from_, end, period.note, is_unclear=True
        )
    if period.status == "in-force":
        return Standing("in-force", effect, _capped(rule, period, effect, "critical"), period.from_, end, period.note)
    status: Status = "suspended" if period.status == "suspended" else "proposed"
    return Standing(status, effect, _capped(rule, period, effect, "medium"), period.from_, end, period.note)


def _capped(rule: Rule, period: Period, effect: Effect, cap: Severity) -> Severity:
    return min((period.severity or rule.severity, cap, _CAP[effect]), key=_ORDER.__getitem__)


def _period_on(rule: Rule, day: dt.date) -> tuple[Period, dt.date | None] | None:
    for period, end in periods_of(rule):
        if period.from_ <= day and (end is None or day <= end):
            return period, end
    return None


def _coming(rule: Rule, day: dt.date, horizon: int) -> tuple[Period, dt.date | None] | None:
    for period, end in periods_of(rule):
        if period.status == "in-force" and day < period.from_ <= day + dt.timedelta(days=horizon):
            return period, end
    return None


def periods_of(rule: Rule) -> Iterable[tuple[Period, dt.date | None]]:
    """A rule's periods, each with its last day (None: open), which is at the latest the day before the next one."""
    for index, period in enumerate(rule.periods):
        following = rule.periods[index + 1].from_ - dt.timedelta(days=1) if index + 1 < len(rule.periods) else None
        ends = [end for end in (period.until, following) if end is not None]
        yield period, min(ends) if ends else None


def _noted(period: Period, text: str) -> str:
    return f"{text}; {period.note}" if period.note else text


# --- lists --------------------------------------------------------------------------------------------------------


def _listings(lists: Iterable[CuratedList], ownership: Ownership, day: dt.date) -> dict[str, Listing]:
    by_id = {one.id: one for one in lists}
    found: dict[str, Listing] = {}
    for one in by_id.values():
        origin = by_id.get(one.derived_from, one) if one.derived_from else one
        named = {
            entry.organisation: f"{entry.name} stands on {origin.title} since {entry.since}"
            + (f" ({entry.cite})" if entry.cite else "")
            for entry in origin.entries
            if entry.since <= day and (entry.until is None or day <= entry.until)
        }
        certain = dict(named) if one.id == origin.id or not one.reach.owned_at_least else {}
        possible: dict[str, str] = {}
        for target, is_possible in ((certain, False), (possible, True)):
            for organisation, reason in _reached(one, ownership, frozenset(named), is_possible).items():
                if organisation not in certain:
                    target[organisation] = reason
        found[one.id] = Listing(certain, {name: why for name, why in possible.items() if name not in certain})
    return found


def _reached(one: CuratedList, ownership: Ownership, named: frozenset[str], possible: bool) -> dict[str, str]:
    reached: dict[str, str] = {}
    if one.reach.controlled:
        reached |= ownership.controlled_by(named, possible=possible)
    if one.reach.owned_at_least is not None:
        reached |= ownership.owned_by(named, one.reach.owned_at_least, possible=possible)
    return {name: f"{one.title} reaches it: {why}" for name, why in reached.items()}
