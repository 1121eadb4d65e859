"""Conditions in words keep who must hold together."""

from __future__ import annotations

import pytest

from riskcheck.render.rule_page import condition_lines


@pytest.mark.parametrize(
    ("tree", "lines"),
    [
        ({"model.lineage": {"any_of": ["deepseek"]}}, ["model.lineage includes one of deepseek"]),
        (
            {"any": [{"a.b": True}, {"c.d": {"any_of": ["X"]}, "e.f": True}]},
            ["any of:", "  a.b is true", "  all of:", "    c.d includes one of X", "    e.f is true"],
        ),
        ({"not": {"a.b": True, "c.d": False}}, ["not:", "  all of:", "    a.b is true", "    c.d is false"]),
        ({"a.b": {"at_least": 5, "less_than": 9}}, ["all of:", "  a.b is at least 5", "  a.b is less than 9"]),
        ({"all": [{"a.b": True}]}, ["all of:", "  a.b is true"]),
    ],
)
def test_conditions_in_words(tree, lines) -> None:
    assert condition_lines(tree) == lines
