"""`riskcheck diff`: what a change adds, removes or worsens, between two manifests or two reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from riskcheck import __version__, api
from riskcheck.cli import options
from riskcheck.cli.inputs import subject
from riskcheck.engine import check as engine
from riskcheck.engine.book import Book
from riskcheck.engine.report_diff import ReportDiff, compare
from riskcheck.reading import reports
from riskcheck.schema.report import Finding, Report


def parser() -> options.Parser:
    """The words of `riskcheck diff`."""
    it = options.Parser(prog="riskcheck diff", description="What a change adds, removes or worsens.")
    it.add_argument("old", metavar="OLD", help="manifest, folder or JSON report before the change")
    it.add_argument("new", metavar="NEW", help="manifest, folder or JSON report after the change")
    it.add_argument("--fail-on-new", action="store_true", help="exit with 1 when a finding is new or worse and reaches the gate")
    it.add_argument("--fail-on", choices=["critical", "high", "medium", "low", "never"], default="high", help="default: high")
    it.add_argument("--undetermined", choices=["fail", "warn", "ignore"], default="fail", help="default: fail")
    options.add_time(it)
    options.add_rules(it)
    it.add_argument("--format", choices=["text", "json", "markdown"], default="text", help="default: text")
    return it


def main(arguments: list[str]) -> int:
    """Print the difference. Returns 1 only with --fail-on-new and something new that gates."""
    given = parser().parse_args(arguments)
    gate = engine.Options(fail_on=given.fail_on, undetermined=given.undetermined, engine=__version__)
    books: list[Book] = []
    found = compare(*(_report(path, given, gate, books) for path in (given.old, given.new)))
    gating = [one for one in (*found.added, *(new for _, new in found.worse)) if engine.reaches_gate(one, gate)]
    if given.format == "json":
        print(json.dumps(as_json(found, gating), indent=2, ensure_ascii=False))
    elif given.format == "markdown":
        print("\n".join(_markdown(found)))
    else:
        for line in lines_of(found) or ["no finding changes"]:
            print(line)
        if gating:
            reach = "finding reaches" if len(gating) == 1 else "findings reach"
            print(f"{len(gating)} new or worse {reach} the gate ({given.fail_on} and above)")
    return 1 if given.fail_on_new and gating else 0


def _report(path: str, given: Any, gate: engine.Options, books: list[Book]) -> Report:
    file = Path(path)
    if file.suffix == ".json" and file.is_file() and '"riskcheck-report/' in file.read_text("utf-8", errors="replace")[:400]:
        return reports.load(file, options.shown_path(file))
    if not books:
        books.append(api.load_book(given.rules, given.as_of or options.today(), given.horizon))
    return engine.check([subject(path)], books[0], gate)


def lines_of(found: ReportDiff) -> list[str]:
    """The difference in lines for people; none when nothing changed."""
    lines = []
    if found.old_verdict != found.new_verdict or found.old_score != found.new_score:
        lines.append(
            f"verdict: {found.old_verdict} becomes {found.new_verdict}; score {found.old_score} becomes {found.new_score}"
        )
    lines += [f"  comes   {shown(one)}" for one in found.added]
    lines += [f"  goes    {shown(one)}" for one in found.removed]
    lines += [f"  worse   {shown(old)} becomes {standing(new)}" for old, new in found.worse]
    lines += [f"  better  {shown(old)} becomes {standing(new)}" for old, new in found.better]
    return lines


def shown(finding: Finding) -> str:
    """A finding in a line: rule, model, deployment, and how it stands."""
    return f"{finding.rule} on {finding.model} in {finding.deployment}: {standing(finding)}"


def standing(finding: Finding) -> str:
    """Effect, status, severity and determination of a finding."""
    return f"{finding.effect}, {finding.status.replace('-', ' ')}, {finding.severity}, {finding.determination}"


def as_json(found: ReportDiff, gating: list[Finding] | None = None) -> dict[str, Any]:
    """The difference for programs; `gating`: fingerprints of what is new or worse and reaches the gate."""
    it: dict[str, Any] = {
        "verdict": {"old": found.old_verdict, "new": found.new_verdict},
        "score": {"old": found.old_score, "new": found.new_score},
        "findings": {
            "added": [_entry(one) for one in found.added],
            "removed": [_entry(one) for one in found.removed],
            "worse": [{**_entry(new), "was": standing(old)} for old, new in found.worse],
            "better": [{**_entry(new), "was": standing(old)} for old, new in found.better],
        },
    }
    return it if gating is None else it | {"gating": [one.fingerprint for one in gating]}


def _entry(one: Finding) -> dict[str, Any]:
    keys = ("rule", "deployment", "model", "effect", "status", "determination", "severity", "fingerprint")
    return {key: getattr(one, key) for key in keys}


def _markdown(found: ReportDiff) -> list[str]:
    lines = [f"**{found.old_verdict} → {found.new_verdict}**, score {found.old_score} → {found.new_score}", ""]
    parts = (("New", found.added), ("Worse", [new for _, new in found.worse]), ("Better", [new for _, new in found.better]))
    for title, findings in (*parts, ("Gone", found.removed)):
        lines += [f"- **{title}**: `{one.rule}` on `{one.model.replace('`', '')}` ({standing(one)})" for one in findings]
    return lines if len(lines) > 2 else [*lines, "No finding changes."]
