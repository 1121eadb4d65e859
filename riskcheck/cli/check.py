"""`riskcheck check`: the gate."""

from __future__ import annotations

import datetime as dt
import importlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskcheck import __version__, api, parties
from riskcheck.cli import options, remembered
from riskcheck.cli.inputs import Input, inputs
from riskcheck.engine import check as engine
from riskcheck.engine.book import DEFAULT_HORIZON, Book
from riskcheck.engine.selection import Selection
from riskcheck.errors import UsageError, nearest
from riskcheck.reading import manifests, reports, state, waivers
from riskcheck.reading.manifests import ReadManifest
from riskcheck.reading.surroundings import fingerprint
from riskcheck.schema.report import Report
from riskcheck.schema.waiver import Waiver

if TYPE_CHECKING:
    from riskcheck.discovered import Discovered

FORMATS = ("text", "json", "sarif", "junit", "markdown", "github", "gitlab", "csv", "html", "cyclonedx")
_EXIT = {"pass": 0, "incomplete": 1, "fail": 1}


def parser() -> options.Parser:
    """The words of `riskcheck check`."""
    it = options.Parser(prog="riskcheck check", description="Judge deployment manifests against the law book. Not legal advice.")
    it.add_argument("paths", nargs="*", metavar="PATH", help="manifest, folder with a riskcheck.yaml, or - (default: here)")
    it.add_argument("--format", "-f", action="append", metavar="FORMAT[=FILE]", help=f"one of {', '.join(FORMATS)}; repeatable")
    it.add_argument("--output", "-o", metavar="FILE", help="write the result to a file")
    it.add_argument(
        "--fail-on", choices=["critical", "high", "medium", "low", "never"], help="least severity that fails (default: high)"
    )
    it.add_argument(
        "--undetermined", choices=["fail", "warn", "ignore"], help="what findings that hang on unknown facts do (default: fail)"
    )
    it.add_argument(
        "--organization",
        type=Path,
        metavar="FILE",
        help="manifest that says who deploys what is discovered or piped in",
    )
    it.add_argument(
        "--no-drift", action="store_true", help="do not compare a folder's manifest with what its files show (warnings only)"
    )
    options.add_time(it)
    options.add_rules(it)
    it.add_argument("--only", action="append", metavar="WORD", help="only rules with this id, kind or jurisdiction; repeatable")
    it.add_argument("--skip", action="append", metavar="WORD", help="no rules with this id, kind or jurisdiction; repeatable")
    it.add_argument(
        "--waivers", type=Path, metavar="FILE", help="waivers (default: riskcheck-waivers.yaml here, if there is one)"
    )
    it.add_argument("--baseline", type=Path, metavar="FILE", help="an earlier JSON report; its findings do not gate again")
    it.add_argument(
        "--scenario", action="append", metavar="NAME", help="judge as if this bundle of proposed measures were law; repeatable"
    )
    it.add_argument("--evidence", type=Path, metavar="DIR", help="write the report with all it rests on; see `riskcheck replay`")
    it.add_argument("-j", "--jobs", type=options.count, metavar="N", help="processes that read a tree (default: one a core)")
    it.add_argument("--offline", action="store_true", default=None, help="accepted for scripts; check never uses the network")
    it.add_argument("--quiet", "-q", action="store_true", default=None, help="print only the verdict line")
    it.add_argument("--verbose", "-v", action="store_true", default=None, help="print every finding with all reasons and sources")
    it.add_argument("--no-color", action="store_true", default=None, help="no colours")
    return it


def main(arguments: list[str]) -> int:
    """Run the gate. Returns 0 when it passed, 1 when it failed."""
    given = parser().parse_args(arguments)
    configured = parser().parse_args(options.settings())
    for key, value in vars(configured).items():
        if getattr(given, key) is None:
            setattr(given, key, value)
    targets = _targets(given.format, given.output)
    as_of = given.as_of or options.today()
    stakes = parties.stakes_on(as_of)
    book = api.load_book(given.rules, as_of, given.horizon, given.scenario or (), stakes=stakes)
    judged = inputs(given.paths or ["."], book, given)
    selection = Selection(tuple(given.only or ()), tuple(given.skip or ()))
    selection.require_known(book.rulebook.rules)
    wanted = engine.Options(
        fail_on=given.fail_on or "high",
        undetermined=given.undetermined or ("warn" if all(one.found for one in judged) else "fail"),
        selection=selection,
        waivers=_waivers(given.waivers, as_of),
        baseline=reports.load(given.baseline, options.shown_path(given.baseline)) if given.baseline else None,
        engine=__version__,
    )
    found = [one.found for one in judged if one.found]
    reads = [one.read for one in judged if not one.is_empty]
    screening = parties.screen_all([api.subject_of(one) for one in reads], book)
    report = api.judge(screening, book, wanted)
    if given.evidence is not None:
        _keep_evidence(given, reads, screening, report, stakes, wanted.undetermined)
    report = _relocated(report, found)
    for warning in (*(note for one in found for note in one.notes), *report.warnings, *_drift(given, judged, book)):
        options.say(f"warning: {warning}")
    for name, file in targets:
        _write(name, file, report, given)
    is_by_files = not found and "-" not in given.paths and not _is_drift_looked_for(given)
    if is_by_files and given.evidence is None and all(file is None for _, file in targets):
        remembered.rests_on(_files(given, reads))
    return _EXIT[report.verdict]


def _is_drift_looked_for(given: Any) -> bool:
    return not given.no_drift and any(Path(path).is_dir() for path in given.paths or ["."])


def _files(given: Any, reads: Sequence[ReadManifest]) -> Iterator[str]:
    """Every file and folder that a judgement of manifests rests on, whether it is there or not."""
    for path in given.paths or ["."]:
        yield path
        yield from (f"{path}/{name}" for name in manifests.FILE_NAMES if Path(path).is_dir())
    yield from options.settings_files()
    yield str(given.waivers or waivers.FILE_NAME)
    yield str(given.baseline or "")
    yield from remembered.law_and_code(options.folders(given.rules))
    lists = state.data_home() / "lists"
    yield from (str(lists), *(f"{lists}/lists.sqlite{ending}" for ending in ("", "-wal")))


def _relocated(report: Report, found: Sequence[Discovered]) -> Report:
    for one in found:
        from riskcheck.discovered import relocated

        report = relocated(report, one)
    return report


def _drift(given: Any, judged: Sequence[Input], book: Book) -> list[str]:
    """What the files beside a folder's manifest say differently; manifests named as files are taken at their word."""
    if given.no_drift or any(one.found for one in judged):
        return []
    told: list[str] = []
    for one in judged:
        folder = Path(one.word)
        if one.word != "-" and folder.is_dir() and _has_more(folder):
            from riskcheck import discovered

            told += discovered.drift(folder, [one.read], book, fingerprint(options.folders(given.rules)), jobs=given.jobs)
    return told


def _has_more(folder: Path) -> bool:
    """Whether a folder holds anything but its manifest and notes, so that looking is worth its time."""
    return any(
        one.is_dir() or one.suffix.lower() not in (".md", ".txt")
        for one in folder.iterdir()
        if not one.name.startswith("riskcheck")
    )


def _targets(formats: Sequence[str] | None, output: str | None) -> list[tuple[str, str | None]]:
    targets: list[tuple[str, str | None]] = []
    for one in formats or ["text"]:
        name, _, file = one.partition("=")
        if name not in FORMATS:
            close = nearest(name, FORMATS)
            raise UsageError(
                f"there is no format '{name}'", fix=f"did you mean {close}?" if close else f"one of {', '.join(FORMATS)}"
            )
        targets.append((name, None if file in ("", "-") else file))
    if output is not None:
        if len(targets) != 1 or targets[0][1] is not None:
            raise UsageError("-o goes with one format without a file of its own", fix="write --format FORMAT=FILE for each")
        targets = [(targets[0][0], None if output == "-" else output)]
    if sum(file is None for _, file in targets) > 1:
        raise UsageError("two formats want standard output", fix="write one of them as FORMAT=FILE")
    return targets


def _keep_evidence(
    given: Any,
    reads: Sequence[ReadManifest],
    screening: parties.Screening,
    report: Report,
    stakes: Sequence[tuple[str, str]],
    undetermined: str,
) -> None:
    from riskcheck.reading import evidence
    from riskcheck.render.json import render as render_json

    waiver_file = given.waivers or (Path(waivers.FILE_NAME) if Path(waivers.FILE_NAME).is_file() else None)
    bundle = evidence.Bundle(
        report=render_json(report),
        options={
            "as_of": report.as_of.isoformat(),
            "horizon": DEFAULT_HORIZON if given.horizon is None else given.horizon,
            "fail_on": given.fail_on or "high",
            "undetermined": undetermined,
            "only": list(given.only or ()),
            "skip": list(given.skip or ()),
            "scenario": list(given.scenario or ()),
            "screening": parties.as_data(screening),
            "stakes": [list(one) for one in stakes],
        },
        manifests=tuple(evidence.Input(one.source.name, one.text) for one in reads),
        rules=tuple(options.folders(given.rules)),
        waivers=_input(waiver_file),
        baseline=_input(given.baseline),
    )
    evidence.write(given.evidence, bundle)


def _input(path: Path | None) -> Any:
    from riskcheck.reading import evidence

    return None if path is None else evidence.Input(options.shown_path(path), path.read_text("utf-8-sig"))


def _waivers(path: Path | None, as_of: dt.date) -> tuple[Waiver, ...]:
    chosen = path or Path(waivers.FILE_NAME)
    if path is None and not chosen.is_file():
        return ()
    return waivers.load(chosen, options.shown_path(chosen), as_of).waivers


def _write(name: str, file: str | None, report: Report, given: Any) -> None:
    if name != "text":
        text = importlib.import_module(f"riskcheck.render.{name}").render(report)
    else:
        from riskcheck.render.text import render as render_text

        to_terminal = file is None and sys.stdout.isatty()
        text = render_text(report, color=to_terminal and not given.no_color, verbose=bool(given.verbose), quiet=bool(given.quiet))
    if file is None:
        sys.stdout.write(text)
        return
    try:
        Path(file).write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror or error}", fix="check the folder and its permissions") from None
