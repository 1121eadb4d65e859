"""Discovery at the gate: a folder without a manifest, drift, resources on standard input, bills of materials, drafts."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from riskcheck.discovery import draft
from riskcheck.discovery.clues import clues_of
from riskcheck.discovery.scan import scan
from riskcheck.reading import manifests
from tests.discovery.test_corpus import clues

CORPUS = Path(__file__).parent / "corpus"
CLIENT = """from openai import OpenAI

client = OpenAI(base_url="https://api.deepseek.com")
client.chat.completions.create(model="deepseek-chat", messages=[])
"""
TEXAS = (
    "version: 1\norganization: {name: Agency, domicile: US-TX, public_body: [US-TX]}\ndeployments: [{name: x, models: [a/b]}]\n"
)
DEPLOYMENT = (CORPUS / "kubernetes" / "external-secret" / "d.yaml").read_text("utf-8")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "home"))
    (tmp_path / "tree").mkdir()
    monkeypatch.chdir(tmp_path / "tree")
    Path("chat.py").write_text(CLIENT)
    return Path()


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_a_folder_without_a_manifest_is_discovered(tree: Path, riskcheck: Any) -> None:
    ran = riskcheck("check", "--format", "json")
    report = json.loads(ran.out)
    assert report["deployments"][0]["verdict"] == "pass" and report["counts"]["undetermined"] > 0  # a warning by default
    assert {(one["location"]["file"], one["location"]["line"]) for one in report["findings"]} == {("chat.py", 4)}
    assert riskcheck("check", "--undetermined", "fail").code == 1


def test_who_deploys_can_be_said_by_another_manifest(tree: Path, riskcheck: Any, tmp_path: Path) -> None:
    (tmp_path / "who.yaml").write_text(TEXAS)
    ran = riskcheck("check", "--organization", str(tmp_path / "who.yaml"), "--format", "json")
    assert ran.code == 1
    assert "us-tx-prohibited-technologies" in {
        one["rule"] for one in json.loads(ran.out)["findings"] if one["severity"] == "critical"
    }


def test_resources_of_a_cluster_on_standard_input(riskcheck: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "who.yaml").write_text(TEXAS)
    piped(monkeypatch, DEPLOYMENT)
    ran = riskcheck("check", "-", "--organization", str(tmp_path / "who.yaml"), "--format", "json")
    report = json.loads(ran.out)
    assert ran.code == 1 and report["verdict"] == "fail"
    line = next(number for number, text in enumerate(DEPLOYMENT.splitlines(), 1) if "glm-4.6" in text)
    assert {(one["location"]["file"], one["location"]["line"]) for one in report["findings"]} == {("stdin", line)}
    assert all(reason["line"] is None for one in report["findings"] for reason in one["because"])  # nobody wrote that manifest
    piped(monkeypatch, "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n")
    ran = riskcheck("check", "-")
    assert ran.code == 0 and "no model use in stdin" in ran.err


def test_a_manifest_on_standard_input_is_still_one(riskcheck: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, TEXAS)
    assert "does not know" not in riskcheck("check", "-").err


def test_a_host_without_a_model_is_judged_too(tmp_path: Path, riskcheck: Any) -> None:
    (tmp_path / ".env").write_text("DEEPSEEK_BASE_URL=https://api.deepseek.com\n")
    report = json.loads(riskcheck("check", str(tmp_path), "--format", "json").out)
    (use,) = report["uses"]
    assert use["model"] == "unknown" and use["operator"]["known"] == ["deepseek"] and use["developers"]["is_open"]
    assert {one["location"]["line"] for one in report["findings"]} == {1}


def test_one_model_in_two_regions_is_two_deployments_and_a_loose_name_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MODEL_ID=us.deepseek.r1-v1:0\nLLM_MODEL=us.deepseek.r1-v1:0\n")
    for region in ("us-east-1", "eu-central-1"):
        (tmp_path / f"{region}.py").write_text(
            f'import boto3\nboto3.client("bedrock-runtime", region_name="{region}").converse(modelId="us.deepseek.r1-v1:0")\n'
        )
    found = draft.groups(scan(tmp_path, clues, cache=False).detections, "app")
    assert [group.name for group in found] == ["app-aws", "app-aws-us-east-1"]


def test_what_is_not_resolved_is_told(tree: Path, riskcheck: Any) -> None:
    Path("run.sh").write_text("vllm serve $MODEL_NAME\n")
    assert "run.sh:1: a use that is not resolved: MODEL_NAME is set outside this file" in riskcheck("check").err


def test_drift_is_told_and_can_be_left_out(tree: Path, riskcheck: Any) -> None:
    Path("riskcheck.yaml").write_text("version: 1\norganization: {name: A}\ndeployments: [{name: x, models: [Qwen/Qwen3-32B]}]\n")
    ran = riskcheck("check")
    assert "chat.py:4 uses deepseek-chat, which the manifest does not declare" in ran.err
    assert "declares Qwen/Qwen3-32B, and nothing in the tree shows it" in ran.err
    assert "declare" not in riskcheck("check", "--no-drift").err
    Path("riskcheck.yaml").write_text(
        "version: 1\norganization: {name: A}\ndeployments: [{name: x, models: [deepseek/deepseek-chat]}]\n"
    )
    assert "declare" not in riskcheck("check").err


def test_a_bill_of_materials_is_judged(riskcheck: Any) -> None:
    path = CORPUS / "bom" / "cyclonedx" / "bom.json"
    report = json.loads(riskcheck("check", str(path), "--format", "json").out)
    assert {one["model"] for one in report["uses"]} == {"deepseek-ai/DeepSeek-V3"}


def test_the_inventory_is_valid_and_read_again(tree: Path, riskcheck: Any, tmp_path: Path) -> None:
    Path("serve.sh").write_text("vllm serve aisingapore/Qwen-SEA-LION-v4-32B-IT\n")
    text = riskcheck("discover", "--format", "cyclonedx").out
    assert text == riskcheck("discover", "--format", "cyclonedx").out
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    document = json.loads(text)
    sealion = next(one for one in document["components"] if "SEA-LION" in one["name"])
    assert any("Qwen" in one["name"] for one in sealion["pedigree"]["ancestors"])
    assert [one["endpoints"] for one in document["services"]] == [["https://api.deepseek.com"]]
    (tmp_path / "bom.json").write_text(text)
    found = json.loads(riskcheck("discover", str(tmp_path / "bom.json"), "--format", "json").out)["detections"]
    assert {one["model"] for one in found if one["model"]} == {one["name"] for one in document["components"]}
    assert [one["host"] for one in found if one["host"]] == ["api.deepseek.com"]


def test_json_has_the_keys_of_the_contract(tree: Path, riskcheck: Any) -> None:
    host, one = json.loads(riskcheck("discover", "--format", "json").out)["detections"]
    assert (host["model"], host["host"]) == (None, one["host"]) and host["line"] < one["line"]
    assert {
        "file",
        "line",
        "column",
        "text",
        "model",
        "host",
        "provider",
        "channel",
        "region",
        "state",
        "confidence",
        "reason",
    } == set(one)
    assert (one["file"], one["line"], one["column"], one["model"], one["host"]) == (
        "chat.py",
        4,
        39,
        "deepseek-chat",
        "api.deepseek.com",
    )


def test_a_draft_is_a_manifest_with_its_evidence(tree: Path, riskcheck: Any) -> None:
    assert riskcheck("discover", "--write").code == 0
    text = Path("riskcheck.yaml").read_text()
    assert "- deepseek-chat  # chat.py:4" in text and "# public_body: [US-TX]" in text
    (deployment,) = manifests.from_text(text, "x").manifest.deployments
    assert deployment.hosting.provider == "deepseek-api"


@pytest.mark.parametrize("surface", sorted(path.name for path in CORPUS.iterdir()))
def test_every_draft_of_the_corpus_is_valid(surface: str) -> None:
    found = scan(CORPUS / surface, clues, cache=False)
    manifests.from_text(draft.drafted(found.detections, surface), surface)


MINE = """# ours, do not touch
version: 1
organization:
  name: "Acme"   # the legal name
deployments:
  # the assistant
  - name: chat
    models:
      - deepseek-chat   # agreed in March
    hosting: {provider: deepseek-api}
"""


def test_merging_loses_no_line_and_adds_what_is_missing(tree: Path, riskcheck: Any) -> None:
    Path("riskcheck.yaml").write_text(MINE)
    assert riskcheck("discover", "--write").code == 0
    assert Path("riskcheck.yaml").read_text() == MINE  # all of it was declared
    Path("serve.sh").write_text("vllm serve zai-org/GLM-4.5\n")
    assert riskcheck("discover", "--write").code == 0
    text = Path("riskcheck.yaml").read_text()
    assert text.startswith(MINE.rstrip("\n")) and "- zai-org/GLM-4.5  # serve.sh:1" in text
    assert len(manifests.from_text(text, "x").manifest.deployments) == 2
    assert riskcheck("discover", "--write").code == 0 and Path("riskcheck.yaml").read_text() == text


@pytest.mark.parametrize("flow", ["deployments: [{name: a, models: [x/y]}]\n", "deployments:\n- name: a\n  models: [x/y]\n"])
def test_merging_into_other_layouts(tree: Path, riskcheck: Any, flow: str) -> None:
    Path("riskcheck.yaml").write_text(f"version: 1\norganization: {{name: A}} # kept\n{flow}")
    assert riskcheck("discover", "--write").code == 0
    text = Path("riskcheck.yaml").read_text()
    assert "# kept" in text and [len(one.models) for one in manifests.from_text(text, "x").manifest.deployments] == [1, 1]


def test_clues_are_of_a_book() -> None:
    assert clues_of(type("Book", (), {"catalogue": clues().catalogue, "hosts": clues().hosts})()).knows("deepseek-chat")


def test_changed_files_are_held_against_the_nearest_manifest(tree: Path, riskcheck: Any) -> None:
    Path(".git").mkdir()
    Path("sub").mkdir()
    Path("sub/serve.sh").write_text("vllm serve Qwen/Qwen3-32B\n")
    ran = riskcheck("discover", "--check", "chat.py", "sub/serve.sh")
    assert ran.code == 1 and "chat.py:4: deepseek-chat is used, and there is no riskcheck.yaml" in ran.out
    assert "sub/serve.sh:1: Qwen/Qwen3-32B" in ran.out
    manifest = "version: 1\norganization: {name: A}\ndeployments: [{name: x, models: [MODEL]}]\n"
    Path("riskcheck.yaml").write_text(manifest.replace("MODEL", "deepseek/deepseek-chat"))
    ran = riskcheck("discover", "--check", "chat.py", "sub/serve.sh")
    assert ran.code == 1 and "chat.py" not in ran.out and "not declared in riskcheck.yaml" in ran.out
    Path("sub/riskcheck.yaml").write_text(manifest.replace("MODEL", "Qwen/Qwen3-32B"))
    assert riskcheck("discover", "--check", "chat.py", "sub/serve.sh").code == 0
    Path("tests").mkdir()
    Path("tests/serve.sh").write_text("vllm serve zai-org/GLM-4.6\n")
    assert riskcheck("discover", "--check", "tests/serve.sh").code == 0  # a sample
    assert riskcheck("discover", "--check", "sub", "chat.py").code == 2
    assert riskcheck("discover", "--check", "nowhere.py").code == 2
    Path("riskcheck.yaml").write_text("version: 1\n")
    assert riskcheck("discover", "--check", "chat.py").code == 2
