"""Dockerfiles: variables, what is run while building, and what is started."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from riskcheck.discovery import programs, variables
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_lines, embedded, shell
from riskcheck.discovery.readers.options import Word

_INSTRUCTION = re.compile(r"^\s*(?:ONBUILD\s+)?(?P<name>[A-Za-z]+)\s+(?P<rest>.*)$", re.S)
_PAIR = re.compile(r"""(\w+)=("[^"]*"|'[^']*'|\S+)""")


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a Dockerfile; instructions over several lines keep the lines of their parts."""
    known: dict[str, str] = {}
    is_server = False
    for line, text in _instructions(file):
        if text.lstrip().startswith("#"):
            yield from _commented(file, clues, line, text)
            continue
        found = _INSTRUCTION.match(text)
        if found is None:
            continue
        name, rest = found["name"].upper(), found["rest"]
        if name == "FROM":
            is_server = command_lines.is_server_image(rest.split()[0])
            image = rest.split()[0]
            if programs.IMAGE_OF_MODEL.match(image):
                yield clues.use(file, line, image, model=image, channel="self-hosted", reason="an image that holds a model")
        elif name in ("ENV", "ARG"):
            for one in _variables(file, clues, line, rest, known, is_default=name == "ARG"):
                yield (
                    one._replace(channel="self-hosted") if is_server and one.model and not one.host and not one.provider else one
                )
        elif name in ("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"):
            yield from _command(file, clues, line, rest, found.start("rest"), known, is_server)
        elif name in ("ADD", "COPY"):
            yield from _copied(file, clues, line, name, rest)


def _instructions(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Instructions with their first lines; continuations and heredocs belong to the instruction before."""
    start, parts, end = 0, [], ""
    for number, text in enumerate(file.lines, 1):
        if end:
            parts.append(text)
            if text.strip() == end:
                yield start, "\n".join(parts)
                parts, end = [], ""
            continue
        if parts and text.lstrip().startswith("#"):
            parts.append("")
            continue
        if not parts:
            start = number
        parts.append(text)
        here = re.search(r"<<-?[\"']?(\w+)[\"']?", text)
        if here and not text.lstrip().startswith("#"):
            end = here[1]
        elif not text.rstrip().endswith("\\"):
            yield start, "\n".join(parts)
            parts = []
    if parts:
        yield start, "\n".join(parts)


def _variables(
    file: SourceFile, clues: Clues, line: int, rest: str, known: dict[str, str], *, is_default: bool
) -> Iterator[Detection]:
    pairs = [(one[1], one[2], one.start(2)) for one in _PAIR.finditer(rest)]
    if not pairs and " " in rest:
        key, _, value = rest.partition(" ")
        pairs = [(key, value, len(key) + 1)]
    for key, raw, at in pairs:
        value = raw.strip("\"'")
        row = line + rest[:at].count("\n")
        told = variables.was_told(value, known)
        for one in (
            ()
            if told
            else variables.uses_of_variable(file, clues, key, value, row, known, state="default" if is_default else "active")
        ):
            yield one._replace(column=file.find_on(row, value))
        known[key] = variables.follow(value, known)[0]


def _copied(file: SourceFile, clues: Clues, line: int, name: str, rest: str) -> Iterator[Detection]:
    """Weights that are put into the image: from a hub, or local ones, which only their own metadata can tell for sure."""
    words = [(one[0], line + rest[: one.start()].count("\n")) for one in re.finditer(r"[^\s\\\[\],\"]+", rest)]
    if name == "COPY" and any(text.startswith("--from") for text, _ in words):
        return
    for text, row in words[:-1]:
        model, is_url = clues.hub_id(text), clues.is_url(text)
        if model and is_url:
            column = file.find_on(row, text)
            yield clues.use(
                file, row, text, column=column, model=model, channel="self-hosted", reason="put into the image from a hub"
            )
        elif not is_url and re.search(r"\.(?:gguf|safetensors)$", text):
            weights = text.rpartition("/")[2]
            known = clues.knows(weights)
            yield clues.use(
                file, row, text, column=file.find_on(row, text), model=weights if known else None, channel="self-hosted",
                confidence="inferred" if known else "unresolved", reason="weights in a local file; `riskcheck identify` reads what they say of themselves",
            )  # fmt: skip


def _command(
    file: SourceFile, clues: Clues, line: int, rest: str, offset: int, known: dict[str, str], is_server: bool
) -> Iterator[Detection]:
    if rest.lstrip().startswith("["):
        try:
            words = [str(one) for one in json.loads(rest.replace("\\\n", " \n"))]
        except ValueError:
            return
        placed: list[Word] = []
        at = 0
        for word in words:
            at = max(rest.find(json.dumps(word, ensure_ascii=False), at), at)
            row = line + rest[:at].count("\n")
            placed.append((word, row, file.find_on(row, word)))
        yield from command_lines.uses_of_words(file, clues, placed, known, is_server=is_server)
        return
    heredoc = re.match(r"^(?:--\S+\s+)*<<-?[\"']?(\w+)[\"']?[^\n]*\n(.*)\n\s*\1\s*$", rest, re.S)
    if heredoc and re.search(r"\bpython[\d.]*\b", heredoc[0].partition("\n")[0]):
        yield from embedded.uses_of_python(file, clues, heredoc[2], line + 1)
        return
    script, first = (
        (heredoc[2], line + 1)
        if heredoc
        else (re.sub(r"^(?:--(?:mount|network|security)=\S+\s+)+", lambda m: " " * len(m[0]), rest), line)
    )
    for one in shell.uses_of_script(file, clues, script, first, offset + 1 if not heredoc else 1, known):
        yield one._replace(column=file.find_on(one.line, one.text))


def _commented(file: SourceFile, clues: Clues, line: int, text: str) -> Iterator[Detection]:
    bare = re.sub(r"^\s*#+\s*", "", text)
    found = _INSTRUCTION.match(bare)
    if not found or found["name"].upper() not in ("ENV", "ARG", "RUN", "CMD", "ENTRYPOINT"):
        return
    rest = found["rest"]
    inner = (
        _variables(file, clues, line, rest, {}, is_default=False)
        if found["name"].upper() in ("ENV", "ARG")
        else _command(file, clues, line, rest, 0, {}, False)
    )
    for one in inner:
        yield one._replace(line=line, state="commented", column=file.find_on(line, one.text), reason="in a comment")
