"""Folders of the machine that a container sees under another name: `-v /data/Qwen3-8B:/model`, and `--model /model` inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.readers.options import Word, placed
from riskcheck.discovery.variables import follow

_MOUNT = re.compile(r"(?P<source>(?:\$\{[^}]*\}|[^:$]|\$(?!\{))+):(?P<target>/[^:]*)(?::[\w,]+)?$")


def mounts_of(texts: Iterable[str]) -> dict[str, str]:
    """Where the folders of the machine come from that a container sees, by their names inside."""
    return {found["target"].rstrip("/"): found["source"].rstrip("/") for text in texts if (found := _MOUNT.match(text))}


def mounts_in(words: Sequence[Word]) -> dict[str, str]:
    """The mounts among the options of `docker run`."""
    return mounts_of(one[0] for name, one in placed(words) if name in ("-v", "--volume"))


def from_outside(clues: Clues, words: Sequence[Word], mounts: Mapping[str, str], known: Mapping[str, str]) -> list[Word]:
    """The words of a command; a folder inside that says nothing stands as the one outside that is named for a model."""
    return [(_outside(clues, text, mounts, known), line, column) for text, line, column in words] if mounts else list(words)


def _outside(clues: Clues, text: str, mounts: Mapping[str, str], known: Mapping[str, str]) -> str:
    option, sign, path = text.rpartition("=")
    if not path.startswith("/") or clues.in_folder(path):
        return text
    for target, source in mounts.items():
        if path.rstrip("/") == target or path.startswith(f"{target}/"):
            outside = source + path.rstrip("/")[len(target) :]
            return f"{option}{sign}{outside}" if clues.in_folder(follow(outside, known)[0]) else text
    return text
