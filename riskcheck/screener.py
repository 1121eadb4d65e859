"""What the rules' own lists and the downloaded ones say of a name.

Brands come first: a name that the catalog knows is answered from its own entries there, and the downloaded lists are
asked for its exact names only. Any other name is compared with the names on the rules' own lists and the downloaded ones.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from riskcheck.engine.book import Book
from riskcheck.schema.designation import CuratedList, Designation

if TYPE_CHECKING:  # most runs name no unknown party, and need not pay for screening
    from riskcheck.screening.entry import Entry
    from riskcheck.screening.index import Index, Match

Band = Literal["match", "review", "none"]
_EXACT = 0.97


class Hit(NamedTuple):
    """One list entry that a name may mean, from the rules' own lists or a downloaded one.

    listed: day of the designation. effect: what being listed means. source: the entry of a downloaded list.
    """

    list: str
    entry: str
    name: str
    matched: str
    score: float
    band: Band
    reasons: tuple[str, ...]
    listed: dt.date | None
    effect: str
    url: str | None
    source: Entry | None = None


class Answer(NamedTuple):
    """What is known of one name. organisations: catalog ids, when the catalog knows it."""

    query: str
    band: Band
    hits: tuple[Hit, ...]
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Screener:
    """What names are compared with: the catalog and the rules' own lists, and where there is one an index of downloaded lists."""

    book: Book
    downloaded: Index | None

    def ask(self, name: str, *, country: str | None = None, numbers: Sequence[str] = (), limit: int = 5) -> Answer:
        """What the lists say of a name. country, numbers: of the party, as evidence for or against an entry."""
        known = sorted(self.book.organisations_named(name))
        if known:
            hits = [hit for organisation in known for hit in self._entries_of(organisation)]
            hits += self._exact(known, {hit.list for hit in hits})
        else:
            hits = list(self._like_curated(name, country))
            if self.downloaded is not None:
                found = self.downloaded.screen(name, country=country, identifiers=numbers, limit=limit)
                hits += map(_hit, found.matches)
        hits.sort(key=lambda hit: (hit.band != "match", -hit.score, hit.source is None, hit.list, hit.entry))
        return Answer(name, hits[0].band if hits else "none", tuple(hits[:limit]), tuple(known))

    def _entries_of(self, organisation: str) -> Iterator[Hit]:
        """The rules' own lists that reach an organisation of the catalog."""
        name = self.book.ownership.organisations[organisation].name
        for list_id, listing in self.book.listings.items():
            bands: tuple[tuple[Mapping[str, str], Band], ...] = ((listing.certain, "match"), (listing.possible, "review"))
            for reached, band in bands:
                if organisation in reached:
                    reasons = (f"the catalog knows this name as {name} ({organisation})", reached[organisation])
                    held, entry = self.lists[list_id], self.designation(list_id, organisation)
                    told = (entry.since if entry else None, held.legal_effect, held.citations[0].url)
                    yield Hit(list_id, organisation, name, name, 1.0, band, reasons, *told)

    def _exact(self, known: Iterable[str], told: set[str]) -> Iterator[Hit]:
        """Companies that carry exactly one of an organisation's own names, on lists that the rules' entries do not cover.

        A trade name of one word (`Claude`, `Swallow`) is also the name of others, so the entry's country must confirm it.
        """
        if self.downloaded is None:
            return
        seen: set[tuple[str, str]] = set()
        for identifier in known:
            it = self.book.ownership.organisations[identifier]
            for name in (it.name, *it.aliases):
                is_full = name == it.name or len(name.split()) > 1
                for match in self.downloaded.screen(name, country=it.country, limit=10).matches:
                    entry = match.entry
                    key = (entry.list, entry.id)
                    if match.score < _EXACT or match.band != "match" or entry.type == "person":
                        continue
                    if (is_full or it.country in entry.countries) and entry.list not in told and key not in seen:
                        seen.add(key)
                        hit = _hit(match)
                        yield hit._replace(reasons=(f"the catalog knows this name as {it.name} ({identifier})", *hit.reasons))

    def _like_curated(self, name: str, country: str | None) -> Iterator[Hit]:
        """Entries of the rules' own lists that a name may mean which is spelt in no way that the catalog knows."""
        for match in self._listed_names.screen(name, country=country).matches:
            for hit in self._entries_of(match.entry.id):
                band: Band = "match" if hit.band == match.band == "match" else "review"
                yield hit._replace(matched=match.matched, score=match.score, band=band, reasons=(*match.reasons, hit.reasons[1]))

    @cached_property
    def lists(self) -> dict[str, CuratedList]:
        """The rules' own lists by id."""
        return {one.id: one for one in self.book.rulebook.lists}

    def designation(self, list_id: str, organisation: str) -> Designation | None:
        """An organisation's entry on one of the rules' own lists, on the day of judgement; None where it is only reached."""
        held, day = self.lists[list_id], self.book.as_of
        origin = self.lists.get(held.derived_from, held) if held.derived_from else held
        standing = (one for one in origin.entries if one.since <= day and (one.until is None or day <= one.until))
        return next((one for one in standing if one.organisation == organisation), None)

    @cached_property
    def _listed_names(self) -> Index:
        """The names of all organisations that the rules' own lists reach, to be asked like a downloaded list."""
        from riskcheck.screening.entry import Entry, Name, unique
        from riskcheck.screening.index import build

        known = self.book.ownership.organisations
        reached = {one for listing in self.book.listings.values() for one in (*listing.certain, *listing.possible)}
        entries = []
        for it in (known[one] for one in sorted(reached & known.keys())):
            names = unique((Name(it.name), *(Name(alias, "strong") for alias in it.aliases)))
            entries.append(Entry("catalog", it.id, "entity", names, (it.country.split("-")[0],) if it.country else ()))
        with tempfile.TemporaryDirectory(prefix="riskcheck-", ignore_cleanup_errors=True) as folder:
            return build(Path(folder) / "names", entries)


def _hit(match: Match) -> Hit:
    from riskcheck.screening.effects import effect_of

    entry = match.entry
    own = effect_of(entry.list)
    told = (entry.listed, entry.effect or own.meaning, entry.url or own.url)
    return Hit(entry.list, entry.id, entry.name, match.matched, match.score, match.band, match.reasons, *told, source=entry)
