"""A tree to its detections: every file through its reader, over several processes, and kept by content between runs."""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from riskcheck import __version__
from riskcheck.discovery import walk
from riskcheck.discovery.companions import stamp_of
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
    """What a tree states. files: how many were looked at. beside: what else the answer rests on, of the files that were read."""

    detections: tuple[Detection, ...]
    warnings: tuple[Warned, ...]
    files: int
    beside: tuple[str, ...] = ()


Progress = Callable[[int, int], None]
Beside = tuple[tuple[str, Stamp | None], ...]
"""Paths that a file's result rests on besides the file, with their stamps."""


def scan(
    root: Path,
    clues: Callable[[], Clues],
    *,
    only: Sequence[str] | None = None,
    jobs: int | None = None,
    cache: bool = True,
    key: Callable[[], str] = str,
    progress: Progress = lambda done, whole: None,
) -> Scan:
    """Read a tree or one file.

    only: files of the tree, by their paths in it, instead of all that it holds.
    clues: gives the catalog's clues, and is called only when a file is to be read. key: names that catalog, so that what
    was kept with another one is not used; both wait until the tree is being listed.
    """
    base = root if root.is_dir() else root.parent
    listed = walk.files(root) if only is None else iter(sorted(only))
    cache = cache and only is None  # what is kept is a tree's
    kept = _Kept(base, key()) if cache else None
    if kept:
        kept.look()
    paths = list(listed)
    results, waiting = kept.known(paths) if kept else ({}, paths)
    workers = min(jobs or os.cpu_count() or 1, 8)
    beside: set[str] = set()
    for done, (path, found) in enumerate(_read_all(base, waiting, clues, workers) if waiting else (), 1):
        if found.result != ([], None):
            results[path] = found.result
        beside.update(one for one, _ in found.beside)
        if kept:
            kept.put(path, found)
        if done % 100 == 0:
            progress(done, len(waiting))
    if kept:
        kept.save()
    told = [path for path in paths if path in results]
    detections = tuple(one for path in told for one in results[path][0])
    warnings = tuple(Warned(path, why) for path in told if (why := results[path][1]))
    return Scan(detections, warnings, len(paths), tuple(sorted(beside)))


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

    gc.freeze()  # the law and the grammars stay: nobody needs to look through them again, in any process
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    one_file.prepare(known)
    _start(known)  # forked workers inherit it and pay nothing for it
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context(method), initializer=_start, initargs=(known,)) as pool:
            chunks = [list(paths[at : at + 64]) for at in range(0, len(paths), 64)]
            for chunk, answers in zip(chunks, pool.map(_read_chunk, [(str(base), chunk) for chunk in chunks]), strict=True):
                yield from zip(chunk, answers, strict=True)
    finally:
        gc.unfreeze()


def _read_chunk(job: tuple[str, list[str]]) -> list[Read]:
    from riskcheck.discovery import one_file

    assert _shared is not None
    return [one_file.read(job[0], path, _shared) for path in job[1]]


class _Kept:
    """Results of a tree's files by content; an untouched size, time and number stand in for content that was not read again.

    Arrays beside each other, not objects: most files of a tree state nothing, and a run without changes is as fast as it
    can look at them.
    """

    def __init__(self, base: Path, key: str) -> None:
        self.base = base
        name = hashlib.sha256(f"{base.resolve()}\0{key}\0{__version__}\0{_code()}".encode()).hexdigest()[:32]
        self.path = state.cache_home() / "cache" / f"scan-{name}"
        self.held: list[str] = []
        self.stamps = array("q")
        self.digests = b""
        self.results: dict[str, Result] = {}
        self.fresh: dict[str, tuple[Stamp, bytes]] = {}
        self.fresh_results: dict[str, Result] = {}
        self.beside: dict[str, Beside] = {}
        self.lost: set[str] = set()
        self.paths: Sequence[str] = ()
        self.is_changed = False
        self.now = time.time_ns()
        try:
            held = marshal.loads(self.path.read_bytes())  # our own file in the user's own cache folder
            self.held = held["paths"].split("\0") if held["paths"] else []
            self.stamps.frombytes(held["stamps"])
            self.digests = held["digests"]
            if len(self.stamps) != 3 * len(self.held) or len(self.digests) != 16 * len(self.held):
                raise ValueError
            self.beside = held["beside"]
            self.results = {path: ([Detection(*one) for one in found], why) for path, (found, why) in held["results"].items()}
        except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError):
            self.held, self.stamps, self.beside = [], array("q"), {}

    def look(self) -> None:
        """See which files are as they were. Done while the tree is being listed."""
        base, stat, latest = f"{self.base}/", os.stat, self.now - 2_000_000_000
        for at, (path, size, changed, number) in enumerate(
            zip(self.held, self.stamps[0::3], self.stamps[1::3], self.stamps[2::3], strict=True)
        ):
            if number == _NO_READER:
                continue
            try:
                seen = stat(base + path)
            except OSError:
                self.lost.add(path)
                continue
            if seen.st_mtime_ns == changed < latest and seen.st_size == size and seen.st_ino == number:
                continue
            digest = self.digests[16 * at : 16 * at + 16]  # touched, or so lately that the clock cannot tell
            if _digest(base + path) == digest:
                self.fresh[path] = ((seen.st_size, seen.st_mtime_ns, seen.st_ino), digest)
            else:
                self.lost.add(path)
        for path, rests_on in self.beside.items():
            if any(stamp_of(one) != stamp for one, stamp in rests_on):
                self.fresh.pop(path, None)
                self.lost.add(path)

    def known(self, paths: list[str]) -> tuple[dict[str, Result], list[str]]:
        """What is known of a tree's files as they are now, where they state anything, and the files that are to be read."""
        self.paths = paths
        if paths == self.held and not self.lost:
            self.is_changed = bool(self.fresh)
            self.fresh_results = self.results
            return dict(self.results), []
        there = set(self.held) - self.lost
        waiting = [path for path in paths if path not in there]
        self.is_changed = True
        there.intersection_update(paths)
        self.fresh_results = {path: found for path, found in self.results.items() if path in there}
        return dict(self.fresh_results), waiting

    def put(self, path: str, read: Read) -> None:
        """Keep what a file gave."""
        if read.digest is not None:
            self.fresh[path] = (read.stamp or (0, 0, _NO_READER), read.digest or bytes(16))
            if read.result != ([], None):
                self.fresh_results[path] = read.result
            self.beside.pop(path, None)
            if read.beside:
                self.beside[path] = read.beside

    def save(self) -> None:
        """Write what this run knows, when it knows something new."""
        if not self.is_changed:
            return
        paths: list[str] = []
        stamps, digests = array("q"), bytearray()
        index = {path: at for at, path in enumerate(self.held) if path not in self.lost}
        for path in self.paths:
            new = self.fresh.get(path)
            at = index.get(path)
            if new is not None:
                stamps.extend(new[0])
                digests += new[1]
            elif at is not None:
                stamps.extend(self.stamps[3 * at : 3 * at + 3])
                digests += self.digests[16 * at : 16 * at + 16]
            else:
                continue
            paths.append(path)
        there = set(paths)
        held = {
            "beside": {path: one for path, one in self.beside.items() if path in there},
            "paths": "\0".join(paths), "stamps": stamps.tobytes(), "digests": bytes(digests),
            "results": {path: ([tuple(one) for one in found], why) for path, (found, why) in self.fresh_results.items()},
        }  # fmt: skip
        import tempfile

        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".scan-")
            with os.fdopen(handle, "wb") as file:
                file.write(marshal.dumps(held))
            Path(name).replace(self.path)


_NO_READER = -1
"""In place of a file's number: no reader reads it, whatever it holds."""


def _digest(path: str) -> bytes:
    with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123 - as everywhere here
        return hashlib.blake2b(file.read(), digest_size=16).digest()
    return b""


def _code() -> str:
    """The state of discovery's own code, so that a newer reader reads again."""
    folder = Path(__file__).resolve().parent
    return " ".join(f"{path.stat().st_mtime_ns}" for path in sorted(folder.rglob("*.py")))
