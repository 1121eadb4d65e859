"""Configuration as what it comes down to: values with the keys that lead to them, and where each stands.

YAML, JSON, TOML, HCL, Bicep and Nix become a `Settings` here, lines of pairs in `pairs`; what the values mean is read in one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml
from tree_sitter import Node

from riskcheck.discovery import templates, trees
from riskcheck.discovery.detection import Unreadable

MOST_DEPTH = 64
MOST_VALUES = 60_000
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


# --- YAML ---------------------------------------------------------------------------------------------------------------

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"^(\s*)#+ ?(.*)$")


def of_yaml(text: str, line: int = 1, column: int = 1, *, lenient: bool = True) -> Settings:
    """The values of one or more YAML documents that begin at a place. Template lines are blanked, the rest is kept.

    Raises Unreadable for what is no YAML, nested too deeply or grows through aliases.
    """
    if "\x00" in text[:4096]:
        raise Unreadable("binary content")
    only_for: frozenset[int] = frozenset()
    try:
        values = tuple(_yaml_values(text, line, column))
    except yaml.YAMLError as error:
        bare = templates.blanked(text) if lenient and ("{{" in text or "{%" in text) else None
        if bare is None or bare.text == text:
            raise Unreadable(f"not YAML: {_problem(error, line)}") from None
        try:
            values = tuple(
                _with_defaults(one, bare.defaults.get(one.line - line + 1)) for one in _yaml_values(bare.text, line, column)
            )
        except yaml.YAMLError as again:
            raise Unreadable(f"not YAML, even without its templates: {_problem(again, line)}") from None
        only_for = frozenset(number + line - 1 for number in templates.dispatched(text))
    except (RecursionError, ValueError) as error:
        raise Unreadable(f"not YAML: {type(error).__name__}") from None
    return Settings(values, tuple(_hash_comments(text, line)), only_for)


def _with_defaults(value: Value, defaults: list[str] | None) -> Value:
    """A value that a template falls back to, written as a shell does, so that it is followed like every other default."""
    if value.is_block or not defaults:
        return value
    text = value.text.strip()
    for one in defaults:
        if one in text:
            return value._replace(text=text.replace(one, f"${{values:-{one}}}", 1))
    return value


def _problem(error: yaml.YAMLError, line: int) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" in line {mark.line + line}" if mark else ""
    return f"{getattr(error, 'problem', None) or 'cannot be parsed'}{where}"


_SHORT_FORMS: dict[str, Path] = {"!If": ("Fn::If",), "!Sub": ("Fn::Sub",)}
"""Functions of CloudFormation over a list, and their long form."""


def _yaml_values(text: str, line: int, column: int) -> Iterator[Value]:
    count = 0
    lines = text.split("\n")
    for number, root in enumerate(yaml.compose_all(_bounded(text), Loader=_LOADER)):
        waiting: list[tuple[yaml.Node, Path, int]] = [(root, (), 0)] if root else []
        while waiting:
            node, path, depth = waiting.pop()
            count += 1
            if depth > MOST_DEPTH or count > MOST_VALUES:
                raise Unreadable("nested too deeply" if depth > MOST_DEPTH else "more values than a configuration has")
            if isinstance(node, yaml.MappingNode):
                waiting += reversed(
                    [
                        (value, (*path, str(key.value) if isinstance(key, yaml.ScalarNode) else "?"), depth + 1)
                        for key, value in node.value
                    ]
                )
            elif isinstance(node, yaml.SequenceNode) and node.tag in _SHORT_FORMS:
                waiting += reversed([(one, (*path, *_SHORT_FORMS[node.tag], at), depth + 1) for at, one in enumerate(node.value)])
            elif isinstance(node, yaml.SequenceNode):
                waiting += reversed([(value, (*path, index), depth + 1) for index, value in enumerate(node.value)])
            else:
                yield _yaml_scalar(node, path, line, column, lines)._replace(document=number)


def _yaml_scalar(node: Any, path: Path, line: int, column: int, lines: list[str]) -> Value:
    mark = node.start_mark
    is_block = node.style in ("|", ">")
    first = mark.line + line + (1 if is_block else 0)
    start = 1 if is_block else mark.column + 1 + (column - 1 if mark.line == 0 else 0) + (1 if node.style in ("'", '"') else 0)
    tag = str(node.tag)
    if tag.startswith("!") and not tag.startswith("!!") and tag not in ("!", "!Sub", "!Join"):
        return Value(path, f"{tag} {node.value}", first, start, False, False)
    if mark.line < node.end_mark.line and not is_block and "\\" not in node.value and node.value:  # goes on in the next lines
        raw = [one.strip() for one in lines[mark.line : node.end_mark.line + 1]]
        raw[0], raw[-1] = lines[mark.line][mark.column :].strip(), lines[node.end_mark.line][: node.end_mark.column].strip()
        return Value(path, " \\\n".join(raw).strip(str(node.style or " ")), first, start)
    if node.style == ">":  # folded: one line to its reader, but words keep their places as a continued one
        raw = [one.strip() for one in lines[mark.line + 1 : node.end_mark.line + (0 if node.end_mark.column == 0 else 1)]]
        return Value(path, " \\\n".join(one for one in raw if one or raw), first, start, True)
    return Value(path, str(node.value), first, start, is_block)


def _bounded(text: str) -> str:
    """Refuses what makes the parser itself too deep or too slow."""
    deepest = depth = 0
    for char in re.findall(r"[\[\]{}]", text):
        depth += 1 if char in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > 200:
        raise Unreadable("nested too deeply")
    longest = max((len(one) - len(one.lstrip(" -")) for one in text.split("\n")), default=0)
    if longest > 2_000:
        raise Unreadable("nested too deeply")
    return text


def _hash_comments(text: str, line: int) -> Iterator[Comment]:
    for number, one in enumerate(text.split("\n")):
        if (found := _COMMENT.match(one)) and found[2].strip():
            yield Comment(found[2], number + line, len(one) - len(found[2]) + 1)


# --- languages with a tree-sitter grammar ---------------------------------------------------------------------------------


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
        values.append(Value(path, _unescaped(trees.text_of(node)[1:-1]), line, column + 1))
    elif node.type in ("number", "true", "false", "null"):
        values.append(Value(path, trees.text_of(node), *trees.place(node)))
    else:
        for one in node.named_children:
            _walk_json(one, path, values)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    table = {"n": "\n", "t": "\t", "r": "", '"': '"', "\\": "\\", "/": "/"}
    return re.sub(r"\\(.)", lambda found: table.get(found[1], found[0]), text)


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


# --- HCL, Bicep: keys and values of nested blocks --------------------------------------------------------------------


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
        values.append(Value(path, _unescaped(raw[1:-1]), line, column + 1))
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


def of_bicep(text: str) -> Settings:
    """The values of a Bicep file; parameters with a default stand under `param`. Raises Unreadable."""
    root = trees.parse("bicep", text)
    values: list[Value] = []
    for node in root.named_children:
        names = [trees.text_of(one) for one in node.named_children if one.type == "identifier"]
        kind = "param" if node.type == "parameter_declaration" else "var" if node.type == "variable_declaration" else "resource"
        _walk_bicep(node, (kind, *names[:1]), values)
    return Settings(tuple(values), tree_comments(root, "comment", "line_comment", "block_comment", "diagnostic_comment"))


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


READERS: dict[str, Callable[[str], Settings]] = {
    "yaml": of_yaml, "json": of_json, "toml": of_toml, "hcl": of_hcl, "bicep": of_bicep,
}  # fmt: skip
"""By language."""
