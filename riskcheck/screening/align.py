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

_SHORT = 4
_ACRONYM, _THREE_LETTERS = 0.77, 0.74
_PER_LETTER = 0.9
_SOUND_ALIKE, _SOUND_NEAR, _SHORT_SLIP = 0.9, 0.75, 0.7
"""What a partner is worth that sounds the same, sounds nearly the same, or is a short word with one slip."""


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
    shortest, longest = sorted((len(asked), len(listed)))
    if shortest < 3:
        return 0.0, ""
    most = budget(longest)
    off = distance(asked, listed, max(most, 1) + (longest in (6, 7)))
    if most and off <= most:
        return 1.0 - _PER_LETTER * off / longest, "spelt"
    if off == 1 and longest <= _SHORT + 1:
        return _SHORT_SLIP, "spelt"
    if shortest >= _SHORT:
        one, other = sound(asked), sound(listed)
        if one == other:
            return _SOUND_ALIKE, "sounds"
        if min(len(one), len(other)) >= 5 and distance(one, other, 1) == 1:
            return _SOUND_NEAR, "sounds"
    if off == 2 and longest in (6, 7):
        return _SHORT_SLIP, "spelt"
    return 0.0, ""


def compare(asked: Parsed, listed: Parsed, weigh: Weigh) -> Likeness:
    """How alike a query's name is to a list's."""
    pairs, missing, spare = _partners(asked.words, listed.words, weigh)
    if len(missing) == 1 and missing[0] in acronyms(asked):
        missing = []  # `AIG Armament Industries Group`: the short name before the long one says nothing new
    if len(asked.words) == 1 and len(listed.words) > 1:
        for how, fits in (
            ("initials", asked.words[0] in acronyms(listed)),
            ("contracted", is_contraction(asked.words[0], listed)),
        ):
            if fits:
                worth = _ACRONYM if len(asked.words[0]) > 3 else _THREE_LETTERS
                return Likeness(worth, (Pair(asked.words[0], " ".join(listed.words), worth, how),), (), ())
    score = _score(pairs, missing, spare, weigh)
    glued = _squeezed(asked, listed)
    if glued > score:
        pairs, missing, spare, score = [Pair(asked.squeezed, listed.squeezed, glued, "joined")], [], [], glued
    if asked.key == listed.key:
        score = 1.0
    elif len(asked.squeezed) <= _SHORT:
        score = 0.0
    score *= _form_factor(asked.forms, listed.forms)
    return Likeness(round(score, 4), tuple(pairs), tuple(missing), tuple(spare))


def contraction_keys(name: Parsed) -> set[str]:
    """The first five letters of what a name may be contracted to: one to four of its first word, then of the second."""
    if len(name.words) < 2:
        return set()
    first, rest = name.words[0], "".join(name.words[2:])
    keys = set()
    for most in range(1, 5):
        for more in range(1, 5):
            key = (
                (first[:most] + name.words[1][:more] + rest)[:5] if most + more < 5 else (first[:most] + name.words[1][:more])[:5]
            )
            keys.add(key)
    return {key for key in keys if len(key) == 5}


def is_contraction(short: str, name: Parsed) -> bool:
    """Whether a word is made of the beginnings of a name's words in their order: `palbasa`, Palma del Bajo ..., S.A."""
    if not 5 <= len(short) <= 14 or not short.isalpha():
        return False
    parts = [*name.words, "".join(name.forms).replace(" ", "")]

    def rest(at: int, part: int, taken: int) -> bool:
        if at == len(short):
            return taken >= 2 and part >= len(name.words)
        if part == len(parts):
            return False
        longest = 0
        for letter, own in zip(short[at:], parts[part], strict=False):
            if letter != own:
                break
            longest += 1
        if longest == len(parts[part]) == len(short):
            return False
        ends = range(longest, 1, -1)
        return any(rest(at + length, part + 1, taken + 1) for length in ends if length <= 6)

    return rest(0, 0, 0)


def acronyms(name: Parsed) -> set[str]:
    """What a name of at least three words may be called for short: its initials, and what stood in brackets."""
    found = {name.acronym} if name.acronym else set()
    if len(name.words) >= 3:
        found |= {"".join(word[0] for word in name.words), name.initials}
    return {one for one in found if one and len(one) >= 3}


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
    """Share of the query that is found, sharpened; times what is left over on the list's side, softened."""
    asked_all = found = heaviest_found = 0.0
    for pair in pairs:
        weight = sum(map(weigh, pair.listed.split(" ")))  # the listed word's: a slip must not make a common word rare
        asked_all += weight
        found += weight * pair.likeness
        heaviest_found = max(heaviest_found, weight)
    if not found:
        return 0.0
    asked_all += sum(map(weigh, missing))
    lost = sum(map(weigh, spare))
    score: float = (found / asked_all) ** _SHARP * (1 - _SPARE * lost / (found + lost))
    if max(map(weigh, spare), default=0.0) > heaviest_found + 0.05:
        score *= _HEAVY_SPARE
    # a name that rests on common words alone says little, however well they agree; two rare words together say much
    score *= min(1.0, _COMMON + (1 - _COMMON) * found / 0.7)
    return 1 - (1 - score) * (1 - _TOGETHER * min(1.0, max(0.0, found - 1.0)))


_SHARP, _SPARE, _HEAVY_SPARE, _COMMON, _TOGETHER = 1.0, 0.45, 0.95, 0.4, 0.45
"""Found by trying values on seeds that no published figure uses."""


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
