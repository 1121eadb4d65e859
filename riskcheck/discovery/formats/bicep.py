"""Bicep: parameters, variables and resources."""

from __future__ import annotations

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.values import Path, Settings, Value, tree_comments


def of_bicep(text: str) -> Settings:
    """The values of a Bicep file; parameters with a default stand under `param`. Raises Unreadable."""
    root = trees.parse("bicep", text)
    values: list[Value] = []
    for node in root.named_children:
        names = [trees.text_of(one) for one in node.named_children if one.type == "identifier"]
        _walk_bicep(node, (_KINDS.get(node.type, "resource"), *names[:1]), values)
    return Settings(tuple(values), tree_comments(root, "comment", "line_comment", "block_comment", "diagnostic_comment"))


_KINDS = {"parameter_declaration": "param", "variable_declaration": "var", "output_declaration": "output"}


def _walk_bicep(node: Node, path: Path, values: list[Value]) -> None:
    if node.type == "object_property":
        key, *rest = node.named_children
        for one in rest[-1:]:
            _walk_bicep(one, (*path, trees.text_of(key).strip("'")), values)
    elif node.type == "string":
        line, column = trees.place(node)
        values.append(Value(path, trees.text_of(node).strip("'"), line, column + 1, False, "${" not in trees.text_of(node)))
    elif (
        node.type in ("identifier", "member_expression")
        and path
        and node.parent is not None
        and node.parent.type == "object_property"
    ):
        values.append(Value(path, trees.text_of(node), *trees.place(node), False, False))
    elif node.type in ("number", "boolean"):
        values.append(Value(path, trees.text_of(node), *trees.place(node)))
    elif node.type in ("for_statement", "if_statement", "ternary_expression"):
        _walk_bicep_choice(node, path, values)
    elif node.type == "array":
        for index, one in enumerate(node.named_children):
            _walk_bicep(one, (*path, index), values)
    elif node.type not in ("decorators", "decorator"):
        for one in node.named_children:
            _walk_bicep(one, path, values)


def _walk_bicep_choice(node: Node, path: Path, values: list[Value]) -> None:
    """A loop, whose variable stands for what is told where its list is; or a condition, which becomes a flag `if`."""
    condition, *rest = node.named_children
    found: list[Value] = []
    for one in rest[-1:] if node.type == "for_statement" else rest:
        _walk_bicep(one, path, found)
    if node.type == "for_statement":
        item = next((trees.text_of(one) for one in node.named_children if one.type == "identifier"), "")
        found = [one for one in found if one.is_literal or not one.text.startswith(f"{item}.")]
    elif node.type == "if_statement":
        values.append(Value((*path, "if"), trees.text_of(condition).strip("()"), *trees.place(condition), False, False))
    values += found
