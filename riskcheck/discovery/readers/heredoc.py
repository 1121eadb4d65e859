"""Documents inside shell scripts: a here-document, or what `echo` writes, is read as what it is written to, or fed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.readers.script_flow import unquoted

_FED = {"python": "x.py", "bash": "x.sh", "sh": "x.sh", "ssh": "x.sh", "kubectl": "x.yaml", "oc": "x.yaml"}
"""What a command reads from its input, as the name of a file of that kind."""
_TEXTS = frozenset(("yaml", "dotenv", "modelfile", "python", "shell", "json", "toml", "dockerfile", "systemd"))


def uses_of_heredoc(file: SourceFile, clues: Clues, node: Node, line: int, known: Mapping[str, str]) -> Iterator[Detection]:
    """The uses in a `redirected_statement` with a here-document, at the lines of the file that holds it."""
    from riskcheck.discovery import table  # which knows this reader too

    body = next(trees.every(node, "heredoc_body"), None)
    command = next(trees.every(node, "command"), None)
    name = _target(node, command)
    surface = table.surface_of(name) if name else None
    if body is None or name is None or surface is None or surface.name not in _TEXTS:
        return
    is_off = command is not None and trees.text_of(command).strip() == ":"
    for one in _inside(file, clues, name, trees.text_of(body), known):
        yield one._replace(line=one.line + body.start_point.row + line - 1, state="commented" if is_off else one.state)


def uses_of_echo(file: SourceFile, clues: Clues, node: Node, line: int, known: Mapping[str, str]) -> Iterator[Detection]:
    """The uses in what `echo` or `printf` writes to a file, also to the one that a workflow sets its environment by."""
    from riskcheck.discovery import table

    command = next(trees.every(node, "command"), None)
    words = [one for one in command.named_children if "redirect" not in one.type] if command else []
    texts = [one for one in words[1:] if one.type in ("string", "raw_string", "ansi_c_string")]
    if not texts or unquoted(words[0]) not in ("echo", "printf"):
        return
    written = next((unquoted(one) for one in trees.children_of_kind(node, "file_redirect", "destination")), "")
    text = unquoted(texts[0])
    is_environment = "GITHUB_ENV" in written
    name = ".env" if is_environment else re.sub(r"\$\{?\w+\}?", "x", written).rpartition("/")[2]
    if "." not in name and text.startswith("#!"):
        name = f"{name}.sh"
    surface = table.surface_of(name)
    if surface is None or surface.name not in _TEXTS:
        return
    rows: list[int] = []  # of what is written, by the rows that it is written in
    lines: list[str] = []
    for row, one in enumerate(text.split("\n")):
        parts = re.sub(r"(?:\\n)?\\$", "", one).split("\\n")
        lines += parts
        rows += [texts[0].start_point.row + line + row] * len(parts)
    for use in _inside(file, clues, name, "\n".join(lines), known):
        yield use._replace(line=rows[use.line - 1], column=file.find_on(rows[use.line - 1], use.text))


def _inside(file: SourceFile, clues: Clues, name: str, text: str, known: Mapping[str, str]) -> Iterator[Detection]:
    """What the reader of a file of some name finds in a text, at the lines of the text."""
    from riskcheck.discovery import table

    surface = table.surface_of(name)
    folder = file.path.rpartition("/")[0]
    inner = SourceFile(f"{folder}/{name}" if folder else name, text)
    inner.variables = dict(known)
    with suppress(Unreadable):
        for one in surface.read(inner, clues) if surface else ():
            yield one._replace(file=file.path)


def _target(node: Node, command: Node | None) -> str | None:
    """The name of the file that a here-document is written to, or of one of the kind that its command reads."""
    words = [unquoted(one) for one in command.named_children if "redirect" not in one.type] if command else []
    program = words[0].rpartition("/")[2] if words else ""
    if program == ":":
        return "x.sh"
    if "tee" in words[:2]:
        written = next((word for word in words[words.index("tee") + 1 :] if not word.startswith("-")), None)
    else:
        written = next((unquoted(one) for one in trees.children_of_kind(node, "file_redirect", "destination")), None)
    if written and program in ("cat", "tee", "sudo", ""):
        return re.sub(r"\$\{?\w+\}?", "x", written).rpartition("/")[2]
    if program == "ollama" and "create" in words:
        return "Modelfile"
    if program in ("docker", "podman", "docker-compose"):
        return "x.yaml" if "compose" in " ".join(words[:2]) and "-" in words else None
    return _FED.get(re.sub(r"^python[\d.]+$", "python", program))
