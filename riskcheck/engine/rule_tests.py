"""Running the inline tests of rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from riskcheck.engine.book import Book, Standing, compile_rule, standing_of, world_at
from riskcheck.engine.given import GivenError, facts_from
from riskcheck.engine.judge import judge
from riskcheck.schema.rule import Outcome, Rule, RuleTest
from riskcheck.schema.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class TestResult:
    """One inline test: what was expected, what came. `problem`: the test itself is wrong, or effect or status differ."""

    rule: str
    test: str
    expected: Outcome
    got: Outcome | None
    problem: str | None = None

    @property
    def is_passed(self) -> bool:
        """Whether the outcome was the expected one."""
        return self.problem is None and self.got == self.expected


def default_day(rule: Rule) -> dt.date:
    """The day on which a test without `as_of` is judged: the first day of the last period that is not `ended`."""
    live = [period.from_ for period in rule.periods if period.status != "ended"]
    return live[-1] if live else rule.periods[-1].from_


def run(rulebook: Rulebook, rules: Iterable[Rule]) -> Iterator[TestResult]:
    """Judge every inline test of some rules. Nothing is upcoming in a test: the horizon is 0."""
    worlds: dict[dt.date, Book] = {}
    for rule in rules:
        for test in rule.tests:
            day = test.as_of or default_day(rule)
            if day not in worlds:
                worlds[day] = world_at(rulebook, day, 0)
            yield _run_one(rule, test, worlds[day])


def _run_one(rule: Rule, test: RuleTest, world: Book) -> TestResult:
    try:
        facts = facts_from(test.given)
    except GivenError as error:
        return TestResult(rule.id, test.name, test.expect, None, str(error))
    standing = standing_of(rule, world.as_of, 0)
    compiled = compile_rule(rule, world, standing)
    return TestResult(rule.id, test.name, test.expect, judge(compiled, facts).outcome, _standing_problem(test, standing))


def _standing_problem(test: RuleTest, standing: Standing | None) -> str | None:
    if test.effect is not None and (standing is None or standing.effect != test.effect):
        return f"its effect is {standing.effect if standing else 'none'}, the test says {test.effect}"
    status = None if standing is None else "unclear" if standing.is_unclear else standing.status
    if test.status is not None and status != test.status:
        return f"it is {status or 'not live'} on that day, the test says {test.status}"
    return None
