"""Ollama Modelfiles: `FROM` names the base, `ADAPTER` what is put on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """The base of a Modelfile; a local file is an unresolved use, for its name proves nothing."""
    is_quoted = False
    for number, text in enumerate(file.lines, 1):
        begins_quoted, is_quoted = is_quoted, is_quoted ^ (text.count('"""') % 2 == 1)
        if begins_quoted:  # a prompt or template over several lines
            continue
        found = re.match(r"^(\s*#\s*)?(FROM|ADAPTER)\s+(\S+)", text, re.I)
        if not found:
            continue
        name, column = found[3].strip("\"'"), found.start(3) + 1
        if re.match(r"^(?:\.{0,2}/|~|[A-Za-z]:\\)|.*\.(?:gguf|safetensors|bin)$", name):
            if not found[1]:
                yield clues.use(
                    file,
                    number,
                    name,
                    column=column,
                    channel="self-hosted",
                    confidence="unresolved",
                    reason="weights in a local file; `riskcheck identify` reads what they say of themselves",
                )
        elif clues.could_be_model(name) and not name.startswith("$"):
            yield clues.use(
                file,
                number,
                name,
                column=column,
                model=name,
                channel="self-hosted",
                state="commented" if found[1] else "active",
                reason=f"{found[2].upper()} names the model",
            )
