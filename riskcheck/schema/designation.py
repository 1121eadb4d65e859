"""Lists: dated designations of parties by an authority. A list says who; a rule says what follows."""

from __future__ import annotations

from pydantic import Field

from riskcheck.schema.base import Citation, Confidence, Date, Document, Identifier


class Reach(Document):
    """Which organisations beyond the named ones a list reaches by its own text."""

    controlled: bool = Field(default=False, description="Also those controlled by a named party (more than half, or control).")
    owned_at_least: float | None = Field(
        default=None,
        gt=0,
        le=100,
        description="Also those owned at least this percent, directly or through owners, by named parties together.",
    )


class Designation(Document):
    """One party on a list, while it is on it."""

    organisation: Identifier
    name: str = Field(description="As the authority prints it.")
    since: Date
    until: Date | None = Field(default=None, description="Last day on the list.")
    cite: str | None = None
    note: str | None = None


class CuratedList(Document):
    """A list kept under `rules/lists/`: the entries of an official list that matter to AI deployments."""

    id: Identifier
    title: str
    authority: str
    legal_effect: str = Field(description="What being listed means, in one sentence, and what it does not.")
    citations: tuple[Citation, ...] = Field(min_length=1)
    derived_from: Identifier | None = Field(
        default=None, description="Takes its entries from this list and gives them another reach."
    )
    reach: Reach = Reach()
    confidence: Confidence
    recheck_by: Date
    note: str | None = None
    count: int | None = Field(default=None, description="How many entries there are, so that a lost one is noticed.")
    entries: tuple[Designation, ...] = ()
