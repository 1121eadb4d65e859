"""`waive` writes what `check` reads; `diff` gates only on what is new or worse."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT

RULE = "us-tx-prohibited-technologies"
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "examples/a-texas-agency-deepseek-api/riskcheck.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_waiver_lifts_the_gate_and_keeps_the_files_comments(app: Path, riskcheck) -> None:
    (app / "riskcheck-waivers.yaml").write_text(
        "# kept by legal\nversion: 1\nwaivers:\n  - rule: us-other   # old\n    deployment: gone\n    reason: r\n"
        "    approved_by: B\n    expires: 2027-01-01\n",
        "utf-8",
    )
    words = ("waive", RULE, "--reason", "pilot: 3 months", "--expires", "90", "--approved-by", "A. Counsel", *DAY)
    refused = riskcheck(*words)
    assert refused.code == 2 and "--accept-prohibited" in refused.err
    assert riskcheck(*words, "--accept-prohibited", "--ticket", "LEGAL-7").code == 0
    text = (app / "riskcheck-waivers.yaml").read_text("utf-8")
    assert "# kept by legal" in text and "# old" in text and "2027-02-21" in text
    report = json.loads(riskcheck("check", "--format", "json", *DAY).out)
    assert report["counts"]["waived"] == 1
    again = riskcheck(*words, "--accept-prohibited")
    assert again.code == 2 and "already waives" in again.err


def test_a_fingerprint_waives_one_finding(app: Path, riskcheck) -> None:
    report = json.loads(riskcheck("check", "--format", "json", *DAY).out)
    one = report["findings"][-1]
    ran = riskcheck(
        "waive", one["fingerprint"][:10], "--reason", "known", "--expires", "2027-01-01", "--accept-prohibited", "--approved-by",
        "A", "--format", "json", *DAY,
    )  # fmt: skip
    (waiver,) = json.loads(ran.out)["waivers"]
    assert (waiver["rule"], waiver["model"]) == (one["rule"], one["model"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("us-tx-prohibited-technologie", "--expires", "30"), f"did you mean {RULE}?"),
        ((RULE, "--expires", "400"), "2027-11-23"),
        ((RULE, "--expires", "soon"), "neither a date nor a number of days"),
    ],
)
def test_mistakes(words: tuple[str, ...], said: str, app: Path, riskcheck) -> None:
    ran = riskcheck("waive", *words, "--reason", "x", "--approved-by", "A", *DAY)
    assert ran.code == 2 and said in ran.err
    assert not (app / "riskcheck-waivers.yaml").exists()


def test_diff_gates_only_on_what_is_new(app: Path, riskcheck) -> None:
    before = app / "before.yaml"
    after = app / "riskcheck.yaml"
    before.write_text(after.read_text("utf-8").replace("deepseek/deepseek-chat", "mistralai/Mistral-Small-3.2-24B-Instruct-2506"))
    same = riskcheck("diff", after, after, "--fail-on-new", *DAY)
    assert same.code == 0 and "no finding changes" in same.out
    ran = riskcheck("diff", before, after, "--fail-on-new", "--format", "json", *DAY)
    found = json.loads(ran.out)
    assert ran.code == 1 and found["gating"]
    assert RULE in {one["rule"] for one in found["findings"]["added"]}
    assert riskcheck("diff", before, after, *DAY).code == 0
    assert riskcheck("diff", after, before, "--fail-on-new", *DAY).code in (0, 1)


def test_diff_reads_reports(app: Path, riskcheck) -> None:
    riskcheck("check", "--format", "json", "-o", "old.json", *DAY)
    ran = riskcheck("diff", "old.json", "riskcheck.yaml", "--format", "markdown", *DAY)
    assert ran.code == 0 and "No finding changes." in ran.out
