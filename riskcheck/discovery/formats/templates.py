"""Go templates around YAML, as Helm has them: blanked so that the rest can be parsed, with what they say themselves kept."""

from __future__ import annotations

import re
from typing import NamedTuple

_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LONG = re.compile(r"\{\{-?\s*/\*.*?\*/\s*-?\}\}|\{\{[^{}]*\n[^{}]*\}\}", re.S)
_STEP = re.compile(r"\{\{-?\s*(if|else if|else|with|range|define|block|end)\b([^}]*)\}\}")
_DEFAULT = re.compile(r"""\bdefault\s+["']([^"']+)["']""")
_SET = re.compile(r"""\{\{-?\s*(\$\w+)\s*:=[^}]*\bdefault\s+["']([^"']+)["'][^}]*\}\}""")


class Blanked(NamedTuple):
    """A text without its templates, of the same lines and columns. defaults: what the templates of a line fall back to."""

    text: str
    defaults: dict[int, list[str]]


def blanked(text: str) -> Blanked:
    """Templates blanked at their full length: a line of nothing else becomes empty, a value becomes a word."""
    defaults: dict[int, list[str]] = {}
    variables = {found[1]: found[2] for found in _SET.finditer(text)}

    def blank(found: re.Match[str]) -> str:
        default = _DEFAULT.search(found.group(0))
        variable = re.match(r"\{\{-?\s*(\$\w+)\s*(?:\|\s*quote\s*)?-?\}\}", found.group(0))
        if variable and variable[1] in variables:
            return variables[variable[1]]
        named = re.search(r"\.Values\.([\w.]+)", found.group(0))
        word = default[1] if default else f"$({named[1]})" if named else "x"
        return (word if len(word) <= len(found.group(0)) else "x").ljust(len(found.group(0)))

    lines = []
    for number, one in enumerate(_LONG.sub(lambda found: re.sub(r"[^\n]", " ", found.group(0)), text).split("\n"), 1):
        bare = _TEMPLATE.sub("", one).strip()
        lines.append("" if not bare and _TEMPLATE.search(one) else _TEMPLATE.sub(blank, one))
        told = [*_DEFAULT.findall(one), *(default for name, default in variables.items() if re.search(rf"\{name}\b", one))]
        if lines[-1] and told:
            defaults[number] = told
    return Blanked("\n".join(lines), defaults)


def dispatched(text: str) -> frozenset[int]:
    """The lines that only apply for one value of a setting: `if eq .Values.provider "x"` chooses between possibilities."""
    if "{{" not in text or " eq " not in text:
        return frozenset()
    found: set[int] = set()
    open_steps: list[bool] = []
    for number, line in enumerate(text.split("\n"), 1):
        for step in _STEP.finditer(line):
            kind, is_choice = step[1], bool(re.search(r"\beq\b.*\.Values\b.*[\"']|\beq\b.*[\"'].*\.Values\b", step[2]))
            if kind == "end":
                open_steps[-1:] = []
            elif kind.startswith("else"):
                open_steps[-1:] = [is_choice]
            else:
                open_steps.append(is_choice)
        if any(open_steps):
            found.add(number)
    return frozenset(found)
