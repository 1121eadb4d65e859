"""Evidence bundles: everything a report rests on, in one folder, as an in-toto statement.

Layout: `statement.json` (https://github.com/in-toto/attestation, Statement v1; its subject is the report), `report.json`,
`inputs/` (manifests, waivers, baseline as they were read) and `rules/<n>/` (each rule folder as it was read).
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from riskcheck import __version__
from riskcheck.errors import InputError, Mark, UsageError
from riskcheck.reading import rulebook
from riskcheck.reading.documents import parse, read_text

STATEMENT = "statement.json"
REPORT = "report.json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:riskcheck:evidence:v1"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read: its shown path and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was judged and how. options: the settings of the run by their names on the command line."""

    report: str
    options: Mapping[str, Any]
    manifests: tuple[Input, ...]
    rules: tuple[Path, ...]
    waivers: Input | None = None
    baseline: Input | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()


def write(folder: Path, bundle: Bundle) -> None:
    """Write a bundle, whole or not at all; an earlier bundle there is replaced.

    Raises UsageError for a folder that holds something else.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", fix="name a folder for the evidence")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / STATEMENT).is_file():
        raise UsageError(f"{folder} holds other files", fix="name an empty or new folder for the evidence")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".evidence-", dir=folder.parent))
        _fill(made, bundle)
        made.chmod(0o755)
        if folder.is_dir():
            shutil.rmtree(folder)
        made.replace(folder)
    except OSError as error:
        raise UsageError(f"cannot write evidence to {folder}: {error.strerror or error}", fix="check the folder") from None


def _fill(made: Path, bundle: Bundle) -> None:
    files: dict[str, str] = {REPORT: bundle.report}
    named: dict[str, Any] = {"manifests": []}
    for number, one in enumerate(bundle.manifests):
        name = f"inputs/{number}-{_base(one.path)}"
        files[name] = one.text
        named["manifests"].append({"name": name, "path": one.path})
    for key, given in (("waivers", bundle.waivers), ("baseline", bundle.baseline)):
        if given is not None:
            name = f"inputs/{key}-{_base(given.path)}"
            files[name] = given.text
            named[key] = {"name": name, "path": given.path}
    folders = []
    for number, folder in enumerate(bundle.rules):
        folders.append(f"rules/{number}/{folder.name}")
        base = folder.parent
        for path in rulebook.files_below(folder):
            files[f"rules/{number}/{path.relative_to(base).as_posix()}"] = path.read_text("utf-8-sig")
    for name, text in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(text.encode())
    statement = {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": REPORT, "digest": {"sha256": _sha256(bundle.report.encode())}}],
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "options": dict(bundle.options),
            "versions": _versions(),
            "inputs": named,
            "rules": folders,
            "files": [{"name": name, "digest": {"sha256": _sha256(text.encode())}} for name, text in sorted(files.items())],
        },
    }
    (made / STATEMENT).write_text(json.dumps(statement, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read(folder: Path) -> Bundle:
    """The bundle in a folder; `changed` names every file that is not as it was written, is gone, or was added.

    Raises InputError when the folder holds no bundle of riskcheck.
    """
    if not (folder / STATEMENT).is_file():
        raise InputError(f"{folder} holds no evidence", fix="write some with `riskcheck check --evidence DIR`")
    data = parse(read_text(folder / STATEMENT, STATEMENT), STATEMENT).data
    if not isinstance(data, dict) or data.get("predicateType") != PREDICATE_TYPE:
        raise InputError(
            "this statement is not one of riskcheck", mark=Mark(STATEMENT), fix="name a folder written by --evidence"
        )
    try:
        return _bundle(folder, data["predicate"])
    except (KeyError, TypeError, AttributeError, OSError, UnicodeDecodeError) as error:
        raise InputError(f"the evidence is damaged: {error}", mark=Mark(STATEMENT), fix="use an unharmed copy") from None


def _bundle(folder: Path, predicate: dict[str, Any]) -> Bundle:
    stated = {one["name"]: one["digest"]["sha256"] for one in predicate["files"]}
    inputs = predicate["inputs"]

    def given(one: dict[str, str]) -> Input:
        return Input(one["path"], (folder / one["name"]).read_bytes().decode())

    missing = [name for name in stated if not (folder / name).is_file()]
    needed = [one["name"] for one in inputs["manifests"]] + [
        inputs[key]["name"] for key in ("waivers", "baseline") if key in inputs
    ]
    if lost := next((name for name in (REPORT, *needed) if name in missing), None):
        raise InputError(f"{lost} is missing from the evidence", mark=Mark(STATEMENT), fix="use an unharmed copy")
    return Bundle(
        report=(folder / REPORT).read_bytes().decode(),
        options=predicate["options"],
        manifests=tuple(given(one) for one in inputs["manifests"]),
        rules=tuple(folder / one for one in predicate["rules"]),
        waivers=given(inputs["waivers"]) if "waivers" in inputs else None,
        baseline=given(inputs["baseline"]) if "baseline" in inputs else None,
        versions=predicate["versions"],
        changed=tuple(_changes(folder, stated)),
    )


def _changes(folder: Path, stated: Mapping[str, str]) -> Iterator[str]:
    for name, digest in stated.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif _sha256(path.read_bytes()) != digest:
            yield f"{name} was changed"
    for path in _below(folder, ("inputs", "rules")):
        name = path.relative_to(folder).as_posix()
        if name not in stated:
            yield f"{name} was added"


def differing_rules(ours: Path, theirs: Path) -> list[str]:
    """Rule files that differ between two rule folders, by what happened to them on the way from the first to the second."""
    first, second = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes().removeprefix(b"\xef\xbb\xbf")
            for path in rulebook.files_below(folder)
        }
        for folder in (ours, theirs)
    )
    gone = [f"{name} is gone" for name in first if name not in second]
    new = [f"{name} is new" for name in second if name not in first]
    return [*gone, *new, *(f"{name} differs" for name in first if name in second and first[name] != second[name])]


def _below(folder: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        yield from sorted(path for path in (folder / name).rglob("*") if path.is_file())


def _base(path: str) -> str:
    return path.rpartition("/")[2] or "manifest.yaml"


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _versions() -> dict[str, str]:
    return {
        "riskcheck": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("pydantic", "PyYAML")},
    }
