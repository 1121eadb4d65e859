"""`riskcheck rules diff`: what changed between two rule sets, and for a manifest which findings change with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from riskcheck import api
from riskcheck.cli import options
from riskcheck.cli.diff import as_json, lines_of
from riskcheck.cli.inputs import subject
from riskcheck.engine import check as engine
from riskcheck.engine.book import DEFAULT_HORIZON, at
from riskcheck.engine.conditions import ConditionError
from riskcheck.engine.law_diff import Change, changes
from riskcheck.engine.report_diff import ReportDiff, compare
from riskcheck.reading import cache
from riskcheck.render.rule_page import condition_lines
from riskcheck.schema.report import Report
from riskcheck.schema.rulebook import Rulebook


def add_arguments(sub: Any) -> None:
    """The words of the subcommand."""
    options.add_time(sub)
    sub.add_argument("old", metavar="OLD", type=Path, help="folder of rules before")
    sub.add_argument("new", metavar="NEW", type=Path, help="folder of rules after")
    sub.add_argument("--in", dest="manifest", metavar="MANIFEST", help="also tell which findings change for this manifest")


def main(given: Any) -> int:
    """Print the difference. Always 0: a change of the law is no failure."""
    old, new = cache.load([given.old]), cache.load([given.new])
    found = changes(old, new, condition_lines)
    effect = None
    if given.manifest is not None:
        one = subject(given.manifest)
        effect = compare(_judged(given.old, old, one, given), _judged(given.new, new, one, given))
    if given.format == "json":
        print(json.dumps(_as_json(found, effect), indent=2, ensure_ascii=False))
        return 0
    for change in found:
        print(f"{change.how:<8} {change.kind} {change.id}")
        for line in change.what:
            print(f"           {line}")
    counts = ", ".join(f"{sum(change.how == how for change in found)} {how}" for how in ("added", "removed", "changed"))
    print(f"{counts}; {len(old.rules)} rules before, {len(new.rules)} after")
    if effect is not None:
        for line in ["", *lines_of(effect)]:
            print(line)
    return 0


def _judged(folder: Path, read: Rulebook, one: engine.Subject, given: Any) -> Report:
    """A folder without a catalog of its own (a policy pack) is judged together with the bundled rules."""
    where = [folder] if read.organisations else options.folders([folder])
    book = read if read.organisations else cache.load(where)
    horizon = DEFAULT_HORIZON if given.horizon is None else given.horizon
    try:
        return engine.check([one], at(book, given.as_of or options.today(), horizon=horizon), engine.Options())
    except ConditionError as error:
        raise api.condition_error(error, book, where) from None


def _as_json(found: list[Change], effect: ReportDiff | None) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "changes": [{"how": one.how, "kind": one.kind, "id": one.id, "what": list(one.what)} for one in found]
    }
    return shown if effect is None else shown | as_json(effect)
