"""Jupyter notebooks: the source of code cells, at the lines of the file; outputs are not read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.readers import python, shell

_MAGIC = re.compile(r"^(\s*)([!%])(.*)$")


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
    code: list[tuple[str, int]] = []
    shells: list[tuple[int, str, int]] = []
    for index, cell in enumerate(cells):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        lines, reach = _placed(file, cell, reach)
        kept: list[tuple[str, int]] = []
        for text, line in lines:
            found = _MAGIC.match(text)
            if found:
                shells.append((index, found[3] if found[2] == "!" else "", line))
                kept.append((f"{found[1]}pass", line))
            else:
                kept.append((text, line))
        try:
            compile("\n".join(one for one, _ in kept), "cell", "exec", flags=0x400, dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        code += kept
    for one in python.read(SourceFile(file.path, "\n".join(text for text, _ in code)), clues):
        line = code[one.line - 1][1] if one.line <= len(code) else one.line
        yield one._replace(line=line, column=file.find_on(line, one.text), reason=f"{one.reason} (in a cell)")
    for index, text, line in shells:
        for one in shell.uses_of_script(file, clues, text, line):
            yield one._replace(line=line, column=file.find_on(line, one.text), reason=f"{one.reason} (cell {index})")


def _placed(file: SourceFile, cell: dict[str, Any], reach: int) -> tuple[list[tuple[str, int]], int]:
    """The lines of a cell with the lines of the file that hold them: each is one JSON string."""
    source = cell.get("source", cell.get("input", []))
    lines = source if isinstance(source, list) else [source]
    placed: list[tuple[str, int]] = []
    for text in lines:
        for encoded in (json.dumps(text, ensure_ascii=False), json.dumps(text)):
            at = file.text.find(encoded, reach)
            if at >= 0:
                reach = at + len(encoded)
                break
        line = file.place(at)[0] if at >= 0 else 1
        placed += [(one, line) for one in str(text).rstrip("\n").split("\n")]
    return placed, reach
