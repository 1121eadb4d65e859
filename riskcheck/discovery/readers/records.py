"""Where source code only keeps a record of a model: in a database, a log, an error, an answer, a table of usage."""

from __future__ import annotations

import re

from tree_sitter import Node

from riskcheck.discovery import trees
from riskcheck.discovery.key_words import plain
from riskcheck.discovery.readers import around
from riskcheck.discovery.readers.grammar import CALLS, callee
from riskcheck.discovery.readers.services import Services

_RECORDS = re.compile(
    r"^(?:(?:update|insert|upsert|find|where|delete|first_?or|log|assert|expect|print|save)\w*|(?:info|warn|error|debug|warning|trace|errorf|table|dir|"
    r"add_?attribute|track|capture|equals|fields|count|schema|define(?:_?model|_?table|_?entity)?|pgtable|sqlitetable|mysqltable|varchar|entity|to_?equal|to_?be)f?)$",
    re.I,
)
"""Calls that store, look up or write down: what they are given is a record of a use at most."""
_DESCRIPTIONS = frozenset("tags labels metadata headers annotations defaultheaders".split())
"""Properties that describe something, whatever they say."""
_ANSWERS = re.compile(r"(?:c|ctx|res|reply|response|NextResponse|Response)\.(?:status\(\w+\)\.)?(?:json|send)\b")
"""Calls that answer a request."""
_STORES = re.compile(
    r"(?:await\s+)?(?:this\.|self\.|\$this->|_|\$)?(?:prisma|db|database|knex|drizzle|supabase|collection|tx|trx|repo|repository|dao|\w+(?:Repo|Repository|Dao)|"
    r"record|usage|log|entry|audit|\w+(?:Record|Usage|Log|Entry|Audit))\b(?:\.|->|::)"
)
"""What rows are written to."""
_MADE = ("composite_literal", "object_creation_expression", "struct_expression", "new_expression")
_RECORD = re.compile(
    r"(?:Record|Usage|Log|Entry|Response|Stats|Statistics|Metrics?|Event|Error|Exception|Row|Entity|Audit|Pricing|Price|Cost|Chunk)$"
)
"""Ends of the names of types whose values tell of a use."""


def is_record(node: Node, services: Services) -> bool:
    """Whether a value is stored, looked up, written down or answered: it tells of a use at most."""
    if around.is_entity(node) or any(plain(name) in _DESCRIPTIONS for name in around.names_around(node)):
        return True
    above = node.parent
    while above is not None and "statement" not in above.type and above.type not in ("block", "lambda_literal"):
        if above.type in _MADE and _RECORD.search(_type_of(above)):
            return True
        if above.type in CALLS and _STORES.match(trees.text_of(above)[:80]):
            return True
        if above.type in CALLS and _ANSWERS.match(trees.text_of(above)[:60]):
            return True
        if above.type == "macro_invocation" and _RECORDS.match(trees.text_of(above.named_children[0]).rpartition("::")[2]):
            return True
        if (
            above.type in CALLS
            and any(_RECORDS.match(callee(one)) for one in around.chain_below(above))
            and not services.around(above, above).is_any
        ):
            return True
        above = above.parent
    return False


def _type_of(node: Node) -> str:
    made = next((one for field in ("type", "constructor", "name") if (one := node.child_by_field_name(field)) is not None), None)
    return re.sub(r"<.*", "", trees.text_of(made)[:80]) if made is not None else ""
