"""What changed between two law books, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from riskcheck.schema.catalog import Group, Member
from riskcheck.schema.designation import CuratedList, Designation
from riskcheck.schema.rule import Period, Rule
from riskcheck.schema.rulebook import Rulebook

Thing = TypeVar("Thing", Rule, CuratedList, Group)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that came, went or changed. what: the differences in words; for one that came or went, what it says."""

    how: Literal["added", "removed", "changed"]
    kind: Literal["rule", "list", "group"]
    id: str
    what: tuple[str, ...]


def changes(old: Rulebook, new: Rulebook, in_words: Callable[[Any], list[str]]) -> list[Change]:
    """Rules, lists and groups that differ, in order of their ids. in_words: a condition as lines of text."""
    found = list(_between("rule", old.rules, new.rules, _rule_line, lambda one, other: _rule_changes(one, other, in_words)))
    found += _between("list", old.lists, new.lists, lambda one: f"{one.title}: {len(one.entries)} entries", _list_changes)
    found += _between("group", old.groups, new.groups, lambda one: f"{one.name}: {len(one.members)} members", _group_changes)
    return found


def _between(
    kind: Literal["rule", "list", "group"],
    old: Iterable[Thing],
    new: Iterable[Thing],
    line: Callable[[Thing], str],
    differences: Callable[[Thing, Thing], Iterator[str]],
) -> Iterator[Change]:
    before: dict[str, Thing] = {one.id: one for one in old}
    after: dict[str, Thing] = {one.id: one for one in new}
    for identifier in sorted({*before, *after}):
        if identifier not in before:
            yield Change("added", kind, identifier, (line(after[identifier]),))
        elif identifier not in after:
            yield Change("removed", kind, identifier, (line(before[identifier]),))
        elif before[identifier] != after[identifier]:
            yield Change("changed", kind, identifier, tuple(differences(before[identifier], after[identifier])))


def _rule_line(rule: Rule) -> str:
    return f"{rule.title} ({rule.effect}, {rule.severity}; {_period(rule.periods[-1])})"


def _rule_changes(old: Rule, new: Rule, in_words: Callable[[Any], list[str]]) -> Iterator[str]:
    for name in ("effect", "severity", "kind", "issuer", "confidence", "recheck_by"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{name.replace('_', ' ')}: {before} becomes {after}"
    if old.jurisdiction != new.jurisdiction:
        yield f"jurisdiction: {', '.join(old.jurisdiction)} becomes {', '.join(new.jurisdiction)}"
    yield from _members("period", map(_period, old.periods), map(_period, new.periods))
    for clause in ("binds", "when", "unless"):
        before, after = getattr(old, clause), getattr(new, clause)
        if before != after:
            yield from _members(
                f"`{clause}`", in_words(before) if before else ["(empty)"], in_words(after) if after else ["(empty)"]
            )
    if old.likelihood != new.likelihood:
        bands = [one.likelihood.band if one.likelihood else "none" for one in (old, new)]
        yield f"likelihood: {bands[0]} becomes {bands[1]}" if bands[0] != bands[1] else "likelihood: another source"
    yield from _members("source", (one.url for one in old.citations), (one.url for one in new.citations))
    if old.open_question != new.open_question:
        yield f"open question: {old.open_question or 'none'} becomes {new.open_question or 'none'}"
    reworded = [
        name
        for name in ("title", "summary", "note", "remedies", "facts", "citations")
        if getattr(old, name) != getattr(new, name)
    ]
    if reworded:
        yield f"reworded: {', '.join(reworded)}"
    if old.tests != new.tests:
        yield (
            f"inline tests: {len(old.tests)} become {len(new.tests)}"
            if len(old.tests) != len(new.tests)
            else "inline tests changed"
        )


def _list_changes(old: CuratedList, new: CuratedList) -> Iterator[str]:
    yield from _members("entry", map(_entry, old.entries), map(_entry, new.entries))
    for name in ("reach", "derived_from", "confidence", "recheck_by", "legal_effect", "title", "authority"):
        if getattr(old, name) != getattr(new, name):
            yield f"{name.replace('_', ' ')}: {getattr(old, name)} becomes {getattr(new, name)}"
    if old.citations != new.citations or old.note != new.note:
        yield "reworded: citations or note"


def _group_changes(old: Group, new: Group) -> Iterator[str]:
    yield from _members("member", map(_member, old.members), map(_member, new.members))
    yield from _members("group within", old.includes, new.includes)
    if (old.name, old.citations, old.note, old.recheck_by) != (new.name, new.citations, new.note, new.recheck_by):
        yield "reworded: name, citations or note"


def _members(name: str, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    before, after = list(old), list(new)
    yield from (f"{name} goes: {one.strip()}" for one in before if one not in after)
    yield from (f"{name} comes: {one.strip()}" for one in after if one not in before)


def _period(period: Period) -> str:
    until = f" to {period.until}" if period.until else ""
    changed = "".join(f", {word}" for word in (period.effect, period.severity) if word)
    return f"{period.status.replace('-', ' ')} from {period.from_}{until}{changed}"


def _entry(entry: Designation) -> str:
    return f"{entry.organisation} since {entry.since}" + (f" to {entry.until}" if entry.until else "")


def _member(member: Member) -> str:
    return member.place + (f" from {member.from_}" if member.from_ else "") + (f" to {member.until}" if member.until else "")
