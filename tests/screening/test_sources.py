"""Each list parser on a small file of its own shape, and on broken ones."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from riskcheck.errors import ListError
from riskcheck.screening import registry
from riskcheck.screening.entry import Entry
from tests.screening import made

CASES = {
    "us-ofac-cons": ("enhanced.xml", made.ENHANCED),
    "un-sc": ("consolidated.xml", made.UN),
    "eu-fsf": ("eu-fsf.xml", made.EU_XML),
    "gb-uksl": ("UK-Sanctions-List.csv", made.UK),
    "ch-seco": ("seco.xml", made.SECO),
    "us-csl": ("consolidated.csv", made.CSL),
    "us-bis-entity-list": ("part-744.xml", made.ECFR),
    "us-bis-dpl": ("dpl.txt", made.DPL),
    "us-dod-1260h": ("us-dod-1260h.csv", made.NAMES),
    "opensanctions": ("entities.ftm.json", made.FTM),
}


def read(source_id: str, path: Path) -> list[Entry]:
    source = registry.SOURCES[source_id]
    return list(registry.read(source, registry.files_at(source, path)))


def written(folder: Path, source_id: str) -> Path:
    name, text = CASES[source_id]
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def names(entry: Entry) -> list[tuple[str, str]]:
    return [(name.text, name.quality) for name in entry.names]


def test_the_legacy_set_loses_nothing(tmp_path: Path) -> None:
    entries = read("us-ofac-sdn", made.sdn(tmp_path, 3))
    assert [one.id for one in entries] == ["1", "2", "3", "9001"]
    first = entries[0]
    assert first.type == "entity" and first.countries == ("RU",) and first.programs == ("PROG", "OTHER")
    assert names(first)[1:] == [("OLD DOBEDAX", "former"), ("QX1", "weak"), ("OVERFLOWN", "weak")]
    assert [(one.kind, one.value, one.country) for one in first.identifiers] == [("Tax ID No.", "7700001", "RU")]
    assert [(one.kind, one.name) for one in first.relations] == [("linked", "VELMARK HOLDINGS")]
    assert entries[-1].type == "person"


def test_enhanced_xml_also_from_a_zip(tmp_path: Path) -> None:
    path = written(tmp_path, "us-ofac-cons")
    with zipfile.ZipFile(tmp_path / "cons.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "CONS_ENHANCED.XML")
    (entry,) = read("us-ofac-cons", tmp_path / "cons.zip")
    assert [entry] == read("us-ofac-cons", path)
    assert names(entry) == [("TARVO BANK JSC", "primary"), ("ТАРВО БАНК", "strong"), ("TB", "weak")]
    assert entry.names[1].script == "Cyrl" and entry.listed == dt.date(2020, 5, 6) and entry.cite == "Executive Order 1"
    assert entry.relations[0][:2] == ("owned-or-controlled", "ORVAL GROUP")


def test_un(tmp_path: Path) -> None:
    person, entity = read("un-sc", written(tmp_path, "un-sc"))
    assert person.type == "person" and names(person) == [("ILAN DOREV", "primary"), ("The Tall", "weak")]
    assert names(entity)[1:] == [("몰바", "strong"), ("MOLMIC", "strong"), ("Molva & Sons", "former")]
    assert entity.countries == ("KP",) and entity.listed == dt.date(2016, 3, 2) and entity.cite == "XYe.002"


def test_eu_xml_and_csv_say_the_same(tmp_path: Path) -> None:
    (entry,) = read("eu-fsf", written(tmp_path, "eu-fsf"))
    (tmp_path / "full.csv").write_text(made.EU_CSV, encoding="utf-8-sig")
    (other,) = read("eu-fsf", tmp_path / "full.csv")
    assert names(entry) == names(other) == [("Sirvan Trade LLC", "primary"), ("ST", "weak")]
    assert entry.countries == other.countries == ("BY",) and entry.listed == other.listed == dt.date(2022, 3, 1)
    assert entry.identifiers[0].value == other.identifiers[0].value == "190" and entry.url == other.url


def test_uk_joins_rows_and_keeps_ownership_hints(tmp_path: Path) -> None:
    person, bank = read("gb-uksl", written(tmp_path, "gb-uksl"))
    assert names(person) == [("Ilan DOREV", "primary")] and person.effect == "in the UK: Asset freeze, Travel Ban"
    assert names(bank) == [("TARVO BANK", "primary"), ("Тарво", "strong"), ("TB BANK", "weak")]
    assert [(one.kind, one.name) for one in bank.relations] == [("parent", "ORVAL GROUP"), ("subsidiary", "TARVO LEASING")]


def test_seco_leaves_out_what_was_delisted(tmp_path: Path) -> None:
    (entry,) = read("ch-seco", written(tmp_path, "ch-seco"))
    assert names(entry) == [("Sirvan Trade", "primary"), ("Сирван Трейд", "strong"), ("STX", "weak")]
    assert entry.programs == ("Belarus",) and entry.listed == dt.date(2022, 3, 16)


def test_csl_keeps_each_list_apart(tmp_path: Path) -> None:
    first, second = read("us-csl", written(tmp_path, "us-csl"))
    assert (first.list, second.list) == ("us-bis-entity-list", "us-bis-uvl")
    assert names(first) == [("Lomvar Optics Co., Ltd.", "primary"), ("Lomvar Guangxue", "strong"), ("LVO", "strong")]
    assert first.countries == ("CN",) and "All items Denial" in first.effect and "licence" in first.effect


def test_entity_list_of_the_ecfr(tmp_path: Path) -> None:
    first, second = read("us-bis-entity-list", written(tmp_path, "us-bis-entity-list"))
    assert [name.text for name in first.names] == ["Lomvar Optics Co., Ltd", "Lomvar Guangxue", "LVO Institute"]
    assert first.listed == dt.date(2025, 1, 16) and first.countries == second.countries == ("CN",)
    assert second.name == "Kestrun Photonics" and second.listed == dt.date(2023, 3, 2) and "Case-by-case" in second.effect
    with pytest.raises(ListError, match=r"Supplement No\. 6"):
        read("us-bis-uvl", tmp_path / "part-744.xml")


def test_denied_persons_names_and_opensanctions(tmp_path: Path) -> None:
    (denied,) = read("us-bis-dpl", written(tmp_path, "us-bis-dpl"))
    assert denied.name == "ILAN DOREV" and denied.effect.endswith("until 2056-06-29")
    (company,) = read("us-dod-1260h", written(tmp_path, "us-dod-1260h"))
    assert [name.text for name in company.names][1:] == ["LVO", "Lomvar"] and company.list == "us-dod-1260h"
    (bank,) = read("opensanctions", written(tmp_path, "opensanctions"))
    assert bank.relations[0][:2] == ("owned-or-controlled", "Orval Group") and bank.identifiers[0].value == "7701"


@pytest.mark.parametrize(
    ("source_id", "day"),
    [
        ("us-ofac-cons", dt.date(2026, 10, 2)), ("un-sc", dt.date(2026, 11, 1)), ("eu-fsf", dt.date(2026, 11, 2)),
        ("gb-uksl", dt.date(2026, 11, 5)), ("ch-seco", dt.date(2026, 11, 3)), ("us-bis-entity-list", dt.date(2026, 11, 5)),
        ("opensanctions", dt.date(2026, 10, 1)), ("us-csl", None),
    ],
)  # fmt: skip
def test_a_list_tells_its_own_date(tmp_path: Path, source_id: str, day: dt.date | None) -> None:
    source = registry.SOURCES[source_id]
    assert source.published(registry.files_at(source, written(tmp_path, source_id))) == day


@pytest.mark.parametrize("source_id", sorted(CASES))
@pytest.mark.parametrize("harm", ["cut", "html", "binary", "empty"])
def test_a_broken_file_is_an_error_that_names_it_or_holds_nothing(tmp_path: Path, source_id: str, harm: str) -> None:
    path = written(tmp_path, source_id)
    whole = path.read_bytes()
    harmed = {
        "cut": whole[: len(whole) * 2 // 3],
        "html": b"<html><body>503</body>",
        "binary": bytes(range(256)) * 20,
        "empty": b"",
    }
    path.write_bytes(harmed[harm])
    try:
        found = read(source_id, path)
    except ListError as error:
        assert path.name in str(error)
    else:
        assert len(found) <= 1  # a cut text file may still hold whole rows; the shrinkage guard of the store is for that


@pytest.mark.parametrize("text", ["1,2,3\n", 'x,"A",1,2,3,4,5,6,7,8,9,10\n'])
def test_a_row_of_another_width_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    made.sdn(tmp_path, 2)
    (tmp_path / "sdn.csv").write_text((tmp_path / "sdn.csv").read_text().replace("\x1a", "") + text)
    with pytest.raises(ListError, match=r"sdn\.csv:4"):
        read("us-ofac-sdn", tmp_path)


def test_entities_and_dtds_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "consolidated.xml"
    path.write_text('<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>')
    with pytest.raises(ListError, match="forbidden"):
        read("un-sc", path)


def test_a_large_xml_stays_small_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "consolidated.xml"
    head, _, tail = made.UN.partition("<ENTITY>")
    entity, end, rest = tail.partition("</ENTITY>")
    padding = f"<COMMENTS1>{'long text ' * 300}</COMMENTS1>"
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        for _ in range(20_000):
            file.write(f"<ENTITY>{entity}{padding}{end}")
        file.write(rest)
    assert path.stat().st_size > 60_000_000
    code = (
        "import sys, re\nfrom pathlib import Path\nfrom riskcheck.screening.sources import un\n"
        "print(sum(1 for _ in un.parse(Path(sys.argv[1]))), re.findall(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[0])"
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc")
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    count, kilobytes = map(int, ran.stdout.split())
    assert count == 20_001 and kilobytes < 150_000
