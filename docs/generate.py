"""Write the documentation pages that come from data, or with --check fail when one is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import catalog_pages
import law_pages
import reference_pages

from riskcheck.reading import rulebook
from riskcheck.schema.vocabulary import FACTS

HERE = Path(__file__).parent


def facts_page() -> str:
    """The vocabulary as a table."""
    return "\n".join(_facts_lines()) + "\n"


def _facts_lines() -> Iterator[str]:
    yield "# Facts"
    yield ""
    yield "Generated from `riskcheck/schema/vocabulary.py` by `docs/generate.py`; a rule can ask about nothing else."
    yield ""
    yield "| fact | kind | meaning | settled by |"
    yield "|---|---|---|---|"
    for fact in FACTS.values():
        values = f" ({', '.join(fact.values)})" if fact.values else ""
        yield f"| `{fact.name}` | {fact.kind} | {fact.meaning}{values} | `{fact.asks}` |"


FOLDERS = ("rules", "catalog", "reference")
"""Folders in which every page is generated: one that no data stands behind is stale too."""


def all_pages() -> dict[str, str]:
    """Every generated page: its path below this folder, and its text."""
    book = rulebook.read([rulebook.bundled()])
    return {"facts.md": facts_page(), **law_pages.pages(book), **catalog_pages.pages(book), **reference_pages.pages()}


def main(arguments: list[str]) -> int:
    """Write or check every generated page."""
    pages = all_pages()
    left_over = {path.relative_to(HERE).as_posix() for folder in FOLDERS for path in (HERE / folder).glob("*.md")} - set(pages)
    if "--check" in arguments:
        stale = [name for name, text in pages.items() if not _is_written(HERE / name, text)]
        if stale or left_over:
            print(f"stale: {', '.join(sorted([*stale, *left_over]))}; run `python docs/generate.py`")
        return 1 if stale or left_over else 0
    for name in left_over:
        (HERE / name).unlink()
    for name, text in pages.items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


def _is_written(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
