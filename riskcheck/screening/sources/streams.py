"""Large list files read piece by piece: XML elements and CSV rows, also out of a zip, with the place of an error."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from riskcheck.errors import ListError, Mark

MOST_BYTES = 1_000_000_000
"""Of a file inside a zip; a zip that claims or gives more is refused."""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file, or the only or first list file inside a zip. Raises ListError for a zip that cannot be read or is too big."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as plain:
            yield plain
        return
    with zipfile.ZipFile(path) as archive:
        inside = [
            one
            for one in archive.infolist()
            if not one.is_dir() and Path(one.filename).suffix.lower() in (".xml", ".csv", ".json")
        ]
        if not inside:
            raise ListError("a zip without an XML, CSV or JSON file", mark=Mark(path.name))
        if inside[0].file_size > MOST_BYTES:
            raise ListError(
                f"a zip that unpacks to {inside[0].file_size / 1e6:,.0f} MB; no list is that long", mark=Mark(path.name)
            )
        try:
            with archive.open(inside[0]) as packed:
                yield packed
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise ListError(f"a damaged zip: {error}", mark=Mark(path.name)) from None


def elements(path: Path, names: frozenset[str]) -> Iterator[Element]:
    """The elements with one of these names that lie in no other of them, each gone when the next is asked for. No namespaces.

    Memory holds one of them at a time. Raises ListError for what is not well-formed or uses entities or a DTD.
    """
    with opened(path) as file:
        open_elements: list[Element] = []
        try:
            for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
                if event == "start":
                    element.tag = element.tag.rpartition("}")[2]
                    open_elements.append(element)
                    continue
                open_elements.pop()
                if any(one.tag in names for one in open_elements):
                    continue  # part of an element that is still being read
                if element.tag in names:
                    yield element
                element.clear()
                if open_elements:
                    open_elements[-1].remove(element)
        except ParseError as error:
            line = getattr(error, "position", (None,))[0]
            raise ListError(f"not well-formed XML: {error}", mark=Mark(path.name, line), fix="fetch the file again") from None
        except DefusedXmlException as error:
            raise ListError(f"XML with forbidden parts: {error}", mark=Mark(path.name)) from None


def attribute(path: Path, root: str, name: str) -> str | None:
    """An attribute of the document's first element, when that is `root`; None for anything else, also for no XML."""
    with opened(path) as file:
        try:
            for _, element in iterparse(file, events=("start",), forbid_dtd=True):
                return str(element.get(name) or "") or None if element.tag.rpartition("}")[2] == root else None
        except (ParseError, DefusedXmlException):
            return None
    return None


def rows(path: Path, needed: tuple[str, ...], *, delimiter: str = ",", skip: int = 0) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and fields of every row of a CSV file with a header line after `skip` lines.

    Raises ListError for a file without the needed columns, and for a row that breaks off.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for _ in range(skip):
            file.readline()
        reader = csv.DictReader(file, delimiter=delimiter)
        try:
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise ListError(
                    f"there is no column {', '.join(missing)}",
                    mark=Mark(path.name, skip + 1),
                    fix="is it the authority's own file?",
                )
            for row in reader:
                if None in row or None in row.values():
                    raise ListError(
                        "a row with another number of columns than the header", mark=Mark(path.name, skip + reader.line_num)
                    )
                yield skip + reader.line_num, {key: value.strip() for key, value in row.items()}
        except csv.Error as error:
            raise ListError(f"not a CSV file: {error}", mark=Mark(path.name, skip + reader.line_num)) from None


def text(element: Element, path: str) -> str:
    """The text at a path below an element, stripped; empty where there is none."""
    return " ".join((element.findtext(path) or "").split())


def day(value: str | None, *formats: str) -> dt.date | None:
    """A date in one of some `strptime` formats (ISO by default, time of day ignored); None for anything else."""
    for pattern in formats or ("%Y-%m-%d",):
        try:
            return dt.datetime.strptime((value or "").strip()[: 10 if pattern == "%Y-%m-%d" else None], pattern).date()
        except ValueError:
            continue
    return None
