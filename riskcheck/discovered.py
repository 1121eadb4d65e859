"""What a tree, a stream of manifests of a cluster or a bill of materials uses, as a manifest to judge.

Findings then point at the file and line that show the use. What could not be resolved is told, never passed over.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from riskcheck.discovery import draft, scan
from riskcheck.discovery.clues import clues_of
from riskcheck.discovery.detection import GATING, Detection, SourceFile, Unreadable
from riskcheck.discovery.drift import compare
from riskcheck.discovery.readers import bom
from riskcheck.discovery.table import surface_of
from riskcheck.engine.book import Book
from riskcheck.errors import InputError, Mark
from riskcheck.reading import manifests
from riskcheck.reading.manifests import ReadManifest
from riskcheck.schema.report import Location, Report


class Discovered(NamedTuple):
    """A manifest that nobody wrote. places: where each (deployment, model) was seen. notes: what is to be told."""

    read: ReadManifest
    places: dict[tuple[str, str], tuple[str, int, int]]
    notes: tuple[str, ...]


def in_tree(
    root: Path, shown: str, book: Book, key: str, *, organization: Path | None = None, jobs: int | None = None
) -> Discovered | None:
    """The uses of a tree; None when there is none.

    key: names the law book for what is kept between scans. organization: a manifest that says who deploys them.
    """
    found = scan.scan(root, lambda: clues_of(book), key=lambda: key, jobs=jobs)
    notes = tuple(f"{one.file}: {one.why}" for one in found.warnings)
    return _manifest(found.detections, root.resolve().name or "repository", shown, notes, organization)


def in_text(text: str, shown: str, book: Book, *, organization: Path | None = None) -> Discovered | None:
    """The uses of a stream that is no manifest: resources of a cluster, or a bill of materials. None for anything else.

    Raises InputError for one that cannot be read.
    """
    is_bom = bom.is_bom(text)
    if not is_bom and not (re.search(r"^apiVersion:\s*\S", text, re.M) and re.search(r"^kind:\s*\S", text, re.M)):
        return None
    name = f"{shown}.json" if is_bom and not shown.endswith(".json") else shown if "." in shown else f"{shown}.yaml"
    file = SourceFile(name.rpartition("/")[2], text)  # what is named to be judged is no sample, wherever it lies
    surface = surface_of(name) or surface_of("x.yaml")
    assert surface is not None
    try:
        uses = [one._replace(file=shown) for one in surface.read(file, clues_of(book))]
    except Unreadable as error:
        raise InputError(str(error), mark=Mark(shown), fix="check what is piped in") from None
    return _manifest(tuple(uses), shown, shown, (), organization) or _empty(shown)


def _empty(shown: str) -> Discovered:
    """A stream without any model use: nothing to judge, and that is an answer."""
    return Discovered(manifests.from_text(_NOTHING, shown), {}, (f"no model use in {shown}",))


_NOTHING = "version: 1\norganization: {name: none}\ndeployments: [{name: none, models: [none]}]\n"


def is_empty(one: Discovered) -> bool:
    """Whether it stands for a stream without any use."""
    return one.read.text == _NOTHING


def _manifest(
    detections: tuple[Detection, ...], name: str, shown: str, notes: tuple[str, ...], organization: Path | None
) -> Discovered | None:
    open_ends = [one for one in detections if one.state in GATING and one.confidence == "unresolved"]
    told = tuple(f"{one.file}:{one.line}: a use that is not resolved: {one.reason}" for one in open_ends)
    named = draft.gating(detections)
    if not named and not open_ends:
        return None
    if not named:
        return Discovered(manifests.from_text(_NOTHING, shown), {}, (*notes, *told))
    who = manifests.load(organization).manifest.organization if organization else None
    facts = (
        {f"organization.{key}": value for key, value in who.model_dump(mode="json", exclude_none=True).items()} if who else None
    )
    read = manifests.from_text(draft.drafted(detections, name, facts), shown)
    places = {
        (group.name, one.model or draft.UNKNOWN): (one.file, one.line, one.column)
        for group in draft.groups(detections, name)
        for one in reversed(group.uses)
    }
    return Discovered(read, places, (*notes, *told))


def relocated(report: Report, found: Discovered) -> Report:
    """A report whose findings point at the files that show the uses."""

    def moved(location: Location, key: tuple[str, str]) -> Location:
        if location.file != found.read.source.name or key not in found.places:
            return location
        file, line, column = found.places[key]
        base = "" if location.file in (".", file) else f"{location.file.rstrip('/')}/"
        return Location(file=file if file == location.file else base + file, line=line, column=column)

    findings = tuple(
        one.model_copy(
            update={
                "location": moved(one.location, (one.deployment, one.model)),
                # a line of the manifest that nobody wrote would lead nowhere
                "because": tuple(reason.model_copy(update={"line": None}) for reason in one.because),
            }
        )
        if one.location.file == found.read.source.name
        else one
        for one in report.findings
    )
    return report.model_copy(update={"findings": findings})


def drift(folder: Path, reads: list[ReadManifest], book: Book, key: str, *, jobs: int | None = None) -> list[str]:
    """What a folder's files and its manifests say differently, in plain words."""
    found = scan.scan(folder, lambda: clues_of(book), key=lambda: key, jobs=jobs)
    declared = [model.id for one in reads for deployment in one.manifest.deployments for model in deployment.models]
    return [str(one) for one in compare(declared, found.detections, book.catalogue)]
