"""Screening against what others do: recall, false alarms, speed and memory, side by side in one run.

    python benchmarks/screening.py --lists DIR [--quick]

DIR holds OFAC's legacy CSV set (`sdn.csv`, `alt.csv`, `add.csv`). Innocent names: US-listed companies from the ticker
file of the US Securities and Exchange Commission (a work of the US government) inside the PyPI package `edgartools`
(MIT licence), read with `pyarrow`; both are installed for this benchmark only. All seeds are fixed below.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from riskcheck.screening import registry
from riskcheck.screening.entry import Entry
from riskcheck.screening.index import MATCH, REVIEW, Index, build
from riskcheck.screening.names import parse
from riskcheck.screening.words import CHINESE_PLACES

SEED = 20261123
QUERIES, INNOCENTS, SYNTHETIC, ALIASES = 4_000, 5_000, 500, 1_500
_FORM = re.compile(
    r"[,.]?\s+(?:LTD|LIMITED|INC|LLC|CORP|CORPORATION|CO|COMPANY|S\.A\.?|SA|GMBH|AG|PLC|JSC|OOO|OAO|S\.A\.S\.?|LTDA|BV|NV|LLP|LP|PJSC)\.?$",
    re.I,
)
_FORMS = ("Ltd", "LLC", "Inc", "Corp", "GmbH", "S.A.", "JSC", "PLC")
_ROMANISED = (
    ("kh", "h"), ("sh", "sch"), ("ch", "tch"), ("zh", "j"), ("ts", "tz"), ("ou", "u"), ("oo", "u"), ("y", "i"), ("q", "k"),
    ("ph", "f"), ("w", "v"), ("x", "ks"), ("ee", "i"), ("ai", "ei"), ("iy", "y"), ("ov", "off"), ("ev", "eff"), ("aa", "a"),
)  # fmt: skip
_BRANDS = "bao chen da fang gu hao jing kang lin ming ning ping qian rui sheng tong wei xin yong zheng".split(" ")
_TRADES = ("Industry", "Trading", "Technology", "Electronics", "Machinery", "Import and Export", "Information Technology")


# --- queries ------------------------------------------------------------------------------------------------------------


def typo(name: str, rng: random.Random) -> str:
    """One letter dropped, doubled, changed or swapped with the next, inside a word of at least four letters."""
    spots = [at for at in range(1, len(name) - 1) if name[at - 1 : at + 2].isalpha()]
    if not spots:
        return name
    at, way = rng.choice(spots), rng.randrange(4)
    if way == 0:
        return name[:at] + name[at + 1 :]
    if way == 1:
        return name[:at] + name[at] + name[at:]
    if way == 2:
        return name[:at] + rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def perturbed(name: str, kind: str, rng: random.Random) -> str:
    """A name as somebody might write it, or the name itself when the perturbation does not apply."""
    if kind in ("typo", "two typos"):
        return typo(name if kind == "typo" else typo(name, rng), rng)
    if kind == "reordered":
        words = name.split()
        shuffled = words[:]
        for _ in range(5):
            rng.shuffle(shuffled)
            if shuffled != words:
                break
        return " ".join(shuffled)
    if kind == "form dropped":
        return _FORM.sub("", name)
    if kind == "form changed":
        return _FORM.sub(" " + rng.choice(_FORMS), name)
    if kind == "romanised":
        lower = name.lower()
        ways = [(old, new) for old, new in _ROMANISED if old in lower]
        for old, new in rng.sample(ways, min(2, len(ways))):
            lower = lower.replace(old, new, 1)
        return lower
    words = name.split()
    if len(words) < 2:
        return name
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


KINDS = ("typo", "two typos", "reordered", "form dropped", "form changed", "romanised", "glued")


def queries(entries: Sequence[Entry], seed: int, many: int) -> list[tuple[str, str, str]]:
    """(kind, query, entry id), as many of each kind; a query always differs from the name it was made from."""
    rng = random.Random(seed)
    pool = [(name.text, entry.id) for entry in entries for name in entry.names if name.quality != "weak" and len(name.text) > 5]
    found: list[tuple[str, str, str]] = []
    while len(found) < many:
        kind = KINDS[len(found) % len(KINDS)]
        name, identifier = rng.choice(pool)
        query = perturbed(name, kind, rng)
        if query.casefold() != name.casefold():
            found.append((kind, query, identifier))
    return found


def innocents(listed: set[str], seed: int, many: int) -> list[str]:
    """Companies listed in the US whose names are on no list."""
    import pyarrow.parquet as parquet

    package = importlib.util.find_spec("edgar")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("install the innocent names first: pip install --no-deps edgartools pyarrow")
    table = parquet.read_table(Path(package.submodule_search_locations[0]) / "reference" / "data" / "company_tickers.parquet")
    column = next(name for name in ("company", "title", "name") if name in table.schema.names)
    names = sorted({str(name) for name in table[column].to_pylist() if name and parse(str(name)).key not in listed})
    return random.Random(seed).sample(names, min(many, len(names)))


def synthetic(listed_words: set[str], seed: int, many: int) -> list[str]:
    """Chinese names that nobody listed: city, a brand of two syllables that no listed name has, trade, Co., Ltd."""
    rng = random.Random(seed)
    cities, found = sorted(CHINESE_PLACES), []
    while len(found) < many:
        brand = rng.choice(_BRANDS) + rng.choice(_BRANDS)
        if brand not in listed_words:
            found.append(f"{rng.choice(cities).title()} {brand.title()} {rng.choice(_TRADES)} Co., Ltd.")
    return found


# --- measuring ----------------------------------------------------------------------------------------------------------

Scorer = Callable[[str], dict[str, float]]


def recalls(hits: Sequence[float], negatives: Sequence[float]) -> dict[float, tuple[float, float]]:
    """By rate of false alarms: the threshold that keeps to it, and the recall there."""
    ordered = sorted(negatives, reverse=True)
    result = {}
    for rate in (0.01, 0.002):
        threshold = ordered[int(rate * len(ordered))] + 1e-9
        result[rate] = (threshold, sum(hit >= threshold for hit in hits) / len(hits))
    return result


def rapidfuzz_scorers(names: Sequence[tuple[str, str]]) -> dict[str, Scorer]:
    """The usual ways, over all names by brute force."""
    from rapidfuzz import distance, fuzz, process, utils

    texts = [utils.default_process(text) for text, _ in names]

    def scorer(how: Callable[..., float], scale: float) -> Scorer:
        def score(query: str) -> dict[str, float]:
            found: dict[str, float] = {}
            for _, value, at in process.extract(utils.default_process(query), texts, scorer=how, limit=15):
                found[names[at][1]] = max(found.get(names[at][1], 0.0), value / scale)
            return found

        return score

    return {
        "rapidfuzz token_set_ratio": scorer(fuzz.token_set_ratio, 100),
        "rapidfuzz token_sort_ratio": scorer(fuzz.token_sort_ratio, 100),
        "rapidfuzz WRatio": scorer(fuzz.WRatio, 100),
        "Jaro-Winkler": scorer(distance.JaroWinkler.normalized_similarity, 1),
    }


def nomenklatura_scorers(index: Index, entries: dict[str, Entry]) -> dict[str, Scorer]:
    """logic-v1 and logic-v2 over the candidates of our index; empty where nomenklatura is not installed."""
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV1, LogicV2
    except ImportError:
        return {}

    def proxy(name: str) -> object:
        return model.get_proxy({"id": name, "schema": "Company", "properties": {"name": [name]}})

    def scorer(algorithm: Any) -> Scorer:
        config = algorithm.default_config()

        def score(query: str) -> dict[str, float]:
            asked = proxy(query)
            return {
                identifier: max(algorithm.compare(asked, proxy(name.text), config).score for name in entries[identifier].names)
                for identifier in index.scores(query)
            }

        return score

    return {"nomenklatura logic-v1": scorer(LogicV1), "nomenklatura logic-v2": scorer(LogicV2)}


def measure(
    title: str, score: Scorer, asked: Sequence[tuple[str, str, str]], clean: Sequence[str], chinese: Sequence[str]
) -> str:
    """One row of the table of recall."""
    hits = [score(query).get(identifier, 0.0) for _, query, identifier in asked]
    alarms = [max(score(name).values(), default=0.0) for name in clean]
    found = recalls(hits, alarms)
    threshold = found[0.01][0]
    synthetic_rate = statistics.fmean(max(score(name).values(), default=0.0) >= threshold for name in chinese)
    return f"| {title} | {found[0.01][1]:.3f} | {found[0.002][1]:.3f} | {synthetic_rate:.1%} | {threshold:.3f} |"


def main() -> None:
    """Print the tables."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--lists", type=Path, required=True, help="folder with sdn.csv, alt.csv, add.csv")
    words.add_argument("--seed", type=int, default=SEED)
    words.add_argument("--quick", action="store_true", help="only ours, a tenth of the queries for the others")
    words.add_argument("--speed", type=Path, help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.speed:
        print(*_speed(given.speed))
        return
    source = registry.SOURCES["us-ofac-sdn"]
    everyone = list(registry.read(source, registry.files_at(source, given.lists)))
    entries = [one for one in everyone if one.type != "person"]
    listed = {parse(name.text).key for entry in entries for name in entry.names}
    listed_words = {word for key in listed for word in key.split()}
    asked, clean = queries(entries, given.seed, QUERIES), innocents(listed, given.seed, INNOCENTS)
    chinese = synthetic(listed_words, given.seed, SYNTHETIC)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        index = build(Path(folder) / "index", entries)
        print(f"{len(entries):,} parties, {len(index):,} names; index built in {time.perf_counter() - begun:.1f} s")
        print(f"{len(asked):,} perturbed queries, {len(clean):,} innocent names, {len(chinese)} synthetic pinyin names\n")
        print("| method | recall at 1 % | at 0.2 % | pinyin alarms | threshold at 1 % |\n|---|---|---|---|---|")
        print(measure("riskcheck", index.scores, asked, clean, chinese), flush=True)
        _by_kind(index, asked, clean)
        _aliases(entries, given.seed, clean, Path(folder))
        _bands(index, asked, clean, chinese)
        if not given.quick:
            few, some = asked[::4], clean[::5]
            names = [(name.text, entry.id) for entry in entries for name in entry.names]
            others = rapidfuzz_scorers(names) | nomenklatura_scorers(index, {one.id: one for one in entries})
            print("\nThe others, on every fourth query and every fifth innocent name, ours again on the same:\n")
            print("| method | recall at 1 % | at 0.2 % | pinyin alarms | threshold at 1 % |\n|---|---|---|---|---|")
            for title, scorer in {"riskcheck": index.scores, **others}.items():
                print(measure(title, scorer, few, some, chinese), flush=True)
        whole = build(Path(folder) / "whole", everyone)
        print(f"\nspeed over the whole list, {len(whole):,} names")
        _resources(Path(folder))


def _by_kind(index: Index, asked: Sequence[tuple[str, str, str]], clean: Sequence[str]) -> None:
    threshold = recalls([1.0], [index.best_score(name) for name in clean])[0.01][0]
    parts = []
    for kind in KINDS:
        own = [index.scores(query).get(identifier, 0.0) >= threshold for one, query, identifier in asked if one == kind]
        parts.append(f"{kind} {statistics.fmean(own):.3f}")
    print(f"\nby kind at 1 %: {', '.join(parts)}")


def _aliases(entries: Sequence[Entry], seed: int, clean: Sequence[str], folder: Path) -> None:
    """Real aliases asked of an index of primary names alone."""
    primaries = build(folder / "primaries", (one._replace(names=one.names[:1]) for one in entries))
    pool = [(name.text, entry.id) for entry in entries for name in entry.names[1:] if name.quality == "strong"]
    sample = random.Random(seed).sample(pool, min(ALIASES, len(pool)))
    hits = [primaries.scores(query).get(identifier, 0.0) for query, identifier in sample]
    found = recalls(hits, [primaries.best_score(name) for name in clean])
    print(f"real aliases from the primary name alone: {found[0.01][1]:.3f} at 1 %, {found[0.002][1]:.3f} at 0.2 %")


def _bands(index: Index, asked: Sequence[tuple[str, str, str]], clean: Sequence[str], chinese: Sequence[str]) -> None:
    hits = [index.scores(query).get(identifier, 0.0) for _, query, identifier in asked]
    for title, least in (("match", MATCH), ("review or match", REVIEW)):
        alarms = statistics.fmean(index.best_score(name) >= least for name in clean)
        pinyin = statistics.fmean(index.best_score(name) >= least for name in chinese)
        recall = statistics.fmean(hit >= least for hit in hits)
        print(f"band {title} (score {least}): recall {recall:.3f}, innocents {alarms:.2%}, pinyin {pinyin:.1%}")


def _resources(folder: Path) -> None:
    """Speed, load time and memory in fresh processes over the whole list, with and without rapidfuzz."""
    print("| | screens a second | load, ms | memory, MB |\n|---|---|---|---|")
    without = "sys.modules['rapidfuzz'] = None; sys.modules['rapidfuzz.distance'] = None; "
    for title, code in (("with rapidfuzz", ""), ("without", without)):
        call = f"sys.argv = ['x', '--lists', '.', '--speed', {str(folder)!r}]; import screening; screening.main()"
        command = [sys.executable, "-c", f"import sys; {code}{call}"]
        place = str(Path(__file__).parent)
        runs = [subprocess.run(command, cwd=place, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
        rate, load, memory = (statistics.median(float(run[at]) for run in runs) for at in range(3))
        print(f"| {title} | {rate:,.0f} | {load:.1f} | {memory:.0f} |")


def _memory() -> float:
    """The most memory that this process held, in MB; its own since it began, not its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        return float(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _speed(folder: Path) -> tuple[float, float, float]:
    begun = time.perf_counter()
    index = Index(folder / "whole")
    index.screen("Acme Trading Limited")
    load = (time.perf_counter() - begun) * 1000
    rng = random.Random(SEED)
    names = [index._tables.text(index._name_offsets, index._name_data, rng.randrange(len(index))) for _ in range(750)]
    names += [typo(name, rng) for name in names]
    clean = [
        f"{a} {b} Inc."
        for a in ("Harbor", "Summit", "Evergreen", "Lakeside", "Ironwood")
        for b in ("Bank", "Foods", "Dental", "Logistics", "Analytics")
    ]
    asked = [*names, *clean * 60]
    rng.shuffle(asked)
    begun = time.perf_counter()
    for name in asked:
        index.screen(name)
    return len(asked) / (time.perf_counter() - begun), load, _memory()


if __name__ == "__main__":
    main()
