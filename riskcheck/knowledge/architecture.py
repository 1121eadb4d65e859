"""Which family weights are of, from what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from riskcheck.schema.catalog import Architecture

Strength = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A family that clues point to, how strongly, and the clues in words."""

    family: str
    confidence: Strength
    evidence: tuple[str, ...]


def families_of(
    architectures: Iterable[Architecture],
    *,
    model_types: Sequence[str] = (),
    gguf: str | None = None,
    vocabulary: int | None = None,
    tokens: Sequence[str] = (),
) -> list[Reading]:
    """The families that clues point to, strongest first; empty when they point nowhere.

    A configuration that only one family uses is strong by itself, unless the vocabulary is another family's: then both are
    told. A shared configuration needs vocabulary size and a special token of the family.
    """
    readings = [reading for one in architectures if (reading := _reading(one, model_types, gguf, vocabulary, tokens))]
    order = {"high": 0, "medium": 1, "low": 2}
    readings.sort(key=lambda one: (order[one.confidence], -len(one.evidence), one.family))
    strong = [one for one in readings if one.confidence != "low"]
    return strong or readings


def _reading(
    one: Architecture, model_types: Sequence[str], gguf: str | None, vocabulary: int | None, tokens: Sequence[str]
) -> Reading | None:
    own = [f"model_type {kind} is used by {one.family} alone" for kind in model_types if kind in one.model_types]
    own += [f"general.architecture {gguf} is used by {one.family} alone"] if gguf in one.gguf else []
    shared = [kind for kind in (*model_types, gguf) if kind in one.shared_types]
    size = [f"a vocabulary of {vocabulary:,} is one of {one.family}"] if vocabulary in one.vocabularies and vocabulary else []
    seen = [token for token in one.tokens if any(token in given for given in tokens)]
    special = [f"special tokens {' '.join(seen)} are those of {one.family}"] if seen else []
    if own:
        is_foreign = vocabulary is not None and one.vocabularies and not size and not special
        return Reading(one.family, "medium" if is_foreign else "high", (*own, *size, *special))
    if shared and size and special:
        return Reading(one.family, "high" if len(seen) > 1 or len(one.tokens) == 1 else "medium", (*size, *special))
    if size and len(seen) > 1:
        return Reading(one.family, "medium", (*size, *special))
    return None
