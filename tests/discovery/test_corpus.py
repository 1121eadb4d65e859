"""The corpus: what must be found at its line, and what must not be reported as a use, surface by surface."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskcheck.api import load_book
from riskcheck.discovery import one_file
from riskcheck.discovery.clues import Clues, clues_of
from riskcheck.discovery.detection import GATING, Detection

CORPUS = Path(__file__).parent / "corpus"
SURFACES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())
FIELDS = ("model", "host", "state", "confidence", "region", "provider", "channel")
LEAST_RECALL, LEAST_PRECISION = 0.95, 0.97


@dataclass
class Outcome:
    expected: int = 0
    found: int = 0
    reported: int = 0
    traps: int = 0
    problems: list[str] = field(default_factory=list)


@cache
def clues() -> Clues:
    return clues_of(load_book(None, dt.date(2026, 11, 23)))


def cases(surface: str) -> list[Path]:
    return sorted(path.parent for path in (CORPUS / surface).glob("*/expected.yaml"))


def files(case: Path) -> list[Path]:
    return sorted(path for path in case.rglob("*") if path.is_file() and path.name != "expected.yaml")


def measured(surface: str) -> Outcome:
    """Recall and precision over a surface: a use counts once, at its file and line, with every stated field."""
    total = Outcome()
    for case in cases(surface):
        wanted = yaml.safe_load((case / "expected.yaml").read_text("utf-8"))
        found: list[Detection] = []
        for path in files(case):
            detections, problem = one_file.read_file(case, path.relative_to(case).as_posix(), clues())
            found += detections
            if problem:
                total.problems.append(f"{case.name}/{path.name}: {problem}")
        left = list(found)
        for use in wanted["uses"]:
            hit = next((one for one in left if _is(one, use)), None)
            total.expected += 1
            if hit is None:
                total.problems.append(f"{case.name}: missed {use}")
            else:
                left.remove(hit)
                total.found += 1
        extra = [one for one in left if one.state in GATING]
        total.reported += len([one for one in found if one.state in GATING])
        total.problems += [f"{case.name}: reported {one.file}:{one.line} {one.text} ({one.reason})" for one in extra]
        total.traps += len(wanted["traps"])
        for trap in wanted["traps"]:
            at = [one for one in left if (one.file, one.line) == (trap["file"], trap["line"])]
            if trap.get("state") and at and any(one.state != trap["state"] for one in at):
                total.problems.append(f"{case.name}: {trap} is told as {[one.state for one in at]}")
    return total


def _is(one: Detection, use: dict[str, Any]) -> bool:
    return (one.file, one.line) == (use["file"], use["line"]) and all(
        getattr(one, key) == use[key] for key in FIELDS if key in use
    )


@pytest.mark.parametrize("surface", SURFACES)
def test_recall_and_precision(surface: str) -> None:
    it = measured(surface)
    gating = sum(problem.split(": ", 1)[1].startswith("reported") for problem in it.problems)
    assert it.found / it.expected >= LEAST_RECALL, it.problems
    assert (it.reported - gating) / max(it.reported, 1) >= LEAST_PRECISION, it.problems


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    everything = [path for surface in SURFACES for case in cases(surface) for path in files(case)]
    assert len(everything) >= 120
    assert sum(measured(surface).traps for surface in SURFACES) >= 40


def test_every_state_and_confidence_occurs() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for surface in SURFACES:
        for case in cases(surface):
            for path in files(case):
                for one in one_file.read_file(case, path.relative_to(case).as_posix(), clues())[0]:
                    seen["state"].add(one.state)
                    seen["confidence"].add(one.confidence)
                    assert one.line >= 1 and one.column >= 1 and one.reason
    assert seen["state"] == {"active", "default", "disabled", "commented", "capability", "sample"}
    assert seen["confidence"] == {"declared", "inferred", "unresolved"}


def test_the_docs_state_what_is_measured() -> None:
    """`docs/discovery.md` carries these figures; RISKCHECK_GOLDEN=1 writes them anew."""
    lines = ["| surface | files | uses | found | reported | of them right | traps |", "|---|--:|--:|--:|--:|--:|--:|"]
    for surface in SURFACES:
        it = measured(surface)
        wrong = sum(problem.split(": ", 1)[1].startswith("reported") for problem in it.problems)
        count = sum(len(files(case)) for case in cases(surface))
        found, right = it.found / it.expected, 1 - wrong / max(it.reported, 1)
        lines.append(
            f"| {surface.replace('_', ' ')} | {count} | {it.expected} | {found:.0%} | {it.reported} | {right:.0%} | {it.traps} |"
        )
    page = Path(__file__).resolve().parents[2] / "docs" / "discovery.md"
    text = page.read_text("utf-8")
    head, _, rest = text.partition("<!-- measured: written by `make golden` -->\n")
    wanted = (
        f"{head}<!-- measured: written by `make golden` -->\n"
        + "\n".join(lines)
        + "\n<!-- end -->"
        + rest.partition("<!-- end -->")[2]
    )
    if os.environ.get("RISKCHECK_GOLDEN"):
        page.write_text(wanted, "utf-8")
    assert page.read_text("utf-8") == wanted
