"""How words move through a shell script: variables that hold lists, loops over them, and branches that are not taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.detection import State
from riskcheck.discovery.readers.options import Word

Lists = Mapping[str, list[Word]]
Place = Callable[[Node], tuple[int, int]]
_VARIABLE = re.compile(r"\$\{?(\w+|@)(?:\[[@*]\])?\}?")
_CHOSEN = re.compile(r"\$\{(\w+)\[[^@*\]]+\]\}")
_MOST = 200


def unquoted(node: Node) -> str:
    """The text of a word without the quotes around it."""
    text = trees.text_of(node)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def lists_of(root: Node, at: Place) -> dict[str, list[Word]]:
    """The words of every variable that holds several: `A=(x y)`, `A+=(z)` and `A="x y"`."""
    found: dict[str, list[Word]] = {}
    for node in trees.every(root, "variable_assignment"):
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None:
            continue
        words = _words_in(value, at)
        if value.type != "array" and len(words) < 2:
            continue
        kept = found.setdefault(trees.text_of(name).partition("[")[0], [])
        if "+=" not in trees.text_of(node)[: len(trees.text_of(name)) + 2]:
            kept.clear()
        kept.extend(words)
    return found


def _words_in(value: Node, at: Place) -> list[Word]:
    if value.type == "array":
        return [_element(one, at) for one in value.named_children if one.type != "comment"]
    if value.type not in ("string", "raw_string"):
        return []
    line, column = _inside_quotes(value, at)
    text = unquoted(value)
    words = []
    for found in re.finditer(r"[^\s\\]+", text):
        before = text[: found.start()]
        row = before.count("\n")
        words.append((found.group(0), line + row, (found.start() - before.rfind("\n")) if row else column + found.start()))
    return words


def _element(node: Node, at: Place) -> Word:
    """An item of an array, without its key where it has one: `[chat]="hermes3:8b"`."""
    keyed = re.match(r"""\[[^\]]*\]=(["']?)(.*?)\1$""", trees.text_of(node), re.S)
    if keyed is None:
        return unquoted(node), *_inside_quotes(node, at)
    line, column = at(node)
    return keyed[2], line, column + keyed.start(2)


def _inside_quotes(node: Node, at: Place) -> tuple[int, int]:
    line, column = at(node)
    return line, column + (1 if node.type in ("string", "raw_string") else 0)


def spread(words: Sequence[Word], node: Node, lists: Lists, at: Place) -> Iterator[list[Word]]:
    """A command line once for every turn of the loop that it stands in, with lists such as `"${ARGS[@]}"` laid out."""
    laid: list[Word] = []
    for word in words:
        chosen = _CHOSEN.fullmatch(word[0])
        if chosen and chosen[1] in lists:  # one of a list, whichever
            yield from ([one if part is word else part for part in words] for one in lists[chosen[1]][:_MOST])
            return
        found = _VARIABLE.fullmatch(word[0])
        laid += lists[found[1]] if found and found[1] in lists and ("[" in word[0] or len(lists[found[1]]) > 1) else [word]
    turns = turns_of(node, lists, at)
    used = next((name for text, *_ in laid if (found := _VARIABLE.fullmatch(text)) and (name := found[1]) in turns), None)
    if used is None:
        yield laid
        return
    for turn in turns[used][:_MOST]:
        yield [turn if _VARIABLE.sub(r"\1", word[0]) == used and word[0] != used else word for word in laid]


def turns_of(node: Node, lists: Lists, at: Place) -> dict[str, list[Word]]:
    """The values of the loop variables around a node, each with the place where it stands."""
    found: dict[str, list[Word]] = {}
    above = node.parent
    while above is not None:
        name = above.child_by_field_name("variable") if above.type == "for_statement" else None
        if name is not None:
            values: list[Word] = []
            for one in above.children_by_field_name("value"):
                text = unquoted(one)
                known = _VARIABLE.fullmatch(text)
                values += lists.get(known[1], []) if known else [(text, *_inside_quotes(one, at))]
            if values:
                found.setdefault(trees.text_of(name), values)
        above = above.parent
    return found


def loops_around(node: Node) -> dict[str, str]:
    """The variables of the loops around a node, each with the one variable whose words it goes through."""
    found: dict[str, str] = {}
    above = node.parent
    while above is not None:
        name = above.child_by_field_name("variable") if above.type == "for_statement" else None
        values = above.children_by_field_name("value") if name is not None else []
        if name is not None and len(values) == 1 and (source := _VARIABLE.fullmatch(unquoted(values[0]))):
            found.setdefault(trees.text_of(name), source[1])
        above = above.parent
    return found


def state_of(node: Node, resolve: Callable[[str], str | None]) -> State | None:
    """The state that branches around a node give it: `disabled` after a condition that is false, `capability` beside the
    branch of a `case` that is taken; None where nothing is known. resolve: a word's value, None for an unknown one."""
    below, above = node, node.parent
    while above is not None:
        if above.type in ("if_statement", "elif_clause") and _is_skipped(above, below, resolve):
            return "disabled"
        if above.type == "case_item" and _is_passed_over(above, resolve):
            return "capability"
        below, above = above, above.parent
    return None


def _is_skipped(branch: Node, part: Node, resolve: Callable[[str], str | None]) -> bool:
    condition = branch.child_by_field_name("condition") or (branch.named_children[0] if branch.named_children else None)
    if condition is None or part == condition:
        return False
    holds = _holds(condition, resolve)
    return holds is (part.type in ("else_clause", "elif_clause")) if holds is not None else False


def _holds(condition: Node, resolve: Callable[[str], str | None]) -> bool | None:
    text = trees.text_of(condition).strip()
    if text in ("false", "true", ":"):
        return text != "false"
    compared = next(trees.every(condition, "binary_expression"), None)
    if compared is None or len(compared.children) != 3:
        return None
    left, sign, right = compared.children
    a, b = resolve(unquoted(left)), resolve(unquoted(right))
    if a is None or b is None or trees.text_of(sign) not in ("=", "==", "!=", "-eq", "-ne"):
        return None
    return (a == b) is (trees.text_of(sign) not in ("!=", "-ne"))


def _is_passed_over(item: Node, resolve: Callable[[str], str | None]) -> bool:
    subject = item.parent.child_by_field_name("value") if item.parent is not None else None
    value = resolve(unquoted(subject)) if subject is not None else None
    if value is None:
        return False
    return not any(fnmatchcase(value, unquoted(one)) for one in item.children_by_field_name("value"))


def functions_of(root: Node) -> dict[str, Node]:
    """The functions that a script defines."""
    found = {}
    for node in trees.every(root, "function_definition"):
        if (name := node.child_by_field_name("name")) is not None:
            found[trees.text_of(name)] = node
    return found


def function_of(node: Node) -> Node | None:
    """The function around a node."""
    above = node.parent
    while above is not None and above.type != "function_definition":
        above = above.parent
    return above


def commands_of(function: Node, arguments: Sequence[Word], at: Place) -> Iterator[tuple[list[Word], Node]]:
    """The command lines of a function with what it is called with in the place of `$1` and of locals set to it."""
    names = {str(number): word for number, word in enumerate(arguments, 1)}
    for node in trees.every(function, "variable_assignment", "command"):
        if node.type == "command":
            words = [(unquoted(one), *at(one)) for one in node.named_children if "redirect" not in one.type]
            yield [_given(word, names) for word in words], node
            continue
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        found = re.match(r"\$\{?(\d+)", unquoted(value)) if value is not None else None
        if name is not None and found and found[1] in names:
            names[trees.text_of(name)] = names[found[1]]


def _given(word: Word, names: Mapping[str, Word]) -> Word:
    found = _VARIABLE.fullmatch(word[0])
    return names.get(found[1], word) if found else word


def parameters_of(function: Node) -> set[str]:
    """The names that stand for what a function is called with."""
    names = {str(number) for number in range(1, 10)} | {"@", "*"}
    for one in trees.every(function, "variable_assignment", "for_statement"):
        name = one.child_by_field_name("name" if one.type == "variable_assignment" else "variable")
        value = one.child_by_field_name("value")
        if name is not None and (value is None or re.match(r"\$\{?(?:\d|[@*])", unquoted(value))):
            names.add(trees.text_of(name))
    return names
