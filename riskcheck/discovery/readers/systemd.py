"""systemd units and Quadlet containers: what they start, with which environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.discovery import variables
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_lines, shell

_LINE = re.compile(r"^(\s*[#;]\s*)?(Environment|Exec\w*|Image)=[-@+!:|]*(.*)$")
_PAIR = re.compile(r"""(["']?)([A-Za-z_]\w*)=((?<=")[^"]*|[^\s"']+|"[^"]*"|'[^']*')""")


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a unit; a commented line is told as such."""
    known = dict(file.variables)
    script, words = [""] * len(file.lines), False
    for number, text in enumerate(file.lines):
        found = _LINE.match(text)
        if found and found[2] == "Environment":
            yield from _environment(file, clues, number + 1, found, known)
        elif found and not found[1]:
            is_image = found[2] == "Image"
            words = not is_image
            start = found.start(3)
            script[number] = "" if is_image else " " * start + text[start:]
        elif found:
            script[number] = "# " + found[3]
        elif words and number and script[number - 1].endswith("\\"):
            script[number] = text
    image = next((one for one in file.lines if one.startswith("Image=") and command_lines.is_server_image(one[6:].strip())), None)
    if image:  # a container's words follow its image
        script = [re.sub(r"^ {5}(?=\S)", "exec ", one) for one in script]
        for number, text in enumerate(script, 1):
            if text.startswith("exec "):
                placed = [(one.group(0), number, one.start() + 1) for one in re.finditer(r"\S+", text[5:].rjust(len(text)))]
                yield from command_lines.uses_of_words(file, clues, placed, known, is_server=True)
        return
    yield from shell.uses_of_script(file, clues, "\n".join(script), 1, variables=known)


def _environment(file: SourceFile, clues: Clues, line: int, found: re.Match[str], known: dict[str, str]) -> Iterator[Detection]:
    for pair in _PAIR.finditer(found[3]):
        name, value = pair[2], pair[3].strip("\"'")
        if not found[1]:
            known[name] = value
        column = found.start(3) + pair.start(3) + 1
        for one in variables.uses_of_variable(file, clues, name, value, line, known, column=column):
            yield one._replace(state="commented", reason="in a comment") if found[1] else one
