"""Tables of models, `models: {gpt-4o: {...}}` and `models: [{id: ...}]`: what may be chosen, what is deployed, and what a file calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from riskcheck.discovery import key_words, naming
from riskcheck.discovery.detection import Detection
from riskcheck.discovery.settings import beside, shapes, states
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Path, Value

_FARTHEST = 40
"""So many lines above its first value the key of an entry is looked for."""


def uses_of_tables(it: Reading) -> Iterator[Detection]:
    """The models of tables by the names of their entries: possible, unless the entry says that it is deployed or what the file calls it."""
    tables: dict[Path, dict[Path, Value]] = {}
    for value in it.values:
        for depth, part in enumerate(value.path[:-2]):
            if isinstance(part, str) and naming.names_models(part):
                tables.setdefault(value.path[: depth + 1], {}).setdefault(value.path[: depth + 2], value)
    for table, entries in tables.items():
        if shapes.is_label(table) or any(isinstance(part, str) and naming.refuses(part) for part in table):
            continue
        for entry, first in entries.items():
            yield from _of_entry(it, table, entry, first)


def _of_entry(it: Reading, table: Path, entry: Path, first: Value) -> Iterator[Detection]:
    inside, key = it.by_parent.get(entry, {}), entry[-1]
    if inside.keys() & key_words.MODEL_KEYS or "alias" in inside:  # told there
        return
    named = next((inside[name] for name in ("id", "name") if name in inside and it.clues.knows(inside[name].text)), None)
    if isinstance(key, str) and re.search(r"[\d/:-]", key) and it.clues.knows(key):
        if (place := _place_of(it, key, first)) is None:
            return
        value, model = first._replace(text=key, line=place[0], column=place[1], is_block=False), key
        is_chosen = "deploymentname" in inside
    elif named is not None:  # under a name of the file's own, by which it is called, or in a list
        value, model = named, named.text
        is_chosen = isinstance(key, str) and not _is_priced(it, entry)
    else:
        return
    is_possible = naming.is_possible(table) or not is_chosen
    state = states.state_of(it, value._replace(path=(*entry, "id")), "active")
    address = beside.address_beside(it, value._replace(path=table))
    yield it.use(
        value,
        f"an entry of {table[-1]} names the model",
        model=model,
        url=address[1] if address else None,
        state="capability" if is_possible and state == "active" else state,
    )


def _is_priced(it: Reading, entry: Path) -> bool:
    """Whether an entry says what its model costs, as registries do."""
    below = (str(path[len(entry)]) for path in it.by_parent if path[: len(entry)] == entry and len(path) > len(entry))
    return any(shapes.PRICED.search(name) for name in (*it.by_parent.get(entry, {}), *below))


def _place_of(it: Reading, key: str, first: Value) -> tuple[int, int] | None:
    """Line and column of the key of an entry whose first value is known."""
    written = re.compile(rf"(?<![\w.:/-]){re.escape(key)}[\"']?\s*(?:[:=]|\])")
    for line in range(first.line, max(first.line - _FARTHEST, 0), -1):
        if found := written.search(it.file.lines[line - 1] if line <= len(it.file.lines) else ""):
            return line, found.start() + 1
    return None
