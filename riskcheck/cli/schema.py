"""`riskcheck schema`: the JSON Schemas that editors use."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from riskcheck.cli import options
from riskcheck.schema.manifest import Manifest
from riskcheck.schema.report import Report
from riskcheck.schema.rule import Rule
from riskcheck.schema.vocabulary import FACTS, NUMBER_OPERATORS
from riskcheck.schema.waiver import Waivers

NAMES = ("manifest", "rules", "report", "waivers")


def main(arguments: list[str]) -> int:
    """Print one schema (draft 2020-12)."""
    it = options.Parser(prog="riskcheck schema", description="Print the JSON Schema (draft 2020-12) of a document.")
    it.add_argument("name", choices=NAMES)
    given = it.parse_args(arguments)
    print(json.dumps(schema(given.name), indent=2))
    return 0


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one of `NAMES`."""
    built = {"manifest": _manifest, "rules": _rules, "report": _report, "waivers": _waivers}[name]()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:riskcheck:schema:{name}:1", **built}


def _manifest() -> dict[str, Any]:
    built = Manifest.model_json_schema(by_alias=True)
    full = built["$defs"].pop("ModelUse")
    built["$defs"]["ModelUse"] = {
        "title": "ModelUse",
        "anyOf": [{"type": "string", "minLength": 1, "description": "A model id."}, full],
    }
    return built


def _rules() -> dict[str, Any]:
    built = TypeAdapter(Rule | list[Rule]).json_schema(by_alias=True)
    built.setdefault("$defs", {})["Condition"] = _condition()
    rule = built["$defs"]["Rule"]["properties"]
    for clause in ("binds", "when"):
        rule[clause] = {"$ref": "#/$defs/Condition", "description": rule[clause].get("description", "")}
    rule["unless"] = {"anyOf": [{"$ref": "#/$defs/Condition"}, {"type": "null"}], "default": None}
    return built


def _condition() -> dict[str, Any]:
    here = {"$ref": "#/$defs/Condition"}
    facts = {fact.name: _test(fact.name) for fact in FACTS.values()}
    several = {"type": "array", "items": here, "minItems": 1}
    return {"type": "object", "additionalProperties": False, "properties": {"all": several, "any": several, "not": here, **facts}}


def _test(name: str) -> dict[str, Any]:
    fact = FACTS[name]
    if fact.kind == "flag":
        return {"type": "boolean", "description": fact.meaning}
    words: dict[str, Any] = {"type": "string", "enum": list(fact.values)} if fact.values else {"type": "string"}
    shapes = {
        "exists": {"type": "boolean"},
        **{operator: {"type": "number"} for operator in NUMBER_OPERATORS},
    }
    listed = {"type": "array", "items": words, "minItems": 1}
    tests = {operator: shapes.get(operator, listed) for operator in sorted(fact.operators)}
    return {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": tests, "description": fact.meaning}


def _waivers() -> dict[str, Any]:
    return Waivers.model_json_schema(by_alias=True)


def _report() -> dict[str, Any]:
    return Report.model_json_schema(by_alias=True, mode="serialization")
