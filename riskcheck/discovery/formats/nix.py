"""Nix expressions: attribute sets as settings, with the names that `let` binds, and what the functions of modules are given."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.values import Path, Settings, Value, tree_comments


def of_nix(text: str) -> Settings:
    """The values of a Nix expression. Raises Unreadable."""
    root = trees.parse("nix", text)
    values: list[Value] = []
    _walk(root, (), values)
    bound = {
        ".".join(map(str, one.path[one.path.index("let") + 1 :])): one.text
        for one in values
        if "let" in one.path and one.is_literal
    }
    return Settings(tuple(_settled(one, bound) for one in values), tree_comments(root, "comment"))


def _settled(value: Value, bound: Mapping[str, str]) -> Value:
    """A value with the name that is bound in the same file followed, and an alias of a shell read as the command it is."""
    if not value.is_literal and value.text in bound:
        value = value._replace(text=bound[value.text], is_literal=True)
    if "shellAliases" in value.path[:-1]:
        value = value._replace(path=(*value.path, "command"))
    return value


def _walk_call(node: Node, path: Path, values: list[Value]) -> None:
    """What a function is given, not its name: `mkDefault "x"`; `mkIf false {...}` switches off what it holds."""
    if re.match(r"(?:lib\.)?(?:mkIf|optionalAttrs|optionals) false\b", trees.text_of(node)):
        values.append(Value((*path, "enable"), "false", *trees.place(node)))
    for one in node.named_children[1:]:
        _walk(one, path, values)


def _walk(node: Node, path: Path, values: list[Value]) -> None:
    if node.type == "let_expression":
        for one in node.named_children:
            _walk(one, (*path, "let") if one.type == "binding_set" else path, values)
    elif node.type == "binding":
        attributes, value = node.child_by_field_name("attrpath"), node.child_by_field_name("expression")
        if attributes is not None and value is not None:
            keys = [trees.text_of(one).strip('"') for one in attributes.named_children]
            _walk(value, (*path, *keys), values)
    elif node.type == "apply_expression":
        _walk_call(node, path, values)
    elif node.type == "list_expression":
        for index, one in enumerate(node.named_children):
            _walk(one, (*path, index), values)
    elif node.type in ("string_expression", "indented_string_expression"):
        quotes = 1 if node.type == "string_expression" else 2
        line, column = trees.place(node)
        text = re.sub(  # a program by its package: the path to it keeps its length
            r"\$\{pkgs[^{}]*\}(?=/bin/)", lambda found: "/" * len(found.group(0)), trees.text_of(node)[quotes:-quotes]
        )
        values.append(Value(path, text, line, column + quotes, quotes == 2 and "\n" in text))
    elif node.type in ("variable_expression", "integer_expression", "select_expression"):
        is_literal = node.type == "integer_expression" or trees.text_of(node) in ("true", "false", "null")
        values.append(Value(path, trees.text_of(node), *trees.place(node), False, is_literal))
    else:
        for one in node.named_children:
            _walk(one, path, values)
