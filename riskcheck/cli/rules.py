"""`riskcheck rules`: list, show, test, lint, diff and new."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from riskcheck import api
from riskcheck.cli import options, rules_diff, rules_new
from riskcheck.engine.book import DEFAULT_HORIZON, standing_of
from riskcheck.engine.conditions import ConditionError
from riskcheck.engine.rule_tests import run as run_tests
from riskcheck.engine.selection import Selection
from riskcheck.errors import UsageError, nearest
from riskcheck.reading import cache
from riskcheck.schema.rule import Rule
from riskcheck.schema.rulebook import Rulebook


def main(arguments: list[str]) -> int:
    """Run one of the subcommands."""
    it = options.Parser(prog="riskcheck rules", description="Work with rules.")
    commands = it.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, line, add in (
        ("list", "every rule that is live on a day", _add_list),
        ("show", "one rule as a page", _add_show),
        ("test", "run the inline tests", _add_test),
        ("lint", "what makes law books rot", _add_lint),
        ("diff", "what changed between two rule sets", rules_diff.add_arguments),
        ("new", "a rule to start from, with tests", rules_new.add_arguments),
    ):
        sub = commands.add_parser(name, help=line, description=line)
        options.add_rules(sub)
        sub.add_argument("--format", "-f", choices=["text", "json"], default="text")
        add(sub)
    given = it.parse_args(arguments)
    run: dict[str, Callable[[Any], int]]
    run = {"list": _list, "show": _show, "test": _test, "lint": _lint, "diff": rules_diff.main, "new": rules_new.main}
    return run[given.command](given)


def _add_list(sub: argparse.ArgumentParser) -> None:
    options.add_time(sub)
    sub.add_argument("--only", action="append", metavar="WORD", help="only rules with this id, kind or jurisdiction")
    sub.add_argument("--all", action="store_true", help="also rules that are not live on the day")


def _add_show(sub: argparse.ArgumentParser) -> None:
    options.add_time(sub)
    sub.add_argument("rule", metavar="RULE")


def _add_test(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="test only the rules in these files or folders")
    sub.add_argument("--rules-only", nargs="+", action="extend", metavar="PATH", type=Path, help=argparse.SUPPRESS)
    sub.add_argument("--verbose", "-v", action="store_true", help="name every test")


def _add_lint(sub: argparse.ArgumentParser) -> None:
    options.add_time(sub)
    sub.add_argument("paths", nargs="*", metavar="PATH", type=Path, help="show only what concerns these files or folders")
    sub.add_argument("--strict", action="store_true", help="warnings fail too")


# --- list and show ------------------------------------------------------------------------------------------------


def _list(given: Any) -> int:
    day = given.as_of or options.today()
    book = cache.load(options.folders(given.rules))
    selection = Selection(tuple(given.only or ()))
    selection.require_known(book.rules)
    horizon = DEFAULT_HORIZON if given.horizon is None else given.horizon
    standings = [
        (rule, standing_of(rule, day, horizon)) for rule in sorted(book.rules, key=lambda one: one.id) if selection.takes(rule)
    ]
    rows = [_row(rule, standing) for rule, standing in standings if standing or given.all]
    if given.format == "json":
        print(json.dumps({"rules": rows}, indent=2, ensure_ascii=False))
        return 0
    for row in rows:
        where = ",".join(row["jurisdiction"])
        print(f"{row['id']:<44} {row['status'] or '-':<10} {row['effect']:<12} {row['severity']:<9} {where:<10} {row['title']}")
    options.say(f"{len(rows)} rules as of {day}")
    return 0


def _row(rule: Rule, standing: Any) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "kind": rule.kind,
        "jurisdiction": list(rule.jurisdiction),
        "effect": standing.effect if standing else rule.effect,
        "status": standing.status if standing else None,
        "severity": standing.severity if standing else rule.severity,
        "citations": [one.model_dump(mode="json") for one in rule.citations],
        "recheck_by": rule.recheck_by.isoformat(),
    }


def find_rule(book: Rulebook, identifier: str) -> Rule:
    """A rule by its id. Raises UsageError with the nearest id."""
    for rule in book.rules:
        if rule.id == identifier:
            return rule
    close = nearest(identifier, [rule.id for rule in book.rules])
    raise UsageError(
        f"there is no rule '{identifier}'", fix=f"did you mean {close}?" if close else "see `riskcheck rules list --all`"
    )


def _show(given: Any) -> int:
    from riskcheck.render.rule_page import page

    rule = find_rule(cache.load(options.folders(given.rules)), given.rule)
    standing = standing_of(rule, given.as_of or options.today(), DEFAULT_HORIZON if given.horizon is None else given.horizon)
    if given.format == "json":
        print(
            json.dumps(
                {"rule": rule.model_dump(mode="json", by_alias=True), "standing": _row(rule, standing)},
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        print(page(rule, standing))
    return 0


# --- test ---------------------------------------------------------------------------------------------------------


def _test(given: Any) -> int:
    where = options.folders(given.rules)
    book = cache.load(where)
    chosen = _in_paths(book, [*given.paths, *(given.rules_only or [])])
    results = []
    try:
        results = list(run_tests(book, chosen))
    except ConditionError as error:
        raise api.condition_error(error, book, where) from None
    failed = [result for result in results if not result.is_passed]
    if given.format == "json":
        rows = [
            {"rule": one.rule, "test": one.test, "expected": one.expected, "got": one.got, "problem": one.problem}
            for one in results
        ]
        print(
            json.dumps(
                {"rules": len(chosen), "tests": len(results), "failed": len(failed), "results": rows},
                indent=2,
                ensure_ascii=False,
            )
        )
        return 1 if failed or not results else 0
    for result in results if given.verbose else failed:
        mark = "ok  " if result.is_passed else "FAIL"
        print(f"{mark} {result.rule}: {result.test}: {result.problem or f'expected {result.expected}, got {result.got}'}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed, in {len(chosen)} rules")
    return 1 if failed or not results else 0


def _in_paths(book: Rulebook, paths: Sequence[Path]) -> list[Rule]:
    if not paths:
        return list(book.rules)
    wanted = [path.resolve() for path in paths]
    for path in wanted:
        if not path.exists():
            raise UsageError(f"there is no file or folder {path.name}", fix="name rule files or folders")
    bases = options.folders(None)
    chosen = []
    for rule in book.rules:
        shown = book.places[rule.id][0]
        files = [(base.parent if base.is_dir() else base) / shown for base in bases]
        if any(file.resolve() == path or path in file.resolve().parents for file in files for path in wanted):
            chosen.append(rule)
    return chosen


# --- lint ---------------------------------------------------------------------------------------------------------


def _lint(given: Any) -> int:
    from riskcheck.engine.lint import lint

    where = options.folders(given.rules)
    book = cache.load(where)
    kept = {rule.id for rule in _in_paths(book, given.paths)} if given.paths else None
    problems = [one for one in lint(book, given.as_of or options.today()) if kept is None or one.rule in kept]
    errors = [one for one in problems if one.is_error]
    located = [(options.locate(one, book, where), one) for one in problems]
    if given.format == "json":
        rows = [
            {
                "rule": one.rule,
                "check": one.check,
                "level": "error" if one.is_error else "warning",
                "place": str(mark),
                "problem": one.problem,
            }
            for mark, one in located
        ]
        print(json.dumps({"problems": rows}, indent=2, ensure_ascii=False))
    else:
        for mark, one in located:
            print(f"{mark}: {'error' if one.is_error else 'warning'}: {one.problem} [{one.check}]")
        print(f"{len(errors)} errors, {len(problems) - len(errors)} warnings in {len(book.rules)} rules")
    return 1 if errors or (given.strict and problems) else 0
