"""Model ids resolved a second on one core, and the time that the index takes to load.

`python benchmarks/identity.py [FILE]`: FILE is a list of ids, one a line, or LiteLLM's price map in JSON; without it the
catalog's own ids are spelled the way routers and clouds spell them. Ids are resolved for the first time (nothing is
remembered) and again (as an estate of many manifests does). Medians of nine rounds.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from pathlib import Path

from riskcheck.engine.book import world_at
from riskcheck.knowledge.identity import Catalogue
from riskcheck.reading import rulebook

ROUNDS = 9


def main() -> None:
    """Measure and print."""
    read = rulebook.read([rulebook.bundled()])
    loading = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        Catalogue.of(read.families, read.models, read.reuploaders)
        loading.append(time.perf_counter() - start)
    catalogue = world_at(read, dt.date(2026, 11, 23)).catalogue
    if len(sys.argv) > 1:
        text = Path(sys.argv[1]).read_text("utf-8")
        ids = sorted(json.loads(text)) if text.startswith("{") else text.split()
    else:
        names = [model.id for model in read.models]
        ids = [*names, *(f"openrouter/{one}" for one in names), *(f"hf.co/{one}-GGUF:Q4_K_M" for one in names)]
    first, again = [], []
    for _ in range(ROUNDS):
        catalogue.forget()
        for times in (first, again):
            start = time.perf_counter()
            for one in ids:
                catalogue.identify(one)
            times.append(time.perf_counter() - start)
    print(f"index of {len(read.models)} models and {len(read.families)} families: {1000 * statistics.median(loading):.1f} ms")
    rates = [len(ids) / statistics.median(times) for times in (first, again)]
    print(f"{len(ids)} ids: {rates[0]:,.0f} a second at first sight, {rates[1]:,.0f} again")


if __name__ == "__main__":
    main()
