"""A tree to its detections: every file through its reader, over several processes, and kept by content between runs."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from riskcheck import __version__
from riskcheck.discovery import walk
from riskcheck.discovery.detection import Detection, Read, Result, Stamp
from riskcheck.reading import state

if TYPE_CHECKING:
    from riskcheck.discovery.clues import Clues

_TOGETHER = 400
"""Fewer files than this are not worth a second process."""


class Warned(NamedTuple):
    """A file that was not read, and why."""

    file: str
    why: str


class Scan(NamedTuple):
    """What a tree states. files: how many were looked at. root: the folder that the paths are relative to."""

    detections: tuple[Detection, ...]
    warnings: tuple[Warned, ...]
    files: int


Progress = Callable[[int, int], None]


def scan(
    root: Path,
    clues: Callable[[], Clues],
    *,
    jobs: int | None = None,
    cache: bool = True,
    key: str = "",
    progress: Progress = lambda done, whole: None,
) -> Scan:
    """Read a tree or one file.

    clues: gives the catalog's clues, and is called only when a file is to be read. key: names that catalog, so that what
    was kept with another one is not used.
    """
    base = root if root.is_dir() else root.parent
    paths = list(walk.files(root))
    kept = _Cache(base, key) if cache else None
    results: dict[str, Result] = {}
    waiting: list[str] = []
    for path in paths:
        known = kept.get(path) if kept else None
        if known is not None:
            results[path] = known
        else:
            waiting.append(path)
    workers = min(jobs or os.cpu_count() or 1, 8)
    for done, (path, found) in enumerate(_read_all(base, waiting, clues, workers) if waiting else (), 1):
        results[path] = found.result
        if kept:
            kept.put(path, found)
        if done % 100 == 0:
            progress(done, len(waiting))
    if kept:
        kept.save()
    detections = tuple(one for path in paths for one in results[path][0])
    warnings = tuple(Warned(path, why) for path in paths if (why := results[path][1]))
    return Scan(detections, warnings, len(paths))


_shared: Clues | None = None


def _start(clues: Clues) -> None:
    global _shared
    _shared = clues


def _read_all(base: Path, paths: Sequence[str], clues: Callable[[], Clues], workers: int) -> Iterator[tuple[str, Read]]:
    from riskcheck.discovery import one_file  # the readers and their grammars, which a run without changes does not need

    known = clues()
    if workers < 2 or len(paths) < _TOGETHER:
        for path in paths:
            yield path, one_file.read(str(base), path, known)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    one_file.prepare(known)
    _start(known)  # forked workers inherit it and pay nothing for it
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method), initializer=_start, initargs=(known,)) as pool:
        chunks = [list(paths[at : at + 64]) for at in range(0, len(paths), 64)]
        for chunk, answers in zip(chunks, pool.map(_read_chunk, [(str(base), chunk) for chunk in chunks]), strict=True):
            yield from zip(chunk, answers, strict=True)


def _read_chunk(job: tuple[str, list[str]]) -> list[Read]:
    from riskcheck.discovery import one_file

    assert _shared is not None
    return [one_file.read(job[0], path, _shared) for path in job[1]]


class _Cache:
    """Results of a tree's files by content; an untouched size, time and place stand in for content that was not read again."""

    def __init__(self, base: Path, key: str) -> None:
        self.base = base
        name = hashlib.sha256(f"{base.resolve()}\0{key}\0{__version__}\0{_code()}".encode()).hexdigest()[:32]
        self.path = state.cache_home() / "cache" / f"scan-{name}.pickle"
        self.held: dict[str, tuple[Stamp, bytes, Result]] = {}
        self.fresh: dict[str, tuple[Stamp, bytes, Result]] = {}
        self.is_changed = False
        with suppress(OSError, pickle.PickleError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
            self.held = pickle.loads(self.path.read_bytes())  # our own file in the user's own cache folder

    def get(self, path: str) -> Result | None:
        """The result for a file that is as it was."""
        held = self.held.get(path)
        if held is None:
            return None
        if not held[1]:  # no reader reads it, whatever it holds
            self.fresh[path] = held
            return held[2]
        stamp = self._stamp(path)
        if stamp is None:
            return None
        if held[0] != stamp or time.time_ns() - stamp[1] < 2_000_000_000:  # touched, or so lately that the clock cannot tell
            if self._digest(path) != held[1]:
                return None
            held = (stamp, held[1], held[2])
            self.is_changed = True
        self.fresh[path] = held
        return held[2]

    def put(self, path: str, read: Read) -> None:
        """Keep what a file gave."""
        self.is_changed = True
        if read.digest is not None:
            self.fresh[path] = (read.stamp or (0, 0, 0), read.digest, read.result)

    def _stamp(self, path: str) -> Stamp | None:
        try:
            seen = os.stat(f"{self.base}/{path}")  # noqa: PTH116 - three times as fast, for every file of an estate
        except OSError:
            return None
        return seen.st_size, seen.st_mtime_ns, seen.st_ino

    def _digest(self, path: str) -> bytes:
        full = self.base / path
        with suppress(OSError):
            return hashlib.blake2b(full.read_bytes(), digest_size=16).digest()
        return b"gone"

    def save(self) -> None:
        """Write what this run knows, when it knows something new."""
        if not self.is_changed and len(self.fresh) == len(self.held):
            return
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".scan-")
            with os.fdopen(handle, "wb") as file:
                pickle.dump(self.fresh, file, protocol=pickle.HIGHEST_PROTOCOL)
            Path(name).replace(self.path)


def _code() -> str:
    """The state of discovery's own code, so that a newer reader reads again."""
    folder = Path(__file__).resolve().parent
    return " ".join(f"{path.stat().st_mtime_ns}" for path in sorted(folder.rglob("*.py")))
