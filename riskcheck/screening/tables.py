"""Arrays and strings in one file that is mapped into memory: nothing is read before it is needed.

Numbers are stored in the machine's own order; a file from another kind of machine, of another layout or cut short is
told by its header, and counts as no file.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

_MAGIC = b"riskcheck-index-"


def blob(texts: Iterable[str]) -> tuple[array[int], bytes]:
    """Strings as offsets and bytes."""
    offsets, parts, at = array("I", [0]), [], 0
    for text in texts:
        data = text.encode()
        parts.append(data)
        at += len(data)
        offsets.append(at)
    return offsets, b"".join(parts)


def rows(groups: Iterable[Sequence[int]]) -> tuple[array[int], array[int]]:
    """Lists of numbers as offsets and one array."""
    offsets, flat = array("I", [0]), array("I")
    for group in groups:
        flat.extend(group)
        offsets.append(len(flat))
    return offsets, flat


def hashed(pairs: Iterable[tuple[str, int]]) -> tuple[array[int], array[int]]:
    """A multimap from string to number as two arrays, sorted by a 32-bit hash; finders must check what they find."""
    ordered = sorted({(crc32(text.encode()), number) for text, number in pairs})
    return array("I", (one for one, _ in ordered)), array("I", (one for _, one in ordered))


def write(path: Path, version: str, about: Mapping[str, Any], sections: Mapping[str, array[Any] | bytes]) -> None:
    """Write sections as one file, at once: a reader sees the whole file or the one before."""
    directory: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name, data in sections.items():
        size = len(data) if isinstance(data, bytes) else len(data) * data.itemsize
        directory[name] = ("b" if isinstance(data, bytes) else data.typecode, at, size)
        at += size + -size % 8
    header = json.dumps({"version": version, "order": sys.byteorder, "size": at, "about": about, "sections": directory}).encode()
    header += b" " * (-(len(_MAGIC) + 8 + len(header)) % 8)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".index-")
    with os.fdopen(handle, "wb") as file:
        file.write(_MAGIC + len(header).to_bytes(8, "big") + header)
        for data in sections.values():
            raw = data if isinstance(data, bytes) else data.tobytes()
            file.write(raw + b"\0" * (-len(raw) % 8))
    Path(name).replace(path)


class Tables:
    """A file of `write`, mapped. Raises ValueError or OSError for anything else."""

    def __init__(self, path: Path, version: str) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise ValueError("not an index")
        start = len(_MAGIC) + 8
        size = int.from_bytes(self._map[len(_MAGIC) : start], "big")
        header = json.loads(self._map[start : start + size])
        start += size
        if header["version"] != version or header["order"] != sys.byteorder or len(self._map) != start + header["size"]:
            raise ValueError("an index of another kind")
        self.about: dict[str, Any] = header["about"]
        whole = memoryview(self._map)
        self._views: dict[str, memoryview] = {
            name: whole[start + at : start + at + length].cast(kind if kind != "b" else "B")
            for name, (kind, at, length) in header["sections"].items()
        }

    def numbers(self, name: str) -> memoryview:
        """A section of numbers."""
        return self._views[name]

    def text(self, offsets: memoryview, data: memoryview, index: int) -> str:
        """One string of a blob."""
        return bytes(data[offsets[index] : offsets[index + 1]]).decode()

    @staticmethod
    def find(hashes: memoryview, values: memoryview, text: str) -> Iterator[int]:
        """The numbers that a hashed multimap may hold for a string."""
        wanted = crc32(text.encode())
        at = bisect_left(hashes, wanted)
        end = len(hashes)
        while at < end and hashes[at] == wanted:
            yield values[at]
            at += 1
