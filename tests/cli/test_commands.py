"""The command line as a user meets it: exit codes, streams, formats, explanations, schemas."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*/riskcheck.yaml"))
TEXAS = ROOT / "examples" / "a-texas-agency-deepseek-api"
DAY = ("--as-of", "2026-11-23")


def schema_of(name: str, riskcheck) -> Draft202012Validator:
    ran = riskcheck("schema", name)
    assert ran.code == 0
    built = json.loads(ran.out)
    Draft202012Validator.check_schema(built)
    return Draft202012Validator(built)


@pytest.mark.parametrize("name", ["manifest", "rules", "report"])
def test_schemas_are_valid_json_schema(name: str, riskcheck) -> None:
    assert schema_of(name, riskcheck).schema["$schema"].endswith("2020-12/schema")


def test_examples_and_their_reports_fit_the_schemas(riskcheck) -> None:
    import yaml

    manifests, reports = schema_of("manifest", riskcheck), schema_of("report", riskcheck)
    for path in EXAMPLES:
        manifests.validate(yaml.safe_load(path.read_text("utf-8")))
        reports.validate(json.loads(riskcheck("check", path, *DAY, "--format", "json").out))


def test_the_manifest_schema_refuses_what_riskcheck_refuses(riskcheck) -> None:
    manifests = schema_of("manifest", riskcheck)
    good = {"version": 1, "organization": {"name": "A"}, "deployments": [{"name": "a", "models": ["gpt-4o"]}]}
    assert manifests.is_valid(good)
    assert not manifests.is_valid({**good, "extra": 1})
    assert not manifests.is_valid({**good, "deployments": []})
    assert not manifests.is_valid({**good, "organization": {"name": "A", "domicile": "Texas"}})


def test_the_rules_schema_fits_the_bundled_rules(riskcheck) -> None:
    rules = schema_of("rules", riskcheck)
    from riskcheck.reading.documents import parse
    from riskcheck.reading.rulebook import bundled

    for path in sorted(bundled().rglob("*.yaml")):
        parts = path.relative_to(bundled()).parts
        if parts[0].removesuffix(".yaml") not in ("lists", "catalog", "scenarios", "coverage"):
            errors = [error.message[:200] for error in rules.iter_errors(parse(path.read_text("utf-8"), path.name).data)]
            assert errors == [], path.name


def test_a_failing_gate_exits_with_1_and_leads_with_the_worst(riskcheck) -> None:
    ran = riskcheck("check", TEXAS, *DAY)
    assert ran.code == 1 and ran.err == ""
    lines = ran.out.splitlines()
    assert lines[0].startswith(" FAIL")
    assert "CRITICAL" in lines[2] and "us-tx-prohibited-technologies" in lines[2]
    assert "riskcheck.yaml:" in ran.out
    assert ran.out.count("Not legal advice") == 1


def test_never_failing_exits_with_0(riskcheck) -> None:
    assert riskcheck("check", TEXAS, *DAY, "--fail-on", "never").code == 0


def test_quiet_prints_one_line(riskcheck) -> None:
    assert len(riskcheck("check", TEXAS, *DAY, "--quiet").out.splitlines()) == 1


def test_several_formats_at_once(riskcheck, tmp_path: Path) -> None:
    ran = riskcheck("check", TEXAS, *DAY, "--format", "text", "--format", f"json={tmp_path / 'r.json'}")
    assert ran.out.startswith(" FAIL")
    assert json.loads((tmp_path / "r.json").read_text("utf-8"))["verdict"] == "fail"


def test_several_manifests_make_one_report(riskcheck) -> None:
    report = json.loads(riskcheck("check", EXAMPLES[0], EXAMPLES[1], *DAY, "--format", "json").out)
    assert len(report["deployments"]) == len(report["inputs"]["manifests"]) == 2


def test_a_manifest_on_standard_input() -> None:
    text = (TEXAS / "riskcheck.yaml").read_bytes()
    ran = subprocess.run(
        [sys.executable, "-m", "riskcheck", "check", "-", "--quiet", *DAY], input=text, capture_output=True, check=False
    )
    assert ran.returncode == 1 and ran.stdout.startswith(b" FAIL")


def test_json_needs_neither_typer_nor_rich_nor_requests() -> None:
    code = (
        "import sys; from riskcheck.cli.commands import run; run(['check', sys.argv[1], '--format', 'json', '-o', sys.argv[2]]);"
        "print(*sorted({'typer', 'rich', 'requests', 'click'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(TEXAS), "/dev/null"], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""


def test_only_and_skip_choose_rules(riskcheck) -> None:
    def rules(*words: str) -> set[str]:
        report = json.loads(riskcheck("check", TEXAS, *DAY, "--format", "json", *words).out)
        return {finding["rule"] for finding in report["findings"]}

    everything = rules()
    assert rules("--only", "us-tx-prohibited-technologies") == {"us-tx-prohibited-technologies"}
    assert rules("--skip", "us-tx-prohibited-technologies") == everything - {"us-tx-prohibited-technologies"}
    assert rules("--only", "use-ban") < everything
    assert {"us-tx-prohibited-technologies"} <= rules("--only", "US-TX") <= rules("--only", "US") <= everything


def test_settings_come_from_the_nearest_file_and_the_command_line_wins(
    riskcheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.riskcheck]\nfail-on = "never"\n', "utf-8")
    monkeypatch.chdir(tmp_path / "deep")
    assert riskcheck("check", TEXAS, *DAY).code == 0
    assert riskcheck("check", TEXAS, *DAY, "--fail-on", "high").code == 1
    (tmp_path / "pyproject.toml").write_text('[tool.riskcheck]\nfail-no = "never"\n', "utf-8")
    ran = riskcheck("check", TEXAS, *DAY)
    assert ran.code == 2 and "did you mean `fail-on`?" in ran.err
    (tmp_path / "pyproject.toml").write_text('[tool.riskcheck]\nfail-on = "nevr"\n', "utf-8")
    ran = riskcheck("check", TEXAS, *DAY)
    assert ran.code == 2 and "never" in ran.err


def test_explain_tells_the_clause_that_stopped_a_rule(riskcheck) -> None:
    travel = ROOT / "examples" / "c-us-travel-qwen-own-cloud"
    ran = riskcheck("explain", "us-tx-prohibited-technologies", "--in", travel, *DAY)
    assert ran.code == 0 and "stopped by `binds`" in ran.out
    told = json.loads(riskcheck("explain", "us-tx-prohibited-technologies", "--in", TEXAS, *DAY, "--format", "json").out)
    assert told["uses"][0]["outcome"] == "applies" and told["uses"][0]["because"]


def test_explain_shows_the_rule_with_its_source(riskcheck) -> None:
    ran = riskcheck("explain", "us-tx-prohibited-technologies")
    assert ran.code == 0 and "https://" in ran.out and "Binds" in ran.out


def test_rules_list_gives_the_contract_keys(riskcheck) -> None:
    rows = json.loads(riskcheck("rules", "list", "--format", "json", *DAY).out)["rules"]
    keys = {"id", "title", "kind", "jurisdiction", "effect", "status", "severity", "citations", "recheck_by"}
    assert rows and all(keys <= set(row) for row in rows)


def test_rules_test_and_lint_pass_and_say_so(riskcheck) -> None:
    ran = riskcheck("rules", "test")
    assert ran.code == 0 and " 0 failed" in ran.out
    ran = riskcheck("rules", "lint", *DAY)
    assert ran.code == 0 and ran.out.splitlines()[-1].startswith("0 errors")


OWN_RULE = """
- id: own-barred
  title: Our policy bars one developer
  kind: policy
  jurisdiction: [XX]
  issuer: Our board
  summary: We do not use models of this developer. Nobody else is bound.
  effect: prohibited
  severity: high
  periods: [{from: 2026-01-01, status: in-force}]
  binds: {}
  when: {model.lineage: {any_of: [deepseek]}}
  remedies: [use another model]
  citations: [{title: Minutes, url: "https://board.test/minutes", cite: no. 1, retrieved: 2026-06-01}]
  confidence: high
  recheck_by: 2027-01-01
  tests: [{name: a, given: {model.lineage: [deepseek]}, expect: applies}]
"""


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("model.lineage:", "model.linage:", "model.lineage"),
        ("effect:", "effekt:", "effect"),
        ("any_of: [deepseek]}}\n  rem", "any_of: [deepseak]}}\n  rem", "deepseek"),
        ("model.lineage: {any_of: [deepseek]}}\n  rem", "model.lineage: {on_list: [baned]}}\n  rem", "lists/"),
        ("severity: high", "severity: hihg", "high"),
    ],
)
def test_a_broken_user_rule_is_named_by_file_and_line(riskcheck, tmp_path: Path, right: str, wrong: str, named: str) -> None:
    (tmp_path / "own.yaml").write_text(OWN_RULE.replace(right, wrong, 1), "utf-8")
    ran = riskcheck("check", TEXAS, "--rules", tmp_path)
    assert ran.code == 2 and "own.yaml:" in ran.err and named in ran.err, ran.err


def test_a_user_rule_joins_the_bundled_ones(riskcheck, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN_RULE, "utf-8")
    assert "own-barred" in riskcheck("check", TEXAS, *DAY, "--rules", tmp_path).out


def test_an_empty_rules_folder_does_not_pass(riskcheck, tmp_path: Path) -> None:
    assert riskcheck("check", TEXAS, "--rules", tmp_path).code == 2


def test_version_and_help() -> None:
    ran = subprocess.run([sys.executable, "-m", "riskcheck", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("riskcheck 1.")
    ran = subprocess.run([sys.executable, "-m", "riskcheck", "--help"], capture_output=True, text=True, check=True)
    assert "check" in ran.stdout and "explain" in ran.stdout


def test_the_policy_pack_passes_its_own_tests_and_lint(riskcheck) -> None:
    policy = ROOT / "examples" / "policy-pack" / "policy"
    assert riskcheck("rules", "test", "--rules", policy).code == 0
    ran = riskcheck("rules", "lint", "--rules", policy, *DAY)
    assert ran.code == 0, ran.out


def test_rules_new_scaffolds_a_rule_whose_tests_pass(riskcheck, tmp_path: Path) -> None:
    ran = riskcheck("rules", "new", "own-logging", "--in", tmp_path)
    assert ran.code == 0 and "own-logging.yaml" in ran.err
    assert riskcheck("rules", "test", "--rules", tmp_path).code == 0
    lint = riskcheck("rules", "lint", "--rules", tmp_path)
    assert lint.code == 1 and "not an address that a reader can open" in lint.out
    assert riskcheck("rules", "new", "own-logging", "--in", tmp_path).code == 2
    assert riskcheck("rules", "new", "us-tx-prohibited-technologies", "--in", tmp_path).code == 2
    assert "did you mean policy" in riskcheck("rules", "new", "own-x", "--kind", "polcy", "--in", tmp_path).err


def test_rules_diff_says_what_changed_and_for_whom(riskcheck, tmp_path: Path) -> None:
    from riskcheck.reading.rulebook import bundled

    old = tmp_path / "rules"
    shutil.copytree(bundled(), old)
    texas, lists = old / "us" / "states" / "texas.yaml", old / "lists" / "us-tx-prohibited-technologies.yaml"
    texas.write_text(texas.read_text("utf-8").replace("effect: prohibited", "effect: review", 1), "utf-8")
    text = lists.read_text("utf-8")
    lists.write_text("".join(line for line in text.splitlines(keepends=True) if "organisation: xiaomi," not in line), "utf-8")
    ran = riskcheck("rules", "diff", old, bundled(), "--in", TEXAS, *DAY)
    assert ran.code == 0
    assert "effect: review becomes prohibited" in ran.out and "entry comes: xiaomi since 2026-01-26" in ran.out
    assert "0 added, 0 removed, 2 changed" in ran.out and "worse   us-tx-prohibited-technologies" in ran.out
    told = json.loads(riskcheck("rules", "diff", bundled(), bundled(), "--format", "json").out)
    assert told == {"changes": []}


def test_manifests_of_one_name_elsewhere_are_told_apart(riskcheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = [str(ROOT / "examples" / name) for name in ("a-texas-agency-deepseek-api", "b-texas-agency-r1-1776")]
    report = json.loads(riskcheck("check", *words, words[0] + "/riskcheck.yaml", *DAY, "--format", "json").out)
    named = [one["manifest"] for one in report["deployments"]]
    assert named == ["a-texas-agency-deepseek-api/riskcheck.yaml", "b-texas-agency-r1-1776/riskcheck.yaml"]
    alone = [json.loads(riskcheck("check", word, *DAY, "--format", "json").out)["score"] for word in words]
    assert [one["score"] for one in report["deployments"]] == alone
