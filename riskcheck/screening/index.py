"""All listed names, ready to be asked: few candidates from word tables, then a comparison word by word."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from riskcheck.screening import tables
from riskcheck.screening.align import Likeness, budget, compare, word_likeness
from riskcheck.screening.entry import Entry
from riskcheck.screening.index_file import (
    COMMON_WORDS,
    CRAFT,
    OWNED,
    PERSON,
    QUALITIES,
    VERSION,
    shortened,
    shortened_twice,
    write,
)
from riskcheck.screening.names import Parsed, parse, skeleton
from riskcheck.screening.store import entry_of
from riskcheck.screening.words import ABBREVIATIONS, CHINESE_PLACES, FORM_WORDS, GENERIC, POPULAR, STOP_WORDS

FORMAT = 2
"""Of the file that holds an index; another number makes it anew."""
MATCH, REVIEW = 0.88, 0.75
"""The least score of each band; docs/screening.md has the measurement behind them."""

Band = Literal["match", "review", "none"]
_CANDIDATES = 12
_COMMON = 700
"""A word with more names than this picks no candidates, as long as rarer words do."""
_GENERIC = GENERIC | CHINESE_PLACES
_SLIP = 0.8
_LOOSE_WORDS = (FORM_WORDS | STOP_WORDS) - {"a", "an", "co", "sa", "de", "in", "to", "la", "le", "rl", "cv", "die", "open"}
"""Words that are cut off a longer one that nobody lists."""

_GENERIC_WEIGHT, _POPULAR_WEIGHT, _STOP_WEIGHT = 0.3, 0.45, 0.02


class Match(NamedTuple):
    """A list entry that a name may mean. matched: its name that was met. score: 0 to 1. reasons: in plain words."""

    entry: Entry
    matched: str
    quality: str
    score: float
    band: Band
    reasons: tuple[str, ...]


class Screening(NamedTuple):
    """The answer for one name: the best band of its matches, which come best first and one for an entry."""

    query: str
    band: Band
    matches: tuple[Match, ...]


def build(path: Path, entries: Iterable[Entry], state: str = "") -> Index:
    """Write the index of some entries to a file and open it. `state` names what they were."""
    write(path, entries, state)
    return Index(path)


class Index:
    """Listed names in a mapped file."""

    def __init__(self, path: Path) -> None:
        """Open a file of `build`. Raises ValueError or OSError when it is none."""
        self._tables = it = tables.Tables(path, VERSION)
        self._words, self._word_data = it.numbers("word_offsets"), it.numbers("words")
        self._weights = it.numbers("weights")
        self._word_hashes, self._word_ids = it.numbers("word_hashes"), it.numbers("word_ids")
        self._post_offsets, self._posts = it.numbers("post_offsets"), it.numbers("posts")
        self._near_hashes, self._near_ids = it.numbers("near_hashes"), it.numbers("near_ids")
        self._glued_hashes, self._glued_names = it.numbers("glued_hashes"), it.numbers("glued_names")
        self._key_hashes, self._key_names = it.numbers("key_hashes"), it.numbers("key_names")
        self._name_offsets, self._name_data = it.numbers("name_offsets"), it.numbers("names")
        self._name_entries, self._name_kinds = it.numbers("name_entries"), it.numbers("name_kinds")
        self._entry_offsets, self._entry_data = it.numbers("entry_offsets"), it.numbers("entries")
        self._parsed = lru_cache(maxsize=1 << 13)(self._parse_listed)
        self._word_id = lru_cache(maxsize=1 << 15)(self._find_word)
        self._near = lru_cache(maxsize=1 << 12)(self._find_near)

    @property
    def state(self) -> str:
        """What the builder said the index was built from."""
        return str(self._tables.about["state"])

    @property
    def relations(self) -> list[tuple[str, str]]:
        """Owner and owned, by name, wherever an entry says that one owns or controls the other; shares are not stated."""
        return [(owner, owned) for owner, owned in self._tables.about["relations"]]

    def __len__(self) -> int:
        """The number of names."""
        return len(self._name_entries)

    # --- asking -----------------------------------------------------------------------------------------------------

    def screen(self, query: str, *, country: str | None = None, identifiers: Sequence[str] = (), limit: int = 5) -> Screening:
        """The entries that a name may mean.

        country: ISO code of the party's seat; another country than all of the entry's turns a match into a review.
        identifiers: numbers of the party; one that the entry has makes it a match.
        """
        asked = self._repaired(parse(query))
        best: dict[int, tuple[float, int, Likeness]] = {}
        for name in self._candidates(asked):
            likeness = self._compare(asked, name)
            entry = self._name_entries[name]
            if likeness.score >= REVIEW - 0.1 and (
                entry not in best or (likeness.score, -name) > (best[entry][0], -best[entry][1])
            ):
                best[entry] = (likeness.score, name, likeness)
        matches = []
        for _, name, likeness in heapq.nlargest(limit + 3, best.values(), key=lambda it: (it[0], -it[1])):
            match = self._match(asked, name, likeness, country, identifiers)
            if match.band != "none":
                matches.append(match)
        matches.sort(key=lambda it: (-_ORDER[it.band], -it.score, it.entry.list, it.entry.id))
        return Screening(query, matches[0].band if matches else "none", tuple(matches[:limit]))

    def best_score(self, query: str) -> float:
        """The highest score of any entry, before bands and evidence: for measuring."""
        asked = self._repaired(parse(query))
        return max((self._compare(asked, name).score for name in self._candidates(asked)), default=0.0)

    def scores(self, query: str) -> dict[str, float]:
        """The best score by entry id, before bands and evidence: for measuring."""
        asked = self._repaired(parse(query))
        found: dict[str, float] = {}
        for name in self._candidates(asked):
            identifier = self.entry(self._name_entries[name]).id
            found[identifier] = max(found.get(identifier, 0.0), self._compare(asked, name).score)
        return found

    def entry(self, number: int) -> Entry:
        """An entry by its place in the index."""
        return entry_of(self._tables.text(self._entry_offsets, self._entry_data, number))

    def _compare(self, asked: Parsed, name: int) -> Likeness:
        listed = self._parsed(name)
        kind = self._name_kinds[name]
        if kind & PERSON and asked.key != listed.key:
            return _NOTHING
        found = compare(asked, listed, self._weight)
        if kind & CRAFT and asked.key != listed.key:
            return found._replace(score=round(found.score * _CRAFT_FACTOR, 4))
        return found

    def _match(self, asked: Parsed, name: int, likeness: Likeness, country: str | None, identifiers: Sequence[str]) -> Match:
        entry = self.entry(self._name_entries[name])
        quality = QUALITIES[self._name_kinds[name] & 3]
        text = self._tables.text(self._name_offsets, self._name_data, name)
        band: Band = "match" if likeness.score >= MATCH else "review" if likeness.score >= REVIEW else "none"
        is_owned = bool(self._name_kinds[name] & OWNED)
        named = f"the entry names its subsidiary '{text}'" if is_owned else f"{_NAME_WORDS[quality]} '{text}'"
        reasons = [named, *_explained(asked, likeness)]
        if band == "match" and quality == "weak":
            band = "review"
            said = "a subsidiary may be reached through its owner; the list states no share"
            reasons.append(said if is_owned else "the list marks this name as weak, so it alone is no match")
        if band == "match" and self._name_kinds[name] & CRAFT:
            band = "review"
            craft = "an aircraft" if entry.type == "aircraft" else "a vessel"
            reasons.append(f"the entry is {craft}; a company of that name is another party")
        if country and entry.countries:
            if country.split("-")[0] in entry.countries:
                reasons.append(f"the country agrees: {country}")
            elif band == "match":
                band = "review"
                reasons.append(f"the list gives {', '.join(entry.countries)}, not {country}")
        numbers = {_number(one): one for one in identifiers if len(_number(one)) >= 5}
        for one in entry.identifiers:
            if _number(one.value) in numbers:
                band = "match"
                reasons.append(f"{one.kind} {one.value} is the same")
        return Match(entry, text, quality, likeness.score, band, tuple(reasons))

    def _repaired(self, asked: Parsed) -> Parsed:
        """Words that no list has, read as what they were meant to be.

        A slip in a word of every company (`copmany`) is undone, so that it does not weigh like a brand; a word of two
        known parts is taken apart (`tradingcompany`, `alzawrah`).
        """
        if all(self._word_id(word) >= 0 for word in asked.words):
            return asked
        words: list[str] = []
        for word in asked.words:
            if self._word_id(word) >= 0 or len(word) < 4:
                words.append(word)
            elif meant := self._common_word(word):
                words += [meant] if meant not in FORM_WORDS else []
            else:
                words += [word] if any(likeness >= _SLIP for _, likeness in self._near(word)[:1]) else self._split(word)
        return asked._replace(words=tuple(words)) if words else asked

    def _common_word(self, word: str) -> str | None:
        for number, likeness in self._near(word)[:3]:
            listed = self._word(number)
            if likeness < _SLIP:
                break
            if listed in COMMON_WORDS:
                return ABBREVIATIONS.get(listed, listed)
        return None

    def _split(self, word: str) -> list[str]:
        for at in range(len(word) - 2, 1, -1):
            left, right = word[:at], word[at:]
            if right in _LOOSE_WORDS and (len(left) > 2 or self._word_id(left) >= 0):
                return [left] if left not in _LOOSE_WORDS else []
            if left in _LOOSE_WORDS and self._word_id(right) >= 0 and len(right) > 3:
                return [right]
        for at in range(3, len(word) - 2):
            if self._word_id(word[:at]) >= 0 and self._word_id(ABBREVIATIONS.get(word[at:], word[at:])) >= 0 and len(word) > 7:
                return [word[:at], ABBREVIATIONS.get(word[at:], word[at:])]
        return [word]

    # --- candidates ---------------------------------------------------------------------------------------------------

    def _candidates(self, asked: Parsed) -> list[int]:
        """The names most likely to be alike, by the weight of the words that they share with the query."""
        found: dict[int, float] = defaultdict(float)
        common: list[tuple[int, float]] = []
        for word in asked.words:
            number = self._word_id(word)
            if number >= 0:
                self._add(found, common, number, self._weights[number])
                continue
            for near, likeness in self._near(word):
                self._add(found, common, near, self._weights[near] * likeness)
            self._add_glued(found, (word,), 0.9)
        for left, right in pairwise(asked.words):
            number = self._word_id(left + right)
            if number >= 0:
                self._add(found, common, number, self._weights[number])
        variants = shortened(asked.squeezed) if len(asked.squeezed) <= 24 else ()
        prefix = (f"{asked.squeezed[:5]}~",) if len(asked.words) == 1 else ()
        self._add_glued(found, (asked.squeezed, *variants, *prefix), 0.9)
        for name in tables.Tables.find(self._key_hashes, self._key_names, asked.key):
            found[name] += 5.0
        self._add_common(found, common)
        if len(found) <= _CANDIDATES:
            return list(found)
        return heapq.nlargest(_CANDIDATES, found, key=lambda name: (found[name], -name))

    def _add_glued(self, found: dict[int, float], texts: Iterable[str], weight: float) -> None:
        for text in texts:
            for name in tables.Tables.find(self._glued_hashes, self._glued_names, text):
                found[name] += weight

    def _add_common(self, found: dict[int, float], common: list[tuple[int, float]]) -> None:
        """Words that very many names have add to names already found, and find names only when no other word did."""
        only = bool(found)
        for number, weight in common if found else common[:2]:
            span = self._posts[self._post_offsets[number] : self._post_offsets[number + 1]]
            for name in found.keys() & set(span) if only else span:
                found[name] += weight

    def _add(self, found: dict[int, float], common: list[tuple[int, float]], number: int, weight: float) -> None:
        start, end = self._post_offsets[number], self._post_offsets[number + 1]
        if end - start > _COMMON:
            common.append((number, weight))
            return
        for name in self._posts[start:end]:
            found[name] += weight

    def _find_near(self, word: str) -> list[tuple[int, float]]:
        """Listed words that are spelt or sound like a word that no list has."""
        if len(word) < 3 or not word.isalpha():
            return []
        near: dict[int, float] = {}
        variants = (word, *(shortened(word) if budget(len(word) + 1) <= 1 else shortened_twice(word)), "~" + skeleton(word))
        for variant in variants:
            for number in tables.Tables.find(self._near_hashes, self._near_ids, variant):
                if number not in near:
                    near[number] = word_likeness(word, self._word(number))[0]
        return sorted(((number, value) for number, value in near.items() if value), key=lambda it: (-it[1], it[0]))[:8]

    # --- words and names ----------------------------------------------------------------------------------------------

    def _find_word(self, word: str) -> int:
        for number in tables.Tables.find(self._word_hashes, self._word_ids, word):
            if self._word(number) == word:
                return number
        return -1

    def _word(self, number: int) -> str:
        return self._tables.text(self._words, self._word_data, number)

    def _weight(self, word: str) -> float:
        if word in STOP_WORDS or word in FORM_WORDS:
            return _STOP_WEIGHT
        number = self._word_id(word)
        value: float = self._weights[number] if number >= 0 else 1.0
        if word in _GENERIC:
            return min(value, _GENERIC_WEIGHT)
        return min(value, _POPULAR_WEIGHT) if word in POPULAR else value

    def _parse_listed(self, name: int) -> Parsed:
        return parse(self._tables.text(self._name_offsets, self._name_data, name))


_ORDER: dict[Band, int] = {"match": 2, "review": 1, "none": 0}
_CRAFT_FACTOR = 0.93
"""What a ship's or an aircraft's name counts for when a company's is not the very same."""

_NOTHING = Likeness(0.0, (), (), ())
_NAME_WORDS = {
    "primary": "the listed name", "strong": "the listed alias", "weak": "the weak alias", "former": "the former name",
}  # fmt: skip
_HOW = {
    "same": "the same",
    "spelt": "nearly spelt alike",
    "sounds": "sounds alike",
    "joined": "the same letters joined otherwise",
    "initials": "its initials",
    "contracted": "put together from its beginnings",
}


def _explained(asked: Parsed, likeness: Likeness) -> Iterator[str]:
    same = [pair.asked for pair in likeness.pairs if pair.how == "same"]
    if same:
        yield f"the same: {', '.join(same)}"
    for pair in likeness.pairs:
        if pair.how != "same":
            yield f"{pair.asked} and {pair.listed}: {_HOW[pair.how]}"
    if likeness.missing:
        yield f"not in the listed name: {', '.join(likeness.missing)}"
    if likeness.spare:
        yield f"only in the listed name: {', '.join(likeness.spare)}"
    if asked.forms:
        yield f"legal form, of little weight: {', '.join(asked.forms)}"


def _number(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum())
