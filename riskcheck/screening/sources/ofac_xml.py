"""OFAC's enhanced XML, plain or zipped: the only OFAC format with scripts, weak flags and dates in their own fields.

Source: schema ENHANCED_XML of the Sanctions List Service, seen in the edition of 10 January 2025.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from riskcheck.errors import ListError, Mark
from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Identifier, Name, PartyType, Quality, Relation, RelationKind, unique
from riskcheck.screening.sources import ofac_csv, streams

_TYPES: dict[str, PartyType] = {"Individual": "person", "Entity": "entity", "Vessel": "vessel", "Aircraft": "aircraft"}
_SCRIPTS = {
    "Latin": "Latn", "Cyrillic": "Cyrl", "Chinese Simplified": "Hans", "Chinese Traditional": "Hant", "Arabic": "Arab",
    "Korean": "Kore", "Japanese": "Jpan", "Hebrew": "Hebr", "Greek": "Grek",
}  # fmt: skip
_RELATIONS: dict[str, RelationKind] = {"15003": "owned-or-controlled", "92019": "linked"}
"""By RelationTypeID. `Owns, controls, or operates` (92019) points from the owner to the owned, so it says nothing of
this party's own owners."""


def parse(path: Path, list_id: Literal["us-ofac-sdn", "us-ofac-cons"]) -> Iterator[Entry]:
    """Every party, in the file's order. Raises ListError."""
    for element in streams.elements(path, frozenset({"entity"})):
        identifier = element.get("id")
        if not identifier:  # `entity` also stands inside reference parts of other OFAC schemas
            raise ListError("an entity without an id", mark=Mark(path.name), fix="is it the ENHANCED_XML file?")
        yield Entry(
            list=list_id,
            id=identifier,
            type=_TYPES.get(streams.text(element, "generalInfo/entityType"), "unknown"),
            names=_names(element),
            countries=tuple(dict.fromkeys(_countries(element))),
            programs=tuple(streams.text(one, ".") for one in element.iterfind("sanctionsPrograms/sanctionsProgram")),
            listed=min(filter(None, (streams.day(one.get("datePublished")) for one in _lists(element))), default=None),
            cite="; ".join(streams.text(one, ".") for one in element.iterfind("legalAuthorities/legalAuthority")) or None,
            effect=ofac_csv.EFFECTS[list_id],
            remarks=streams.text(element, "generalInfo/remarks"),
            identifiers=tuple(
                Identifier(
                    streams.text(one, "type"), streams.text(one, "documentNumber"), country(streams.text(one, "issuingCountry"))
                )
                for one in element.iterfind("identityDocuments/identityDocument")
                if streams.text(one, "documentNumber")
            ),
            relations=tuple(_relations(element)),
            url=f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={identifier}",
        )


def published(path: Path) -> dt.date | None:
    """`dataAsOf` of the document."""
    for element in streams.elements(path, frozenset({"publicationInfo", "entity"})):
        return streams.day(streams.text(element, "dataAsOf"))
    return None


def _lists(element: Element) -> Iterator[Element]:
    return element.iterfind("sanctionsLists/sanctionsList")


def _names(element: Element) -> tuple[Name, ...]:
    primary: list[Name] = []
    others: list[Name] = []
    for name in element.iterfind("names/name"):
        is_primary = streams.text(name, "isPrimary") == "true"
        for translation in name.iterfind("translations/translation"):
            given = Name(
                streams.text(translation, "formattedFullName"),
                _quality(name) if not is_primary else "primary",
                _SCRIPTS.get(streams.text(translation, "script")),
            )
            is_first = is_primary and streams.text(translation, "isPrimary") == "true"
            (primary if is_first else others).append(given if is_first or not is_primary else given._replace(quality="strong"))
    return unique([*primary, *others])


def _quality(name: Element) -> Quality:
    if streams.text(name, "isLowQuality") == "true":
        return "weak"
    return "former" if streams.text(name, "aliasType") == "F.K.A." else "strong"


def _countries(element: Element) -> Iterator[str]:
    for one in element.iterfind("addresses/address/country"):
        if code := country(one.text):
            yield code


def _relations(element: Element) -> Iterator[Relation]:
    for one in element.iterfind("relationships/relationship"):
        kind, other = one.find("type"), one.find("relatedEntity")
        if kind is not None and other is not None:
            yield Relation(_RELATIONS.get(kind.get("refId") or "", "linked"), (other.text or "").strip(), other.get("entityId"))
