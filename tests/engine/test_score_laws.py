"""The laws of the score: bounded, monotone, free of order, unmoved by duplicates, additive in its explanation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riskcheck.engine.score import CERTAINTY, CONFIDENCE, DETERMINATION, EFFECT, STATUS, Weighed, contributions, total, weight

WEIGHTS = st.builds(
    weight,
    st.sampled_from(list(EFFECT)),
    st.sampled_from(list(STATUS)),
    st.sampled_from(list(DETERMINATION)),
    st.sampled_from(list(CERTAINTY)),
    st.sampled_from(list(CONFIDENCE)),
    st.integers(0, 4000),
)
FINDINGS = st.lists(
    st.builds(Weighed, st.sampled_from([f"rule-{n}" for n in range(12)]), st.text("abc", max_size=2), WEIGHTS), max_size=30
)


@given(FINDINGS)
def test_bounded(findings: list[Weighed]) -> None:
    assert 0 <= total(findings) <= 100
    assert total([]) == 0


@given(FINDINGS, st.builds(Weighed, st.just("another"), st.just("x"), WEIGHTS))
def test_a_finding_more_never_lowers_it(findings: list[Weighed], more: Weighed) -> None:
    assert total([*findings, more]) >= total(findings)


@given(FINDINGS, st.randoms())
def test_order_does_not_matter(findings: list[Weighed], random) -> None:
    shuffled = list(findings)
    random.shuffle(shuffled)
    assert total(shuffled) == total(findings)


@given(FINDINGS)
def test_duplicates_do_not_matter(findings: list[Weighed]) -> None:
    assert total(findings + findings) == total(findings)


@given(FINDINGS)
def test_the_parts_add_up(findings: list[Weighed]) -> None:
    parts = contributions(findings)
    assert len(parts) == len(findings)
    assert sum(parts) == total(findings)
    assert all(part >= 0 for part in parts)


@given(FINDINGS, st.randoms())
def test_a_finding_keeps_its_part_in_any_order(findings: list[Weighed], random) -> None:
    distinct = list({(one.rule, one.key): one for one in findings}.values())
    parts = dict(zip(((one.rule, one.key) for one in distinct), contributions(distinct), strict=True))
    random.shuffle(distinct)
    assert dict(zip(((one.rule, one.key) for one in distinct), contributions(distinct), strict=True)) == parts


ORDERED = {
    "effect": ["notice", "review", "conditional", "prohibited"],
    "status": ["proposed", "upcoming", "in-force"],
    "determination": ["undetermined", "applies"],
    "certainty": ["inferred", "declared", "confirmed"],
    "confidence": ["low", "medium", "high"],
    "likelihood": ["very-unlikely", "unlikely", "even", "likely", "very-likely"],
}


@given(
    st.fixed_dictionaries({name: st.integers(0, len(words) - 1) for name, words in ORDERED.items()}),
    st.integers(0, 4000),
    st.integers(0, 4000),
    FINDINGS,
)
def test_worse_nearer_or_surer_never_lowers_it(steps: dict[str, int], near: int, far: int, others: list[Weighed]) -> None:
    near, far = sorted((near, far))
    words = {name: ORDERED[name][step] for name, step in steps.items()}
    base = weight(**words, days_until=far)
    assert weight(**words, days_until=near) >= base
    for name, step in steps.items():
        if step + 1 < len(ORDERED[name]):
            worse = weight(**{**words, name: ORDERED[name][step + 1]}, days_until=far)
            assert worse >= base
            assert total([*others, Weighed("one", "k", worse)]) >= total([*others, Weighed("one", "k", base)])
