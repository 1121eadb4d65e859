"""Running the inline tests of rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from riskcheck.engine.book import Book, compile_rule, standing_of, world_at
from riskcheck.engine.given import GivenError, facts_from
from riskcheck.engine.judge import judge
from riskcheck.schema.rule import Outcome, Rule, RuleTest
from riskcheck.schema.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class TestResult:
    """One inline test: what was expected, what came. `problem` is set when the test itself is wrong."""

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
    compiled = compile_rule(rule, world, standing_of(rule, world.as_of, 0))
    return TestResult(rule.id, test.name, test.expect, judge(compiled, facts).outcome)
