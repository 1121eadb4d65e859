"""The hook under the real pre-commit framework, on a scratch repository: once passing, once failing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PASSING = "c-us-travel-qwen-own-cloud"
FAILING = "a-texas-agency-deepseek-api"


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds the checkout as it stands, uncommitted changes included."""
    copy = tmp_path_factory.mktemp("hook") / "riskcheck"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file() and name.split("/", 1)[0] in (
            "riskcheck",
            "rules",
            "pyproject.toml",
            "README.md",
            "LICENSE",
            ".pre-commit-hooks.yaml",
        ):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "checkout")
    return copy


@pytest.mark.parametrize(("example", "passes"), [(PASSING, True), (FAILING, False)])
def test_try_repo(
    example: str, passes: bool, hook_repository: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shutil.copy(ROOT / "examples" / example / "riskcheck.yaml", tmp_path / "riskcheck.yaml")
    (tmp_path / "unrelated.txt").write_text("nothing to see\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    home = tmp_path_factory.getbasetemp() / "pre-commit-home"
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), "riskcheck", "--all-files", "--verbose"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PRE_COMMIT_HOME": str(home), "RISKCHECK_HOME": str(tmp_path / "state")},
    )  # fmt: skip
    said = ran.stdout + ran.stderr
    assert (ran.returncode == 0) is passes, said
    assert ("Passed" if passes else "Failed") in said
    assert ("PASS" if passes else "FAIL") in said
    assert passes or "riskcheck.yaml:" in said


@pytest.mark.parametrize("declares", [True, False])
def test_try_repo_of_discovery(
    declares: bool, hook_repository: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    model = "Qwen/Qwen3-32B" if declares else "mistralai/Mistral-7B-v0.3"
    (tmp_path / "riskcheck.yaml").write_text(
        f"version: 1\norganization: {{name: A}}\ndeployments: [{{name: x, models: [{model}]}}]\n", "utf-8"
    )
    (tmp_path / "serve.sh").write_text("#!/bin/sh\nvllm serve Qwen/Qwen3-32B\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    home = tmp_path_factory.getbasetemp() / "pre-commit-home"
    ran = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), "riskcheck-discover", "--all-files", "--verbose"],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PRE_COMMIT_HOME": str(home), "RISKCHECK_HOME": str(tmp_path / "state")},
    )  # fmt: skip
    said = ran.stdout + ran.stderr
    assert (ran.returncode == 0) is declares, said
    assert declares or "serve.sh:2: Qwen/Qwen3-32B is not declared in riskcheck.yaml" in said
