"""A rule: one legal measure, contract term or policy as data, with its sources, dates and tests."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from riskcheck.schema.base import Citation, Confidence, Date, Document, Identifier

RuleKind = Literal[
    "use-ban", "procurement", "sanctions", "export-control", "data-residency", "licence", "supplier-terms",
    "counter-measure", "continuity", "policy",
]  # fmt: skip
Effect = Literal["prohibited", "conditional", "review", "notice"]
Severity = Literal["critical", "high", "medium", "low"]
PeriodStatus = Literal["in-force", "proposed", "suspended", "unclear", "ended"]
"""`unclear`: the sources do not settle whether it is in force; such a period can only ask for `review`.
`proposed` also carries what is enacted but waits for an act that was not found (say so in the note)."""
Outcome = Literal["applies", "undetermined", "not-bound", "not-met", "excepted", "not-in-force"]
"""What judging a rule on a use may give; only the first two become findings.

not-bound: `binds` is false. not-met: `when` is false. excepted: `unless` is true. not-in-force: by the calendar."""

Jurisdiction = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
"""ISO 3166 code; `EU`, `UN`, and `XX` for contract terms that apply worldwide."""

Condition = dict[str, Any]
"""A tree over the vocabulary: `{all: [...]}`, `{any: [...]}`, `{not: ...}` or one leaf `{fact: test}`; several keys
in one mapping mean `all`. `riskcheck.engine.conditions` compiles it and reports what is wrong with it."""


class Period(Document):
    """One stretch of a measure's life. It lasts until `until` (inclusive) or the day before the next period."""

    from_: Date = Field(alias="from")
    until: Date | None = None
    status: PeriodStatus
    effect: Effect | None = Field(default=None, description="Overrides the rule's effect in this period.")
    severity: Severity | None = Field(default=None, description="Overrides the rule's severity in this period.")
    approximate: bool = Field(default=False, description="The exact first day is not known; the note says what is.")
    note: str | None = None


Band = Literal["very-unlikely", "unlikely", "even", "likely", "very-likely"]


class Likelihood(Document):
    """How likely a proposed measure is to become law, with who says so."""

    band: Band
    source: str


TestStatus = Literal["in-force", "proposed", "suspended", "unclear"]


class RuleTest(Document):
    """Given facts and the expected outcome. A fact left out is unknown; `[]` says that there is none."""

    name: str
    given: dict[str, Any]
    expect: Outcome
    as_of: Date | None = Field(default=None, description="Day of judgement; default: the first day of the last live period.")
    effect: Effect | None = Field(default=None, description="The effect it has on that day, where the test says so.")
    status: TestStatus | None = Field(default=None, description="Its standing on that day, where the test says so.")


class Rule(Document):
    """One measure. See `docs/rule-language.md` for how each part is judged."""

    id: Identifier
    title: str
    kind: RuleKind
    jurisdiction: tuple[Jurisdiction, ...] = Field(min_length=1)
    issuer: str
    summary: str = Field(description="Two sentences in our own words: what it says, and where its reach ends.")
    effect: Effect
    severity: Severity
    periods: tuple[Period, ...] = Field(min_length=1)
    binds: Condition = Field(description="Whom it binds. `{}` binds everybody.")
    when: Condition = Field(description="What triggers it.")
    unless: Condition | None = None
    remedies: tuple[str, ...] = Field(min_length=1)
    citations: tuple[Citation, ...] = Field(min_length=1)
    confidence: Confidence
    recheck_by: Date
    open_question: str | None = Field(
        default=None, description="What the text leaves open; required where the effect is `review`."
    )
    likelihood: Likelihood | None = None
    note: str | None = Field(default=None, description="Disputes between sources, unverified points, dates to watch.")
    facts: tuple[str, ...] = Field(default=(), description="Ids of the research entries that this rule encodes.")
    tests: tuple[RuleTest, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _periods_in_order(self) -> Rule:
        starts = [period.from_ for period in self.periods]
        if starts != sorted(set(starts)):
            raise ValueError("periods must stand in order of `from`, each day once")
        return self
