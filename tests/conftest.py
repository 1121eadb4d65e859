"""Shared fixtures: the bundled law book, a small one, and a way to run the command line in this process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from riskcheck.cli.commands import run
from riskcheck.engine.book import Book, at
from riskcheck.reading import rulebook
from riskcheck.schema.rulebook import Rulebook

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 23)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def law() -> Rulebook:
    return rulebook.read([rulebook.bundled()])


@pytest.fixture(scope="session")
def book(law: Rulebook) -> Book:
    return at(law, DAY)


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path_factory.getbasetemp() / "state"
    monkeypatch.setenv("RISKCHECK_HOME", str(shared))


@pytest.fixture
def riskcheck(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def call(*words: object) -> Ran:
        code = run([str(word) for word in words])
        caught = capsys.readouterr()
        return Ran(code, caught.out, caught.err)

    return call
