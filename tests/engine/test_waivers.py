"""Waivers and baselines: what holds, what does not, and what is said of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from riskcheck.schema.waiver import Waiver
from tests.engine.small_world import found, report_on

TEXT = """
version: 1
organization: {name: Acme, public_body: [US-TX], domicile: US-TX, owners: []}
deployments:
  - name: chat
    models: [northwind-ai/borea-7b]
    hosting: {channel: self-hosted, provider: self, inference: [US], storage: [US], egress_to_developer: false}
    contracts: []
    data: {categories: [none]}
"""
RULE = "us-tx-barred"


def waiver(**changes: object) -> Waiver:
    base = {
        "rule": RULE,
        "deployment": "chat",
        "reason": "pilot",
        "approved_by": "A. Counsel",
        "expires": "2026-12-31",
        "accept_prohibited": True,
    }
    return Waiver.model_validate({**base, **changes})


CASES = [
    # waiver, day, verdict, state of the mark, part of the warning
    ({}, "2026-06-01", "pass", "active", None),
    ({"expires": "2026-06-01"}, "2026-06-01", "pass", "active", None),
    ({"expires": "2026-05-31"}, "2026-06-01", "fail", "expired", "expired on 2026-05-31"),
    ({"accept_prohibited": False}, "2026-06-01", "fail", None, "accept_prohibited"),
    ({"model": "NORTHWIND-AI/Borea-7B"}, "2026-06-01", "pass", "active", None),
    ({"model": "tuner/quiet-7b"}, "2026-06-01", "fail", None, "meets no finding"),
    ({"deployment": "other"}, "2026-06-01", "fail", None, "meets no finding"),
    ({"rule": "us-bill"}, "2026-06-01", "fail", None, "meets no finding"),
]


@pytest.mark.parametrize(("changes", "day", "verdict", "state", "warning"), CASES)
def test_waivers(changes: dict, day: str, verdict: str, state: str | None, warning: str | None) -> None:
    report = report_on(TEXT, day, waivers=(waiver(**changes),))
    finding = found(report, RULE)
    assert finding is not None, "a waived finding stays in every output"
    assert report.verdict == verdict
    assert (finding.waiver.state if finding.waiver else None) == state
    assert report.counts.waived == (1 if state == "active" else 0)
    assert (warning is None and report.warnings == ()) or any(warning in one for one in report.warnings)


def test_a_baseline_lets_known_findings_pass_and_new_or_worse_ones_not() -> None:
    before = report_on(TEXT)
    assert report_on(TEXT, baseline=before).verdict == "pass"
    assert report_on(TEXT.replace("borea-7b", "borea-70b"), baseline=before).verdict == "fail"
    milder = report_on(TEXT, "2026-08-15")
    assert found(milder, RULE).severity == "medium"
    assert report_on(TEXT, baseline=milder).verdict == "fail"
    hanging = report_on(TEXT.replace("public_body: [US-TX], ", ""))
    assert report_on(TEXT, baseline=hanging).verdict == "fail"


def test_a_waiver_that_lasts_too_long_or_lacks_its_end_is_refused(riskcheck, tmp_path: Path) -> None:
    manifest, waivers = tmp_path / "riskcheck.yaml", tmp_path / "w.yaml"
    manifest.write_text(TEXT, "utf-8")
    entry = "version: 1\nwaivers:\n  - {rule: us-tx-prohibited-technologies, deployment: chat, reason: r, approved_by: a"
    latest = dt.date(2026, 11, 23) + dt.timedelta(days=365)
    for text, code, said in (
        (entry + f", expires: {latest}}}\n", 0, ""),
        (entry + f", expires: {latest + dt.timedelta(days=1)}}}\n", 2, "at most 365 days"),
        (entry + "}\n", 2, "`expires` is missing"),
        (entry + ", expires: soon}\n", 2, "a date such as"),
    ):
        waivers.write_text(text, "utf-8")
        ran = riskcheck("check", manifest, "--as-of", "2026-11-23", "--waivers", waivers, "--fail-on", "never")
        assert ran.code == code and said in ran.err
