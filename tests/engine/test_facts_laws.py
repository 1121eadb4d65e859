"""Laws of the interval facts: Kleene's logic, and that learning more never overturns an answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskcheck.engine.conditions import Branch, Leaf, prove
from riskcheck.engine.facts import Amount, Answer, Evidence, Names, Part, Spread, meets, reaches_outside, sum_in, within_bounds
from riskcheck.schema.vocabulary import FACTS

PLACES = st.sampled_from(["US", "US-TX", "US-NY", "DE", "DE-BE", "CN", "SG"])
SETS = st.frozensets(PLACES, max_size=4)
E = Evidence("given", "test")
ATOMS = ("US-TX", "US-NY", "US-CA", "DE-BE", "DE-BY", "CN", "SG")


def names(known: frozenset[str], possible: frozenset[str] | None) -> Names:
    return Names(dict.fromkeys(sorted(known), E), possible)


@given(SETS, SETS, SETS)
def test_more_knowledge_never_overturns_a_settled_answer(
    known: frozenset[str], possible: frozenset[str], wanted: frozenset[str]
) -> None:
    for test in (meets, reaches_outside):
        before = test(names(known, possible), "place", wanted).answer
        for learnt in possible:
            after = test(names(known | {learnt}, possible), "place", wanted).answer
            assert before is Answer.UNKNOWN or after is before
        assert before is Answer.UNKNOWN or test(names(known, frozenset()), "place", wanted).answer is before


@given(st.frozensets(st.sampled_from(ATOMS), max_size=4), st.frozensets(st.sampled_from(ATOMS), max_size=4))
def test_with_nothing_open_the_answers_are_those_of_sets(known: frozenset[str], wanted: frozenset[str]) -> None:
    fact = names(known, frozenset())
    assert (meets(fact, "place", wanted).answer is Answer.YES) is bool(known & wanted)
    assert (reaches_outside(fact, "place", wanted).answer is Answer.YES) is bool(known - wanted)
    assert Answer.UNKNOWN not in (meets(fact, "place", wanted).answer, reaches_outside(fact, "place", wanted).answer)


@given(SETS, SETS)
def test_anything_possible_is_never_no(known: frozenset[str], wanted: frozenset[str]) -> None:
    assert meets(names(known, None), "place", wanted).answer is not Answer.NO


@given(SETS, SETS, SETS)
def test_a_wider_set_is_met_at_least_as_well(known: frozenset[str], possible: frozenset[str], wanted: frozenset[str]) -> None:
    fact = names(known, possible)
    narrow, wide = (meets(fact, "place", one).answer.value for one in (wanted, wanted | {"CN"}))
    assert narrow <= wide
    assert reaches_outside(fact, "place", wanted).answer.value >= reaches_outside(fact, "place", wanted | {"CN"}).answer.value


@given(
    st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.sampled_from(["at_least", "more_than", "at_most", "less_than"])
)
def test_a_bound_is_settled_only_when_the_whole_interval_agrees(one: float, other: float, limit: float, operator: str) -> None:
    low, high = sorted((one, other))
    compare = {
        "at_least": lambda x: x >= limit,
        "more_than": lambda x: x > limit,
        "at_most": lambda x: x <= limit,
        "less_than": lambda x: x < limit,
    }
    ends = {compare[operator](low), compare[operator](high)}
    expected = Answer.UNKNOWN if len(ends) == 2 else Answer.YES if True in ends else Answer.NO
    assert within_bounds(low, high, {operator: limit}) is expected


@given(st.lists(st.tuples(PLACES, st.integers(0, 1000)), max_size=5), SETS)
def test_people_are_counted_between_lowest_and_highest(parts: list[tuple[str, int]], inside: frozenset[str]) -> None:
    spread = Spread(tuple(Part(place, float(count), float(count), E) for place, count in parts), (0.0, 0.0))
    low, high, _ = sum_in(spread, inside)
    assert high is not None and 0 <= low <= high <= sum(count for _, count in parts)


def test_a_state_lies_in_its_country_and_a_country_may_lie_in_a_state() -> None:
    wanted = frozenset({"US-TX"})
    assert meets(names(frozenset({"US-TX"}), frozenset()), "place", frozenset({"US"})).answer is Answer.YES
    assert meets(names(frozenset({"US"}), frozenset()), "place", wanted).answer is Answer.UNKNOWN
    assert meets(names(frozenset({"US-NY"}), frozenset()), "place", wanted).answer is Answer.NO


def test_an_agency_is_part_of_its_administration_and_a_state_is_not() -> None:
    def asked(value: str, wanted: str) -> Answer:
        return meets(names(frozenset({value}), frozenset()), "administration", frozenset({wanted})).answer

    assert asked("US/DoD", "US") is Answer.YES
    assert asked("US/dod", "US/DoD") is Answer.YES
    assert asked("US", "US/DoD") is Answer.UNKNOWN
    assert asked("US/NASA", "US/DoD") is Answer.NO
    assert asked("US-TX", "US") is Answer.NO
    assert asked("US", "US-TX") is Answer.NO


ANSWERS = st.sampled_from(list(Answer))


@given(st.lists(ANSWERS, min_size=1, max_size=5))
def test_all_any_not_follow_kleene(answers: list[Answer]) -> None:
    amount = FACTS["organization.annual_revenue_usd"]
    facts = {amount.name: Amount(10, 10)}
    leaves = {
        Answer.YES: Leaf(amount, "bounds", bounds=(("at_least", 5.0),)),
        Answer.NO: Leaf(amount, "bounds", bounds=(("at_least", 50.0),)),
        Answer.UNKNOWN: Leaf(FACTS["organization.monthly_active_users"], "bounds", bounds=(("at_least", 5.0),)),
    }
    children = tuple(leaves[answer] for answer in answers)
    values = [answer.value for answer in answers]
    assert prove(Branch("all", children), facts).answer.value == min(values)
    assert prove(Branch("any", children), facts).answer.value == max(values)
    assert (
        prove(Branch("not", (Branch("any", children),)), facts).answer
        is prove(Branch("all", tuple(Branch("not", (child,)) for child in children)), facts).answer
    )
