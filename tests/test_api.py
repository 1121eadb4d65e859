"""The Python interface: what it returns is what the command line says."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pytest

import riskcheck as package
from riskcheck.errors import InputError, UsageError
from tests.conftest import DAY, ROOT

EXAMPLE = ROOT / "examples" / "a-texas-agency-deepseek-api"


def test_check_is_the_command_line(riskcheck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    report = package.check("examples/a-texas-agency-deepseek-api", as_of=DAY)
    ran = riskcheck("check", "examples/a-texas-agency-deepseek-api", "--as-of", DAY, "--format", "json")
    told = json.loads(ran.out)
    assert report.verdict == told["verdict"] == "fail"
    assert [one.fingerprint for one in report.findings] == [one["fingerprint"] for one in told["findings"]]


def test_a_manifest_value_is_judged_too() -> None:
    manifest = package.load_manifest(EXAMPLE)
    report = package.check(manifest, as_of=DAY, skip=["continuity"])
    assert report.verdict == "fail" and report.findings[0].location.line is None


def test_uses_keep_the_origins_apart() -> None:
    (use,) = package.check(ROOT / "examples" / "e-sealion-on-alibaba-cloud", as_of=DAY).uses
    assert (use.developer_countries.known, use.operator_country.known, use.inference.known) == (("SG",), ("CN",), ("SG",))
    assert use.base_developers.known == ("alibaba",) and not use.storage.is_open


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: package.check(), UsageError),
        (lambda: package.check(EXAMPLE, fail_on="hihg"), UsageError),
        (lambda: package.check(EXAMPLE, only=["no-such-rule"]), UsageError),
        (lambda: package.load_manifest(ROOT / "pyproject.toml"), InputError),
        (lambda: package.load_manifest(ROOT / "docs"), UsageError),
    ],
)
def test_mistakes_are_errors_of_riskcheck(call, error: type[Exception]) -> None:
    with pytest.raises(error):
        call()


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError):
        package.chekc  # noqa: B018


def test_time_travels() -> None:
    assert package.check(EXAMPLE, as_of=dt.date(2020, 1, 1)).verdict == "pass"


@pytest.mark.parametrize(
    ("example", "code", "said"),
    [("a-texas-agency-deepseek-api", 1, "not deployed: fail"), ("c-us-travel-qwen-own-cloud", 0, "deploying"), ("nowhere", 1, "nothing was judged")],
)  # fmt: skip
def test_the_deploy_script_of_the_documentation(example: str, code: int, said: str) -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "deploy.py"), str(ROOT / "examples" / example)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == code and said in ran.stdout + ran.stderr


def test_values_of_one_name_are_told_apart() -> None:
    one = package.load_manifest(EXAMPLE)
    report = package.check(one, one, EXAMPLE, as_of=DAY)
    assert [it.manifest for it in report.deployments] == [
        "manifest",
        "manifest-2",
        "examples/a-texas-agency-deepseek-api/riskcheck.yaml",
    ]
    assert len({it.score for it in report.deployments}) == 1
