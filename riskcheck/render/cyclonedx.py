"""CycloneDX 1.6: the models and services of a report, and its findings in the shape of a VEX.

A finding stands as a vulnerability, the one shape that dependency dashboards read: the rule as its id, the cited source,
the severity, and an analysis: `exploitable` for one that applies, `in_triage` for one that hangs on an unknown fact, and
`will_not_fix` as the response to a waived one, with who accepted it and until when. It is a finding of law or policy and no
flaw of the software; the property `riskcheck:kind` says so.
"""

from __future__ import annotations

import uuid

from cyclonedx.model import Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.impact_analysis import ImpactAnalysisResponse, ImpactAnalysisState
from cyclonedx.model.service import Service
from cyclonedx.model.vulnerability import (
    BomTarget,
    Vulnerability,
    VulnerabilityAdvisory,
    VulnerabilityAnalysis,
    VulnerabilityRating,
    VulnerabilitySeverity,
    VulnerabilitySource,
)
from cyclonedx.output.json import JsonV1Dot6

from riskcheck.schema.report import Finding, Origin, Report, UseSummary


def render(report: Report) -> str:
    """The report as CycloneDX JSON. The same report gives the same bytes: no clock, no random number."""
    content = "\n".join([report.inputs.rules.digest, *(one.digest for one in report.inputs.manifests), report.as_of.isoformat()])
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"riskcheck:{content}"))
    bom.metadata.timestamp = None  # type: ignore[assignment]  # the schema leaves it out; a clock would change every file
    bom.metadata.component = Component(name="deployments", type=ComponentType.APPLICATION, bom_ref="deployments")
    bom.metadata.properties = [
        Property(name="riskcheck:verdict", value=report.verdict),
        Property(name="riskcheck:score", value=str(report.score)),
        Property(name="riskcheck:as_of", value=report.as_of.isoformat()),
        Property(name="riskcheck:rules", value=report.inputs.rules.digest),
        *(Property(name="riskcheck:list", value=f"{one.id} {one.digest}") for one in report.inputs.lists),
        *(Property(name="riskcheck:manifest", value=f"{one.path} {one.digest}") for one in report.inputs.manifests),
    ]
    models = [_model(one) for one in report.uses]
    bom.components = models
    bom.services = [_service(name) for name in sorted({one.provider.known[0] for one in report.uses if one.provider.known})]
    bom.vulnerabilities = [_finding(one) for one in report.findings]
    bom.register_dependency(bom.metadata.component, models)
    return str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def _reference(manifest: str, deployment: str, model: str) -> str:
    return f"use:{manifest}#{deployment}/{model}"


def _model(use: UseSummary) -> Component:
    facts = {
        "deployment": use.deployment, "channel": _said(use.channel), "provider": _said(use.provider),
        "operator": _said(use.operator), "operator_country": _said(use.operator_country),
        "parent_country": _said(use.parent_country), "storage": _said(use.storage), "inference": _said(use.inference),
        "developers": _said(use.developers), "base_developers": _said(use.base_developers),
    }  # fmt: skip
    return Component(
        name=use.model,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=_reference(use.manifest, use.deployment, use.model),
        properties=[Property(name=f"riskcheck:{key}", value=value) for key, value in facts.items() if value],
    )


def _said(origin: Origin) -> str:
    return ", ".join([*origin.known, *(["unknown"] if origin.is_open else [])])


def _service(provider: str) -> Service:
    return Service(name=provider, bom_ref=f"service:{provider}", x_trust_boundary=provider != "self")


def _finding(one: Finding) -> Vulnerability:
    responses = [ImpactAnalysisResponse.WILL_NOT_FIX] if one.is_settled else []
    detail = "; ".join(reason.text for reason in one.because)
    if one.waiver:
        detail = f"accepted by {one.waiver.approved_by} until {one.waiver.expires}: {one.waiver.reason}; {detail}"
    elif one.in_baseline:
        detail = f"in the baseline; {detail}"
    state = ImpactAnalysisState.IN_TRIAGE if one.determination == "undetermined" else ImpactAnalysisState.EXPLOITABLE
    source = VulnerabilitySource(name=one.citations[0].title, url=XsUri(one.source)) if one.source else None
    return Vulnerability(
        bom_ref=f"finding:{one.fingerprint}",
        id=one.rule,
        source=source,
        ratings=[VulnerabilityRating(source=source, severity=VulnerabilitySeverity(one.severity))],
        description=one.message,
        recommendation="; ".join(one.remedies),
        advisories=[VulnerabilityAdvisory(title=cited.cite, url=XsUri(cited.url)) for cited in one.citations],
        analysis=VulnerabilityAnalysis(state=state, responses=responses, detail=detail),
        affects=[BomTarget(ref=_reference(_manifest(one), one.deployment, one.model))],
        properties=[
            Property(name="riskcheck:kind", value=one.kind),
            Property(name="riskcheck:status", value=one.status),
            Property(name="riskcheck:effect", value=one.effect),
            *(Property(name="riskcheck:missing", value=fact) for fact in one.missing),
        ],
    )


def _manifest(one: Finding) -> str:
    return one.location.file
