"""OFAC's legacy CSV set: `sdn.csv` or `cons_prim.csv` with its `add`, `alt` and `comments` companions.

Source: OFAC data specification of 25 September 2023. No header lines, null is `-0- `, the last byte may be 0x1A, fields
of 1,000 characters run on in the comments file, weak aliases stand only in the remarks, ids are never used again.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from riskcheck.errors import ListError, Mark
from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Identifier, Name, PartyType, Quality, Relation, unique

_COLUMNS = {"primary": 12, "addresses": 6, "aliases": 5, "comments": 2}
_TYPES: dict[str, PartyType] = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft", "": "entity"}
_QUALITIES: dict[str, Quality] = {"aka": "strong", "fka": "former", "nka": "strong"}
_WEAK = re.compile(r"\b(?P<kind>[afn])\.k\.a\. '(?P<name>(?:[^']|'(?![.;,)]|$))+)'")
_LINKED = re.compile(r"Linked To: ([^;]+?)(?=[;.]?\s*(?:;|$))")
_NUMBER = re.compile(
    r"(?:^|; )(?:alt\. )?(Registration (?:ID|Number)|Tax ID No\.|Company Number|Identification Number|Government Gazette Number|"
    r"Business Registration Number|Unified Social Credit Code \(USCC\)|Commercial Registry Number|Legal Entity Number|"
    r"D-U-N-S Number|SWIFT/BIC|RTN|RUC #|NIT #|C\.R\. No\.|Vessel Registration Identification) "
    r"([^;()]+?)(?: \(([^)]+)\))?[.]?(?=;|$| issued)"
)
EFFECTS = {
    "us-ofac-sdn": "US persons may not deal with it; its property is blocked, and so are companies it owns half or more",
    "us-ofac-cons": "US persons are restricted as the named programme says, for instance in debt and equity; it is not blocked",
}
"""What follows from standing on each of the two lists, in short."""

ListId = Literal["us-ofac-sdn", "us-ofac-cons"]


def parse(files: Mapping[str, Path], list_id: ListId) -> Iterator[Entry]:
    """Every party of the set, in the file's order. Raises ListError with file and line for a row of the wrong width."""
    aliases: dict[str, list[Name]] = defaultdict(list)
    countries: dict[str, list[str]] = defaultdict(list)
    comments: dict[str, str] = {}
    for row in _rows(files, "aliases"):
        aliases[row[0]].append(Name(row[3], _QUALITIES.get(row[2], "strong"), "Latn"))
    for row in _rows(files, "addresses"):
        countries[row[0]] += filter(None, [country(row[4])])
    for row in _rows(files, "comments"):
        comments[row[0]] = comments.get(row[0], "") + row[1]
    for row in _rows(files, "primary"):
        remarks = row[11] + comments.get(row[0], "")
        yield Entry(
            list=list_id,
            id=row[0],
            type=_TYPES.get(row[2], "unknown"),
            names=unique([Name(row[1], "primary", "Latn"), *aliases[row[0]], *_weak(remarks)]),
            countries=tuple(dict.fromkeys(countries[row[0]])),
            programs=tuple(part for part in row[3].split("] [") if part),
            effect=EFFECTS[list_id],
            remarks=remarks,
            identifiers=tuple(
                Identifier(kind, number.strip(), country(place)) for kind, number, place in _NUMBER.findall(remarks)
            ),
            relations=tuple(Relation("linked", name.strip()) for name in _LINKED.findall(remarks)),
            url=f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={row[0]}",
        )


def published(files: Mapping[str, Path]) -> dt.date | None:
    """None: the set does not carry its own date."""
    return None


def _weak(remarks: str) -> Iterator[Name]:
    for found in _WEAK.finditer(remarks):
        yield Name(found["name"], "former" if found["kind"] == "f" else "weak", "Latn")


def _rows(files: Mapping[str, Path], part: str) -> Iterator[list[str]]:
    """The rows of one file of the set, nulls as empty strings."""
    if part not in files:
        return
    path, width = files[part], _COLUMNS[part]
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        rows = csv.reader(file)
        try:
            for row in rows:
                if not row or row == ["\x1a"]:
                    continue
                if len(row) != width or not row[0].strip().isdigit():
                    raise ListError(
                        f"a row of {len(row)} columns that begins with '{row[0][:20]}'",
                        mark=Mark(path.name, rows.line_num),
                        fix=f"OFAC's {part} file has {width} columns and begins with a number",
                    )
                yield ["" if field.strip() == "-0-" else field.strip() for field in row]
        except csv.Error as error:
            raise ListError(f"not a CSV file: {error}", mark=Mark(path.name, rows.line_num)) from None
