"""Drift: uses that a tree shows and its manifest does not declare, and declared ones that nothing shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from riskcheck.discovery.detection import GATING, Detection
from riskcheck.knowledge.identity import Catalogue


class Drift(NamedTuple):
    """One difference. model: as it is written where it stands. file, line: of the use; None for a declared model."""

    model: str
    file: str | None
    line: int | None
    is_declared: bool

    def __str__(self) -> str:
        if self.is_declared:
            return f"the manifest declares {self.model}, and nothing in the tree shows it"
        return f"{self.file}:{self.line} uses {self.model}, which the manifest does not declare"


def compare(declared: Iterable[str], detections: Iterable[Detection], catalogue: Catalogue) -> list[Drift]:
    """The differences between declared models and those that gate. A tree that shows no use at all says nothing."""
    found = [one for one in detections if one.model]
    wanted = {same(model, catalogue): model for model in declared}
    shown = {same(one.model, catalogue) for one in found if one.model}
    missing: dict[str, Drift] = {}
    for one in found:
        if one.model and one.state in GATING and (key := same(one.model, catalogue)) not in wanted:
            missing.setdefault(key, Drift(one.model, one.file, one.line, False))
    unseen = [Drift(model, None, None, True) for key, model in wanted.items() if found and key not in shown]
    return [*missing.values(), *unseen]


def same(model: str, catalogue: Catalogue) -> str:
    """What spellings of one model share, whoever routes to it: the last part of the catalog's id or of the name."""
    found = catalogue.identify(model)
    return (found.id or model).lower().rpartition("/")[2]
