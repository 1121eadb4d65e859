"""Flags that switch off what stands beside or below them, and the state that they and their surroundings give a value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from riskcheck.discovery import key_words
from riskcheck.discovery.detection import State
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Path, Value


def state_of(it: Reading, value: Value, state: State) -> State:
    """Disabled when a flag beside the value or anywhere on the way to it says so."""
    if state not in ("active", "default"):
        return state
    if key_words.is_sample(value.path) or ("production" in it.sections and "test" in value.path):  # Rails' environments
        return "sample"
    if any(value.path[:depth] in it.unchosen for depth in range(1, len(value.path) + 1)):
        return "capability"
    if _is_off_at(it, value.path[:-1], value):
        return "disabled"
    service = value.path[:2]
    if service[:1] == ("services",) and ((*service, "profiles") in it.by_parent or "profiles" in it.by_parent.get(service, {})):
        return "disabled"
    return state


def _is_off_at(it: Reading, place: Path, value: Value | None = None) -> bool:
    """Whether a mapping, or one around it, is switched off. value: one in the mapping, which is no flag over itself."""
    own = value is not None and value.path and key_words.plain(str(value.path[-1])) in OFF
    if not own and place in it.switched:
        return it.switched[place]
    found = never_runs(it.by_parent, place) or any(
        beside[key] is not value and is_off(key, beside[key], it.known)
        for beside in (it.by_parent.get(place, {}), it.by_parent.get((*place, "deploy"), {}))
        for key in beside.keys() & OFF.keys()
    )
    found = found or (bool(place) and _is_off_at(it, place[:-1]))
    if not own:
        it.switched[place] = found
    return found


_NONE = ("0", "[]", "{}", "toset([])", "false", "null")
OFF: dict[str, tuple[str, ...]] = {
    # key without case and punctuation: the values that say off
    "if": ("false",), "when": ("false", "never"), "condition": ("false",), "enabled": ("false", "no", "off", "0"), "enable": ("false", "0"),
    "deployed": ("false",), "disabled": ("true", "yes"), "disable": ("true",), "replicas": ("0",), "replicacount": ("0",),
    "suspend": ("true",), "scale": ("0",), "count": _NONE, "foreach": _NONE, "minreplicas": (), "active": ("false",), "isactive": ("false",), "isenabled": ("false",), "on": ("false",), "isdisabled": ("true",),
    "desiredcount": ("0",), "create": ("false",), "install": ("false",), "state": ("absent",),
}  # fmt: skip
_CHOICE = re.compile(
    r"(?P<flag>!?\s*[\w.]+)\s*(?:==\s*(?P<word>true|false|\"[^\"]*\"))?\s*\?\s*(?P<yes>[^?:]+?)\s*:\s*(?P<no>.+)", re.S
)


def is_off(key: str, flag: Value, known: Mapping[str, str]) -> bool:
    """Whether a flag says off as far as the file tells: by itself, or through variables with a default."""
    if key not in OFF:
        return False
    text = flag.text.strip()
    if key == "condition" and f"condition {text}" in known:
        text = known[f"condition {text}"]
    return _settled(text, known).lower() in OFF[key]


def _settled(text: str, known: Mapping[str, str]) -> str:
    bare = re.sub(
        r"^\$\{\{?\s*(.*?)\s*\}?\}$|^\[(?:parameters|variables)\('(\w+)'\)\]$", lambda found: found[1] or found[2] or "", text
    )
    choice = _CHOICE.fullmatch(bare)
    if choice:
        value = _settled(choice["flag"].strip(), known).lower()
        if choice["word"]:
            value = str(value == choice["word"].strip('"').lower()).lower()
        return choice["yes" if value == "true" else "no"].strip() if value in ("true", "false") else text
    if bare.startswith("!") and not bare.startswith("!Ref"):
        opposite = {"true": "false", "false": "true"}
        return opposite.get(_settled(bare[1:].strip(), known).lower(), text)
    name = bare.removeprefix("!Ref").strip()
    return known.get(name, bare)


def never_runs(by_parent: Mapping[Path, Mapping[str, Value]], job: Path) -> bool:
    """Whether the only rule of a job of GitLab's is that it never runs."""
    first = by_parent.get((*job, "rules", 0), {})
    return set(first) == {"when"} and first["when"].text == "never" and (*job, "rules", 1) not in by_parent
