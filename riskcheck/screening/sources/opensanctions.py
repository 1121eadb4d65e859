"""OpenSanctions in FollowTheMoney JSON lines, as the user's own file: its data is licensed for non-commercial use only.

riskcheck never fetches it; whoever imports it answers for the licence. Ownership edges become relations.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riskcheck.errors import ListError, Mark
from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Identifier, Name, PartyType, Relation, unique
from riskcheck.screening.sources import streams

_TYPES: dict[str, PartyType] = {
    "Person": "person", "Company": "entity", "Organization": "entity", "LegalEntity": "entity", "PublicBody": "entity",
    "Vessel": "vessel", "Airplane": "aircraft",
}  # fmt: skip
_NUMBERS = ("registrationNumber", "taxNumber", "innCode", "ogrnCode", "uscCode", "leiCode", "imoNumber", "swiftBic")
_TOPICS = ("sanction", "sanction.linked", "sanction.control", "export.control", "export.control.linked", "debarment")


def parse(path: Path) -> Iterator[Entry]:
    """Every party with a topic of sanctions, export control or debarment. Raises ListError with the line."""
    owners: dict[str, list[str]] = {}
    captions: dict[str, str] = {}
    for _, one in _lines(path):
        it = one.get("properties") or {}
        captions[one["id"]] = str(one.get("caption") or one["id"])
        if one.get("schema") == "Ownership":
            for asset in it.get("asset") or ():
                owners.setdefault(_id(asset), []).extend(_id(owner) for owner in it.get("owner") or ())
    for number, one in _lines(path):
        it = one.get("properties") or {}
        topics = [topic for topic in it.get("topics") or () if topic in _TOPICS]
        if one.get("schema") not in _TYPES or not (topics or one.get("target")):
            continue
        names = [Name(str(one.get("caption") or ""), "primary"), *(Name(str(text), "strong") for text in it.get("name") or ())]
        names += [Name(str(text), "strong") for text in it.get("alias") or ()]
        names += [Name(str(text), "weak") for text in it.get("weakAlias") or ()]
        names += [Name(str(text), "former") for text in it.get("previousName") or ()]
        if not unique(names):
            raise ListError("an entity without a name", mark=Mark(path.name, number))
        yield Entry(
            list="opensanctions",
            id=one["id"],
            type=_TYPES[one["schema"]],
            names=unique(names),
            countries=tuple(
                dict.fromkeys(
                    code
                    for key in ("country", "jurisdiction", "nationality")
                    for one_ in it.get(key) or ()
                    if (code := country(one_))
                )
            ),
            programs=tuple(topics),
            listed=streams.day(str(one.get("first_seen") or "")),
            effect="as the lists that it names say",
            remarks="; ".join(one.get("datasets") or ()),
            identifiers=tuple(Identifier(key, str(value)) for key in _NUMBERS for value in it.get(key) or ()),
            relations=tuple(
                Relation("owned-or-controlled", captions.get(owner, owner), owner) for owner in owners.get(one["id"], ())
            ),
        )


def published(path: Path) -> dt.date | None:
    """The newest `last_change` of an entity."""
    days = (streams.day(str(one.get("last_change") or "")) for _, one in _lines(path))
    return max((day for day in days if day), default=None)


def _id(value: Any) -> str:
    return str(value["id"] if isinstance(value, dict) else value)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                one = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ListError(f"not a JSON line: {error}", mark=Mark(path.name, number)) from None
            if not isinstance(one, dict) or "id" not in one:
                raise ListError("not a FollowTheMoney entity", mark=Mark(path.name, number), fix="import entities.ftm.json")
            yield number, one
