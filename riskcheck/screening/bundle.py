"""Stored lists as one file, to carry to a machine without a network. The digests inside and of the whole vouch for it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from riskcheck.errors import ListError, Mark
from riskcheck.screening.entry import Entry
from riskcheck.screening.store import Store, Taken, entry_of, text_of

INDEX = "riskcheck-lists.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def export(store: Store, path: Path, sources: Sequence[str] = ()) -> str:
    """Write the newest edition of some sources, or of all, as a zip; its SHA-256. The same editions give the same bytes.

    Raises ListError when there is nothing to export.
    """
    editions = [one for one in store.editions() if not sources or one.source in sources]
    if not editions:
        raise ListError("there is no stored list to export", fix="run `riskcheck lists update`")
    index: list[dict[str, Any]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in editions:
            text = "".join(text_of(entry) + "\n" for entry in store.entries(source=one.source)).encode()
            archive.writestr(zipfile.ZipInfo(f"{one.source}.jsonl", _EPOCH), text, zipfile.ZIP_DEFLATED)
            index.append(
                {
                    "source": one.source,
                    "retrieved": one.retrieved.isoformat(),
                    "published": one.published.isoformat() if one.published else None,
                    "origin": one.origin,
                    "entries": one.entries,
                    "sha256": hashlib.sha256(text).hexdigest(),
                }
            )
        archive.writestr(
            zipfile.ZipInfo(INDEX, _EPOCH), json.dumps({"version": 1, "lists": index}, indent=1), zipfile.ZIP_DEFLATED
        )
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_bundle(path: Path) -> bool:
    """Whether a file is what `export` writes."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return INDEX in archive.namelist()


def take(store: Store, path: Path, *, expected: str | None = None, accept_shrinkage: bool = False) -> list[Taken]:
    """Store every edition of a bundle whose digests agree. expected: the SHA-256 of the whole file, where it is known.

    Raises ListError before anything is stored when a digest differs.
    """
    if expected is not None:
        real = hashlib.sha256(path.read_bytes()).hexdigest()
        if real != expected.removeprefix("sha256:").lower():
            raise ListError(f"the file's digest is sha256:{real}", mark=Mark(path.name), fix="carry the file over again")
    try:
        with zipfile.ZipFile(path) as archive:
            index = json.loads(archive.read(INDEX))["lists"]
            texts = {one["source"]: archive.read(f"{one['source']}.jsonl") for one in index}
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise ListError(
            f"not a bundle of lists: {error}", mark=Mark(path.name), fix="make one with `riskcheck lists export`"
        ) from None
    for one in index:
        if hashlib.sha256(texts[one["source"]]).hexdigest() != one["sha256"]:
            raise ListError(f"{one['source']} differs from its digest", mark=Mark(path.name), fix="carry the file over again")
    return [
        store.take(
            one["source"],
            _entries(texts[one["source"]]),
            retrieved=dt.datetime.fromisoformat(one["retrieved"]),
            published=dt.date.fromisoformat(one["published"]) if one["published"] else None,
            origin=one["origin"],
            accept_shrinkage=accept_shrinkage,
        )
        for one in index
    ]


def _entries(text: bytes) -> Iterator[Entry]:
    for line in text.decode().splitlines():
        yield entry_of(line)
