"""The reference of documents and commands, from the models and parsers themselves."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator
from typing import Any

from riskcheck.cli import options
from riskcheck.cli.commands import COMMANDS
from riskcheck.cli.schema import schema

_ABOUT = {
    "manifest": (
        "The manifest",
        "`riskcheck.yaml` states who deploys which models, where they run, for whom, on what data. Only `version`, the "
        "organisation's `name`, a deployment's `name` and one model are required; what is left out is unknown, never \"no\", and "
        "`[]` says that there is none.",
    ),
    "rules": (
        "The rule document",
        "One legal measure, contract term or policy. [The rule language](../rule-language.md) says how it is judged.",
    ),
    "report": ("The report", "What `riskcheck check --format json` writes."),
    "waivers": ("Waivers", "`riskcheck-waivers.yaml`: findings that somebody accepted, with a reason and a last day."),
}


def pages() -> dict[str, str]:
    """Every page: its path below this folder, and its text."""
    return {f"reference/{name}.md": "\n".join(_document(name)) + "\n" for name in _ABOUT} | {
        "reference/cli.md": "\n".join(_commands()) + "\n"
    }


def _document(name: str) -> Iterator[str]:
    title, about = _ABOUT[name]
    whole = schema(name)
    yield from (
        f"# {title}",
        "",
        about,
        "",
        f"Generated from the models; `riskcheck schema {name}` prints the JSON Schema for editors.",
    )
    if "properties" in whole:
        yield from _section("The document", whole)
    elif "items" in whole or "anyOf" in whole or "$ref" in whole:
        yield from ("", f"The document is {_type(whole)}.")
    for key, one in whole.get("$defs", {}).items():
        if "properties" in one:
            yield from _section(key, one)
        elif "enum" in one:
            yield from ("", f"## {key}", "", _type(one))


def _section(name: str, one: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"## {name}", "")
    if text := one.get("description"):
        yield from (" ".join(text.split()), "")
    yield from ("| key | value | meaning |", "|---|---|---|")
    required = set(one.get("required", ()))
    for key, value in one["properties"].items():
        meaning = " ".join(str(value.get("description", "")).split())
        must = "**required.** " if key in required else ""
        yield f"| `{key}` | {_type(value)} | {_cell(must + meaning)} |"


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"])
    for several in ("anyOf", "oneOf"):
        if several in value:
            return " or ".join(dict.fromkeys(_type(one) for one in value[several] if one.get("type") != "null"))
    if value.get("type") == "array":
        items = value.get("items", {})
        return f"list of {_type(items)}" if items else "list"
    if value.get("type") == "object":
        inner = value.get("additionalProperties")
        return f"mapping to {_type(inner)}" if isinstance(inner, dict) and inner else "mapping"
    if value.get("format") == "date":
        return "date"
    kind = value.get("type", "any")
    return {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}.get(str(kind), str(kind))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").strip()


class _Found(Exception):
    """Carries a command's parser out before it reads anything."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser


def _commands() -> Iterator[str]:
    yield from ("# The command line", "")
    yield (
        "Exit codes: **0** passed, **1** failed, **2** the input or the call is wrong and nothing was judged, "
        "**3** riskcheck itself failed."
    )
    yield (
        "Results go to standard output, talk to standard error. Settings of `check` also live in `[tool.riskcheck]` of "
        "`pyproject.toml` or in `.riskcheck.toml`; the command line wins."
    )
    for name, about in COMMANDS.items():
        parser = _parser_of(name)
        yield from ("", f"## riskcheck {name}", "", about)
        yield from _options(parser)
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                helps = {one.dest: one.help for one in action._choices_actions}
                for sub, inner in action.choices.items():
                    yield from ("", f"### riskcheck {name} {sub}", "", helps.get(sub) or "")
                    yield from _options(inner)


def _parser_of(name: str) -> argparse.ArgumentParser:
    """The parser that a command makes, caught at the moment it would read its words."""

    def caught(self: argparse.ArgumentParser, *_: Any, **__: Any) -> Any:
        raise _Found(self)

    kept = options.Parser.parse_args
    options.Parser.parse_args = caught  # type: ignore[method-assign, assignment]
    try:
        importlib.import_module(f"riskcheck.cli.{name}").main([])
    except _Found as found:
        return found.parser
    finally:
        options.Parser.parse_args = kept  # type: ignore[method-assign]
    raise AssertionError(name)


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    rows = [one for one in parser._actions if not isinstance(one, argparse._HelpAction | argparse._SubParsersAction)]
    if not rows:
        return
    yield from ("", "| word | meaning |", "|---|---|")
    for one in rows:
        word = one.metavar or ("{" + ",".join(map(str, one.choices)) + "}" if one.choices else one.dest.upper())
        word = word if isinstance(word, str) else " ".join(word)
        takes = "" if one.nargs == 0 else f" {word}"
        shown = ", ".join(one.option_strings) + takes if one.option_strings else word
        yield f"| `{shown.replace('|', '&#124;')}` | {_cell((one.help or '') % {'prog': parser.prog, 'default': one.default})} |"
