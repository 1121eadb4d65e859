"""The bundled law book: its inline tests, its lint, and what every rule must carry."""

from __future__ import annotations

import datetime as dt

import pytest

from riskcheck.engine.lint import lint
from riskcheck.engine.rule_tests import run
from riskcheck.reading import rulebook

LAW = rulebook.read([rulebook.bundled()])
DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize("rule", LAW.rules, ids=lambda rule: rule.id)
def test_inline_tests(rule) -> None:
    failed = [
        f"{one.test}: expected {one.expected}, got {one.got} {one.problem or ''}" for one in run(LAW, [rule]) if not one.is_passed
    ]
    assert not failed


@pytest.mark.parametrize("rule", LAW.rules, ids=lambda rule: rule.id)
def test_every_rule_has_sources_tests_and_a_date_to_look_again(rule) -> None:
    assert all(citation.url.startswith("http") for citation in rule.citations)
    assert len(rule.tests) >= 3
    assert rule.recheck_by > DAY


def test_lint_finds_no_error() -> None:
    assert [f"{one.rule}: {one.problem}" for one in lint(LAW, DAY) if one.is_error] == []
