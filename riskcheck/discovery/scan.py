"""A tree to its detections: every file through its reader, over several processes, and kept by content between runs."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from riskcheck import __version__
from riskcheck.discovery import table, walk
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.readers import weights
from riskcheck.reading import state

SECONDS_A_FILE = 2.0
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
    clues: Clues,
    *,
    jobs: int | None = None,
    cache: bool = True,
    key: str = "",
    progress: Progress = lambda done, whole: None,
) -> Scan:
    """Read a tree or one file. key: names the catalog that the clues come from, so that a cache of another is not used."""
    base = root if root.is_dir() else root.parent
    paths = list(walk.files(root))
    kept = _Cache(base, key) if cache else None
    results: dict[str, tuple[list[Detection], str | None]] = {}
    waiting: list[str] = []
    for path in paths:
        known = kept.get(path) if kept else None
        if known is not None:
            results[path] = known
        else:
            waiting.append(path)
    workers = min(jobs or os.cpu_count() or 1, 8)
    for done, (path, found) in enumerate(_read_all(base, waiting, clues, workers), 1):
        results[path] = found
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


def _read_all(
    base: Path, paths: Sequence[str], clues: Clues, workers: int
) -> Iterator[tuple[str, tuple[list[Detection], str | None]]]:
    if workers < 2 or len(paths) < _TOGETHER:
        for path in paths:
            yield path, read_file(base, path, clues)
        return
    import multiprocessing

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    _start(clues)  # forked workers inherit it and pay nothing for it
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method), initializer=_start, initargs=(clues,)) as pool:
        chunks = [list(paths[at : at + 64]) for at in range(0, len(paths), 64)]
        for chunk, answers in zip(chunks, pool.map(_read_chunk, [(str(base), chunk) for chunk in chunks]), strict=True):
            yield from zip(chunk, answers, strict=True)


def _read_chunk(job: tuple[str, list[str]]) -> list[tuple[list[Detection], str | None]]:
    assert _shared is not None
    return [read_file(Path(job[0]), path, _shared) for path in job[1]]


def read_file(base: Path, path: str, clues: Clues) -> tuple[list[Detection], str | None]:
    """The detections of one file, and why it could not be read, if so."""
    full = base / path
    try:
        if path.lower().endswith(".gguf"):
            with full.open("rb") as file:
                return list(weights.read_bytes(path, file.read(weights.HEAD_BYTES), clues)), None
        surface = table.surface_of(path)
        if surface is None:
            return [], None
        if full.stat().st_size > walk.MOST_BYTES:
            return [], f"{full.stat().st_size / 1e6:,.0f} MB; files above {walk.MOST_BYTES / 1e6:.0f} MB are not read"
        data = full.read_bytes()
        if not table.MARKS.search(data):
            return [], None
        if b"\0" in data[:8192] or data[:4] == b"PK\x03\x04":
            return [], "binary content under the name of a text file"
        with _limited(SECONDS_A_FILE):
            return list(surface.read(SourceFile(path, data.decode("utf-8-sig", "replace").replace("\r\n", "\n")), clues)), None
    except Unreadable as error:
        return [], str(error)
    except TimeoutError:
        return [], f"not read within {SECONDS_A_FILE:g} seconds"
    except OSError as error:
        return [], error.strerror or str(error)
    except RecursionError:
        return [], "nested too deeply"


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TimeoutError after some seconds, where the platform and the thread allow it."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def late(number: int, frame: Any) -> None:
        raise TimeoutError

    try:
        before = signal.signal(signal.SIGALRM, late)
    except ValueError:  # not the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


_Result = tuple[list[Detection], str | None]


class _Cache:
    """Results of a tree's files by content; an untouched size, time and place stand in for content that was not read again."""

    def __init__(self, base: Path, key: str) -> None:
        self.base = base
        name = hashlib.sha256(f"{base.resolve()}\0{key}\0{__version__}\0{_code()}".encode()).hexdigest()[:32]
        self.path = state.cache_home() / "cache" / f"scan-{name}.pickle"
        self.held: dict[str, tuple[tuple[int, int, int], bytes, _Result]] = {}
        self.fresh: dict[str, tuple[tuple[int, int, int], bytes, _Result]] = {}
        self.is_changed = False
        with suppress(OSError, pickle.PickleError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
            self.held = pickle.loads(self.path.read_bytes())  # our own file in the user's own cache folder

    def get(self, path: str) -> _Result | None:
        """The result for a file that is as it was."""
        held = self.held.get(path)
        if held is None:
            return None
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

    def put(self, path: str, result: _Result) -> None:
        """Keep a result."""
        self.is_changed = True
        stamp = self._stamp(path)
        if stamp is not None:
            self.fresh[path] = (stamp, self._digest(path), result)

    def _stamp(self, path: str) -> tuple[int, int, int] | None:
        try:
            seen = os.stat(f"{self.base}/{path}")  # noqa: PTH116 - three times as fast, for every file of an estate
        except OSError:
            return None
        return seen.st_size, seen.st_mtime_ns, seen.st_ino

    def _digest(self, path: str) -> bytes:
        full = self.base / path
        with suppress(OSError):
            if full.stat().st_size <= walk.MOST_BYTES:
                return hashlib.blake2b(full.read_bytes(), digest_size=16).digest()
        return os.urandom(16)  # never equal: such a file is looked at again

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
