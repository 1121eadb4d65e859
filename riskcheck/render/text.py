"""The report for a terminal: verdict first, worst finding first, why, what to do, where in the file."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from riskcheck.schema.report import Finding, Reason, Report
from riskcheck.schema.vocabulary import advice_on

_VERDICT_STYLE = {"pass": "bold green", "incomplete": "bold yellow", "fail": "bold red"}
_SEVERITY_STYLE = {"critical": "bold white on red", "high": "bold red", "medium": "yellow", "low": "cyan"}
_STATUS_WORD = {"in-force": "in force", "upcoming": "upcoming", "proposed": "proposed", "suspended": "suspended"}
_MOST_REASONS = 4
DISCLAIMER = "Not legal advice. riskcheck judges what the manifest says; it cannot know what it leaves out."


def render(report: Report, *, color: bool = False, verbose: bool = False, quiet: bool = False) -> str:
    """The report as text of at most 120 columns. `quiet`: the verdict line only. `verbose`: everything."""
    width = min(max(shutil.get_terminal_size((100, 24)).columns, 60), 120) if color else 100
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=not color,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    console.print(_headline(report))
    if not quiet:
        _body(console, report, verbose)
        console.print()
        console.print(Text(DISCLAIMER, style="dim"))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _headline(report: Report) -> Text:
    counts = report.counts
    parts = [
        f"{getattr(counts, name)} {name}"
        for name in ("critical", "high", "medium", "low", "undetermined", "waived")
        if getattr(counts, name)
    ]
    line = Text()
    line.append(f" {report.verdict.upper()} ", style=_VERDICT_STYLE[report.verdict] + " reverse")
    line.append(f"  score {report.score}/100  ", style="bold")
    line.append(", ".join(parts) or "no findings")
    line.append(f"  (as of {report.as_of})", style="dim")
    return line


def _body(console: Console, report: Report, verbose: bool) -> None:
    shown = [
        finding for finding in report.findings if finding.determination == "applies" and (verbose or finding.severity != "low")
    ]
    for finding in shown:
        console.print()
        _finding(console, finding, verbose)
    _questions(console, report, verbose)
    notices = [finding for finding in report.findings if finding.determination == "applies" and finding.severity == "low"]
    if notices and not verbose:
        console.print()
        console.print(Text(f"{len(notices)} of low severity (--verbose shows them in full):", style="bold"))
        for rule, group in groupby(sorted(notices, key=lambda one: one.rule), key=lambda one: one.rule):
            first = next(group)
            console.print(_indented(Text.assemble(("· ", "dim"), first.title, (f"  {rule}", "dim")), 2))
    if len(report.deployments) > 1:
        console.print()
        for result in report.deployments:
            line = Text(f"{result.verdict:<11}", style=_VERDICT_STYLE[result.verdict])
            console.print(Text.assemble(line, f"{result.score:>3}  {result.name}", (f"  {result.manifest}", "dim")))


def _finding(console: Console, finding: Finding, verbose: bool) -> None:
    head = Text()
    head.append(f" {finding.severity.upper()} ", style=_SEVERITY_STYLE[finding.severity])
    head.append(f" {finding.effect}, {_STATUS_WORD[finding.status]}", style="bold")
    head.append(f"  {finding.rule}")
    head.append(f"  +{finding.score}", style="dim")
    console.print(head)
    console.print(_indented(Text(finding.title, style="bold"), 2))
    console.print(_indented(Text(f"{finding.model} in {finding.deployment}  {_place(finding)}", style="dim"), 2))
    console.print(_indented(Text(finding.message), 2))
    reasons = finding.because if verbose else finding.because[:_MOST_REASONS]
    _labelled(console, "why", [_reason(reason, finding) for reason in reasons])
    if len(finding.because) > len(reasons):
        console.print(
            _indented(
                Text(
                    f"... {len(finding.because) - len(reasons)} more: explain {finding.rule} --in {finding.location.file}",
                    style="dim",
                ),
                9,
            )
        )
    _labelled(console, "do", [Text(remedy) for remedy in (finding.remedies if verbose else finding.remedies[:3])])
    citations = finding.citations if verbose else finding.citations[:1]
    _labelled(console, "source", [Text(f"{one.title}, {one.cite}  {one.url}", style="dim") for one in citations])


def _place(finding: Finding) -> str:
    place = finding.location
    return ":".join(str(part) for part in (place.file, place.line, place.column) if part is not None)


def _reason(reason: Reason, finding: Finding) -> Text:
    value = f" = {reason.value}" if reason.value else ""
    sure = "" if reason.confidence == "confirmed" else f" [{reason.confidence}]"
    place = f" (line {reason.line})" if reason.line else ""
    return Text.assemble((f"{reason.fact}{value}", "bold"), f"{sure}{place}: {reason.text}")


def _labelled(console: Console, label: str, lines: Sequence[Text]) -> None:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=6, style="cyan")
    table.add_column()
    for index, line in enumerate(lines):
        table.add_row(label if index == 0 else "", line)
    console.print(_indented(table, 2))


def _indented(text: Text | Table, columns: int) -> Padding:
    return Padding(text, (0, 0, 0, columns))


def _questions(console: Console, report: Report, verbose: bool) -> None:
    asked = report.questions()
    if not asked:
        return
    total = report.counts.undetermined
    console.print()
    console.print(
        Text(
            f"{total} {'finding hangs' if total == 1 else 'findings hang'} on facts that nobody has stated:",
            style="bold",
        )
    )
    for key, findings in asked:
        rules = sorted({finding.rule for finding in findings})
        worst = min((finding.severity for finding in findings), key=list(_SEVERITY_STYLE).index)
        advice = f"; {told}" if (told := advice_on(key)) else ""
        line = Text.assemble(
            (f"{key:<36}", "bold"),
            f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'}, up to ",
            (worst, _SEVERITY_STYLE[worst]),
            advice,
        )
        console.print(_indented(line, 2))
        if verbose:
            console.print(_indented(Text(", ".join(rules), style="dim"), 4))
