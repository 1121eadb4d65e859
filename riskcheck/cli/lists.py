"""`riskcheck lists`: the official lists on this machine."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from riskcheck import api
from riskcheck.cli import options
from riskcheck.errors import ListError, RiskcheckError, UsageError, nearest
from riskcheck.screening import bundle, registry, stored, update
from riskcheck.screening.registry import SOURCES, Source
from riskcheck.screening.store import Change, Store, Taken


def parser() -> options.Parser:
    """The words of `riskcheck lists`."""
    it = options.Parser(prog="riskcheck lists", description="Fetch, verify and store official lists; see how fresh each is.")
    commands = it.add_subparsers(dest="what", required=True, metavar="WHAT")
    add = commands.add_parser("update", help="fetch lists from their authorities, or from a mirror")
    add.add_argument("ids", nargs="*", metavar="ID", help=f"one of {', '.join(SOURCES)} (default: all that are fetched)")
    add.add_argument("--from", dest="origin", metavar="DIR|URL", help="a folder or a mirror that holds the authorities' files")
    _add_shrinkage(add)
    add = commands.add_parser("status", help="what is stored, and how fresh it is")
    add.add_argument("--format", "-f", choices=["text", "json"], default="text")
    add = commands.add_parser("import", help="store a list from a file or folder in the authority's format, or a bundle")
    add.add_argument("words", nargs="+", metavar="[ID] PATH", help="a list's id and its file or folder; or a bundle alone")
    add.add_argument("--digest", metavar="SHA256", help="of a bundle, as `lists export` printed it")
    _add_shrinkage(add)
    add = commands.add_parser("export", help="write the stored lists as one file, for a machine without a network")
    add.add_argument("path", type=Path, metavar="FILE")
    add.add_argument("ids", nargs="*", metavar="ID")
    add = commands.add_parser("diff", help="entries added, changed and delisted, and the manifests that they touch")
    add.add_argument("ids", nargs="*", metavar="ID")
    add.add_argument("--since", type=options.day, metavar="DATE", help="after this day (default: the edition before the newest)")
    add.add_argument("--until", type=options.day, metavar="DATE", help="up to this day (default: today)")
    add.add_argument(
        "--in", dest="manifests", action="append", default=[], metavar="PATH", help="a manifest to screen; repeatable"
    )
    add.add_argument("--format", "-f", choices=["text", "json"], default="text")
    return it


def _add_shrinkage(it: Any) -> None:
    it.add_argument(
        "--accept-shrinkage", action="append", default=[], metavar="ID", help="store it even if entries or a whole list are gone"
    )


def main(arguments: list[str]) -> int:
    """Run one of the subcommands. Returns 0 when it did all it was asked to; errors exit with 2."""
    given = parser().parse_args(arguments)
    commands: dict[str, Callable[[Any], int]] = {
        "update": _update, "status": _status, "import": _import, "export": _export, "diff": _diff,
    }  # fmt: skip
    return commands[given.what](given)


def _sources(ids: Sequence[str]) -> list[Source]:
    for one in ids:
        if one not in SOURCES:
            close = nearest(one, SOURCES)
            raise UsageError(
                f"there is no list '{one}'", fix=f"did you mean {close}?" if close else f"one of {', '.join(SOURCES)}"
            )
    return [SOURCES[one] for one in dict.fromkeys(ids)] or [one for one in SOURCES.values() if one.is_fetched]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


# --- bringing lists in --------------------------------------------------------------------------------------------------


def _update(given: Any) -> int:
    store, problems, stored_any = stored.store(), [], False
    is_folder = given.origin is not None and "://" not in given.origin
    sources = _sources(given.ids)
    if is_folder:
        sources = _offered(sources, Path(given.origin), bool(given.ids))
    for source in sources:
        try:
            outcome = _one(store, source, given, is_folder)
        except RiskcheckError as error:
            problems.append(source.id)
            print(f"error: {error}", file=sys.stderr)
            continue
        stored_any = True
        print(_said(source.id, outcome.taken))
    if stored_any:
        stored.refresh()
    if problems:
        raise ListError(
            f"{len(problems)} of {len(sources)} lists not updated: {', '.join(problems)}; what was stored of them stays",
            fix="see the messages above",
        )
    return 0


def _offered(sources: list[Source], folder: Path, is_named: bool) -> list[Source]:
    """Of a folder only the lists that it holds, unless the user named them."""
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", fix="name the folder of a mirror, or its URL with https://")
    if is_named:
        return sources
    held = []
    for source in SOURCES.values():
        try:
            registry.files_at(source, folder)
        except ListError:
            continue
        held.append(source)
    if not held:
        raise ListError(f"{folder} holds no list", fix="put the authorities' files there under their own names")
    return held


def _one(store: Store, source: Source, given: Any, is_folder: bool) -> update.Outcome:
    accept = source.id in given.accept_shrinkage
    if is_folder:
        return update.from_files(store, source, Path(given.origin), shown=given.origin, now=_now(), accept_shrinkage=accept)
    if not source.is_fetched:
        raise ListError(f"{source.id} is not fetched: {source.note}", fix=f"riskcheck lists import {source.id} PATH")
    with _Progress(source.id) as report:
        return update.from_authority(store, source, now=_now(), mirror=given.origin, accept_shrinkage=accept, report=report)


class _Progress:
    """A bar on a terminal, nothing elsewhere."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bar: Any = None

    def __enter__(self) -> update.Report:
        if not sys.stderr.isatty():
            return lambda name, done, whole: None
        from rich.console import Console
        from rich.progress import DownloadColumn, Progress, TransferSpeedColumn

        self._bar = Progress(
            *Progress.get_default_columns(), DownloadColumn(), TransferSpeedColumn(), console=Console(stderr=True)
        )
        self._bar.start()
        tasks: dict[str, Any] = {}

        def report(name: str, done: int, whole: int | None) -> None:
            if name not in tasks:
                tasks[name] = self._bar.add_task(f"{self._name} {name}", total=whole)
            self._bar.update(tasks[name], completed=done)

        return report

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _said(source: str, taken: Taken | None) -> str:
    if taken is None:
        return f"{source}: unchanged, the server says"
    it = taken.edition
    changes = f"{taken.added:,} added, {taken.changed:,} changed, {taken.removed:,} delisted"
    return f"{source}: {it.entries:,} entries, published {it.published or 'on an unknown day'}; {changes}"


def _import(given: Any) -> int:
    store = stored.store()
    path = Path(given.words[-1])
    if len(given.words) == 1:
        if not bundle.is_bundle(path):
            raise UsageError(f"{path} is no bundle of lists", fix="name the list too: riskcheck lists import ID PATH")
        accept = bool(given.accept_shrinkage)
        for taken in bundle.take(store, path, expected=given.digest, accept_shrinkage=accept):
            print(_said(taken.edition.source, taken))
    elif len(given.words) == 2:
        (source,) = _sources(given.words[:1])
        if source.note:
            options.say(f"note: {source.id}: {source.note}")
        accept = source.id in given.accept_shrinkage
        taken_ = update.from_files(store, source, path, shown=path.name, now=_now(), accept_shrinkage=accept).taken
        print(_said(source.id, taken_))
    else:
        raise UsageError("too many words", fix="riskcheck lists import ID PATH, or riskcheck lists import BUNDLE")
    stored.refresh()
    return 0


def _export(given: Any) -> int:
    if given.ids:
        _sources(given.ids)
    try:
        digest = bundle.export(stored.store(), given.path, given.ids)
    except OSError as error:
        raise UsageError(f"cannot write {given.path}: {error.strerror or error}", fix="check the folder") from None
    print(f"sha256:{digest}  {given.path}")
    return 0


# --- telling ------------------------------------------------------------------------------------------------------------


def _status(given: Any) -> int:
    editions = stored.store().editions()
    if given.format == "json":
        rows = [
            {
                "id": one.source,
                "entries": one.entries,
                "published": one.published.isoformat() if one.published else None,
                "retrieved": one.retrieved.date().isoformat(),
                "digest": one.digest,
                "source": one.origin,
            }
            for one in editions
        ]
        print(json.dumps({"lists": rows}, indent=2))
        return 0
    if not editions:
        print("no list is stored; `riskcheck lists update` fetches them")
    for one in editions:
        age = (options.today() - one.retrieved.date()).days
        old = f"  {age} days old: run `riskcheck lists update {one.source}`" if age > stored.STALE_DAYS else ""
        published = one.published or "unknown"
        print(f"{one.source:<20} {one.entries:>7,} entries  published {published}  fetched {one.retrieved.date()}{old}")
    return 0


def _diff(given: Any) -> int:
    store = stored.store()
    wanted = {one.id for one in _sources(given.ids)} if given.ids else set(SOURCES)
    until = given.until or options.today()
    changes: list[Change] = []
    for edition in store.editions():
        if edition.source in wanted:
            history = [one.effective for one in store.history(edition.source)]
            since = given.since or (history[-2] if len(history) > 1 else history[-1])
            changes += store.changes(since, until, edition.source)
    touched = _touched(changes, given.manifests)
    if given.format == "json":
        print(
            json.dumps({"changes": [_change_as_json(one) for one in changes], "touched": touched}, indent=2, ensure_ascii=False)
        )
        return 0
    for one in changes:
        entry = one.after or one.before
        assert entry is not None
        print(f"{one.day}  {one.what:<8}  {entry.list}  {entry.name}")
    if not changes:
        print("no change")
    for row in touched:
        print(f"{row['manifest']}: {row['party']} may be {row['name']} ({row['list']}), {row['what']} on {row['day']}")
    return 0


def _change_as_json(one: Change) -> dict[str, Any]:
    entry = one.after or one.before
    assert entry is not None
    names = [[name.text for name in side.names] if side else [] for side in (one.before, one.after)]
    return {
        "day": one.day.isoformat(), "what": one.what, "source": one.source, "list": entry.list, "entry": entry.id,
        "name": entry.name, "names_before": names[0], "names_after": names[1],
    }  # fmt: skip


def _touched(changes: Sequence[Change], manifests: Sequence[str]) -> list[dict[str, Any]]:
    """Parties of some manifests that may be one of the changed entries."""
    if not manifests or not changes:
        return []
    import tempfile

    from riskcheck.parties import parties_of
    from riskcheck.screening import index

    book = api.load_book(None, options.today())
    by_key = {(entry.list, entry.id): one for one in changes if (entry := one.after or one.before)}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        found = index.build(Path(folder) / "changes", [entry for one in changes if (entry := one.after or one.before)])
        for path in manifests:
            manifest = api.load_manifest(path)
            names = dict.fromkeys([one.name for one in parties_of(manifest, book)])
            for name in names:
                for match in found.screen(name).matches:
                    change = by_key[match.entry.list, match.entry.id]
                    rows.append(
                        {
                            "manifest": options.shown_path(Path(path)), "party": name, "list": match.entry.list,
                            "name": match.entry.name, "what": change.what, "day": change.day.isoformat(), "band": match.band,
                        }
                    )  # fmt: skip
    return rows
