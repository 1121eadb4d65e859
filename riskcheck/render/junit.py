"""JUnit XML: a suite a deployment, a case a rule and model; a finding that gates is a failure, a waived one is skipped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from riskcheck.schema.report import DeploymentResult, Finding, Report

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def render(report: Report) -> str:
    """One `testsuites` element. Notices pass; undetermined findings are errors: they could not be judged."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    suites = [(result, _cases(result, report)) for result in report.deployments]
    lines.append(f'<testsuites name="riskcheck" {_totals(*(cases for _, cases in suites))}>')
    for result, cases in suites:
        lines.append(f"  <testsuite name={_attribute(result.name)} {_totals(cases)}>")
        told = {"score": result.score, "as_of": report.as_of}
        lines.append(
            "    <properties>"
            + "".join(f'<property name="{name}" value="{value}"/>' for name, value in told.items())
            + "</properties>"
        )
        for finding in cases:
            lines += _case(finding)
        if not cases:
            lines.append(f'    <testcase classname={_attribute(result.manifest)} name="no rule applies"/>')
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _cases(result: DeploymentResult, report: Report) -> list[Finding]:
    return [one for one in report.findings if (one.deployment, one.location.file) == (result.name, result.manifest)]


def _totals(*suites: list[Finding]) -> str:
    outcomes = [_outcome(case) for cases in suites for case in cases]
    counts = {f"{kind}{plural}": outcomes.count(kind) for kind, plural in (("failure", "s"), ("error", "s"), ("skipped", ""))}
    tests = sum(max(len(cases), 1) for cases in suites)
    return " ".join(f'{name}="{count}"' for name, count in {"tests": tests, **counts}.items())


def _outcome(finding: Finding) -> str:
    if finding.is_settled:
        return "skipped"
    if finding.severity == "low":
        return "passed"
    return "failure" if finding.determination == "applies" else "error"


def _case(finding: Finding) -> list[str]:
    place = finding.location
    file, name = _attribute(place.file), _attribute(f"{finding.rule} ({finding.model})")
    opening = f'    <testcase classname={file} name={name} file={file} line="{place.line or 1}"'
    outcome = _outcome(finding)
    if outcome == "passed":
        return [f"{opening}/>"]
    if outcome == "skipped":
        why = finding.waiver.reason if finding.waiver else "in the baseline"
        return [f"{opening}>", f"      <skipped message={_attribute(why)}/>", "    </testcase>"]
    told = [finding.message, *(f"why: {reason.fact}: {reason.text}" for reason in finding.because)]
    told += [f"do: {remedy}" for remedy in finding.remedies] + [f"source: {one.title} {one.url}" for one in finding.citations]
    body = escape(_clean("\n".join(told)))
    kind = _attribute(f"{finding.severity} {finding.effect}")
    return [
        f"{opening}>",
        f"      <{outcome} type={kind} message={_attribute(finding.title)}>{body}</{outcome}>",
        "    </testcase>",
    ]


def _attribute(text: str) -> str:
    return quoteattr(_clean(text).replace("\n", " "))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("?", text)
