"""A party as an official list states it: one shape for every source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

Quality = Literal["primary", "strong", "weak", "former"]
"""How a list ranks a name: the designated one, a good alias, one it marks as weak or of low quality, a former name."""

PartyType = Literal["entity", "person", "vessel", "aircraft", "unknown"]

RelationKind = Literal["owned-or-controlled", "parent", "subsidiary", "linked"]
"""`parent`: the other party is this one's parent. `linked`: a relation that says nothing of ownership."""


class Name(NamedTuple):
    """One name of a party. `script` is an ISO 15924 code such as `Latn` or `Hans`, where the list says it."""

    text: str
    quality: Quality = "primary"
    script: str | None = None


class Identifier(NamedTuple):
    """A number of a party: `kind` in the list's own words (`Registration Number`), `value` as printed."""

    kind: str
    value: str
    country: str | None = None


class Relation(NamedTuple):
    """What a list says of another party, by name, and by entry id where it gives one."""

    kind: RelationKind
    name: str
    entry: str | None = None


class Entry(NamedTuple):
    """One designated party.

    list: the id of the list (`us-ofac-sdn`). id: stable within the list. names: the primary one first, no duplicates.
    countries: ISO 3166-1 alpha-2 of addresses, nationality or registration. programs: the list's own tags.
    listed: the day of designation where the list says it. cite: the legal text it names, for instance `90 FR 4619`.
    effect: what the list says follows for this entry (licence requirement and policy), else empty.
    """

    list: str
    id: str
    type: PartyType
    names: tuple[Name, ...]
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    listed: dt.date | None = None
    cite: str | None = None
    effect: str = ""
    remarks: str = ""
    identifiers: tuple[Identifier, ...] = ()
    relations: tuple[Relation, ...] = ()
    url: str | None = None

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text


def unique(names: Iterable[Name]) -> tuple[Name, ...]:
    """Names without empty ones and repeats; a name that is given twice keeps its first place and quality."""
    kept: dict[str, Name] = {}
    for name in names:
        text = " ".join(name.text.split())
        if text:
            kept.setdefault(text.casefold(), name._replace(text=text))
    return tuple(kept.values())
