"""Dependency manifests: a package that exists for one service makes its use possible, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.discovery import sdks
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile
from riskcheck.discovery.formats.json_text import of_json
from riskcheck.discovery.formats.toml_tables import of_toml
from riskcheck.discovery.readers import shell
from riskcheck.discovery.values import Value

_REQUIREMENT = re.compile(r"^\s*(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;@ ,]|$)")
_SECTIONS = tuple(
    """dependencies devdependencies peerdependencies optionaldependencies optional-dependencies dependency-groups requires
    dev-dependencies build-dependencies""".split()
)
_OTHERS = re.compile(
    r"""<artifactId>([\w.-]+)</artifactId>|PackageReference\s+Include="([\w.]+)"|^\s*gem\s+["']([\w-]+)["']|^\s*(?:require\s+)?([\w.-]+\.[\w.-]+/[\w./-]+)\s+v\d""",
    re.M,
)


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Packages of known services, and what the scripts of a package.json run."""
    if file.name == "package.json":
        yield from _package_json(file, clues)
    elif file.name.endswith(".toml"):
        for value in of_toml(file.text).values:
            names = {str(part).lower() for part in value.path}
            if names & set(_SECTIONS):
                listed = isinstance(value.path[-1], int)
                word = _REQUIREMENT.match(value.text) if listed else None
                yield from _package(file, clues, (word["name"] if word else "") if listed else value.key, value.line)
    elif re.search(r"requirements[^/]*\.(?:txt|in)$|constraints[^/]*\.txt$|^pipfile$", file.name):
        for number, text in enumerate(file.lines, 1):
            found = _REQUIREMENT.match(text.split("#")[0])
            if found:
                yield from _package(file, clues, found["name"], number)
    else:
        for found in _OTHERS.finditer(file.text):
            name = next(part for part in found.groups() if part)
            yield from _package(file, clues, name.rpartition("/")[2] if "/" in name else name, file.place(found.start())[0])


def _package_json(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    for value in of_json(file.text).values:
        section = str(value.path[0]).lower() if value.path else ""
        if section in _SECTIONS and len(value.path) == 2:
            yield from _package(file, clues, value.key, value.line)
        elif section == "scripts" and len(value.path) == 2:
            yield from _script(file, clues, value)


def _script(file: SourceFile, clues: Clues, value: Value) -> Iterator[Detection]:
    for one in shell.uses_of_script(file, clues, value.text, value.line, value.column):
        yield one._replace(line=value.line, column=file.find_on(value.line, one.text))


def _package(file: SourceFile, clues: Clues, name: str, line: int) -> Iterator[Detection]:
    provider = sdks.PACKAGES.get(name.lower().replace("_", "-"))
    if provider:
        yield clues.use(
            file,
            line,
            name,
            provider=provider,
            state="capability",
            confidence="inferred",
            reason="a package for this service; nothing says that it is called",
        )
