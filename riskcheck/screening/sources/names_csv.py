"""Lists without a machine-readable official file (1260H, NS-CMIC, MEU), as a CSV of names taken from the notices.

Columns: name, aliases (joined by `; `), country, citation, listed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from riskcheck.screening.countries import country
from riskcheck.screening.entry import Entry, Name, unique
from riskcheck.screening.sources import streams

_EFFECTS = {
    "us-dod-1260h": "no ban on its products for private firms; the Department of Defense may not contract with it",
    "us-ofac-nscmic": "US persons may not buy or sell its publicly traded securities",
    "us-bis-meu": "a licence is needed to export listed items to it",
    "us-bis-uvl": "no licence exceptions for exports to it; a statement is needed before shipments",
    "us-bis-entity-list": "a licence is needed to export, re-export or transfer items subject to the EAR to it",
}


def parse(path: Path, list_id: str) -> Iterator[Entry]:
    """Every row. Raises ListError."""
    for _, row in streams.rows(path, ("name", "aliases", "country")):
        names = [Name(row["name"], "primary"), *(Name(one, "strong") for one in row["aliases"].split(";"))]
        yield Entry(
            list=list_id,
            id=row["name"],
            type="entity",
            names=unique(names),
            countries=tuple(filter(None, [country(row["country"])])),
            listed=streams.day(row.get("listed")),
            cite=row.get("citation") or None,
            effect=_EFFECTS.get(list_id, ""),
        )


def published(path: Path) -> dt.date | None:
    """None: the files carry no date of their own."""
    return None
