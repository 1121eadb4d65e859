"""Waiver files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from riskcheck.errors import InputError
from riskcheck.reading.documents import parse, read_text
from riskcheck.reading.validation import validate
from riskcheck.schema.waiver import LONGEST, Waivers

FILE_NAME = "riskcheck-waivers.yaml"


def load(path: Path, shown: str, as_of: dt.date) -> Waivers:
    """The waivers in a file. Raises InputError for one that would hold longer than a waiver may."""
    return from_text(read_text(path, shown), shown, as_of)


def from_text(text: str, shown: str, as_of: dt.date) -> Waivers:
    """The waivers in a text. Raises InputError like `load`."""
    source = parse(text, shown)
    waivers = validate(Waivers, source)
    for index, one in enumerate(waivers.waivers):
        if (one.expires - as_of).days > LONGEST:
            latest = as_of + dt.timedelta(days=LONGEST)
            mark = source.mark(("waivers", index, "expires"))
            raise InputError(
                f"a waiver lasts at most {LONGEST} days, this one until {one.expires}",
                mark=mark,
                fix=f"write {latest} or earlier",
            )
    return waivers
