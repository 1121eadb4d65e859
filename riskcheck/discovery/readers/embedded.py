"""Programs inside other files: after `python -c`, in a manifest, in a heredoc of a Dockerfile."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from contextlib import suppress

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable

_IMPORT = re.compile(r"^\s*(?:import|from)\s+\w+", re.M)
_JAVASCRIPT = re.compile(
    r"""^\s*(?:(?:const|let|var)\s+[\w{},\s]+=\s*(?:await\s|require\(|new\s)|import\s[^\n]+\sfrom\s+["'])""", re.M
)
_SHELL = re.compile(r"<<-?\s*[\"']?\w+|^\s*(?:pip|python3?|set|export|curl|exec)\s", re.M)


def is_python(text: str) -> bool:
    """Whether a text is a program in Python; a shell script with one in it is not."""
    if not _IMPORT.search(text):
        return False
    try:
        ast.parse(textwrap.dedent(text))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return not _SHELL.search(text)
    return True


def is_javascript(text: str) -> bool:
    """Whether a text is a program in JavaScript."""
    return bool(_JAVASCRIPT.search(text))


def uses_of_javascript(file: SourceFile, clues: Clues, source: str, line: int) -> Iterator[Detection]:
    """The uses in a JavaScript program that begins on a line of a file."""
    from riskcheck.discovery.readers import code

    with suppress(Unreadable):
        for one in code.read(SourceFile(f"{file.path}.js", source), clues):
            row = one.line + line - 1
            yield one._replace(file=file.path, line=row, column=file.find_on(row, one.text))


def uses_of_python(file: SourceFile, clues: Clues, source: str, line: int) -> Iterator[Detection]:
    """The uses in a Python program that begins on a line of a file."""
    from riskcheck.discovery.readers import python

    with suppress(Unreadable):
        for one in python.read(SourceFile(file.path, textwrap.dedent(source)), clues):
            row = one.line + line - 1
            yield one._replace(line=row, column=file.find_on(row, one.text))
