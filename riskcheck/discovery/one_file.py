"""One file through its reader, within limits of size and time."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from riskcheck.discovery import companions, table, walk
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, Read, Result, SourceFile, Stamp, Unreadable
from riskcheck.discovery.marks import marks_of
from riskcheck.discovery.readers import weights
from riskcheck.discovery.table import Surface

SECONDS_A_FILE = 2.0
_LONGEST_LINE = 20_000
"""Bytes; people write no longer line of JavaScript."""


def prepare(clues: Clues) -> None:
    """Make what all files share, once, before processes are forked."""
    marks_of(clues)


def read_file(base: Path, path: str, clues: Clues) -> Result:
    """The detections of one file, and why it could not be read, if so."""
    return read(str(base), path, clues).result


def read(base: str, path: str, clues: Clues) -> Read:
    """Read a file below a folder: a glance at its bytes first, a parser only where a use could be."""
    surface = table.surface_of(path)
    is_packed = path.lower().endswith(".gguf")
    if surface is None and not is_packed:
        return Read(([], None), None, b"")
    try:
        with open(f"{base}/{path}", "rb") as file:  # noqa: PTH123 - a Path costs as much as the reading, for every file
            seen = os.fstat(file.fileno())
            if surface is None:
                return Read((list(weights.read_bytes(path, file.read(weights.HEAD_BYTES), clues)), None))
            if seen.st_size > walk.MOST_BYTES:
                why = f"{seen.st_size / 1e6:,.0f} MB; files above {walk.MOST_BYTES / 1e6:.0f} MB are not read"
                return Read(([], why))
            data = file.read()
    except OSError as error:
        return Read(([], error.strerror or str(error)))
    except Unreadable as error:
        return Read(([], str(error)))
    stamp = (seen.st_size, seen.st_mtime_ns, seen.st_ino)
    result, rests_on = _parsed(base, path, surface, data, clues)
    return Read(result, stamp, hashlib.blake2b(data, digest_size=16).digest(), rests_on)


def _parsed(
    base: str, path: str, surface: Surface, data: bytes, clues: Clues
) -> tuple[Result, tuple[tuple[str, Stamp | None], ...]]:
    """The result of a file's bytes, and the neighbours that it rests on."""
    ending = path.rpartition(".")[2].lower()
    if not table.is_always_read(path, surface) and not marks_of(clues).may_state(ending, data):
        return ([], None), ()
    if b"\0" in data[:8192] or data[:4] == b"PK\x03\x04":
        return ([], "binary content under the name of a text file"), ()
    if surface.name == "javascript" and max(map(len, data.split(b"\n"))) > _LONGEST_LINE:
        return ([], "a bundle of minified code; what it was made from is read where it lies"), ()
    file = SourceFile(path, data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
    beside = companions.NOTHING
    found: list[Detection] = []
    why: str | None = None
    try:
        with _limited(SECONDS_A_FILE):
            beside = companions.beside(base, path, file.text)
            file.beside = beside.variables
            found = sorted(surface.read(file, clues), key=lambda one: (one.line, one.column))
    except Unreadable as error:
        why = str(error)
    except TimeoutError:
        why = f"not read within {SECONDS_A_FILE:g} seconds"
    except RecursionError:
        why = "nested too deeply"
    return (found, why), tuple((one, companions.stamp_of(one)) for one in beside.paths)


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
