"""`riskcheck rules new`: a rule to start from, with its tests."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_args

from riskcheck.cli import options
from riskcheck.errors import UsageError, nearest
from riskcheck.reading import cache
from riskcheck.schema.rule import RuleKind

_TEMPLATE = """\
- id: {id}
  title: {title}
  kind: {kind}
  jurisdiction: [{jurisdiction}]
  issuer: Who made the measure
  summary: >
    What it requires, of whom, since when, in our own words.
    Where its reach ends: what it does not say.
  effect: review            # prohibited, conditional, review or notice
  severity: medium          # prohibited: critical or high; conditional: high to low; review: medium or low; notice: low
  periods: [{{from: {today}, status: in-force}}]   # in-force, proposed, suspended, unclear, ended
  binds: {{organization.presence: {{any_of: [{place}]}}}}     # whom; {{}} for everybody
  when:                     # what triggers it; docs/facts.md lists what can be asked
    all:
      - model.lineage: {{any_of: [deepseek]}}
      - hosting.reaches_developer: true
  remedies: [what the reader can do]
  citations:                # the primary source first
    - {{title: Title of the source, url: "https://www.example.org/replace-me", cite: section and date, retrieved: {today}}}
  confidence: low           # high, medium or low
  recheck_by: {recheck}
  open_question: What the text leaves open; needed for a review
  tests:                    # one that applies, one that does not, one that an unknown fact leaves open
    - name: as described
      given: {{organization.presence: [{place}], model.lineage: [deepseek], hosting.reaches_developer: true}}
      expect: applies
    - name: somewhere else
      given: {{organization.presence: [{elsewhere}], model.lineage: [deepseek], hosting.reaches_developer: true}}
      expect: not-bound
    - name: reach unknown
      given: {{organization.presence: [{place}], model.lineage: [deepseek]}}
      expect: undetermined
"""


def add_arguments(sub: Any) -> None:
    """The words of the subcommand."""
    sub.add_argument("id", metavar="ID", help="lower case with dashes, beginning with the jurisdiction: us-ny-...")
    sub.add_argument("--kind", default="policy", metavar="KIND", help=f"one of {', '.join(get_args(RuleKind))}")
    sub.add_argument("--jurisdiction", default="XX", metavar="CODE", help="ISO code, EU, UN or XX (default: XX)")
    sub.add_argument("--title", default="What the measure does, in one line")
    sub.add_argument("--in", dest="folder", type=Path, default=Path(), metavar="DIR", help="where to write it (default: here)")


def main(given: Any) -> int:
    """Write `DIR/ID.yaml`; never over a file that exists."""
    kinds = get_args(RuleKind)
    if given.kind not in kinds:
        close = nearest(given.kind, kinds)
        raise UsageError(
            f"there is no kind '{given.kind}'", fix=f"did you mean {close}?" if close else f"one of {', '.join(kinds)}"
        )
    if any(rule.id == given.id for rule in cache.load(options.folders(given.rules)).rules):
        raise UsageError(f"there is a rule '{given.id}' already", fix="choose another id, or edit that one")
    path = given.folder / f"{given.id}.yaml"
    if path.exists():
        raise UsageError(f"{options.shown_path(path)} exists already", fix="choose another id, or remove the file")
    today = options.today()
    place = given.jurisdiction if given.jurisdiction not in ("XX", "UN", "EU") else "DE"
    given.folder.mkdir(parents=True, exist_ok=True)
    path.write_text(
        _TEMPLATE.format(
            id=given.id,
            title=given.title,
            kind=given.kind,
            jurisdiction=given.jurisdiction,
            today=today,
            recheck=today + dt.timedelta(days=180),
            place=place,
            elsewhere="BR" if not place.startswith("BR") else "JP",
        ),
        "utf-8",
    )
    options.say(
        f"wrote {options.shown_path(path)}; fill it in, then: riskcheck rules test --rules {options.shown_path(given.folder)}"
    )
    return 0
