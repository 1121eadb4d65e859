"""The base of every document type, and the small types that several of them share."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Date = dt.date

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.\-]*$")]
"""A lower-case id: letters, digits, dots and hyphens."""

PLACE_PATTERN = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
ADMINISTRATION_PATTERN = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?(/[A-Za-z0-9][A-Za-z0-9 .&_\-]*)*$"

Place = Annotated[str, StringConstraints(pattern=PLACE_PATTERN)]
"""ISO 3166-1 alpha-2 or 3166-2 code (`US`, `US-TX`); `EU` stands for the Union's own bodies."""

Administration = Annotated[str, StringConstraints(pattern=ADMINISTRATION_PATTERN)]
"""A public administration: a place, optionally with an agency (`US`, `US-TX`, `US/DoD`)."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]

Confidence = Literal["high", "medium", "low"]
"""How well the sources carry a rule, a stake or a catalog entry."""

Certainty = Literal["confirmed", "declared", "inferred"]
"""How a fact is known: from a sourced catalog entry or the manifest's own words, from the user's word on what
the catalog cannot know, or from a pattern."""


class PlacedError(ValueError):
    """A complaint about a part of a value; `at` leads from the value to that part."""

    def __init__(self, problem: str, at: tuple[str | int, ...]) -> None:
        super().__init__(problem)
        self.at = at


class Document(BaseModel):
    """A frozen value read from a document: unknown keys are refused, defaults are immutable."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True)


class Citation(Document):
    """Where a statement comes from. The primary source comes first in any list of citations."""

    title: str
    url: Url
    cite: str = Field(description="The place in the source: section, docket, page or date, as a lawyer would cite it.")
    retrieved: Date = Field(description="The day on which the source, or our research note of it, was read.")
