"""The consolidated list of the UN Security Council, XML. An entity's name stands in FIRST_NAME."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Identifier, Name, PartyType, Quality, unique
from riskcheck.screening.sources import streams

_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_QUALITIES: dict[str, Quality] = {"good": "strong", "low": "weak", "a.k.a.": "strong", "f.k.a.": "former"}
_TYPES: dict[str, PartyType] = {"INDIVIDUAL": "person", "ENTITY": "entity"}
_EFFECT = "UN members apply the measures of its regime through their own law: an asset freeze, an arms embargo or a travel ban"


def parse(path: Path) -> Iterator[Entry]:
    """Every individual and entity, in the file's order. Raises ListError."""
    for element in streams.elements(path, frozenset(_TYPES)):
        name = " ".join(filter(None, (streams.text(element, part) for part in _PARTS)))
        yield Entry(
            list="un-sc",
            id=streams.text(element, "DATAID"),
            type=_TYPES[element.tag],
            names=unique([Name(name), Name(streams.text(element, "NAME_ORIGINAL_SCRIPT"), "strong"), *_aliases(element)]),
            countries=tuple(_countries(element)),
            programs=tuple(filter(None, [streams.text(element, "UN_LIST_TYPE")])),
            listed=streams.day(streams.text(element, "LISTED_ON")),
            cite=streams.text(element, "REFERENCE_NUMBER") or None,
            effect=_EFFECT,
            remarks=streams.text(element, "COMMENTS1"),
            identifiers=tuple(
                Identifier(
                    streams.text(one, "TYPE_OF_DOCUMENT") or "document",
                    streams.text(one, "NUMBER"),
                    country(streams.text(one, "ISSUING_COUNTRY") or streams.text(one, "COUNTRY_OF_ISSUE")),
                )
                for one in element.findall("INDIVIDUAL_DOCUMENT")
                if streams.text(one, "NUMBER")
            ),
        )


def published(path: Path) -> dt.date | None:
    """`dateGenerated` of the document."""
    return streams.day(streams.attribute(path, "CONSOLIDATED_LIST", "dateGenerated"))


def _aliases(element: Element) -> Iterator[Name]:
    for kind in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
        for alias in element.findall(kind):
            yield Name(streams.text(alias, "ALIAS_NAME"), _QUALITIES.get(streams.text(alias, "QUALITY").lower(), "strong"))


def _countries(element: Element) -> Iterator[str]:
    seen: set[str] = set()
    places = [
        *element.findall("NATIONALITY/VALUE"),
        *element.findall("ENTITY_ADDRESS/COUNTRY"),
        *element.findall("INDIVIDUAL_ADDRESS/COUNTRY"),
    ]
    for one in places:
        code = country(one.text)
        if code and code not in seen:
            seen.add(code)
            yield code
