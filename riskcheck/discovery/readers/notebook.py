"""Jupyter notebooks: the source of code cells, at the lines of the file; outputs are not read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.readers import python, python_tables, shell

_MAGIC = re.compile(r"^(?P<indent>\s*)(?:(?P<name>\w+)\s*=\s*)?(?P<sign>!!?|%%?)(?P<rest>.*)$")
_TIMED = re.compile(r"^(?:time|timeit|prun|memit|lprun)\s+(?:-\S+\s+)*")
_ENVIRONMENT = re.compile(r"^(?:set_)?env\s+(?P<name>\w+)(?:\s*=\s*|\s+)(?P<value>\S.*)$")
_SHELLS = re.compile(r"^\s*%%(?:bash|sh|shell|script\s+(?:ba|z)?sh)\b")
_SQL = re.compile(r"^\s*%%?sql\b")
Line = tuple[str, int]
"""A line of a cell, and the line of the file that holds it."""


class Cells(NamedTuple):
    """What the code cells of a notebook hold, by language: Python, shell scripts with their cell, SQL."""

    code: list[Line]
    scripts: list[tuple[int, list[Line]]]
    queries: list[Line]
    known: dict[str, str]


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a notebook. A cell that does not parse costs only itself. Raises Unreadable for what is no notebook."""
    try:
        document = json.loads(file.text)
        cells = (
            document["cells"] if "cells" in document else [cell for sheet in document["worksheets"] for cell in sheet["cells"]]
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(f"not a notebook: {type(error).__name__}: {error}") from None
    if not isinstance(cells, list):
        raise Unreadable("not a notebook: its cells are no list")
    reach = 0
    held = Cells([], [], [], {})
    for index, cell in enumerate(cells):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            lines, reach = _placed(file, cell, reach)
            _sort(held, index, lines)
    text = "\n".join(one for one, _ in held.code)
    for one in python.read(SourceFile(file.path, text), clues):
        line = held.code[one.line - 1][1] if one.line <= len(held.code) else one.line
        yield one._replace(line=line, column=file.find_on(line, one.text), reason=f"{one.reason} (in a cell)")
    for index, script in held.scripts:
        for one in shell.uses_of_script(file, clues, "\n".join(line for line, _ in script), 1, variables=held.known):
            line = script[min(one.line, len(script)) - 1][1]
            yield one._replace(line=line, column=file.find_on(line, one.text), reason=f"{one.reason} (cell {index})")
    for query, line in held.queries:
        for found in python_tables.SQL_CALL.finditer(query):
            yield clues.use(file, line, found["id"], model=found["id"], reason="called by a query")


def _sort(held: Cells, index: int, lines: Sequence[Line]) -> None:
    """Share out a cell's lines: a whole cell of another language, single commands, and Python that parses."""
    first = next((text for text, _ in lines if text.strip()), "")
    if _SHELLS.match(first):
        held.scripts.append((index, [("", lines[0][1]), *lines[1:]]))
        return
    if _SQL.match(first):
        held.queries.extend(lines)
        return
    kept: list[Line] = []
    is_command = False
    for text, line in lines:
        found = None if is_command else _MAGIC.match(text)
        if is_command:
            held.scripts[-1][1].append((text, line))
            kept.append(("pass", line) if not kept or not kept[-1][0].startswith((" ", "\t")) else (kept[-1][0], line))
        elif found is None:
            kept.append((text, line))
        elif found["sign"] == "%" and (timed := _TIMED.match(found["rest"])) is not None:
            kept.append((found["indent"] + found["rest"][timed.end() :], line))
        else:
            kept.append((f"{found['indent']}{found['name'] + ' = None' if found['name'] else 'pass'}", line))
            if (setting := _ENVIRONMENT.match(found["rest"])) is not None and found["sign"] == "%":
                held.known[setting["name"]] = setting["value"]
                held.scripts.append((index, [(f"export {setting['name']}='{setting['value']}'", line)]))
            elif found["sign"].startswith("!"):
                held.scripts.append((index, [(found["rest"], line)]))
        is_command = (is_command or (found is not None and found["sign"].startswith("!"))) and text.rstrip().endswith("\\")
    try:
        compile("\n".join(one for one, _ in kept), "cell", "exec", flags=0x400, dont_inherit=True)
    except (SyntaxError, ValueError):
        return
    held.code.extend(kept)


def _placed(file: SourceFile, cell: dict[str, Any], reach: int) -> tuple[list[Line], int]:
    """The lines of a cell with the lines of the file that hold them: each is one JSON string."""
    source = cell.get("source", cell.get("input", []))
    lines = source if isinstance(source, list) else [source]
    placed: list[Line] = []
    for text in lines:
        for encoded in (json.dumps(text, ensure_ascii=False), json.dumps(text)):
            at = file.text.find(encoded, reach)
            if at >= 0:
                reach = at + len(encoded)
                break
        line = file.place(at)[0] if at >= 0 else 1
        placed += [(one, line) for one in str(text).rstrip("\n").split("\n")]
    return placed, reach
