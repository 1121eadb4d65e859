"""The exposure score: one weight a finding, combined so that order and duplicates do not matter.

A finding's weight w lies between 0 and 1: effect x status x determination x certainty x confidence. A deployment's score
is 100 * (1 - product of (1 - w)) over its distinct rules, the chance-like union of independent exposures; each finding's
part of it is in proportion to -log(1 - w), so that the parts add up. `docs/scoring.md` explains the constants.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from riskcheck.engine.facts import Certainty
from riskcheck.schema.base import Confidence
from riskcheck.schema.report import Determination, Status
from riskcheck.schema.rule import Band, Effect

EFFECT: dict[Effect, float] = {"prohibited": 0.70, "conditional": 0.40, "review": 0.20, "notice": 0.06}
STATUS: dict[Status, float] = {"in-force": 1.0, "upcoming": 0.8, "proposed": 0.3, "suspended": 0.25}
LIKELIHOOD: dict[Band, float] = {"very-unlikely": 0.07, "unlikely": 0.2, "even": 0.3, "likely": 0.35, "very-likely": 0.4}
"""What a proposed measure counts, in place of `STATUS`, where its rule says how likely it is."""
DETERMINATION: dict[Determination, float] = {"applies": 1.0, "undetermined": 0.4}
CERTAINTY: dict[Certainty, float] = {"confirmed": 1.0, "declared": 0.95, "inferred": 0.85}
CONFIDENCE: dict[Confidence, float] = {"high": 1.0, "medium": 0.9, "low": 0.75}
FARTHEST = 3650
"""Days from which on an upcoming measure counts least."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the score needs of a finding. `rule` tells duplicates; `key` orders findings for rounding."""

    rule: str
    key: str
    weight: float


def weight(
    effect: Effect,
    status: Status,
    determination: Determination,
    certainty: Certainty = "confirmed",
    confidence: Confidence = "high",
    days_until: int = 0,
    likelihood: Band | None = None,
) -> float:
    """The weight of a finding, in (0, 1). `days_until`: days to the start of an upcoming measure."""
    standing = LIKELIHOOD[likelihood] if status == "proposed" and likelihood else STATUS[status]
    nearness = 1.0
    if status == "upcoming":
        nearness = 1.0 - 0.5 * min(max(days_until, 0), FARTHEST) / FARTHEST
    return EFFECT[effect] * standing * nearness * DETERMINATION[determination] * CERTAINTY[certainty] * CONFIDENCE[confidence]


def total(findings: Sequence[Weighed]) -> int:
    """The score of findings together, 0 to 100. Of several findings of one rule the heaviest counts."""
    heaviest = _heaviest(findings)
    left = math.exp(math.fsum(math.log1p(-one) for one in sorted(heaviest.values())))
    return min(100, round_half_up(100.0 * (1.0 - left)))


def contributions(findings: Sequence[Weighed]) -> list[int]:
    """Each finding's part of `total`, in the order given; the parts add up to it exactly."""
    score = total(findings)
    heaviest = _heaviest(findings)
    whole = math.fsum(-math.log1p(-one) for one in sorted(heaviest.values()))
    if not whole:
        return [0] * len(findings)
    shared: dict[str, int] = {}
    for one in findings:
        shared[one.rule] = shared.get(one.rule, 0) + 1
    exact = [score * -math.log1p(-heaviest[one.rule]) / whole / shared[one.rule] for one in findings]
    parts = [math.floor(part + 1e-9) for part in exact]
    by_rest = sorted(
        range(len(findings)), key=lambda index: (parts[index] - exact[index], findings[index].rule, findings[index].key, index)
    )
    for index in by_rest[: score - sum(parts)]:
        parts[index] += 1
    return parts


def round_half_up(value: float) -> int:
    """Nearest whole number; halves go up, so that rounding never depends on parity."""
    return math.floor(value + 0.5)


def _heaviest(findings: Sequence[Weighed]) -> dict[str, float]:
    heaviest: dict[str, float] = {}
    for one in findings:
        heaviest[one.rule] = max(one.weight, heaviest.get(one.rule, 0.0))
    return heaviest
