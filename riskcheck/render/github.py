"""GitHub workflow commands: annotations on the lines of the manifest.

GitHub shows at most ten annotations of a kind a step and drops the rest without a word, so the last one says how many were
left out. All text is escaped: a manifest cannot issue commands.
Source: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from riskcheck.schema.report import Finding, Report

MOST = 10
_COMMAND = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}


def render(report: Report) -> str:
    """One command a line, worst first, at most ten of a kind, and a summary."""
    lines: list[str] = []
    left_out = 0
    told: dict[str, int] = {}
    for finding in report.findings:
        if finding.is_settled:
            continue
        command = (
            "warning" if finding.determination == "undetermined" and finding.severity != "low" else _COMMAND[finding.severity]
        )
        told[command] = told.get(command, 0) + 1
        if told[command] > (MOST - 1 if command == "notice" else MOST):
            left_out += 1
        else:
            lines.append(_annotation(command, finding))
    more = f"; {left_out} more findings are not annotated" if left_out else ""
    lines.append(f"::notice title=riskcheck::{_data(f'{report.verdict}, score {report.score}/100 as of {report.as_of}{more}')}")
    return "\n".join(lines) + "\n"


def _annotation(command: str, finding: Finding) -> str:
    place = finding.location
    where = f"file={_property(place.file)},line={place.line or 1},col={place.column or 1}"
    remedies = "; ".join(finding.remedies)
    text = f"{finding.model} in {finding.deployment}: {finding.message}\nWhat to do: {remedies}\n{finding.source or ''}".rstrip()
    return f"::{command} {where},title={_property(f'{finding.title} ({finding.rule})')}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
