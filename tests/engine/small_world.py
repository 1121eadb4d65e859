"""A law book of a few lines, so that tests of the engine do not change with the law."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from riskcheck.engine.book import Book, at
from riskcheck.engine.check import Options, Subject, check
from riskcheck.reading import rulebook
from riskcheck.reading.manifests import from_text
from riskcheck.schema.report import Finding, Report
from riskcheck.schema.rulebook import Rulebook

FOLDER = Path(__file__).parent / "small_world"


def law() -> Rulebook:
    return rulebook.read([FOLDER])


def book_on(day: str, horizon: int = 180, scenario: frozenset[str] = frozenset()) -> Book:
    return at(law(), dt.date.fromisoformat(day), horizon=horizon, scenario=scenario)


def report_on(text: str, day: str = "2026-06-01", horizon: int = 180, **options: object) -> Report:
    read = from_text(text, "riskcheck.yaml")
    subject = Subject(read.manifest, "riskcheck.yaml", read.digest, lambda path: read.source.values.get(path))
    return check([subject], book_on(day, horizon), Options(**options))  # type: ignore[arg-type]


def found(report: Report, rule: str) -> Finding | None:
    return next((finding for finding in report.findings if finding.rule == rule), None)
