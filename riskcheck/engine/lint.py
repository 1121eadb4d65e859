"""What makes law books rot: one function a bad habit, gathered in `CHECKS`."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from riskcheck.engine.book import Book, compile_rule, periods_of, world_at
from riskcheck.engine.conditions import Condition, ConditionError, Leaf
from riskcheck.engine.dangling import dangling
from riskcheck.engine.given import GivenError, facts_from
from riskcheck.errors import nearest
from riskcheck.schema.rule import Rule
from riskcheck.schema.rulebook import Rulebook

GRACE = dt.timedelta(days=90)
"""How long after `recheck_by` a rule is only warned about."""
FEWEST_TESTS = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one rule (or list, or catalog entry). `path` leads to it within the entry."""

    rule: str
    check: str
    problem: str
    path: tuple[str | int, ...] = ()
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class _Context:
    book: Rulebook
    world: Book
    today: dt.date


def lint(book: Rulebook, today: dt.date) -> list[Problem]:
    """Everything wrong with a rulebook on a day, in order of its rules."""
    context = _Context(book, world_at(book, today), today)
    found = [problem for rule in book.rules for check in CHECKS for problem in check(rule, context)]
    found += _same_meaning(book)
    found += _lists(context)
    found += _counts(book)
    found += [Problem(entry, "reference", text) for entry, text in dangling(book)]
    found += [
        Problem(scenario.id, "scenario", f"scenario {scenario.id} names the measure '{measure}', which is no rule")
        for scenario in book.scenarios
        for measure in scenario.measures
        if measure not in book.places
    ]
    return found


def _conditions(rule: Rule, context: _Context) -> Iterator[Problem]:
    try:
        compiled = compile_rule(rule, context.world, None)
    except ConditionError as error:
        fix = f"; {error.fix}" if error.fix else ""
        yield Problem(rule.id, "condition", f"{error.problem}{fix}", error.path[1:])
        return
    demands = {**_demands(compiled.binds), **_demands(compiled.when)}
    for leaf, wanted in demands.items():
        if wanted and demands.get(leaf) is not wanted:
            yield Problem(rule.id, "never-fires", f"`{leaf.fact.name}` is asked for both ways", ("when",))
    for leaf in (*_asked(compiled.binds), *_asked(compiled.when)):
        if leaf.operator == "any_of" and not leaf.words:
            yield Problem(
                rule.id,
                "never-fires",
                f"`{leaf.fact.name}` wants a member of {', '.join(leaf.wanted)}, which has none today",
                ("when",),
                False,
            )
    if compiled.unless is not None and _same(compiled.unless, compiled.when):
        yield Problem(rule.id, "never-fires", "`unless` takes out everything that `when` lets in", ("unless",))


def _same(one: Condition, other: Condition) -> bool:
    return one == other


def _leaves(condition: Condition) -> Iterator[Leaf]:
    if isinstance(condition, Leaf):
        yield condition
        return
    for child in condition.children:
        yield from _leaves(child)


def _asked(condition: Condition) -> Iterator[Leaf]:
    """Leaves that must hold for the condition to hold."""
    if isinstance(condition, Leaf):
        yield condition
    elif condition.connective == "all":
        for child in condition.children:
            yield from _asked(child)


def _demands(condition: Condition) -> dict[Leaf, bool]:
    demands: dict[Leaf, bool] = {}
    if isinstance(condition, Leaf):
        demands[condition] = True
    elif condition.connective == "all":
        for child in condition.children:
            for leaf, wanted in _demands(child).items():
                if demands.get(leaf, wanted) is not wanted:
                    demands[leaf] = False
                demands.setdefault(leaf, wanted)
    elif condition.connective == "not" and isinstance(condition.children[0], Leaf):
        demands[condition.children[0]] = False
    return demands


def _tests(rule: Rule, context: _Context) -> Iterator[Problem]:
    expected = [test.expect for test in rule.tests]
    if len(expected) < FEWEST_TESTS:
        yield Problem(rule.id, "tests", f"{len(expected)} inline tests; at least {FEWEST_TESTS} are needed", ("tests",))
    if "applies" not in expected:
        yield Problem(rule.id, "tests", "no inline test makes it fire (`expect: applies`)", ("tests",))
    if "undetermined" not in expected:
        yield Problem(rule.id, "tests", "no inline test leaves it undetermined", ("tests",))
    if not set(expected) - {"applies", "undetermined"}:
        yield Problem(rule.id, "tests", "no inline test keeps it from firing", ("tests",))
    names = [test.name for test in rule.tests]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(rule.id, "tests", f"two tests are named '{name}'", ("tests",))
    for index, test in enumerate(rule.tests):
        try:
            facts_from(test.given)
        except GivenError as error:
            yield Problem(rule.id, "tests", f"test '{test.name}': {error}", ("tests", index))


_SEVERITIES = {
    "prohibited": ("critical", "high"),
    "conditional": ("high", "medium", "low"),
    "review": ("medium", "low"),
    "notice": ("low",),
}


def _severity(rule: Rule, context: _Context) -> Iterator[Problem]:
    steps: list[tuple[str, str, str, tuple[str | int, ...]]]
    steps = [
        (rule.effect, rule.severity, period.status, ("severity",))
        for period in rule.periods
        if period.effect is None and period.severity is None
    ]
    steps += [
        (period.effect or rule.effect, period.severity, period.status, ("periods", index))
        for index, period in enumerate(rule.periods)
        if period.severity is not None
    ]
    for effect, severity, status, path in steps:
        if status == "in-force" and severity not in _SEVERITIES[effect]:
            allowed = " or ".join(_SEVERITIES[effect])
            yield Problem(rule.id, "severity", f"an effect `{effect}` in force is {allowed}, not {severity}", path)


def _open_question(rule: Rule, context: _Context) -> Iterator[Problem]:
    effects = {period.effect or rule.effect for period in rule.periods}
    unclear = any(period.status == "unclear" for period in rule.periods)
    if ("review" in effects or unclear) and not rule.open_question:
        yield Problem(rule.id, "open-question", "a rule that asks for review names the open question", ("effect",))


def _periods(rule: Rule, context: _Context) -> Iterator[Problem]:
    spans = list(periods_of(rule))
    for index, (period, end) in enumerate(spans):
        if period.until is not None and period.until < period.from_:
            yield Problem(rule.id, "periods", f"the period from {period.from_} ends before it begins", ("periods", index))
        if index + 1 < len(spans):
            following = spans[index + 1][0].from_
            if period.until is not None and period.until >= following:
                yield Problem(rule.id, "periods", f"the periods from {period.from_} and {following} overlap", ("periods", index))
            elif end is not None and end + dt.timedelta(days=1) < following:
                yield Problem(
                    rule.id, "periods", f"nothing is said of the days between {end} and {following}", ("periods", index), False
                )
        if period.approximate and not (period.note or rule.note):
            yield Problem(rule.id, "periods", "an approximate first day needs a note that says what is known", ("periods", index))


def _recheck(rule: Rule, context: _Context) -> Iterator[Problem]:
    late = context.today - rule.recheck_by
    if late > dt.timedelta(0):
        yield Problem(rule.id, "recheck", f"was to be checked again by {rule.recheck_by}", ("recheck_by",), late > GRACE)


_DEAD = re.compile(r"^https?://([^/]*\.)?(example\.(com|org|net)|localhost|127\.0\.0\.1|t\.co|bit\.ly)(/|:|$)|\s|\.\.\.|…", re.I)


def _citations(rule: Rule, context: _Context) -> Iterator[Problem]:
    for index, citation in enumerate(rule.citations):
        path = ("citations", index)
        if _DEAD.search(citation.url):
            yield Problem(rule.id, "citation", f"{citation.url} is not an address that a reader can open", path)
        if citation.retrieved > context.today:
            yield Problem(rule.id, "citation", f"a source cannot be retrieved in the future ({citation.retrieved})", path, False)
        if not citation.cite.strip() or not citation.title.strip():
            yield Problem(rule.id, "citation", "a citation has a title and a place in the source", path)


def _likelihood(rule: Rule, context: _Context) -> Iterator[Problem]:
    is_proposed = rule.periods[-1].status == "proposed"
    if is_proposed and rule.likelihood is None:
        yield Problem(rule.id, "likelihood", "a proposed measure states how likely it is, and who says so", ("periods",))
    if not is_proposed and rule.likelihood is not None:
        yield Problem(rule.id, "likelihood", "a likelihood belongs to a proposed measure", ("likelihood",))


def _summary(rule: Rule, context: _Context) -> Iterator[Problem]:
    if len(rule.summary.split()) < 8:
        yield Problem(
            rule.id, "summary", "the summary says what it requires and where its reach ends, in two sentences", ("summary",)
        )


CHECKS: tuple[Callable[[Rule, _Context], Iterator[Problem]], ...] = (
    _conditions, _tests, _severity, _open_question, _periods, _recheck, _citations, _likelihood, _summary,
)  # fmt: skip
"""The habits looked for in each rule."""


def _same_meaning(book: Rulebook) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for rule in book.rules:
        periods = [period.model_dump(mode="json") for period in rule.periods]
        key = json.dumps(
            [rule.kind, rule.jurisdiction, rule.effect, rule.binds, rule.when, rule.unless, periods], sort_keys=True, default=str
        )
        if key in seen:
            yield Problem(rule.id, "same-meaning", f"says the same as {seen[key]}", ("when",))
        seen.setdefault(key, rule.id)


def _counts(book: Rulebook) -> Iterator[Problem]:
    """A list or group that has lost or gained a member without anybody saying so."""
    sizes = [("list", one.id, one.count, len(one.entries)) for one in book.lists]
    sizes += [("group", one.id, one.count, len(one.members)) for one in book.groups]
    for kind, identifier, said, there in sizes:
        if said is not None and said != there:
            yield Problem(identifier, "count", f"{kind} {identifier} says that it has {said} members; there are {there}")


def _lists(context: _Context) -> Iterator[Problem]:
    known = context.world.ownership.organisations
    ids = {one.id for one in context.book.lists}
    for one in context.book.lists:
        for entry in one.entries:
            if entry.organisation not in known:
                close = nearest(entry.organisation, known)
                hint = f"; did you mean `{close}`?" if close else ""
                yield Problem(one.id, "reference", f"list {one.id}: the catalog has no organisation `{entry.organisation}`{hint}")
            if entry.until is not None and entry.until < entry.since:
                yield Problem(one.id, "periods", f"list {one.id}: {entry.name} leaves before it enters")
        if one.derived_from and one.derived_from not in ids:
            yield Problem(one.id, "reference", f"list {one.id} is derived from {one.derived_from}, which is no list")
        late = context.today - one.recheck_by
        if late > dt.timedelta(0):
            yield Problem(one.id, "recheck", f"list {one.id} was to be checked again by {one.recheck_by}", (), late > GRACE)
