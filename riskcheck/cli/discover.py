"""`riskcheck discover`: the model uses in a repository."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskcheck.cli import options, remembered
from riskcheck.discovery import scan as scan_
from riskcheck.discovery.detection import GATING, Detection
from riskcheck.discovery.scan import Scan
from riskcheck.errors import UsageError
from riskcheck.reading.surroundings import fingerprint

if TYPE_CHECKING:
    from riskcheck.discovery.clues import Clues
    from riskcheck.engine.book import Book


def parser() -> options.Parser:
    """The words of `riskcheck discover`."""
    it = options.Parser(
        prog="riskcheck discover", description="Find the AI models that code and configuration use, and where they run."
    )
    it.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="a folder, or files (default: here)")
    it.add_argument(
        "--check", action="store_true", help="fail when a file uses a model that the nearest riskcheck.yaml does not declare"
    )
    it.add_argument(
        "--write", nargs="?", const="", metavar="FILE", help="draft the manifest, or add to one without losing a line"
    )
    it.add_argument("--all", action="store_true", help="also show what does not gate: disabled, commented, possible, samples")
    it.add_argument("--format", "-f", choices=["text", "json", "cyclonedx"], default="text")
    it.add_argument("-o", "--output", metavar="FILE", help="write the result to a file")
    it.add_argument("--no-cache", action="store_true", help="read every file again")
    it.add_argument("-j", "--jobs", type=options.count, metavar="N", help="processes (default: one a core)")
    options.add_rules(it)
    return it


def main(arguments: list[str]) -> int:
    """Scan a tree. Returns 0 whatever it finds, but 1 when `--check` finds a use that no manifest declares."""
    given = parser().parse_args(arguments)
    root, only = _tree(given.paths)
    where = options.folders(given.rules)
    found = scanned(root, where, only=only, jobs=given.jobs, cached=not given.no_cache)
    for one in found.warnings:
        options.say(f"warning: {one.file}: {one.why}")
    if given.check:
        if only is not None:
            remembered.rests_on(_files(root, only, found, where))
        return _check(root, found, _book(tuple(where)))
    if given.write is not None:
        return _write(root, found, _book(tuple(where)), given.write)
    text = _rendered(found, where, given)
    if given.output:
        try:
            Path(given.output).write_text(text, "utf-8")
        except OSError as error:
            raise UsageError(f"cannot write {given.output}: {error.strerror or error}", fix="check the folder") from None
    else:
        sys.stdout.write(text)
    return 0


def _tree(paths: Sequence[str]) -> tuple[Path, list[str] | None]:
    """The folder that is read, and which of its files alone, if not all. Files keep their paths from here."""
    missing = next((path for path in paths if not Path(path).exists()), None)
    if missing is not None:
        raise UsageError(f"there is no {missing}", fix="name a folder or files")
    if len(paths) == 1 and Path(paths[0]).is_dir():
        return Path(paths[0]), None
    folder = next((path for path in paths if Path(path).is_dir()), None)
    if folder is not None:
        raise UsageError(f"{folder} is a folder among several paths", fix="name one folder, or files only")
    here = Path.cwd()
    try:
        return Path(), [Path(os.path.abspath(path)).relative_to(here).as_posix() for path in paths]  # noqa: PTH100 - links stay
    except ValueError:
        if len(paths) == 1:
            return Path(paths[0]), None
        raise UsageError("files outside this folder are read one at a time", fix="change into their folder") from None


def _check(root: Path, found: Scan, book: Book) -> int:
    """Tell the uses that the manifest nearest above each file does not declare."""
    from riskcheck.discovery.drift import compare
    from riskcheck.reading import manifests

    base = root if root.is_dir() else root.parent
    declared: dict[Path | None, list[str]] = {None: []}
    by_manifest: dict[Path | None, list[Detection]] = {}
    for one in found.detections:
        by_manifest.setdefault(_nearest((base / one.file).parent), []).append(one)
    told = 0
    for manifest, uses in by_manifest.items():
        if manifest is not None:
            read = manifests.load(manifest, options.shown_path(manifest)).manifest
            declared[manifest] = [model.id for deployment in read.deployments for model in deployment.models]
        shown = options.shown_path(manifest) if manifest else None
        for drift in (it for it in compare(declared[manifest], uses, book.catalogue) if not it.is_declared):
            told += 1
            print(
                f"{drift.file}:{drift.line}: {drift.model} is "
                + (f"not declared in {shown}" if shown else "used, and there is no riskcheck.yaml")
            )
    if told:
        print("fix: `riskcheck discover --write` adds what is missing; then answer its questions")
    return 1 if told else 0


def _files(root: Path, only: Sequence[str], found: Scan, where: Sequence[Path]) -> Iterator[str]:
    """Every file and folder that the check of some files rests on, whether it is there or not."""
    from riskcheck.reading import manifests

    yield from (str(root / path) for path in only)
    yield from found.beside
    for folder in dict.fromkeys((root / path).parent.absolute() for path in only):
        for one in (folder, *folder.parents):
            yield from (str(one / name) for name in (*manifests.FILE_NAMES, ".git"))
            if (one / ".git").exists():
                break
    yield from remembered.law_and_code(where)


def _nearest(folder: Path) -> Path | None:
    """The manifest in a folder or nearest above it, up to the root of the repository."""
    from riskcheck.reading import manifests

    for one in (folder.absolute(), *folder.absolute().parents):
        if (manifest := manifests.find(one)) is not None:
            return manifest
        if (one / ".git").exists():
            return None
    return None


@functools.cache
def _book(where: tuple[Path, ...]) -> Book:
    """The catalog of some rule folders; loaded only by those who need it."""
    from riskcheck.engine.book import world_at
    from riskcheck.reading import cache

    return world_at(cache.load(where), options.today())


def scanned(
    root: Path, where: Sequence[Path], *, only: Sequence[str] | None = None, jobs: int | None = None, cached: bool = True
) -> Scan:
    """Scan a tree by the catalog of some rule folders, with a bar on a terminal."""

    def clues() -> Clues:
        from riskcheck.discovery.clues import clues_of

        return clues_of(_book(tuple(where)))

    def key() -> str:
        return fingerprint(where)

    if not sys.stderr.isatty():
        return scan_.scan(root, clues, only=only, jobs=jobs, cache=cached, key=key)
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        return scan_.scan(
            root, clues, only=only, jobs=jobs, cache=cached, key=key,
            progress=lambda done, whole: bar.update(task, completed=done, total=whole),
        )  # fmt: skip


def _write(root: Path, found: Scan, book: Book, where: str) -> int:
    from riskcheck.discovery import draft

    folder = root if root.is_dir() else root.parent
    path = Path(where) if where else folder / "riskcheck.yaml"
    before = path.read_text("utf-8") if path.is_file() else None
    text = (
        draft.merged(before, found.detections, book.catalogue)
        if before is not None
        else draft.drafted(found.detections, folder.resolve().name)
    )
    path.write_text(text, "utf-8")
    print(
        f"{'added to' if before is not None else 'wrote'} {options.shown_path(path)}; "
        "answer its questions, then run `riskcheck check`"
    )
    return 0


def _rendered(found: Scan, where: Sequence[Path], given: Any) -> str:
    if given.format == "json":
        return json.dumps({"detections": [_as_json(one) for one in found.detections]}, indent=2, ensure_ascii=False) + "\n"
    if given.format == "cyclonedx":
        from riskcheck.discovery.inventory import inventory

        return inventory(found.detections, _book(tuple(where)), Path(given.paths[0]).resolve().name)
    return "\n".join(_lines(found, show_all=given.all)) + "\n"


def _as_json(one: Detection) -> dict[str, Any]:
    return one._asdict()


def _lines(found: Scan, *, show_all: bool) -> Sequence[str]:
    shown = [one for one in found.detections if show_all or one.state in GATING]
    lines: list[str] = []
    file = None
    for one in shown:
        if one.file != file:
            file = one.file
            lines += ["", file] if lines else [file]
        what = one.model or one.text
        where = one.host or one.provider or one.channel or ""
        region = f" {one.region}" if one.region else ""
        extra = "" if one.state == "active" else f"  [{one.state}]"
        sure = "" if one.confidence == "declared" else f"  ({one.confidence})"
        lines.append(f"  {one.line:>5}:{one.column:<4} {what}{'  at ' + where if where else ''}{region}{extra}{sure}")
        if one.confidence == "unresolved":
            lines.append(f"             {one.reason}")
    counts = Counter(one.state for one in found.detections)
    hidden = ", ".join(f"{count} {state}" for state, count in counts.most_common() if state not in GATING)
    uses = sum(one.state in GATING for one in found.detections)
    lines += [
        "",
        f"{uses} use{'s' if uses != 1 else ''} in {found.files:,} files"
        + (f"; not shown: {hidden} (--all)" if hidden and not show_all else ""),
    ]
    return lines
