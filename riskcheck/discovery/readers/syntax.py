"""What a value is called, which call takes it, and whether it counts only where nothing else is given.

One walk for all grammars: from a literal upwards through what passes a value on (`new Uri(x)`, `x ?? y`, `env("A", x)`,
`z.string().default(x)`) to what names it (a property, an argument, a variable) or takes it (a call).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.detection import State
from riskcheck.discovery.key_words import ends_as_model, plain
from riskcheck.discovery.readers.around import sibling
from riskcheck.discovery.readers.fallbacks import is_answer, is_fallback, setting
from riskcheck.discovery.readers.grammar import (
    ARGUMENTS,
    CALLS,
    DECLARATIONS,
    MEMBERS,
    OBJECTS,
    PAIRS,
    PARAMETERS,
    PASSED_ON,
    STRINGS,
    arguments,
    callee,
    literal,
    name_of,
    receiver,
)  # fmt: skip

_TERNARIES = ("ternary_expression", "conditional_expression", "conditional", "if_expression")
_OPERATORS = (
    "binary_expression", "binary", "infix_expression", *_TERNARIES,
)  # fmt: skip
_MATCHED = (
    "switch_case",
    "expression_case",
    "when_entry",
    "match_pattern",
    "or_pattern",
    "case",
    "pattern",
    "literal_type",
    "constant_pattern",
)
_CONVERSIONS = frozenset(
    """string tostring into toowned from of valueof parse trim f str ptr some opt newopt pointer must freeze tomodel
    ok tochatmodel lazy runcatching memo usememo arc box cow to_vec sym tosym touri clone asstr
    trim trimend replace replaceall removesuffix tolowercase""".split()
)
"""Calls that give back what they are given, in another type."""
_TYPES = frozenset(("ModelId", "ModelName", "LLModel", "ModelIdentifier", "OpenAIHost", "SecretStr", "URI", "Uri", "URL", "Url"))
_LISTS = frozenset("of listof setof arrayof arraylistof mutablelistof mutablesetof aslist vec set array list hashset".split())
_DEFAULTS = frozenset(
    "default orelse orelseget unwrapor unwraporelse withdefault orelsereturn catch defaultvalue setdefaultvalue ifempty usestate ref shallowref signal createsignal".split()
)
"""Calls whose argument counts where nothing else is given."""
DEFAULT_KEYS = frozenset("default defaultvalue fallback initial".split())
_FLAGS = frozenset(
    "string stringp stringvar stringvarp option addoption addargument opt arg setdefault getstring flag newstringflag argument".split()
)
"""Calls that declare an option of a program: its name, its default, its description."""
_PUTS = frozenset("setvar put set add append addproperty setproperty setenv putenv putstring with field param formparam".split())
"""Calls that set something named by their first argument."""
_FORMATS = re.compile(r"(?:format|concat)!")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")


class Place(NamedTuple):
    """Where a value stands. key: what it is called, in plain letters. call: whose direct argument it is.

    state: `default` for what counts where nothing else is given. is_passive: it is compared, matched or listed as a key.
    top: the last node that still is the value. setting: what it is the default of, as written: `LLM_MODEL`.
    """

    key: str
    call: Node | None
    state: State
    is_passive: bool
    top: Node
    setting: str = ""


def place_of(node: Node) -> Place:
    """Where a value stands."""
    if (token := _token_key(node)) is not None:
        return Place(token[0], None, token[1], False, node)
    one, given, named, default_of = node, node, "", ""
    state: State = "active"
    while (above := one.parent) is not None:
        step = _step(above, one, given)
        if isinstance(step, Place):
            key = step.key or ("" if step.is_passive else named)
            return step._replace(key=key, state="default" if "default" in (state, step.state) else "active", setting=default_of)
        if step == "default" and above.type in CALLS:
            named = named or _setting(above)
            default_of = default_of or _read_by(above)
        if step == "default" and above.type in _OPERATORS and is_answer(above.named_children[0]):
            return Place("", None, "default", True, one)
        if above.type in _OPERATORS and (told := _other(above, one)):
            default_of, state = default_of or told, "default"
        given = one if above.type in ARGUMENTS else given
        state = "default" if step == "default" else state
        one = above
    return Place("", None, state, False, one)


def _step(above: Node, one: Node, given: Node) -> Place | State:
    """One step outwards: the state of a value that is passed on, or the place where the walk ends."""
    if above.type in CALLS:
        return _at_call(above, one, given)
    if above.type in ("argument", "value_argument"):
        name = _argument_name(above, one)
        return Place(name, _call_of(above), "active", False, one) if name else "active"
    if above.type in _OPERATORS:
        found = _through_operator(above, one)
        if found is None or found.startswith("="):
            return Place((found or "=")[1:], None, "active", found is None, one)
        return "default" if found == "default" else "active"
    if above.type in MEMBERS:  # `"x".to_string()` is passed on, `"x".equals(y)` is not
        is_kept = above.parent is not None and above.parent.type in CALLS and plain(callee(above.parent)) in _CONVERSIONS
        return "active" if is_kept else Place("", None, "active", True, one)
    if above.type == "token_tree" and above.parent is not None and _FORMATS.match(trees.text_of(above.parent)):
        return "active"
    if above.type == "macro_invocation" and _FORMATS.match(trees.text_of(above)):
        return "active"
    if above.type == "initializer_expression" and len(above.named_children) == 2 and above.named_children[0].type in STRINGS:
        if above.parent is not None and above.parent.type == "initializer_expression":  # C#'s `{{"model", x}}`
            is_name = above.named_children[0] == one
            return Place("" if is_name else plain(literal(above.named_children[0])[0]), None, "active", is_name, one)
    if above.type == "anonymous_object_creation_expression":
        sign, named = one.prev_sibling, one.prev_named_sibling
        is_named = sign is not None and trees.text_of(sign) == "=" and named is not None
        return Place(plain(trees.text_of(named)) if is_named and named is not None else "", None, "active", not is_named, one)
    if above.type in (*PAIRS, *DECLARATIONS, *PARAMETERS, "function_value_parameters"):
        return _named(above, one)
    if above.type in (*PASSED_ON, *ARGUMENTS) or _is_ruby_block(above):
        return "active"
    return Place(_returned(above, one), None, "active", above.type in _MATCHED, one)


def _setting(call: Node) -> str:
    """The name of the setting that a call reads: `env("LLM_MODEL", x)`."""
    given = arguments(call)
    return plain(re.split(r"[.:]", literal(given[0])[0])[-1]) if given and given[0].type in STRINGS else ""


def _read_by(call: Node) -> str:
    """What a call that gives a default reads: its first argument's last word, or what it is called on, `options.model.unwrap_or(x)`."""
    given = arguments(call)
    if len(given) > 1:
        return re.split(r"[.:]", literal(given[0])[0])[-1] if given[0].type in STRINGS else ""
    asked = receiver(call)
    return setting(asked) if asked is not None else ""


def _other(above: Node, one: Node) -> str:
    """What a literal stands in for beside an operator: `options.model || x`, `has(options.model) ? options.model : x`."""
    others = [part for part in above.named_children if part != one]
    if above.type in _TERNARIES:
        others = [part for part in others[-1:] if len(above.named_children) == 3 and above.named_children[0] != one]
        if not others or others[0].type in STRINGS or not ends_as_model(setting(others[0])):
            return ""
    elif above.named_children and above.named_children[0] == one:
        return ""
    return setting(others[0]) if others else ""


def _returned(above: Node, one: Node) -> str:
    """The name of the function that gives a value back: it says what the value is, as a variable's would."""
    is_tail = (
        above.type == "block"
        and above.parent is not None
        and above.parent.type == "function_item"
        and above.named_children[-1] == one
    )
    if not is_tail and above.type not in ("return_statement", "return_expression", "arrow_expression_clause", "function_body"):
        return ""
    function: Node | None = above
    while function is not None and (function.type == "function_body" or not function.type.startswith(("function_", "method_"))):
        function = function.parent if function.type != "lambda_literal" else None
    name = function.child_by_field_name("name") if function is not None else None
    return plain(trees.text_of(name)) if name is not None else ""


def _is_ruby_block(node: Node) -> bool:
    return node.type == "block_body" or (
        node.type in ("block", "do_block") and node.parent is not None and node.parent.type == "call"
    )


def _at_call(call: Node, one: Node, given: Node) -> Place | State:
    if one.type in MEMBERS or (receiver(call) == one and plain(callee(call)) in _CONVERSIONS):
        return "active"  # what is called, on the way through a conversion: Ruby's `"x".freeze`
    if _is_ruby_block(one) and _setting(call):  # `ENV.fetch("X") { "y" }`
        return "default"
    if one.type not in (*ARGUMENTS, "call_suffix"):
        return Place("", None, "active", True, one)
    step = _through_call(call, given)
    if step is None:
        return Place("", call, "active", False, one)
    state: State = "default" if step[0] == "default" else "active"
    return Place(step[1], call, state, False, call) if step[1] else state


def _named(above: Node, one: Node) -> Place:
    name = name_of(above, one)
    if name is None:  # it is the name itself
        return Place("", None, "active", True, one)
    if above.type in PARAMETERS or above.type == "function_value_parameters":
        return Place(plain(name), None, "default", False, one)
    key = plain(name)
    if key in DEFAULT_KEYS and (outer := re.split(r"[.:]", sibling(one, "name"))[-1] or _owner(above) or _annotated(above)):
        return Place(plain(outer), None, "default", False, one)
    if key == "value" and (named := sibling(one, "name")):
        return Place(plain(named), None, "active", False, one)
    return Place(key, None, "default" if is_fallback(above) else "active", False, one)


def _through_call(call: Node, one: Node) -> tuple[str, str] | None:
    """How a call passes its argument on: the state and the name that it gives; None where it takes it."""
    name, given = plain(callee(call)), arguments(call)
    inner = one.named_children[-1] if one.type in ("argument", "value_argument") and one.named_children else one
    is_first = bool(given) and inner == given[0]
    first = literal(given[0])[0] if given and given[0].type in STRINGS else ""
    if name in _PUTS and len(given) == 2 and first and not is_first:
        return "active", plain(first)
    is_read = (
        bool(re.match(r"get|fetch|env|string|value|option|param|input|setting|config|use\w*storage", name)) and len(given) == 2
    )
    if first and not is_first and (_VARIABLE.match(first) or (is_read and re.match(r"[A-Za-z][\w.:-]*$", first))):
        return "default", ""
    if name in _DEFAULTS:
        return "default", ""
    if name in ("sprintf", "format") and is_first:
        return "active", ""
    if name in ("of", "entry") and first != "" and re.match(r"(?:Immutable)?Map\b", trees.text_of(receiver(call) or call)):
        at = given.index(inner) if inner in given else 0  # `Map.of("model", x, "stream", true)`
        return ("active", plain(literal(given[at - 1])[0])) if at % 2 else None
    if (
        name in _FLAGS
        and inner.type in STRINGS
        and len(given) >= (2 if name == "setdefault" else 3)
        and (key := _flag(given, inner))
    ):
        return "default", key
    if (name in _CONVERSIONS or callee(call) in _TYPES) and len(given) <= 1:
        return "active", ""
    return ("active", "") if name in _LISTS else None


def _flag(given: list[Node], inner: Node) -> str:
    """The option whose default an argument is; nothing for its name, its short form and its description."""
    texts = [one for one in given if one.type in STRINGS]
    name = literal(texts[0])[0] if texts else ""
    at = texts.index(inner) if inner in texts else 0
    is_default = at == 1 + (len(texts) > 2 and len(literal(texts[1])[0]) <= 1) or (
        name.startswith("-") and at == len(texts) - 1 > 1
    )
    return plain(re.split(r"[.:]", re.split(r"[\s=,]", name.lstrip("-"))[0])[-1]) if at and is_default else ""


def _through_operator(above: Node, one: Node) -> str | None:
    """`active` or `default` where an operator passes a value on, `=name` where it names it, None where it only looks at it."""
    if above.type in _TERNARIES:
        condition = above.child_by_field_name("condition") or above.named_children[0]
        is_short = (
            above.type == "conditional_expression"
            and above.child_by_field_name("body") is None
            and len(above.named_children) == 2
        )
        return None if condition == one else "default" if is_short else "active"  # PHP's `$x ?: y`
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
    while above is not None and above.type in (*PASSED_ON, *ARGUMENTS):
        above = above.parent
    return above if above is not None and above.type in CALLS else None


def _annotated(pair: Node) -> str:
    """The field whose annotation gives its default: `@Option(names = "-m", defaultValue = "x") String model;`."""
    above: Node | None = pair
    while above is not None and above.type in ("element_value_pair", "annotation_argument_list", "annotation", "modifiers"):
        above = above.parent
    field = above.child_by_field_name("declarator") if above is not None and above.type == "field_declaration" else None
    return name_of(field) or "" if field is not None else ""


def _owner(pair: Node) -> str:
    """Whose default a `default: x` is: of the option that the call declares, of the property around."""
    above = pair.parent
    while above is not None and above.type in (*OBJECTS, *PASSED_ON):
        above = above.parent
    if above is not None and above.type in CALLS:
        named = (one for one in arguments(above) if one.type in (*STRINGS, "simple_symbol"))
        return next((plain(literal(one)[0]) for one in named), "")
    return plain(name_of(above) or "") if above is not None and (above.type in PAIRS or above.type in DECLARATIONS) else ""


def _token_key(node: Node) -> tuple[str, State] | None:
    """The name in Rust's macros and attributes, whose insides are bare tokens: `json!({"model": "x"})`, `default_value = "x"`."""
    sign = node.prev_sibling
    if node.parent is None or node.parent.type != "token_tree" or sign is None or trees.text_of(sign) not in (":", "=", "=>"):
        return None
    named = sign.prev_sibling
    key = plain(trees.text_of(named)) if named is not None else ""
    if key not in ("defaultvalue", "defaultvaluet", "default"):
        return key, "active"
    item: Node | None = node.parent
    while item is not None and item.type != "attribute_item":
        item = item.parent
    while item is not None and item.type == "attribute_item":
        item = item.next_named_sibling
    return plain(name_of(item) or "") if item is not None else "", "default"
