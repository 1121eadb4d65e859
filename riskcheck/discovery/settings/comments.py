"""Settings and command lines that are commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from riskcheck.discovery import key_words
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_lines
from riskcheck.discovery.values import Comment


def joined(comments: Sequence[Comment]) -> Iterator[Comment]:
    """The comments, each with the lines that it goes on in: after a backslash, and where an option's value stands alone."""
    waiting: Comment | None = None
    last = 0
    for one in comments:
        goes_on = waiting is not None and one.line == last + 1 and _GOES_ON.search(waiting.text)
        if waiting is not None and goes_on:
            waiting = waiting._replace(text=f"{waiting.text}\n{one.text}")
        else:
            if waiting is not None:
                yield waiting
            waiting = one
        last = one.line
    if waiting is not None:
        yield waiting


_GOES_ON = re.compile(r"\\\s*$|(?:^|\n)\s*-\s+[\"']?--?[a-z][\w-]*[\"']?\s*$")
"""How a line of a command ends that goes on in the next: with a backslash, or with an option of a list, `- --model`."""


def uses_of_comment(file: SourceFile, clues: Clues, comment: Comment) -> Iterator[Detection]:
    """Settings that are commented out: `key: value`, `KEY=value`, `- --model=x`."""
    found = (
        None
        if "\n" in comment.text
        else re.match(r"^\s*(?:-\s+)?[\"']?([\w.\-]+)[\"']?\s*[:=]\s*[\"']?([^\s\"',#]+)", comment.text)
    )
    if found:
        key, text = found[1], found[2]
        column = comment.column + found.start(2)
        model = clues.in_folder(text) or text
        service = clues.variable(key)
        is_told = clues.knows(model) or model != text or (service and "MODEL" in service[1] and clues.could_be_model(text))
        if (key_words.plain(key) in key_words.MODEL_KEYS or "MODEL" in key) and is_told:
            yield clues.use(file, comment.line, text, column=column, model=model, state="commented", reason="in a comment")
        elif clues.is_url(text) and clues.host(text):
            yield clues.use(file, comment.line, text, column=column, url=text, state="commented", reason="in a comment")
        return
    words = [
        (one.strip("\"'"), comment.line + row, comment.column)
        for row, part in enumerate(comment.text.split("\n"))
        for one in part.lstrip("- " if row == 0 else " ").split()
        if one not in ("\\", "-")
    ]
    option = re.match(r"^\s*-*\s*[\"']?--model(?:[= ]|-(?:id|path)[= ]|[\"']?\s*\n\s*-\s+)[\"']?([\w./:@-]+)", comment.text)
    if option and clues.knows(option[1]):
        line = comment.line + comment.text[: option.start(1)].count("\n")
        yield clues.use(file, line, option[1], model=option[1], state="commented", reason="in a comment")
        return
    for one in command_lines.uses_of_words(file, clues, words, {}):
        yield one._replace(state="commented", column=file.find_on(one.line, one.text), reason="in a comment")
