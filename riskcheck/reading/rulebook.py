"""Rule folders to a Rulebook: rules, lists and catalog files, each validated with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from riskcheck.errors import ManyErrors, Mark, RiskcheckError, RulebookError, UsageError
from riskcheck.reading.documents import Source, parse, read_text
from riskcheck.reading.surroundings import bundled as bundled
from riskcheck.reading.surroundings import files_below as files_below
from riskcheck.reading.validation import validate
from riskcheck.schema.catalog import Architecture, Cloud, Family, Group, Model, Organisation, Provider, Reuploader
from riskcheck.schema.designation import CuratedList
from riskcheck.schema.rule import Rule
from riskcheck.schema.rulebook import NotEncoded, Rulebook, Scenario

_CATALOG: dict[str, tuple[str, type[BaseModel]]] = {
    "organisations": ("organisations", Organisation),
    "families": ("families", Family),
    "models": ("models", Model),
    "reuploaders": ("reuploaders", Reuploader),
    "architectures": ("architectures", Architecture),
    "providers": ("providers", Provider),
    "clouds": ("clouds", Cloud),
    "groups": ("groups", Group),
}
"""Below `catalog/`, the folder (or file) name says what its entries are."""


_IDENTITIES = ("id", "cloud", "namespace", "entry", "family")
"""The field that names an entry, by what it has."""


@dataclass
class _Gathered:
    parts: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    errors: list[RiskcheckError] = field(default_factory=list)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)


def read(folders: Sequence[Path]) -> Rulebook:
    """All rule folders together. Raises ManyErrors that name every malformed entry by file and line."""
    gathered = _Gathered()
    digest = hashlib.sha256()
    for folder in folders:
        for path in files_below(folder):
            shown = _shown(path, folder)
            text = read_text(path, shown)
            digest.update(shown.encode() + b"\0" + hashlib.sha256(text.encode()).digest())
            _read_file(path, text, folder, shown, gathered)
    if gathered.errors:
        raise gathered.errors[0] if len(gathered.errors) == 1 else ManyErrors(gathered.errors)
    parts = {name: tuple(values) for name, values in gathered.parts.items()}
    return Rulebook(**parts, digest="sha256:" + digest.hexdigest(), places=gathered.places)


def source_of(folders: Iterable[Path], shown: str) -> Source:
    """The parsed document, with marks, of a file as it is named in messages."""
    for folder in folders:
        for path in files_below(folder):
            if _shown(path, folder) == shown:
                return parse(read_text(path, shown), shown)
    raise UsageError(f"there is no rule file {shown}")


def _shown(path: Path, folder: Path) -> str:
    base = folder.parent if folder.is_dir() else path.parent
    return path.relative_to(base).as_posix()


def _read_file(path: Path, text: str, folder: Path, shown: str, gathered: _Gathered) -> None:
    try:
        source = parse(text, shown, marks=False)
    except RiskcheckError as error:
        gathered.errors.append(RulebookError(error.problem, mark=error.mark, fix=error.fix))
        return
    slot, kind = _kind_of(path, folder)
    marked: Source | None = None
    for index, at in enumerate(_entries(source)):
        entry = source.data[at[0]] if at else source.data
        try:
            try:
                value = kind.model_validate(entry)
            except ValueError:
                marked = marked or parse(text, shown)
                value = validate(kind, marked, at=at, error=RulebookError)
        except RiskcheckError as error:
            gathered.errors += error.errors if isinstance(error, ManyErrors) else [error]
            continue
        _add(slot, value, shown, index, gathered, lambda key, at=at: parse(text, shown).mark((*at, key)))


def _entries(source: Source) -> Iterator[tuple[int, ...]]:
    if isinstance(source.data, list):
        yield from ((index,) for index in range(len(source.data)))
    else:
        yield ()


def _kind_of(path: Path, folder: Path) -> tuple[str, type[BaseModel]]:
    parts = path.relative_to(folder).with_suffix("").parts if folder.is_dir() else path.with_suffix("").parts[-3:]
    if "catalog" in parts:
        after = parts[parts.index("catalog") + 1 :]
        if after and after[0] in _CATALOG:
            return _CATALOG[after[0]]
        known = ", ".join(_CATALOG)
        raise RulebookError(
            f"nothing is known of catalog files like {path.name}", mark=Mark(str(path.name)), fix=f"use one of {known}"
        )
    if "lists" in parts:
        return "lists", CuratedList
    special: dict[str, tuple[str, type[BaseModel]]] = {
        "scenarios": ("scenarios", Scenario),
        "coverage": ("not_encoded", NotEncoded),
    }
    return special.get(parts[0] if parts[0] == "coverage" else "/".join(parts), ("rules", Rule))


def _add(slot: str, value: Any, shown: str, index: int, gathered: _Gathered, mark: Any) -> None:
    identity = next(one for name in _IDENTITIES if (one := getattr(value, name, None)))
    key = (slot, str(identity).lower())
    if key in gathered.ids:
        problem = f"the id '{identity}' is taken by another entry of {slot} in {gathered.ids[key]}"
        name = "id" if hasattr(value, "id") else "cloud"
        gathered.errors.append(RulebookError(problem, mark=mark(name), fix="give it an id of its own"))
        return
    gathered.ids[key] = shown
    gathered.parts.setdefault(slot, []).append(value)
    if slot == "rules":
        gathered.places[value.id] = (shown, index)
