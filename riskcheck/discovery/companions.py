"""Values that a file's neighbour sets: Terraform's variables and providers, the `.env` of a Compose file, a chart's values."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from riskcheck.discovery.detection import Stamp, Unreadable

if TYPE_CHECKING:
    from riskcheck.discovery.values import Value

_MOST_FILES = 60
"""A folder with more Terraform files than this is no module that people write."""
_MOST_BYTES = 500_000
_TERRAFORM = (".tf", ".tofu")
_CHART = re.compile(r"^((?:.*/)?)templates/.*\.(?:ya?ml|tpl)$")
_COMPOSE = re.compile(r"(?:^|/)(?:docker-)?compose[^/]*\.ya?ml$", re.I)


class Beside(NamedTuple):
    """What was found beside a file. paths: what it rests on, whether it is there or not; a folder for the files in it."""

    variables: Mapping[str, str]
    paths: tuple[str, ...]


NOTHING = Beside({}, ())


def beside(base: str, path: str, text: str) -> Beside:
    """The variables that a file's neighbours set, where it refers to any. base: the folder that the path is relative to."""
    folder = os.path.dirname(f"{base}/{path}")  # noqa: PTH120 - as everywhere on the way to a file
    if path.endswith(_TERRAFORM) and re.search(r"\b(?:var|local)\.\w|^\s*resource\s", text, re.M):
        return _module(folder, os.path.basename(path))  # noqa: PTH119
    if (chart := _CHART.match(path)) and ".Values." in text:
        values = f"{base}/{chart[1]}values.yaml"
        return Beside(_values_of_chart(values, stamp_of(values)), (values,))
    if _COMPOSE.search(path) and "$" in text:
        env = f"{folder}/.env"
        return Beside(_environment(env, stamp_of(env)), (env,))
    return NOTHING


def stamp_of(path: str) -> Stamp | None:
    """Size, time and number of a file; None where there is none."""
    try:
        seen = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return (seen.st_size, seen.st_mtime_ns, seen.st_ino)


def _module(folder: str, own: str) -> Beside:
    """What the other files of a Terraform module define: defaults, then the values that are loaded without being named."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return NOTHING
    code = [name for name in names if name.endswith(_TERRAFORM) and name != own][:_MOST_FILES]
    chosen = [name for name in names if name == "terraform.tfvars" or name.endswith(".auto.tfvars")]
    found: dict[str, str] = {}
    for name in code:
        found |= _definitions(f"{folder}/{name}", stamp_of(f"{folder}/{name}"))
    for name in chosen:
        found |= _chosen(f"{folder}/{name}", stamp_of(f"{folder}/{name}"))
    return Beside(found, (folder, *(f"{folder}/{name}" for name in (*code, *chosen))))


@lru_cache(maxsize=1024)
def _definitions(path: str, stamp: Stamp | None) -> Mapping[str, str]:
    """Defaults, locals and the providers' regions of a Terraform file. stamp: of the file, so that a newer one is read."""
    from riskcheck.discovery.settings import definitions

    read = _terraform(path, stamp)
    found = {name: text for name, text in definitions.known_of(read).items() if name.startswith(("provider ", "data."))}
    for one in read:
        names = [part for part in one.path if not (isinstance(part, str) and part.startswith("@"))]  # blocks are numbered so
        if one.is_literal and len(names) == 3 and names[0] == "variable" and names[2] == "default":
            found[f"var.{names[1]}"] = one.text
        elif one.is_literal and len(names) == 2 and names[0] == "locals":
            found[f"local.{names[1]}"] = one.text
    return found


@lru_cache(maxsize=1024)
def _chosen(path: str, stamp: Stamp | None) -> Mapping[str, str]:
    return {f"var.{one.path[0]}": one.text for one in _terraform(path, stamp) if len(one.path) == 1 and one.is_literal}


def _terraform(path: str, stamp: Stamp | None) -> tuple[Value, ...]:
    from riskcheck.discovery.formats import hcl_blocks

    try:
        return hcl_blocks.of_hcl(_text(path, stamp)).values
    except Unreadable:
        return ()


@lru_cache(maxsize=1024)
def _environment(path: str, stamp: Stamp | None) -> Mapping[str, str]:
    from riskcheck.discovery.formats import pairs

    return {one.key: one.text for one in pairs.of_pairs(_text(path, stamp)).values} if stamp else {}


@lru_cache(maxsize=1024)
def _values_of_chart(path: str, stamp: Stamp | None) -> Mapping[str, str]:
    """What a chart's own values say, by the names that its templates have for them."""
    from riskcheck.discovery.formats import yaml_documents

    try:
        values = yaml_documents.of_yaml(_text(path, stamp)).values if stamp else ()
    except Unreadable:
        return {}
    return {".".join(map(str, one.path)): one.text for one in values if all(isinstance(part, str) for part in one.path)}


def _text(path: str, stamp: Stamp | None) -> str:
    if stamp is None or stamp[0] > _MOST_BYTES:
        return ""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read().decode("utf-8-sig", "replace")
    except OSError:
        return ""
