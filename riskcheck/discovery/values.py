"""Configuration as what it comes down to: values with the keys that lead to them, and where each stands.

The formats are read in `formats`; what the values mean is read in `settings`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from riskcheck.discovery import trees

Path = tuple[str | int, ...]


class Value(NamedTuple):
    """A scalar. text: as a reader of the language gets it. is_block: it spans lines, so it may hold another document.

    is_literal: False for an expression such as `var.model`, whose text is then its source. document: which of a file's.
    """

    path: Path
    text: str
    line: int
    column: int
    is_block: bool = False
    is_literal: bool = True
    document: int = 0

    @property
    def key(self) -> str:
        """The last name on the way to it."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "")


class Comment(NamedTuple):
    """A comment without its mark."""

    text: str
    line: int
    column: int


class Settings(NamedTuple):
    """A file's values in its order, and its comments. dispatched: lines that apply for one value of a setting only."""

    values: tuple[Value, ...]
    comments: tuple[Comment, ...] = ()
    dispatched: frozenset[int] = frozenset()


def tree_comments(root: Node, *kinds: str) -> tuple[Comment, ...]:
    """The comments of a syntax tree, line by line, without their marks."""
    found = []
    for node in trees.every(root, *kinds):
        line, column = trees.place(node)
        for number, one in enumerate(trees.text_of(node).split("\n")):
            bare = re.sub(r"^\s*(?:#+|//+|/\*+|\*+)\s?", "", one).removesuffix("*/")
            if bare.strip():
                found.append(Comment(bare, line + number, (column if number == 0 else 1) + len(one) - len(bare)))
    return tuple(found)


def unescaped(text: str) -> str:
    """What a string with escapes by `\\` stands for."""
    if "\\" not in text:
        return text
    table = {"n": "\n", "t": "\t", "r": "", '"': '"', "\\": "\\", "/": "/"}
    return re.sub(r"\\(.)", lambda found: table.get(found[1], found[0]), text)
