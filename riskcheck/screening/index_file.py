"""The file of an index: listed names, their words, and tables that lead from words and slips of words to names."""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from riskcheck.screening import tables
from riskcheck.screening.align import acronyms, budget, contraction_keys
from riskcheck.screening.entry import Entry
from riskcheck.screening.names import Parsed, parse, skeleton
from riskcheck.screening.store import text_of
from riskcheck.screening.words import ABBREVIATIONS, FORM_WORDS, GENERIC

VERSION = "1"
"""Of the file's layout and of everything that parsing a name depends on."""

QUALITIES = ("primary", "strong", "weak", "former")
"""Of names, by the two lowest bits of their kind."""
PERSON, CRAFT, OWNED = 4, 8, 16
"""Further bits of a name's kind: of a person, of a ship or an aircraft, of a subsidiary that the entry states."""
KINDS = {"person": PERSON, "vessel": CRAFT, "aircraft": CRAFT}
COMMON_WORDS = FORM_WORDS | GENERIC | frozenset(word for pair in ABBREVIATIONS.items() for word in pair if len(word) > 4)
"""Words of every company, in every spelling: a slip in one of them is undone."""


def shortened(word: str) -> set[str]:
    """A word with any one letter left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def shortened_twice(word: str) -> set[str]:
    """A word with any one or two letters left out."""
    once = shortened(word)
    return once | {two for one in once for two in shortened(one)}


def write(path: Path, entries: Iterable[Entry], state: str) -> None:
    """Write the index of some entries to a file. `state` names what they were."""
    entry_texts: list[str] = []
    names: list[str] = []
    parsed: list[Parsed] = []
    relations: list[tuple[str, str]] = []
    name_entries, name_kinds = array("I"), array("B")
    for number, entry in enumerate(entries):
        entry_texts.append(text_of(entry))
        for name in entry.names:
            names.append(name.text)
            parsed.append(parse(name.text))
            name_entries.append(number)
            name_kinds.append(QUALITIES.index(name.quality) | KINDS.get(entry.type, 0))
        for relation in entry.relations:
            if relation.kind == "subsidiary":
                names.append(relation.name)
                parsed.append(parse(relation.name))
                name_entries.append(number)
                name_kinds.append(QUALITIES.index("weak") | OWNED)
        relations += [
            (relation.name, entry.name) if relation.kind != "subsidiary" else (entry.name, relation.name)
            for relation in entry.relations
            if relation.kind != "linked"
        ]
    posts: dict[str, list[int]] = defaultdict(list)
    counts: Counter[str] = Counter()
    counted: set[tuple[str, int]] = set()
    for number, one in enumerate(parsed):
        for word in set(one.words):
            if (word, name_entries[number]) not in counted:  # thirty aliases of one party do not make its name common
                counted.add((word, name_entries[number]))
                counts[word] += 1
            if not name_kinds[number] & PERSON:
                posts[word].append(number)
    words = sorted({*posts, *COMMON_WORDS})
    sections: dict[str, array[Any] | bytes] = {"name_entries": name_entries, "name_kinds": name_kinds}
    sections["name_offsets"], sections["names"] = tables.blob(names)
    sections["entry_offsets"], sections["entries"] = tables.blob(entry_texts)
    sections["word_offsets"], sections["words"] = tables.blob(words)
    sections["post_offsets"], sections["posts"] = tables.rows(posts.get(word, ()) for word in words)
    whole = math.log(len(entry_texts) + 2)
    sections["weights"] = array("f", (math.log((len(entry_texts) + 2) / (counts[word] + 1)) / whole for word in words))
    sections["word_hashes"], sections["word_ids"] = tables.hashed((word, number) for number, word in enumerate(words))
    sections["near_hashes"], sections["near_ids"] = tables.hashed(_near_keys(words))
    companies = [(number, one) for number, one in enumerate(parsed) if not name_kinds[number] & PERSON]
    sections["glued_hashes"], sections["glued_names"] = tables.hashed(_glued_keys(companies))
    sections["key_hashes"], sections["key_names"] = tables.hashed(_keys(parsed))
    tables.write(path, VERSION, {"state": state, "relations": sorted(set(relations))}, sections)


def _near_keys(words: Iterable[str]) -> Iterator[tuple[str, int]]:
    for number, word in enumerate(words):
        most = budget(len(word) + 1)
        if len(word) < 3 or not word.isalpha():
            continue
        yield word, number
        for variant in shortened(word) if most <= 1 else shortened_twice(word):
            yield variant, number
        if len(word) >= 4:
            yield "~" + skeleton(word), number


def _glued_keys(parsed: Iterable[tuple[int, Parsed]]) -> Iterator[tuple[str, int]]:
    for number, one in parsed:
        yield one.squeezed, number
        if 5 < len(one.squeezed) <= 24:
            for variant in shortened(one.squeezed):
                yield variant, number
        for left, right in pairwise(one.words):
            yield left + right, number
        for key in contraction_keys(one):
            yield f"{key}~", number


def _keys(parsed: Iterable[Parsed]) -> Iterator[tuple[str, int]]:
    for number, one in enumerate(parsed):
        yield one.key, number
        for initials in acronyms(one):
            yield initials, number
