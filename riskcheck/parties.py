"""Who is party to a use, and what the lists say of each.

Brands come first: a name that the catalog knows is answered from its own entries there, and the downloaded lists are
asked for its exact names only. Any other name is screened.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from riskcheck.engine import screened as screened_
from riskcheck.engine.book import Book, plain
from riskcheck.engine.check import Subject
from riskcheck.engine.screened import Screened
from riskcheck.schema.catalog import Organisation, Stake
from riskcheck.schema.manifest import Manifest
from riskcheck.schema.report import ListInput
from riskcheck.schema.rulebook import Rulebook

if TYPE_CHECKING:  # most runs name no unknown party, and need not pay for screening
    from riskcheck.screening.entry import Entry
    from riskcheck.screening.index import Index, Match
    from riskcheck.screening.stored import Lists

Band = Literal["match", "review", "none"]
_EXACT = 0.97


class Party(NamedTuple):
    """A party named in a manifest. path: where. deployment: its place, or None for one of the whole organisation."""

    name: str
    role: str
    country: str | None
    path: tuple[str | int, ...]
    deployment: int | None


class Hit(NamedTuple):
    """One list entry that a name may mean, from the rules' own lists or a downloaded one."""

    list: str
    entry: str
    name: str
    matched: str
    score: float
    band: Band
    reasons: tuple[str, ...]
    source: Entry | None = None


class Answer(NamedTuple):
    """What is known of one name. organisations: catalog ids, when the catalog knows it."""

    query: str
    band: Band
    hits: tuple[Hit, ...]
    organisations: tuple[str, ...] = ()


def ask(
    name: str, book: Book, index: Index | None, *, country: str | None = None, numbers: Sequence[str] = (), limit: int = 5
) -> Answer:
    """What the curated lists and, where there is one, an index of downloaded lists say of a name.

    country, numbers: of the party, as evidence for or against an entry.
    """
    known = sorted(book.organisations_named(name))
    if not known:
        if index is None:
            return Answer(name, "none", ())
        found = index.screen(name, country=country, identifiers=numbers, limit=limit)
        return Answer(name, found.band, tuple(_hit(one) for one in found.matches))
    hits = [hit for organisation in known for hit in _curated(organisation, book)]
    if index is not None:
        hits += _exact(known, book, index, {hit.list for hit in hits})
    hits.sort(key=lambda hit: (hit.band != "match", -hit.score, hit.list, hit.entry))
    return Answer(name, hits[0].band if hits else "none", tuple(hits[:limit]), tuple(known))


def _curated(organisation: str, book: Book) -> Iterator[Hit]:
    name = book.ownership.organisations[organisation].name
    for list_id, listing in book.listings.items():
        for reached, band in ((listing.certain, "match"), (listing.possible, "review")):
            if organisation in reached:
                reasons = (f"the catalog knows this name as {name} ({organisation})", reached[organisation])
                yield Hit(list_id, organisation, name, name, 1.0, "match" if band == "match" else "review", reasons)


def _exact(known: Iterable[str], book: Book, index: Index, told: set[str]) -> Iterator[Hit]:
    """Entries that carry exactly one of an organisation's own names, on lists that the rules' entries do not cover."""
    seen: set[tuple[str, str]] = set()
    for identifier in known:
        it = book.ownership.organisations[identifier]
        for name in (it.name, *it.aliases):
            for match in index.screen(name, limit=10).matches:
                key = (match.entry.list, match.entry.id)
                if match.score >= _EXACT and match.band == "match" and match.entry.list not in told and key not in seen:
                    seen.add(key)
                    hit = _hit(match)
                    yield hit._replace(reasons=(f"the catalog knows this name as {it.name} ({identifier})", *hit.reasons))


def _hit(match: Match) -> Hit:
    entry = match.entry
    return Hit(entry.list, entry.id, entry.name, match.matched, match.score, match.band, match.reasons, entry)


# --- the parties of a manifest -------------------------------------------------------------------------------------------


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
    for party in parties_of(manifest, book):
        if lists is None:
            rows.append(Screened(party.name, party.role, party.path, party.deployment, "unscreened"))
            continue
        for hit in ask(party.name, book, lists.names, country=party.country).hits:
            if hit.source is not None:
                rows.append(_row(party, hit, hit.source, lists))
    return rows


def _row(party: Party, hit: Hit, entry: Entry, lists: Lists) -> Screened:
    from riskcheck.screening import effects

    effect = effects.effect_of(hit.list)
    edition = max((one for one in lists.editions), key=lambda one: (one.source == hit.list, one.retrieved))
    return Screened(
        party.name, party.role, party.path, party.deployment, "match" if hit.band == "match" else "review",
        list=hit.list, title=effect.title, kind=effect.kind, jurisdiction=effect.jurisdiction,
        meaning=entry.effect or effect.meaning,
        entry=hit.entry, entry_name=hit.name, matched=hit.matched, score=hit.score, reasons=hit.reasons, listed=entry.listed,
        cite=entry.cite or entry.id, url=entry.url or effect.url, retrieved=edition.retrieved.date(),
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
