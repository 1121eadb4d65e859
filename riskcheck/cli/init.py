"""`riskcheck init`: a short interview over what discovery found; writes the manifest, hook and CI snippets."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from riskcheck import api, parties
from riskcheck.cli import options, snippets
from riskcheck.cli.discover import scanned
from riskcheck.discovery import draft
from riskcheck.discovery.detection import Detection
from riskcheck.discovery.questions import QUESTIONS, Question, Weight, ranked, value_of
from riskcheck.engine.book import Book
from riskcheck.engine.check import Options
from riskcheck.errors import RiskcheckError, UsageError
from riskcheck.reading import manifests
from riskcheck.schema.report import Finding

ASKED = 5
"""How many questions an interview asks: those whose answers can change most verdicts."""


def parser() -> options.Parser:
    """The words of `riskcheck init`."""
    it = options.Parser(
        prog="riskcheck init",
        description="Write riskcheck.yaml from what discovery finds and the answers to the five questions that change "
        "verdicts most. On a terminal they are asked; elsewhere options answer them. `none` says that there is none.",
    )
    it.add_argument("path", nargs="?", default=".", metavar="PATH", help="the folder (default: here)")
    it.add_argument("--name", help="name of the organisation (default: the folder's)")
    it.add_argument("--model", action="append", metavar="ID", help="a model to judge when discovery finds none; repeatable")
    for one in QUESTIONS:
        it.add_argument(one.option, dest=one.fact, metavar="ANSWER", help=f"{one.words} Such as {_plain(one)}")
    it.add_argument("--hook", action="store_true", help="add the hooks to .pre-commit-config.yaml")
    it.add_argument("--ci", choices=sorted(snippets.CI), action="append", default=[], help="write the CI job; repeatable")
    it.add_argument("--source", metavar="URL", default=snippets.SOURCE, help="where hook and CI find riskcheck")
    it.add_argument("--no-input", action="store_true", help="ask nothing, even on a terminal")
    options.add_rules(it)
    return it


def main(arguments: list[str]) -> int:
    """Write the manifest. Returns 0."""
    given = parser().parse_args(arguments)
    root = Path(given.path)
    if not root.is_dir():
        raise UsageError(f"there is no folder {given.path}", fix="name the folder that is deployed")
    path, wants_snippets = root / "riskcheck.yaml", given.hook or given.ci
    existing = manifests.find(root)
    if existing and not wants_snippets:
        raise UsageError(
            f"{options.shown_path(existing)} is already there",
            fix="`riskcheck discover --write` adds to it what it does not declare",
        )
    if existing:
        print(f"{options.shown_path(existing)} stays as it is")
    else:
        _write_manifest(root, path, given)
    for text in [
        *([snippets.add_hook(root, given.source)] if given.hook else []),
        *(snippets.add_ci(root, one, given.source) for one in given.ci),
    ]:
        print(text)
    return 0


def _write_manifest(root: Path, path: Path, given: Any) -> None:
    as_of = options.today()
    book = api.load_book(given.rules, as_of, None, stakes=parties.stakes_on(as_of))
    found = scanned(root, options.folders(given.rules)).detections
    talks = sys.stdin.isatty() and sys.stderr.isatty() and not given.no_input
    models = list(given.model or ())
    is_named = any(one.model for one in draft.gating(found))
    if talks and not is_named and not models:
        models = value_of(QUESTIONS[1], _asked("No file names a model. Which models do you use (ids, with commas)?"))
    facts: dict[str, Any] = {"organization.name": given.name or root.resolve().name}
    if talks and not given.name:
        facts["organization.name"] = (
            _asked(f"Name of the organisation? [{facts['organization.name']}]") or facts["organization.name"]
        )
    for one in QUESTIONS:
        if (answer := getattr(given, one.fact)) is not None:
            facts[one.fact] = _checked(one, answer)
    written = _Draft(found, facts, models, book)
    if talks:
        _interview(written)
    try:
        path.write_text(written.text, "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}", fix="check the folder and its permissions") from None
    print(f"wrote {options.shown_path(path)}")
    if not is_named and not models:
        options.say("warning: no file names a model; put one in place of REPLACE-ME, or pass --model ID")
        return
    for question, weight in written.questions()[:ASKED]:
        print(f"  open: {question.fact:<28} {_weighed(weight)}; {question.option} {_plain(question)}")
    print("run `riskcheck check`")


class _Draft:
    """The manifest in the making: what was found and what is answered so far."""

    def __init__(self, found: Sequence[Detection], facts: dict[str, Any], models: Sequence[str], book: Book) -> None:
        self.found, self.facts, self.models, self.book = found, facts, models, book

    @property
    def text(self) -> str:
        name = self.facts["organization.name"]
        return draft.drafted(self.found, name, self.facts, self.models)

    def questions(self) -> list[tuple[Question, Weight]]:
        """What open findings hang on, most weighty first."""
        return ranked(self._findings(), self.facts)

    def _findings(self) -> Sequence[Finding]:
        subject = api.subject_of(manifests.from_text(self.text, "riskcheck.yaml"))
        return api.judge(parties.screen_all([subject], self.book), self.book, Options()).findings


def _interview(written: _Draft) -> None:
    for number in range(1, ASKED + 1):
        left = written.questions()
        if not left:
            return
        question, weight = left[0]
        while True:
            words = (
                f"{number}/{ASKED} {question.words} ({_weighed(weight)})\n    such as {_plain(question)}; Enter leaves it open"
            )
            answer = _asked(words)
            try:
                written.facts[question.fact] = _checked(question, answer) if answer else None
                break
            except RiskcheckError as error:
                options.say(f"    {error.problem}" + (f"; {error.fix}" if error.fix else ""))


def _asked(words: str) -> str:
    options.say(words)
    sys.stderr.write("  > ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise UsageError("the input ended before the interview did", fix="answer with options; see `riskcheck init --help`")
    return line.strip()


def _checked(question: Question, answer: str) -> Any:
    """An answer that the manifest accepts. Raises UsageError that names the option."""
    value = value_of(question, answer)
    tried = draft.drafted((), "x", {question.fact: value}, ("x",))
    try:
        manifests.from_text(tried, "answer")
    except RiskcheckError as error:
        raise UsageError(f"{question.option}: {error.problem}", fix=error.fix) from None
    return value


def _weighed(weight: Weight) -> str:
    return f"settles up to {weight.open} open finding{'s' if weight.open != 1 else ''}, {weight.gating} that gate"


def _plain(question: Question) -> str:
    example = question.example.strip("[]{}").replace(": ", "=").replace(", ", ",")
    return f"{example}, or `none`" if question.can_be_none else example
