"""Who controls whom, and who is owned by whom to what degree, on a day.

Every question is answered twice: with the lowest shares that the sources allow (certain) and with the highest
(possible). Aggregation follows the OFAC reading: shares of all counted owners add up, an owner that is itself owned to
the threshold counts in full, and percentages are never multiplied along a chain.
Source: OFAC, Revised Guidance on Entities Owned by Persons Whose Property Is Blocked, 13 August 2014.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from riskcheck.schema.catalog import Organisation, Stake

CONTROL = 50.0
"""More than this percent of the shares controls; a stake of kind `control` controls whatever its size."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of an ownership chain, for explanations."""

    owned: str
    owner: str
    text: str


class Ownership:
    """The ownership graph of the catalog on one day."""

    def __init__(self, organisations: Iterable[Organisation], day: dt.date) -> None:
        self.organisations: Mapping[str, Organisation] = {organisation.id: organisation for organisation in organisations}
        self._stakes = {
            identifier: tuple(stake for stake in organisation.owners if _holds(stake, day))
            for identifier, organisation in self.organisations.items()
        }

    def country(self, organisation: str) -> str | None:
        """Seat of an organisation, or None for one that the catalog does not know."""
        known = self.organisations.get(organisation)
        return known.country if known else None

    def controllers(self, organisation: str, *, possible: bool = False) -> tuple[Step, ...]:
        """Everybody who controls an organisation, nearest first; with `possible`, also who may control it."""
        steps: list[Step] = []
        seen = {organisation}
        waiting = [organisation]
        while waiting:
            owned = waiting.pop(0)
            for stake in self._stakes.get(owned, ()):
                if stake.owner not in seen and _controls(stake, possible):
                    seen.add(stake.owner)
                    steps.append(Step(owned, stake.owner, self._phrase(owned, stake)))
                    waiting.append(stake.owner)
        return tuple(steps)

    def ultimate_parents(self, organisation: str, *, possible: bool = False) -> frozenset[str]:
        """Controllers whom nobody controls; the organisation itself when nobody controls it."""
        group = [organisation, *(step.owner for step in self.controllers(organisation, possible=possible))]
        top = {one for one in group if not any(_controls(stake, possible) for stake in self._stakes.get(one, ()))}
        return frozenset(top) or frozenset({organisation})

    def owned_by(self, parties: frozenset[str], threshold: float, *, possible: bool = False) -> dict[str, str]:
        """Organisations outside `parties` that they own to at least `threshold` percent together, with the reason."""
        reached = set(parties)
        reasons: dict[str, str] = {}
        grew = True
        while grew:
            grew = False
            for identifier in self._owned:
                if identifier in reached:
                    continue
                counted = [stake for stake in self._stakes[identifier] if stake.owner in reached and stake.kind == "equity"]
                total = sum(_bounds(stake)[1 if possible else 0] for stake in counted)
                if counted and min(total, 100.0) >= threshold:
                    reached.add(identifier)
                    reasons[identifier] = "; ".join(self._phrase(identifier, stake) for stake in counted)
                    grew = True
        return reasons

    def controlled_by(self, parties: frozenset[str], *, possible: bool = False) -> dict[str, str]:
        """Organisations outside `parties` that one of them controls, with the chain."""
        found: dict[str, str] = {}
        for identifier in self._owned:
            if identifier in parties:
                continue
            steps = self.controllers(identifier, possible=possible)
            if any(step.owner in parties for step in steps):
                found[identifier] = "; ".join(step.text for step in steps)
        return found

    @cached_property
    def _owned(self) -> tuple[str, ...]:
        return tuple(sorted(identifier for identifier, stakes in self._stakes.items() if stakes))

    def _phrase(self, owned: str, stake: Stake) -> str:
        low, high = _bounds(stake)
        if stake.kind == "control":
            how = "controls"
        elif stake.share is None:
            how = "holds an unknown share of"
        else:
            how = f"holds {low:g} percent of" if low == high else f"holds {low:g} to {high:g} percent of"
        return f"{self._name(stake.owner)} {how} {self._name(owned)} ({stake.source})"

    def _name(self, identifier: str) -> str:
        known = self.organisations.get(identifier)
        return known.name if known else identifier


def _holds(stake: Stake, day: dt.date) -> bool:
    return (stake.from_ is None or stake.from_ <= day) and (stake.until is None or day <= stake.until)


def _bounds(stake: Stake) -> tuple[float, float]:
    if stake.share is None:
        return 0.0, 100.0
    return stake.share if isinstance(stake.share, tuple) else (stake.share, stake.share)


def _controls(stake: Stake, possible: bool) -> bool:
    return stake.kind == "control" or _bounds(stake)[1 if possible else 0] > CONTROL
