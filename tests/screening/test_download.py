"""A server that misbehaves in every known way: a clear message, and the old list stays."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from riskcheck.screening import download
from tests.conftest import Ran
from tests.screening import made


class Server(ThreadingHTTPServer):
    """Serves a folder; `mode` says how it misbehaves, `log` what was asked."""

    mode = "well"
    log: list[tuple[str, str | None]]
    folder: Path


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *words: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.server.log.append((self.path, self.headers.get("If-None-Match")))
        path = self.server.folder / self.path.lstrip("/")
        mode = self.server.mode
        if mode == "500":
            return self._answer(500, b"sorry")
        if not path.is_file():
            return self._answer(404, b"not here")
        body = path.read_bytes()
        if self.headers.get("If-None-Match") == '"v1"' and mode == "well":
            self.send_response(304)
            self.end_headers()
            return None
        if mode == "truncates":
            return self._answer(200, body[: len(body) // 2], {"Content-Length": str(len(body))})
        if mode == "lies":
            return self._answer(200, body, {"Content-Length": str(len(body) // 2)})
        if mode == "redirects":
            return self._answer(302, b"", {"Location": "http://example.invalid/sdn.csv"})
        if mode == "bomb":
            return self._answer(200, gzip.compress(b"0" * 30_000_000), {"Content-Encoding": "gzip"})
        if mode == "flaky" and len(self.server.log) % 2:
            return self._answer(503, b"later")
        return self._answer(200, body, {"ETag": '"v1"'})

    def _answer(self, code: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(code)
        for key, value in ({"Content-Length": str(len(body))} | (headers or {})).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(download, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(download, "MOST_BYTES", 20_000_000)
    made.sdn(tmp_path / "mirror", 60)
    one = Server(("127.0.0.1", 0), Handler)
    one.log, one.folder = [], tmp_path / "mirror"
    thread = threading.Thread(target=one.serve_forever, daemon=True)
    thread.start()
    yield one
    one.shutdown()
    one.server_close()


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def test_a_mirror_is_fetched_and_asked_again_only_for_news(server: Server, riskcheck: Any) -> None:
    ran: Ran = riskcheck("lists", "update", "us-ofac-sdn", "--from", url(server))
    assert ran.code == 0 and "61 entries" in ran.out, ran.err
    server.log.clear()
    ran = riskcheck("lists", "update", "us-ofac-sdn", "--from", url(server))
    assert ran.code == 0 and "unchanged" in ran.out and {etag for _, etag in server.log if etag} == {'"v1"'}


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("500", "500"),
        ("truncates", "attempts"),
        ("lies", ".csv"),
        ("redirects", "not https"),
        ("bomb", "no list is that long"),
    ],
)
def test_a_bad_server_is_told_and_the_old_list_stays(server: Server, riskcheck: Any, mode: str, words: str) -> None:
    assert riskcheck("lists", "update", "us-ofac-sdn", "--from", url(server)).code == 0
    before = riskcheck("lists", "status", "--format", "json").out
    made.sdn(server.folder, 70)
    server.mode = mode
    ran = riskcheck("lists", "update", "us-ofac-sdn", "--from", url(server))
    assert ran.code == 2 and words in ran.err and "Traceback" not in ran.err, ran.err
    assert riskcheck("lists", "status", "--format", "json").out == before
    assert riskcheck("screen", "Quorvix Dobedax Trading", "--fail-on", "match").code == 1


def test_a_server_that_recovers_is_waited_for(server: Server, riskcheck: Any) -> None:
    server.mode = "flaky"
    assert riskcheck("lists", "update", "us-ofac-sdn", "--from", url(server)).code == 0


def test_one_list_that_fails_does_not_keep_the_others_back(server: Server, riskcheck: Any) -> None:
    ran = riskcheck("lists", "update", "un-sc", "us-ofac-sdn", "--from", url(server))
    assert ran.code == 2 and "us-ofac-sdn: 61 entries" in ran.out and "un-sc" in ran.err


def test_no_server_at_all(riskcheck: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path))
    monkeypatch.setattr(download, "PAUSE_SECONDS", 0.01)
    ran = riskcheck("lists", "update", "us-ofac-sdn", "--from", "http://127.0.0.1:9")
    assert ran.code == 2 and "refused" in ran.err and "object at 0x" not in ran.err
