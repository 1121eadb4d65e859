"""Judging on a small law book: outcomes, time, bounds of sense, reasons, the gate."""

from __future__ import annotations

import pytest

from tests.engine.small_world import found, report_on

MANIFEST = """
version: 1
organization: {{name: Acme, {organization}}}
deployments:
  - name: chat
    models: [{model}]
    hosting: {{{hosting}}}
    {more}
"""


def manifest(
    organization: str = "domicile: US-TX, public_body: [US-TX]",
    model: str = "northwind-ai/borea-7b",
    hosting: str = "",
    more: str = "",
) -> str:
    return MANIFEST.format(organization=organization, model=model, hosting=hosting, more=more)


SELF = "channel: self-hosted, provider: self, inference: [US], storage: [US], egress_to_developer: false"

OUTCOMES = [
    # organisation, model, hosting, expected determination of us-tx-barred
    ("domicile: US-TX, public_body: [US-TX]", "northwind-ai/borea-7b", SELF, "applies"),
    ("domicile: US-TX, public_body: [US-TX/Parks]", "northwind-ai/borea-7b", SELF, "applies"),
    ("domicile: US-TX, public_body: [US-TX]", "tuner/quiet-7b", SELF, "applies"),
    ("domicile: US-TX, public_body: []", "northwind-ai/borea-7b", SELF, None),
    ("domicile: US-TX", "northwind-ai/borea-7b", SELF, "undetermined"),
    ("domicile: US", "northwind-ai/borea-7b", SELF, "undetermined"),
    ("domicile: US-NY", "northwind-ai/borea-7b", SELF, None),
    ("domicile: DE", "northwind-ai/borea-7b", SELF, None),
    ("public_body: [US-TX]", "acme/secret", SELF, "undetermined"),
    ("public_body: [US-TX]", "{id: acme/secret, base: [northwind-ai/borea-7b]}", SELF, "applies"),
    ("public_body: [US-TX]", "{id: acme/secret, base: []}", SELF, None),
    ("public_body: [US-TX]", "{id: acme/secret, base: []}", "provider: northwind-api", "applies"),
    ("public_body: [US-TX]", "{id: acme/secret, base: []}", "provider: maybe-host", "undetermined"),
    ("public_body: [US-TX]", "{id: acme/secret, base: []}", "provider: nobody-knows", "undetermined"),
    ("public_body: [US-TX]", "{id: acme/secret, base: []}", "provider: Bigcloud Inc.", None),
]


@pytest.mark.parametrize(("organization", "model", "hosting", "expected"), OUTCOMES)
def test_outcomes(organization: str, model: str, hosting: str, expected: str | None) -> None:
    finding = found(report_on(manifest(organization, model, hosting)), "us-tx-barred")
    assert (finding.determination if finding else None) == expected


TIMES = [
    # day, horizon, status, effect, severity of us-tx-barred
    ("2025-12-31", 0, None),
    ("2026-01-15", 0, None),  # in force, but the party is not on the list yet
    ("2025-12-31", 30, None),
    ("2026-02-01", 0, ("in-force", "prohibited", "critical")),
    ("2026-07-31", 0, ("in-force", "prohibited", "critical")),
    ("2026-08-01", 0, ("suspended", "prohibited", "medium")),
    ("2026-10-01", 0, ("in-force", "review", "medium")),
    ("2027-01-01", 0, None),
]


@pytest.mark.parametrize(("day", "horizon", "expected"), TIMES)
def test_the_day_moves_rules_and_lists_together(day: str, horizon: int, expected: tuple[str, str, str] | None) -> None:
    finding = found(report_on(manifest(hosting=SELF), day, horizon), "us-tx-barred")
    assert ((finding.status, finding.effect, finding.severity) if finding else None) == expected


def test_the_day_moves_ownership() -> None:
    text = manifest("public_body: [US-TX]", "{id: acme/secret, base: []}", "provider: northwind-api, channel: third-party-api")
    assert found(report_on(text, "2026-02-28"), "us-tx-barred") is None
    assert found(report_on(text, "2026-03-01"), "us-tx-barred") is not None


def test_the_horizon_shows_what_comes() -> None:
    text = manifest("public_body: [], supplies: [US/DoD]", hosting=SELF, more="contracts: [US/DoD]")
    proposed, upcoming, law = (
        found(report_on(text, "2026-06-01", 30), "us-bill"),
        found(report_on(text, "2026-06-01", 180), "us-bill"),
        found(report_on(text, "2026-09-01"), "us-bill"),
    )
    assert (
        proposed
        and (proposed.status, proposed.severity) == ("proposed", "medium")
        and proposed.message.startswith("Proposed, not law.")
    )
    assert upcoming and (upcoming.status, upcoming.severity, str(upcoming.effective_from)) == ("upcoming", "medium", "2026-09-01")
    assert law and (law.status, law.severity) == ("in-force", "high")


DATA = "data: {{categories: [personal], subjects: {subjects}}}"
PLACES = [
    # region or places, subjects, expected determination of eu-transfer, what is asked
    ("provider: bigcloud, channel: self-hosted, region: mid-1", "{DE: 101}", None, ()),
    ("provider: bigcloud, channel: self-hosted, region: east-1", "{DE: 101}", "applies", ()),
    ("provider: bigcloud, channel: self-hosted, region: east-1", "{DE: 100}", None, ()),
    ("provider: bigcloud, channel: self-hosted, region: east-1", "{DE: 60, FR: 60}", "applies", ()),
    ("provider: bigcloud, channel: self-hosted, region: east-1", "{US: 5000}", None, ()),
    ("provider: bigcloud, channel: self-hosted, region: east-1", "[DE]", "undetermined", ("data.subjects",)),
    ("provider: bigcloud, channel: self-hosted, region: esat-1", "{DE: 101}", "undetermined", ("hosting.region",)),
    ("provider: bigcloud, channel: managed-cloud, region: eu", "{DE: 101}", None, ()),
    ("provider: bigcloud, channel: managed-cloud, region: global", "{DE: 101}", "undetermined", ("hosting.inference",)),
    ("provider: bigcloud, channel: managed-cloud", "{DE: 101}", "undetermined", ("hosting.region",)),
    ("inference: [DE], storage: [FR], channel: self-hosted, provider: self, egress_to_developer: false", "{DE: 101}", None, ()),
    (
        "inference: [DE], storage: [FR], channel: self-hosted, provider: self",
        "{DE: 101}",
        "undetermined",
        ("hosting.egress_to_developer",),
    ),
    (
        "inference: [DE], storage: [GB], channel: self-hosted, provider: self, egress_to_developer: false",
        "{DE: 101}",
        "applies",
        (),
    ),
    ("inference: [DE], storage: [BR], channel: self-hosted, provider: self, egress_to_developer: false", "{DE: 101}", None, ()),
]


@pytest.mark.parametrize(("hosting", "subjects", "expected", "missing"), PLACES)
def test_places_and_people(hosting: str, subjects: str, expected: str | None, missing: tuple[str, ...]) -> None:
    egress = "" if "egress" in hosting or "provider: self" in hosting else ", egress_to_developer: false"
    text = manifest("domicile: DE, owners: []", hosting=hosting + egress, more=DATA.format(subjects=subjects))
    finding = found(report_on(text), "eu-transfer")
    assert (finding.determination if finding else None) == expected
    assert (finding.missing if finding else ()) == missing


OWNERS = [
    ("owners: [{name: A, country: DE, share: 60}]", None),
    ("owners: [{name: A, country: DE, share: 50}, {name: B, country: US, share: 50}]", "applies"),
    ("owners: [{name: A, country: DE, share: 30}, {name: B, share: 30}]", "undetermined"),
    ("owners: [{name: A, country: US, share: 60}]", "applies"),
    ("owners: [{name: A, country: US, share: 40}]", "undetermined"),
    ("owners: []", "applies"),
    ("establishments: []", "undetermined"),
]


@pytest.mark.parametrize(("owners", "expected"), OWNERS)
def test_shares_are_bounded_by_what_is_stated(owners: str, expected: str | None) -> None:
    text = manifest(f"domicile: DE, {owners}", hosting=SELF, more=DATA.format(subjects="{DE: 101}"))
    finding = found(report_on(text), "eu-transfer")
    assert (finding.determination if finding else None) == expected


def test_a_rule_that_cannot_apply_asks_nothing() -> None:
    report = report_on(
        "version: 1\norganization: {name: Shop, domicile: DE, public_body: []}\ndeployments: [{name: a, models: [acme/unknown]}]\n"
    )
    assert found(report, "us-tx-barred") is None
    assert all("organization.public_body" not in finding.missing for finding in report.findings)


def test_a_bare_manifest_is_incomplete_and_asks() -> None:
    report = report_on("version: 1\norganization: {name: Shop}\ndeployments: [{name: a, models: [acme/unknown]}]\n")
    assert report.verdict == "incomplete"
    finding = found(report, "us-tx-barred")
    assert finding and finding.missing == ("organization.public_body", "hosting.provider", "model.base")


def test_reasons_lead_from_the_manifest_line_to_the_list_entry() -> None:
    finding = found(report_on(manifest(hosting="provider: northwind-api")), "us-tx-barred")
    assert finding is not None
    body, operator = finding.because
    assert (body.fact, body.value, body.source, body.line) == ("organization.public_body", "US-TX", "manifest", 3)
    assert (operator.fact, operator.value, operator.source, operator.line) == ("hosting.operator", "northwind-sg", "list", 7)
    assert "the barred list reaches it" in operator.text and "holds 100 percent" in operator.text
    assert (finding.location.line, finding.location.column) == (6, 14)


def test_an_inferred_fact_is_said_and_weighs_less() -> None:
    sure = found(report_on(manifest(model="northwind-ai/borea-7b", hosting=SELF)), "us-tx-barred")
    guess = found(report_on(manifest(model="someone/borea-7b-support", hosting=SELF)), "us-tx-barred")
    assert sure and guess and "inferred" in guess.message and "inferred" not in sure.message
    assert guess.score < sure.score
    assert any(reason.confidence == "inferred" for reason in guess.because)


GATES = [
    ("high", "fail", "fail", "incomplete"),
    ("critical", "fail", "fail", "incomplete"),
    ("never", "fail", "pass", "pass"),
    ("high", "warn", "fail", "pass"),
    ("high", "ignore", "fail", "pass"),
]


@pytest.mark.parametrize(("fail_on", "undetermined", "certain", "open_"), GATES)
def test_the_gate(fail_on: str, undetermined: str, certain: str, open_: str) -> None:
    applies = report_on(manifest(hosting=SELF), fail_on=fail_on, undetermined=undetermined)
    hangs = report_on(manifest("domicile: US-TX", hosting=SELF), fail_on=fail_on, undetermined=undetermined)
    assert (applies.verdict, hangs.verdict) == (certain, open_)


def test_fingerprints_survive_order_lines_and_file_names() -> None:
    one = report_on(manifest(hosting=SELF, model="northwind-ai/borea-7b, tuner/quiet-7b"))
    other = report_on("# a comment\n\n" + manifest(hosting=SELF, model="tuner/quiet-7b, northwind-ai/borea-7b"))
    prints = [{(f.rule, f.model): f.fingerprint for f in report.findings} for report in (one, other)]
    assert prints[0] == prints[1] and len(set(prints[0].values())) == len(prints[0])


def test_a_deployment_scores_as_its_findings_sum_and_a_report_as_its_worst_deployment() -> None:
    text = manifest(hosting=SELF) + "  - name: idle\n    models: [tuner/quiet-7b]\n    hosting: {" + SELF + "}\n"
    report = report_on(text)
    for result in report.deployments:
        assert sum(finding.score for finding in report.findings if finding.deployment == result.name) == result.score
    assert report.score == max(result.score for result in report.deployments)
