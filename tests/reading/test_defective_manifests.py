"""Every defective manifest gives exit 2 and one clear message with file, line and fix; never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

GOOD = "version: 1\norganization: {name: A, domicile: US}\ndeployments:\n  - name: a\n    models: [gpt-4o]\n"
BOMB = "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 10)}]\n"
    if n >= 0
    else "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for n in range(-1, 9)
)

CASES = {
    "unknown key": (GOOD.replace("domicile", "domicle"), "2:25", "unknown key `domicle`", "`domicile`"),
    "wrong type": (GOOD.replace("models: [gpt-4o]", "models: gpt-4o"), "5:13", "`deployments.0.models`", "[value]"),
    "bad place": (GOOD.replace("domicile: US", "domicile: UK"), "2:35", "not a known place", "GB"),
    "bad subdivision": (GOOD.replace("domicile: US", "domicile: US-ZZ"), "2:35", "US-ZZ", "ISO 3166-2"),
    "duplicate name": (GOOD + "  - name: a\n    models: [gpt-4o]\n", "6:5", "two entries are named 'a'", "name of its own"),
    "duplicate key": (GOOD + "version: 1\n", "6:1", "stands twice", "keep one"),
    "region without provider": (
        GOOD + "    hosting: {region: eu-west-1}\n",
        "6:14",
        "`region` needs `provider`",
        "different clouds",
    ),
    "YAML bomb": (BOMB, "", "aliases expand", "instead of nesting"),
    "alias in itself": ("version: &a [*a]\n", "1:14", "has no value yet", "anchor"),
    "deep nesting": ("[" * 500, "1:65", "nested deeper", "flatten"),
    "nesting that the scanner itself refuses": ("[" * 5000, "1", "nested deeper", "flatten"),
    "not YAML": ("version: 1: 2\n", "1:11", "not valid YAML", "quotes"),
    "empty": ("", "", "the file is empty", "version: 1"),
    "only a comment": ("# nothing\n", "", "holds no document", "version: 1"),
    "a list": ("- name: a\n", "1:1", "a manifest is a mapping, this is a list", "organization:"),
    "a word": ("hello\n", "1:1", "this is a single value", "organization:"),
    "two documents": (GOOD + "---\n" + GOOD, "6:1", "second document", "one document"),
    "misspelt channel": (GOOD + "    hosting: {channel: selfhosted}\n", "6:24", "cannot be 'selfhosted'", "`self-hosted`"),
    "misspelt category": (GOOD + "    data: {categories: [persnal]}\n", "6:25", "cannot be 'persnal'", "`personal`"),
    "no models": (GOOD.replace("[gpt-4o]", "[]"), "5:13", "at least one entry", None),
    "missing name": (GOOD.replace("name: A, ", ""), "2:1", "`name` is missing", "add `name:`"),
    "negative count": (GOOD + "    data: {subjects: {US: -4}}\n", "6:27", "subjects.US", None),
    "shares above 100": (
        GOOD.replace("domicile: US", "owners: [{name: B, share: 70}, {name: C, share: 70}]"),
        "2:15",
        "140 percent",
        None,
    ),
    "wrong version": (GOOD.replace("version: 1", "version: 2"), "1:10", "`version` cannot be 2", None),
}


@pytest.mark.parametrize("name", CASES)
def test_a_defective_manifest_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, riskcheck) -> None:
    text, place, problem, fix = CASES[name]
    monkeypatch.chdir(tmp_path)
    Path("riskcheck.yaml").write_text(text, "utf-8")
    ran = riskcheck("check")
    assert ran.code == 2
    assert ran.out == ""
    assert f"error: riskcheck.yaml{':' + place if place else ''}" in ran.err
    assert problem in ran.err
    assert fix is None or fix in ran.err
    assert "Traceback" not in ran.err


def test_a_file_of_50_mb_is_refused_before_it_is_parsed(tmp_path: Path, riskcheck) -> None:
    path = tmp_path / "riskcheck.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    ran = riskcheck("check", path)
    assert (ran.code, ran.out) == (2, "")
    assert "riskcheck.yaml: the file has 50 MB; at most 10 MB are read" in ran.err
    assert "split it" in ran.err


def test_invalid_utf8_is_named_by_its_place(tmp_path: Path, riskcheck) -> None:
    path = tmp_path / "riskcheck.yaml"
    path.write_bytes(b"version: 1\norganization: {name: \xff}\n")
    ran = riskcheck("check", path)
    assert ran.code == 2
    assert "riskcheck.yaml:2:22: byte 0xff is not valid UTF-8" in ran.err
    assert "save the file as UTF-8" in ran.err


def test_all_defects_of_a_file_are_told_at_once(tmp_path: Path, riskcheck) -> None:
    path = tmp_path / "riskcheck.yaml"
    path.write_text(GOOD.replace("domicile: US", "domicile: Texas, secters: [x]"), "utf-8")
    ran = riskcheck("check", path)
    assert ran.code == 2
    assert "domicile" in ran.err and "did you mean `sectors`?" in ran.err


def test_norway_is_a_country(tmp_path: Path, riskcheck) -> None:
    path = tmp_path / "riskcheck.yaml"
    path.write_text(GOOD.replace("domicile: US", "domicile: NO"), "utf-8")
    assert riskcheck("check", path).code in (0, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "absent.yaml"), "no file absent.yaml"),
        (("check", "--fail-on", "hihg"), "invalid choice"),
        (("check", "--as-of", "tomorrow"), "'tomorrow' is not a date"),
        (("check", "--fromat", "json"), "did you mean --format?"),
        (("check", "--format", "jsn"), "did you mean json?"),
        (("check", "--rules", "no-such-folder"), "no rules folder"),
        (("chek",), "Did you mean"),
        (("explain", "us-nx-deepseek"), "there is no rule"),
        (("rules",), "required"),
        (("schema", "manifesto"), "invalid choice"),
    ],
)
def test_a_wrong_call_exits_with_2(
    words: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, riskcheck
) -> None:
    monkeypatch.chdir(tmp_path)
    if words[0] == "check" and len(words) > 2:
        Path("riskcheck.yaml").write_text(GOOD, "utf-8")
    ran = riskcheck(*words)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_rule_on_the_command_line_does_not_pass(tmp_path: Path, riskcheck) -> None:
    path = tmp_path / "riskcheck.yaml"
    path.write_text(GOOD, "utf-8")
    for option in ("--only", "--skip"):
        ran = riskcheck("check", path, option, "us-tx-prohibited-technologie")
        assert ran.code == 2
        assert "did you mean us-tx-prohibited-technologies" in ran.err


def test_a_folder_without_a_manifest_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, riskcheck) -> None:
    monkeypatch.chdir(tmp_path)
    ran = riskcheck("check")
    assert ran.code == 2
    assert "no riskcheck.yaml in this folder" in ran.err
    assert "version: 1" in ran.err
