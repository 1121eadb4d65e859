"""Lists of the Bureau of Industry and Security: supplements 4, 6 and 7 of 15 CFR 744, and the Denied Persons file.

The supplements come as the eCFR's XML of part 744: one table each, with the country in the first column (empty means as
above), the entity with its aliases and addresses in the second, the citation in the last.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from riskcheck.errors import ListError, Mark
from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Name, unique
from riskcheck.screening.sources import streams

SUPPLEMENTS = {"us-bis-entity-list": "4", "us-bis-uvl": "6", "us-bis-meu": "7"}

_EFFECTS = {
    "us-bis-entity-list": "a licence is needed to export, re-export or transfer items subject to the EAR to it",
    "us-bis-uvl": "no licence exceptions for exports to it; a statement is needed before shipments",
    "us-bis-meu": "a licence is needed to export listed items to it",
}
_ALIASES = re.compile(
    r",?\s*\(?\b(?:a\.k\.a\.|f\.k\.a\.|also known as|formerly known as)[.,:]*\s*"
    r"(?:the following[^:\-—–]{0,120}?[:\-—–])?",
    re.I,
)
_LEGAL_FORM = re.compile(r",\s*(?:Ltd|Inc|LLC|Co|Corp|L\.L\.C|S\.A|GmbH|JSC)\b")
_DASH = re.compile(r"^\s*[—–-]+\s*")
_CITED = re.compile(r"\d+ FR \d+[^.;]*?(\d{1,2})/(\d{1,2})/(\d{2,4})")
_DPL_COLUMNS = ("Name", "Country", "Effective_Date", "Expiration_Date", "FR_Citation")


def parse_supplement(path: Path, list_id: str) -> Iterator[Entry]:
    """Every row of one supplement in the eCFR's XML. Raises ListError, also when there is no such supplement."""
    number, found = SUPPLEMENTS[list_id], False
    for element in streams.elements(path, frozenset({"DIV9"})):
        head = streams.text(element, "HEAD")
        if re.match(rf"Supplement No\. {number} to Part 744\b", head):
            found = True
            yield from _table(element, list_id)
    if not found:
        raise ListError(
            f"there is no Supplement No. {number} to Part 744",
            mark=Mark(path.name),
            fix="fetch part 744 of title 15 from the eCFR",
        )


def _table(element: Element, list_id: str) -> Iterator[Entry]:
    place = ""
    seen: dict[str, int] = {}
    for row in element.iter("TR"):
        cells = [_lines(cell) for cell in row.findall("TD")]
        if len(cells) < 3:
            continue
        place = " ".join(cells[0]).strip() or place
        if not cells[1]:
            continue
        names, rest = _names(cells[1])
        citation = " ".join(cells[-1])
        key = f"{names[0].text} ({place})"
        seen[key] = seen.get(key, 0) + 1
        yield Entry(
            list=list_id,
            id=key if seen[key] == 1 else f"{key} {seen[key]}",
            type="unknown",
            names=names,
            countries=tuple(filter(None, [country(place)])),
            listed=_cited(citation),
            cite=citation or None,
            effect="; ".join([_EFFECTS[list_id], *(" ".join(one) for one in cells[2:-1] if one)]),
            remarks=rest,
        )


def _lines(cell: Element) -> list[str]:
    """The lines of a table cell: paragraphs and line breaks part them."""
    parts: list[str] = []

    def walk(element: Element) -> None:
        if element.tag in ("BR", "P", "LI", "FP"):
            parts.append("\n")
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "")

    walk(cell)
    return [line for line in (" ".join(line.split()) for line in "".join(parts).split("\n")) if line]


def _names(lines: list[str]) -> tuple[tuple[Name, ...], str]:
    """Names and the address that follows them: `X, a.k.a., the following two aliases:` then `—Y; and`, `—Z. Address`."""
    head = lines[0]
    found = _ALIASES.search(head)
    if found is None and not any(_DASH.match(line) for line in lines[1:]):
        name, _, address = (head, "", "") if _LEGAL_FORM.search(head) else head.partition(", ")
        return unique([Name(name.rstrip(" .,;"), "primary")]), " ".join([address, *lines[1:]]).strip()
    names = [Name(head[: found.start()].rstrip(" .,;:") if found else head.rstrip(" .,;:"), "primary")]
    rest: list[str] = []
    is_former = bool(found and found.group(0).lstrip(" ,(").lower().startswith("f"))
    if found and (inline := head[found.end() :].strip(" .,;:—–-")):
        alias, _, address = inline.partition(". ")
        names.append(Name(alias, "former" if is_former else "strong"))
        rest.append(address)
    for line in lines[1:]:
        if _DASH.match(line) and not rest:
            text = _DASH.sub("", line)
            alias, stop, address = re.sub(r";\s*(?:and)?\s*$", "", text), "", ""
            if not line.rstrip().endswith((";", "; and")):
                alias, stop, address = _ended(text)
            names.append(Name(alias.strip(" .,;"), "former" if is_former else "strong"))
            rest += [address] if stop else []
        else:
            rest.append(line)
    return unique(names), " ".join(rest).strip()


def _ended(text: str) -> tuple[str, str, str]:
    """The last alias and the address behind its full stop; a stop after an abbreviation of a legal form does not count."""
    for found in re.finditer(r"\.\s+(?=[A-Z0-9#])", text):
        if not re.search(r"\b(?:Co|Ltd|Inc|Corp|No|St|Bldg|Rm|Intl|Tech|Ind|Imp|Exp)$", text[: found.start()]) or re.match(
            r"(?:No|Room|Rm|Floor|Building|\d)", text[found.end() :]
        ):
            return text[: found.start()], ".", text[found.end() :]
    return text.rstrip("."), ".", ""


def _cited(citation: str) -> dt.date | None:
    days = []
    for month, day, year in _CITED.findall(citation):
        full = int(year) + (2000 if len(year) == 2 else 0)
        try:
            days.append(dt.date(full, int(month), int(day)))
        except ValueError:
            continue
    return min(days, default=None)


def parse_denied(path: Path) -> Iterator[Entry]:
    """Every row of `dpl.txt`, tab-separated, also orders that have run out: the end stands in the effect. Raises ListError."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t")
        missing = [name for name in _DPL_COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise ListError(f"there is no column {', '.join(missing)}", mark=Mark(path.name, 1), fix="is it the file dpl.txt?")
        seen: dict[str, int] = {}
        for row in reader:
            it = {key: (value or "").strip() for key, value in row.items() if key}
            key = f"{it['Name']} {it['Effective_Date']}"
            seen[key] = seen.get(key, 0) + 1
            until = streams.day(it["Expiration_Date"], "%m/%d/%Y")
            yield Entry(
                list="us-bis-dpl",
                id=key if seen[key] == 1 else f"{key} {seen[key]}",
                type="unknown",
                names=unique([Name(it["Name"], "primary")]),
                countries=tuple(filter(None, [country(it["Country"])])),
                listed=streams.day(it["Effective_Date"], "%m/%d/%Y"),
                cite=it["FR_Citation"] or None,
                effect="nobody may take part in exports subject to the EAR with it" + (f" until {until}" if until else ""),
                remarks=it.get("Action", ""),
            )


def published(path: Path) -> dt.date | None:
    """`AMDDATE` of the eCFR's part, where the file carries it."""
    with path.open(encoding="utf-8", errors="replace") as file:
        found = re.search(r"<AMDDATE>\s*([A-Z][a-z]+\.? \d{1,2}, \d{4})", file.read(20_000))
    return streams.day(found[1], "%B %d, %Y", "%b. %d, %Y") if found else None
