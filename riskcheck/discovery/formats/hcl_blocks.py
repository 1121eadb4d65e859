"""HCL: the nested blocks and expressions of Terraform and its kin."""

from __future__ import annotations

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.values import Path, Settings, Value, tree_comments, unescaped


def of_hcl(text: str) -> Settings:
    """The values of a Terraform or OpenTofu file; a block's labels are part of the path. Raises Unreadable."""
    root = trees.parse("hcl", text)
    values: list[Value] = []
    _walk_hcl(root, (), values)
    return Settings(tuple(values), tree_comments(root, "comment"))


def _walk_hcl(node: Node, path: Path, values: list[Value]) -> None:
    if node.type == "block":
        labels = [trees.text_of(one).strip('"') for one in node.named_children if one.type in ("identifier", "string_lit")]
        for one in node.named_children:
            if one.type == "body":
                _walk_hcl(one, (*path, *labels, f"@{node.start_point.row}"), values)
    elif node.type == "attribute":
        key, *rest = node.named_children
        found: list[Value] = []
        for one in rest[:1]:
            _hcl_expression(one, (*path, trees.text_of(key)), found)
        is_type = path[:1] == ("variable",) and trees.text_of(key) == "type"
        values += [one for one in found if one.is_literal or not is_type]
    else:
        for one in node.named_children:
            _walk_hcl(one, path, values)


def _hcl_expression(node: Node, path: Path, values: list[Value]) -> None:
    inner = node
    while inner.type in ("expression", "literal_value", "collection_value", "template_expr") and len(inner.named_children) == 1:
        inner = inner.named_children[0]
    line, column = trees.place(inner)
    if inner.type == "object":
        for one in inner.named_children:
            key, value = one.child_by_field_name("key"), one.child_by_field_name("val")
            if key is not None and value is not None:
                _hcl_expression(value, (*path, trees.text_of(key).strip('"')), values)
    elif inner.type == "tuple":
        for index, one in enumerate(part for part in inner.named_children if part.type == "expression"):
            _hcl_expression(one, (*path, index), values)
    elif inner.type == "function_call" or (
        inner.type == "conditional"
        and path[-1:] not in (("count",), ("for_each",))
        and any(map(_is_text, inner.named_children[1:]))
    ):
        for one in _hcl_arguments(inner) if inner.type == "function_call" else filter(_is_text, inner.named_children[1:]):
            _hcl_expression(one, path, values)
    elif inner.type in ("string_lit", "quoted_template"):
        raw = trees.text_of(inner)
        values.append(Value(path, unescaped(raw[1:-1]), line, column + 1))
    elif inner.type == "heredoc_template":
        body = trees.text_of(inner).split("\n")
        values.append(Value(path, "\n".join(body[1:-1]), line + 1, 1, True))
    else:
        text = trees.text_of(inner)
        is_literal = inner.type in ("numeric_lit", "bool_lit", "null_lit")
        values.append(Value(path, text, line, column, False, is_literal))


def _hcl_arguments(call: Node) -> list[Node]:
    """The arguments of a function that can be its value: for `optional` the default, for `coalesce` what is written out."""
    name = trees.text_of(call.named_children[0])
    arguments = trees.children(call, "function_arguments")
    if name in ("optional", "lookup"):
        return arguments[1:] if name == "optional" else arguments[2:]
    if name in ("coalesce", "try", "one", "coalescelist"):
        return [one for one in arguments if _is_text(one)] or arguments
    return arguments


def _is_text(node: Node) -> bool:
    text = trees.text_of(node).strip()
    return text.startswith(('"', "{", "[")) and '"' in text and (text[0] != '"' or "${" not in text)
