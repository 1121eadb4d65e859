"""The read law book kept between runs, so that a gate does not parse hundreds of rule files each time.

The key covers path, size and modification time of every rule file and the version of engine and Python. A cache that
cannot be read or written is no error: the files are read again.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from riskcheck.reading import rulebook, state
from riskcheck.reading.surroundings import fingerprint
from riskcheck.schema.rulebook import Rulebook

_KEPT = 4
"""Cached books kept; the oldest go first."""


def load(folders: Sequence[Path]) -> Rulebook:
    """The rulebook of some folders, from the cache when nothing changed. Raises what `rulebook.read` raises."""
    try:
        path = state.cache_home() / "cache" / f"book-{fingerprint(folders)}.pickle"
    except (OSError, RuntimeError):
        return rulebook.read(folders)
    with suppress(OSError, pickle.PickleError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        kept = pickle.loads(path.read_bytes())  # our own file in the user's own cache folder
        if isinstance(kept, Rulebook):
            return kept
    read = rulebook.read(folders)
    with suppress(OSError):
        _keep(path, read)
    return read


def _keep(path: Path, read: Rulebook) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".book-")
    with os.fdopen(handle, "wb") as file:
        pickle.dump(read, file, protocol=pickle.HIGHEST_PROTOCOL)
    Path(name).replace(path)
    older = sorted(path.parent.glob("book-*.pickle"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in older[_KEPT:]:
        one.unlink(missing_ok=True)
