"""The whole of a check: uses, judgements, findings, score and gate."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from riskcheck.engine import explain, score
from riskcheck.engine import screened as screened_
from riskcheck.engine.book import Book, CompiledRule, Standing, plain
from riskcheck.engine.facts import Names
from riskcheck.engine.judge import Judgement, judge
from riskcheck.engine.resolve import LineOf, Use, resolve
from riskcheck.engine.screened import Screened
from riskcheck.engine.selection import Selection
from riskcheck.engine.waivers import in_baseline, waived
from riskcheck.schema.manifest import Manifest
from riskcheck.schema.report import (
    SEVERITIES,
    Counts,
    DeploymentResult,
    Finding,
    Inputs,
    ListInput,
    Location,
    ManifestInput,
    Origin,
    Report,
    RulesInput,
    UseSummary,
    Verdict,
)
from riskcheck.schema.rule import Rule, Severity
from riskcheck.schema.waiver import Waiver

PlaceOf = Callable[[tuple[str | int, ...]], tuple[int, int] | None]
"""Line and column, from 1, of a path in the manifest."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to gate. `fail_on`: the least severity that fails, or `never`. `undetermined`: fail, warn or ignore.

    lists: the downloaded lists that the subjects were screened against. notices: what is to be said of them.
    """

    fail_on: Severity | str = "high"
    undetermined: str = "fail"
    selection: Selection = field(default_factory=Selection)
    waivers: tuple[Waiver, ...] = ()
    baseline: Report | None = None
    engine: str = ""
    lists: tuple[ListInput, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A manifest to judge, with its shown path, its digest, the places of its parts and what screening found."""

    manifest: Manifest
    path: str
    digest: str
    place_of: PlaceOf = lambda path: None
    screened: tuple[Screened, ...] = ()


@dataclass(frozen=True, slots=True)
class _Weighed:
    finding: Finding
    weight: float


def check(subjects: Sequence[Subject], book: Book, options: Options) -> Report:
    """Judge manifests on the book's day. The same arguments give an equal report."""
    chosen = [rule for rule in book.rules if options.selection.takes(rule.rule)]
    findings: list[Finding] = []
    results: list[DeploymentResult] = []
    uses: list[UseSummary] = []
    for subject in subjects:
        resolved = list(resolve(subject.manifest, book, _line_of(subject)))
        uses += [_summary(use, subject) for use in resolved]
        for weighed in _by_deployment(resolved, subject, book, chosen, options):
            findings += _scored(weighed)
    findings, warnings = waived(findings, options.waivers, book.as_of)
    warnings = [*options.notices, *warnings]
    if options.baseline is not None:
        findings = in_baseline(findings, options.baseline)
    for subject in subjects:
        for deployment in subject.manifest.deployments:
            own = [one for one in findings if (one.deployment, one.location.file) == (deployment.name, subject.path)]
            score_ = sum(one.score for one in own)
            results.append(
                DeploymentResult(name=deployment.name, manifest=subject.path, verdict=_verdict(own, options), score=score_)
            )
    return Report(
        as_of=book.as_of,
        verdict=worst(result.verdict for result in results),
        score=max((result.score for result in results), default=0),
        counts=_counts(findings),
        deployments=tuple(results),
        findings=tuple(sorted(findings, key=_rank)),
        uses=tuple(uses),
        names=_names(uses, book),
        warnings=tuple(warnings),
        inputs=_inputs(subjects, book, len(chosen), options),
    )


def _by_deployment(
    uses: Iterable[Use], subject: Subject, book: Book, chosen: list[CompiledRule], options: Options
) -> Iterable[list[_Weighed]]:
    gathered: dict[str, list[_Weighed]] = {deployment.name: [] for deployment in subject.manifest.deployments}
    for use in uses:
        gathered[use.deployment.name] += _findings(use, subject, book, chosen, options)
    names = [deployment.name for deployment in subject.manifest.deployments]
    for number, finding in screened_.findings(subject.screened, subject.manifest, subject.path, subject.place_of):
        if options.selection.takes_finding(finding) and (finding.determination == "applies" or options.undetermined != "ignore"):
            gathered[names[number]].append(_Weighed(finding, screened_.weight(finding)))
    return gathered.values()


_SUMMARISED = {
    "channel": "hosting.channel",
    "provider": "hosting.provider",
    "operator": "hosting.operator",
    "operator_country": "hosting.operator_country",
    "parent_country": "hosting.parent_country",
    "storage": "hosting.storage",
    "inference": "hosting.inference",
    "developers": "model.developers",
    "developer_countries": "model.developer_countries",
    "base_developers": "model.base_developers",
    "lineage_countries": "model.lineage_countries",
    "families": "model.families",
    "subject_places": "data.subject_places",
}


def _summary(use: Use, subject: Subject) -> UseSummary:
    origins = {}
    for name, fact_name in _SUMMARISED.items():
        fact = use.facts[fact_name]
        assert isinstance(fact, Names)
        rest = None if fact.possible is None else fact.possible - set(fact.known)
        origins[name] = Origin(known=tuple(sorted(fact.known)), is_open=rest is None or bool(rest))
    owner = subject.manifest.organization
    return UseSummary(
        organization=owner.name,
        domicile=owner.domicile,
        deployment=use.deployment.name,
        manifest=subject.path,
        model=use.model.id,
        **origins,
    )


def _names(uses: Iterable[UseSummary], book: Book) -> dict[str, str]:
    """What people call the organisations of some uses: the name that differs from the id in spelling only, else the legal one."""
    known = book.ownership.organisations
    ids = {one for use in uses for origin in (use.developers, use.base_developers, use.operator) for one in origin.known}
    named = {}
    for identifier in sorted(ids & known.keys()):
        it = known[identifier]
        named[identifier] = next((name for name in (it.name, *it.aliases) if plain(name) == plain(identifier)), it.name)
    return named


def _line_of(subject: Subject) -> LineOf:
    def line(path: tuple[str | int, ...]) -> int | None:
        place = subject.place_of(path)
        return place[0] if place else None

    return line


def _findings(use: Use, subject: Subject, book: Book, chosen: list[CompiledRule], options: Options) -> Iterable[_Weighed]:
    for rule in chosen:
        judgement = judge(rule, use.facts)
        if judgement.outcome == "applies" or (judgement.outcome == "undetermined" and options.undetermined != "ignore"):
            yield _finding(judgement, use, subject, book)


def _finding(judgement: Judgement, use: Use, subject: Subject, book: Book) -> _Weighed:
    rule, standing = judgement.rule.rule, judgement.rule.standing
    assert standing is not None
    applies = judgement.outcome == "applies"
    place = subject.place_of(use.path)
    missing = () if applies else explain.missing(judgement, use.facts)
    certainty = explain.certainty(judgement, use.facts)
    finding = Finding(
        rule=rule.id,
        title=rule.title,
        kind=rule.kind,
        jurisdiction=rule.jurisdiction,
        deployment=use.deployment.name,
        model=use.model.id,
        effect=standing.effect,
        status=standing.status,
        determination="applies" if applies else "undetermined",
        severity=standing.severity,
        score=0,
        message=_message(rule, standing, missing, certainty),
        because=explain.reasons(judgement, use.facts, book),
        missing=missing,
        remedies=rule.remedies,
        citations=rule.citations,
        effective_from=standing.start,
        effective_to=standing.end,
        location=Location(file=subject.path, line=place[0] if place else None, column=place[1] if place else None),
        fingerprint=fingerprint(rule.id, subject.manifest.organization.name, use.deployment.name, use.model.id),
    )
    weight = score.weight(
        standing.effect, standing.status, finding.determination, certainty, rule.confidence, standing.days_until,
        rule.likelihood.band if rule.likelihood else None,
    )  # fmt: skip
    return _Weighed(finding, weight)


def fingerprint(rule: str, organisation: str, deployment: str, model: str) -> str:
    """What stays the same of a finding when files move, lines shift or entries change order."""
    text = "\0".join((rule, organisation.casefold(), deployment, model.casefold()))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _message(rule: Rule, standing: Standing, missing: tuple[str, ...], certainty: str) -> str:
    parts = []
    if missing:
        parts.append(f"Cannot be ruled out while {_listed(missing)} {'is' if len(missing) == 1 else 'are'} unknown.")
    if standing.is_unclear:
        parts.append("Unclear whether in force.")
    elif standing.status == "upcoming":
        parts.append(f"Comes into force on {standing.start}.")
    elif standing.status == "proposed":
        parts.append("Proposed, not law.")
    elif standing.status == "suspended":
        parts.append("Suspended.")
    parts.append(" ".join(rule.summary.split()))
    if rule.open_question and standing.effect == "review":
        parts.append(f"Open question: {rule.open_question.strip()}")
    if standing.note:
        parts.append(standing.note.strip().rstrip(".") + ".")
    if certainty == "inferred":
        parts.append("Rests on an inferred fact.")
    return " ".join(parts)


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _scored(weighed: list[_Weighed]) -> list[Finding]:
    parts = score.contributions([score.Weighed(one.finding.rule, one.finding.fingerprint, one.weight) for one in weighed])
    return [one.finding.model_copy(update={"score": part}) for one, part in zip(weighed, parts, strict=True)]


# --- the gate -----------------------------------------------------------------------------------------------------

_VERDICTS: dict[Verdict, int] = {"pass": 0, "incomplete": 1, "fail": 2}


def reaches_gate(finding: Finding, options: Options) -> bool:
    """Whether a finding is severe enough for the gate, and neither waived nor in the baseline."""
    if options.fail_on == "never" or finding.is_settled:
        return False
    if finding.determination == "undetermined" and options.undetermined != "fail":
        return False
    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(options.fail_on)


def _verdict(findings: Sequence[Finding], options: Options) -> Verdict:
    gating = [finding for finding in findings if reaches_gate(finding, options)]
    if any(finding.determination == "applies" for finding in gating):
        return "fail"
    return "incomplete" if gating else "pass"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of some verdicts; `pass` of none."""
    return max(verdicts, key=_VERDICTS.__getitem__, default="pass")


def _counts(findings: Sequence[Finding]) -> Counts:
    counts = dict.fromkeys((*SEVERITIES, "undetermined", "waived"), 0)
    for finding in findings:
        if finding.waiver is not None and finding.waiver.state == "active":
            counts["waived"] += 1
        else:
            counts["undetermined" if finding.determination == "undetermined" else finding.severity] += 1
    return Counts(**counts)


def _rank(finding: Finding) -> tuple[object, ...]:
    return (
        finding.determination != "applies", SEVERITIES.index(finding.severity), -finding.score, finding.rule,
        finding.location.file, finding.deployment, finding.model,
    )  # fmt: skip


def _inputs(subjects: Sequence[Subject], book: Book, rules: int, options: Options) -> Inputs:
    manifests = tuple(ManifestInput(path=one.path, digest=one.digest) for one in subjects)
    return Inputs(
        engine=options.engine,
        rules=RulesInput(count=rules, digest=book.rulebook.digest),
        lists=options.lists,
        manifests=manifests,
    )
