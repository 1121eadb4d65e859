"""How alike two names are, word by word, with the reasons.

Every informative word of the query must find a partner in the list's name; words that the list's name has besides are
cheap, unless its most informative one is among them. A word may differ by a number of letters that grows with its
length; words of four letters and fewer must be equal. Chinese words are compared by syllable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from riskcheck.screening import pinyin
from riskcheck.screening.names import Parsed, sound

try:
    from rapidfuzz.distance import OSA as _OSA

    _quick_distance: Callable[..., int] | None = _OSA.distance
except ImportError:  # slower, with the same results
    _quick_distance = None

Weigh = Callable[[str], float]
"""What a word is worth: 0 for one that says nothing, 1 for one that no list has."""

_SOUND_ALIKE = 0.88
_SHORT = 4


class Pair(NamedTuple):
    """A word of the query and its partner: `how` is `same`, `spelt`, `sounds` or `joined`."""

    asked: str
    listed: str
    likeness: float
    how: str


class Likeness(NamedTuple):
    """The score, 0 to 1, with what it rests on. missing: words of the query, spare: of the list's name, without partner."""

    score: float
    pairs: tuple[Pair, ...]
    missing: tuple[str, ...]
    spare: tuple[str, ...]


def distance(one: str, other: str, most: int) -> int:
    """Letters to insert, drop, change or swap with their neighbour; `most + 1` when it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    if _quick_distance is not None:
        return int(_quick_distance(one, other, score_cutoff=most))
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def budget(length: int) -> int:
    """Letters in which words of a length may differ."""
    return 0 if length <= _SHORT else 1 if length <= 7 else 2 if length <= 12 else 3


def word_likeness(asked: str, listed: str) -> tuple[float, str]:
    """How alike two words are, and in what way. 0 for words that are not the same word."""
    if asked == listed:
        return 1.0, "same"
    if not (asked.isalpha() and listed.isalpha()):  # numbers are never nearly equal
        return 0.0, ""
    if pinyin.differ(asked, listed):
        return 0.0, ""
    longest = max(len(asked), len(listed))
    most = budget(longest)
    if most and min(len(asked), len(listed)) >= _SHORT:
        off = distance(asked, listed, most)
        if off <= most:
            return 1.0 - 0.9 * off / longest, "spelt"
    if min(len(asked), len(listed)) > _SHORT and len(one := sound(asked)) >= 3 and one == sound(listed):
        return _SOUND_ALIKE, "sounds"
    return 0.0, ""


def compare(asked: Parsed, listed: Parsed, weigh: Weigh) -> Likeness:
    """How alike a query's name is to a list's."""
    pairs, missing, spare = _partners(asked.words, listed.words, weigh)
    score = _score(pairs, missing, spare, weigh)
    glued = _squeezed(asked, listed)
    if glued > score:
        pairs, missing, spare, score = [Pair(asked.squeezed, listed.squeezed, glued, "joined")], [], [], glued
    if len(asked.squeezed) <= _SHORT and asked.key != listed.key:
        score = 0.0
    score *= _form_factor(asked.forms, listed.forms)
    return Likeness(round(score, 4), tuple(pairs), tuple(missing), tuple(spare))


def _partners(asked: Sequence[str], listed: Sequence[str], weigh: Weigh) -> tuple[list[Pair], list[str], list[str]]:
    """The best partner for each word: equal words first, then joined neighbours, then words that are spelt alike."""
    pairs: list[Pair] = []
    free = list(listed)
    missing: list[str] = []
    for word in asked:
        if word in free:
            free.remove(word)
            pairs.append(Pair(word, word, 1.0, "same"))
        else:
            missing.append(word)
    if missing and free:
        missing, free = _joined(asked, listed, missing, free, pairs)
    rest: list[str] = []
    for word in missing:
        best, how, partner = 0.0, "", ""
        for other in free:
            likeness, way = word_likeness(word, other)
            if likeness > best:
                best, how, partner = likeness, way, other
        if partner:
            free.remove(partner)
            pairs.append(Pair(word, partner, best, how))
        else:
            rest.append(word)
    return pairs, rest, free


def _joined(
    asked: Sequence[str], listed: Sequence[str], missing: list[str], free: list[str], pairs: list[Pair]
) -> tuple[list[str], list[str]]:
    """Two neighbours on one side that are one word on the other."""
    for left, right in pairwise(asked):
        if left in missing and right in missing:
            for other in free:
                if len(other) > _SHORT and distance(left + right, other, 1 if len(other) > 7 else 0) <= (len(other) > 7):
                    missing = _without(_without(missing, left), right)
                    free = _without(free, other)
                    pairs.append(Pair(f"{left} {right}", other, 0.97, "joined"))
                    break
    for left, right in pairwise(listed):
        if left in free and right in free:
            for other in missing:
                if len(other) > _SHORT and distance(left + right, other, 1 if len(other) > 7 else 0) <= (len(other) > 7):
                    free = _without(_without(free, left), right)
                    missing = _without(missing, other)
                    pairs.append(Pair(other, f"{left} {right}", 0.97, "joined"))
                    break
    return missing, free


def _without(words: list[str], word: str) -> list[str]:
    at = words.index(word) if word in words else len(words)
    return words[:at] + words[at + 1 :]


def _score(pairs: Sequence[Pair], missing: Sequence[str], spare: Sequence[str], weigh: Weigh) -> float:
    asked_all = asked_found = listed_found = heaviest_found = 0.0
    for pair in pairs:
        weight = sum(map(weigh, pair.asked.split(" ")))
        other = sum(map(weigh, pair.listed.split(" ")))
        asked_all += weight
        asked_found += weight * pair.likeness
        listed_found += other * pair.likeness
        heaviest_found = max(heaviest_found, max(map(weigh, pair.listed.split(" "))))
    if not asked_found:
        return 0.0
    asked_all += sum(map(weigh, missing))
    lost = sum(map(weigh, spare))
    heaviest_spare = max(map(weigh, spare), default=0.0)
    asked_share = asked_found / asked_all
    listed_share = listed_found / (listed_found + lost)
    score: float = asked_share**1.6 * (0.62 + 0.38 * listed_share)
    if heaviest_spare > heaviest_found + 0.05:
        score *= 0.85
    # a name that rests on common words alone says little, however well they agree
    return score * min(1.0, 0.55 + 0.45 * asked_found / 0.7)


def _squeezed(asked: Parsed, listed: Parsed) -> float:
    """Likeness of the names without blanks; 0 when they differ in more letters than their length allows."""
    one, other = asked.squeezed, listed.squeezed
    longest = max(len(one), len(other))
    if longest <= 5 or (len(asked.words) == len(listed.words) and len(asked.words) > 1):
        return 1.0 if one == other else 0.0
    most = 0 if longest <= 6 else 1 if longest <= 10 else 2
    off = distance(one, other, most)
    if off > most or (off and pinyin.differ(one, other)):
        return 0.0
    return 0.99 - 1.2 * off / longest


def _form_factor(asked: tuple[str, ...], listed: tuple[str, ...]) -> float:
    """Legal forms that agree leave the score; one that is missing costs little, another one a little more."""
    if asked == listed or (asked and listed and asked[-1] == listed[-1]):
        return 1.0
    return 0.985 if not asked or not listed else 0.97
