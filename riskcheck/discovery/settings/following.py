"""References followed: what a value comes to, by the variables that its file and its surroundings set."""

from __future__ import annotations

import re
from collections.abc import Mapping

from riskcheck.discovery import variables
from riskcheck.discovery.detection import State
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.settings.references import reference
from riskcheck.discovery.values import Value


def followed(it: Reading, value: Value) -> tuple[str, State, str | None]:
    """A value's text with its references filled in; the state that a default gives; the first name that is not known."""
    text = value.text
    if known := _in_own_language(text, it.known):
        return known[0], "default" if known[1] else "active", None
    if not value.is_literal:
        name = re.sub(r"^!(?:Ref|GetAtt)\s+", "", text).strip()
        if name in it.known:
            return it.known[name], "default", None
        if told := reference(text):
            return (text, "active", told.name) if told.default is None else (told.default, "default", None)
        return text, "active", name
    if told := reference(text):
        if told.name in it.known and it.known[told.name] != text:
            return it.known[told.name], "active", None
        return (text, "active", told.name) if told.default is None else (told.default, "default", None)
    found = re.fullmatch(r"\$\{(?:\{\s*)?([\w.]+)(?:\s*\})?\}|os\.environ/(\w+)|\{env:(\w+)\}", text)
    if found and not text.startswith("${{") and found[1]:
        if found[1] in it.known and it.known[found[1]] != text:
            return it.known[found[1]], "default" if "." in found[1] else "active", None
        return text, "active", found[1]
    if found:
        return text, "active", next(part for part in found.groups() if part)
    if text.startswith("${{"):
        return text, "active", text.strip("${} ")
    if "{{" in text:
        named = re.fullmatch(r"\{\{\s*([\w.]+)\s*\}\}", text)
        return (it.known[named[1]], "active", None) if named and named[1] in it.known else (text, "active", text)
    resolved = re.sub(r"\$\{(var|local)\.(\w+)\}", lambda m: it.known.get(f"{m[1]}.{m[2]}", m[0]), text)
    return variables.follow(resolved, it.known)


def _in_own_language(text: str, known: Mapping[str, str]) -> tuple[str, bool] | None:
    """What a reference in ARM's or a workflow's own language stands for, and whether that is only a default.

    `[parameters('x')]`, `${{ inputs.x || 'y' }}`, `${{ env.X }}`; None for other texts and for what is not known.
    """
    arm = re.fullmatch(r"\[(?:parameters|variables)\('(\w+)'\)\]", text)
    if arm:
        return (known[arm[1]], True) if arm[1] in known else None
    run = re.fullmatch(r"\$(?:\{\{|\[\[)\s*([\w.-]+)\s*(?:\|\|\s*'([^']*)'\s*)?(?:\}\}|\]\])", text)
    if run is None:
        return None
    name = run[1].removeprefix("env.")
    if name in known and known[name] != text:
        return known[name], name.partition(".")[2] != ""
    return (run[2], True) if run[2] else None
