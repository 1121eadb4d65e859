"""YAML and JSON documents: bytes in, plain data and the place of every value out.

Scalars are read by the YAML 1.2 core schema, so `NO` is Norway and `on` is a word; dates stay text until a type asks
for one. Duplicate keys, anchors that grow without bound, deep nesting and oversized files are refused with their place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from riskcheck.errors import InputError, Mark, UsageError

MAX_BYTES = 10 * 1024 * 1024
MAX_DEPTH = 64
MAX_VALUES = 500_000
"""Values counted after aliases are followed: what a reader of the data would walk over."""

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed document. `keys` and `values` give (line, column), from 1, of each mapping key and of each value."""

    name: str
    data: Any
    keys: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def mark(self, path: Path_, *, key: bool = False) -> Mark:
        """The place of a value (or of its key), or of the nearest enclosing one that has a place."""
        tables = (self.keys, self.values) if key else (self.values, self.keys)
        while True:
            for table in tables:
                if path in table:
                    return Mark(self.name, *table[path])
            if not path:
                return Mark(self.name)
            path = path[:-1]


def read_text(path: Path, name: str | None = None) -> str:
    """The text of a file. Raises UsageError when it cannot be opened, InputError when it is too large or not UTF-8."""
    shown = name or str(path)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UsageError(f"{shown} is a folder, not a file")
        if size > MAX_BYTES:
            raise _too_large(shown, size)
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no file {shown}", fix="check the path") from None
    except OSError as error:
        raise UsageError(f"cannot read {shown}: {error.strerror or error}") from None
    return decode(raw, shown)


def decode(raw: bytes, name: str) -> str:
    """Bytes as text. Raises InputError with the place of the first byte that is not UTF-8."""
    if len(raw) > MAX_BYTES:
        raise _too_large(name, len(raw))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        problem = f"byte 0x{raw[error.start]:02x} is not valid UTF-8"
        raise InputError(problem, mark=Mark(name, line, column), fix="save the file as UTF-8") from None


def _too_large(name: str, size: int) -> InputError:
    problem = f"the file has {size / 1048576:.0f} MB; at most {MAX_BYTES // 1048576} MB are read"
    return InputError(problem, mark=Mark(name), fix="split it into several manifests")


def parse(text: str, name: str, *, marks: bool = True) -> Source:
    """One YAML or JSON document as plain data. Raises InputError with the place of what is wrong."""
    if not text.strip():
        raise InputError("the file is empty", mark=Mark(name), fix="start with `version: 1`; see `riskcheck schema manifest`")
    return _Reader(text, name, marks).document()


class _Reader:
    """Builds one document from libyaml's events, so that depth and growth are checked before anything is built."""

    def __init__(self, text: str, name: str, marks: bool) -> None:
        self.name = name
        self.marks = marks
        self.keys: dict[Path_, tuple[int, int]] = {}
        self.values: dict[Path_, tuple[int, int]] = {}
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.count = 0
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            self.loader = loader(text)
        except yaml.YAMLError as error:
            raise self._syntax(error) from None

    def document(self) -> Source:
        try:
            self._event()  # stream start
            if isinstance(self._event(), yaml.StreamEndEvent):
                raise InputError("the file holds no document", mark=Mark(self.name), fix="start with `version: 1`")
            data = self._value(self._event(), (), 0)
            self._event()  # document end
            after = self._event()
        finally:
            self.loader.dispose()
        if not isinstance(after, yaml.StreamEndEvent):
            raise InputError("a second document starts here", mark=self._at(after), fix="keep one document a file")
        return Source(self.name, data, self.keys, self.values)

    def _value(self, event: Any, path: Path_, depth: int) -> Any:
        self.count += 1
        if self.count > MAX_VALUES:
            raise InputError(f"more than {MAX_VALUES:,} values", mark=self._at(event), fix="split the file")
        if self.marks:
            start: Any = event.start_mark
            self.values[path] = (start.line + 1, start.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
            if event.anchor:
                self.anchors[event.anchor] = (value, 1)
            return value
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if depth >= MAX_DEPTH:
            raise InputError(f"nested deeper than {MAX_DEPTH} levels", mark=self._at(event), fix="flatten the document")
        before = self.count
        mapping = isinstance(event, yaml.MappingStartEvent)
        built: Any = self._mapping(path, depth) if mapping else self._sequence(path, depth)
        if event.anchor:
            self.anchors[event.anchor] = (built, self.count - before + 1)
        return built

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            fix = "define the anchor before it is used, and not inside itself"
            raise InputError(f"alias '*{event.anchor}' has no value yet", mark=self._at(event), fix=fix)
        value, size = self.anchors[event.anchor]
        self.count += size
        if self.count > MAX_VALUES:
            problem = f"aliases expand to more than {MAX_VALUES:,} values"
            raise InputError(problem, mark=self._at(event), fix="write the values out instead of nesting aliases")
        return value

    def _sequence(self, path: Path_, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._event(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, path: Path_, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        merged: list[dict[str, Any]] = []
        while not isinstance(event := self._event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise InputError("a key must be a plain word", mark=self._at(event), fix="write `key: value`")
            key, place = event.value, self._at(event)
            if key == "<<" and event.implicit[0]:
                merged += self._merged(path, depth)
                continue
            if key in entries:
                raise InputError(f"the key '{key}' stands twice in this mapping", mark=place, fix="keep one of the two")
            if self.marks:
                self.keys[(*path, key)] = (place.line or 1, place.column or 1)
            entries[key] = self._value(self._event(), (*path, key), depth + 1)
        for source in merged:
            entries = {**source, **entries}
        return entries

    def _merged(self, path: Path_, depth: int) -> list[dict[str, Any]]:
        event = self._event()
        value = self._value(event, (*path, "<<"), depth + 1)
        sources = value if isinstance(value, list) else [value]
        if not all(isinstance(source, dict) for source in sources):
            raise InputError("`<<` merges mappings only", mark=self._at(event), fix="point it at a mapping")
        return list(reversed(sources))

    def _event(self) -> Any:
        try:
            return self.loader.get_event()
        except yaml.YAMLError as error:
            raise self._syntax(error) from None

    def _at(self, event: Any) -> Mark:
        mark: Any = event.start_mark
        return Mark(self.name, mark.line + 1, mark.column + 1) if mark else Mark(self.name)

    def _syntax(self, error: yaml.YAMLError) -> InputError:
        mark: Any = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        context = getattr(error, "context", None)
        place = Mark(self.name, mark.line + 1, mark.column + 1) if mark else Mark(self.name)
        if "nesting depth" in problem:  # libyaml from 0.2.6 on counts brackets itself while it looks ahead
            return InputError(f"nested deeper than {MAX_DEPTH} levels", mark=place, fix="flatten the document")
        text = f"not valid YAML: {problem}" + (f" ({context})" if context else "")
        return InputError(text, mark=place, fix="check indentation, quotes and brackets around here")


_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def _scalar(event: Any) -> Any:
    text = event.value
    if not event.implicit[0] or event.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first.isdigit() or first in "+-.":
        if _INTEGER.match(text):
            return int(text) if len(text) < 400 else text
        if _FLOAT.match(text):
            return float(text)
    return text
