"""Settings and command lines that are commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.discovery import key_words
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_lines
from riskcheck.discovery.values import Comment


def uses_of_comment(file: SourceFile, clues: Clues, comment: Comment) -> Iterator[Detection]:
    """Settings that are commented out: `key: value`, `KEY=value`, `- --model=x`."""
    found = re.match(r"^\s*(?:-\s+)?[\"']?([\w.\-]+)[\"']?\s*[:=]\s*[\"']?([^\s\"',#]+)", comment.text)
    if found:
        key, text = found[1], found[2]
        column = comment.column + found.start(2)
        is_model = (key_words.plain(key) in key_words.MODEL_KEYS or "MODEL" in key) and clues.knows(text)
        if is_model:
            yield clues.use(file, comment.line, text, column=column, model=text, state="commented", reason="in a comment")
        elif clues.is_url(text) and clues.host(text):
            yield clues.use(file, comment.line, text, column=column, url=text, state="commented", reason="in a comment")
        return
    words = [(one.strip("\"'"), comment.line, comment.column) for one in comment.text.lstrip("- ").split()]
    option = re.match(r"^-*\s*[\"']?--model(?:[= ]|-id[= ])[\"']?([\w./:@-]+)", comment.text)
    if option and clues.knows(option[1]):
        yield clues.use(file, comment.line, option[1], model=option[1], state="commented", reason="in a comment")
        return
    for one in command_lines.uses_of_words(file, clues, words, {}):
        yield one._replace(state="commented", column=file.find_on(one.line, one.text), reason="in a comment")
