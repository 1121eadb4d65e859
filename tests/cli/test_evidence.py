"""Evidence and replay: every example replays to equality elsewhere, and each kind of tampering is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/riskcheck.yaml"))


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evidence") / "bundle"


def kept(bundle: Path, riskcheck, name: str = "a-texas-agency-deepseek-api", *words: object) -> Path:
    ran = riskcheck("check", ROOT / "examples" / name, "--evidence", bundle, "--as-of", "2026-11-23", "--format", "json", *words)
    assert ran.code in (0, 1), ran.err
    assert ran.out == (bundle / "report.json").read_text("utf-8")
    return bundle


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_replays_in_another_folder(name: str, tmp_path: Path, riskcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    made = kept(tmp_path / "first" / "bundle", riskcheck, name)
    moved = shutil.move(made, tmp_path / "moved")
    monkeypatch.chdir(tmp_path)
    ran = riskcheck("replay", moved)
    assert ran.code == 0, ran.out + ran.err
    assert ran.out.startswith("EQUAL")


def test_waivers_baseline_and_further_rules_are_replayed(tmp_path: Path, riskcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "a-texas-agency-deepseek-api", tmp_path / "app")
    words = ("us-tx-prohibited-technologies", "--reason", "pilot", "--expires", "2027-01-01", "--approved-by", "A. Counsel")
    assert riskcheck("waive", *words, "--accept-prohibited", "--in", "app", "--as-of", "2026-11-23").code == 0
    earlier = riskcheck("check", "app", "--format", "json", "--as-of", "2026-11-23", "-o", "base.json")
    assert earlier.code in (0, 1)
    pack = ROOT / "examples" / "policy-pack" / "policy"
    ran = riskcheck(
        "check", "app", "--evidence", "ev", "--baseline", "base.json", "--rules", pack, "--as-of", "2026-11-23",
        "--skip", "continuity", "--fail-on", "low",
    )  # fmt: skip
    assert ran.code in (0, 1), ran.err
    again = riskcheck("replay", "ev")
    assert again.code == 0, again.out


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda it: (it / "rules/0/rules/us/states/texas.yaml").open("a").write("# more\n"), "texas.yaml was changed"),
        (lambda it: (it / "rules/0/rules/us/states/texas.yaml").write_text("- id: NO GOOD\n"), "texas.yaml was changed"),
        (lambda it: (it / "rules/0/rules/us/states/alabama.yaml").unlink(), "alabama.yaml is missing"),
        (lambda it: (it / "rules/0/rules/us/new.yaml").write_text("[]\n"), "new.yaml was added"),
        (lambda it: (it / "report.json").open("a").write(" "), "report.json was changed"),
    ],
)
def test_what_was_changed_is_named(harm, named: str, tmp_path: Path, riskcheck) -> None:
    made = kept(tmp_path / "bundle", riskcheck)
    texas = made / "rules/0/rules/us/states/texas.yaml"
    assert texas.is_file() or "texas" not in named
    harm(made)
    ran = riskcheck("replay", made)
    assert ran.code == 1 and named in ran.out, ran.out


def test_installed_rules_that_differ_are_named(tmp_path: Path, riskcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    made = kept(tmp_path / "bundle", riskcheck)
    other = tmp_path / "other" / "rules"
    shutil.copytree(ROOT / "rules", other)
    (other / "exposure.yaml").open("a").write("# later\n")
    monkeypatch.setattr("riskcheck.reading.rulebook.bundled", lambda: other)
    ran = riskcheck("replay", made, "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out)["differences"] == ["installed rules: rules/exposure.yaml differs"]
    assert riskcheck("replay", made, "--own-rules").code == 0


def test_the_statement_is_an_in_toto_statement(tmp_path: Path, riskcheck) -> None:
    statement = json.loads((kept(tmp_path / "bundle", riskcheck) / "statement.json").read_text("utf-8"))
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    (subject,) = statement["subject"]
    assert subject["name"] == "report.json" and len(subject["digest"]["sha256"]) == 64


@pytest.mark.parametrize("content", ["{}", "[", '{"predicateType": "urn:riskcheck:evidence:v1"}'])
def test_a_folder_without_a_bundle_is_refused(content: str, tmp_path: Path, riskcheck) -> None:
    (tmp_path / "statement.json").write_text(content, "utf-8")
    ran = riskcheck("replay", tmp_path)
    assert ran.code == 2 and "fix:" in ran.err


def test_other_peoples_files_are_not_overwritten(tmp_path: Path, riskcheck) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    ran = riskcheck("check", ROOT / "examples" / EXAMPLES[0], "--evidence", tmp_path)
    assert ran.code == 2 and (tmp_path / "notes.txt").read_text("utf-8") == "mine"
