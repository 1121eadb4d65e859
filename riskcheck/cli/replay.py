"""`riskcheck replay`: judge an evidence bundle again and prove equality, or name the difference."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from riskcheck import __version__, api, parties
from riskcheck.cli import options
from riskcheck.cli.diff import lines_of
from riskcheck.engine import check as engine
from riskcheck.engine.report_diff import compare
from riskcheck.engine.selection import Selection
from riskcheck.errors import RiskcheckError
from riskcheck.reading import evidence, manifests, reports, rulebook, waivers
from riskcheck.render import json as json_
from riskcheck.schema.report import Report


def parser() -> options.Parser:
    """The words of `riskcheck replay`."""
    it = options.Parser(
        prog="riskcheck replay",
        description="Judge an evidence bundle again. 0: the same report, 1: a difference, which is named.",
    )
    it.add_argument("folder", metavar="DIR", type=Path, help="a folder written by `riskcheck check --evidence DIR`")
    it.add_argument(
        "--own-rules",
        action="store_true",
        help="judge by the rules in the bundle alone; do not compare them with the installed ones",
    )
    it.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    return it


def main(arguments: list[str]) -> int:
    """Replay a bundle. Returns 0 when everything is equal, 1 when something differs."""
    given = parser().parse_args(arguments)
    bundle = evidence.read(given.folder)
    earlier = reports.from_text(bundle.report, evidence.REPORT)
    differences = list(bundle.changed)
    try:
        again = _judge(bundle)
    except RiskcheckError as error:
        if not bundle.changed:
            raise
        again = None  # a harmed file is named, also when nothing can be judged with it
        differences.append(f"cannot be judged again: {error}")
    if again is not None and json_.render(again) != bundle.report:
        found = lines_of(compare(earlier, again)) or ["the same findings, but other bytes: reasons, scores or inputs differ"]
        differences += [f"judged again: {line.strip()}" for line in found]
    if not given.own_rules:
        installed = evidence.differing_rules(bundle.rules[0], rulebook.bundled())
        differences += [f"installed rules: rules/{line}" for line in installed]
    if bundle.versions.get("riskcheck") != __version__:
        differences.append(f"riskcheck was {bundle.versions.get('riskcheck')}, is {__version__}")
    if given.format == "json":
        verdict = again.verdict if again is not None else None
        print(json.dumps({"equal": not differences, "verdict": verdict, "differences": differences}, indent=2))
    elif differences:
        print(f"DIFFERENT: {len(differences)} difference{'s' if len(differences) != 1 else ''}")
        for one in differences:
            print(f"  {one}")
    else:
        print(f"EQUAL: judged again as of {earlier.as_of}, the same report ({earlier.verdict}, score {earlier.score})")
    return 1 if differences else 0


def _judge(bundle: evidence.Bundle) -> Report:
    chosen = bundle.options
    day = dt.date.fromisoformat(chosen["as_of"])
    stakes = [(owner, owned) for owner, owned in chosen.get("stakes", ())]
    book = api.load_book(bundle.rules[1:], day, chosen["horizon"], tuple(chosen["scenario"]), base=bundle.rules[0], stakes=stakes)
    held = waivers.from_text(bundle.waivers.text, bundle.waivers.path, day).waivers if bundle.waivers else ()
    baseline = reports.from_text(bundle.baseline.text, bundle.baseline.path) if bundle.baseline else None
    subjects = [api.subject_of(manifests.from_text(one.text, one.path)) for one in bundle.manifests]
    wanted = engine.Options(
        fail_on=chosen["fail_on"],
        undetermined=chosen["undetermined"],
        selection=Selection(tuple(chosen["only"]), tuple(chosen["skip"])),
        waivers=held,
        baseline=baseline,
        engine=__version__,
    )
    return api.judge(parties.from_data(chosen.get("screening"), subjects), book, wanted)
