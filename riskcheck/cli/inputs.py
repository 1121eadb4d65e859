"""What the words of a call lead to: manifests, or what is discovered where there is none."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from riskcheck import api
from riskcheck.cli import options
from riskcheck.engine.book import Book
from riskcheck.engine.check import Subject
from riskcheck.errors import ManyErrors, RiskcheckError, UsageError
from riskcheck.reading import manifests
from riskcheck.reading.manifests import ReadManifest
from riskcheck.reading.surroundings import fingerprint, shown_paths

if TYPE_CHECKING:
    from riskcheck.discovered import Discovered

NEXT_STEP = (
    "write one: `version: 1`, `organization: {name: ...}`, `deployments: [{name: ..., models: [...]}]`;\n"
    "       what you leave out is reported as a question. `riskcheck schema manifest` gives editors its shape,\n"
    "       and the examples/ folder of the project has twelve to start from"
)


class Input(NamedTuple):
    """What one word leads to. word: as it was given. found: where it leads to no manifest, what was discovered instead."""

    word: str
    read: ReadManifest
    found: Discovered | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it is a stream that holds nothing to judge."""
        if self.found is None:
            return False
        from riskcheck.discovered import is_empty

        return is_empty(self.found)


def inputs(words: Sequence[str], book: Book, given: Any) -> list[Input]:
    """What some words lead to, each file once. Raises every mistake in them at once."""
    files: dict[str, Path] = {}
    for word in words:
        file = _leads_to(word)
        if file.absolute() not in {one.absolute() for one in files.values()}:
            files[word] = file
    shown = shown_paths(list(files.values()))
    found: list[Input] = []
    errors: list[RiskcheckError] = []
    for (word, file), name in zip(files.items(), shown, strict=True):
        try:
            found.append(_input(word, file, name, book, given))
        except ManyErrors as error:
            errors += error.errors
        except RiskcheckError as error:
            errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else ManyErrors(errors)
    return found


def subject(word: str) -> Subject:
    """The manifest behind one word, as something to judge: a file, a folder that holds one, or `-`."""
    file = _leads_to(word)
    return api.subject_of(_manifest(word, file, "stdin" if word == "-" else options.shown_path(file)))


def _leads_to(word: str) -> Path:
    """The file of a word: the manifest of a folder that has one, else what the word names."""
    path = Path(word)
    return (manifests.find(path) if word != "-" and path.is_dir() else None) or path


def _input(word: str, file: Path, shown: str, book: Book, given: Any) -> Input:
    if word != "-" and file.is_dir():
        return _tree(word, file, shown, book, given)
    if word == "-" or (file.suffix.lower() == ".json" and file.is_file()):
        raw = sys.stdin.buffer.read() if word == "-" else file.read_bytes()
        shown = "stdin" if word == "-" else shown
        if b"apiVersion:" in raw or b"CycloneDX" in raw[:4000] or b"spdx" in raw[:4000]:
            from riskcheck import discovered

            one = discovered.in_text(raw.decode("utf-8-sig", "replace"), shown, book, organization=given.organization)
            if one is not None:
                return Input(word, one.read, one)
        return Input(word, manifests.from_bytes(raw, shown))
    return Input(word, _manifest(word, file, shown))


def _tree(word: str, folder: Path, shown: str, book: Book, given: Any) -> Input:
    from riskcheck import discovered

    key = fingerprint(options.folders(given.rules))
    one = discovered.in_tree(folder, shown, book, key, organization=given.organization, jobs=given.jobs)
    if one is None:
        raise UsageError(f"there is no riskcheck.yaml in {_here(word)}, and no model use was found there", fix=NEXT_STEP)
    return Input(word, one.read, one)


def _manifest(word: str, file: Path, shown: str) -> ReadManifest:
    if word == "-":
        return manifests.from_bytes(sys.stdin.buffer.read(), shown)
    if file.is_dir():
        raise UsageError(f"there is no riskcheck.yaml in {_here(word)}", fix=NEXT_STEP)
    return manifests.load(file, shown)


def _here(word: str) -> str:
    return "this folder" if word == "." else word
