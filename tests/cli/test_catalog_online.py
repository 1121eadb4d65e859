"""`catalog model --online` against a local server that behaves like the Hub, with its failures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

import pytest

pytest.importorskip("huggingface_hub")

CARDS: dict[str, dict] = {
    "acme/helper-32b": {"tags": ["base_model:finetune:acme/middle-32b"], "license": "apache-2.0"},
    "acme/middle-32b": {"tags": ["base_model:merge:Qwen/Qwen2.5-32B-Instruct"]},
    "Qwen/Qwen2.5-32B-Instruct": {"tags": []},
    "acme/snake": {"tags": ["base_model:finetune:acme/tail"]},
    "acme/tail": {"tags": ["base_model:finetune:acme/snake"]},
    "acme/card-only": {"card": {"base_model": ["deepseek-ai/DeepSeek-V3"], "base_model_relation": "quantized"}},
    "acme/scratch": {"tags": []},
}


class Hub(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        name = unquote(self.path.split("?")[0]).removeprefix("/api/models/")
        Hub.asked.append(name)
        if name == "acme/broken":
            return self._answer(200, b"<html>not json")
        if name == "acme/down":
            return self._answer(503, b"{}")
        card = CARDS.get(name)
        if card is None:
            return self._answer(404, b'{"error": "Repository not found"}', {"X-Error-Code": "RepoNotFound"})
        body = {
            "_id": "1", "id": name, "modelId": name, "private": False, "downloads": 1, "likes": 0, "siblings": [],
            "tags": card.get("tags", []),
            "cardData": {**card.get("card", {}), **({"license": card["license"]} if "license" in card else {})},
        }  # fmt: skip
        return self._answer(200, json.dumps(body).encode())

    def _answer(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for key, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def look_up(name: str, home: Path, hub: str, **more: str) -> tuple[dict, str, int]:
    kept = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    environment = {**kept, "HF_ENDPOINT": hub, "RISKCHECK_HOME": str(home), "HF_HOME": str(home / "hf"), **more}
    ran = subprocess.run(
        [sys.executable, "-m", "riskcheck", "catalog", "model", name, "--online", "--format", "json"],
        env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in ran.stderr
    return (json.loads(ran.stdout)["models"][0] if ran.stdout else {}), ran.stderr, ran.returncode


def developers(told: dict) -> list[tuple[str, str, list[str]]]:
    return [(one["id"], one["relation"], [developer["id"] for developer in one["developers"]]) for one in told["lineage"]]


def test_a_chain_of_cards_is_followed_to_a_known_base(hub: str, tmp_path: Path) -> None:
    told, _, code = look_up("acme/helper-32b", tmp_path, hub)
    assert code == 0
    assert ("Qwen/Qwen2.5-32B-Instruct", "merge", ["alibaba"]) in developers(told)
    assert all(one["confidence"] == "declared" for one in told["lineage"])
    assert any("the Hub was asked on" in line for line in told["evidence"])


def test_answers_are_kept_so_that_the_second_look_up_asks_nobody(hub: str, tmp_path: Path) -> None:
    first, _, _ = look_up("acme/helper-32b", tmp_path, hub)
    count = len(Hub.asked)
    again, _, _ = look_up("acme/helper-32b", tmp_path, hub)
    assert again == first and len(Hub.asked) == count


def test_a_cycle_ends(hub: str, tmp_path: Path) -> None:
    told, _, code = look_up("acme/snake", tmp_path, hub)
    assert code == 0 and {one["id"] for one in told["lineage"]} == {"acme/tail", "acme/snake"}
    assert Hub.asked.count("acme/snake") == 1


def test_a_base_in_the_card_counts(hub: str, tmp_path: Path) -> None:
    told, _, _ = look_up("acme/card-only", tmp_path, hub)
    assert developers(told)[0] == ("deepseek-ai/DeepSeek-V3", "quantized", ["deepseek"])


def test_no_declared_base_is_said_and_does_not_become_from_scratch(hub: str, tmp_path: Path) -> None:
    told, _, _ = look_up("acme/scratch", tmp_path, hub)
    assert told["lineage"] == [] and any("no base model is declared" in line for line in told["evidence"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acme/nowhere", "the Hub has no model acme/nowhere"),
        ("acme/broken", "the Hub could not be asked about acme/broken"),
        ("acme/down", "the Hub could not be asked about acme/down"),
        ("not-an-owner-name", "is no `owner/name` id"),
    ],
)
def test_failures_are_said_and_leave_the_catalogs_answer(hub: str, tmp_path: Path, name: str, said: str) -> None:
    told, stderr, code = look_up(name, tmp_path, hub)
    assert code == 0 and told["query"] == name
    assert said in stderr


def test_a_hub_that_is_not_there(tmp_path: Path) -> None:
    told, stderr, code = look_up("Qwen/Qwen3-8B", tmp_path, "http://127.0.0.1:9")
    assert code == 0 and "could not be asked" in stderr
    assert told["developers"][0]["id"] == "alibaba"


def test_offline_is_honoured(hub: str, tmp_path: Path) -> None:
    _, stderr, _ = look_up("acme/helper-32b", tmp_path, hub, HF_HUB_OFFLINE="1")
    assert "HF_HUB_OFFLINE is set" in stderr and Hub.asked == []


def test_without_the_extra_the_fix_is_named(hub: str, tmp_path: Path) -> None:
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "huggingface_hub.py").write_text("raise ImportError('not installed')", "utf-8")
    _, stderr, code = look_up("acme/helper-32b", tmp_path, hub, PYTHONPATH=str(tmp_path / "block"))
    assert code == 2 and "riskcheck[online]" in stderr
