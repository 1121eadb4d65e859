"""SARIF 2.1.0, as GitHub code scanning reads it.

GitHub ignores `suppressions` and `helpUri`: a waived finding in the upload would show as an open alert. So waived findings
and those of the baseline stay out of `results` (the run's properties count them; the JSON and HTML reports list them), and
a rule's source stands in its help text as well as in `helpUri`. Properties that are read, and the limits of an upload (10 MB
compressed; 20 runs; 25,000 results, of which the 5,000 most severe are kept; 25,000 rules; 1,000 locations a result; 20 tags
a rule, of which 10 are kept): https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from riskcheck.schema.report import Finding, Report

MAX_RESULTS = 5000
"""GitHub keeps 5,000 results of a run; findings stand worst first."""
MAX_TAGS = 10
_MAX_TEXT = 1000
_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
_SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.0", "low": "2.0"}


def render(report: Report) -> str:
    """One SARIF log with one run."""
    open_ = [finding for finding in report.findings if not finding.is_settled]
    shown = open_[:MAX_RESULTS]
    rules = _rules(shown)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {
        "name": "riskcheck",
        "semanticVersion": report.inputs.engine or "0.0.0",
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "riskcheck/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index) for finding in shown],
        "properties": {
            "verdict": report.verdict,
            "score": report.score,
            "as_of": report.as_of.isoformat(),
            "left_out": len(open_) - len(shown),
            "settled": len(report.findings) - len(open_),
        },
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rules(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    first = {finding.rule: finding for finding in reversed(findings)}
    return [_rule(first[identifier]) for identifier in sorted(first)]


def _rule(finding: Finding) -> dict[str, Any]:
    sources = "\n".join(f"- [{one.title}]({one.url}), {one.cite}" for one in finding.citations)
    remedies = "\n".join(f"- {remedy}" for remedy in finding.remedies)
    return {
        "id": finding.rule,
        "name": "".join(part.capitalize() for part in finding.rule.replace(".", "-").split("-"))[:255],
        "shortDescription": {"text": _cut(finding.title)},
        "fullDescription": {"text": _cut(finding.message)},
        **({"helpUri": finding.source} if finding.source else {}),
        "help": {
            "text": _cut(
                f"{finding.message} What to do: {'; '.join(finding.remedies)}. Source: {finding.source or 'the list named above'}"
            ),
            "markdown": f"{finding.message}\n\n**What to do**\n\n{remedies}\n"
            + (f"\n**Sources**\n\n{sources}\n" if sources else ""),
        },
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
        "properties": {
            "tags": ["security", finding.kind, *finding.jurisdiction][:MAX_TAGS],
            "precision": "high",
            "security-severity": _SECURITY_SEVERITY[finding.severity],
        },
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    place = finding.location
    line, column = place.line or 1, place.column or 1
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _level(finding),
        "message": {"text": _cut(f"{finding.model} in {finding.deployment}: {finding.message}")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place.file), "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": line,
                        "endColumn": column + len(finding.model),
                    },
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{finding.fingerprint}:1", "riskcheck/v1": finding.fingerprint},
        "properties": {
            "determination": finding.determination,
            "status": finding.status,
            "effect": finding.effect,
            "score": finding.score,
        },
    }


def _level(finding: Finding) -> str:
    """An open question is a warning at most: it says what to state, not what is wrong."""
    level = _LEVEL[finding.severity]
    return "warning" if finding.determination == "undetermined" and level == "error" else level


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MAX_TEXT else flat[: _MAX_TEXT - 1] + "…"
