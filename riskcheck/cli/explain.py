"""`riskcheck explain`: a rule in plain words, and on a manifest why it applies or which clause stopped it."""

from __future__ import annotations

import json
from typing import Any

from riskcheck import api
from riskcheck.cli import options
from riskcheck.cli.inputs import subject
from riskcheck.cli.rules import find_rule
from riskcheck.engine.book import compile_rule, standing_of
from riskcheck.engine.conditions import Proof
from riskcheck.engine.explain import missing, proof_lines, reasons
from riskcheck.engine.facts import Answer
from riskcheck.engine.judge import Judgement, judge
from riskcheck.engine.resolve import Use, resolve
from riskcheck.render.rule_page import page

_MARK = {Answer.YES: "yes", Answer.NO: "NO", Answer.UNKNOWN: "?"}
OUTCOMES = {
    "applies": "applies",
    "undetermined": "cannot be ruled out",
    "not-bound": "does not bind this use",
    "not-met": "binds, but its conditions are not met",
    "excepted": "an exception takes it out",
    "not-in-force": "is not live on this day",
}


def main(arguments: list[str]) -> int:
    """Explain one rule."""
    it = options.Parser(
        prog="riskcheck explain", description="A rule in plain words; with --in, why it applies or what stopped it."
    )
    it.add_argument("rule", metavar="RULE")
    it.add_argument("--in", dest="manifest", metavar="MANIFEST", help="explain it on the uses of this manifest")
    it.add_argument("--format", "-f", choices=["text", "json"], default="text")
    options.add_time(it)
    options.add_rules(it)
    given = it.parse_args(arguments)
    day = given.as_of or options.today()
    book = api.load_book(given.rules, day, given.horizon)
    rule = find_rule(book.rulebook, given.rule)
    standing = standing_of(rule, day, book.horizon)
    if given.manifest is None:
        print(
            json.dumps({"rule": rule.model_dump(mode="json", by_alias=True)}, indent=2, ensure_ascii=False)
            if given.format == "json"
            else page(rule, standing)
        )
        return 0
    one = subject(given.manifest)
    compiled = compile_rule(rule, book, standing)
    told = [
        (use, judge(compiled, use.facts)) for use in resolve(one.manifest, book, lambda path: (one.place_of(path) or (None,))[0])
    ]
    if given.format == "json":
        rows = [_row(use, judgement, book) for use, judgement in told]
        print(json.dumps({"rule": rule.id, "as_of": day.isoformat(), "uses": rows}, indent=2, ensure_ascii=False))
        return 0
    print(f"{rule.id}: {rule.title}")
    print(f"as of {day}: {_standing_words(standing)}")
    for use, judgement in told:
        print(f"\n{use.model.id} in {use.deployment.name}: {OUTCOMES[judgement.outcome]}")
        for line in _lines(judgement, use):
            print(f"  {line}")
    print(f"\nsource: {rule.citations[0].title}, {rule.citations[0].cite}\n        {rule.citations[0].url}")
    return 0


def _standing_words(standing: Any) -> str:
    if standing is None:
        return "not live"
    words = "unclear whether in force" if standing.is_unclear else standing.status.replace("-", " ")
    return f"{words}, {standing.effect}, {standing.severity}" + (f" ({standing.note})" if standing.note else "")


def _clauses(judgement: Judgement) -> list[tuple[str, Proof]]:
    named = (("binds", judgement.binds), ("when", judgement.when), ("unless", judgement.unless))
    return [(name, proof) for name, proof in named if proof is not None]


def _lines(judgement: Judgement, use: Use) -> list[str]:
    lines: list[str] = []
    for name, proof in _clauses(judgement):
        lines.append(f"{name}: {_MARK[proof.answer]}")
        lines += [f"  {'  ' * depth}{_MARK[answer]:<4}{text}" for depth, answer, text in proof_lines(proof, use.facts)]
    stopped = stopping_clause(judgement)
    if stopped:
        lines.append(f"stopped by `{stopped}`")
    if judgement.outcome == "undetermined":
        lines.append(f"to settle it, state: {', '.join(missing(judgement, use.facts))}")
    return lines


def stopping_clause(judgement: Judgement) -> str | None:
    """The clause that kept a rule from applying, or None when it applies or hangs on unknown facts."""
    return {"not-bound": "binds", "not-met": "when", "excepted": "unless", "not-in-force": "periods"}.get(judgement.outcome)


def _row(use: Use, judgement: Judgement, book: Any) -> dict[str, Any]:
    clauses = {
        name: [
            {"depth": depth, "answer": answer.name.lower(), "clause": text}
            for depth, answer, text in proof_lines(proof, use.facts)
        ]
        for name, proof in _clauses(judgement)
    }
    return {
        "deployment": use.deployment.name,
        "model": use.model.id,
        "outcome": judgement.outcome,
        "stopped_by": stopping_clause(judgement),
        "because": [one.model_dump(mode="json") for one in reasons(judgement, use.facts, book)],
        "missing": list(missing(judgement, use.facts)) if judgement.outcome == "undetermined" else [],
        "clauses": clauses,
    }
