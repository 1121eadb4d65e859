"""Findings and the report: what a check answers. Field names and values are the public contract, version 1."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from riskcheck.schema.base import Citation, Date, Document
from riskcheck.schema.rule import Effect, RuleKind, Severity

Status = Literal["in-force", "upcoming", "proposed", "suspended"]
Determination = Literal["applies", "undetermined"]
Verdict = Literal["pass", "incomplete", "fail"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")
"""From worst to least."""


class Reason(Document):
    """One step from the manifest or the catalog to the finding."""

    text: str
    fact: str
    value: str | None = None
    source: str = Field(description="`manifest`, `catalog`, `list`, or what else the fact rests on.")
    confidence: Literal["confirmed", "declared", "inferred", "unknown"]
    line: int | None = Field(default=None, description="Line of the manifest that states it.")


class Location(Document):
    """A place in a manifest; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None


class WaiverMark(Document):
    """The waiver that stands over a finding."""

    reason: str
    approved_by: str
    expires: Date
    ticket: str | None = None
    state: Literal["active", "expired"]


class Finding(Document):
    """One rule that applies to one use, or cannot be ruled out."""

    rule: str
    title: str
    kind: RuleKind
    jurisdiction: tuple[str, ...]
    deployment: str
    model: str
    effect: Effect
    status: Status
    determination: Determination
    severity: Severity
    score: int = Field(ge=0, le=100, description="Its part of the deployment's score.")
    message: str
    because: tuple[Reason, ...]
    missing: tuple[str, ...] = Field(description="Manifest keys that would settle an undetermined finding.")
    remedies: tuple[str, ...]
    citations: tuple[Citation, ...]
    effective_from: Date | None
    effective_to: Date | None
    location: Location
    fingerprint: str
    waiver: WaiverMark | None = None
    in_baseline: bool = Field(default=False, description="An earlier report, named as the baseline, has it no milder.")

    @property
    def source(self) -> str | None:
        """The address of the first citation; findings of screening, which rest on a list, have none."""
        return self.citations[0].url if self.citations else None

    @property
    def is_settled(self) -> bool:
        """Whether it is waived or known from the baseline, so that nobody needs to act on it."""
        return self.in_baseline or (self.waiver is not None and self.waiver.state == "active")


class Origin(Document):
    """What is known of one of the origins of a use; `is_open`: more cannot be ruled out."""

    known: tuple[str, ...] = ()
    is_open: bool = False


class UseSummary(Document):
    """One use as it was judged: the origins that are never merged into one country, and how the model is reached."""

    organization: str
    domicile: str | None = None
    deployment: str
    manifest: str
    model: str
    channel: Origin
    provider: Origin
    operator: Origin
    operator_country: Origin
    parent_country: Origin
    storage: Origin
    inference: Origin
    developers: Origin
    developer_countries: Origin
    base_developers: Origin
    lineage_countries: Origin
    families: Origin
    subject_places: Origin


class DeploymentResult(Document):
    """Verdict and score of one deployment."""

    name: str
    manifest: str
    verdict: Verdict
    score: int


class Counts(Document):
    """Findings that apply by severity, then the undetermined and the waived ones."""

    critical: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    undetermined: int = 0
    waived: int = 0


class RulesInput(Document):
    """How many rules were judged, and the digest of all rule files."""

    count: int
    digest: str


class ListInput(Document):
    """An official list that was used: when its authority published it, when it was fetched, and its digest."""

    id: str
    published: Date | None = None
    retrieved: Date | None = None
    digest: str


class ManifestInput(Document):
    """A manifest that was judged, with the digest of its text."""

    path: str
    digest: str


class Inputs(Document):
    """What the report rests on, so that it can be made again."""

    engine: str
    rules: RulesInput
    lists: tuple[ListInput, ...]
    manifests: tuple[ManifestInput, ...]


class Report(Document):
    """The answer of `riskcheck check`. The same inputs and `as_of` give the same bytes."""

    schema_: Literal["riskcheck-report/1"] = Field(default="riskcheck-report/1", alias="schema")
    as_of: Date
    verdict: Verdict
    score: int = Field(ge=0, le=100)
    counts: Counts
    deployments: tuple[DeploymentResult, ...]
    findings: tuple[Finding, ...]
    uses: tuple[UseSummary, ...] = Field(default=(), description="Every use as it was judged, in the order of the manifests.")
    names: dict[str, str] = Field(
        default={}, description="Trade name, else legal name, of the organisations that the uses name by id."
    )
    warnings: tuple[str, ...] = Field(default=(), description="Waivers that expired or meet nothing, and the like.")
    inputs: Inputs

    def questions(self) -> list[tuple[str, list[Finding]]]:
        """Undetermined findings by the manifest key that would settle them, the most pressing first."""
        by_key: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if finding.determination == "undetermined":
                for key in finding.missing:
                    by_key.setdefault(key, []).append(finding)
        return sorted(by_key.items(), key=lambda item: (-len(item[1]), item[0]))
