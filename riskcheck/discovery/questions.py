"""The facts that no file shows: what a draft leaves open, what `init` asks, how an answer is read.

A fact's name is the one that findings use in `missing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from riskcheck.schema.report import Finding


class Question(NamedTuple):
    """One open fact. example: a value as a manifest writes it. words: what is asked. about: what the fact means, for a comment."""

    fact: str
    words: str
    example: str
    about: str = ""

    @property
    def option(self) -> str:
        """The option of `init` that answers it."""
        return _OPTIONS.get(self.fact, "--" + self.fact.rpartition(".")[2].replace("_", "-"))

    @property
    def is_list(self) -> bool:
        """Whether the manifest takes a list of words here."""
        return self.example.startswith("[")

    @property
    def can_be_none(self) -> bool:
        """Whether "there is none" is an answer."""
        return self.is_list and self.fact.partition(".")[2] in ("public_body", "supplies", "establishments", "contracts")


_OPTIONS = {"users.places": "--users", "users.kinds": "--user-kinds", "data.categories": "--data"}

QUESTIONS: tuple[Question, ...] = (
    Question("organization.domicile", "Where is the organisation established?", "US-CA", "where it is established"),
    Question(
        "organization.public_body", "Which public administrations is it part of?", "[US-TX]",
        "public administrations that it is part of",
    ),
    Question(
        "organization.supplies", "Which public administrations does it have contracts with?", "[US]",
        "public administrations that it contracts with",
    ),
    Question("organization.sectors", "In which sectors does it work?", "[technology]"),
    Question(
        "organization.establishments", "In which other places has it an office or subsidiary?", "[US, DE]",
        "other places with an office or subsidiary",
    ),
    Question("deployment.environment", "Which environment is it?", "production"),
    Question(
        "deployment.contracts", "For which administrations' contracts is it used?", "[US/DoD]",
        "administrations whose contracts are performed with it",
    ),
    Question("hosting.provider", "Who runs the models whose host nothing shows (`self` for own machines)?", "self"),
    Question("hosting.inference", "Where do they run?", "[US]", "where it runs"),
    Question("hosting.storage", "Where do prompts, outputs and logs rest?", "[US]", "where prompts, outputs and logs rest"),
    Question("users.places", "Where are the people who use it?", "[US]"),
    Question("users.kinds", "What kinds of users are they?", "[employee]"),
    Question("data.categories", "What kinds of data go in?", "[personal]"),
    Question("data.subjects", "How many people does the data concern, by place?", "{US: 100}"),
    Question("deployment.outputs", "Where are outputs used or shown?", "[US]"),
    Question("deployment.purpose", "What are the models used for?", "[inference]"),
)  # fmt: skip
"""Every fact that a draft asks, in the order of the manifest."""


class Weight(NamedTuple):
    """What an answer can settle: findings open on it that would gate, and all that are open on it."""

    gating: int
    open: int


def ranked(findings: Iterable[Finding], answered: Iterable[str]) -> list[tuple[Question, Weight]]:
    """The unanswered questions that open findings hang on, those first whose answer can change most verdicts."""
    known = frozenset(answered)
    gating: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for one in findings:
        if one.determination != "undetermined":
            continue
        for fact in set(one.missing) - known:
            waiting[fact] = waiting.get(fact, 0) + 1
            gating[fact] = gating.get(fact, 0) + (one.severity in ("critical", "high"))
    weights = [(one, Weight(gating[one.fact], waiting[one.fact])) for one in QUESTIONS if one.fact in waiting]
    return sorted(weights, key=lambda pair: pair[1], reverse=True)


def value_of(question: Question, text: str) -> Any:
    """An answer as the manifest holds it: words between commas or blanks, `none` for an empty list, `US=100` for counts."""
    words = text.replace(",", " ").split()
    if question.fact == "data.subjects" and words and all("=" in word for word in words):
        pairs = (word.split("=", 1) for word in words)
        return {place: int(count) if count.isdigit() else count for place, count in pairs}
    if question.is_list or question.fact == "data.subjects":
        keeps_none = question.fact == "data.categories"  # `none` is one of its words
        return [] if words == ["none"] and not keeps_none else words
    return text.strip()
