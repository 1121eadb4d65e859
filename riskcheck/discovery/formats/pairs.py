"""Files of `key = value` lines: dotenv, Java properties, INI with its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.discovery.values import Comment, Settings, Value

_PAIR = re.compile(r"^\s*(?:export\s+)?(?P<key>%?[A-Za-z_][\w.\-\[\]]*)\s*[=:]\s*(?P<value>.*?)\s*$")
_COMMENT = re.compile(r"^(\s*)(?:#+|;+|!(?=\s)) ?(.*)$")
_SECTION = re.compile(r"^\s*\[+\s*[\"']?(?P<name>[^\]\"']+?)[\"']?\s*\]+\s*(?:[#;].*)?$")


def of_pairs(text: str) -> Settings:
    """The values of a dotenv or properties file; the last of several counts, as loaders do."""
    return _read(text, sections=False)


def of_ini(text: str) -> Settings:
    """The values of an INI file, below the names of their sections."""
    return _read(text, sections=True)


def _read(text: str, *, sections: bool) -> Settings:
    values: list[Value] = []
    comments: list[Comment] = []
    section: tuple[str, ...] = ()
    for number, one in _lines(text):
        if sections and (head := _SECTION.match(one)):
            section = (head["name"],)
        elif found := _COMMENT.match(one):
            comments.append(Comment(found[2], number, len(one) - len(found[2]) + 1))
        elif pair := _PAIR.match(one):
            raw = pair["value"]
            quoted = re.match(r"""^(["'])(.*?)\1""", raw)
            value = quoted[2] if quoted else re.sub(r"\s+[#;].*$" if sections else r"\s+#.*$", "", raw)
            column = pair.start("value") + 1 + (1 if quoted else 0)
            values.append(Value((*section, *pair["key"].split(".")), value, number, column))
    last = {value.path: value for value in values}
    return Settings(tuple(value for value in values if last[value.path] is value), tuple(comments))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; one that ends in a backslash goes on in the next, at the place of the first."""
    held, start = "", 0
    for number, one in enumerate(text.split("\n"), 1):
        start = start if held else number
        if one.endswith("\\") and not one.endswith("\\\\") and not _COMMENT.match(one):
            held += one[:-1].rstrip() if not held else one[:-1].strip()
            continue
        yield start, held + one.strip() if held else one
        held = ""
    if held:
        yield start, held
