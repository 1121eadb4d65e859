"""The action's steps, run as the runner would run them: bash, expressions filled in, GITHUB_OUTPUT and the job summary."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


class Runner:
    """What a composite action may see of a runner."""

    def __init__(self, workspace: Path, temp: Path, inputs: dict[str, str]) -> None:
        self.workspace, self.temp = workspace, temp
        temp.mkdir()
        self.values = {"github.action_path": str(ROOT), **{f"inputs.{k}": v["default"] for k, v in ACTION["inputs"].items()}}
        self.values |= {f"inputs.{key}": value for key, value in inputs.items()}
        self.output, self.summary = temp / "output", temp / "summary"
        self.output.touch()
        self.summary.touch()

    def run(self, step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        assert step["shell"] == "bash"
        script = self.temp / "step.sh"
        script.write_text(self.filled(step["run"]), "utf-8")
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.temp), "RUNNER_TEMP": str(self.temp), "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary), "RISKCHECK_HOME": str(self.temp / "home"),
            **{key: self.filled(value) for key, value in step.get("env", {}).items()},
        }  # fmt: skip
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return subprocess.run(command, cwd=self.workspace, env=environment, capture_output=True, text=True, check=False)

    def filled(self, text: str) -> str:
        return EXPRESSION.sub(lambda found: self.values[found[1]], text)

    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text("utf-8").splitlines())


STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}


def judged(tmp_path: Path, example: str, **inputs: str) -> tuple[Runner, subprocess.CompletedProcess[str]]:
    workspace = tmp_path / "workspace"
    shutil.copytree(ROOT / "examples" / example, workspace)
    runner = Runner(workspace, tmp_path / "temp", {"as-of": "2026-11-23", **inputs})
    (runner.temp / "riskcheck").mkdir()
    (runner.temp / "riskcheck" / "bin").symlink_to(Path(sys.executable).parent)  # stands for the step that installs
    return runner, runner.run(STEPS["Judge"])


def test_a_failing_manifest_fails_the_step_with_outputs_and_summary(tmp_path: Path) -> None:
    runner, ran = judged(tmp_path, "a-texas-agency-deepseek-api")
    assert ran.returncode == 1, ran.stderr
    assert "::error " in ran.stdout
    assert runner.outputs()["verdict"] == "fail" and int(runner.outputs()["score"]) > 50
    assert "us-tx-prohibited-technologies" in runner.summary.read_text("utf-8")
    sarif = json.loads((runner.workspace / runner.outputs()["sarif-file"]).read_text("utf-8"))
    assert sarif["version"] == "2.1.0" and sarif["runs"][0]["results"]


def test_a_passing_manifest_passes(tmp_path: Path) -> None:
    runner, ran = judged(tmp_path, "c-us-travel-qwen-own-cloud")
    assert ran.returncode == 0 and runner.outputs()["verdict"] == "pass"


def test_inputs_reach_the_gate(tmp_path: Path) -> None:
    runner, ran = judged(tmp_path, "a-texas-agency-deepseek-api", **{"fail-on": "never", "report-file": "x.json"})
    assert ran.returncode == 0
    assert json.loads((runner.workspace / "x.json").read_text("utf-8"))["as_of"] == "2026-11-23"
    assert runner.outputs()["report-file"] == "x.json"


def test_a_path_cannot_become_a_command(tmp_path: Path) -> None:
    runner, ran = judged(tmp_path, "c-us-travel-qwen-own-cloud", paths="$(touch${IFS}owned) ;touch\towned")
    assert ran.returncode == 2 and not (runner.workspace / "owned").exists()
    assert "could not judge" in runner.summary.read_text("utf-8")


def test_every_input_is_used_and_every_output_is_set() -> None:
    text = (ROOT / "action.yml").read_text("utf-8")
    assert all(f"inputs.{name} " in text for name in ACTION["inputs"])
    script = (ROOT / "integrations" / "github" / "judge.sh").read_text("utf-8")
    assert all(f"{name}=" in script for name in ACTION["outputs"])


def test_the_install_step_really_installs(tmp_path: Path) -> None:
    runner = Runner(tmp_path, tmp_path / "temp", {"python": sys.executable})
    ran = runner.run(STEPS["Install riskcheck"])
    assert ran.returncode == 0, ran.stderr
    told = subprocess.run(
        [runner.temp / "riskcheck" / "bin" / "riskcheck", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("riskcheck ")


def test_zizmor_finds_nothing() -> None:
    tool = Path(sys.executable).with_name("zizmor")
    if not tool.exists():
        pytest.skip("zizmor is not installed")
    ran = subprocess.run(
        [tool, "--offline", "--no-progress", "action.yml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", ["integrations/gitlab/riskcheck.gitlab-ci.yml", "integrations/azure/azure-pipelines.yml"])
def test_templates_are_yaml_and_name_formats_that_exist(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    yaml.safe_load(text)
    from riskcheck.cli.check import FORMATS

    assert set(re.findall(r"--format (\w+)", text)) <= set(FORMATS)
