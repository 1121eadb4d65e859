"""Makefiles and justfiles: variables with their defaults, and recipes as the shell scripts that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.discovery import variables
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.readers import shell

_MAKE = re.compile(
    r"^(?![\t#]) *(?:[\w./%$() -]+:\s+)?(?:export\s+|override\s+)*([\w.-]+)\s*(\?=|:{0,3}=|\+=)\s*(.*?)(?:\s+#.*)?\s*$"
)
_INDENTED = re.compile(r" +(?:export |override )*[\w.-]+ *(?:\?=|:{1,3}=|\+=| = )")
"""A variable set inside `ifeq`: recipes start with a tab."""
_MAKE_OR = re.compile(r"\$\((?:or|if)\s+\$[({]\w+[)}],\s*(?:\$[({]\w+[)}],\s*)?([^\s$()]+)\)")
"""`$(or $(MODEL),default)`, and its longer form with `if`."""
_JUST = re.compile(r"^(?:export\s+)?([\w-]+)\s*:=\s*(.*?)(?:\s+#.*)?\s*$")
_JUST_DEFAULT = re.compile(r"""(?:env_var_or_default|env)\(\s*["'](\w+)["']\s*,\s*["']([^"']*)["']\s*\)""")
_JUST_PARAMETER = re.compile(r"""([\w-]+)=["']([^"']+)["']""")


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a Makefile or justfile. `?=` and defaults of the environment make a default."""
    known: dict[str, str] = {}
    is_just = "just" in file.name
    script = []
    for number, text in enumerate(file.lines, 1):
        is_set = not is_just and _INDENTED.match(text) is not None and not file.lines[number - 2].endswith("\\")
        is_recipe = text.startswith((" ", "\t")) and bool(text.strip()) and not is_set
        if is_recipe:
            script.append(_recipe(text, is_just))
            continue
        script.append(text if text.startswith("#") else "")
        for name, value, column, state in _settings(text, is_just):
            told = variables.was_told(value, known)
            known.setdefault(name, value)
            if is_just and (own := _JUST.match(text)):
                known.setdefault(own[1].upper().replace("-", "_"), value)
            if not told:
                yield from variables.uses_of_variable(file, clues, name, value, number, known, column=column, state=state)
    yield from shell.uses_of_script(file, clues, "\n".join(script), 1, variables=known)


def _settings(text: str, is_just: bool) -> Iterator[tuple[str, str, int, State]]:
    """Names, values, columns and states of what a line outside recipes sets."""
    if not is_just:
        found = _MAKE.match(text)
        if found and (chosen := _MAKE_OR.fullmatch(found[3])):
            yield found[1], chosen[1], found.start(3) + chosen.start(1) + 1, "default"
        elif found:
            yield found[1], found[3].strip("\"'"), found.start(3) + 1, "default" if found[2] == "?=" else "active"
        return
    if found := _JUST.match(text):
        default = _JUST_DEFAULT.search(found[2])
        if default:
            yield default[1], default[2], found.start(2) + default.start(2) + 1, "default"
        else:
            yield found[1].upper().replace("-", "_"), found[2].strip("\"'"), found.start(2) + 2, "active"
    elif re.match(r"^@?[\w-]+[^:=]*\s[^:]*=.*:", text):
        for found in _JUST_PARAMETER.finditer(text):
            yield found[1].upper().replace("-", "_"), found[2], found.start(2) + 1, "default"


def _recipe(text: str, is_just: bool) -> str:
    """A line of a recipe as shell, every word at its column."""
    bare = re.sub(r"^(\s+[@\-+]*)", lambda found: " " * len(found[0]), text)
    if is_just:
        return re.sub(r"\{\{\s*([\w-]+)\s*\}\}", lambda found: f"${{{found[1].upper()}}}".ljust(len(found[0])), bare)
    bare = re.sub(r"\$\$(\{?\w+\}?)", lambda found: f"${found[1]} ", bare)
    return re.sub(r"\$\((\w+)\)", r"${\1}", bare)
