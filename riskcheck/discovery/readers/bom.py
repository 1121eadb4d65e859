"""Bills of materials of other tools: CycloneDX ML-BOM and SPDX 3, JSON. What they list is declared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State, Unreadable
from riskcheck.discovery.formats.json_text import of_json
from riskcheck.discovery.values import Path


def is_bom(text: str) -> bool:
    """Whether a JSON text is a CycloneDX or SPDX document, by its head."""
    return bool(re.search(r'"bomFormat"\s*:\s*"CycloneDX"|"spdxVersion"|spdx\.org/rdf', text[:4000]))


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Models and the endpoints of services. Raises Unreadable."""
    try:
        document = json.loads(file.text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not JSON: {error}") from None
    if not isinstance(document, dict):
        raise Unreadable("not a bill of materials")
    places = _names_of(file)
    for component, path in _components(document):
        if component.get("type") == "machine-learning-model":
            name = model_of(component)
            state: State = "capability" if component.get("scope") == "excluded" else "active"  # not part of what runs
            line, column = places.get(path, (1, 1))
            reason = "a component of the bill of materials"
            yield clues.use(file, line, name, column=column, model=name, state=state, reason=reason)
    for service in document.get("services") or ():
        for endpoint in service.get("endpoints") or ():
            if clues.is_url(str(endpoint)) and not clues.is_local(str(endpoint)):
                yield _at(file, clues, str(endpoint), "a service of the bill of materials", url=str(endpoint))
    for element in document.get("@graph") or ():
        if isinstance(element, dict) and str(element.get("type", "")).endswith("AIPackage"):
            name = str(element.get("name") or "")
            if clues.could_be_model(name):
                yield _at(file, clues, name, "an AI package of the bill of materials", model=name)


def model_of(component: dict[str, Any]) -> str:
    """A model component's id: its package URL, or group and name."""
    purl = str(component.get("purl") or "")
    if purl.startswith("pkg:huggingface/"):
        return re.sub(r"[@?].*$", "", purl.removeprefix("pkg:huggingface/"))
    group, name = component.get("group"), str(component.get("name") or "")
    return f"{group}/{name}" if group and "/" not in name else name


def _components(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Path]]:
    """The components with the keys that lead to each, those inside others after them."""
    waiting = _within(document, ())
    waiting.append(((document.get("metadata") or {}).get("component") or {}, ("metadata", "component")))
    for seen, (one, path) in enumerate(waiting):
        if seen < 50_000 and isinstance(one, dict):
            yield one, path
            waiting += _within(one, path)


def _within(whole: dict[str, Any], path: Path) -> list[tuple[Any, Path]]:
    return [(one, (*path, "components", index)) for index, one in enumerate(whole.get("components") or ())]


def _names_of(file: SourceFile) -> dict[Path, tuple[int, int]]:
    """Where the names of things stand, by the keys that lead to each thing."""
    return {one.path[:-1]: (one.line, one.column) for one in of_json(file.text).values if one.path[-1:] == ("name",)}


def _at(file: SourceFile, clues: Clues, text: str, reason: str, **more: Any) -> Detection:
    tail = text.rpartition("/")[2]
    at = max(file.text.find(f'"{text}"'), file.text.find(f'/{tail}"'), file.text.find(f'"{tail}"'))
    line = file.place(max(at, 0))[0]
    return clues.use(file, line, text, reason=reason, **more)
