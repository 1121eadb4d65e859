"""The Python interface: `riskcheck.check` and `riskcheck.load_manifest`, and what the command line shares with it.

    import riskcheck

    report = riskcheck.check("riskcheck.yaml", fail_on="high")
    if report.verdict == "fail":
        raise SystemExit(report.findings[0].message)

Like the command line, it reads files and never the network. Errors are those of `riskcheck.errors`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import itertools
from collections.abc import Iterable, Sequence
from pathlib import Path

from riskcheck import __version__, parties
from riskcheck.engine import check as engine
from riskcheck.engine.book import DEFAULT_HORIZON, Book, at
from riskcheck.engine.conditions import ConditionError
from riskcheck.engine.selection import Selection
from riskcheck.errors import RulebookError, UsageError, nearest
from riskcheck.reading import cache, manifests, reports, rulebook, waivers
from riskcheck.reading.manifests import ReadManifest
from riskcheck.reading.surroundings import folders, shown_path, shown_paths, today
from riskcheck.schema.manifest import Manifest
from riskcheck.schema.report import Report
from riskcheck.schema.rulebook import Rulebook
from riskcheck.schema.waiver import Waiver


def load_manifest(path: str | Path) -> Manifest:
    """The manifest in a file, or in the riskcheck.yaml of a folder. Raises InputError with file, line and fix."""
    file = _file(Path(path))
    return manifests.load(file, shown_path(file)).manifest


def check(
    *manifests: str | Path | Manifest,
    as_of: dt.date | None = None,
    horizon: int = DEFAULT_HORIZON,
    rules: Iterable[str | Path] = (),
    fail_on: str = "high",
    undetermined: str = "fail",
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    waivers: str | Path | Iterable[Waiver] = (),
    baseline: str | Path | Report | None = None,
    scenario: Iterable[str] = (),
) -> Report:
    """Judge manifests: paths, folders with a riskcheck.yaml, or Manifest values; the arguments are those of `riskcheck check`.

    as_of: the day of judgement, today if left out. horizon: days ahead within which coming measures are shown. rules:
    folders of further rules. `report.verdict` is `pass`, `incomplete` or `fail`. Raises RiskcheckError for wrong input.
    """
    if not manifests:
        raise UsageError("nothing to judge", fix="pass a manifest or the path of one")
    day = as_of or today()
    book = load_book([Path(one) for one in rules], day, horizon, tuple(scenario), stakes=parties.stakes_on(day))
    selection = Selection(tuple(only), tuple(skip))
    selection.require_known(book.rulebook.rules)
    options = engine.Options(
        fail_on=_one_of("fail_on", fail_on, ("critical", "high", "medium", "low", "never")),
        undetermined=_one_of("undetermined", undetermined, ("fail", "warn", "ignore")),
        selection=selection,
        waivers=_waivers(waivers, day),
        baseline=reports.load(Path(baseline), shown_path(Path(baseline))) if isinstance(baseline, str | Path) else baseline,
        engine=__version__,
    )
    return judge(parties.screen_all(_subjects(manifests), book), book, options)


def judge(screening: parties.Screening, book: Book, options: engine.Options) -> Report:
    """Judge manifests whose parties were screened."""
    return engine.check(screening.subjects, book, dataclasses.replace(options, lists=screening.lists, notices=screening.notices))


def _one_of(name: str, value: str, words: tuple[str, ...]) -> str:
    if value not in words:
        close = nearest(value, words)
        raise UsageError(f"{name} is '{value}'", fix=f"did you mean {close}?" if close else f"one of {', '.join(words)}")
    return value


def _waivers(given: str | Path | Iterable[Waiver], day: dt.date) -> tuple[Waiver, ...]:
    if isinstance(given, str | Path):
        return waivers.load(Path(given), shown_path(Path(given)), day).waivers
    return tuple(given)


def _file(path: Path) -> Path:
    """The manifest of a folder, or the path itself."""
    if not path.is_dir():
        return path
    found = manifests.find(path)
    if found is None:
        raise UsageError(f"there is no riskcheck.yaml in {path}", fix="name the manifest file")
    return found


def _subjects(given: Sequence[str | Path | Manifest]) -> list[engine.Subject]:
    files = [_file(Path(one)) for one in given if not isinstance(one, Manifest)]
    names = iter(zip(files, shown_paths(files), strict=True))
    numbers = itertools.count(1)
    return [
        _of_value(one, next(numbers)) if isinstance(one, Manifest) else subject_of(manifests.load(*next(names))) for one in given
    ]


def _of_value(manifest: Manifest, number: int) -> engine.Subject:
    text = manifest.model_dump_json(by_alias=True, exclude_none=True)
    name = "manifest" if number == 1 else f"manifest-{number}"
    return engine.Subject(manifest, name, "sha256:" + hashlib.sha256(text.encode()).hexdigest())


def subject_of(read: ReadManifest) -> engine.Subject:
    """A read manifest as something to judge, with the places of its parts."""
    values = read.source.values
    return engine.Subject(read.manifest, read.source.name, read.digest, values.get)


def load_book(
    extra: Sequence[Path] | None,
    as_of: dt.date,
    horizon: int | None = None,
    scenarios: Sequence[str] = (),
    base: Path | None = None,
    stakes: Sequence[tuple[str, str]] = (),
) -> Book:
    """The law book on a day, with the measures of some scenarios as if they were law.

    stakes: owner and owned, by name, as official lists state them without a share; they count as possible.
    Raises RulebookError with file and line for a rule that cannot be compiled, UsageError for an unknown scenario.
    """
    where = folders(extra, base)
    read = cache.load(where)
    if not read.rules:
        raise RulebookError("there is no rule to judge by", fix="reinstall riskcheck, or name a folder with --rules")
    try:
        read = parties.with_stakes(read, stakes)
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
