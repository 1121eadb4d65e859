"""The commands `lists` and `screen`, and screening within `check`."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from riskcheck import api, parties
from riskcheck.screening import stored
from riskcheck.screening.store import Store
from tests.screening import made
from tests.screening.test_store import entry

MANIFEST = """
version: 1
organization: {name: Shop, domicile: US-CA, public_body: [], supplies: [], sectors: [retail], establishments: [], owners: []}
deployments:
  - name: chat
    environment: production
    contracts: []
    models: [mistralai/Mistral-7B-Instruct-v0.3]
    hosting: {channel: self-hosted, provider: self, inference: [US], storage: [US], owner: %s, egress_to_developer: false}
    users: {places: [US], kinds: [employee]}
    data: {categories: [none]}
    outputs: [US]
    purpose: [inference]
"""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sdn(tmp_path: Path, riskcheck: Any) -> Path:
    folder = made.sdn(tmp_path / "sdn", 40)
    assert riskcheck("lists", "import", "us-ofac-sdn", str(folder)).code == 0
    return folder


def check(riskcheck: Any, owner: str, *words: str) -> dict[str, Any]:
    Path("riskcheck.yaml").write_text(MANIFEST % owner)
    return json.loads(riskcheck("check", "--format", "json", "--as-of", "2026-11-23", *words).out)


def screening(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in report["findings"] if one["rule"].startswith(("screened-", "unscreened"))]


def test_status_has_the_keys_of_the_contract(sdn: Path, riskcheck: Any) -> None:
    (row,) = json.loads(riskcheck("lists", "status", "--format", "json").out)["lists"]
    assert {key: row[key] for key in ("id", "entries", "published", "source")} == {
        "id": "us-ofac-sdn", "entries": 41, "published": None, "source": "sdn",
    }  # fmt: skip
    assert row["digest"].startswith("sha256:") and dt.date.fromisoformat(row["retrieved"])


def test_screen_answers_with_entry_band_and_reasons(sdn: Path, riskcheck: Any) -> None:
    ran = riskcheck("screen", "Quorvix Dobedax Trading", "Hugging Face", "--format", "json")
    hit, clean = json.loads(ran.out)["results"]
    assert ran.code == 0 and clean["band"] == "none" and clean["matches"] == []
    (first, *_) = hit["matches"]
    assert hit["band"] == "match" and first["list"] == "us-ofac-sdn" and first["entry"] == "1" and first["reasons"]
    assert first["name"] == first["matched"] == "QUORVIX DOBEDAX TRADING LLC" and 0.9 < first["score"] <= 1


def test_brands_come_first(sdn: Path, riskcheck: Any) -> None:
    ran = riskcheck("screen", "Z.ai", "Alibaba Cloud", "Meta Platforms", "xAI", "Aleph Alpha", "Baseten", "--format", "json")
    bands = {one["query"]: one["band"] for one in json.loads(ran.out)["results"]}
    assert bands == {"Z.ai": "match", "Alibaba Cloud": "match"} | dict.fromkeys(
        ("Meta Platforms", "xAI", "Aleph Alpha", "Baseten"), "none"
    )


def test_trade_names_do_not_accuse(riskcheck: Any, tmp_path: Path) -> None:
    """A brand of one word is also somebody else's name, and a ship is no company."""
    (tmp_path / "us-ofac-sdn.csv").write_text(
        '1,"LE CLAUDE, S.A. DE C.V.",-0- ,"SDNTK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        '2,"SWALLOW","vessel","IRAN",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
        '3,"SBERBANK OF RUSSIA PJSC",-0- ,"RUSSIA-EO14024",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    )
    (tmp_path / "sdn.csv").write_bytes((tmp_path / "us-ofac-sdn.csv").read_bytes())
    (tmp_path / "add.csv").write_text('1,1,"Guadalajara","Jalisco","Mexico",-0- \r\n3,2,"Moscow",-0- ,"Russia",-0- \r\n')
    assert riskcheck("lists", "import", "us-ofac-sdn", str(tmp_path / "sdn.csv")).code == 0
    ran = riskcheck("screen", "Anthropic", "Swallow", "Swallow Shipping", "Sberbank", "--format", "json")
    bands = {one["query"]: one["band"] for one in json.loads(ran.out)["results"]}
    assert bands["Anthropic"] == "none" and bands["Sberbank"] == "match" and bands["Swallow"] == "none"
    assert bands["Swallow Shipping"] != "match"


@pytest.mark.parametrize(
    ("name", "list_id"),
    [
        ("Beijing Zhipu Huazhang Technology", "us-bis-entity-list"),
        ("Knowledge Atlas Technology", "us-bis-entity-list"),
        ("Zhipu AI Inc", "us-bis-entity-list"),
        ("Tencnet Cloud", "us-tx-prohibited-technologies"),
    ],
)
def test_the_rules_own_lists_are_compared_by_likeness_without_any_download(name: str, list_id: str, riskcheck: Any) -> None:
    (answer,) = json.loads(riskcheck("screen", name, "--format", "json").out)["results"]
    (hit, *_) = [one for one in answer["matches"] if one["list"] == list_id]
    assert answer["band"] == hit["band"] == "match" and hit["effect"] and hit["url"] and len(hit["reasons"]) > 1


def test_check_tells_a_curated_entry_besides_that_no_list_is_stored(riskcheck: Any) -> None:
    entry, unscreened = sorted(screening(check(riskcheck, "Beijing Zhipu Huazhang Technology")), key=lambda one: one["rule"])
    assert (entry["rule"], entry["kind"], entry["determination"]) == ("screened-us-bis-entity-list", "export-control", "applies")
    assert (
        "90 FR 4619" in entry["citations"][0]["cite"] and "nobody is barred from using its published weights" in entry["message"]
    )
    assert unscreened["determination"] == "undetermined"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "Sberbank of Russia",
            {("screened-us-ofac-sdn", "US"), ("screened-eu-russia-asset-freeze", "EU"), ("screened-gb-uk-sanctions", "GB")},
        ),
        ("Deepseek Holdings Ltd", set()),  # on lists that bind public bodies only: for rules to say
    ],
)
def test_every_curated_list_of_sanctions_counts_with_its_own_jurisdiction(
    name: str, expected: set[tuple[str, str]], riskcheck: Any
) -> None:
    found = [one for one in screening(check(riskcheck, f"{name} Bank")) if one["rule"] != "unscreened-party"]
    assert {(one["rule"], one["jurisdiction"][0]) for one in found} == expected
    assert all(one["because"][-1]["text"] and one["citations"] and one["effective_from"] for one in found)


def test_a_curated_entry_counts_from_its_day(riskcheck: Any) -> None:
    for day, band in (("2025-01-15", "none"), ("2025-01-16", "match")):
        ran = riskcheck("screen", "Beijing Zhipu Huazhang Technology", "--as-of", day, "--format", "json")
        hits = {one["list"]: one for one in json.loads(ran.out)["results"][0]["matches"]}
        assert ("us-bis-entity-list" in hits) is (band == "match"), day


def test_names_from_standard_input(sdn: Path, riskcheck: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", iter(["Quorvix Dobedax Trading\n", "\n", "Nobody Known\n"]))
    assert [one["query"] for one in json.loads(riskcheck("screen", "-", "--format", "json").out)["results"]] == [
        "Quorvix Dobedax Trading",
        "Nobody Known",
    ]


def test_a_country_lowers_and_a_number_raises(sdn: Path, riskcheck: Any) -> None:
    def band(*words: str) -> str:
        return str(json.loads(riskcheck("screen", *words, "--format", "json").out)["results"][0]["band"])

    assert band("Quorvix Dobedax Trading", "--country", "RU") == "match"
    assert band("Quorvix Dobedax Trading", "--country", "FR") == "review"
    assert band("Quorvix Dobedax Trading", "--country", "FR", "--number", "7700001") == "match"
    assert band("QX1") == "review"  # a weak alias alone is no match


def test_check_without_a_list_asks_for_one(riskcheck: Any) -> None:
    (one,) = screening(check(riskcheck, "Quorvix Dobedax Trading"))
    assert one["determination"] == "undetermined" and one["missing"] == ["riskcheck lists update"]
    assert screening(check(riskcheck, "Microsoft Corporation")) == []  # the catalog knows it


def test_check_tells_entry_day_and_legal_effect(sdn: Path, riskcheck: Any) -> None:
    report = check(riskcheck, "Quorvix Dobedax Trading LLC")
    (one,) = (one for one in screening(report) if one["severity"] == "high")
    assert (one["rule"], one["kind"], one["severity"], report["verdict"]) == ("screened-us-ofac-sdn", "sanctions", "high", "fail")
    assert "entry 1" in one["message"] and "US persons may not deal" in one["message"] and one["location"]["line"] == 9
    assert [source["id"] for source in report["inputs"]["lists"]] == ["us-ofac-sdn"]
    assert screening(check(riskcheck, "Evergreen Dental Supplies")) == []
    assert screening(check(riskcheck, "Quorvix Dobedax Trading LLC", "--skip", "sanctions")) == []


def test_a_waiver_settles_a_match(sdn: Path, riskcheck: Any) -> None:
    check(riskcheck, "Quorvix Dobedax Trading LLC")
    Path("riskcheck-waivers.yaml").write_text(
        "version: 1\nwaivers:\n  - {rule: screened-us-ofac-sdn, deployment: chat, reason: other number, approved_by: C, expires: 2027-01-31}\n"
    )
    report = check(riskcheck, "Quorvix Dobedax Trading LLC")
    assert report["verdict"] != "fail" and report["counts"]["waived"] == len(screening(report)) > 0


def test_evidence_replays_without_the_lists(sdn: Path, riskcheck: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(riskcheck, "Quorvix Dobedax Trading LLC", "--evidence", "proof")
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "empty"))
    assert riskcheck("replay", "proof").code == 0


def test_old_lists_are_a_notice(riskcheck: Any) -> None:
    Store(stored.folder()).take(
        "us-ofac-sdn", [entry(1)], retrieved=dt.datetime(2026, 11, 1, tzinfo=dt.UTC), published=None, origin="x"
    )
    report = check(riskcheck, "Evergreen Dental Supplies")
    assert any("us-ofac-sdn (22 days)" in one for one in report["warnings"]), report["warnings"]


def test_as_of_asks_the_list_of_that_day(riskcheck: Any) -> None:
    store = Store(stored.folder())
    for day, names in ((1, [entry(1, "Quorvix One")]), (20, [entry(2, "Quorvix Two")])):
        store.take(
            "us-ofac-sdn",
            names,
            retrieved=dt.datetime(2026, 11, day, tzinfo=dt.UTC),
            published=None,
            origin="x",
            accept_shrinkage=True,
        )

    def band(name: str, day: str) -> str:
        return str(json.loads(riskcheck("screen", name, "--as-of", day, "--format", "json").out)["results"][0]["band"])

    assert [band("Quorvix One", "2026-11-10"), band("Quorvix One", "2026-11-23")] == ["match", "none"]
    assert [band("Quorvix Two", "2026-11-10"), band("Quorvix Two", "2026-11-23")] == ["none", "match"]


def test_diff_tells_changes_and_whom_they_touch(sdn: Path, riskcheck: Any) -> None:
    Path("riskcheck.yaml").write_text(MANIFEST % "Quorvix Dobedax Trading LLC")
    made.sdn(sdn, 40, skip=1)
    assert riskcheck("lists", "import", "us-ofac-sdn", str(sdn)).code == 0
    ran = riskcheck("lists", "diff", "--since", "2026-01-01", "--in", "riskcheck.yaml", "--format", "json")
    answer = json.loads(ran.out)
    assert answer["changes"] == [] or {one["what"] for one in answer["changes"]} == {"delisted"}


def test_a_folder_is_a_mirror_of_what_it_holds(tmp_path: Path, riskcheck: Any) -> None:
    made.sdn(tmp_path / "mirror", 10)
    (tmp_path / "mirror" / "consolidated.xml").write_text(made.UN, "utf-8")
    ran = riskcheck("lists", "update", "--from", str(tmp_path / "mirror"))
    assert ran.code == 0 and "us-ofac-sdn: 11" in ran.out and "un-sc: 2" in ran.out
    assert riskcheck("lists", "update", "eu-fsf", "--from", str(tmp_path / "mirror")).code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lists", "update", "us-ofac-sdm"), "us-ofac-sdn"),
        (("lists", "import", "un-sc", "nowhere.xml"), "nowhere.xml"),
        (("lists", "import", "un-sc"), "no bundle"),
        (("lists", "export", "out.zip"), "no stored list"),
        (("lists", "update", "opensanctions"), "non-commercial"),
    ],
)
def test_wrong_calls_are_told(riskcheck: Any, words: tuple[str, ...], said: str) -> None:
    ran = riskcheck(*words)
    assert ran.code == 2 and said in ran.err and "Traceback" not in ran.err


def test_a_bundle_goes_from_machine_to_machine(
    sdn: Path, riskcheck: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = riskcheck("lists", "export", "lists.zip").out.split()[0]
    monkeypatch.setenv("RISKCHECK_HOME", str(tmp_path / "other"))
    assert riskcheck("lists", "import", "lists.zip", "--digest", digest).code == 0
    assert riskcheck("screen", "Quorvix Dobedax Trading", "--fail-on", "match").code == 1
    assert riskcheck("lists", "import", "lists.zip", "--digest", "sha256:00").code == 2


def test_ownership_that_a_list_states_is_possible_never_certain(riskcheck: Any, tmp_path: Path) -> None:
    text = made.UK.replace("ORVAL GROUP", "Sberbank of Russia PJSC").replace("TARVO BANK", "Hetzner Online GmbH")
    Path("UK-Sanctions-List.csv").write_text(text)
    before = check(riskcheck, "Evergreen Dental Supplies")
    assert riskcheck("lists", "import", "gb-uksl", "UK-Sanctions-List.csv").code == 0
    (row,) = screening(check(riskcheck, "Tarvo Leasing"))
    assert row["severity"] == "medium" and any("subsidiary" in reason["text"] for reason in row["because"])
    assert before["verdict"] == "incomplete"  # nothing was stored yet
    book = api.load_book(None, dt.date(2026, 11, 23), stakes=parties.stakes_on(dt.date(2026, 11, 23)))
    (stake,) = (one for one in book.ownership.organisations["hetzner"].owners if one.owner == "sberbank")
    assert stake.share is None and "sberbank" in {step.owner for step in book.ownership.controllers("hetzner", possible=True)}
    assert "sberbank" not in {step.owner for step in book.ownership.controllers("hetzner")}
