"""Dated groups of places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from riskcheck.schema.catalog import Group


def groups_at(groups: Iterable[Group], day: dt.date) -> dict[str, frozenset[str]]:
    """The members of every group on a day, with those of the groups that it includes."""
    by_id = {group.id: group for group in groups}
    done: dict[str, frozenset[str]] = {}

    def members(identifier: str, above: tuple[str, ...]) -> frozenset[str]:
        if identifier in done:
            return done[identifier]
        group = by_id.get(identifier)
        if group is None or identifier in above:
            return frozenset()
        own = {member.place for member in group.members if _holds(member.from_, member.until, day)}
        found = own.union(*(members(other, (*above, identifier)) for other in group.includes))
        done[identifier] = frozenset(found)
        return done[identifier]

    return {identifier: members(identifier, ()) for identifier in by_id}


def _holds(start: dt.date | None, end: dt.date | None, day: dt.date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)
