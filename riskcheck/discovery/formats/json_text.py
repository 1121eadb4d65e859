"""JSON, comments and trailing commas allowed."""

from __future__ import annotations

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.detection import Unreadable
from riskcheck.discovery.values import Path, Settings, Value, tree_comments, unescaped


def of_json(text: str) -> Settings:
    """The values of a JSON document, comments and trailing commas allowed. Raises Unreadable."""
    root = trees.parse("json", text)
    if root.has_error and not any(True for _ in trees.every(root, "pair")):
        raise Unreadable("not JSON")
    values: list[Value] = []
    _walk_json(root, (), values)
    return Settings(tuple(values), tree_comments(root, "comment"))


def _walk_json(node: Node, path: Path, values: list[Value]) -> None:
    if node.type == "object":
        for pair in node.named_children:
            if pair.type == "pair":
                key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
                if key is not None and value is not None:
                    _walk_json(value, (*path, trees.text_of(key).strip('"')), values)
    elif node.type == "array":
        items = [one for one in node.named_children if one.type != "comment"]
        for index, one in enumerate(items):
            _walk_json(one, (*path, index), values)
    elif node.type == "string":
        line, column = trees.place(node)
        values.append(Value(path, unescaped(trees.text_of(node)[1:-1]), line, column + 1))
    elif node.type in ("number", "true", "false", "null"):
        values.append(Value(path, trees.text_of(node), *trees.place(node)))
    else:
        for one in node.named_children:
            _walk_json(one, path, values)
