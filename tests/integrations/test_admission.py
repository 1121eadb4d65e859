"""The gate before a cluster: what passes goes through unchanged, what does not reaches nobody.

The charts' renderings are files here, so that no helm is needed; `helm` and `kubectl` are stand-ins that say what they got.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHARTS = Path(__file__).parent / "charts"
GATE = ROOT / "integrations" / "kubernetes" / "gate.sh"
PASSES, FAILS = (CHARTS / f"rendered-{name}.yaml" for name in ("default", "fallback"))
WHO = "version: 1\norganization: {name: Agency, domicile: US-TX, public_body: [US-TX]}\ndeployments: [{name: x, models: [a/b]}]\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, script in {
        "kubectl": f'#!/bin/sh\necho "kubectl $*"; cat > {tmp_path}/applied',
        "helm": '#!/bin/sh\ncat "$RENDERED"',
        "gate.sh": f'#!/bin/sh\nexec bash {GATE} "$@"',
        "riskcheck": f'#!/bin/sh\nexec {sys.executable} -m riskcheck "$@"',
    }.items():
        (tools / name).write_text(script + "\n")
        (tools / name).chmod(0o755)
    (tmp_path / "who.yaml").write_text(WHO)
    return {
        **os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "RISKCHECK_HOME": str(tmp_path / "home"),
        "RISKCHECK_ORGANIZATION": str(tmp_path / "who.yaml"), "ARGOCD_APP_NAME": "benefits", "ARGOCD_APP_NAMESPACE": "default",
    }  # fmt: skip


def test_the_renderings_are_those_of_the_chart() -> None:
    """Every line of a rendering stands in a template once its values are put in, so that the files cannot drift apart."""
    values = yaml.safe_load((CHARTS / "assistant" / "values.yaml").read_text("utf-8"))
    templates = "\n".join(path.read_text("utf-8") for path in (CHARTS / "assistant" / "templates").iterdir())
    for key, value in {"model": values["model"], "replicas": values["replicas"], "fallback.baseUrl": values["fallback"]["baseUrl"], "fallback.model": values["fallback"]["model"]}.items():  # fmt: skip
        templates = templates.replace(f"{{{{ .Values.{key} }}}}", str(value))
    lines = templates.replace("{{ .Release.Name }}", "benefits").splitlines()
    for rendered in (PASSES, FAILS):
        for line in rendered.read_text("utf-8").splitlines():
            assert line in lines or re.match(r"---|# Source: assistant/templates/", line), line


@pytest.mark.parametrize(("rendered", "code"), [(PASSES, 0), (FAILS, 1)])
def test_a_helm_post_renderer(rendered: Path, code: int, environment: dict[str, str]) -> None:
    ran = subprocess.run(["bash", str(GATE)], input=rendered.read_bytes(), capture_output=True, env=environment, check=False)
    assert ran.returncode == code, ran.stderr
    assert ran.stdout == (rendered.read_bytes() if code == 0 else b"")
    assert (b"FAIL" in ran.stderr) is (code == 1)
    assert code == 0 or b"stdin:10:19" in ran.stderr  # the line of the rendering


@pytest.mark.parametrize(("rendered", "code"), [(PASSES, 0), (FAILS, 1)])
def test_kubectl_apply(rendered: Path, code: int, environment: dict[str, str], tmp_path: Path) -> None:
    script = f"set -o pipefail; cat {rendered} | gate.sh | kubectl apply -f -"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, env=environment, check=False)
    assert ran.returncode == code, ran.stderr
    assert (tmp_path / "applied").read_bytes() == (rendered.read_bytes() if code == 0 else b"")


@pytest.mark.parametrize(("rendered", "code"), [(PASSES, 0), (FAILS, 1)])
def test_argo_cd(rendered: Path, code: int, environment: dict[str, str]) -> None:
    plugin = yaml.safe_load((ROOT / "integrations" / "kubernetes" / "argocd-plugin.yaml").read_text("utf-8"))
    generate = plugin["spec"]["generate"]
    command = [*generate["command"], *generate["args"]]
    ran = subprocess.run(command, capture_output=True, env=environment | {"RENDERED": str(rendered)}, check=False)
    assert ran.returncode == code and ran.stdout == (rendered.read_bytes() if code == 0 else b"")


def test_open_questions_can_stop_it(environment: dict[str, str]) -> None:
    strict = environment | {"RISKCHECK_ARGUMENTS": "--undetermined fail"}
    ran = subprocess.run(["bash", str(GATE)], input=PASSES.read_bytes(), capture_output=True, env=strict, check=False)
    assert ran.returncode == 1 and ran.stdout == b"" and b"hang on facts" in ran.stderr


def test_without_an_organisation_it_says_so(environment: dict[str, str]) -> None:
    del environment["RISKCHECK_ORGANIZATION"]
    ran = subprocess.run(["bash", str(GATE)], input=b"", capture_output=True, env=environment, check=False)
    assert ran.returncode != 0 and b"who deploys" in ran.stderr
