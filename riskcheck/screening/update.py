"""Bringing a source up to date: from its authority, from a mirror, or from files at hand."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from riskcheck.errors import ListError
from riskcheck.screening import download, registry
from riskcheck.screening.registry import Source
from riskcheck.screening.store import Store, Taken

_ECFR_TITLES = "https://www.ecfr.gov/api/versioner/v1/titles.json"

Report = Callable[[str, int, int | None], None]
"""Called while fetching, with the file's name, the bytes so far and, where known, the whole."""


class Outcome(NamedTuple):
    """What an update did. taken: None when the server says that the stored edition is the newest."""

    source: str
    taken: Taken | None


def from_authority(
    store: Store, source: Source, *, now: dt.datetime, mirror: str | None = None, accept_shrinkage: bool = False,
    report: Report = lambda name, done, whole: None,
) -> Outcome:  # fmt: skip
    """Fetch a source, from its own URLs or from below a mirror's, and store it. Raises ListError; the old one then stays."""
    held = {one.source: one for one in store.editions()}.get(source.id)
    origin = mirror or next(iter(source.files.values())).split("?")[0]
    known = held.validators if held is not None and held.origin == origin else {}
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
        files: dict[str, Path] = {}
        validators: dict[str, dict[str, str]] = {}
        is_new = not known
        for name, own in source.files.items():
            path = Path(folder) / name
            fetched, path = _file(source, name, own, mirror, path, known.get(name), report)
            is_new = is_new or fetched.is_new
            files[name], validators[name] = path, fetched.validators
        if not is_new:
            store.touch(source.id, now)
            return Outcome(source.id, None)
        if any(not path.exists() for path in files.values()):  # one file of a set is unchanged: fetch the set whole
            for name, own in source.files.items():
                fetched, files[name] = _file(source, name, own, mirror, Path(folder) / name, None, report)
                validators[name] = fetched.validators
        taken = store.take(
            source.id,
            registry.read(source, files),
            retrieved=now,
            published=source.published(files),
            origin=origin,
            validators=validators,
            floor=1 if mirror else source.floor,
            accept_shrinkage=accept_shrinkage,
        )
    return Outcome(source.id, taken)


def _file(
    source: Source, name: str, own: str, mirror: str | None, path: Path, validators: dict[str, str] | None, report: Report
) -> tuple[download.Fetched, Path]:
    def progress(done: int, whole: int | None) -> None:
        report(name, done, whole)

    if mirror is None:
        return download.fetch(_dated(own), path, validators=validators, progress=progress), path
    base = mirror.rstrip("/")
    try:
        return download.fetch(f"{base}/{source.id}/{name}", path, validators=validators, progress=progress), path
    except download.NotThere:
        return download.fetch(f"{base}/{name}", path, validators=validators, progress=progress), path


def _dated(url: str) -> str:
    """A URL of the eCFR with the newest day that it offers in place of `{date}`."""
    if "{date}" not in url:
        return url
    with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
        path = Path(folder) / "titles.json"
        download.fetch(_ECFR_TITLES, path)
        try:
            titles = {one["number"]: one["up_to_date_as_of"] for one in json.loads(path.read_text("utf-8"))["titles"]}
            return url.format(date=dt.date.fromisoformat(titles[15]))
        except (ValueError, KeyError, TypeError) as error:
            raise ListError(
                f"{_ECFR_TITLES}: not the expected answer: {error}", fix="name a mirror with --from DIR|URL"
            ) from None


def from_files(
    store: Store, source: Source, path: Path, *, shown: str, now: dt.datetime, accept_shrinkage: bool = False
) -> Outcome:
    """Store a source from a file or folder in the authority's own format. Raises ListError; the old one then stays."""
    files = registry.files_at(source, path)
    taken = store.take(
        source.id, registry.read(source, files), retrieved=now, published=_published(source, files), origin=shown,
        accept_shrinkage=accept_shrinkage,
    )  # fmt: skip
    return Outcome(source.id, taken)


def _published(source: Source, files: dict[str, Path]) -> dt.date | None:
    try:
        return source.published(files)
    except (ValueError, KeyError, AttributeError):  # reading the entries says what is wrong
        return None
