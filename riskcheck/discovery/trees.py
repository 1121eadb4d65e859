"""Syntax trees of every language that discovery reads, by tree-sitter grammars: they survive broken files.

A grammar is loaded when the first file of its language is read.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from tree_sitter import Language, Node, Parser

from riskcheck.discovery.detection import Unreadable

MOST_BYTES = 2_000_000
"""Longer files of a language are data, not configuration or code."""
MOST_DEPTH = 400

_GRAMMARS: dict[str, tuple[str, str]] = {
    # language: module of its grammar, and the function that gives it
    "bash": ("tree_sitter_bash", "language"),
    "bicep": ("tree_sitter_bicep", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
    "go": ("tree_sitter_go", "language"),
    "hcl": ("tree_sitter_hcl", "language"),
    "java": ("tree_sitter_java", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "json": ("tree_sitter_json", "language"),
    "kotlin": ("tree_sitter_kotlin", "language"),
    "nix": ("tree_sitter_nix", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "ruby": ("tree_sitter_ruby", "language"),
    "rust": ("tree_sitter_rust", "language"),
    "toml": ("tree_sitter_toml", "language"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
}


@cache
def _parser(language: str) -> Parser:
    module, function = _GRAMMARS[language]
    capsule: Any = getattr(importlib.import_module(module), function)()
    return Parser(Language(capsule))


def parse(language: str, text: str) -> Node:
    """The root of a text's syntax tree. Raises Unreadable for a text that is too long or nested too deeply."""
    data = text.encode()
    if len(data) > MOST_BYTES:
        raise Unreadable(f"{len(data) / 1e6:.0f} MB are too many for a file of {language}")
    root = _parser(language).parse(data).root_node
    if is_too_deep(root):
        raise Unreadable("nested too deeply")
    return root


def is_too_deep(root: Node) -> bool:
    """Whether a tree is deeper than anything that people write."""
    cursor, depth = root.walk(), 0
    while True:
        if cursor.goto_first_child():
            depth += 1
            if depth > MOST_DEPTH:
                return True
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return False
            depth -= 1


def text_of(node: Node) -> str:
    """The source of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def place(node: Node) -> tuple[int, int]:
    """Line and column of a node, from 1; columns count bytes, as tree-sitter does."""
    return node.start_point.row + 1, node.start_point.column + 1


def children(node: Node, kind: str) -> list[Node]:
    """The named children of a node's children of one kind."""
    return [one for part in node.named_children if part.type == kind for one in part.named_children]


def children_of_kind(node: Node, kind: str, field: str) -> list[Node]:
    """What stands in one field of a node's children of one kind."""
    return [one for part in node.children if part.type == kind if (one := part.child_by_field_name(field)) is not None]


def every(node: Node, *kinds: str) -> Iterator[Node]:
    """The nodes of some kinds below a node, itself among them, in the order of the source."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type in kinds:
            yield one
        waiting.extend(reversed(one.children))


def by_kind(root: Node, kinds: frozenset[str]) -> dict[str, list[Node]]:
    """The nodes of a tree by kind, in one walk."""
    found: dict[str, list[Node]] = {}
    waiting = [root]
    while waiting:
        one = waiting.pop()
        kind = one.type
        if kind in kinds:
            found.setdefault(kind, []).append(one)
        waiting.extend(one.children)
    return found
