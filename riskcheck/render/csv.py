"""CSV for spreadsheets: a row a finding. A cell that a spreadsheet would take for a formula is defused."""

from __future__ import annotations

import csv
import io

from riskcheck.schema.report import Report

COLUMNS = (
    "manifest", "line", "deployment", "model", "rule", "title", "kind", "jurisdiction", "effect", "status", "determination",
    "severity", "score", "message", "missing", "remedies", "source", "effective_from", "effective_to", "waived_by", "expires",
    "fingerprint",
)  # fmt: skip


def render(report: Report) -> str:
    """A header and a row a finding, worst first, with CRLF line ends (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in report.findings:
        waiver = one.waiver
        row = (
            one.location.file, one.location.line, one.deployment, one.model, one.rule, one.title, one.kind,
            " ".join(one.jurisdiction), one.effect, one.status, one.determination, one.severity, one.score, one.message,
            " ".join(one.missing), "; ".join(one.remedies), one.source, one.effective_from, one.effective_to,
            waiver.approved_by if waiver else None, waiver.expires if waiver else None, one.fingerprint,
        )  # fmt: skip
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
