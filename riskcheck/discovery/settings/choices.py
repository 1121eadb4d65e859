"""What a document chooses among what it describes: one of its providers, one of its profiles, what a switch leaves on.

A description that is not chosen makes a use possible, no more. Where nothing chooses, all of them may be used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from riskcheck.discovery import key_words
from riskcheck.discovery.values import Path, Value

_TABLES = {
    # a table of descriptions, by its key: the keys beside it, or in a chosen profile, whose value names one of them
    "profiles": frozenset("profile activeprofile defaultprofile currentprofile".split()),
    "providers": frozenset("provider modelprovider defaultprovider activeprovider llmprovider currentprovider fallbackprovider fallbacks".split()),
    "modelproviders": frozenset("modelprovider provider".split()),
    "provider": frozenset(("model", "smallmodel")),
}  # fmt: skip
_NAMES = ("id", "name", "key", "provider", "slug", "type")
_WITHIN = frozenset("default active selected current primary".split())
"""Keys of a table itself that name one of its entries."""
_OFF, _ON = ("false", "0", "no", "off"), ("true", "1", "yes", "on")


def unchosen(values: Sequence[Value], by_parent: Mapping[Path, Mapping[str, Value]]) -> frozenset[Path]:
    """The paths of what a document describes and does not choose."""
    found: set[Path] = set()
    kept: set[Path] = set()
    for kind, selectors in _TABLES.items():  # profiles first: a chosen one selects too
        tables = _tables(kind, by_parent)
        selecting: dict[Path, list[Value]] = {}
        for one in values if tables else ():
            if key_words.plain(one.key) in selectors:
                selecting.setdefault(_place(one.path), []).append(one)
        for table, entries in tables.items():
            said = [one for place in (table[:-1], *kept) for one in selecting.get(place, ())]
            if kind == "provider":  # `model: openrouter/qwen/qwen3` names a provider before its first slash
                said = [one._replace(text=one.text.partition("/")[0]) for one in said if "/" in one.text]
            said += [one for key, one in by_parent.get(table, {}).items() if key in _WITHIN]
            chosen = {one.text.lower() for one in said}
            picked = {one for one in entries if _is_named(_names_of(one, by_parent), chosen)}
            by_hand = kind == "profiles" and any(
                "modelprovider" in by_parent.get(one, {}) for one in entries
            )  # on a command line
            if picked or by_hand or any(key_words.plain(one.key).startswith(("default", "active", "current")) for one in said):
                found |= entries - picked
            kept |= picked if kind == "profiles" else set()
    return frozenset(found)


def _place(path: Path) -> Path:
    return path[:-2] if isinstance(path[-1], int) else path[:-1]


def _tables(kind: str, by_parent: Mapping[Path, Mapping[str, Value]]) -> dict[Path, set[Path]]:
    """Tables of one kind near the top of a document, with the paths of their entries, which are mappings."""
    tables: dict[Path, set[Path]] = {}
    for path in by_parent:
        for depth, part in enumerate(path[:-1][:3]):
            if isinstance(part, str) and key_words.plain(part) == kind:
                tables.setdefault(path[: depth + 1], set()).add(path[: depth + 2])
    return tables


def _names_of(entry: Path, by_parent: Mapping[Path, Mapping[str, Value]]) -> set[str]:
    if isinstance(entry[-1], str):
        return {entry[-1].lower()}
    return {one.text.lower() for key, one in by_parent.get(entry, {}).items() if key in _NAMES}


def _is_named(names: set[str], chosen: set[str]) -> bool:
    """Whether one of an entry's names is chosen; a part of it counts, for a doubt must not hide a use."""
    return any(word in name or name in word for word in chosen for name in names if word and name)


def is_switched_off(name: str, known: Mapping[str, str]) -> bool:
    """Whether a switch of the same service turns a variable off: `MODERATION_ENABLED=false` for `MODERATION_MODEL`."""
    parts = name.split("_")
    for length in range(1, len(parts)):
        prefix = "_".join(parts[:length])
        for switch, offs in (
            (f"{prefix}_ENABLED", _OFF), (f"ENABLE_{prefix}", _OFF), (f"{prefix}_ENABLE", _OFF), (f"USE_{prefix}", _OFF), (f"ENABLED_{prefix}", _OFF), (f"WITH_{prefix}", _OFF),
            (f"FEATURE_{prefix}_ENABLED", _OFF), (f"FEATURE_{prefix}", _OFF), (f"{prefix}_DISABLED", _ON), (f"DISABLE_{prefix}", _ON),
        ):  # fmt: skip
            if known.get(switch, "").strip().lower() in offs:
                return True
    return False
