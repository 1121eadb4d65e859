"""Manifest files: where they are, and what they say."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from riskcheck.errors import InputError
from riskcheck.reading.documents import Source, decode, parse, read_text
from riskcheck.reading.validation import validate
from riskcheck.schema.manifest import Manifest

FILE_NAMES = ("riskcheck.yaml", "riskcheck.yml", "riskcheck.json")


@dataclass(frozen=True, slots=True)
class ReadManifest:
    """A manifest with the document it was read from. `digest` is `sha256:` and the hex digest of its text."""

    manifest: Manifest
    source: Source
    digest: str
    text: str


def find(folder: Path) -> Path | None:
    """The manifest file in a folder, if it has one."""
    return next((folder / name for name in FILE_NAMES if (folder / name).is_file()), None)


def load(path: Path, shown: str | None = None) -> ReadManifest:
    """The manifest in a file. `shown` is the name for messages. Raises UsageError or InputError."""
    name = shown or str(path)
    return from_text(read_text(path, name), name)


def from_bytes(raw: bytes, name: str) -> ReadManifest:
    """The manifest in bytes, for instance from standard input."""
    return from_text(decode(raw, name), name)


def from_text(text: str, name: str) -> ReadManifest:
    """The manifest in a text. Raises InputError with the place of everything that is wrong."""
    source = parse(text, name)
    if not isinstance(source.data, dict):
        found = "a list" if isinstance(source.data, list) else "a single value"
        fix = "begin with `version: 1`, then `organization:` and `deployments:`"
        raise InputError(f"a manifest is a mapping, this is {found}", mark=source.mark(()), fix=fix)
    digest = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    return ReadManifest(validate(Manifest, source), source, digest, text)
