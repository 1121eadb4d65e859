"""Everything that one set of rule folders says, as read: rules, lists and catalog, not yet bound to a date."""

from __future__ import annotations

from dataclasses import dataclass, field

from riskcheck.schema.base import Document, Identifier
from riskcheck.schema.catalog import Architecture, Cloud, Family, Group, Model, Organisation, Provider, Reuploader
from riskcheck.schema.designation import CuratedList
from riskcheck.schema.rule import Rule


class Scenario(Document):
    """A named bundle of proposed measures that can be judged as if they were law."""

    id: Identifier
    title: str
    summary: str
    measures: tuple[Identifier, ...]
    source: str


class NotEncoded(Document):
    """A research entry that became no rule, and why."""

    entry: str
    why: str


@dataclass(frozen=True)
class Rulebook:
    """The law book and the catalog. `digest` covers the bytes of every file read, in order of their names."""

    rules: tuple[Rule, ...] = ()
    lists: tuple[CuratedList, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    families: tuple[Family, ...] = ()
    models: tuple[Model, ...] = ()
    reuploaders: tuple[Reuploader, ...] = ()
    architectures: tuple[Architecture, ...] = ()
    providers: tuple[Provider, ...] = ()
    clouds: tuple[Cloud, ...] = ()
    groups: tuple[Group, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    not_encoded: tuple[NotEncoded, ...] = ()
    digest: str = ""
    places: dict[str, tuple[str, int]] = field(default_factory=dict, repr=False, compare=False)
    """File and index within it of each rule, by rule id, for messages."""
