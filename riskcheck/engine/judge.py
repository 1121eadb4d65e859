"""One rule on one use: what follows, and the proof."""

from __future__ import annotations

from dataclasses import dataclass

from riskcheck.engine.book import CompiledRule
from riskcheck.engine.conditions import Proof, prove
from riskcheck.engine.facts import Answer, Facts
from riskcheck.schema.rule import Outcome


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome of a rule on a use. Proofs of clauses that were not needed for the outcome are None."""

    rule: CompiledRule
    outcome: Outcome
    binds: Proof | None = None
    when: Proof | None = None
    unless: Proof | None = None

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The clauses that were judged, in the order of the rule."""
        return tuple(proof for proof in (self.binds, self.when, self.unless) if proof is not None)


def judge(rule: CompiledRule, facts: Facts) -> Judgement:
    """What a rule says of a use with these facts.

    A clause that fails for certain ends the matter, whichever others are unknown: a rule that cannot apply asks nothing.
    """
    if rule.standing is None:
        return Judgement(rule, "not-in-force")
    binds = prove(rule.binds, facts)
    if binds.answer is Answer.NO:
        return Judgement(rule, "not-bound", binds)
    when = prove(rule.when, facts)
    if when.answer is Answer.NO:
        return Judgement(rule, "not-met", binds, when)
    unless = prove(rule.unless, facts) if rule.unless is not None else None
    if unless is not None and unless.answer is Answer.YES:
        return Judgement(rule, "excepted", binds, when, unless)
    settled = binds.answer is Answer.YES and when.answer is Answer.YES and (unless is None or unless.answer is Answer.NO)
    return Judgement(rule, "applies" if settled else "undetermined", binds, when, unless)
