"""Kept answers: the same bytes while nothing changed, and none at all once anything did."""

from __future__ import annotations

import io
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from riskcheck.cli import remembered
from tests.conftest import ROOT

Call = Callable[..., tuple[int | None, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Ask for the kept answer, or run and keep; in a folder with a failing manifest and rules of one's own."""
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "home"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    shutil.copy(ROOT / "examples" / "a-texas-agency-deepseek-api" / "riskcheck.yaml", work)
    shutil.copytree(ROOT / "examples" / "policy-pack" / "policy", work / "rules")
    monkeypatch.setattr(remembered, "_TICK", -(10**15))  # files may be as new as they are here

    def ask(how: str, *words: str) -> tuple[int | None, str, str]:
        monkeypatch.setattr(remembered, "_rests_on", None)
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = getattr(remembered, how)(["check", "--no-drift", *words])
        return code, out.getvalue(), err.getvalue()

    return ask


def test_an_answer_is_given_again(call: Call) -> None:
    assert call("answer", "riskcheck.yaml")[0] is None
    first = call("recorded", "riskcheck.yaml")
    assert first[0] == 1 and "FAIL" in first[1]
    assert call("answer", "riskcheck.yaml") == first
    assert call("answer", "riskcheck.yaml", "--quiet")[0] is None  # another call


def _touch(name: str) -> None:
    path = Path(name)
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


CHANGES: dict[str, Callable[[], object]] = {
    "the manifest": lambda: _touch("riskcheck.yaml"),
    "the manifest, at the same size and time": lambda: _replace("riskcheck.yaml"),
    "a rule": lambda: _touch(next(Path("rules").rglob("*.yaml")).as_posix()),
    "a rule more": lambda: Path("rules/more.yaml").write_text("[]\n"),
    "a waiver file": lambda: Path("riskcheck-waivers.yaml").write_text("version: 1\nwaivers: []\n"),
    "settings here": lambda: Path(".riskcheck.toml").write_text('fail-on = "never"\n'),
    "settings above": lambda: Path("../pyproject.toml").write_text('[tool.riskcheck]\nfail-on = "never"\n'),
    "a repository, which ends the way up": lambda: Path("../.git").mkdir(),
    "lists": lambda: Path("../home/lists").mkdir(parents=True),
    "the manifest gone": lambda: Path("riskcheck.yaml").unlink(),
}


def _replace(name: str) -> None:
    seen, text = os.stat(name), Path(name).read_text("utf-8")  # noqa: PTH116
    Path(f"{name}.new").write_text(text.replace("US-TX", "US-NY"), "utf-8")
    os.utime(f"{name}.new", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    Path(f"{name}.new").replace(name)


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_ends_it(call: Call, what: str) -> None:
    words = ("riskcheck.yaml", "--rules", "rules")
    assert call("recorded", *words)[0] == 1
    assert call("answer", *words)[0] == 1
    CHANGES[what]()
    assert call("answer", *words)[0] is None, what


@pytest.mark.parametrize("variable", ["RISKCHECK_DEBUG", "NO_COLOR", "COLUMNS"])
def test_variables_count(call: Call, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call("recorded", "riskcheck.yaml")
    monkeypatch.setenv(variable, "1")
    assert call("answer", "riskcheck.yaml")[0] is None


def test_the_day_counts(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    call("recorded", "riskcheck.yaml")
    tomorrow = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert call("answer", "riskcheck.yaml")[0] is None


def test_what_changed_just_now_is_not_kept(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_TICK", 2_000_000_000)
    assert call("recorded", "riskcheck.yaml")[0] == 1
    assert call("answer", "riskcheck.yaml")[0] is None


@pytest.mark.parametrize(
    "words",
    [("riskcheck.yaml", "--format", "json=x.json"), ("riskcheck.yaml", "-o", "x"), ("riskcheck.yaml", "--evidence", "e"), ("nowhere.yaml",), ("tree",)],
)  # fmt: skip
def test_what_writes_fails_or_discovers_is_not_kept(call: Call, words: tuple[str, ...]) -> None:
    Path("tree").mkdir()
    Path("tree/serve.sh").write_text("vllm serve Qwen/Qwen3-32B\n")
    call("recorded", *words)
    assert call("answer", *words)[0] is None


def test_a_broken_memory_is_no_error(call: Call, tmp_path: Path) -> None:
    call("recorded", "riskcheck.yaml")
    for path in (tmp_path / "home" / "answers").iterdir():
        path.write_bytes(b"nonsense")
    assert call("answer", "riskcheck.yaml")[0] is None


def test_the_hook_of_discovery_is_answered_until_a_file_or_its_neighbour_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(remembered, "_TICK", -(10**15))
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    monkeypatch.chdir(work)
    Path("compose.yml").write_text("services:\n  a:\n    environment:\n      OPENAI_MODEL: ${M}\n")
    Path("riskcheck.yaml").write_text("version: 1\norganization: {name: A}\ndeployments: [{name: x, models: [deepseek-chat]}]\n")

    def ask(how: str) -> tuple[int | None, str]:
        monkeypatch.setattr(remembered, "_rests_on", None)
        out = io.StringIO()
        monkeypatch.setattr(sys, "stdout", out)
        return getattr(remembered, how)(["discover", "--check", "compose.yml"]), out.getvalue()

    for change, code in (
        (lambda: Path(".env").write_text("M=deepseek-chat\n"), 0),
        (lambda: Path(".env").write_text("M=Qwen/Qwen3-8B\n"), 1),
        (lambda: _touch("riskcheck.yaml"), 1),
        (lambda: Path("compose.yml").write_text("services: {}\n"), 0),
    ):
        change()
        assert ask("answer")[0] is None
        first = ask("recorded")
        assert first[0] == code and ask("answer") == first
