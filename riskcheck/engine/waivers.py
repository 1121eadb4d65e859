"""Waivers and baselines laid over findings. One function decides each, for every output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from riskcheck.schema.report import SEVERITIES, Finding, Report, WaiverMark
from riskcheck.schema.waiver import Waiver


def waived(findings: Sequence[Finding], waivers: Sequence[Waiver], as_of: dt.date) -> tuple[list[Finding], list[str]]:
    """Findings with their waivers marked, and what is to be said of waivers that do not hold.

    An expired waiver is marked and gates again. One that meets a `prohibited` finding without `accept_prohibited` is not
    applied. One that meets no finding is told.
    """
    warnings: list[str] = []
    used: set[int] = set()
    marked = []
    for finding in findings:
        index = next((i for i, one in enumerate(waivers) if _meets(one, finding)), None)
        if index is None:
            marked.append(finding)
            continue
        one = waivers[index]
        used.add(index)
        if finding.effect == "prohibited" and not one.accept_prohibited:
            warnings.append(
                f"the waiver of {one.rule} in {one.deployment} does not hold: a prohibited finding needs accept_prohibited: true"
            )
            marked.append(finding)
            continue
        state = "active" if as_of <= one.expires else "expired"
        if state == "expired":
            warnings.append(f"the waiver of {one.rule} in {one.deployment} expired on {one.expires}; the finding gates again")
        mark = WaiverMark(reason=one.reason, approved_by=one.approved_by, expires=one.expires, ticket=one.ticket, state=state)
        marked.append(finding.model_copy(update={"waiver": mark}))
    for index, one in enumerate(waivers):
        if index not in used:
            where = f" on {one.model}" if one.model else ""
            warnings.append(f"the waiver of {one.rule} in {one.deployment}{where} meets no finding; remove it")
    return marked, list(dict.fromkeys(warnings))


def _meets(waiver: Waiver, finding: Finding) -> bool:
    is_model = waiver.model is None or waiver.model.casefold() == finding.model.casefold()
    return is_model and (waiver.rule, waiver.deployment) == (finding.rule, finding.deployment)


def in_baseline(findings: Sequence[Finding], baseline: Report) -> list[Finding]:
    """Findings marked as known when an earlier report has them and they are no worse now."""
    earlier = {finding.fingerprint: finding for finding in baseline.findings}
    return [
        finding.model_copy(update={"in_baseline": True})
        if (old := earlier.get(finding.fingerprint)) and not is_worse(finding, old)
        else finding
        for finding in findings
    ]


def is_worse(new: Finding, old: Finding) -> bool:
    """Whether a finding became more severe, or certain where it was undetermined."""
    if new.determination != old.determination:
        return new.determination == "applies"
    return SEVERITIES.index(new.severity) < SEVERITIES.index(old.severity)
