"""The read law book kept between runs, so that a gate does not parse hundreds of rule files each time.

The key covers path, size and modification time of every rule file and the version of engine and Python. A cache that
cannot be read or written is no error: the files are read again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from riskcheck import __version__
from riskcheck.reading import rulebook
from riskcheck.schema.rulebook import Rulebook

_KEPT = 4
"""Cached books kept; the oldest go first."""


def home() -> Path:
    """Where state lives: `$RISKCHECK_HOME`, or the platform's cache folder."""
    if own := os.environ.get("RISKCHECK_HOME"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "riskcheck"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "riskcheck"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "riskcheck"


def load(folders: Sequence[Path]) -> Rulebook:
    """The rulebook of some folders, from the cache when nothing changed. Raises what `rulebook.read` raises."""
    try:
        path = home() / "cache" / f"book-{_key(folders)}.pickle"
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


def _key(folders: Sequence[Path]) -> str:
    digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
    for folder in folders:
        for path in rulebook.files_below(folder):
            state = path.stat()
            digest.update(f"{path.resolve()}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    for path in sorted(Path(__file__).resolve().parent.parent.glob("schema/*.py")):
        digest.update(f"{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:32]


def _keep(path: Path, read: Rulebook) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".book-")
    with os.fdopen(handle, "wb") as file:
        pickle.dump(read, file, protocol=pickle.HIGHEST_PROTOCOL)
    Path(name).replace(path)
    older = sorted(path.parent.glob("book-*.pickle"), key=lambda one: one.stat().st_mtime, reverse=True)
    for one in older[_KEPT:]:
        one.unlink(missing_ok=True)
