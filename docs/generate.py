"""Write the documentation pages that come from data, or with --check fail when one is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

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


PAGES = {"facts.md": facts_page}


def main(arguments: list[str]) -> int:
    """Write or check every generated page."""
    stale = []
    for name, build in PAGES.items():
        path, text = HERE / name, build()
        if "--check" in arguments:
            if not path.is_file() or path.read_text("utf-8") != text:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if stale:
        print(f"stale: {', '.join(stale)}; run `python docs/generate.py`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
