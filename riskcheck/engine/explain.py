"""Proofs read as reasons: which facts decided, in words, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from riskcheck.engine.book import Book
from riskcheck.engine.conditions import Branch, Leaf, Proof
from riskcheck.engine.facts import Amount, Answer, Certainty, Evidence, Fact, Facts, Names, Spread, sum_in
from riskcheck.engine.judge import Judgement
from riskcheck.schema.report import Reason

_RANK: dict[Certainty, int] = {"inferred": 0, "declared": 1, "confirmed": 2}
_BOUND = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}


def reasons(judgement: Judgement, facts: Facts, book: Book) -> tuple[Reason, ...]:
    """The path from the manifest and the catalog to the outcome: the facts that decided, in the rule's order."""
    found: list[Reason] = []
    for negated, proof in _decisive(judgement):
        found += _reasons_of(proof, facts, book, negated)
    return tuple(dict.fromkeys(found))


def _decisive(judgement: Judgement) -> Iterator[tuple[bool, Proof]]:
    for clause in (judgement.binds, judgement.when, judgement.unless):
        if clause is not None:
            for proof in clause.decisive():
                yield clause is judgement.unless, proof


def missing(judgement: Judgement, facts: Facts) -> tuple[str, ...]:
    """What would settle an undetermined judgement, each once: manifest keys, or `ownership of ...` where the world is open."""
    found: dict[str, None] = {}
    for proof in judgement.proofs:
        for leaf in proof.unknown():
            assert isinstance(leaf.condition, Leaf)
            found.setdefault(_asked(leaf.condition, facts.get(leaf.condition.fact.name)))
    return tuple(found)


def certainty(judgement: Judgement, facts: Facts) -> Certainty:
    """The weakest certainty of the facts on which the outcome rests."""
    weakest: Certainty = "confirmed"
    for _, proof in _decisive(judgement):
        if proof.answer is Answer.UNKNOWN:
            continue
        for evidence in _evidence(proof, facts):
            weakest = min(weakest, evidence.certainty, key=_RANK.__getitem__)
    return weakest


def _asked(leaf: Leaf, fact: Fact | None) -> str:
    doubtful = _doubtful_members(leaf, fact)
    if doubtful:
        return f"ownership of {', '.join(doubtful)}"
    return (fact.asks if fact is not None else None) or leaf.fact.asks


def _doubtful_members(leaf: Leaf, fact: Fact | None) -> tuple[str, ...]:
    """Known organisations that may or may not stand on a list because their owners are not known: no manifest settles that."""
    if leaf.operator != "on_list" or not isinstance(fact, Names) or fact.possible is None or fact.possible & leaf.possible:
        return ()
    return tuple(sorted(set(fact.known) & leaf.possible))


def _evidence(proof: Proof, facts: Facts) -> Iterator[Evidence]:
    leaf = proof.condition
    assert isinstance(leaf, Leaf)
    fact = facts.get(leaf.fact.name)
    if isinstance(fact, Names):
        yield from (fact.known[name] for name in proof.deciding if name in fact.known)
    elif isinstance(fact, Amount) and fact.evidence:
        yield fact.evidence
    elif isinstance(fact, Spread):
        yield from (part.evidence for part in sum_in(fact, leaf.words)[2])


def _reasons_of(proof: Proof, facts: Facts, book: Book, negated: bool) -> Iterator[Reason]:
    leaf = proof.condition
    assert isinstance(leaf, Leaf)
    name = leaf.fact.name
    fact = facts.get(name)
    if proof.answer is Answer.UNKNOWN:
        why = fact.why_open if isinstance(fact, Names) else "not stated"
        doubtful = _doubtful_members(leaf, fact)
        why = f"who owns {', '.join(doubtful)}, and how much, is not known" if doubtful else why
        yield Reason(
            text=f"unknown whether {test_in_words(leaf)}: {why}", fact=name, value=None, source="unknown", confidence="unknown"
        )
        return
    if isinstance(fact, Names):
        shown = [value for value in proof.deciding if value in fact.known]
        if not shown or (proof.answer is Answer.NO and leaf.operator != "is"):
            claim = f"not the case that {test_in_words(leaf)}" if proof.answer is Answer.NO else test_in_words(leaf)
            text = f"{claim} ({name}: {', '.join(sorted(fact.known)) or 'none'})"
            first = next(iter(fact.known.values()), None)
            yield Reason(
                text=text, fact=name, value=", ".join(sorted(fact.known)) or None, source=first.source if first else "manifest",
                confidence=first.certainty if first else "confirmed", line=first.line if first else None,
            )  # fmt: skip
            return
        for value in shown:
            yield _member_reason(leaf, value, fact.known[value], book)
        return
    yield _quantity_reason(proof, leaf, fact)


def _member_reason(leaf: Leaf, value: str, evidence: Evidence, book: Book) -> Reason:
    text = evidence.text
    source = evidence.source
    if leaf.operator == "on_list":
        listed = book.reason_listed(leaf.wanted, value)
        text = f"{text}; {listed}" if listed else text
        source = "list" if listed else source
    shown = {"yes": "true", "no": "false"}.get(value, value) if leaf.operator == "is" else value
    return Reason(text=text, fact=leaf.fact.name, value=shown, source=source, confidence=evidence.certainty, line=evidence.line)


def _quantity_reason(proof: Proof, leaf: Leaf, fact: Fact | None) -> Reason:
    claim = test_in_words(leaf) if proof.answer is Answer.YES else f"not the case that {test_in_words(leaf)}"
    evidence: Evidence | None = None
    value: str | None = None
    if isinstance(fact, Amount):
        evidence, value = fact.evidence, _range(fact.low, fact.high)
    elif isinstance(fact, Spread):
        low, high, parts = sum_in(fact, leaf.words)
        evidence, value = (parts[0].evidence if parts else None), _range(low, high)
        if parts:
            claim += f": {'; '.join(part.evidence.text for part in parts)}"
    return Reason(
        text=claim, fact=leaf.fact.name, value=value, source=evidence.source if evidence else "manifest",
        confidence=evidence.certainty if evidence else "confirmed", line=evidence.line if evidence else None,
    )  # fmt: skip


def _range(low: float, high: float | None) -> str:
    if high is None:
        return f"{low:,.0f} or more"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def test_in_words(leaf: Leaf) -> str:
    """A leaf as a clause that reads in a sentence: `model.lineage includes deepseek`."""
    name, wanted = leaf.fact.name, ", ".join(leaf.wanted)
    if leaf.operator == "is":
        return f"{name} is {wanted}"
    if leaf.operator == "exists":
        return f"{name} has any entry"
    if leaf.operator == "on_list":
        return f"{name} is on {wanted}"
    if leaf.operator == "outside":
        return f"{name} reaches outside {wanted}"
    if leaf.operator == "bounds":
        bounds = " and ".join(f"{_BOUND[operator]} {limit:,g}" for operator, limit in leaf.bounds)
        return f"{name}{f' in {wanted}' if wanted else ''} is {bounds}"
    return f"{name} includes {'one of ' if len(leaf.wanted) > 1 else ''}{wanted}"


test_in_words.__test__ = False  # type: ignore[attr-defined]


def proof_lines(proof: Proof, facts: Facts, depth: int = 0) -> Iterator[tuple[int, Answer, str]]:
    """A proof as indented lines: depth, answer, and the clause with what is known of its fact."""
    if isinstance(proof.condition, Leaf):
        fact = facts.get(proof.condition.fact.name)
        yield depth, proof.answer, f"{test_in_words(proof.condition)}  [{knowledge(fact)}]"
        return
    assert isinstance(proof.condition, Branch)
    if not proof.children:
        yield depth, proof.answer, "everybody"
        return
    yield depth, proof.answer, {"all": "all of", "any": "any of", "not": "not"}[proof.condition.connective]
    for child in proof.children:
        yield from proof_lines(child, facts, depth + 1)


def knowledge(fact: Fact | None) -> str:
    """What is known of a fact, in a few words."""
    if fact is None:
        return "unknown"
    if isinstance(fact, Amount):
        return "unknown" if fact.evidence is None else _range(fact.low, fact.high)
    if isinstance(fact, Spread):
        return "; ".join(part.evidence.text for part in fact.parts) or ("none" if fact.rest[1] == 0 else "unknown")
    known = ", ".join(sorted(fact.known))
    if fact.possible is None:
        return f"{known}; more may be: {fact.why_open}" if known else f"unknown: {fact.why_open}"
    more = ", ".join(sorted(fact.possible - set(fact.known)))
    return "; ".join(part for part in (known, f"possibly {more}" if more else "") if part) or "none"
