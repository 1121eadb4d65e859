"""The US Consolidated Screening List of the International Trade Administration, CSV (28 or 29 columns) or JSON.

It joins lists of three departments; `source` says which, and an entry keeps the id of its own list. Known faults of the
file: no party types for the Entity List, names that end in a comma, several values joined by `; ` in one field.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riskcheck.errors import ListError, Mark
from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Identifier, Name, PartyType, unique
from riskcheck.screening.sources import streams

LISTS = (
    # what `source` begins with or holds: the list's id here, and what standing on it means in short
    ("Entity List", "us-bis-entity-list", "a licence is needed to export, re-export or transfer items subject to the EAR to it"),
    ("Denied Persons", "us-bis-dpl", "nobody may take part in exports subject to the EAR with it while the order runs"),
    ("Unverified List", "us-bis-uvl", "no licence exceptions for exports to it; a statement is needed before shipments"),
    ("Military End User", "us-bis-meu", "a licence is needed to export listed items to it"),
    ("Military-Industrial", "us-ofac-nscmic", "US persons may not buy or sell its publicly traded securities"),
    ("Specially Designated", "us-ofac-sdn", "US persons may not deal with it; its property is blocked"),
    ("Nonproliferation", "us-state-isn", "no US government procurement, assistance or licences for it, as the notice says"),
    ("ITAR Debarred", "us-state-dtc", "barred from exports of defence articles and services"),
    ("Treasury Department", "us-ofac-cons", "US persons are restricted as the named programme says; it is not blocked"),
)
_TYPES: dict[str, PartyType] = {"individual": "person", "entity": "entity", "vessel": "vessel", "aircraft": "aircraft"}
_MANY = re.compile(r"\s*;\s*(?:and\s+)?")
_TAIL = re.compile(r";? and any successor.*$", re.I)
_LAST_COUNTRY = re.compile(r"\b([A-Z]{2})\s*(?:;|$)")


def parse(path: Path) -> Iterator[Entry]:
    """Every row. Raises ListError."""
    if path.suffix.lower() == ".json":
        yield from (_entry(row) for row in _from_json(path))
        return
    for line, row in streams.rows(path, ("source", "name", "alt_names")):
        if not row["name"]:
            raise ListError("a row without a name", mark=Mark(path.name, line))
        yield _entry(row)


def published(path: Path) -> dt.date | None:
    """None: the list does not carry its own date."""
    return None


def _from_json(path: Path) -> Iterator[dict[str, str]]:
    try:
        document = json.loads(path.read_text("utf-8-sig"))
        results = document["results"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ListError(f"not the list's JSON: {error}", mark=Mark(path.name), fix='it is `{"results": [...]}`') from None
    for row in results:
        flat = {key: _joined(value) for key, value in row.items()}
        flat["_countries"] = "; ".join(one.get("country") or "" for one in row.get("addresses") or [])
        flat["_id"] = str(row.get("id") or "")
        yield flat


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join("" if isinstance(one, dict) else str(one) for one in value)
    return "" if value is None else str(value)


def _entry(row: dict[str, str]) -> Entry:
    list_id, effect = next(((name, effect) for words, name, effect in LISTS if words in row["source"]), ("us-csl", ""))
    places = _MANY.split(row["_countries"]) if "_countries" in row else _LAST_COUNTRY.findall(row.get("addresses", ""))
    names = [Name(_TAIL.sub("", row["name"]).strip(" ,"), "primary")]
    names += [Name(one.strip(" ,"), "strong") for one in _MANY.split(row.get("alt_names", "")) if one.strip(" ,")]
    requirement = " ".join(filter(None, [row.get("license_requirement"), row.get("license_policy")]))
    return Entry(
        list=list_id,
        id=row.get("_id") or row.get("entity_number") or f"{list_id}:{row['name']}:{row.get('addresses', '')[:60]}",
        type=_TYPES.get(row.get("type", "").lower(), "unknown"),
        names=unique(names),
        countries=tuple(
            dict.fromkeys(
                code
                for place in [*places, *_MANY.split(row.get("nationalities", "")), *_MANY.split(row.get("citizenships", ""))]
                if (code := country(place))
            )
        ),
        programs=tuple(filter(None, _MANY.split(row.get("programs", "")))),
        listed=streams.day(row.get("start_date")),
        cite=row.get("federal_register_notice") or None,
        effect=f"{effect}; {requirement}" if requirement else effect,
        remarks=row.get("remarks", ""),
        identifiers=tuple(Identifier("id", one) for one in _MANY.split(row.get("ids", "")) if one),
        url=row.get("source_information_url") or row.get("source_list_url") or None,
    )
