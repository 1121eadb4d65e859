"""Globs over names, found by how they begin: only the few that can fit are compiled."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator
from functools import cache
from typing import Generic, TypeVar

Value = TypeVar("Value")
_HEAD = 24


class GlobIndex(Generic[Value]):
    """Globs (`qwen*`, `deepseek-?1`) with a value each. Names and globs are compared in lower case."""

    def __init__(self) -> None:
        self._by_head: dict[str, list[tuple[int, str, Value]]] = {}

    def add(self, glob: str, value: Value) -> None:
        """Enter one more glob."""
        weight = len(glob.replace("*", "").replace("?", ""))
        self._by_head.setdefault(literal_head(glob), []).append((weight, glob.lower(), value))

    def candidates(self, name: str, shortest: int = 0) -> Iterator[tuple[int, str, Value]]:
        """Weight (literal characters), glob and value of those whose literal head begins the name, longest head first.

        shortest: the least length of the head; 1 leaves out globs that start with a wildcard.
        """
        for length in range(min(len(name), _HEAD), shortest - 1, -1):
            yield from self._by_head.get(name[:length], ())


def literal_head(glob: str) -> str:
    """What every name that fits must begin with."""
    cut = min((glob.index(char) for char in "*?[" if char in glob), default=len(glob))
    return glob[:cut].lower()[:_HEAD]


def fits(glob: str, name: str) -> bool:
    """Whether the whole lower-case name is one of the glob's."""
    return _compiled(glob).fullmatch(name) is not None


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(glob))
