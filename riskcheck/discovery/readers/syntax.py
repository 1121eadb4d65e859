"""What stands around a value in the syntax tree of a programming language: its name, the call it is given to, its state.

One walk for all grammars: from a literal upwards through what passes a value on (`new Uri(x)`, `x ?? y`, `env("A", x)`,
`z.string().default(x)`) to what names it (a property, an argument, a variable) or takes it (a call).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.detection import State
from riskcheck.discovery.meaning import plain

STRINGS = (
    "string", "string_literal", "interpreted_string_literal", "raw_string_literal", "encapsed_string", "template_string",
    "verbatim_string_literal", "line_string_literal", "bare_string",
)  # fmt: skip
CALLS = (
    "call_expression", "new_expression", "method_invocation", "invocation_expression", "object_creation_expression", "call",
    "method_call_expression", "member_call_expression", "scoped_call_expression", "function_call_expression", "nullsafe_member_call_expression",
)  # fmt: skip
DECLARATIONS = (
    "variable_declarator", "const_spec", "var_spec", "const_item", "static_item", "assignment", "property_declaration", "let_declaration",
    "assignment_expression", "augmented_assignment_expression", "short_var_declaration", "public_field_definition", "const_element",
    "assignment_statement", "property_element", "operator_assignment",
)  # fmt: skip
_PARAMETERS = (
    "required_parameter", "optional_parameter", "keyword_parameter", "simple_parameter", "property_promotion_parameter", "class_parameter",
    "assignment_pattern", "parameter", "object_assignment_pattern",
)  # fmt: skip
"""Parameters: what they are given in their declaration is a default."""
_PAIRS = (
    "pair", "keyed_element", "named_argument", "hash_pair", "field_initializer", "array_element_initializer", "property_assignment",
    "enum_assignment",
)  # fmt: skip
_PASSED_ON = (
    "expression_list", "parenthesized_expression", "array", "literal_element", "as_expression", "satisfies_expression", "await_expression",
    "unary_expression", "reference_expression", "call_suffix", "non_null_expression",
    "closure_expression", "lambda_literal", "lambda_expression", "annotated_lambda", "property_delegate", "arrow_function", "array_expression",
    "collection_expression", "collection_literal", "string_array", "try_expression", "array_initializer", "equals_value_clause",
    "initializer_expression", "bracketed_argument_list", "lazy", "block_argument", "postfix_unary_expression", "cast_expression",
)  # fmt: skip
_ARGUMENTS = ("arguments", "argument_list", "value_arguments")
_MEMBERS = (
    "field_expression", "member_expression", "navigation_expression", "selector_expression", "member_access_expression",
)  # fmt: skip
_OBJECTS = ("object", "hash", "array_creation_expression", "initializer_expression", "literal_value", "field_initializer_list", "arguments",
            "argument_list", "value_arguments")  # fmt: skip
_STATEMENTS = (
    "statement_block", "block", "compound_statement", "class_body", "declaration_list", "program", "source_file", "expression_statement",
    "body_statement", "statements", "compilation_unit", "function_body",
)  # fmt: skip
_CONVERSIONS = frozenset(
    """uri url string tostring into toowned from of valueof parse trim f str ptr some opt newopt pointer must freeze tomodel
    ok tochatmodel lazy runcatching memo usememo arc box cow to_vec sym tosym touri clone asstr""".split()
)
"""Calls that give back what they are given, in another type."""
_TYPES = frozenset(("ModelId", "ModelName", "LLModel", "ModelIdentifier", "OpenAIHost", "SecretStr"))
_LISTS = frozenset("of listof setof arrayof arraylistof mutablelistof mutablesetof aslist vec set array list hashset".split())
_DEFAULTS = frozenset(
    "default orelse orelseget unwrapor unwraporelse withdefault orelsereturn catch defaultvalue setdefaultvalue ifempty".split()
)
"""Calls whose argument counts where nothing else is given."""
DEFAULT_KEYS = frozenset("default defaultvalue fallback initial".split())
_FLAGS = frozenset(
    "string stringp stringvar stringvarp option addoption addargument opt arg setdefault getstring flag newstringflag argument".split()
)
"""Calls that declare an option of a program: its name, its default, its description."""
_OFF = {"enabled": ("false", "off", '"false"', "0"), "enable": ("false",), "isenabled": ("false",), "active": ("false",), "isactive": ("false",),
        "disabled": ("true",), "isdisabled": ("true",), "disable": ("true",), "replicas": ("0",), "desiredcount": ("0",)}  # fmt: skip
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_DOTTED = re.compile(r"[A-Za-z][\w-]*(?:[.:][\w-]+)+$")


class Place(NamedTuple):
    """Where a value stands. key: what it is called, in plain letters. call: whose direct argument it is.

    state: `default` for what counts where nothing else is given. is_passive: it is compared, matched or listed as a key.
    top: the last node that still is the value. variable: the environment variable that outweighs it.
    """

    key: str
    call: Node | None
    state: State
    is_passive: bool
    top: Node
    variable: str | None = None


def literal(node: Node) -> tuple[str, int]:
    """A literal's text and how many characters of quotes stand before it."""
    raw = trees.text_of(node)
    found = re.match(r"""^(?:[@$rbf]*)(\"\"\"|["'`]|#*["])""", raw)
    if not found:
        return raw, 0
    quotes = len(found.group(0))
    return raw[quotes : len(raw) - len(found[1])], quotes


def callee(call: Node) -> str:
    """The last name of what is called; for `Qwen.new` and `Qwen::new` the class."""
    named = next(
        (one for field in ("function", "constructor", "name", "type", "method") if (one := call.child_by_field_name(field))),
        call.named_children[0] if call.named_children else None,
    )
    if named is None:
        return ""
    words = re.findall(r"\w+", re.sub(r"<.*>", "", trees.text_of(named)[-120:]))
    if call.type == "call" and words == ["new"] and (made := call.child_by_field_name("receiver")):
        words = re.findall(r"\w+", trees.text_of(made)[-120:])
        return "::".join(words[-3:]) if len(words) > 1 and words[-1] in ("Client", "Chat") else words[-1] if words else "new"
    return words[-1] if words else ""


def arguments(call: Node) -> list[Node]:
    """The arguments of a call, without their wrappers."""
    for one in (
        *call.named_children,
        *(part for child in call.named_children if child.type == "call_suffix" for part in child.named_children),
    ):
        if one.type in ("arguments", "argument_list", "value_arguments"):
            return [part.named_children[-1] if part.type in ("argument", "value_argument") and part.named_children else part
                    for part in one.named_children if "comment" not in part.type]  # fmt: skip
    return []


def place_of(node: Node) -> Place:
    """Where a value stands."""
    one, given = node, None
    state: State = "active"
    variable: str | None = None
    key = _token_key(node)
    if key is not None:
        return Place(key[0], None, key[1], False, node)
    while (above := one.parent) is not None:
        if above.type in _ARGUMENTS:
            given = one
        elif above.type in CALLS and one.type not in _MEMBERS:
            step = (
                _through_call(above, given) if given is not None and one.type in (*_ARGUMENTS, "call_suffix") else ("passive", "")
            )
            if step is not None and step[0] == "passive":
                return Place("", None, state, True, one)
            if step is None:
                return Place("", above, state, False, one, variable)
            passed, name = step
            if name:
                return Place(name, above, "default", False, above, variable)
            state, variable = ("default" if passed == "default" else state), variable or _variable_of(above)
        elif above.type in ("argument", "value_argument") and (name := _argument_name(above, one)):
            return Place(name, _call_of(above), state, False, one, variable)
        elif above.type in (
            "binary_expression",
            "binary",
            "infix_expression",
            "conditional_expression",
            "ternary_expression",
            "conditional",
            "if_expression",
        ):
            found = _through_operator(above, one)
            if found is None:
                return Place("", None, state, True, one)
            if found.startswith("="):
                return Place(found[1:], None, state, False, one, variable)
            state = "default" if found == "default" else state
        elif above.type in _MEMBERS:
            if above.parent is None or above.parent.type not in CALLS or plain(callee(above.parent)) not in _CONVERSIONS:
                return Place("", None, state, True, one)
            one = above  # the call itself is passed through as well
            above = above.parent
        elif (
            above.type in _PAIRS
            or above.type in DECLARATIONS
            or above.type in _PARAMETERS
            or above.type == "function_value_parameters"
        ):
            return _named(above, one, state, variable)
        elif above.type not in (*_PASSED_ON, *_ARGUMENTS) and above.type not in ("argument", "value_argument"):
            is_passive = above.type in (
                "switch_case",
                "expression_case",
                "when_entry",
                "match_pattern",
                "or_pattern",
                "case",
                "pattern",
                "literal_type",
            )
            return Place("", None, state, is_passive, one, variable)
        one = above
    return Place("", None, state, False, one, variable)


def _named(above: Node, one: Node, state: State, variable: str | None) -> Place:
    name = name_of(above, one)
    if name is None:  # it is the name itself
        return Place("", None, state, True, one)
    if above.type in _PARAMETERS or above.type == "function_value_parameters":
        return Place(plain(name), None, "default", False, one, variable)
    key = plain(name)
    if key in DEFAULT_KEYS and (outer := _owner(above)):
        return Place(outer, None, "default", False, one, variable)
    if key == "value" and (named := _sibling(above, "name")):
        return Place(plain(named), None, state, False, one, variable)
    return Place(key, None, state, False, one, variable)


def name_of(above: Node, one: Node | None = None) -> str | None:
    """The name that a pair, declaration or parameter gives; None where `one` is that name."""
    first = next(
        (found for field in ("key", "name", "left", "pattern", "field") if (found := above.child_by_field_name(field))),
        above.named_children[0] if above.named_children else None,
    )
    if above.type == "function_value_parameters" and one is not None:
        first = one.prev_named_sibling
    if (
        above.type in ("class_parameter", "property_declaration", "simple_parameter")
        and above.child_by_field_name("name") is None
    ):
        first = next(
            (part for part in above.named_children if part.type in ("identifier", "variable_declaration", "variable_name")), first
        )
    if first is None or first == one:
        return None
    words = (
        re.split(r"[\s:=]", trees.text_of(first).strip("\"'$:"))
        if above.type not in _PAIRS
        else [trees.text_of(first).strip("\"'$:")]
    )
    return re.split(r"[.>]", words[0].rstrip(","))[-1] if words[0] else ""


def _through_call(call: Node, one: Node) -> tuple[str, str] | None:
    """How a call passes its argument on: the state and the name that it gives; None where it takes it."""
    name, given = plain(callee(call)), arguments(call)
    inner = one.named_children[-1] if one.type in ("argument", "value_argument") and one.named_children else one
    texts = [literal(part)[0] for part in given if part.type in STRINGS]
    is_first = bool(given) and inner == given[0]
    first = literal(given[0])[0] if given and given[0].type in STRINGS else ""
    if (
        first
        and not is_first
        and (_VARIABLE.match(first) or (_DOTTED.match(first) and re.match(r"get|fetch|env|string|value", name)))
    ):
        return "default", ""
    if name in _DEFAULTS:
        return "default", ""
    if name in _FLAGS and len(given) >= 3 and texts and inner.type in STRINGS:
        at = [part for part in given if part.type in STRINGS]
        options = plain(re.split(r"[\s=,]", texts[0].lstrip("-"))[0])
        if len(at) > 1 and inner in at[1:] and options:
            return "default", options if inner == at[1] or (texts[0].startswith("-") and inner == at[-1]) else "description"
        return None
    if (name in _CONVERSIONS or callee(call) in _TYPES) and len(given) <= 1:
        return "active", ""
    return ("active", "") if name in _LISTS else None


def _variable_of(call: Node) -> str | None:
    given = arguments(call)
    text = literal(given[0])[0] if given and given[0].type in STRINGS else ""
    return text if _VARIABLE.match(text) else None


def _through_operator(above: Node, one: Node) -> str | None:
    """`active` or `default` where an operator passes a value on, `=name` where it names it, None where it only looks at it."""
    if above.type in ("ternary_expression", "conditional_expression", "conditional", "if_expression"):
        condition = above.child_by_field_name("condition") or above.named_children[0]
        return None if condition == one else "active"
    operator = above.child_by_field_name("operator")
    sign = trees.text_of(operator) if operator is not None else next(
        (trees.text_of(part) for part in above.children if not part.is_named or trees.text_of(part) == "to"), ""
    )  # fmt: skip
    first = above.named_children[0] if above.named_children else None
    if sign == "to":
        return None if first == one else f"={plain(literal(first)[0])}" if first is not None else None
    if sign in ("??", "||", "?:", "or", "|"):
        return "active" if first == one else "default"
    return None


def _argument_name(argument: Node, one: Node) -> str:
    """The name of a named argument."""
    named = argument.child_by_field_name("name")
    if (
        named is None
        and argument.type == "value_argument"
        and len(argument.named_children) > 1
        and argument.named_children[0] != one
    ):
        named = argument.named_children[0]
    if named is None and argument.named_children and argument.named_children[0].type == "name_colon":
        named = argument.named_children[0]
    return plain(trees.text_of(named)) if named is not None else ""


def _call_of(node: Node) -> Node | None:
    above = node.parent
    while above is not None and above.type in (*_PASSED_ON, *_ARGUMENTS):
        above = above.parent
    return above if above is not None and above.type in CALLS else None


def _owner(pair: Node) -> str:
    """Whose default a `default: x` is: of the option that the call declares, of the property around."""
    above = pair.parent
    while above is not None and above.type in (*_OBJECTS, *_PASSED_ON):
        above = above.parent
    if above is not None and above.type in CALLS:
        given = arguments(above)
        return plain(literal(given[0])[0]) if given and given[0].type in STRINGS else ""
    return plain(name_of(above) or "") if above is not None and (above.type in _PAIRS or above.type in DECLARATIONS) else ""


def _sibling(pair: Node, key: str) -> str:
    for one in pair.parent.named_children if pair.parent is not None else ():
        if one.type in _PAIRS and plain(name_of(one) or "") == key and one.named_children[-1].type in STRINGS:
            return literal(one.named_children[-1])[0]
    return ""


def sibling(node: Node, key: str) -> str:
    """The text of another property of the object that a property's value stands in."""
    return _sibling(node.parent, key) if node.parent is not None and node.parent.type in _PAIRS else ""


def _token_key(node: Node) -> tuple[str, State] | None:
    """The name in Rust's macros and attributes, whose insides are bare tokens: `json!({"model": "x"})`, `default_value = "x"`."""
    sign = node.prev_sibling
    if node.parent is None or node.parent.type != "token_tree" or sign is None or trees.text_of(sign) not in (":", "=", "=>"):
        return None
    named = sign.prev_sibling
    key = plain(trees.text_of(named)) if named is not None else ""
    if key not in ("defaultvalue", "defaultvaluet", "default"):
        return key, "active"
    item = node.parent
    while item is not None and item.type != "attribute_item":
        item = item.parent
    while item is not None and item.type == "attribute_item":
        item = item.next_named_sibling
    return plain(name_of(item) or "") if item is not None else "", "default"


# --- further out --------------------------------------------------------------------------------------------------------------


def chain(call: Node) -> Iterator[Node]:
    """The calls of the chain that a call stands in, `A.builder().b(x).c(y)`, the last first; those of a block given to one too."""
    top = call
    while (above := top.parent) is not None:
        if above.type in _MEMBERS and above.parent is not None:
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
    seen: Node | None = top
    while seen is not None and seen.type in CALLS:
        yield seen
        seen = receiver(seen)


def _call_around(node: Node) -> Node | None:
    above = node.parent
    while above is not None and above.type in ("lambda_literal", "annotated_lambda", "statements"):
        above = above.parent
    return above if above is not None and above.type in CALLS else None


def receiver(call: Node) -> Node | None:
    """What a method is called on."""
    for field in ("object", "receiver", "scope"):
        if (found := call.child_by_field_name(field)) is not None:
            return found
    function = call.child_by_field_name("function") or (call.named_children[0] if call.named_children else None)
    if function is None or function.type not in _MEMBERS:
        return None
    return next(
        (one for field in ("value", "object", "operand", "expression") if (one := function.child_by_field_name(field))),
        function.named_children[0] if function.named_children else None,
    )


def names_around(node: Node) -> Iterator[str]:
    """The names of properties, variables, fields and parameters that a value stands in, the nearest first."""
    one, above = node, node.parent
    while above is not None and above.type not in _STATEMENTS:
        if above.type in _PAIRS or above.type in DECLARATIONS or above.type in _PARAMETERS:
            yield name_of(above, one) or ""
        one, above = above, above.parent


def is_off(node: Node) -> bool:
    """Whether a flag beside a value, or beside what holds it, switches it off."""
    above = node.parent
    while above is not None and above.type not in _STATEMENTS:
        if above.type in _OBJECTS:
            for pair in above.named_children:
                if (pair.type in _PAIRS or pair.type == "assignment_expression") and len(pair.named_children) > 1:
                    wanted = _OFF.get(plain(name_of(pair) or ""))
                    if wanted and trees.text_of(pair.named_children[-1]).lower() in wanted:
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
