"""`riskcheck init`: through options, through the interview on a terminal, and the snippets it writes."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskcheck.reading import manifests

CLIENT = """from openai import OpenAI

client = OpenAI(base_url="https://api.deepseek.com")
client.chat.completions.create(model="deepseek-chat", messages=[])
"""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop").mkdir()
    monkeypatch.chdir(tmp_path / "shop")
    Path("chat.py").write_text(CLIENT)
    return Path()


def test_options_answer_without_a_terminal(tree: Path, riskcheck: Any) -> None:
    ran = riskcheck("init", "--domicile", "US-TX", "--public-body", "US-TX", "--supplies", "none", "--data", "personal, health",
                    "--subjects", "US-TX=250000 NO=12", "--users", "US-TX", "--name", "Lone Star: Benefits")  # fmt: skip
    assert ran.code == 0, ran.err
    read = manifests.load(Path("riskcheck.yaml")).manifest
    who, (one,) = read.organization, read.deployments
    assert (who.name, who.domicile, who.public_body, who.supplies) == ("Lone Star: Benefits", "US-TX", ("US-TX",), ())
    assert who.establishments is None and who.sectors is None  # not answered is unknown
    assert one.models[0].id == "deepseek-chat" and one.hosting.provider == "deepseek-api"
    assert one.data.categories == ("personal", "health") and one.data.subjects == {"US-TX": 250000, "NO": 12}
    assert one.users.places == ("US-TX",) and one.users.kinds is None
    assert "chat.py:4" in Path("riskcheck.yaml").read_text()
    assert riskcheck("check").code == 1  # Texas bars DeepSeek from its agencies


def test_the_questions_left_are_told_by_weight(tree: Path, riskcheck: Any) -> None:
    ran = riskcheck("init")
    told = [line.split()[1] for line in ran.out.splitlines() if line.startswith("  open: ")]
    assert len(told) == 5 and "organization.public_body" in told
    Path("riskcheck.yaml").unlink()
    ran = riskcheck("init", "--public-body", "none")
    assert "organization.public_body" not in ran.out
    assert "public_body: []" in Path("riskcheck.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--domicile", "TXX"), "--domicile: `organization.domicile` cannot be 'TXX'"),
        (("--sectors", "helth"), "did you mean `health`"),
        (("--subjects", "US=many"), "--subjects: "),
        (("--domicille", "US"), "did you mean --domicile"),
        (("--ci", "travis"), "invalid choice"),
        (("nowhere",), "there is no folder nowhere"),
    ],
)
def test_wrong_answers_are_refused(tree: Path, riskcheck: Any, words: tuple[str, ...], problem: str) -> None:
    ran = riskcheck("init", *words)
    assert ran.code == 2 and problem in ran.err
    assert not Path("riskcheck.yaml").exists()


def test_a_manifest_is_never_overwritten(tree: Path, riskcheck: Any) -> None:
    Path("riskcheck.yaml").write_text("mine")
    ran = riskcheck("init")
    assert ran.code == 2 and "already there" in ran.err and "discover --write" in ran.err
    assert riskcheck("init", "--hook").code == 0
    assert Path("riskcheck.yaml").read_text() == "mine"


def test_nothing_found_asks_for_a_model(tree: Path, riskcheck: Any) -> None:
    Path("chat.py").unlink()
    ran = riskcheck("init")
    assert ran.code == 0 and "REPLACE-ME" in ran.err
    Path("riskcheck.yaml").unlink()
    assert riskcheck("init", "--model", "Qwen/Qwen3-32B", "--model", "zai-org/GLM-4.6", "--provider", "self").code == 0
    (one,) = manifests.load(Path("riskcheck.yaml")).manifest.deployments
    assert [model.id for model in one.models] == ["Qwen/Qwen3-32B", "zai-org/GLM-4.6"]
    assert one.hosting.provider == "self"


def test_hooks_join_a_configuration_and_keep_it(tree: Path, riskcheck: Any) -> None:
    config = Path(".pre-commit-config.yaml")
    config.write_text("# ours\nrepos:\n  - repo: local  # ours too\n    hooks: [{id: a, name: a, entry: a, language: system}]\n")
    assert "added the hooks" in riskcheck("init", "--hook", "--source", "https://git.example.test/me/riskcheck.git").out
    text = config.read_text()
    assert "# ours\n" in text and "# ours too" in text
    ours = yaml.safe_load(text)["repos"][1]
    assert ours["repo"].endswith("me/riskcheck.git") and [one["id"] for one in ours["hooks"]] == [
        "riskcheck",
        "riskcheck-discover",
    ]
    assert "already" in riskcheck("init", "--hook").out and config.read_text() == text
    config.write_text("repos: {")
    ran = riskcheck("init", "--hook")
    assert ran.code == 2 and config.read_text() == "repos: {"


def test_ci_jobs_are_written_or_told(tree: Path, riskcheck: Any) -> None:
    Path("Jenkinsfile").write_text("pipeline {}")
    ran = riskcheck("init", *(word for one in ("github", "gitlab", "azure", "jenkins") for word in ("--ci", one)),
                    "--source", "https://git.example.test/me/riskcheck")  # fmt: skip
    workflow = yaml.safe_load(Path(".github/workflows/riskcheck.yml").read_text())
    assert workflow["jobs"]["riskcheck"]["steps"][-1]["uses"].startswith("me/riskcheck@v")
    job = yaml.safe_load(Path(".gitlab-ci.yml").read_text())["riskcheck"]
    assert "git+https://git.example.test/me/riskcheck@v" in job["before_script"][1]
    assert yaml.safe_load(Path("azure-pipelines.yml").read_text())["steps"][1]["script"].startswith("riskcheck check")
    assert (
        Path("Jenkinsfile").read_text() == "pipeline {}"
        and "Jenkinsfile is yours" in ran.out
        and "junit 'riskcheck.xml'" in ran.out
    )


REPLIES = [
    ("Name of the organisation", "Shop"), ("1/5", "none"), ("2/5", "XX-YY"), ("cannot be", "personal"), ("3/5", "none"),
    ("4/5", ""), ("5/5", ""),
]  # fmt: skip


def test_the_interview_asks_five_questions_on_a_terminal(tree: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "riskcheck", "init", "--sectors", "technology"], stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:  # fmt: skip
        os.close(theirs)
        try:
            seen = answered(ours, REPLIES)
            assert process.wait(timeout=60) == 0, seen
        finally:
            process.kill()
    assert "settles up to" in seen and "wrote riskcheck.yaml" in seen and "6/5" not in seen
    organization = yaml.safe_load(Path("riskcheck.yaml").read_text())["organization"]
    assert organization["name"] == "Shop" and organization["public_body"] == [] and organization["sectors"] == ["technology"]


def answered(terminal: int, replies: list[tuple[str, str]]) -> str:
    """Talk on a terminal: wait for each text, then type its reply; returns all that was shown."""
    seen, at = "", 0
    waiting = list(replies)
    while True:
        assert select.select([terminal], [], [], 20)[0], (waiting, seen)
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        seen += chunk.decode("utf-8", "replace")
        if waiting and waiting[0][0] in seen[at:] and seen.rstrip(" ").endswith(">"):
            at = len(seen)
            os.write(terminal, waiting.pop(0)[1].encode() + b"\n")
    assert not waiting, (waiting, seen)
    return seen
