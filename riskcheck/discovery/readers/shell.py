"""Shell scripts from the first line to the last: what they assign, call and write, and which branches they take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from tree_sitter import Node

from riskcheck.discovery import naming, trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.readers import command_lines, heredoc, payloads, script_flow
from riskcheck.discovery.readers.options import Word
from riskcheck.discovery.variables import follow, uses_of_variable, was_told

_MOST_FOLLOWED = 5_000
"""So many command lines are read again for what their function is called with."""


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a script."""
    yield from uses_of_script(file, clues, file.text, 1, variables=file.variables)


def uses_of_script(
    file: SourceFile, clues: Clues, script: str, line: int, column: int = 1, variables: Mapping[str, str] | None = None
) -> Iterator[Detection]:
    """The uses in a script that begins at a place of a file. variables: what is set outside it."""
    seen: set[tuple[int, str | None, str | None]] = set()
    for one in _Script(file, clues, script, line, column, variables or {}).uses():
        key = (one.line, one.model or one.host, None if one.model or one.host else one.text)
        if key not in seen:  # a list is told where it is set and again by the loop over it
            seen.add(key)
            yield one


class _Script:
    """A script being read, from its first line to its last; `known` grows with every assignment."""

    def __init__(self, file: SourceFile, clues: Clues, script: str, line: int, column: int, variables: Mapping[str, str]) -> None:
        self.file, self.clues, self.line, self.column = file, clues, line, column
        self.root = trees.parse("bash", filled(script))
        self.known = dict(variables) | {name.replace(".", "_"): text for name, text in variables.items() if "." in name}
        self.lists = script_flow.lists_of(self.root, self.at)
        self.followed = 0
        self.parameters: dict[int, set[str]] = {}
        self.functions = script_flow.functions_of(self.root)
        names = Counter(trees.text_of(one).partition("=")[0] for one in trees.every(self.root, "variable_assignment"))
        self.often = {name for name, count in names.items() if count > 1}

    def at(self, node: Node) -> tuple[int, int]:
        """Line and column of a node in the file."""
        row, start = trees.place(node)
        return row + self.line - 1, start + (self.column - 1 if row == 1 else 0)

    def uses(self) -> Iterator[Detection]:
        """Every use, in the order of the script; a list may be told where it is set and again by the loop over it."""
        for node in trees.every(self.root, "variable_assignment", "command", "comment", "redirected_statement"):
            state = script_flow.state_of(node, self._value) if node.type != "comment" else None
            for one in self._of_node(node):
                yield one._replace(state=state) if state and one.state in ("active", "default") else one

    def _of_node(self, node: Node) -> Iterator[Detection]:
        if node.type == "variable_assignment":
            yield from self._assigned(node)
        elif node.type == "comment":
            yield from _commented(self.file, self.clues, node, self.at)
        elif node.type == "redirected_statement":
            if any(one.type == "heredoc_redirect" for one in node.children):
                yield from heredoc.uses_of_heredoc(self.file, self.clues, node, self.line, self.known)
                yield from payloads.uses_of_payload(self.file, self.clues, node, self.line)
            else:
                yield from heredoc.uses_of_echo(self.file, self.clues, node, self.line, self.known)
        else:
            words = [
                (script_flow.unquoted(one), *self.at(one))
                for one in node.named_children
                if one.type not in ("file_redirect", "herestring_redirect")
            ]
            for turn in script_flow.spread(words, node, self.lists, self.at):
                for one in command_lines.uses_of_words(self.file, self.clues, turn, self.known):
                    if one.confidence != "unresolved" or not self._is_told_elsewhere(one.text.strip("${}@"), node):
                        yield one
                if turn and turn[0][0] in self.functions and any(re.search(r"[/:\d]", word[0]) for word in turn[1:]):
                    yield from self._called(self.functions[turn[0][0]], turn[1:])
            yield from payloads.uses_of_payload(
                self.file, self.clues, node, self.line, script_flow.turns_of(node, self.lists, self.at)
            )
            yield from self._defaults(words)

    def _called(self, function: Node, arguments: list[Word]) -> Iterator[Detection]:
        """What a function does with the words that it is called with, at their places."""
        places = {(line, column) for _, line, column in arguments}
        for words, node in script_flow.commands_of(function, arguments, self.at):
            self.followed += 1
            if self.followed > _MOST_FOLLOWED:
                return
            for turn in script_flow.spread(words, node, {**self.lists, "@": arguments}, self.at):
                if not places.isdisjoint((line, column) for _, line, column in turn):
                    yield from command_lines.uses_of_words(self.file, self.clues, turn, self.known)

    def _is_told_elsewhere(self, name: str, node: Node) -> bool:
        """Whether a variable is a function's parameter, told where it is called, or goes through a list that was told."""
        source = script_flow.loops_around(node).get(name)
        return name in self._parameters(node) or (source is not None and source in self.known and naming.names_models(source))

    def _parameters(self, node: Node) -> set[str]:
        function = script_flow.function_of(node)
        if function is None:
            return set()
        if function.id not in self.parameters:
            self.parameters[function.id] = script_flow.parameters_of(function)
        return self.parameters[function.id]

    def _value(self, text: str) -> str | None:
        resolved, _, missing = follow(text, self.known)
        return resolved if missing is None and "$" not in resolved else None

    def _assigned(self, node: Node) -> Iterator[Detection]:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None or value.type == "array":
            return
        key, text = trees.text_of(name), script_flow.unquoted(value)
        if re.fullmatch(r"\$\{?(?:\d+|[@*])\}?", text) and (key in self.often or script_flow.function_of(node)):
            return  # an option of the script, over the value that it has without; or what a function is called with
        told = was_told(text, self.known)
        self.known[key] = text
        line, column = self.at(node)
        if not told:
            yield from uses_of_variable(self.file, self.clues, key, text, line, self.known, column=column + len(key) + 1)

    def _defaults(self, words: Sequence[Word]) -> Iterator[Detection]:
        """What `: "${NAME:=value}"` sets."""
        for text, line, _ in words[1:] if words and words[0][0] == ":" else ():
            found = re.fullmatch(r"\$\{(\w+):?=(.*)\}", text)
            if found:
                value = found[2].strip("\"'")
                self.known.setdefault(found[1], value)
                yield from uses_of_variable(
                    self.file, self.clues, found[1], value, line, {}, column=self.file.find_on(line, value), state="default"
                )


def _commented(file: SourceFile, clues: Clues, node: Node, at: Callable[[Node], tuple[int, int]]) -> Iterator[Detection]:
    """A command line that is commented out, with the lines that it goes on in."""
    before = node.prev_sibling
    if before is not None and before.type == "comment" and _goes_on(before):
        return
    words: list[Word] = []
    row: Node | None = node
    while row is not None and row.type == "comment":
        words += [(word, *at(row)) for word in trees.text_of(row).lstrip("#").split() if word != "\\"]
        row = row.next_sibling if _goes_on(row) else None
    for one in command_lines.uses_of_words(file, clues, words, {}):
        yield one._replace(state="commented", column=file.find_on(one.line, one.text), reason="in a comment")


def _goes_on(comment: Node) -> bool:
    return trees.text_of(comment).rstrip().endswith("\\")


_FILLED = re.compile(r"""\$?\{\{-?\s*([\w.-]+)\s*(?:(?:\|\s*default\(|\|\|)\s*["']([^"']*)["'][^}]*)?-?\}\}|\$?\{\{[^}]*\}\}""")
_DOTTED = re.compile(r"(\$?)\$\{((?:var|local|each|module|data|inputs|path)\.[\w.\[\]\"-]+)\}")
_TURNS = re.compile(r"(?:matrix|each|secrets|github|runner|steps|needs|item|workflow)\b")
"""What differs from turn to turn, or is no model: nothing to ask for."""


def filled(script: str) -> str:
    """A script with the places that a template or a workflow fills in as variables, so that words stay words.

    Everything keeps its column.
    """

    def variable(found: re.Match[str]) -> str:
        if not found[1] or _TURNS.match(found[1]):
            return "x" * len(found[0])
        name = re.sub(r"\W", "_", found[1].removeprefix("env."))
        return (f"${{{name}:-{found[2]}}}" if found[2] else f"${{{name}}}").ljust(len(found[0]))

    def dotted(found: re.Match[str]) -> str:
        return found[0] if found[1] else "${" + re.sub(r"\W", "_", found[2]) + "}"

    if "${" in script:
        script = _DOTTED.sub(dotted, script).replace("$${", " ${")
    return _FILLED.sub(variable, script) if "{{" in script else script
