"""The report as JSON, in the contract's order of keys."""

from __future__ import annotations

from riskcheck.schema.report import Report


def render(report: Report) -> str:
    """One JSON document, indented by two, with a newline at its end; the same report gives the same bytes."""
    return report.model_dump_json(indent=2, by_alias=True) + "\n"
