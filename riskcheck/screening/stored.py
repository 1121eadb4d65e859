"""The lists on this machine as something to ask: the index of the entries that stood on a day, made once and kept."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from riskcheck.reading import state
from riskcheck.screening import index as index_
from riskcheck.screening.entry import Entry
from riskcheck.screening.index import Index
from riskcheck.screening.store import Edition, Store

STALE_DAYS = 7
"""Lists that were fetched longer ago than this are told to be old."""

_KEPT = 3


class Lists(NamedTuple):
    """What is stored for a day: the editions that count, and their names."""

    editions: tuple[Edition, ...]
    names: Index

    def stale(self, day: dt.date) -> dict[str, int]:
        """Sources fetched more than 7 days before a day, with the days."""
        ages = {one.source: (day - one.retrieved.date()).days for one in self.editions}
        return {source: age for source, age in ages.items() if age > STALE_DAYS}


def folder() -> Path:
    """Where the lists are stored."""
    return state.data_home() / "lists"


def store() -> Store:
    """The store on this machine."""
    return Store(folder())


def lists_on(day: dt.date | None = None, where: Path | None = None) -> Lists | None:
    """The stored lists as they stood on a day (default: as they are), or None when none is stored. Raises ListError."""
    where = where or folder()
    held = Store(where)
    editions = tuple(held.editions(day))
    if not editions:
        return None
    wanted = f"{index_.FORMAT}-{held.digest(day)}"
    path = where / f"index-{wanted[:24]}.bin"
    with suppress(OSError, ValueError, KeyError):
        found = Index(path)
        if found.state == wanted:
            return Lists(editions, found)
    return Lists(editions, index_.build(path, _entries(held, day), wanted))


def refresh(where: Path | None = None) -> None:
    """Make the index of the newest editions and drop older ones."""
    where = where or folder()
    lists_on(None, where)
    kept = sorted(where.glob("index-*.bin"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in kept[_KEPT:]:
        one.unlink(missing_ok=True)


def _entries(held: Store, day: dt.date | None) -> list[Entry]:
    return list(held.entries(day))
