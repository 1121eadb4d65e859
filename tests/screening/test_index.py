"""The matcher: what must always hold, and the pairs that decide whether anybody can use it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.screening.align import budget, distance, word_likeness
from riskcheck.screening.entry import Entry, Identifier, Name
from riskcheck.screening.index import Index, build
from riskcheck.screening.names import parse
from riskcheck.screening.pinyin import differ, syllables

LISTED = {
    "Huawei Technologies Co., Ltd.": ("华为技术有限公司",),
    "T-PLATFORMS": (), "ALEPH": (), "XAKI": (), "X-FACE LLC": (), "THE BASE": (), "TIDE WATER COMPANY": (),
    "Shenzhen Kanghao Electronics Co., Ltd.": (), "Beijing Ningcheng Import and Export Co., Ltd.": (),
    "LIMITED LIABILITY COMPANY INTER TOBAKO": ("ООО «Интер Тобако»",), "BANK MELLI IRAN": ("BMI",),
    "NATIONAL IRANIAN TANKER COMPANY": ("NITC",), "PALMA DEL BAJO AGUAN, S.A.": (), "MOHAMMED SHIPPING GMBH": (),
    "NPC INTERNATIONAL": (), "GENERAL TRADING COMPANY": (), "ALVAREZ Y ASOCIADOS LTDA.": (),
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    entries = [
        Entry("l", str(number), "entity", (Name(name, "primary"), *(Name(alias, "strong") for alias in aliases)), ("CN",))
        for number, (name, aliases) in enumerate(LISTED.items())
    ]
    entries.append(Entry("l", "p", "person", (Name("DOREV, Ilan Petrovich", "primary"),)))
    entries.append(
        Entry(
            "l",
            "w",
            "entity",
            (Name("Zarlok Metals", "primary"), Name("ZRM9", "weak")),
            identifiers=(Identifier("Tax ID", "77-01 999"),),
        )
    )
    return build(tmp_path_factory.mktemp("index") / "x", entries)


@pytest.mark.parametrize(
    "query",
    [
        "Huawei Technologies", "HUAWEI TECHNOLOGIES COMPANY LIMITED", "Huawei Tech", "Technologies Huawei Ltd", "HuaweiTechnologies",
        "Huawei Tecnologies Co Ltd", "华为技术有限公司", "华为技术", "Intertobako LLC", "ООО Интер Тобако", "NITC",
        "National Iranian Tanker Co", "Bank Meli Iran", "Muhammed Shipping", "Palbajagua", "Tidewater Inc",
    ],
)  # fmt: skip
def test_spellings_that_must_be_found(index: Index, query: str) -> None:
    assert index.screen(query).band != "none", query


@pytest.mark.parametrize(
    "query",
    [
        "Meta Platforms", "Aleph Alpha", "xAI", "Hugging Face", "Baseten", "Shenzhen Kanghui Electronics Co., Ltd.",
        "Shenzhen Haoyuan Electronics Co., Ltd.", "Beijing Ningchen Import and Export Co., Ltd.", "Harbor Foods International",
        "National Bank of Nowhere", "First Trading Technology Group", "Alvarado Motors", "General Motors Company", "Ilan Dorevsky", "Acme",
    ],
)  # fmt: skip
def test_neighbours_that_must_not(index: Index, query: str) -> None:
    found = index.screen(query)
    assert found.band == "none", found.matches


def test_persons_only_by_all_their_words(index: Index) -> None:
    assert index.screen("Ilan Petrovich Dorev").band == index.screen("DOREV ILAN PETROVICH").band == "match"
    assert index.screen("Ilan Dorev").band == index.screen("Ilan Petrovic Dorev").band == "none"


def test_evidence_moves_between_bands(index: Index) -> None:
    assert index.screen("Huawei Technologies", country="US").band == "review"
    assert index.screen("ZRM9").band == "review"
    assert index.screen("Zarlok Metalls", country="FR", identifiers=("7701999",)).band == "match"
    assert any("Tax ID" in reason for reason in index.screen("Zarlok Metalls", identifiers=("7701999",)).matches[0].reasons)


def test_reasons_name_alias_and_words(index: Index) -> None:
    (match, *_) = index.screen("Huawei Tecnologies Shenzhen Ltd").matches
    told = " ".join(match.reasons)
    assert "Huawei Technologies Co., Ltd." in told and "huawei" in told and "shenzhen" in told and "legal form" in told


def test_an_index_is_the_same_from_its_file(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "y"
    built = build(path, [index.entry(number) for number in range(len(LISTED) + 2)], "state")
    again = Index(path)
    assert again.state == "state" and len(again) == len(built) == len(index)
    assert [again.screen(name) for name in LISTED] == [index.screen(name) for name in LISTED]
    whole = path.read_bytes()
    for harmed in (whole[:-8], b"x" + whole[1:], b""):
        path.write_bytes(harmed)
        with pytest.raises((ValueError, OSError)):
            Index(path)


def test_without_rapidfuzz_the_answers_are_the_same(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "z"
    build(path, [index.entry(number) for number in range(len(LISTED) + 2)])
    queries = [*LISTED, "Huawei Tecnologies", "Bank Meli Iran", "Shenzhen Kanghui Electronics", "Intertobaco"]
    code = (
        "import sys, json; sys.modules['rapidfuzz'] = sys.modules['rapidfuzz.distance'] = None\n"
        "from pathlib import Path; from riskcheck.screening.index import Index; from riskcheck.screening import align\n"
        "assert align._quick_distance is None\n"
        "print(json.dumps([[m.score for m in Index(Path(sys.argv[1])).screen(q).matches] for q in json.loads(sys.argv[2])]))"
    )
    import json

    ran = subprocess.run([sys.executable, "-c", code, str(path), json.dumps(queries)], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == [[match.score for match in index.screen(query).matches] for query in queries]


@given(st.sampled_from(sorted(LISTED)), st.randoms())
@settings(max_examples=60, deadline=None)
def test_order_never_matters(index: Index, name: str, rng: random.Random) -> None:
    words = list(parse(name).words)
    rng.shuffle(words)
    (match, *_) = index.screen(" ".join(words)).matches
    assert match.score > 0.95 and match.entry.name == name


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_question(index: Index, text: str) -> None:
    assert index.screen(text).band in ("match", "review", "none")


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8), st.integers(0, 4))
@settings(max_examples=300, deadline=None)
def test_distance_is_a_distance(one: str, other: str, most: int) -> None:
    off = distance(one, other, most)
    assert off == distance(other, one, most) <= most + 1 and (off == 0) == (one == other)


def test_words_and_syllables() -> None:
    assert syllables("shenzhen") == ("shen", "zhen") and syllables("bank") is None
    assert (
        differ("kanghao", "kanghui")
        and differ("ningchen", "ningcheng")
        and differ("zhongsan", "zhongshan") is False
        and differ("bank", "bang") is None
    )
    assert word_likeness("kanghao", "kanghui")[0] == 0 and word_likeness("technology", "tecnology")[0] > 0.9
    assert word_likeness("2000", "2001")[0] == 0 and [budget(length) for length in (4, 5, 8, 13)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("name", "words", "forms"),
    [
        ("Beijing Zhipu Huazhang Technology Co., Ltd.", "beijing zhipu huazhang technology", "co ltd"),
        ("L.L.C. Acme Trdg", "acme trading", "llc"),
        ("A.B.C. Trading S.A. de C.V.", "abc trading", "sa de cv"),
        ("Société Générale S.A.", "society generale", "sa"),
        ("北京智谱华章科技有限公司", "北京智谱华章科技", "ltd"),
        ("Limited", "ltd", ""),
    ],
)
def test_names_are_taken_apart(name: str, words: str, forms: str) -> None:
    parsed = parse(name)
    assert " ".join(parsed.forms) == forms or name == "Limited"
    assert " ".join(parsed.words) == words or name == "Limited"
    assert parsed.words
