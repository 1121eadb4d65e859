"""The stored lists: one SQLite file, one shape for all sources, every change kept with its day.

An entry is a row with the days on which it appeared and disappeared; a changed entry is the old row closed and a new
one opened on the same day. An edition goes in as one transaction, so a reader, a second update or a crash sees the old
edition or the new one. An edition that looks broken is refused and the stored one stays.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from riskcheck.errors import ListError
from riskcheck.screening.entry import Entry, Identifier, Name, Relation

FILE_NAME = "lists.sqlite"
MOST_SHRINKAGE = 0.05
"""A new edition with fewer entries than this part less than the stored one is taken for a broken file."""

_WAIT_SECONDS = 60.0
_SCHEMA = """
create table if not exists edition (
  number integer primary key, source text not null, retrieved text not null, published text, effective text not null,
  digest text not null, origin text not null, entries integer not null, validators text not null default '{}');
create table if not exists entry (
  source text not null, list text not null, id text not null, digest text not null, body text not null,
  added text not null, removed text);
create index if not exists entry_open on entry (source, list, id) where removed is null;
create index if not exists entry_added on entry (added);
"""


class Edition(NamedTuple):
    """One state of a source. published: the list's own date. effective: the day from which it counts here.

    digest: SHA-256 over the entries, so that it changes only when an entry does. origin: URL or path it came from.
    validators: what a server gave for conditional requests, by file.
    """

    source: str
    retrieved: dt.datetime
    published: dt.date | None
    effective: dt.date
    digest: str
    origin: str
    entries: int
    validators: dict[str, dict[str, str]]


class Taken(NamedTuple):
    """What an edition changed: counts of entries added, changed and removed."""

    edition: Edition
    added: int
    changed: int
    removed: int


class Change(NamedTuple):
    """One entry that was added, changed or delisted on a day. `before` and `after` are the entry then."""

    day: dt.date
    what: Literal["added", "changed", "delisted"]
    source: str
    before: Entry | None
    after: Entry | None


class Store:
    """The stored lists in a folder. Reading a folder without a store gives nothing and creates nothing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    # --- reading ----------------------------------------------------------------------------------------------------

    def editions(self, as_of: dt.date | None = None) -> list[Edition]:
        """The edition of every source that counts on a day (default: the newest), by source id.

        For a day before the first edition, the first one stands in.
        """
        newest: dict[str, Edition] = {}
        for one in self._all_editions():
            if one.source not in newest or as_of is None or one.effective <= as_of:
                newest[one.source] = one
        return [newest[source] for source in sorted(newest)]

    def history(self, source: str) -> list[Edition]:
        """Every edition of a source, oldest first."""
        return [one for one in self._all_editions() if one.source == source]

    def _all_editions(self) -> list[Edition]:
        rows = self._select(
            "select source, retrieved, published, effective, digest, origin, entries, validators from edition order by number"
        )
        return [
            Edition(
                row[0], dt.datetime.fromisoformat(row[1]), _day(row[2]), dt.date.fromisoformat(row[3]), row[4], row[5], row[6],
                json.loads(row[7]),
            )
            for row in rows
        ]  # fmt: skip

    def entries(self, as_of: dt.date | None = None, source: str | None = None) -> Iterator[Entry]:
        """Every entry that stood on a day (default: now), of one source or of all, in a stable order.

        Before a source's first edition, the entries of that edition count that were designated by then or carry no day.
        """
        firsts = {one.source: one.effective for one in reversed(self._all_editions())}
        for name, first in sorted(firsts.items()):
            if source not in (None, name):
                continue
            day = as_of
            if day is not None and day < first:
                day = first
            where, values = "removed is null", [name]
            if day is not None:
                where = "added <= ? and (removed is null or removed > ?)"
                values += [day.isoformat(), day.isoformat()]
            for (body,) in self._select(f"select body from entry where source = ? and {where} order by list, id, added", values):
                entry = entry_of(body)
                if as_of is None or as_of >= first or entry.listed is None or entry.listed <= as_of:
                    yield entry

    def changes(self, since: dt.date, until: dt.date, source: str | None = None) -> list[Change]:
        """What changed after one day and up to another, oldest first; a source's first edition is no change."""
        firsts = {one.source: one.effective.isoformat() for one in reversed(self._all_editions())}
        span = [since.isoformat(), until.isoformat()]
        query = "select source, list, id, body, {0} from entry where {0} > ? and {0} <= ? and added is not removed"
        closed = {(row[0], row[1], row[2], row[4]): row[3] for row in self._select(query.format("removed"), span)}
        opened = {
            (row[0], row[1], row[2], row[4]): row[3]
            for row in self._select(query.format("added"), span)
            if row[4] != firsts.get(row[0])
        }
        found = []
        for key in sorted({*closed, *opened}, key=lambda it: (it[3], it)):
            if source not in (None, key[0]):
                continue
            before, after = closed.get(key), opened.get(key)
            what: Literal["added", "changed", "delisted"] = (
                "added" if before is None else "delisted" if after is None else "changed"
            )
            found.append(
                Change(
                    dt.date.fromisoformat(key[3]), what, key[0], entry_of(before) if before else None,
                    entry_of(after) if after else None,
                )
            )  # fmt: skip
        return found

    def digest(self, as_of: dt.date | None = None) -> str:
        """A digest of everything that counts on a day: it names the state that an index was built from."""
        firsts = {one.source: one.effective for one in reversed(self._all_editions())}
        parts = [
            f"{one.source} {one.digest}{f' {as_of}' if as_of and as_of < firsts[one.source] else ''}"
            for one in self.editions(as_of)
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""

    def _select(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        if not self.path.is_file():
            return
        with self._open() as connection:
            if connection.execute("select 1 from sqlite_master where name = 'edition'").fetchone():  # none after a first crash
                yield from connection.execute(query, values)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
        except sqlite3.Error as error:
            raise self._broken(error) from None
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            raise self._broken(error) from None
        finally:
            connection.close()

    def _broken(self, error: sqlite3.Error) -> ListError:
        return ListError(
            f"the stored lists cannot be read: {error}", fix=f"move {self.path} away and run `riskcheck lists update`"
        )

    # --- writing ----------------------------------------------------------------------------------------------------

    def take(
        self,
        source: str,
        entries: Iterable[Entry],
        *,
        retrieved: dt.datetime,
        published: dt.date | None,
        origin: str,
        validators: dict[str, dict[str, str]] | None = None,
        floor: int = 1,
        accept_shrinkage: bool = False,
    ) -> Taken:
        """Store an edition of a source as one transaction.

        floor: the least number of entries that is believable. Raises ListError for an edition with fewer, for one that
        lost more than 5 percent or a whole list of the stored one (unless `accept_shrinkage`), and whatever reading the
        entries raises; the stored edition then stays as it is.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._open() as connection:
            connection.execute("begin immediate")  # the second of two updates waits here, before it looks at anything
            try:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                taken = self._taken(
                    connection, source, entries, retrieved, published, origin, validators or {}, floor, accept_shrinkage
                )
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
        return taken

    def _taken(
        self, connection: sqlite3.Connection, source: str, entries: Iterable[Entry], retrieved: dt.datetime,
        published: dt.date | None, origin: str, validators: dict[str, dict[str, str]], floor: int, accept_shrinkage: bool,
    ) -> Taken:  # fmt: skip
        digest, count = _fill_fresh(connection, entries)
        if count < floor:
            what = "nothing that can be read" if count == 0 else f"only {count} entries where at least {floor} are expected"
            raise ListError(f"{source}: {what} in {origin}; the stored edition stays", fix="try again later, or another mirror")
        if not accept_shrinkage:
            _refuse_shrinkage(connection, source, count, origin)
        previous = connection.execute(
            "select effective, digest from edition where source = ? order by number desc limit 1", (source,)
        ).fetchone()
        day = published if published and published <= retrieved.date() else retrieved.date()
        if previous and day < dt.date.fromisoformat(previous[0]):
            day = max(retrieved.date(), dt.date.fromisoformat(previous[0]))
        counts = _merge(connection, source, day.isoformat())
        edition = Edition(source, retrieved, published, day, digest, origin, count, validators)
        if previous and previous[1] == digest:
            connection.execute(
                "update edition set retrieved = ?, published = coalesce(?, published), origin = ?, validators = ? "
                "where number = (select max(number) from edition where source = ?)",
                (retrieved.isoformat(), _text(published), origin, json.dumps(validators), source),
            )
        else:
            connection.execute(
                "insert into edition (source, retrieved, published, effective, digest, origin, entries, validators) "
                "values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    source, retrieved.isoformat(), _text(published), day.isoformat(), digest, origin, count,
                    json.dumps(validators),
                ),
            )  # fmt: skip
        return Taken(edition, *counts)

    def touch(self, source: str, retrieved: dt.datetime) -> None:
        """Note that a server said the stored edition is still the newest."""
        with self._open() as connection:
            connection.execute(
                "update edition set retrieved = ? where number = (select max(number) from edition where source = ?)",
                (retrieved.isoformat(), source),
            )


def _fill_fresh(connection: sqlite3.Connection, entries: Iterable[Entry]) -> tuple[str, int]:
    """The new edition in a table of its own, with its digest; ids that a source gives twice stay two entries."""
    connection.execute("drop table if exists temp.fresh")
    connection.execute("create temp table fresh (list text, id text, digest text, body text, primary key (list, id))")
    repeats: dict[tuple[str, str], int] = {}
    for entry in entries:
        key = (entry.list, entry.id)
        repeats[key] = repeats.get(key, 0) + 1
        if repeats[key] > 1:
            entry = entry._replace(id=f"{entry.id}#{repeats[key]}")
        body = text_of(entry)
        digest = hashlib.sha256(body.encode()).hexdigest()
        connection.execute("insert or replace into fresh values (?, ?, ?, ?)", (entry.list, entry.id, digest, body))
    whole = hashlib.sha256()
    count = 0
    for row in connection.execute("select list, id, digest from fresh order by list, id"):
        whole.update("\0".join(row).encode() + b"\n")
        count += 1
    return f"sha256:{whole.hexdigest()}", count


def _refuse_shrinkage(connection: sqlite3.Connection, source: str, count: int, origin: str) -> None:
    query = "select list, count(*) from {} group by list"
    before = dict(connection.execute(query.format("entry where source = ? and removed is null"), (source,)))
    now = dict(connection.execute(query.format("fresh")))
    lost = sorted(name for name in before if name not in now)
    fix = f"look at the file; if the authority did remove them, run the command again with --accept-shrinkage {source}"
    if lost:
        raise ListError(f"{source}: {', '.join(lost)} is gone from {origin}; the stored edition stays", fix=fix)
    had = sum(before.values())
    if had and count < had * (1 - MOST_SHRINKAGE):
        raise ListError(
            f"{source}: {origin} has {count:,} entries where {had:,} are stored, {1 - count / had:.0%} less; "
            "the stored edition stays",
            fix=fix,
        )


def _merge(connection: sqlite3.Connection, source: str, day: str) -> tuple[int, int, int]:
    """Close the rows that are gone or differ, open those that are new or differ; counts of added, changed, removed."""
    differs = "select 1 from fresh f where f.list = entry.list and f.id = entry.id and f.digest {} entry.digest"
    stale = f"source = ? and removed is null and not exists ({differs.format('=')})"
    (changed,) = connection.execute(
        f"select count(*) from entry where source = ? and removed is null and exists ({differs.format('<>')})", (source,)
    ).fetchone()
    closed = connection.execute(f"update entry set removed = ? where {stale}", (day, source)).rowcount
    opened = connection.execute(
        "insert into entry (source, list, id, digest, body, added) select ?, list, id, digest, body, ? from fresh f where "
        "not exists (select 1 from entry e where e.source = ? and e.list = f.list and e.id = f.id and e.removed is null)",
        (source, day, source),
    ).rowcount
    return opened - changed, changed, closed - changed


# --- entries as text --------------------------------------------------------------------------------------------------


def text_of(entry: Entry) -> str:
    """An entry as one line of JSON, the same for equal entries."""
    fields = entry._asdict()
    fields["listed"] = _text(entry.listed)
    return json.dumps({key: value for key, value in fields.items() if value not in ("", None, ())}, ensure_ascii=False)


def entry_of(text: str) -> Entry:
    """The entry in a line of `text_of`."""
    it = json.loads(text)
    return Entry(
        list=it["list"],
        id=it["id"],
        type=it["type"],
        names=tuple(Name(*one) for one in it["names"]),
        countries=tuple(it.get("countries", ())),
        programs=tuple(it.get("programs", ())),
        listed=_day(it.get("listed")),
        cite=it.get("cite"),
        effect=it.get("effect", ""),
        remarks=it.get("remarks", ""),
        identifiers=tuple(Identifier(*one) for one in it.get("identifiers", ())),
        relations=tuple(Relation(*one) for one in it.get("relations", ())),
        url=it.get("url"),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
