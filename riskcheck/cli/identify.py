"""`riskcheck identify`: local weights, by what they say of themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from riskcheck.cli import options
from riskcheck.engine.book import Book, world_at
from riskcheck.knowledge.architecture import Reading, families_of
from riskcheck.reading import cache, weights


def main(arguments: list[str]) -> int:
    """Identify one file or folder of weights."""
    it = options.Parser(
        prog="riskcheck identify", description="Say what local weights are, from their own metadata. Nothing is loaded or run."
    )
    it.add_argument("path", type=Path, metavar="PATH", help="a GGUF file, or a folder with config.json and the like")
    it.add_argument("--declared", metavar="NAME", help="the name it is said to have; a contradiction is told")
    it.add_argument("--format", "-f", choices=["text", "json"], default="text")
    options.add_rules(it)
    given = it.parse_args(arguments)
    book = world_at(cache.load(options.folders(given.rules)), options.today())
    answer = identify(weights.read(given.path), book, given.declared)
    if given.format == "json":
        print(json.dumps(answer, indent=2, ensure_ascii=False))
        return 0
    print(f"family       {answer['family'] or 'unknown: the metadata points to no family in the catalog'}")
    if answer["developers"]:
        print("developers   " + ", ".join(f"{one['id']} ({one['country'] or 'country unknown'})" for one in answer["developers"]))
    if answer["confidence"]:
        print(f"confidence   {answer['confidence']}")
    for label in ("evidence", "bases", "contradictions"):
        for index, line in enumerate(answer[label]):
            print(f"{label if index == 0 else '':<13}{line}")
    return 0


def identify(clues: weights.Clues, book: Book, declared: str | None = None) -> dict[str, Any]:
    """What clues say: family, developers, confidence, evidence, declared bases, and contradictions with a name."""
    readings = families_of(
        book.rulebook.architectures,
        model_types=clues.model_types,
        gguf=clues.gguf,
        vocabulary=clues.vocabulary,
        tokens=clues.tokens,
    )
    best = readings[0] if readings else None
    name = declared or clues.name
    family = book.catalogue.families.get(best.family) if best else None
    return {
        "family": best.family if best else None,
        "developers": [{"id": one, "country": book.ownership.country(one)} for one in family.developers] if family else [],
        "confidence": best.confidence if best else None,
        "also_possible": [one.family for one in readings[1:]],
        "declared_name": name,
        "bases": [_base(base, book) for base in clues.bases],
        "license": clues.license,
        "evidence": [*(best.evidence if best else ()), f"read {', '.join(clues.files)}"],
        "contradictions": _contradictions(best, name, clues.bases, book),
    }


def _base(base: str, book: Book) -> str:
    identity = book.catalogue.identify(base)
    who = ", ".join(identity.developers) or "developer unknown"
    return f"{base}: {who}"


def _contradictions(best: Reading | None, name: str | None, bases: tuple[str, ...], book: Book) -> list[str]:
    if best is None:
        return []
    told = []
    for label, word in [*([("name", name)] if name else []), *(("declared base", base) for base in bases)]:
        identity = book.catalogue.identify(word)
        named = {*identity.families, *(family for ancestor in identity.lineage for family in ancestor.families)}
        if named and best.family not in named and not {chain.id for chain in book.catalogue.ancestors_of(best.family)} & named:
            told.append(f"the {label} {word} is of {', '.join(sorted(named))}; the metadata says {best.family}")
        elif label == "name" and not named:
            told.append(f"the name {word} does not say that these are {best.family} weights")
    return told
