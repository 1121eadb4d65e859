"""The law book as pages: one a jurisdiction, an index with every research entry, and the lists and groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from riskcheck.render.rule_page import condition_lines
from riskcheck.schema.designation import CuratedList
from riskcheck.schema.rule import Period, Rule
from riskcheck.schema.rulebook import Rulebook

_NAMES = {"EU": "European Union", "UN": "United Nations", "XX": "Everywhere (terms, licences and plain exposure)"}


def pages(book: Rulebook) -> dict[str, str]:
    """Page paths below `docs/` and their text."""
    by_place: dict[str, list[Rule]] = {}
    for rule in sorted(book.rules, key=lambda one: one.id):
        by_place.setdefault(rule.jurisdiction[0], []).append(rule)
    found = {f"rules/{place.lower()}.md": _text(_jurisdiction(place, rules)) for place, rules in sorted(by_place.items())}
    found["rules/lists.md"] = _text(_lists(book))
    found["rules/index.md"] = _text(_index(book, by_place))
    return found


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _index(book: Rulebook, by_place: dict[str, list[Rule]]) -> Iterator[str]:
    tests = sum(len(rule.tests) for rule in book.rules)
    yield "# The law book"
    yield ""
    yield "Generated from `rules/` by `docs/generate.py`; CI fails when it is stale."
    yield ""
    yield f"{len(book.rules)} rules, {tests} inline tests, {len(_all_places(book))} jurisdictions, {len(book.lists)} lists"
    yield "([lists and groups](lists.md))."
    yield ""
    yield "| page | rules | prohibited | conditional | review | notice | latest standing |"
    yield "|---|---|---|---|---|---|---|"
    for place, rules in sorted(by_place.items()):
        effects = Counter(rule.effect for rule in rules)
        standing = Counter(rule.periods[-1].status for rule in rules)
        counts = " | ".join(str(effects[effect]) for effect in ("prohibited", "conditional", "review", "notice"))
        told = ", ".join(f"{count} {status.replace('-', ' ')}" for status, count in sorted(standing.items()))
        yield f"| [{_NAMES.get(place, place)}]({place.lower()}.md) | {len(rules)} | {counts} | {told} |"
    yield ""
    yield "## Research entries"
    yield ""
    yield "Every measure that was researched, and what became of it."
    yield ""
    yield "| entry | encoded as, or why not |"
    yield "|---|---|"
    encoded: dict[str, list[str]] = {}
    for rule in book.rules:
        for entry in rule.facts:
            encoded.setdefault(entry, []).append(f"[{rule.id}]({rule.jurisdiction[0].lower()}.md#{rule.id})")
    for one in book.not_encoded:
        encoded.setdefault(one.entry, []).append(one.why)
    for entry, told_as in sorted(encoded.items()):
        yield f"| {entry} | {', '.join(sorted(told_as))} |"


def _all_places(book: Rulebook) -> set[str]:
    return {place for rule in book.rules for place in rule.jurisdiction}


def _jurisdiction(place: str, rules: list[Rule]) -> Iterator[str]:
    yield f"# {_NAMES.get(place, place)}"
    yield ""
    open_ones = sum(rule.open_question is not None for rule in rules)
    tests = sum(len(rule.tests) for rule in rules)
    yield f"{len(rules)} rules, {tests} inline tests, {open_ones} open questions. Back to [the index](index.md)."
    for rule in rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield ""
    yield f"## {rule.id}"
    yield ""
    yield f"**{rule.title}**"
    yield ""
    yield " ".join(rule.summary.split())
    yield ""
    yield f"- {rule.effect}, {rule.severity}; {rule.kind}; {', '.join(rule.jurisdiction)}; {rule.issuer}"
    for period in rule.periods:
        yield f"- {_period(period)}"
    yield from _clause("binds", rule.binds, "everybody")
    yield from _clause("when", rule.when, "always")
    if rule.unless:
        yield from _clause("unless", rule.unless, "never")
    yield f"- to do: {'; '.join(rule.remedies)}"
    if rule.open_question:
        yield f"- open: {rule.open_question}"
    if rule.likelihood:
        yield f"- likelihood: {rule.likelihood.band.replace('-', ' ')} ({rule.likelihood.source})"
    if rule.note:
        yield f"- note: {' '.join(rule.note.split())}"
    for citation in rule.citations:
        yield f"- source: [{citation.title}]({citation.url.replace(' ', '%20')}), {citation.cite}, retrieved {citation.retrieved}"
    yield f"- confidence {rule.confidence}; check again by {rule.recheck_by}; {len(rule.tests)} tests"


def _period(period: Period) -> str:
    until = f" to {period.until}" if period.until else ""
    changed = f", {period.effect}" if period.effect else ""
    about = "about " if period.approximate else ""
    note = f" ({period.note.rstrip('.')})" if period.note else ""
    return f"{period.status.replace('-', ' ')} from {about}{period.from_}{until}{changed}{note}"


def _clause(name: str, tree: Any, empty: str) -> Iterator[str]:
    lines = condition_lines(tree) if tree else [empty]
    if len(lines) == 1:
        yield f"- {name} `{lines[0]}`" if tree else f"- {name} {empty}"
        return
    yield f"- {name}"
    yield ""
    yield "  ```text"
    yield from (f"  {line}" for line in lines)
    yield "  ```"
    yield ""


def _lists(book: Rulebook) -> Iterator[str]:
    yield "# Lists and groups"
    yield ""
    yield "A list says who; a rule says what follows. Entries are those that matter to AI deployments."
    for one in sorted(book.lists, key=lambda item: item.id):
        yield from _list(one)
    yield ""
    yield "# Groups of places"
    for group in sorted(book.groups, key=lambda item: item.id):
        yield ""
        yield f"## {group.id}"
        yield ""
        yield f"{group.name}. {group.note or ''}".rstrip()
        yield ""
        members = [
            member.place + (f" from {member.from_}" if member.from_ else "") + (f" to {member.until}" if member.until else "")
            for member in group.members
        ]
        yield "- members: " + ", ".join([*members, *(f"all of {other}" for other in group.includes)])
        for citation in group.citations:
            yield f"- source: [{citation.title}]({citation.url}), {citation.cite}, retrieved {citation.retrieved}"


def _list(one: CuratedList) -> Iterator[str]:
    yield ""
    yield f"## {one.id}"
    yield ""
    yield f"**{one.title}** ({one.authority}). {one.legal_effect}"
    yield ""
    reach = []
    if one.reach.controlled:
        reach.append("those they control")
    if one.reach.owned_at_least is not None:
        reach.append(f"those they own {one.reach.owned_at_least:g} percent or more of")
    if reach:
        yield f"- also {' and '.join(reach)}"
    if one.derived_from:
        yield f"- entries of `{one.derived_from}`"
    for entry in one.entries:
        until = f" to {entry.until}" if entry.until else ""
        cite = f", {entry.cite}" if entry.cite else ""
        note = f" ({entry.note})" if entry.note else ""
        yield f"- {entry.name} (`{entry.organisation}`), since {entry.since}{until}{cite}{note}"
    for citation in one.citations:
        yield f"- source: [{citation.title}]({citation.url}), {citation.cite}, retrieved {citation.retrieved}"
    yield f"- confidence {one.confidence}; check again by {one.recheck_by}"
