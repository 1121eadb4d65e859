"""What a run takes from its machine: the day, how paths are shown, where the law lies. Light: every command imports it."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from riskcheck import __version__
from riskcheck.errors import UsageError


def today() -> dt.date:
    """The day it is, in UTC, so that a run does not depend on the machine's time zone."""
    return dt.datetime.now(dt.UTC).date()


def shown_path(path: Path) -> str:
    """How a path is named in output: relative below the current folder, its bare name elsewhere; never absolute."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - symlinks stay as the user wrote them
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.name


def shown_paths(paths: Sequence[Path]) -> list[str]:
    """How several files are named beside each other: those that would have one name get the folders that tell them apart."""
    absolute = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - symlinks stay as the user wrote them
    shown = [shown_path(path) for path in paths]
    for many in range(2, max((len(path.parts) for path in absolute), default=0)):
        twice = {name for name, count in Counter(shown).items() if count > 1}
        if not twice:
            break
        shown = ["/".join(path.parts[-many:]) if name in twice else name for name, path in zip(shown, absolute, strict=True)]
    return shown


def folders(extra: Sequence[Path] | None, base: Path | None = None) -> list[Path]:
    """The rule folders of a run: the bundled one (or `base` in its stead), then the user's."""
    return [base or bundled(), *(extra or [])]


def bundled() -> Path:
    """The folder of rules that comes with this installation."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def files_below(folder: Path) -> list[Path]:
    """Every YAML file below a rule folder, in order of its path. Raises UsageError when there is none."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise UsageError(f"there is no rules folder {folder}", fix="check the path given to --rules")
    found = sorted(
        Path(above, name)
        for above, _, names in os.walk(folder, followlinks=True)
        for name in names
        if name.endswith((".yaml", ".yml"))
    )
    if not found:
        raise UsageError(f"the rules folder {folder} holds no YAML file", fix="check the path given to --rules")
    return found


def fingerprint(where: Sequence[Path]) -> str:
    """What changes when a rule file, the engine or Python does; from names, sizes and times, without reading a rule."""
    digest = hashlib.sha256(f"{__version__} {sys.version}".encode())
    for folder in where:
        digest.update(f"{folder.resolve()}\n".encode())
        for path in files_below(folder):
            seen = path.stat()
            digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    for path in sorted(Path(__file__).resolve().parent.parent.glob("schema/*.py")):
        digest.update(f"{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()[:32]
