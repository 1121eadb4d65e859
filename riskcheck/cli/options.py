"""What several commands share: parsing dates, loading the law book, settings files, shown paths."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from riskcheck.engine.book import DEFAULT_HORIZON, Book, at
from riskcheck.engine.conditions import ConditionError
from riskcheck.engine.lint import Problem
from riskcheck.errors import Mark, RulebookError, UsageError, nearest
from riskcheck.reading import cache, rulebook
from riskcheck.schema.rulebook import Rulebook


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints look like all others and exit with 2."""

    def error(self, message: str) -> Any:
        """Say what is wrong with the call."""
        words = [option for action in self._actions for option in action.option_strings]
        wrong = next((word for word in message.split() if word.startswith("--")), None)
        close = nearest(wrong.split("=")[0], words) if wrong and "unrecognized" in message else None
        raise UsageError(message, fix=f"did you mean {close}?" if close else f"see `{self.prog} --help`")


def day(text: str) -> dt.date:
    """A date argument, `YYYY-MM-DD`."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-11-23") from None


def days(text: str) -> int:
    """A number of days, 0 or more."""
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of days")
    return int(text)


def add_time(parser: argparse.ArgumentParser) -> None:
    """`--as-of` and `--horizon`."""
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the day of judgement (default: today)")
    parser.add_argument(
        "--horizon",
        type=days,
        metavar="DAYS",
        help=f"show what comes into force within so many days (default: {DEFAULT_HORIZON})",
    )


def add_rules(parser: argparse.ArgumentParser) -> None:
    """`--rules`, repeatable."""
    parser.add_argument(
        "--rules", action="append", default=None, type=Path, metavar="DIR", help="add a folder of rules; repeatable"
    )


def today() -> dt.date:
    """The day it is, in UTC, so that a run does not depend on the machine's time zone."""
    return dt.datetime.now(dt.UTC).date()


def folders(extra: Sequence[Path] | None, *, bundled: bool = True) -> list[Path]:
    """The rule folders of a run: the bundled one, then the user's."""
    return [*([rulebook.bundled()] if bundled else []), *(extra or [])]


def load_book(extra: Sequence[Path] | None, as_of: dt.date, horizon: int | None = None, scenarios: Sequence[str] = ()) -> Book:
    """The law book on a day, with the measures of some scenarios as if they were law.

    Raises RulebookError with file and line for a rule that cannot be compiled, UsageError for an unknown scenario.
    """
    where = folders(extra)
    read = cache.load(where)
    if not read.rules:
        raise RulebookError("there is no rule to judge by", fix="reinstall riskcheck, or name a folder with --rules")
    try:
        return at(read, as_of, horizon=DEFAULT_HORIZON if horizon is None else horizon, scenario=_measures(read, scenarios))
    except ConditionError as error:
        raise condition_error(error, read, where) from None


def _measures(read: Rulebook, scenarios: Sequence[str]) -> frozenset[str]:
    by_id = {one.id: one for one in read.scenarios}
    for name in scenarios:
        if name not in by_id:
            close = nearest(name, by_id)
            fix = f"did you mean {close}?" if close else f"one of: {', '.join(sorted(by_id)) or 'none in the rules'}"
            raise UsageError(f"there is no scenario '{name}'", fix=fix)
    return frozenset(measure for name in scenarios for measure in by_id[name].measures)


def condition_error(error: ConditionError, read: Rulebook, where: Sequence[Path]) -> RulebookError:
    """A condition's mistake with its file, line and column. The error's path starts with the rule's id."""
    rule = str(error.path[0])
    shown, index = read.places[rule]
    source = rulebook.source_of(where, shown)
    at_ = (index, *error.path[1:]) if isinstance(source.data, list) else tuple(error.path[1:])
    return RulebookError(f"rule {rule}: {error.problem}", mark=source.mark(at_, key=True), fix=error.fix)


def locate(problem: Problem, read: Rulebook, where: Sequence[Path]) -> Mark:
    """The place of a lint problem in its rule file."""
    if problem.rule not in read.places:
        return Mark(problem.rule)
    shown, index = read.places[problem.rule]
    source = rulebook.source_of(where, shown)
    at_ = (index, *problem.path) if isinstance(source.data, list) else problem.path
    return source.mark(at_, key=True)


def shown_path(path: Path) -> str:
    """How a path is named in output: relative below the current folder, its bare name elsewhere; never absolute."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - symlinks stay as the user wrote them
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.name


_SETTINGS = "format fail-on horizon rules only skip waivers baseline scenario undetermined offline quiet verbose no-color"
SETTINGS = frozenset(_SETTINGS.split(" "))
"""Options that a settings file may set."""


def settings() -> list[str]:
    """Settings from `.riskcheck.toml` or `[tool.riskcheck]` of `pyproject.toml`, as words of the command line.

    The nearest folder upward to the git root counts. Raises UsageError for a file that is not TOML and for a key that is
    not an option; values are checked like any word of the command line.
    """
    for folder in (Path.cwd(), *Path.cwd().parents):
        own, project = folder / ".riskcheck.toml", folder / "pyproject.toml"
        if own.is_file():
            return _words(_toml(own), own)
        if project.is_file() and "riskcheck" in (tool := _toml(project).get("tool", {})):
            return _words(tool["riskcheck"], project)
        if (folder / ".git").exists():
            break
    return []


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML: {error}", mark=Mark(shown_path(path)), fix="mend the settings file") from None


def _words(table: dict[str, Any], path: Path) -> list[str]:
    words: list[str] = []
    for key, value in table.items():
        name = key.replace("_", "-")
        if name not in SETTINGS:
            close = nearest(name, SETTINGS)
            fix = f"did you mean `{close}`?" if close else f"one of: {', '.join(sorted(SETTINGS))}"
            raise UsageError(f"unknown setting `{key}`", mark=Mark(shown_path(path)), fix=fix)
        if value is True:
            words.append(f"--{name}")
        elif value is not False:
            shown = [
                str(path.parent / one) if name == "rules" else str(one) for one in (value if isinstance(value, list) else [value])
            ]
            words += [f"--{name}={one}" for one in shown]
    return words


def say(text: str) -> None:
    """Talk to the user on standard error; results go to standard output."""
    print(text, file=sys.stderr)
