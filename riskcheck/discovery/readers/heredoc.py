"""Documents inside shell scripts: a here-document is read as what it is written to, or fed to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
    folder = file.path.rpartition("/")[0]
    inner = SourceFile(f"{folder}/{name}" if folder else name, trees.text_of(body))
    inner.variables = dict(known)
    is_off = command is not None and trees.text_of(command).strip() == ":"
    try:
        for one in surface.read(inner, clues):
            yield one._replace(
                file=file.path, line=one.line + body.start_point.row + line - 1, state="commented" if is_off else one.state
            )
    except Unreadable:
        return


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
