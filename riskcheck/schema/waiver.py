"""Waivers: findings that somebody answers for, until a day."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from riskcheck.schema.base import Date, Document, Identifier, PlacedError

LONGEST = 365
"""Days that a waiver may last from the day of judgement."""


class Waiver(Document):
    """One finding (or one rule on all models of a deployment) that is accepted, by whom, why, and until when."""

    rule: Identifier
    deployment: str = Field(min_length=1)
    model: str | None = Field(default=None, min_length=1, description="Only this model; left out: every model of the deployment.")
    reason: str = Field(min_length=1)
    approved_by: str = Field(min_length=1)
    expires: Date = Field(description="Last day on which it holds; at most 365 days ahead.")
    ticket: str | None = None
    accept_prohibited: bool = Field(default=False, description="Needed to waive a finding whose effect is `prohibited`.")


class Waivers(Document):
    """The document `riskcheck-waivers.yaml`."""

    version: Literal[1]
    waivers: tuple[Waiver, ...] = ()

    @field_validator("waivers")
    @classmethod
    def _each_once(cls, value: tuple[Waiver, ...]) -> tuple[Waiver, ...]:
        seen: set[tuple[str, str, str | None]] = set()
        for index, one in enumerate(value):
            key = (one.rule, one.deployment, one.model)
            if key in seen:
                raise PlacedError(f"a second waiver for {one.rule} in {one.deployment}; keep one of the two", (index,))
            seen.add(key)
        return value
