"""GitLab Code Quality: a JSON array of issues. Source: https://docs.gitlab.com/ci/testing/code_quality/"""

from __future__ import annotations

import json

from riskcheck.schema.report import Report

_SEVERITY = {"critical": "blocker", "high": "critical", "medium": "major", "low": "info"}


def render(report: Report) -> str:
    """Every finding that nobody answered for, with its fingerprint."""
    issues = [
        {
            "description": f"{finding.title}: {finding.model} in {finding.deployment}",
            "check_name": finding.rule,
            "fingerprint": finding.fingerprint,
            "severity": "minor" if finding.determination == "undetermined" else _SEVERITY[finding.severity],
            "location": {"path": finding.location.file, "lines": {"begin": finding.location.line or 1}},
        }
        for finding in report.findings
        if not finding.is_settled
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"
