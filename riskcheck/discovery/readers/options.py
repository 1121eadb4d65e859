"""What the words of a command line say by themselves: options with their values, models fetched from a hub, draft models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from riskcheck.discovery.clues import Clues

Word = tuple[str, int, int]
"""A word of a command with its line and column."""
Fetched = tuple[Word, str, str]
"""A word, the model that it names, and why."""

_FETCHERS = frozenset(("git", "curl", "wget", "aria2c", "axel"))
_DRAFT = re.compile(r"""["']model["']\s*:\s*["']([^"']+)["']""")


def placed(words: Sequence[Word]) -> Iterator[tuple[str, Word]]:
    """Options with their values and where these stand."""
    for index, (text, line, column) in enumerate(words):
        name, sign, value = text.partition("=")
        if name.startswith("-") and sign:
            yield name, (value.strip("\"'"), line, column + len(name) + 1)
        elif name.startswith("-") and index + 1 < len(words):
            yield name, words[index + 1]


def drafts(words: Sequence[Word]) -> Iterator[Fetched]:
    """The draft model in the JSON of vLLM's `--speculative-config`."""
    for name, (text, line, column) in placed(words):
        found = _DRAFT.search(text) if re.match(r"--speculative[-_]config$", name) else None
        if found:
            yield (found[1], line, column + found.start(1)), found[1], "drafts for the model that is served"


def fetched(clues: Clues, words: Sequence[Word]) -> Iterator[Fetched]:
    """Models that a command fetches from a hub by URL, or by the scheme of its own that a server has for a hub."""
    for one in words:
        if found := re.match(r"(?:huggingface|hf|modelscope)://([\w.-]+/[\w.-]+)", one[0]):
            yield one, found[1], "fetched from a hub"
    if not words or words[0][0].rpartition("/")[2] not in _FETCHERS:
        return
    for one in words[1:]:
        if clues.is_url(one[0]) and (model := clues.hub_id(one[0])):
            yield one, model, f"fetched by {words[0][0]}"
