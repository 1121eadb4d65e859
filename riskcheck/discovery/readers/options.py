"""What the words of a command line say by themselves: options with their values, models fetched from a hub, draft models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from riskcheck.discovery import key_words, naming, programs

Word = tuple[str, int, int]
"""A word of a command with its line and column."""
Fetched = tuple[Word, str, str]
"""A word, the model that it names, and why."""

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


def fetched(words: Sequence[Word]) -> Iterator[Fetched]:
    """Models that a command fetches by the scheme of its own that a server has for a hub."""
    for one in words:
        if found := re.match(r"(?:huggingface|hf|modelscope)://([\w.-]+/[\w.-]+)", one[0]):
            yield one, found[1], "fetched from a hub"


def names_a_model(option: str, *, is_server: bool) -> bool:
    """Whether an option's name says model. A server's `--model-name` is what it calls the model, no id."""
    if re.match(programs.MODEL_OPTION, option):
        return True
    if is_server or not option.startswith("--") or naming.refuses(option[2:]) or "served" in option:
        return False
    return naming.names_a_model(option[2:]) or key_words.ends_as_model(option)
