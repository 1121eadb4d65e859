"""Every format on a small report with a finding, a question, a waiver and hostile names."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from riskcheck.render import csv as csv_
from riskcheck.render import github, gitlab, junit, markdown, sarif
from riskcheck.render import text as text_
from riskcheck.schema.report import Report
from riskcheck.schema.waiver import Waiver
from tests.engine.small_world import report_on

HOSTILE = "=cmd|'/c calc'!A1 <script>alert(1)</script> `x` | ::stop-commands::x \\u202e"
TEXT = f"""
version: 1
organization: {{name: Acme, public_body: [US-TX], domicile: US-TX}}
deployments:
  - name: "{HOSTILE.replace(chr(92) + "u202e", "")}"
    models: [northwind-ai/borea-7b]
    hosting: {{channel: self-hosted, provider: self, inference: [US], storage: [US]}}
  - name: waived
    models: [northwind-ai/borea-70b]
    hosting: {{channel: self-hosted, provider: self, inference: [US], storage: [US], egress_to_developer: false}}
"""
WAIVER = Waiver.model_validate(
    {
        "rule": "us-tx-barred",
        "deployment": "waived",
        "reason": "pilot",
        "approved_by": "A. Counsel",
        "expires": "2026-12-31",
        "accept_prohibited": True,
    }
)


@pytest.fixture(scope="module")
def report() -> Report:
    return report_on(TEXT, waivers=(WAIVER,))


def test_the_report_holds_what_the_formats_must_show(report: Report) -> None:
    assert report.counts.critical == 1 and report.counts.waived == 1 and report.counts.undetermined >= 1


def test_sarif_follows_what_code_scanning_reads(report: Report) -> None:
    log = json.loads(sarif.render(report))
    (run,) = log["runs"]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    assert len(results) == len(report.findings) - 1 and run["properties"]["settled"] == 1  # the waived one is no alert
    assert not any("suppressions" in result for result in results)
    for rule in rules:
        assert rule["shortDescription"]["text"] and rule["help"]["text"] and rule["helpUri"].startswith("https://")
        assert rule["helpUri"] in rule["help"]["markdown"]
        assert 0 < float(rule["properties"]["security-severity"]) <= 10 and len(rule["properties"]["tags"]) <= 10
        assert max(len(rule[key]["text"]) for key in ("shortDescription", "fullDescription", "help")) <= 1024
    for result in results:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1 and region["endColumn"] > region["startColumn"] >= 1
        assert result["partialFingerprints"]["primaryLocationLineHash"]


def test_junit_is_well_formed_and_counts(report: Report) -> None:
    root = ET.fromstring(junit.render(report))
    cases = root.findall(".//testcase")
    assert int(root.attrib["tests"]) == len(cases)
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) == 1
    assert int(root.attrib["errors"]) == len(root.findall(".//error")) >= 1
    assert int(root.attrib["skipped"]) == len(root.findall(".//skipped")) == 1


def test_github_annotations_cannot_be_injected(report: Report) -> None:
    lines = github.render(report).splitlines()
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert lines[-1].startswith("::notice title=riskcheck::fail")
    assert sum(line.startswith("::error") for line in lines) == 1


def test_github_says_how_many_annotations_it_left_out() -> None:
    models = ", ".join(f"northwind-ai/borea-{n}b" for n in range(30))
    many = report_on(TEXT.replace("northwind-ai/borea-7b", models))
    lines = github.render(many).splitlines()
    assert sum(line.startswith("::error") for line in lines) == github.MOST
    assert "more findings are not annotated" in lines[-1]


def test_gitlab_issues_have_what_the_widget_needs(report: Report) -> None:
    issues = json.loads(gitlab.render(report))
    assert len(issues) == len(report.findings) - 1
    for issue in issues:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1 and not issue["location"]["path"].startswith("/")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_csv_has_a_row_a_finding_and_no_formula(report: Report) -> None:
    rows = list(csv.reader(io.StringIO(csv_.render(report), newline="")))
    assert tuple(rows[0]) == csv_.COLUMNS and len(rows) == len(report.findings) + 1
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows[1:] for cell in row)


def test_markdown_escapes_names_and_lists_questions(report: Report) -> None:
    text = markdown.render(report)
    assert text.startswith(markdown.MARKER)
    assert "<script>" not in text and "(waived)" in text
    assert "`data.categories`" in text and "A. Counsel" in text


def test_text_shows_verdict_worst_first_and_questions(report: Report) -> None:
    shown = text_.render(report)
    assert shown.startswith(" FAIL") and shown.index("CRITICAL") < shown.index("hang on facts")
    assert "data.categories" in shown
    assert "\x1b" not in shown and "\x1b" in text_.render(report, color=True)
    assert max(len(line) for line in shown.splitlines()) <= 100
