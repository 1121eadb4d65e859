"""The kinds of nodes of each programming language's grammar, and the parts that every language has under its own names."""

from __future__ import annotations

import re

from tree_sitter import Node

from riskcheck.discovery import trees

STRINGS = (
    "string", "string_literal", "interpreted_string_literal", "raw_string_literal", "encapsed_string", "template_string",
    "verbatim_string_literal", "line_string_literal", "bare_string", "interpolated_string_expression",
)  # fmt: skip
CALLS = (
    "call_expression", "new_expression", "method_invocation", "invocation_expression", "object_creation_expression", "call",
    "method_call_expression", "member_call_expression", "scoped_call_expression", "function_call_expression", "nullsafe_member_call_expression", "implicit_object_creation_expression",
)  # fmt: skip
DECLARATIONS = (
    "variable_declarator", "const_spec", "var_spec", "const_item", "static_item", "assignment", "property_declaration", "let_declaration",
    "assignment_expression", "augmented_assignment_expression", "short_var_declaration", "public_field_definition", "const_element",
    "assignment_statement", "property_element", "operator_assignment",
)  # fmt: skip
PARAMETERS = (
    "required_parameter", "optional_parameter", "keyword_parameter", "simple_parameter", "property_promotion_parameter", "class_parameter",
    "assignment_pattern", "parameter", "object_assignment_pattern",
)  # fmt: skip
"""Parameters: what they are given in their declaration is a default."""
PAIRS = (
    "pair", "keyed_element", "named_argument", "hash_pair", "field_initializer", "array_element_initializer", "property_assignment",
    "enum_assignment", "element_value_pair",
)  # fmt: skip
PASSED_ON = (
    "expression_list", "parenthesized_expression", "array", "literal_element", "as_expression", "satisfies_expression", "await_expression",
    "unary_expression", "reference_expression", "call_suffix", "non_null_expression",
    "closure_expression", "lambda_literal", "lambda_expression", "annotated_lambda", "property_delegate", "arrow_function", "array_expression",
    "collection_expression", "collection_literal", "string_array", "try_expression", "array_initializer", "equals_value_clause",
    "initializer_expression", "bracketed_argument_list", "lazy", "block_argument", "postfix_unary_expression", "cast_expression",
)  # fmt: skip
ARGUMENTS = ("arguments", "argument_list", "value_arguments")
MEMBERS = (
    "field_expression", "member_expression", "navigation_expression", "selector_expression", "member_access_expression",
)  # fmt: skip
OBJECTS = ("object", "hash", "array_creation_expression", "initializer_expression", "literal_value", "field_initializer_list", "arguments",
            "argument_list", "value_arguments")  # fmt: skip
STATEMENTS = (
    "statement_block", "block", "compound_statement", "class_body", "declaration_list", "program", "source_file", "expression_statement",
    "body_statement", "statements", "compilation_unit", "function_body",
)  # fmt: skip


_OPENING = re.compile(r"""(?:[@$rbf]*)(\"\"\"|["'`]|#*["])""")
_WORDS = re.compile(r"\w+")
_GENERIC = re.compile(r"<.*>")


def literal(node: Node) -> tuple[str, int]:
    """A literal's text and how many characters of quotes stand before it."""
    raw = trees.text_of(node)
    found = _OPENING.match(raw)
    if not found:
        return raw, 0
    quotes = len(found.group(0))
    return raw[quotes : len(raw) - len(found[1])], quotes


def words_of(text: str) -> list[str]:
    """The names in a piece of code: `this.client` has two."""
    return [text] if text.isidentifier() else _WORDS.findall(text)


def callee(call: Node) -> str:
    """The last name of what is called; for `Qwen.new` and `Qwen::new` the class."""
    named = next(
        (one for field in ("function", "constructor", "name", "type", "method") if (one := call.child_by_field_name(field))),
        call.named_children[0] if call.named_children else None,
    )
    if call.type == "implicit_object_creation_expression":  # `Client client = new(...)`: the type stands before the name
        named = typed_by(call)
    if named is not None and named.type in CALLS and named.id != call.id:  # `createOpenAI({...})("x")`
        return callee(named)
    text = trees.text_of(named)[-120:] if named is not None else ""
    words = words_of(_GENERIC.sub("", text) if "<" in text else text)
    if call.type == "call" and words == ["new"] and (made := call.child_by_field_name("receiver")):
        words = words_of(trees.text_of(made)[-120:])
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


def typed_by(node: Node) -> Node | None:
    """The type of the field or variable that a value is given to."""
    above = node.parent
    while above is not None and above.type in ("variable_declarator", "equals_value_clause"):
        above = above.parent
    return above.child_by_field_name("type") if above is not None else None


def receiver(call: Node) -> Node | None:
    """What a method is called on."""
    for field in ("object", "receiver", "scope"):
        if (found := call.child_by_field_name(field)) is not None:
            return found
    function = call.child_by_field_name("function") or (call.named_children[0] if call.named_children else None)
    if function is None or function.type not in MEMBERS:
        return None
    return next(
        (one for field in ("value", "object", "operand", "expression") if (one := function.child_by_field_name(field))),
        function.named_children[0] if function.named_children else None,
    )


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
        if above.type not in PAIRS
        else [trees.text_of(first).strip("\"'$:")]
    )
    return re.split(r"[.>]", words[0].rstrip(","))[-1] if words[0] else ""


def value_given(node: Node) -> Node | None:
    """What a declaration or assignment gives its name."""
    value = node.child_by_field_name("value") or node.child_by_field_name("right")
    if value is None and len(node.named_children) > 1:
        value = node.named_children[-1]
    if value is not None and value.type == "expression_list" and len(value.named_children) == 1:
        value = value.named_children[0]
    return value
