"""Values that count only where nothing else was given: what is assigned to a name that is still empty, what stands after `||`."""

from __future__ import annotations

import re

from tree_sitter import Node

from riskcheck.discovery import trees

_BLOCKS = ("expression_statement", "block", "statement_list", "statement_block", "compound_statement", "then", "statements")
_EMPTY = (
    r"(?<![\w.]){name}\s*={{2,3}}\s*(?:\"\"|''|nil\b|null\b|undefined\b)|!\s*{name}(?![\w.(\[])|{name}\.(?:is)?(?:_?blank|_?empty|nil|nullor\w+)\b"
    r"|(?:empty|isnull\w*|is_null|isempty|isblank|trimspace|trim|len|strlen|blank)\(\s*{name}\s*\)"
)
"""Conditions under which a name has no value yet."""
_ANSWER = re.compile(
    r"\b(?:\w|res|resp|response|result|completion|chunk|usage|reply|answer|message|msg|row|record|entry|item|log|stats|meta|metadata)\??\.(?:\w+\??\.)*\w+$",
    re.I,
)
"""What a service answered says which model it was, and asks for none."""
_KEPT = re.compile(r"(?:\??\.(?:as_deref|as_ref|as_str|clone|cloned|ok|trim|strip|toString|to_s|presence)\(?\)?)+$")
_NAME = re.compile(r"[\w$@.?!:\[\]\"'>\s|()-]*?(\w+)[\"'()\]!]*$", re.A)


def is_fallback(node: Node) -> bool:
    """Whether an assignment counts only where its name has no value yet: `if x == "" { x = "y" }`, `x ||= "y"`."""
    sign = node.child_by_field_name("operator")
    if sign is not None and trees.text_of(sign) in ("||=", "??="):
        return True
    left = node.child_by_field_name("left")
    above: Node | None = node.parent
    inner = node
    while above is not None and above.type in _BLOCKS:
        inner = above
        above = above.parent
    if left is None or above is None or above.type not in ("if_statement", "if_modifier", "if"):
        return False
    condition = above.child_by_field_name("condition")
    if condition is None or condition.end_byte - condition.start_byte > 200 or inner == above.child_by_field_name("alternative"):
        return False
    return bool(re.search(_EMPTY.format(name=re.escape(trees.text_of(left))), trees.text_of(condition), re.I))


def is_answer(other: Node) -> bool:
    """Whether a name is of what a service answered, or of what was written down of it: `response.model`."""
    return bool(_ANSWER.search(trees.text_of(other)[-160:]))


def setting(other: Node) -> str:
    """The last word of what a default stands in for: `process.env.LLM_MODEL || x`, `options.model ?? x`; nothing for an answer's."""
    text = _KEPT.sub("", trees.text_of(other)[-160:])
    found = _NAME.match(text)
    return "" if found is None or _ANSWER.search(text) else found[1]
