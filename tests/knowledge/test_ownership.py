"""Ownership: control, aggregation through blocked owners without multiplication, dates, bounds. Laws as properties."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.knowledge.ownership import Ownership
from riskcheck.schema.catalog import Organisation, Stake

DAY = dt.date(2026, 11, 23)


def world(*edges: tuple) -> Ownership:
    """`(owned, owner, share[, kind[, from, until]])` as an ownership graph."""
    names = sorted({name for owned, owner, *_ in edges for name in (owned, owner)})
    stakes: dict[str, list[Stake]] = {name: [] for name in names}
    for owned, owner, share, *rest in edges:
        kind = rest[0] if rest else "equity"
        start, end = rest[1:] if len(rest) > 1 else (None, None)
        stakes[owned].append(
            Stake.model_validate({"owner": owner, "share": share, "kind": kind, "from": start, "until": end, "source": "test"})
        )
    return Ownership(
        [Organisation(id=name, name=name, country="US", owners=tuple(stakes[name]), source="test") for name in names], DAY
    )


# OFAC FAQ 401: the examples on how the 50 Percent Rule counts indirect ownership. X is blocked.
FAQ_401 = {
    "50 of A, A 50 of B: both": ([("a", "x", 50), ("b", "a", 50)], {"a", "b"}),
    "50 of A, 10 of B; A 40 of B: B too": ([("a", "x", 50), ("b", "x", 10), ("b", "a", 40)], {"a", "b"}),
    "50 of A and B, each 25 of C: C too": ([("a", "x", 50), ("b", "x", 50), ("c", "a", 25), ("c", "b", 25)], {"a", "b", "c"}),
    "50 of A, 10 of B; A 25 of C, B 25 of C: not C": ([("a", "x", 50), ("b", "x", 10), ("c", "a", 25), ("c", "b", 25)], {"a"}),
    "25 of A and B, each 50 of C: nothing": ([("a", "x", 25), ("b", "x", 25), ("c", "a", 50), ("c", "b", 50)], set()),
    "51 of A, A 49 of B: B not": ([("a", "x", 51), ("b", "a", 49)], {"a"}),
}


@pytest.mark.parametrize("name", FAQ_401)
def test_ofac_faq_401(name: str) -> None:
    edges, blocked = FAQ_401[name]
    assert set(world(*edges).owned_by(frozenset({"x"}), 50)) == blocked


def test_several_blocked_owners_add_up() -> None:
    owned = world(("a", "x", 25), ("a", "y", 25)).owned_by(frozenset({"x", "y"}), 50)
    assert "x holds 25 percent of a" in owned["a"] and "y holds 25 percent of a" in owned["a"]


def test_a_range_is_possible_before_it_is_certain() -> None:
    graph = world(("a", "x", (40, 100)))
    assert graph.owned_by(frozenset({"x"}), 50) == {}
    assert set(graph.owned_by(frozenset({"x"}), 50, possible=True)) == {"a"}
    assert graph.controllers("a") == ()
    assert [step.owner for step in graph.controllers("a", possible=True)] == ["x"]


def test_exactly_half_owns_but_does_not_control() -> None:
    graph = world(("a", "x", 50))
    assert set(graph.owned_by(frozenset({"x"}), 50)) == {"a"}
    assert graph.controllers("a") == ()
    assert graph.ultimate_parents("a") == {"a"}


def test_stakes_hold_from_and_until_their_days() -> None:
    assert world(("a", "x", 100, "equity", "2026-11-24", None)).controllers("a") == ()
    assert world(("a", "x", 100, "equity", None, "2026-11-22")).controllers("a") == ()
    assert world(("a", "x", 100, "equity", "2026-11-23", "2026-11-23")).controllers("a") != ()


def test_control_without_shares_controls() -> None:
    graph = world(("a", "x", None, "control"), ("b", "a", 60))
    assert [step.owner for step in graph.controllers("b")] == ["a", "x"]
    assert graph.ultimate_parents("b") == {"x"}


def test_a_circle_of_owners_ends() -> None:
    graph = world(("a", "b", 60), ("b", "a", 60))
    assert [step.owner for step in graph.controllers("a")] == ["b"]
    assert graph.ultimate_parents("a") == {"a"}
    assert set(graph.owned_by(frozenset({"a"}), 50)) == {"b"}


NAMES = st.sampled_from("abcdef")
EDGES = st.lists(st.tuples(NAMES, NAMES, st.integers(1, 100)).filter(lambda edge: edge[0] != edge[1]), min_size=1, max_size=10)


@given(EDGES, EDGES)
def test_more_stakes_never_free_anybody(edges: list[tuple], more: list[tuple]) -> None:
    before = set(world(*edges).owned_by(frozenset({"a"}), 50))
    assert before <= set(world(*edges, *more).owned_by(frozenset({"a"}), 50))


@given(EDGES, st.randoms())
def test_the_order_of_stakes_does_not_matter(edges: list[tuple], random) -> None:
    shuffled = list(edges)
    random.shuffle(shuffled)
    assert set(world(*edges).owned_by(frozenset({"a"}), 50)) == set(world(*shuffled).owned_by(frozenset({"a"}), 50))


@given(EDGES)
def test_what_is_certain_is_possible(edges: list[tuple]) -> None:
    graph = world(*edges)
    assert set(graph.owned_by(frozenset({"a"}), 50)) <= set(graph.owned_by(frozenset({"a"}), 50, possible=True))
