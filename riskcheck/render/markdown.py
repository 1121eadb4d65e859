"""Markdown for pull-request comments and job summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.render.text import DISCLAIMER
from riskcheck.schema.report import Finding, Report
from riskcheck.schema.vocabulary import advice_on

MARKER = "<!-- riskcheck -->"
"""First line of every report, by which a bot finds its earlier comment."""
_SIGN = {"pass": "✅", "incomplete": "❔", "fail": "❌"}
_MOST = 50


def render(report: Report) -> str:
    """Verdict, findings with reasons and sources, questions, notices; safe against markup in names."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield MARKER
    yield f"## {_SIGN[report.verdict]} riskcheck: {report.verdict}, score {report.score}/100"
    yield ""
    yield f"As of {report.as_of}, {len(report.deployments)} deployment{'s' if len(report.deployments) != 1 else ''}."
    applying = [one for one in report.findings if one.determination == "applies" and one.severity != "low"]
    if applying:
        yield ""
        yield "| severity | rule | use | where |"
        yield "|---|---|---|---|"
        for one in applying[:_MOST]:
            place = f"{one.location.file}:{one.location.line}" if one.location.line else one.location.file
            mark = " (waived)" if one.is_settled else ""
            use = f"{_code(one.model)} in {_plain(one.deployment)}"
            yield f"| **{one.severity}**{mark} | {_plain(one.title)} (`{one.rule}`) | {use} | {_code(place)} |"
        for one in applying[:_MOST]:
            yield from _details(one)
    if len(applying) > _MOST:
        yield f"\n{len(applying) - _MOST} more findings are in the full report."
    yield from _questions(report)
    notices = sorted(
        {(one.title, one.rule) for one in report.findings if one.determination == "applies" and one.severity == "low"}
    )
    if notices:
        yield ""
        yield f"<details><summary>{len(notices)} of low severity</summary>"
        yield ""
        for title, rule in notices:
            yield f"- {_plain(title)} (`{rule}`)"
        yield ""
        yield "</details>"
    for warning in report.warnings:
        yield f"\n> ⚠️ {_plain(warning)}"
    yield ""
    yield f"<sub>{DISCLAIMER}</sub>"


def _details(one: Finding) -> Iterator[str]:
    yield ""
    yield f"<details><summary>{_plain(one.title)}: {one.effect}, {one.status.replace('-', ' ')}</summary>"
    yield ""
    yield _plain(one.message)
    yield ""
    for reason in one.because:
        sure = "" if reason.confidence == "confirmed" else f" _{reason.confidence}_"
        yield f"- why: `{reason.fact}`{sure}: {_plain(reason.text)}"
    for remedy in one.remedies:
        yield f"- do: {_plain(remedy)}"
    for citation in one.citations:
        yield f"- source: [{_plain(citation.title)}](<{citation.url}>), {_plain(citation.cite)}"
    if one.waiver:
        yield f"- waived by {_plain(one.waiver.approved_by)} until {one.waiver.expires}: {_plain(one.waiver.reason)}"
    yield ""
    yield "</details>"


def _questions(report: Report) -> Iterator[str]:
    asked = report.questions()
    if not asked:
        return
    yield ""
    yield f"### {report.counts.undetermined} findings hang on facts that nobody has stated"
    yield ""
    for key, findings in asked:
        rules = sorted({one.rule for one in findings})
        advice = f"; {told}" if (told := advice_on(key)) else ""
        yield f"- `{key}`: {len(rules)} rule{'s' if len(rules) != 1 else ''}{advice}"


def _plain(text: str) -> str:
    flat = " ".join(text.split())
    return re.sub(r"([\\`*_\[\]<>|#~@])", r"\\\1", flat).replace("&", "&amp;")


def _code(text: str) -> str:
    return "`" + text.replace("`", "'").replace("|", "\\|").replace("\n", " ") + "`"
