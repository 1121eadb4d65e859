"""The EU's consolidated list of financial sanctions (FSF): XML 1.1, or CSV 1.1 with several rows for an entity.

It holds targets of asset freezes only; firms under export restrictions alone (Annex IV of Regulation 833/2014) are not
in it. Names come in every EU language; a weak alias has `strong="false"` or a remark that says low quality.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Identifier, Name, PartyType, Quality, unique
from riskcheck.screening.sources import streams

_EFFECT = "its funds are frozen in the EU and nobody may make funds or economic resources available to it"
_TYPES: dict[str, PartyType] = {"person": "person", "p": "person", "enterprise": "entity", "e": "entity"}


def parse(path: Path) -> Iterator[Entry]:
    """Every party, in the file's order. Raises ListError."""
    return _from_csv(path) if _is_csv(path) else _from_xml(path)


def published(path: Path) -> dt.date | None:
    """`generationDate` of the XML, `fileGenerationDate` of the CSV."""
    if not _is_csv(path):
        return streams.day(streams.attribute(path, "export", "generationDate"))
    for _, row in streams.rows(path, ("Entity_LogicalId",), delimiter=";"):
        return streams.day(row.get("fileGenerationDate"), "%d/%m/%Y") or streams.day(row.get("fileGenerationDate"))
    return None


def _is_csv(path: Path) -> bool:
    if zipfile.is_zipfile(path):
        return False
    with path.open("rb") as file:
        return not file.read(200).lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<")


def _quality(strong: str | None, remark: str) -> Quality:
    return "weak" if strong == "false" or "low quality" in remark.lower() else "strong"


# --- XML --------------------------------------------------------------------------------------------------------------


def _from_xml(path: Path) -> Iterator[Entry]:
    for element in streams.elements(path, frozenset({"sanctionEntity"})):
        subject = element.find("subjectType")
        regulations = element.findall("regulation")
        yield Entry(
            list="eu-fsf",
            id=element.get("logicalId") or element.get("euReferenceNumber") or "",
            type=_TYPES.get((subject.get("code") or "").lower() if subject is not None else "", "unknown"),
            names=unique(_names(element)),
            countries=tuple(dict.fromkeys(_countries(element))),
            programs=tuple(dict.fromkeys(one.get("programme") or "" for one in regulations if one.get("programme"))),
            listed=streams.day(element.get("designationDate"))
            or min(filter(None, (streams.day(one.get("publicationDate")) for one in regulations)), default=None),
            cite="; ".join(dict.fromkeys(one.get("numberTitle") or "" for one in regulations if one.get("numberTitle"))) or None,
            effect=_EFFECT,
            remarks=" ".join(streams.text(one, ".") for one in element.findall("remark")),
            identifiers=tuple(
                Identifier(
                    one.get("identificationTypeDescription") or one.get("identificationTypeCode") or "number",
                    one.get("number") or "",
                    country(one.get("countryIso2Code")),
                )
                for one in element.findall("identification")
                if one.get("number")
            ),
            url=next((streams.text(one, "publicationUrl") for one in regulations), "") or None,
        )


def _names(element: Element) -> Iterator[Name]:
    for index, alias in enumerate(element.findall("nameAlias")):
        whole = alias.get("wholeName") or " ".join(
            filter(None, (alias.get(key) for key in ("firstName", "middleName", "lastName")))
        )
        quality = _quality(alias.get("strong"), streams.text(alias, "remark"))
        yield Name(whole, "primary" if index == 0 and quality == "strong" else quality)


def _countries(element: Element) -> Iterator[str]:
    for kind in ("address", "citizenship"):
        for one in element.findall(kind):
            if code := country(one.get("countryIso2Code")) or country(one.get("countryDescription")):
                yield code


# --- CSV --------------------------------------------------------------------------------------------------------------


def _from_csv(path: Path) -> Iterator[Entry]:
    """Rows of one entity stand together; each adds a name, an address or a number."""
    gathered: list[dict[str, str]] = []
    for _, row in streams.rows(path, ("Entity_LogicalId", "NameAlias_WholeName"), delimiter=";"):
        if gathered and row["Entity_LogicalId"] != gathered[0]["Entity_LogicalId"]:
            yield _entry(gathered)
            gathered = []
        if row["Entity_LogicalId"]:
            gathered.append(row)
    if gathered:
        yield _entry(gathered)


def _entry(rows: list[dict[str, str]]) -> Entry:
    first = rows[0]
    names = [
        Name(row["NameAlias_WholeName"], _quality(row.get("NameAlias_Strong"), row.get("NameAlias_Remark", "")))
        for row in rows
        if row["NameAlias_WholeName"]
    ]
    if names and names[0].quality == "strong":
        names[0] = names[0]._replace(quality="primary")
    places = (row.get(key, "") for row in rows for key in ("Address_CountryIso2Code", "Citizenship_CountryIso2Code"))
    return Entry(
        list="eu-fsf",
        id=first["Entity_LogicalId"],
        type=_TYPES.get(
            first.get("Entity_SubjectType_ClassificationCode", first.get("Entity_SubjectType", "")).lower(), "unknown"
        ),
        names=unique(names),
        countries=tuple(dict.fromkeys(code for place in places if (code := country(place)))),
        programs=tuple(filter(None, [first.get("Entity_Regulation_Programme")])),
        listed=_day(first.get("Entity_DesignationDate")) or _day(first.get("Entity_Regulation_PublicationDate")),
        cite=first.get("Entity_Regulation_NumberTitle") or None,
        effect=_EFFECT,
        remarks=first.get("Entity_Remark", ""),
        identifiers=tuple(
            dict.fromkeys(
                Identifier(
                    row.get("Identification_TypeDescription") or "number",
                    number,
                    country(row.get("Identification_CountryIso2Code")),
                )
                for row in rows
                if (number := row.get("Identification_Number", ""))
            )
        ),
        url=first.get("Entity_Regulation_PublicationUrl") or None,
    )


def _day(value: str | None) -> dt.date | None:
    return streams.day(value) or streams.day(value, "%d/%m/%Y")
