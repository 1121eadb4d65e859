"""Earlier reports, read as baselines."""

from __future__ import annotations

from pathlib import Path

from riskcheck.errors import InputError
from riskcheck.reading.documents import parse, read_text
from riskcheck.reading.validation import validate
from riskcheck.schema.report import Report


def load(path: Path, shown: str) -> Report:
    """The report in a JSON file. Raises InputError when it is not one of `riskcheck check --format json`."""
    return from_text(read_text(path, shown), shown)


def from_text(text: str, shown: str) -> Report:
    """The report in a JSON text. Raises InputError when it is not one."""
    source = parse(text, shown)
    if not isinstance(source.data, dict) or source.data.get("schema") != "riskcheck-report/1":
        raise InputError(
            "this is not a riskcheck report", mark=source.mark(()), fix="write one with `riskcheck check --format json -o FILE`"
        )
    return validate(Report, source)
