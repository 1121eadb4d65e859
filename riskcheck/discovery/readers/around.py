"""What stands further around a value: the names it is listed under, the chain of calls, and what switches it off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from tree_sitter import Node

from riskcheck.discovery import programs, trees
from riskcheck.discovery.key_words import plain
from riskcheck.discovery.readers.grammar import (
    CALLS,
    DECLARATIONS,
    MEMBERS,
    OBJECTS,
    PAIRS,
    PARAMETERS,
    STATEMENTS,
    STRINGS,
    literal,
    name_of,
    receiver,
)

_OFF = {"enabled": ("false", "off", '"false"', "0"), "enable": ("false",), "isenabled": ("false",), "active": ("false",), "isactive": ("false",),
        "disabled": ("true",), "isdisabled": ("true",), "disable": ("true",), "replicas": ("0",), "desiredcount": ("0",)}  # fmt: skip
"""Properties that switch off what they stand beside, with the values that do."""
_RECORDED = frozenset(
    """score scores price prices pricing cost costs accuracy elo label inputprice outputprice contextwindow context inputpermillion latency benchmark
    displayname maxcontext contextlength rank""".split()
)
"""Properties that describe a model in a table: what it costs, how well it does."""
_ANSWERED = frozenset("text content reply answer output response usage tokens latency latencyms".split())
"""Properties of what a function gives back once a model has answered."""
_ASKING = frozenset("messages prompt input inputs temperature maxtokens stream system tools baseurl apikey voice".split())
"""Properties of what a model is asked with."""
_ANNOTATIONS = ("decorator", "annotation", "attribute", "attribute_list", "attribute_item")
"""What stands at a declaration without being its value."""
_MAKERS = ("arrow_function", "function_expression", "function")
_REGISTRY = re.compile(r"(?:provider|factor|adapter|client|model|builder|creator|maker|backend)\w*$|registry$|resolvers?$", re.I)
"""Names of tables of functions that make a client each."""
_ENTITY = re.compile(
    r"@Entity|@Table|@Document\b|ORM\W+(?:Entity|Embeddable|Document)|\[Table\b|(?:extends|<|:)\s+(?:ApplicationRecord|Model|ActiveRecord::Base)\b"
)
_MODEL_OPTIONS = frozenset(
    option for options in programs.SERVERS.values() for option in options if option and option not in ("-m",)
)


def chain(call: Node) -> Iterator[Node]:
    """The calls of the chain that a call stands in, `A.builder().b(x).c(y)`, the last first; those of a block given to one too."""
    top = call
    while (above := top.parent) is not None:
        if above.type in MEMBERS and above.parent is not None:
            above = above.parent
        if above.type not in CALLS or receiver(above) != top:
            break
        top = above
    if (
        top.parent is not None
        and top.parent.type in ("lambda_literal", "statements")
        and (block := _call_around(top)) is not None
    ):
        yield from (one for one in top.parent.named_children if one.type in CALLS)
        yield from chain(block)
        return
    yield from chain_below(top)


def chain_below(call: Node) -> Iterator[Node]:
    """A call and the calls whose results it is made on."""
    seen: Node | None = call
    while seen is not None and seen.type in CALLS:
        yield seen
        seen = receiver(seen)


def _call_around(node: Node) -> Node | None:
    above = node.parent
    while above is not None and above.type in ("lambda_literal", "annotated_lambda", "statements"):
        above = above.parent
    return above if above is not None and above.type in CALLS else None


def names_around(node: Node) -> Iterator[str]:
    """The names of properties, variables, fields and parameters that a value stands in, the nearest first."""
    one, above = node, node.parent
    while above is not None and above.type not in STATEMENTS and above.type not in _ANNOTATIONS:
        if above.type in PAIRS or above.type in DECLARATIONS or above.type in PARAMETERS:
            yield name_of(above, one) or ""
        one, above = above, above.parent


def is_off(node: Node) -> bool:
    """Whether a flag beside a value, or beside what holds it, switches it off."""
    above = node.parent
    while above is not None and above.type not in STATEMENTS:
        if above.type in OBJECTS:
            known = properties(above)
            if any(key in known and trees.text_of(known[key]).lower() in values for key, values in _OFF.items()):
                return True
        above = above.parent
    return _is_never(node)


def _is_never(node: Node) -> bool:
    """Whether a value stands in a branch that nothing reaches: `if (false)`."""
    above = node.parent
    while above is not None:
        if above.type in ("if_statement", "if_expression", "if"):
            condition = above.child_by_field_name("condition")
            if (
                condition is not None
                and trees.text_of(condition).strip("() ") in ("false", "0")
                and node.end_byte > condition.end_byte
            ):
                other = above.child_by_field_name("alternative")
                return other is None or node.start_byte < other.start_byte
        above = above.parent
    return False


def is_made_by_key(node: Node) -> bool:
    """Whether a value stands in one of several functions that something picks from by a key: `{a: () => new A(), b: () => new B()}`."""
    above = node.parent
    while above is not None:
        pair = above.parent
        if above.type in _MAKERS and pair is not None and pair.type in PAIRS and pair.parent is not None:
            makers = [one for one in properties(pair.parent).values() if one.type in _MAKERS]
            if len(makers) > 1 and any(_REGISTRY.search(name) for name in names_around(pair)):
                return True
        above = pair
    return False


def taken_by(node: Node) -> str:
    """The function whose parameter's default a value is."""
    above = node.parent
    while above is not None and above.type in (*PARAMETERS, "formal_parameters"):
        above = above.parent
    if above is None or node.parent is None or node.parent.type not in PARAMETERS:
        return ""
    named = above.child_by_field_name("name") or (
        above.parent.child_by_field_name("name") if above.parent is not None and above.type in _MAKERS else None
    )
    return trees.text_of(named) if named is not None else ""


def is_data(node: Node) -> bool:
    """Whether a value stands in nothing but objects and lists, up to the variable or statement that holds them."""
    above = node.parent
    while above is not None and above.type not in STATEMENTS and above.type not in DECLARATIONS:
        if above.type in CALLS or above.type in _ANNOTATIONS:
            return False
        above = above.parent
    return True


def is_test(node: Node) -> bool:
    """Whether a value stands in a test inside the source: Rust's `#[cfg(test)]` modules."""
    above = node.parent
    while above is not None:
        before = above.prev_named_sibling
        if above.type in ("mod_item", "function_item") and before is not None and before.type == "attribute_item":
            if re.search(r"\bcfg\(.*\btest\b|\[(?:\w+::)?test\b", trees.text_of(before)):
                return True
        above = above.parent
    return False


def is_entity(node: Node) -> bool:
    """Whether a value is a field's in a class that stands for a table of a database."""
    above = node.parent
    while above is not None and above.type not in ("class_declaration", "class"):
        if (
            above.type in STATEMENTS[:3]
            or above.type in ("function_body", "method", "lambda", "do_block")
            or above.type.startswith(("method_", "function_"))
        ):
            return False
        above = above.parent
    if above is None:
        return False
    body = above.child_by_field_name("body")
    head = trees.text_of(above)[: body.start_byte - above.start_byte] if body is not None else trees.text_of(above)[:400]
    return bool(_ENTITY.search(head))


def is_entry(node: Node) -> bool:
    """Whether a value stands beside what a table tells of models: a price, a score, a length of context."""
    pair = node.parent
    if pair is None or pair.type not in PAIRS or pair.parent is None:
        return False
    known = properties(pair.parent)
    if pair.parent.parent is not None and pair.parent.parent.type == "return_statement" and _ASKING.isdisjoint(known):
        if any(known[key].type not in STRINGS for key in _ANSWERED & known.keys()):
            return True
    return not _RECORDED.isdisjoint(known)


def is_host_table(node: Node) -> bool:
    """Whether a URL is one of several that something picks from by its key: `{cn: "https://...", intl: "https://..."}`."""
    pair = node.parent
    if pair is not None and pair.type == "array" and pair.parent is not None and pair.parent.type == "array":
        rows = [
            one for one in pair.parent.named_children if one.type == "array"
        ]  # `[["cn", "https://..."], ["intl", "https://..."]]`
        return sum(any(_is_address(one) for one in row.named_children) for row in islice(rows, 12)) > 1
    if pair is None or pair.type not in PAIRS or pair.parent is None:
        return False
    values = properties(pair.parent).values()
    return sum(_is_address(one) for one in islice(values, 12)) > 1


def _is_address(node: Node) -> bool:
    return node.type in STRINGS and literal(node)[0].startswith(("http://", "https://"))


def sibling(node: Node, key: str) -> str:
    """The text of another property of the object that a property's value stands in."""
    pair = node.parent
    if pair is None or pair.type not in PAIRS or pair.parent is None:
        return ""
    value = properties(pair.parent).get(key)
    return literal(value)[0] if value is not None and value.type in STRINGS else ""


@lru_cache(maxsize=256)
def properties(node: Node) -> dict[str, Node]:
    """The properties of an object by their names in plain letters."""
    pairs = (one for one in node.named_children if one.type in PAIRS or one.type == "assignment_expression")
    return {plain(name_of(one) or ""): one.named_children[-1] for one in pairs if len(one.named_children) > 1}


def is_model_option(word: str) -> bool:
    """Whether an option of a server's command takes a model."""
    return word in _MODEL_OPTIONS


def option_before(node: Node) -> str:
    """The option of a server's command whose value a word of a list is: `["--model", x]`."""
    one = node
    if one.parent is not None and one.parent.type == "literal_element":
        one = one.parent
    before = one.prev_named_sibling
    word = literal(before)[0] if before is not None and before.type in STRINGS else ""
    return word if word in _MODEL_OPTIONS else ""
