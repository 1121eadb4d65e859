"""One rule as a page that a lawyer can read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from riskcheck.schema.rule import Rule

_WIDTH = 96
_STATUS = {"in-force": "in force", "proposed": "proposed", "suspended": "suspended", "unclear": "unclear", "ended": "ended"}
_OPERATOR = {
    "any_of": "includes one of",
    "none_of": "includes none of",
    "outside": "reaches outside",
    "within": "lies within",
    "on_list": "is on the list",
    "at_least": "is at least",
    "more_than": "is more than",
    "at_most": "is at most",
    "less_than": "is less than",
}


def page(rule: Rule, standing: Any | None = None) -> str:
    """A rule in plain words: what, who, when, exceptions, dates, remedies, sources, doubts."""
    return "\n".join(_lines(rule, standing))


def _lines(rule: Rule, standing: Any | None) -> Iterator[str]:
    yield rule.title
    yield "=" * min(len(rule.title), _WIDTH)
    yield f"{rule.id}  ({rule.kind}; {', '.join(rule.jurisdiction)}; {rule.issuer})"
    yield ""
    yield from _wrapped(" ".join(rule.summary.split()))
    yield ""
    now = (
        "not live on this day"
        if standing is None
        else f"{standing.status.replace('-', ' ')}: {standing.effect}, {standing.severity}"
    )
    yield f"Now          {now}"
    yield "Dates        " + "\n             ".join(_periods(rule))
    yield "Binds        " + "\n             ".join(condition_lines(rule.binds) if rule.binds else ["everybody"])
    yield "When         " + "\n             ".join(condition_lines(rule.when) if rule.when else ["always"])
    if rule.unless:
        yield "Unless       " + "\n             ".join(condition_lines(rule.unless))
    yield from _labelled("Remedies", rule.remedies)
    if rule.open_question:
        yield from _labelled("Open", [rule.open_question])
    if rule.likelihood:
        yield from _labelled("Likelihood", [f"{rule.likelihood.band} ({rule.likelihood.source})"])
    if rule.note:
        yield from _labelled("Note", [" ".join(rule.note.split())])
    yield from _labelled("Sources", [f"{one.title}, {one.cite} (retrieved {one.retrieved})\n{one.url}" for one in rule.citations])
    yield f"Confidence   {rule.confidence}; to be checked again by {rule.recheck_by}"
    yield f"Tests        {len(rule.tests)}: {', '.join(test.name for test in rule.tests)}"[: _WIDTH * 3]


def _periods(rule: Rule) -> list[str]:
    lines = []
    for period in rule.periods:
        about = "about " if period.approximate else ""
        until = f" to {period.until}" if period.until else ""
        extra = f" ({period.effect})" if period.effect else ""
        note = f": {period.note}" if period.note else ""
        lines.append(f"from {about}{period.from_}{until} {_STATUS[period.status]}{extra}{note}")
    return lines


def condition_lines(tree: Any, depth: int = 0) -> list[str]:
    """A condition in words, one clause a line, indented by its depth. Several clauses side by side must all hold."""
    pad = "  " * depth
    parts = [part for key, value in tree.items() for part in _parts(key, value, depth)]
    several = len(tree) > 1 or (len(parts) > 1 and next(iter(tree)) not in ("all", "any", "not"))
    return [f"{pad}all of:", *(f"  {part}" for part in parts)] if several else parts


def _parts(key: str, value: Any, depth: int) -> list[str]:
    pad = "  " * depth
    if key in ("all", "any"):
        return [f"{pad}{key} of:", *(line for child in value for line in condition_lines(child, depth + 1))]
    if key == "not":
        return [f"{pad}not:", *condition_lines(value, depth + 1)]
    return [f"{pad}{clause}" for clause in _clauses(key, value)]


def _clauses(fact: str, test: Any) -> Iterator[str]:
    if isinstance(test, bool):
        yield f"{fact} is {str(test).lower()}"
        return
    where = f" in {', '.join(test['in'])}" if "in" in test else ""
    for operator, wanted in test.items():
        if operator == "in":
            continue
        if operator == "exists":
            yield f"{fact} has {'any' if wanted else 'no'} entry"
        else:
            words = ", ".join(wanted) if isinstance(wanted, list) else f"{wanted:,}"
            yield f"{fact}{where} {_OPERATOR[operator]} {words}"


def _labelled(label: str, texts: Any) -> Iterator[str]:
    first = True
    for text in texts:
        for line in str(text).splitlines() or [""]:
            for part in textwrap.wrap(line, _WIDTH - 13, break_long_words=False, break_on_hyphens=False) or [""]:
                yield f"{label if first else '':<13}{part}"
                first = False


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH)
