"""Chinese words in Latin letters: a syllable that differs makes another word, however close the letters are."""

from __future__ import annotations

from functools import lru_cache

_INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()
_FINALS = "a o e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un uang ue v ve er".split(
    " "
)
_SYLLABLES = frozenset(
    [
        *(initial + final for initial in _INITIALS for final in _FINALS),
        "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "er",
    ]
)  # fmt: skip
_LONGEST = 6
_LOOSE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("v", "u"))
"""Spellings that hearers and typists mix up."""


@lru_cache(maxsize=1 << 15)
def syllables(word: str) -> tuple[str, ...] | None:
    """The syllables of a word that is pinyin throughout (`shenzhen` is shen, zhen); None for any other word."""
    if not word.isascii() or not word.isalpha() or len(word) > 24:
        return None
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is not None and word[start:end] in _SYLLABLES:
                here = best[end]
                if here is None or len(before) + 1 < len(here):  # the fewest syllables, so the longest ones
                    best[end] = (*before, word[start:end])
    return best[len(word)]


def differ(one: str, other: str) -> bool | None:
    """Whether two words of as many syllables, at least two, are different Chinese words. None: they are no such pair.

    A slip of the finger mostly changes the number of syllables, or leaves none; a different brand does neither.
    """
    first, second = syllables(one), syllables(other)
    if not first or not second or len(first) != len(second) or len(first) < 2:
        return None
    return [_loose(part) for part in first] != [_loose(part) for part in second]


def _loose(syllable: str) -> str:
    for old, new in _LOOSE:
        syllable = syllable.replace(old, new)
    return syllable
