"""The parsers on the authorities' own files, where `RISKCHECK_REAL_LISTS` names a folder that holds them."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from riskcheck.screening import registry
from riskcheck.screening.entry import Entry

FOLDER = os.environ.get("RISKCHECK_REAL_LISTS")
pytestmark = pytest.mark.skipif(not FOLDER, reason="RISKCHECK_REAL_LISTS is not set")
COUNTS = {
    ("us-ofac-sdn", "ofac_sdn_2021"): 8_976,
    ("us-ofac-cons", "ofac_cons_2025"): 442,
    ("us-ofac-cons", "ofac_cons_enhanced_2025.zip"): 443,
    ("un-sc", "un_consolidated_2026.xml"): 1_003,
    ("us-bis-dpl", "bis_dpl_2019.txt"): 546,
    ("us-csl", "csl_sample_2019.csv"): 115,
    ("us-csl", "csl_sample_2025.csv"): 13,
    ("us-dod-1260h", "us_1260h_2026-06.csv"): 80,
    ("us-bis-meu", "us_meu.csv"): 70,
    ("us-ofac-nscmic", "us_nscmic.csv"): 68,
    ("opensanctions", "opensanctions_sample.ftm.json"): 6,
}


def read(source_id: str, name: str) -> list[Entry]:
    source = registry.SOURCES[source_id]
    return list(registry.read(source, registry.files_at(source, Path(str(FOLDER)) / name)))


@pytest.mark.parametrize(("source_id", "name"), sorted(COUNTS))
def test_every_party_is_there_once(source_id: str, name: str) -> None:
    entries = read(source_id, name)
    assert len(entries) == COUNTS[source_id, name]
    assert len({(one.list, one.id) for one in entries}) == len(entries) or source_id == "us-csl"
    assert all(one.name for one in entries)


@pytest.mark.parametrize(
    ("source_id", "name", "file"),
    [("us-ofac-sdn", "ofac_sdn_2021", "alt.csv"), ("us-ofac-cons", "ofac_cons_2025", "cons_alt.csv")],
)
def test_no_alias_of_ofac_is_lost(source_id: str, name: str, file: str) -> None:
    entries = {one.id: one for one in read(source_id, name)}
    held = {key: {part.text.casefold() for part in one.names} for key, one in entries.items()}
    with (Path(str(FOLDER)) / name / file).open(newline="") as lines:
        rows = [row for row in csv.reader(lines) if len(row) == 5]
    assert rows and not [row for row in rows if " ".join(row[3].split()).casefold() not in held[row[0]]]
    weak = sum(len(re.findall(r"\b[afn]\.k\.a\. '", one.remarks)) for one in entries.values())
    found = sum(part.quality in ("weak", "former") for one in entries.values() for part in one.names)
    assert weak > 50 and found >= 0.95 * weak


def test_no_alias_of_the_un_is_lost() -> None:
    from xml.etree.ElementTree import parse

    held = {part.text.casefold() for one in read("un-sc", "un_consolidated_2026.xml") for part in one.names}
    document = parse(Path(str(FOLDER)) / "un_consolidated_2026.xml")
    aliases = [" ".join((one.text or "").split()).casefold() for one in document.iter("ALIAS_NAME")]
    assert len(aliases) > 2_000 and not [alias for alias in aliases if alias and alias not in held]
