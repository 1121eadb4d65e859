"""Bodies of requests that a command sends: the model that one asks for, or that a server is to fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_settings
from riskcheck.discovery.readers.options import Word

JSON_MODEL = re.compile(r"""\\?["']model\\?["']\s*:\s*\\?["']([^"'\\]+)\\?["']""")
"""The model in the JSON body of a request, also where its quotes are escaped."""
_FETCHED = {
    "pull": re.compile(r"""\\?["'](?:name|model)\\?["']\s*:\s*\\?["']([\w./:${}-]+)"""),
    "create": re.compile(r"""\\?["']from\\?["']\s*:\s*\\?["']([\w./:-]+)"""),
}
"""Where the model stands that a request to Ollama's own API has it fetch."""


def line_of_model(clues: Clues, words: Sequence[Word]) -> int | None:
    """The line of the model in the body among a command's words; None where there is none."""
    for text, line, _ in words:
        found = JSON_MODEL.search(text)
        if found and clues.could_be_model(found[1]):
            return line + text[: found.start(1)].count("\n")
    return None


def uses_of_payload(
    file: SourceFile, clues: Clues, node: Node, line: int, turns: Mapping[str, Sequence[Word]] = MappingProxyType({})
) -> Iterator[Detection]:
    """A model inside a JSON payload of a command, with the host that it is sent to. turns: what loops around it go through."""
    text = trees.text_of(node)
    if command_settings.is_speech(text.split(maxsplit=1)[0] if text.strip() else ""):
        return
    url = next((one for one in re.findall(r"https?://[^\s\"'\\]+", text) if clues.host(one)), None)
    asked = re.search(r"/api/(pull|create)\b", text)
    for found in (_FETCHED[asked[1]] if asked else JSON_MODEL).finditer(text):
        for item, row, column in turns.get(found[1].strip("${}"), ()) if asked else ():
            yield clues.use(
                file, row, item, column=column, model=item, channel="self-hosted", reason="fetched by a request to Ollama"
            )
        if clues.could_be_model(found[1]) and (url or asked or clues.knows(found[1])):
            row = node.start_point.row + text[: found.start(1)].count("\n") + line
            yield clues.use(
                file, row, found[1], model=found[1], url=url, channel="self-hosted" if asked and not url else None,
                reason="fetched by a request to Ollama" if asked else "in the payload of a request",
            )  # fmt: skip
