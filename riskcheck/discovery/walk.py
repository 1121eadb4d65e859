"""The files of a tree that discovery reads: .gitignore is respected, links are not followed, binaries and giants are left."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MOST_BYTES = 5_000_000
"""Larger text files are data. Larger ones with a known name are told as not read."""
SKIPPED = frozenset(
    """.git .hg .svn node_modules .venv venv .tox .nox __pycache__ .mypy_cache .ruff_cache .pytest_cache dist build target vendor
    .terraform .idea .next .nuxt site-packages .eggs .gradle bower_components .serverless .aws-sam cdk.out""".split()
)
"""Folders that hold other people's files, or made ones."""


def _is_environment(folder: Path) -> bool:
    """Whether a folder named `env` is a virtual environment of Python's; else it holds settings."""
    return (folder / "pyvenv.cfg").is_file() or (folder / "conda-meta").is_dir()


def files(root: Path) -> Iterator[str]:
    """Paths of a tree's files, relative with `/`, sorted. A file as root gives itself.

    git is asked at once, so that the caller can do other things until it answers.
    """
    return iter((root.name,)) if root.is_file() else _sorted(root, _asked_git(root))


def _sorted(root: Path, git: subprocess.Popen[bytes] | None) -> Iterator[str]:
    listed = _of_git(root, git)
    yield from sorted(listed if listed is not None else _walked(root, "", []))


def _asked_git(root: Path) -> subprocess.Popen[bytes] | None:
    """A git that says what it tracks or would track; None where there is no git."""
    try:
        return subprocess.Popen(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except OSError:
        return None


def _of_git(root: Path, git: subprocess.Popen[bytes] | None) -> list[str] | None:
    if git is None:
        return None
    try:
        answer, _ = git.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        git.kill()
        git.communicate()
        return None
    if git.returncode or not answer:
        return None
    return list(_of_ours(root, os.fsdecode(answer).rstrip("\0").split("\0")))


def _of_ours(root: Path, names: Iterable[str]) -> Iterator[str]:
    """Files outside the folders that hold other people's."""
    known: dict[str, bool] = {}
    for one in names:
        folder = one.rpartition("/")[0]
        is_ours = known.get(folder)
        if is_ours is None:
            parts = folder.split("/")
            is_ours = known[folder] = SKIPPED.isdisjoint(parts) and not any(
                part == "env" and _is_environment(root.joinpath(*parts[: index + 1])) for index, part in enumerate(parts)
            )
        if is_ours:
            yield one


def _walked(root: Path, below: str, specs: list[tuple[str, GitIgnoreSpec]]) -> Iterator[str]:
    folder = root / below if below else root
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    ignore = folder / ".gitignore"
    if ignore.is_file():
        from pathspec import GitIgnoreSpec

        with suppress(OSError, ValueError):
            specs = [*specs, (below, GitIgnoreSpec.from_lines(ignore.read_text("utf-8", "replace").splitlines()))]
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_symlink():  # a link leads to a file that is read elsewhere, or out of the tree, or in a circle
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and (entry.name in SKIPPED or (entry.name == "env" and _is_environment(folder / "env"))):
            continue
        shown = f"{path}/" if is_folder else path
        if _is_ignored(shown, specs):
            continue
        if is_folder:
            yield from _walked(root, path, specs)
        elif entry.is_file(follow_symlinks=False):
            yield path


def _is_ignored(path: str, specs: list[tuple[str, GitIgnoreSpec]]) -> bool:
    """What the last file that says anything of a path says; a deeper .gitignore outweighs those above it."""
    answer = False
    for base, spec in specs:
        said = spec.check_file(path[len(base) + 1 :] if base else path).include
        answer = answer if said is None else said
    return answer
