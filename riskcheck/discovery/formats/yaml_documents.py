"""YAML: one or more documents, with templates blanked where they are in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from riskcheck.discovery.detection import Unreadable
from riskcheck.discovery.formats import templates
from riskcheck.discovery.values import Comment, Path, Settings, Value

MOST_DEPTH = 64
MOST_VALUES = 60_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"^(\s*)#+ ?(.*)$")
_SHORT_FORMS: dict[str, Path] = {"!If": ("Fn::If",), "!Sub": ("Fn::Sub",)}
"""Functions of CloudFormation over a list, and their long form."""


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
