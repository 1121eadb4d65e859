"""Globs over names, found by how they begin, the most specific first; only the few that need it become patterns."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")
_KEY = 3


class _Entry(NamedTuple, Generic[Value]):
    weight: int
    head: str
    glob: str
    is_prefix: bool
    value: Value


class GlobIndex(Generic[Value]):
    """Globs (`qwen*`, `deepseek-?1`) with a value each. Names and globs are compared in lower case."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[_Entry[Value]]] = {}
        self._loose: list[_Entry[Value]] = []
        self._cores: list[str] = []
        self._is_loose: dict[str, bool] = {}
        self._is_ready = True

    def add(self, glob: str, value: Value) -> None:
        """Enter one more glob."""
        lower = glob.lower()
        head = literal_head(lower)
        weight = len(lower.replace("*", "").replace("?", ""))
        entry = _Entry(weight, head, lower, lower == head + "*", value)
        (self._by_key.setdefault(head[:_KEY], []) if len(head) >= _KEY else self._loose).append(entry)
        self._is_ready = False

    def best(self, name: str, takes: Callable[[Value], bool] | None = None, *, is_anchored: bool = False) -> Value | None:
        """The value of the most specific glob that fits the whole lower-case name.

        takes: leaves out values. is_anchored: only globs that say how the name begins.
        """
        if not self._is_ready:
            self._make_ready()
        found: _Entry[Value] | None = None
        buckets: tuple[Sequence[_Entry[Value]], ...] = (self._by_key.get(name[:_KEY], ()), self._loose_for(name))
        for bucket in buckets:
            for entry in bucket:
                if found is not None and entry.weight <= found.weight:
                    break
                if name.startswith(entry.head) and (entry.is_prefix or fits(entry.glob, name)):
                    if is_anchored and not entry.head:
                        continue
                    if takes is None or takes(entry.value):
                        found = entry
                        break
        return found.value if found is not None else None

    def _loose_for(self, name: str) -> Sequence[_Entry[Value]]:
        if not self._loose:
            return ()
        if name not in self._is_loose:
            self._is_loose[name] = any(core in name for core in self._cores)
        return self._loose if self._is_loose[name] else ()

    def _make_ready(self) -> None:
        for bucket in (self._loose, *self._by_key.values()):
            bucket.sort(key=lambda entry: -entry.weight)
        self._cores = sorted({max(re.split(r"[*?]", entry.glob), key=len) for entry in self._loose}, key=len)
        self._is_ready = True


def literal_head(glob: str) -> str:
    """What every name that fits must begin with."""
    cut = min((glob.index(char) for char in "*?[" if char in glob), default=len(glob))
    return glob[:cut]


def fits(glob: str, name: str) -> bool:
    """Whether the whole name is one of the glob's."""
    return _compiled(glob).fullmatch(name) is not None


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(glob))
