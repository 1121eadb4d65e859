"""Command lines in configurations: which container serves models, and the words of a command with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riskcheck.discovery import programs
from riskcheck.discovery.detection import SourceFile
from riskcheck.discovery.readers.options import Word
from riskcheck.discovery.values import Path, Value


def servers(values: Sequence[Value]) -> frozenset[Path]:
    """The containers whose image serves models, and KServe's predictors that are served by a language model's runtime."""
    found: set[Path] = set()
    for value in values:
        last = str(value.path[-1]).lower() if value.path else ""
        if last in ("image", "repository") and any(image in value.text for image in programs.IMAGES):
            found.add(value.path[: -2 if value.path[-2:] == ("image", "repository") else -1])
        elif value.path[-2:] == ("modelFormat", "name") and value.text.lower() in ("huggingface", "vllm", "tgi"):
            found.add(value.path[:-2])
    return frozenset(found)


def split(file: SourceFile, value: Value) -> list[Word]:
    """The words of a command in one text, each with its own line and column."""
    found: list[Word] = []
    for row, part in enumerate(value.text.split("\n")):
        line = value.line + row
        for one in re.finditer(r"\"[^\"]*\"|'[^']*'|\S+", part):
            word = one.group(0).strip("\"'")
            if word != "\\":
                at_start = row == 0 and not value.is_block
                found.append((word, line, value.column + one.start() if at_start else file.find_on(line, word)))
    return found
