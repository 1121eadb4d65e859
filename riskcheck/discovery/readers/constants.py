"""The constants that a source file sets, by their names: one assignment away, filled into templates, members of what holds them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.readers import syntax
from riskcheck.discovery.readers.fallbacks import is_fallback
from riskcheck.discovery.readers.grammar import STRINGS, literal, name_of, value_given, words_of


class Constants:
    """What a file's names stand for, and what is assigned to members of theirs: `config.BaseURL = "https://..."`."""

    def __init__(self, declarations: Sequence[Node]) -> None:
        self.constants: dict[str, Node] = {}
        self.members: dict[str, dict[str, Node]] = {}
        self._literals: dict[int, Node | None] = {}
        for node in declarations:
            self._remember(node)

    def _remember(self, node: Node) -> None:
        name, value = name_of(node), value_given(node)
        if not name or value is None:
            return
        label = name.split(" ")[0]
        if node.type == "enum_assignment":
            owner = (
                node.parent.parent.child_by_field_name("name")
                if node.parent is not None and node.parent.parent is not None
                else None
            )
            label = f"{trees.text_of(owner)}.{label}" if owner is not None else label
        if is_fallback(node) and label in self.constants and self.constants[label].type not in STRINGS:
            self.constants[label] = value
        self.constants.setdefault(label, value)
        self._remember_member(node, value)
        inner = (
            value.named_children[0] if value.type in ("as_expression", "satisfies_expression") and value.named_children else value
        )
        if inner.type == "object":
            for pair in inner.named_children:
                if pair.type == "pair" and pair.named_children[-1].type in STRINGS:
                    self.constants.setdefault(f"{label}.{name_of(pair)}", pair.named_children[-1])

    def _remember_member(self, node: Node, value: Node) -> None:
        left = node.child_by_field_name("left")
        words = words_of(trees.text_of(left)) if left is not None and left.end_byte - left.start_byte < 80 else []
        if len(words) == 2:
            self.members.setdefault(words[0], {}).setdefault(words[1], value)

    def value_of(self, node: Node) -> Node | None:
        """The literal that a name stands for, one assignment away, its default where it has one."""
        if node.end_byte - node.start_byte > 120:
            return None
        words = words_of(trees.text_of(node))
        if not words or len(words) > 4 or (node.parent is not None and node.parent.type in ("import_specifier", "const_element")):
            return None
        value = self.constants.get(".".join(words[-2:])) if len(words) > 1 else None
        if value is None and (len(words) == 1 or words[-1].isupper() or (words[0] in ("this", "self") and len(words) == 2)):
            value = self.constants.get(words[-1])
        if value is None or (value.start_byte <= node.start_byte < value.end_byte):
            return None
        if value.type in STRINGS:
            return value
        if value.id not in self._literals:
            found = [one for one in trees.every(value, *STRINGS) if syntax.place_of(one).top == value or _is_default(one, value)]
            self._literals[value.id] = found[-1] if len(found) == 1 else None
        return self._literals[value.id]

    def filled(self, text: str) -> str | None:
        """A template with its constants filled in; None where one is not known."""
        if "${" not in text and "#{" not in text:
            return text
        if re.match(r"\\?\$\{[\w.-]+:[^{}]+\}$", text):
            return text

        def constant(found: re.Match[str]) -> str:
            value = self.constants.get(found[1])
            return literal(value)[0] if value is not None and value.type in STRINGS else found[0]

        resolved = re.sub(r"[$#]\{(?:this\.|self\.)?(\w+)\}", constant, text)
        return None if "{" in resolved else resolved


def _is_default(node: Node, value: Node) -> bool:
    """Whether a literal is what a whole expression gives where nothing else is set."""
    place = syntax.place_of(node)
    return place.state == "default" and place.top.start_byte <= value.start_byte and place.top.end_byte >= value.end_byte
