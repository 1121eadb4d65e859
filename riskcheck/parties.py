"""Who is party to a use, and what the lists say of each."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from riskcheck.engine import screened as screened_
from riskcheck.engine.book import Book, plain
from riskcheck.engine.check import Subject
from riskcheck.engine.screened import Screened
from riskcheck.schema.catalog import Organisation, Stake
from riskcheck.schema.manifest import Manifest
from riskcheck.schema.report import ListInput
from riskcheck.schema.rule import RuleKind
from riskcheck.schema.rulebook import Rulebook
from riskcheck.screener import Hit, Screener

if TYPE_CHECKING:  # most runs name no unknown party, and need not pay for screening
    from riskcheck.screening.stored import Lists


class Party(NamedTuple):
    """A party named in a manifest. path: where. deployment: its place, or None for one of the whole organisation."""

    name: str
    role: str
    country: str | None
    path: tuple[str | int, ...]
    deployment: int | None


def parties_of(manifest: Manifest, book: Book) -> list[Party]:
    """Every party that the manifest names and the catalog does not know: owners, providers and owners of sites."""
    found = [
        Party(owner.name, "owner of the organisation", owner.country, ("organization", "owners", number), None)
        for number, owner in enumerate(manifest.organization.owners or ())
    ]
    for number, deployment in enumerate(manifest.deployments):
        hosting = deployment.hosting
        if hosting.provider and hosting.provider != "self" and book.hosts.provider(hosting.provider) is None:
            found.append(Party(hosting.provider, "provider", None, ("deployments", number, "hosting", "provider"), number))
        if hosting.owner:
            found.append(Party(hosting.owner, "owner of the site", None, ("deployments", number, "hosting", "owner"), number))
    return [one for one in found if not book.organisations_named(one.name)]


def screened(manifest: Manifest, book: Book, lists: Lists | None) -> list[Screened]:
    """What the lists say of every unknown party of a manifest; one row that nothing can be said where none is stored."""
    rows = []
    screener = Screener(book, lists.names if lists else None)
    for party in parties_of(manifest, book):
        if lists is None:
            rows.append(Screened(party.name, party.role, party.path, party.deployment, "unscreened"))
        hits = screener.ask(party.name, country=party.country).hits
        rows += [_row(party, hit, lists, screener) for hit in hits if hit.source is not None or hit.list in _CURATED]
    return rows


_CURATED: Mapping[str, tuple[RuleKind, str]] = {
    "us-ofac-sdn": ("sanctions", "US"),
    "us-ofac-nscmic": ("sanctions", "US"),
    "us-dod-1260h": ("sanctions", "US"),
    "us-bis-entity-list": ("export-control", "US"),
    "eu-russia-asset-freeze": ("sanctions", "EU"),
    "eu-cyber-sanctions": ("sanctions", "EU"),
    "gb-uk-sanctions": ("sanctions", "GB"),
    "gb-cyber-sanctions": ("sanctions", "GB"),
    "tw-shtc": ("export-control", "TW"),
}
"""The rules' own lists of sanctions and export control. The others are of bans and procurement, which bind whom rules ask for."""


def _row(party: Party, hit: Hit, lists: Lists | None, screener: Screener) -> Screened:
    kind: RuleKind
    if hit.source is not None and lists is not None:
        from riskcheck.screening.effects import effect_of

        effect = effect_of(hit.list)
        title, kind, jurisdiction, url = effect.title, effect.kind, effect.jurisdiction, effect.url
        retrieved = max(lists.editions, key=lambda one: (one.source == hit.list, one.retrieved)).retrieved.date()
        name, cite = hit.name, hit.source.cite or hit.source.id
    else:
        held, entry = screener.lists[hit.list], screener.designation(hit.list, hit.entry)
        (kind, jurisdiction), cited = _CURATED[hit.list], held.citations[0]
        title, url, retrieved = held.title, cited.url, cited.retrieved
        name, cite = (entry.name, entry.cite or cited.cite) if entry else (hit.name, cited.cite)
    return Screened(
        party.name, party.role, party.path, party.deployment, "match" if hit.band == "match" else "review",
        list=hit.list, title=title, kind=kind, jurisdiction=jurisdiction, meaning=hit.effect.rstrip("."),
        entry=hit.entry, entry_name=name, matched=hit.matched, score=hit.score, reasons=hit.reasons, listed=hit.listed,
        cite=cite, url=hit.url or url, retrieved=retrieved,
    )  # fmt: skip


class Screening(NamedTuple):
    """Subjects with what screening found; the lists that were asked, and what is to be said of them."""

    subjects: tuple[Subject, ...]
    lists: tuple[ListInput, ...]
    notices: tuple[str, ...]


def screen_all(subjects: Sequence[Subject], book: Book) -> Screening:
    """Screen every unknown party of some manifests; nothing is opened when there is none."""
    if not any(parties_of(one.manifest, book) for one in subjects):
        return Screening(tuple(subjects), (), ())
    from riskcheck.screening import stored

    lists = stored.lists_on(book.as_of)
    done = tuple(dataclasses.replace(one, screened=tuple(screened(one.manifest, book, lists))) for one in subjects)
    if lists is None:
        return Screening(done, (), ())
    inputs = tuple(
        ListInput(id=one.source, published=one.published, retrieved=one.retrieved.date(), digest=one.digest)
        for one in lists.editions
    )
    old = lists.stale(book.as_of)
    told = ", ".join(f"{source} ({age} days)" for source, age in old.items())
    notices = (f"lists fetched more than {stored.STALE_DAYS} days ago: {told}; run `riskcheck lists update`",) if old else ()
    return Screening(done, inputs, notices)


def stakes_on(day: dt.date) -> list[tuple[str, str]]:
    """Owner and owned, by name, as the stored lists of a day state them; empty where none is stored."""
    from riskcheck.reading import state

    if not (state.data_home() / "lists").is_dir():  # most machines: nothing to import or open
        return []
    from riskcheck.screening import stored

    lists = stored.lists_on(day)
    return [] if lists is None else lists.names.relations


def with_stakes(rulebook: Rulebook, stakes: Sequence[tuple[str, str]]) -> Rulebook:
    """A rulebook whose organisations also have the holdings that lists state: of unknown size, so possible, never certain."""
    if not stakes:
        return rulebook
    ids = {plain(name): one.id for one in rulebook.organisations for name in (one.name, *one.aliases)}
    added: dict[str, list[Stake]] = {}
    for owner, owned in stakes:
        pair = ids.get(plain(owner)), ids.get(plain(owned))
        if pair[0] and pair[1] and pair[0] != pair[1]:
            added.setdefault(pair[1], []).append(Stake(owner=pair[0], source="an entry of an official list; no share is stated"))
    if not added:
        return rulebook
    organisations = tuple(_with(one, added.get(one.id, ())) for one in rulebook.organisations)
    return dataclasses.replace(rulebook, organisations=organisations)


def _with(one: Organisation, stakes: Sequence[Stake]) -> Organisation:
    known = {stake.owner for stake in one.owners}
    new = tuple(stake for stake in dict.fromkeys(stakes) if stake.owner not in known)
    return one.model_copy(update={"owners": (*one.owners, *new)}) if new else one


def as_data(screening: Screening) -> dict[str, Any]:
    """What screening found, as plain data for an evidence bundle: a replay needs no lists."""
    return {
        "found": [[screened_.as_data(row) for row in subject.screened] for subject in screening.subjects],
        "lists": [one.model_dump(mode="json") for one in screening.lists],
        "notices": list(screening.notices),
    }


def from_data(data: dict[str, Any] | None, subjects: Sequence[Subject]) -> Screening:
    """The screening of `as_data`, put to the same subjects; none for a bundle from before there was screening."""
    if data is None:
        return Screening(tuple(subjects), (), ())
    rows = [tuple(screened_.from_data(row) for row in found) for found in data["found"]]
    return Screening(
        tuple(dataclasses.replace(one, screened=found) for one, found in zip(subjects, rows, strict=True)),
        tuple(ListInput.model_validate(one) for one in data["lists"]),
        tuple(data["notices"]),
    )
