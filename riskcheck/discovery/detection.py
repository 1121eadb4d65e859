"""What discovery answers: a model use at a place in a file, with its state and how sure we are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

State = Literal["active", "default", "disabled", "commented", "capability", "sample"]
"""`active`: used as the file stands. `default`: used unless a variable says otherwise. `disabled`: switched off by a flag
beside it. `commented`: in a comment. `capability`: could be used (a dependency, an allowed list, a table of hosts).
`sample`: in documentation, tests or examples. Only the first two gate."""

Confidence = Literal["declared", "inferred", "unresolved"]
"""`declared`: the file says it outright. `inferred`: follows from a default, a name or a convention. `unresolved`:
something is used here, and `reason` says which value is missing."""

GATING: frozenset[str] = frozenset({"active", "default"})


class Detection(NamedTuple):
    """One use. `file` is relative with `/`; line and column count from 1; `text` is what was seen there.

    model: the id as written. host: a host name. provider: a catalog id. channel, region: where determinable.
    """

    file: str
    line: int
    column: int
    text: str
    model: str | None = None
    host: str | None = None
    provider: str | None = None
    channel: str | None = None
    region: str | None = None
    state: State = "active"
    confidence: Confidence = "declared"
    reason: str = ""


Result = tuple[list[Detection], str | None]
"""What a file gave: its detections, and why it could not be read, if so."""
Stamp = tuple[int, int, int]
"""Size, time of modification in nanoseconds and number of a file: while they stay, so does its content."""


class Read(NamedTuple):
    """A file's result, and what to know the file by; digest is None for one that is looked at anew each time.

    beside: the paths of what else it rests on, with their stamps.
    """

    result: Result
    stamp: Stamp | None = None
    digest: bytes | None = None
    beside: tuple[tuple[str, Stamp | None], ...] = ()


class Unreadable(Exception):
    """A file that a reader cannot parse; the message says what is wrong, for a warning that names the file."""


class SourceFile:
    """A text file of the tree: `path` is relative with `/`."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.variables: Mapping[str, str] = {}
        """What is set around a document that stands inside another."""
        self.beside: Mapping[str, str] = {}
        """What files beside this one set; a use is told there and here."""

    @property
    def name(self) -> str:
        """The file's own name, in lower case."""
        return self.path.rpartition("/")[2].lower()

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, as `str.split('\\n')` gives them."""
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.lines[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of a character offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def find_on(self, line: int, text: str) -> int:
        """The column, from 1, at which a text stands on a line; 1 where it does not."""
        at = self.lines[line - 1].find(text) if 0 < line <= len(self.lines) else -1
        return at + 1 if at >= 0 else 1
