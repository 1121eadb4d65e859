"""What several commands share: parsing dates, loading the law book, settings files, shown paths."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskcheck.errors import Mark, UsageError, nearest
from riskcheck.reading.surroundings import folders as folders
from riskcheck.reading.surroundings import shown_path as shown_path
from riskcheck.reading.surroundings import today as today

if TYPE_CHECKING:
    from riskcheck.engine.lint import Problem
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


def count(text: str) -> int:
    """A number of things, 1 or more."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)


def add_time(parser: argparse.ArgumentParser) -> None:
    """`--as-of` and `--horizon`."""
    from riskcheck.engine.book import DEFAULT_HORIZON

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


def locate(problem: Problem, read: Rulebook, where: Sequence[Path]) -> Mark:
    """The place of a lint problem in its rule file."""
    from riskcheck.reading import rulebook

    if problem.rule not in read.places:
        return Mark(problem.rule)
    shown, index = read.places[problem.rule]
    source = rulebook.source_of(where, shown)
    at_ = (index, *problem.path) if isinstance(source.data, list) else problem.path
    return source.mark(at_, key=True)


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


def settings_files() -> Iterator[str]:
    """Every file whose coming, going or changing can change the settings of this folder."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        yield from (str(folder / name) for name in (".riskcheck.toml", "pyproject.toml", ".git"))
        if (folder / ".git").exists():
            break


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

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
