"""The UK Sanctions List, CSV: since 28 January 2026 the UK's only list. Row 1 holds the report's date, row 2 the header.

Several rows make one party. `Name 6` is a surname or the whole name of an entity. Parent company and subsidiaries come
without shares: they say that somebody may own it, not how much.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Identifier, Name, PartyType, Quality, Relation, unique
from riskcheck.screening.sources import streams

_TYPES: dict[str, PartyType] = {"individual": "person", "entity": "entity", "ship": "vessel"}
_PARTS = ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6")
_SEVERAL = re.compile(r"\s*(?:\(\d+\)|;|\|)\s*")


def parse(path: Path) -> Iterator[Entry]:
    """Every party, in the order of first rows. Raises ListError."""
    gathered: dict[str, list[dict[str, str]]] = {}
    for _, row in streams.rows(path, ("Unique ID", "Name 6", "Name type"), skip=_preamble(path)):
        lower = {key.lower(): value for key, value in row.items()}
        if lower["unique id"]:
            gathered.setdefault(lower["unique id"], []).append(lower)
    for identifier, rows in gathered.items():
        yield _entry(identifier, rows)


def published(path: Path) -> dt.date | None:
    """The report's date in row 1."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        found = re.search(r"(\d{1,2}[-/ ]\w{2,9}[-/ ]\d{4}|\d{4}-\d\d-\d\d)", file.readline())
    patterns = ("%d-%b-%Y", "%d/%m/%Y", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%m-%Y")
    return (streams.day(found[1], *patterns) or streams.day(found[1])) if found else None


def _preamble(path: Path) -> int:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return 0 if "Unique ID" in file.readline() else 1


def _entry(identifier: str, rows: list[dict[str, str]]) -> Entry:
    first = rows[0]
    kind = first.get("designation type") or first.get("individual, entity, ship") or ""
    imposed = dict.fromkeys(part for row in rows for part in _split(row.get("sanctions imposed", "")))
    return Entry(
        list="gb-uksl",
        id=identifier,
        type=_TYPES.get(kind.lower(), "unknown"),
        names=unique(sorted(_names(rows), key=lambda name: name.quality != "primary")),
        countries=tuple(dict.fromkeys(_countries(rows))),
        programs=tuple(filter(None, [first.get("regime name")])),
        listed=streams.day(first.get("date designated"), "%d/%m/%Y"),
        cite=first.get("regime name") or None,
        effect=f"in the UK: {', '.join(imposed)}" if imposed else "",
        remarks=" ".join(filter(None, [first.get("other information"), first.get("uk statement of reasons")])),
        identifiers=tuple(
            dict.fromkeys(
                Identifier(label, value)
                for row in rows
                for key, label in (
                    ("business registration number (s)", "Business registration number"),
                    ("imo number", "IMO number"),
                )
                for value in _split(row.get(key, ""))
            )
        ),
        relations=tuple(
            dict.fromkeys(
                [Relation("parent", name) for row in rows for name in _split(row.get("parent company", ""))]
                + [Relation("subsidiary", name) for row in rows for name in _split(row.get("subsidiaries", ""))]
            )
        ),
    )


def _names(rows: Iterable[dict[str, str]]) -> Iterator[Name]:
    for row in rows:
        kind, strength = row["name type"].lower(), row.get("alias strength", "").lower()
        quality: Quality = "strong"
        if kind.startswith("primary"):
            quality = "primary" if "variation" not in kind else "strong"
        elif "low" in strength or "weak" in strength:
            quality = "weak"
        yield Name(" ".join(filter(None, (row.get(part, "") for part in _PARTS))), quality, "Latn")
        yield Name(row.get("name non-latin script", ""), quality if quality == "weak" else "strong")


def _countries(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    for row in rows:
        for place in (row.get("address country", ""), *_split(row.get("nationality(/ies)", ""))):
            if code := country(place):
                yield code


def _split(text: str) -> list[str]:
    return [part.strip(" .") for part in _SEVERAL.split(text) if part.strip(" .")]
