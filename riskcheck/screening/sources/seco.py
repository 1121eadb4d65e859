"""The Swiss list of SECO, XML `swiss-sanctions-list`. The whole list keeps delisted targets: their newest change says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from xml.etree.ElementTree import Element

from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Name, PartyType, Quality, unique
from riskcheck.screening.sources import streams

_TYPES: dict[str, PartyType] = {"individual": "person", "entity": "entity", "object": "vessel"}
_QUALITIES: dict[str, Quality] = {"good": "strong", "low": "weak"}
_SCRIPTS = {"LATN": "Latn", "CYRL": "Cyrl", "ARAB": "Arab", "HANS": "Hans", "HANT": "Hant", "HANG": "Hang", "KORE": "Kore"}
_EFFECT = "assets in Switzerland are frozen, or other measures of the named ordinance apply"


def parse(path: Path) -> Iterator[Entry]:
    """Every target that is still listed, in the file's order. Raises ListError."""
    programmes: dict[str, str] = {}
    for element in streams.elements(path, frozenset({"sanctions-program", "target"})):
        if element.tag == "sanctions-program":
            name = next((streams.text(one, ".") for one in element.findall("program-key") if one.get("lang") == "eng"), "")
            programmes |= {one.get("ssid") or "": name for one in element.findall("sanctions-set")}
            continue
        party = next((child for child in element if child.tag in _TYPES), None)
        if party is None or _is_delisted(element):
            continue
        sets = [programmes.get(streams.text(one, "."), "") for one in element.findall("sanctions-set-id")]
        yield Entry(
            list="ch-seco",
            id=element.get("ssid") or "",
            type=_TYPES[party.tag],
            names=unique(sorted(_names(party), key=lambda name: name.quality != "primary")),
            countries=tuple(
                dict.fromkeys(
                    code for one in party.iter("country") if (code := country(one.get("iso-code")) or country(one.text))
                )
            ),
            programs=tuple(dict.fromkeys(filter(None, sets))),
            listed=min(filter(None, (_effective(one) for one in element.findall("modification"))), default=None),
            effect=_EFFECT,
            remarks=streams.text(party, "justification"),
        )


def published(path: Path) -> dt.date | None:
    """`date` of the document."""
    return streams.day(streams.attribute(path, "swiss-sanctions-list", "date"))


def _effective(change: Element) -> dt.date | None:
    return streams.day(change.get("effective-date")) or streams.day(change.get("publication-date"))


def _is_delisted(target: Element) -> bool:
    """Whether the newest change, by its day and then by its place in the file, is a removal."""
    changes = target.findall("modification")
    newest = max(changes, key=lambda one: _effective(one) or dt.date.min, default=None)
    return newest is not None and newest.get("modification-type") == "de-listed"


def _names(party: Element) -> Iterator[Name]:
    for identity in party.findall("identity"):
        for name in identity.findall("name"):
            is_primary = name.get("name-type") == "primary-name" and identity.get("main") == "true"
            quality = "primary" if is_primary else _QUALITIES.get(name.get("quality") or "good", "strong")
            parts = sorted(name.findall("name-part"), key=lambda one: int(one.get("order") or 0))
            yield Name(" ".join(streams.text(part, "value") for part in parts), quality, "Latn")
            yield from _variants(parts, quality)
    for name in party.findall("name"):  # vessels have no identity
        yield Name(" ".join(streams.text(part, "value") for part in name.findall("name-part")), "primary", "Latn")


def _variants(parts: list[Element], quality: Quality) -> Iterator[Name]:
    """Spelling variants of the parts put together script by script; a part without a variant keeps its value."""
    scripts = dict.fromkeys(one.get("script") or "" for part in parts for one in part.findall("spelling-variant"))
    for script in scripts:
        spelt = [
            [streams.text(one, ".") for one in part.findall("spelling-variant") if (one.get("script") or "") == script]
            for part in parts
        ]
        for row in zip_longest(*spelt):
            words = [word or streams.text(part, "value") for word, part in zip(row, parts, strict=True)]
            yield Name(" ".join(words), "strong" if quality == "primary" else quality, _SCRIPTS.get(script.upper()))
