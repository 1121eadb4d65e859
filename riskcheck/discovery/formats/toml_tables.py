"""TOML: tables and arrays of tables."""

from __future__ import annotations

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.values import Path, Settings, Value, tree_comments


def of_toml(text: str) -> Settings:
    """The values of a TOML document. Raises Unreadable."""
    root = trees.parse("toml", text)
    values: list[Value] = []
    arrays: dict[Path, int] = {}
    for child in root.named_children:
        if child.type in ("table", "table_array_element"):
            head, *pairs = child.named_children
            path: Path = tuple(_toml_key(head))
            if child.type == "table_array_element":
                arrays[path] = arrays.get(path, -1) + 1
                path = (*path, arrays[path])
            for pair in pairs:
                _walk_toml(pair, path, values)
        else:
            _walk_toml(child, (), values)
    return Settings(tuple(values), tree_comments(root, "comment"))


def _toml_key(node: Node) -> list[str]:
    if node.type == "dotted_key":
        return [part for one in node.named_children for part in _toml_key(one)]
    return [trees.text_of(node).strip("\"'")]


def _walk_toml(node: Node, path: Path, values: list[Value]) -> None:
    if node.type == "pair":
        key, *rest = node.named_children
        for value in rest[:1]:
            _walk_toml(value, (*path, *_toml_key(key)), values)
    elif node.type == "inline_table":
        for one in node.named_children:
            _walk_toml(one, path, values)
    elif node.type == "array":
        for index, one in enumerate(part for part in node.named_children if part.type != "comment"):
            _walk_toml(one, (*path, index), values)
    elif node.type == "string":
        raw = trees.text_of(node)
        quotes = 3 if raw[:3] in ('"""', "'''") else 1
        line, column = trees.place(node)
        values.append(Value(path, raw[quotes:-quotes], line, column + quotes, quotes == 3))
    elif node.type in ("integer", "float", "boolean"):
        values.append(Value(path, trees.text_of(node), *trees.place(node)))
