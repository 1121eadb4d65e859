"""The HTML report: one self-contained file without scripts, for managers first, engineers next, auditors last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from riskcheck.render.html_picture import called, picture
from riskcheck.render.html_style import STYLE
from riskcheck.render.text import DISCLAIMER
from riskcheck.schema.report import SEVERITIES, DeploymentResult, Finding, Origin, Report, UseSummary
from riskcheck.schema.vocabulary import advice_on

_SAID = {
    "pass": "Nothing stops this deployment at the gate.",
    "incomplete": "Facts are missing: the gate cannot pass until the questions below are answered.",
    "fail": "At least one measure stops this deployment as it stands.",
}
_ORIGINS = (
    ("Channel", "channel"),
    ("Weights made by", "developers"),
    ("Made from weights of", "base_developers"),
    ("Countries of the lineage", "lineage_countries"),
    ("Provider", "provider"),
    ("Operator", "operator"),
    ("Operator sits in", "operator_country"),
    ("Its ultimate parent in", "parent_country"),
    ("Inference runs in", "inference"),
    ("Data rests in", "storage"),
)


def render(report: Report) -> str:
    """The page. Everything from the manifest or the rules is escaped; nothing is loaded from elsewhere."""
    title = f"riskcheck: {report.verdict}, score {report.score}"
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{title}</title><style>{STYLE}</style></head><body>",
        '<a class="skip" href="#findings">Skip to the findings</a>',
        *_top(report),
        "<main>",
        *_exposure(report),
        *_deployments(report),
        *_findings(report),
        *_questions(report),
        *_timeline(report),
        *_audit(report),
        f"</main><footer><p>{DISCLAIMER}</p></footer></body></html>\n",
    ]
    return "".join(parts)


def _e(text: object) -> str:
    """Escaped text without control characters and without marks that turn the direction of what follows."""
    plain = "".join(char for char in str(text) if char.isprintable() or char in "\n\t")
    return escape(" ".join(plain.split()))


def _top(report: Report) -> Iterator[str]:
    counts = [
        f"{getattr(report.counts, name)} {name}"
        for name in (*SEVERITIES, "undetermined", "waived")
        if getattr(report.counts, name)
    ]
    yield '<header class="top"><div><h1>riskcheck report</h1><div class="verdict">'
    yield f'<span class="word {report.verdict}">{report.verdict.capitalize()}</span>'
    yield f'<span class="score">score <b>{report.score}</b> of 100</span>'
    yield f'<span class="counts">{", ".join(counts) or "no findings"}; as of {report.as_of}</span></div>'
    yield f"<p>{_SAID[report.verdict]}</p></div></header>"


def _exposure(report: Report) -> Iterator[str]:
    drawn = picture(report)
    if drawn:
        yield f'<h2 id="picture">The exposure at a glance</h2><div class="card whole">{drawn}</div>'


# --- deployments ----------------------------------------------------------------------------------------------------


def _deployments(report: Report) -> Iterator[str]:
    yield '<h2 id="deployments">Deployments</h2><div class="grid">'
    for one in report.deployments:
        own = [it for it in report.findings if (it.deployment, it.location.file) == (one.name, one.manifest)]
        uses = [use for use in report.uses if (use.deployment, use.manifest) == (one.name, one.manifest)]
        yield "".join(_deployment(one, own, uses, report.names))
    yield "</div>"


def _deployment(
    one: DeploymentResult, findings: list[Finding], uses: list[UseSummary], names: Mapping[str, str]
) -> Iterator[str]:
    yield f'<section class="card whole"><h3 style="margin-top:0">{_e(one.name)} <span class="tag {one.verdict}">{one.verdict}</span></h3>'
    yield f'<p class="soft">score {one.score} of 100 · <code>{_e(one.manifest)}</code></p>'
    parts = sorted((it for it in findings if it.score), key=lambda it: -it.score)
    if parts:
        yield '<div class="bar" aria-hidden="true">'
        yield "".join(f'<span class="b-{it.severity}" style="width:{it.score}%"></span>' for it in parts)
        yield f'</div><details><summary>{len(parts)} part{"s" if len(parts) != 1 else ""} of the score</summary><div class="inside"><ul>'
        yield "".join(f"<li>{it.score}: <code>{_e(it.rule)}</code>{_open(it)}</li>" for it in parts)
        yield "</ul></div></details>"
    for use in uses:
        yield f'<details{" open" if len(uses) == 1 else ""}><summary><code>{_e(use.model)}</code></summary><div class="inside"><dl>'
        yield "".join(f"<dt>{label}</dt><dd>{_origin(getattr(use, name), names)}</dd>" for label, name in _ORIGINS)
        yield "</dl></div></details>"
    yield "</section>"


def _open(one: Finding) -> str:
    return " (not settled)" if one.determination == "undetermined" else ""


def _origin(one: Origin, names: Mapping[str, str]) -> str:
    known = ", ".join(_e(called(value, names)) for value in one.known)
    if one.is_open:
        return f"{known}, and more is possible" if known else "not known"
    return known or "none"


# --- findings -------------------------------------------------------------------------------------------------------


def _findings(report: Report) -> Iterator[str]:
    yield '<h2 id="findings">Findings</h2>'
    applying = [one for one in report.findings if one.determination == "applies"]
    if not applying:
        yield "<p>No measure is known to apply.</p>"
        return
    yield '<div class="card" style="padding-top:4px;padding-bottom:4px">'
    for _, group in groupby(applying, key=lambda one: (SEVERITIES.index(one.severity), one.rule)):
        yield "".join(_measure(list(group)))
    yield "</div>"


def _measure(findings: list[Finding]) -> Iterator[str]:
    """One rule with every use it meets: what it says is told once."""
    one = findings[0]
    is_open = one.severity in ("critical", "high") and not all(it.is_settled for it in findings)
    waived = " · waived" if all(it.is_settled for it in findings) else ""
    yield f'<details{" open" if is_open else ""}><summary><span class="tag {one.severity}">{one.severity}</span>{_e(one.title)}'
    uses = f" · {len(findings)} uses" if len(findings) > 1 else ""
    yield f' <span class="soft">{one.effect}, {one.status.replace("-", " ")}{uses}{waived}</span></summary><div class="inside">'
    yield f"<p>{_e(one.message)}</p>"
    for it in findings:
        place = f"{it.location.file}:{it.location.line}" if it.location.line else it.location.file
        yield f'<h3><code>{_e(it.model)}</code> in {_e(it.deployment)} <span class="soft">at <code>{_e(place)}</code></span></h3><ul>'
        for reason in {reason.text: reason for reason in reversed(it.because)}.values():
            sure = "" if reason.confidence == "confirmed" else f' <span class="soft">({reason.confidence})</span>'
            line = f' <span class="soft">line {reason.line}</span>' if reason.line else ""
            yield f"<li>{_e(reason.text)}{sure}{line}</li>"
        yield "</ul>"
        if it.waiver:
            yield f"<p>Waived by {_e(it.waiver.approved_by)} until {it.waiver.expires} ({it.waiver.state}): {_e(it.waiver.reason)}</p>"
        if it.in_baseline:
            yield "<p>Known from the baseline.</p>"
    if one.remedies:
        yield f"<h3>What to do</h3><ul>{''.join(f'<li>{_e(remedy)}</li>' for remedy in one.remedies)}</ul>"
    yield f"<h3>Sources</h3><ul>{''.join(_source(one))}</ul>"
    yield f'<p class="soft">Rule <code>{_e(one.rule)}</code>; read more with <code>riskcheck explain {_e(one.rule)}</code></p></div></details>'


def _source(one: Finding) -> Iterator[str]:
    for cited in one.citations:
        yield f'<li><a href="{escape(cited.url)}" rel="noreferrer">{_e(cited.title)}</a>, {_e(cited.cite)} (read {cited.retrieved})</li>'


def _questions(report: Report) -> Iterator[str]:
    asked = report.questions()
    if not asked:
        return
    yield '<h2 id="questions">Questions that would settle the rest</h2><div class="card" style="padding-top:4px;padding-bottom:4px">'
    for key, findings in asked:
        rules = {one.rule: one for one in findings}
        advice = f' <span class="soft">{_e(told)}</span>' if (told := advice_on(key)) else ""
        count = f"{len(rules)} rule{'s' if len(rules) != 1 else ''}"
        yield f'<details><summary><code>{_e(key)}</code>: {count}{advice}</summary><div class="inside"><ul>'
        yield "".join(
            f'<li><span class="{one.severity}">{one.severity}</span> {_e(one.title)} (<code>{_e(one.rule)}</code>)</li>'
            for one in rules.values()
        )
        yield "</ul></div></details>"
    yield "</div>"


# --- time and audit -------------------------------------------------------------------------------------------------


def _timeline(report: Report) -> Iterator[str]:
    rules = {
        (one.rule, one.status): one for one in report.findings if one.determination == "applies" and one.kind != "continuity"
    }
    dated = sorted(
        {
            (one.effective_from, one.title, one.severity)
            for one in rules.values()
            if one.status == "upcoming" and one.effective_from
        }
    )
    ends = sorted({(one.effective_to, one.title, one.severity) for one in rules.values() if one.effective_to})
    since = sorted(
        {
            (one.effective_from, one.title, one.severity)
            for one in rules.values()
            if one.status == "in-force" and one.effective_from
        },
        reverse=True,
    )[:8]
    waiting = sorted({(one.status, one.title, one.severity) for one in rules.values() if one.status in ("proposed", "suspended")})
    if not (dated or ends or since or waiting):
        return
    yield '<h2 id="time">In force, coming, proposed</h2><div class="card"><ol class="time">'
    yield "".join(_moment(str(day), f"in force: {_e(title)}", severity) for day, title, severity in reversed(since))
    yield f'<li class="now"><time datetime="{report.as_of}">{report.as_of}</time>day of this report</li>'
    yield "".join(_moment(str(day), f"comes into force: {_e(title)}", severity) for day, title, severity in dated)
    yield "".join(_moment(str(day), f"ends or changes: {_e(title)}", severity) for day, title, severity in ends)
    yield "".join(
        f'<li>{status}, no day set: <span class="{severity}">{_e(title)}</span></li>' for status, title, severity in waiting
    )
    yield "</ol></div>"


def _moment(day: str, text: str, severity: str) -> str:
    return f'<li><time datetime="{day}">{day}</time><span class="{severity}">{text}</span></li>'


def _audit(report: Report) -> Iterator[str]:
    inputs = report.inputs
    yield '<section class="audit"><h2 id="audit">For auditors</h2><div class="card"><dl>'
    yield f"<dt>Day of judgement</dt><dd>{report.as_of}</dd><dt>riskcheck</dt><dd>{_e(inputs.engine or 'not stated')}</dd>"
    yield f"<dt>Rules judged</dt><dd>{inputs.rules.count}</dd><dt>Digest of the rules</dt><dd><code>{_e(inputs.rules.digest)}</code></dd></dl>"
    yield _table("Manifests", ("file", "digest"), ((one.path, one.digest) for one in inputs.manifests))
    if inputs.lists:
        rows = ((one.id, one.published or "not stated", one.retrieved or "not stated", one.digest) for one in inputs.lists)
        yield _table("Official lists", ("list", "published", "retrieved", "digest"), rows)
    else:
        yield '<p class="soft">No downloaded official list was used; listed parties come from the dated entries in the rules.</p>'
    waivers = [(one, one.waiver) for one in report.findings if one.waiver]
    if waivers:
        rows_ = ((one.rule, one.deployment, mark.approved_by, mark.expires, mark.state, mark.reason) for one, mark in waivers)
        yield _table("Waivers", ("rule", "deployment", "approved by", "expires", "state", "reason"), rows_)
    else:
        yield '<p class="soft">No finding is waived.</p>'
    for warning in report.warnings:
        yield f"<p>Warning: {_e(warning)}</p>"
    cited = {
        (one.rule, c.title, c.url, c.cite, c.retrieved)
        for one in report.findings
        if one.determination == "applies"
        for c in one.citations[:1]
    }
    yield f'<details><summary>Primary source of each measure ({len(cited)})</summary><div class="inside scroll" tabindex="0">'
    yield _table(
        "Sources", ("rule", "source", "place", "read"), ((rule, title, cite, day) for rule, title, _, cite, day in sorted(cited))
    )
    yield "</div></details></div></section>"


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{_e(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    label = f'role="region" aria-label="{caption}" tabindex="0"'
    return f'<div class="scroll" {label}><table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
