"""What changed between two reports: findings that came, went, became worse or better."""

from __future__ import annotations

from dataclasses import dataclass

from riskcheck.schema.report import Finding, Report

_SEVERITY = {"low": 0, "medium": 1, "high": 2, "critical": 3}
_EFFECT = {"notice": 0, "review": 1, "conditional": 2, "prohibited": 3}
_STATUS = {"suspended": 0, "proposed": 1, "upcoming": 2, "in-force": 3}
_DETERMINATION = {"undetermined": 0, "applies": 1}


@dataclass(frozen=True, slots=True)
class ReportDiff:
    """Findings matched by fingerprint. worse, better: pairs of the old and the new one."""

    added: tuple[Finding, ...]
    removed: tuple[Finding, ...]
    worse: tuple[tuple[Finding, Finding], ...]
    better: tuple[tuple[Finding, Finding], ...]
    old_verdict: str
    new_verdict: str
    old_score: int
    new_score: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing that gates or ranks has changed."""
        return not (self.added or self.removed or self.worse or self.better) and self.old_verdict == self.new_verdict


def compare(old: Report, new: Report) -> ReportDiff:
    """The difference, in the order of the new report (removed ones: of the old)."""
    before = {one.fingerprint: one for one in old.findings}
    after = {one.fingerprint: one for one in new.findings}
    pairs = [(before[key], one) for key, one in after.items() if key in before]
    return ReportDiff(
        added=tuple(one for key, one in after.items() if key not in before),
        removed=tuple(one for key, one in before.items() if key not in after),
        worse=tuple(pair for pair in pairs if gravity(pair[1]) > gravity(pair[0])),
        better=tuple(pair for pair in pairs if gravity(pair[1]) < gravity(pair[0])),
        old_verdict=old.verdict,
        new_verdict=new.verdict,
        old_score=old.score,
        new_score=new.score,
    )


def gravity(finding: Finding) -> tuple[int, int, int, int]:
    """How grave a finding is, for comparison: severity, determination, status, effect."""
    return (
        _SEVERITY[finding.severity],
        _DETERMINATION[finding.determination],
        _STATUS[finding.status],
        _EFFECT[finding.effect],
    )
