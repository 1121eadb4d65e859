"""Command lines in configurations: of containers, steps and tasks, in one text or word by word."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_lines, mounts, shell
from riskcheck.discovery.readers.options import Word
from riskcheck.discovery.settings import reading, shapes, states
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Path, Value

COMMANDS = frozenset(
    """command args entrypoint cmd run shell script execstart before_script after_script user_data extraargs extra_args
    additionalargs engineargs vllmargs startup_script argv runcmd bootcmd userdata""".split()
)
_SCRIPTS = frozenset("script before_script after_script run runcmd commands preexec".split())
"""Lists of command lines, where the others are lists of words."""


def split(file: SourceFile, value: Value) -> list[Word]:
    """The words of a command in one text, each with its own line and column."""
    found: list[Word] = []
    for row, part in enumerate(value.text.split("\n")):
        line = value.line + row
        for one in re.finditer(r"\"[^\"]*\"|'[^']*'|\S+", part):
            word = one.group(0).strip("\"'")
            if word != "\\":
                at_start = row == 0 and not value.is_block
                found.append((word, line, value.column + one.start() if at_start else file.find_on(line, word)))
    return found


def uses_of_commands(it: Reading) -> Iterator[Detection]:
    """Command lines: strings and lists under `command`, `args`, `run` and the like; a container's two joined."""
    lines: dict[Path, list[Word]] = {}
    for value in it.values:
        names = [part for part in value.path if isinstance(part, str)]
        key = names[-1].lower().rpartition(".")[2] if names else ""
        if key not in COMMANDS or not value.is_literal:
            continue
        if _ITEM.search(value.text):
            yield from _of_turns(it, value)
        if "{{" in value.text and not value.is_block:
            value = value._replace(text=shell.filled(value.text).rstrip())
        at = next(index for index in range(len(value.path) - 1, -1, -1) if isinstance(value.path[index], str))
        if len(value.path) > at + 2 or (value.is_block and not is_options(it, value)):
            continue
        if key in _SCRIPTS and at < len(value.path) - 1:
            for one in shell.uses_of_script(it.file, it.clues, value.text, value.line, value.column, it.known):
                yield one._replace(state=states.state_of(it, value, one.state))
        elif at == len(value.path) - 1:
            lines.setdefault(value.path[:at], []).extend(split(it.file, value))
        else:
            lines.setdefault(value.path[:at], []).append((value.text, value.line, value.column))
    own = _environments_of(it, lines)
    for parent, words in lines.items():
        anchor = Value((*parent, "command"), "", words[0][1] if words else 0, 0)
        known = {**it.known, **reading.variables_of(own[parent], {})} if parent in own else it.known
        volumes = it.by_parent.get((*parent, "volumes"), {})
        words = mounts.from_outside(it.clues, words, mounts.mounts_of(one.text for one in volumes.values()), known)
        for one in command_lines.uses_of_words(it.file, it.clues, words, known, is_server=parent in it.servers):
            is_possible = shapes.is_probe(parent) and one.state in ("active", "default")
            yield one._replace(state="capability" if is_possible else states.state_of(it, anchor, one.state))


def _environments_of(it: Reading, containers: Container[Path]) -> dict[Path, list[Value]]:
    """The values in the environments of containers."""
    own: dict[Path, list[Value]] = {}
    for value in it.values:
        above = next((value.path[:index] for index, part in enumerate(value.path) if part in ("env", "environment")), None)
        if above is not None and above in containers:
            own.setdefault(above, []).append(value)
    return own


_ITEM = re.compile(r"\{\{\s*item\s*\}\}")
"""What a task of Ansible's calls the item that it runs for."""


def _of_turns(it: Reading, task: Value) -> Iterator[Detection]:
    """A command line of Ansible's once for every item of the list that its task states, at the item's place."""
    line = split(it.file, task._replace(text=_ITEM.sub("${item}", task.text)))
    for item in it.values:
        if _loops_over(task, item):
            words = [(item.text, item.line, item.column) if one[0] == "${item}" else one for one in line]
            for one in command_lines.uses_of_words(it.file, it.clues, words, it.known):
                yield one._replace(state=states.state_of(it, task, one.state))


def _loops_over(task: Value, item: Value) -> bool:
    """Whether a value is one of the items that a task of Ansible's runs for."""
    above = item.path[:-2]
    is_item = len(item.path) > 1 and item.path[-2] in ("loop", "with_items", "with_list") and isinstance(item.path[-1], int)
    return is_item and task.path[: len(above)] == above and item.is_literal


def is_options(it: Reading, value: Value) -> bool:
    """Whether a text over several lines is one command line of a server's options, not a script."""
    if value.key.lower() not in COMMANDS or not value.path or isinstance(value.path[-1], int):
        return False
    is_script = re.search(r"[;&|]|^#!", value.text)
    return value.text.lstrip().startswith("-") or (value.path[:-1] in it.servers and not is_script)
