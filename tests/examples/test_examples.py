"""Every example through the real command, against its golden report. `make golden` writes them anew."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/riskcheck.yaml"))


def report_of(name: str, riskcheck, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.chdir(folder)
    policy = ["--rules", f"examples/{name}/policy"] if (folder / "examples" / name / "policy").is_dir() else []
    ran = riskcheck("check", f"examples/{name}", "--as-of", "2026-11-23", "--format", "json", *policy)
    assert ran.err == ""
    return ran.code, ran.out


@pytest.mark.parametrize("name", NAMES)
def test_the_example_gives_its_golden_report(name: str, riskcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = report_of(name, riskcheck, ROOT, monkeypatch)
    report = json.loads(text)
    assert code == (0 if report["verdict"] == "pass" else 1)
    report["inputs"].pop("rules")  # changes with every rule file; the findings say what matters
    shown = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    path = GOLDEN / f"{name}.json"
    if os.environ.get("RISKCHECK_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8"), "run `make golden` and review the difference"


@pytest.mark.parametrize("name", NAMES)
def test_same_inputs_same_bytes_in_any_folder(name: str, riskcheck, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / name, tmp_path / "examples" / name)
    assert report_of(name, riskcheck, ROOT, monkeypatch) == report_of(name, riskcheck, tmp_path, monkeypatch)


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_tells_the_verdict_that_riskcheck_gives(name: str) -> None:
    text = (ROOT / "examples" / name / "README.md").read_text("utf-8")
    report = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    assert f"**{report['verdict']}**" in text
    told = [line.split("`")[1] for line in text.splitlines() if line.startswith("- `")]
    assert bool(told) == bool(report["findings"]), "the README names the findings that matter"
    assert set(told) <= {finding["rule"] for finding in report["findings"]}
