"""A company's name taken apart: words in one spelling, legal forms known as such, and forms for rough comparison."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from riskcheck.screening.words import ABBREVIATIONS, CHINESE_FORMS, FORM_WORDS, LEGAL_FORMS, STOP_WORDS

_LETTERS = str.maketrans(
    {
        "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "&": " and ", "+": " and ", "’": "", "'": "", "`": "", "ʼ": "", "ʻ": "", "´": "", "‘": "",
    }
)  # fmt: skip
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "i",
        "є": "ye", "ґ": "g", "ў": "u",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEADING = frozenset(
    "ltd limited inc corp sa sarl gmbh llc ooo oao zao pao ao jsc pjsc ojsc cjsc srl sas spa plc company ltda fgup too".split()
)
"""Legal forms that are no name of their own where they open one."""

_LONGEST_FORM = max(len(form.split()) for form in LEGAL_FORMS)
_SOUNDS = (
    # rough equivalences of romanisations, applied in this order to every word; both sides of a comparison get them
    ("shch", "s"), ("sch", "s"), ("dzh", "j"), ("tch", "c"), ("kh", "h"), ("gh", "g"), ("sh", "s"), ("zh", "z"), ("ch", "c"),
    ("ts", "c"), ("tz", "c"), ("ph", "f"), ("th", "t"), ("dj", "j"), ("dh", "d"), ("ck", "k"), ("cq", "k"), ("q", "k"),
    ("x", "ks"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("yu", "u"), ("ya", "a"), ("ye", "e"), ("yo", "o"),
    ("iy", "i"), ("ij", "i"), ("ai", "e"), ("ei", "e"), ("ay", "e"), ("ey", "e"), ("y", "i"), ("j", "i"), ("o", "u"), ("e", "i"),
)  # fmt: skip


class Parsed(NamedTuple):
    """A name taken apart. words: in order, in one spelling, without legal forms. forms: the legal forms, canonical.

    squeezed: the words as one string, for glued and split spellings. acronym: one that stood in brackets. initials: of
    all words, small ones and legal forms among them.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...]
    squeezed: str
    acronym: str | None = None
    initials: str = ""

    @property
    def key(self) -> str:
        """The same for the same words in any order."""
        return " ".join(sorted(self.words))


def plain(text: str) -> str:
    """Lower case without accents, compatibility forms and Cyrillic letters."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    if text.isascii():
        return text
    text = text.translate(_CYRILLIC)
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def parse(text: str) -> Parsed:
    """A name taken apart. Never empty words for a name that has any letter: a name of legal forms alone keeps them."""
    text = plain(text)
    acronym = None
    for found in _BRACKETS.finditer(text):
        inner = found.group(1).replace(".", "").strip()
        if 2 <= len(inner) <= 8 and inner.isalnum() and not inner.isdigit():
            acronym = inner
            text = text.replace(found.group(0), " ")
            break
    raw = _joined(_WORD.findall(text.replace(".", ". ") if "." in text else text), text)
    words, forms = _split_forms(raw)
    if not words:
        words, forms = raw, []
    words = [ABBREVIATIONS.get(word, word) for word in words]
    kept = [word for word in words if word not in STOP_WORDS and word not in FORM_WORDS] or words
    return Parsed(tuple(kept), tuple(forms), "".join(kept), acronym, "".join(word[0] for word in raw))


def _joined(words: list[str], text: str) -> list[str]:
    """Words with runs of single letters put together (`l l c`), and Chinese legal forms cut off."""
    found: list[str] = []
    run = ""
    for word in words:
        if len(word) == 1 and word.isalpha() and word.isascii():
            run += word
            continue
        if run:
            found.append(run)
            run = ""
        found += _chinese(word) if not word.isascii() else [word]
    return [*found, run] if run else found


def _chinese(word: str) -> list[str]:
    for form in CHINESE_FORMS:
        if word.endswith(form) and len(word) > len(form):
            return [*_chinese(word[: -len(form)]), "ltd"]
    return [word]


def _split_forms(words: list[str]) -> tuple[list[str], list[str]]:
    """Words and canonical legal forms; of several readings the longest counts."""
    plain_words: list[str] = []
    forms: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_FORM, len(words) - at), 0, -1):
            form = LEGAL_FORMS.get(" ".join(words[at : at + length]))
            if form is not None and (length > 1 or at > 0 or words[0] in _LEADING):
                forms.append(form)
                at += length
                break
        else:
            plain_words.append(words[at])
            at += 1
    return plain_words, forms


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A rough spelling in which romanisations of one word are equal or nearly so: `tschernow` and `chernov`."""
    for old, new in _SOUNDS:
        if old in word:
            word = word.replace(old, new)
    return "".join(char for index, char in enumerate(word) if index == 0 or char != word[index - 1])


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The sounds of a word without its vowels but the first: a key to find words by, not a likeness."""
    rough = sound(word)
    return "".join(char for index, char in enumerate(rough) if index == 0 or char not in "aiu")
