"""YAML as a tree of nodes that know where they stand, built event by event so that no input can make it deep or slow.

Templates (Go, Jinja) are put aside before parsing and put back into the values; lines keep their numbers throughout.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import yaml

from riskcheck.discovery.detection import Unreadable

MOST_CHARACTERS = 2_000_000
MOST_LINE = 500_000
MOST_NODES = 100_000
MOST_DEPTH = 64
_MOST_REPAIRS = 12
_REPAIRABLE = 200_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ODD_BREAKS = str.maketrans({"\r": " ", "\x85": " ", "\u2028": " ", "\u2029": " ", "\t": " ", "\ufeff": " "})
_HELD, _FILL = "\ue000", "\ue001"
"""What stands in for a template: characters that YAML takes as letters and nobody writes."""
_OPEN = re.compile(r"(?<!\$)\{[{%]")
_CONTROL = re.compile(
    r"^\{%|^\{#|^\{\{-?\s*(?:if|else|end|range|with|define|block|template|break|continue|/\*|\$\w+\s*:?=)(?![\w.])|^\{\{-?\s*/\*"
)


@dataclass(slots=True, eq=False)
class Node:
    """A place in a document. line, column: of the value itself, after its quote.

    script: a scalar's text with one line for each line of the file from `first` on, indented by `indent` there.
    """

    kind: Literal["map", "list", "scalar"]
    line: int
    column: int
    text: str = ""
    style: str = ""
    tag: str = ""
    script: str = ""
    first: int = 0
    indent: int = 0
    entries: list[tuple[Node, Node]] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether the scalar is a block, `|` or `>`."""
        return self.style in ("|", ">")

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """The entries of a mapping, those it merges in (`<<`) last."""
        merged: list[Node] = []
        own = set()
        for key, value in self.entries:
            if key.text == "<<":
                merged += value.items if value.kind == "list" else [value]
            else:
                own.add(key.text)
                yield key, value
        for one in merged:
            if one is not self:
                yield from ((key, value) for key, value in one.entries if key.text not in own and key.text != "<<")

    def get(self, *path: str) -> Node | None:
        """The node that keys lead to; None where one is missing."""
        node: Node | None = self
        for name in path:
            node = next((value for key, value in node.pairs() if key.text == name), None) if node else None
        return node

    def word(self, *path: str) -> str:
        """The text that keys lead to, empty where there is none."""
        node = self.get(*path)
        return node.text if node is not None and node.kind == "scalar" else ""


def documents(text: str, line: int = 1, indent: int = 0) -> list[Node]:
    """The documents of a text that begins on a line, indented by some columns. Raises Unreadable."""
    _refuse(text)
    held: list[tuple[int, str]] = []
    prepared = text.translate(_ODD_BREAKS)
    if "{{" in prepared or "{%" in prepared:
        prepared = _put_aside(prepared, held)
    for repair in range(_MOST_REPAIRS + 1):
        try:
            return list(_Composer(prepared, held, line, indent).documents())
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = f"{getattr(error, 'problem', None) or 'cannot be parsed'}" + (
                f" in line {mark.line + line}" if mark else ""
            )
            if not held or mark is None or repair == _MOST_REPAIRS or len(text) > _REPAIRABLE:
                raise Unreadable(f"not YAML: {problem}") from None
            prepared = _without_line(prepared, mark.line)
        except (RecursionError, ValueError) as error:
            raise Unreadable(f"not YAML: {type(error).__name__}") from None
    raise Unreadable("not YAML")


def every(node: Node) -> Iterator[Node]:
    """A node and all below it, each once, in the order of the file."""
    waiting, seen = [node], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += reversed([value for _, value in one.entries] + one.items)


def _refuse(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"{len(text) / 1e6:.0f} MB are too many for a configuration")
    if "\x00" in text[:4096] or text.startswith("PK\x03\x04"):
        raise Unreadable("binary content")
    if len(text) > MOST_LINE and max(map(len, text.split("\n"))) > MOST_LINE:
        raise Unreadable("a line is too long for a configuration")


def _without_line(text: str, number: int) -> str:
    """The text with a line that cannot be parsed emptied; the line before it when that one is empty already."""
    lines = text.split("\n")
    number = min(number, len(lines) - 1)
    while number > 0 and not lines[number].strip():
        number -= 1
    lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _put_aside(text: str, held: list[tuple[int, str]]) -> str:
    """Templates replaced at their full length: by spaces where they steer or stand alone on a line, else by a held word."""
    parts: list[str] = []
    at = 0
    while (start := _next_open(text, at)) >= 0:
        close = {"{{": "}}", "{%": "%}"}[text[start : start + 2]]
        end = text.find(close, start + 2)
        if end < 0:
            break
        end += 2
        raw = text[start:end]
        parts.append(text[at:start])
        if _CONTROL.match(raw) or "\n" in raw or _is_alone(text, start, end):
            parts.append(re.sub(r"[^\n]", " ", raw))
        else:
            held.append((start, raw))
            parts.append(_HELD + _FILL * (len(raw) - 1))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _next_open(text: str, at: int) -> int:
    """The next template, not counting `${{`, which is an expression of a workflow."""
    found = _OPEN.search(text, at)
    return found.start() if found else -1


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a line holds nothing but templates from here on and nothing before: an include, not a value."""
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    rest = text[end : after if after >= 0 else len(text)]
    return not text[before:start].strip() and not rest.strip().strip("}{%-")


class _Composer:
    """Builds trees from the parser's events, with a stack of its own."""

    def __init__(self, text: str, held: Sequence[tuple[int, str]], line: int, indent: int) -> None:
        self.text, self.lines = text, text.split("\n")
        self.held, self.starts = held, [start for start, _ in held]
        self.line, self.indent = line, indent
        self.anchors: dict[str, Node] = {}
        self.count = 0

    def documents(self) -> Iterator[Node]:
        """The root of each document that is not empty."""
        stack: list[tuple[Node, list[Node]]] = []
        root: Node | None = None
        for event in yaml.parse(self.text, Loader=_LOADER):
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                node, parts = stack.pop()
                if node.kind == "map":
                    node.entries = list(zip(parts[::2], parts[1::2], strict=False))
                else:
                    node.items = parts
            elif isinstance(event, yaml.DocumentStartEvent):
                self.anchors, root = {}, None
            elif isinstance(event, yaml.DocumentEndEvent):
                if root is not None and (root.kind != "scalar" or root.text):
                    yield root
            elif isinstance(event, yaml.NodeEvent):
                one = self._node(event)
                root = root or one
                if stack:
                    stack[-1][1].append(one)
                if one.kind != "scalar" and not isinstance(event, yaml.AliasEvent):
                    stack.append((one, []))
                    if len(stack) > MOST_DEPTH:
                        raise Unreadable("nested too deeply")

    def _node(self, event: yaml.NodeEvent) -> Node:
        self.count += 1
        if self.count > MOST_NODES:
            raise Unreadable("more values than a configuration has")
        if isinstance(event, yaml.AliasEvent):
            return self.anchors.get(event.anchor) or Node("scalar", event.start_mark.line + self.line, 1)
        mark = event.start_mark
        line, column = mark.line + self.line, mark.column + 1 + self.indent
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, line, column)
        else:
            node = Node("map" if isinstance(event, yaml.MappingStartEvent) else "list", line, column, tag=event.tag or "")
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Node:
        start, end = event.start_mark, event.end_mark
        style = event.style or ""
        node = Node("scalar", line, column, self._put_back(event.value, start.index, end.index), style, event.tag or "")
        if style in ("|", ">"):
            rows = self.lines[start.line + 1 : max(end.line + (1 if end.column else 0), start.line + 1)]
            depth = next((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), 0)
            node.first = node.line = line + 1
            node.indent = depth + self.indent
            node.column = node.indent + 1
            node.script = node.text if style == "|" else self._joined([row[depth:] for row in rows], start.index, end.index)
            return node
        if style in ("'", '"'):
            node.column += 1
        node.first, node.indent, node.script = line, 0, node.text
        if end.line > start.line:
            quote = 1 if style in ("'", '"') else 0
            rows = self.lines[start.line : end.line + 1]
            rows[-1] = rows[-1][: max(end.column - quote, 0)]
            rows[0] = rows[0][start.column + quote :]
            node.script = self._joined(rows, start.index, end.index)
        return node

    def _joined(self, rows: Sequence[str], start: int, end: int) -> str:
        """Folded lines as one command: every line continues on the next, an empty one ends it."""
        text = ""
        for index, row in enumerate(rows):
            following = rows[index + 1] if index + 1 < len(rows) else ""
            goes_on = row.strip() and following.strip() and not row.rstrip().endswith("\\")
            text += row.rstrip() + (" \\" if goes_on else "") + ("\n" if index + 1 < len(rows) else "")
        return self._put_back(text, start, end)

    def _put_back(self, text: str, start: int, end: int) -> str:
        if _HELD not in text:
            return text
        templates = iter(self.held[bisect_left(self.starts, start) : bisect_left(self.starts, end)])
        return re.sub(f"{_HELD}{_FILL}*", lambda found: next(templates, (0, found.group(0)))[1], text)
