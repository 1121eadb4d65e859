"""`riskcheck screen`: party names against the lists."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from riskcheck.cli import options
from riskcheck.engine.book import world_at
from riskcheck.engine.screened import UPDATE
from riskcheck.errors import UsageError
from riskcheck.reading import cache
from riskcheck.screener import Answer, Screener
from riskcheck.screening import stored


def parser() -> options.Parser:
    """The words of `riskcheck screen`."""
    it = options.Parser(
        prog="riskcheck screen",
        description=(
            "Screen party names against the curated and the downloaded lists. A match is a name to be checked, not an identity. "
            "Names of persons are matched only when all their words are the same, in any order."
        ),
    )
    it.add_argument("names", nargs="+", metavar="NAME", help="a party's name; - reads names from standard input, one a line")
    it.add_argument("--country", metavar="CODE", help="ISO code of the party's seat; another one than the entry's lowers a match")
    it.add_argument("--number", action="append", default=[], metavar="ID", help="a registration number of the party; repeatable")
    it.add_argument("--limit", type=options.days, default=5, metavar="N", help="most matches for a name (default: 5)")
    it.add_argument(
        "--fail-on", choices=["match", "review", "never"], default="never", help="exit with 1 for such a band or a stronger one"
    )
    it.add_argument("--format", "-f", choices=["text", "json"], default="text")
    options.add_time(it)
    options.add_rules(it)
    return it


def main(arguments: list[str]) -> int:
    """Screen names. Returns 1 when `--fail-on` is met, else 0."""
    given = parser().parse_args(arguments)
    names = list(_names(given.names))
    if not names:
        raise UsageError("there is no name to screen", fix="write names, one a line")
    book = world_at(cache.load(options.folders(given.rules)), given.as_of or options.today())
    lists = stored.lists_on(given.as_of)
    screener = Screener(book, None if lists is None else lists.names)
    country = given.country.upper() if given.country else None
    answers = [screener.ask(name, country=country, numbers=tuple(given.number), limit=given.limit) for name in names]
    if lists is None:
        options.say(f"warning: no downloaded list is stored; only the rules' own entries were asked. Run `{UPDATE}`")
    else:
        for source, age in lists.stale(book.as_of).items():
            options.say(f"warning: {source} was fetched {age} days ago; run `{UPDATE} {source}`")
    if given.format == "json":
        print(json.dumps({"results": [_as_json(one) for one in answers]}, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join("\n".join(_lines(one)) for one in answers))
    failing = {"match": ("match",), "review": ("match", "review"), "never": ()}[given.fail_on]
    return 1 if any(one.band in failing for one in answers) else 0


def _names(words: list[str]) -> Iterator[str]:
    for word in words:
        yield from (line.strip() for line in sys.stdin if line.strip()) if word == "-" else (word,)


def _as_json(answer: Answer) -> dict[str, Any]:
    return {
        "query": answer.query,
        "band": answer.band,
        "organisations": list(answer.organisations),
        "matches": [
            {
                "list": hit.list,
                "entry": hit.entry,
                "name": hit.name,
                "matched": hit.matched,
                "score": hit.score,
                "band": hit.band,
                "reasons": list(hit.reasons),
                "listed": hit.listed.isoformat() if hit.listed else None,
                "effect": hit.effect,
                "url": hit.url,
            }
            for hit in answer.hits
        ],
    }


def _lines(answer: Answer) -> Iterator[str]:
    known = f" (the catalog knows it: {', '.join(answer.organisations)})" if answer.organisations else ""
    yield f"{answer.query}: {answer.band}{known}"
    for hit in answer.hits:
        since = f", since {hit.listed}" if hit.listed else ""
        yield f"  {hit.band:<6}  {hit.score:.2f}  {hit.name}"
        yield f"          {hit.list}, entry {hit.entry}{since}"
        yield f"          if it is that party: {hit.effect}"
        yield from (f"          - {reason}" for reason in hit.reasons)
