"""`riskcheck catalog`: what is known of a model, organisation, host or region, and why."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable
from typing import Any, cast

from riskcheck.cli import options
from riskcheck.engine.book import Book, world_at
from riskcheck.errors import UsageError, nearest
from riskcheck.knowledge.identity import Identity
from riskcheck.reading import cache
from riskcheck.schema.catalog import Base, Relation


def main(arguments: list[str]) -> int:
    """Look names up."""
    it = options.Parser(prog="riskcheck catalog", description="Say what is known of a name, and why.")
    commands = it.add_subparsers(dest="what", required=True, metavar="WHAT")
    for name, line in (
        ("model", "model ids in any spelling"),
        ("org", "organisations"),
        ("host", "host names or providers"),
        ("region", "CLOUD/REGION"),
    ):
        sub = commands.add_parser(name, help=line, description=f"Look up {line}.")
        sub.add_argument("names", nargs="+", metavar="NAME", help="a name; - reads names from standard input, one a line")
        sub.add_argument("--format", "-f", choices=["text", "json"], default="text")
        options.add_time(sub)
        options.add_rules(sub)
        if name == "model":
            sub.add_argument("--online", action="store_true", help="also ask the Hugging Face Hub (extra `online`)")
    given = it.parse_args(arguments)
    book = world_at(cache.load(options.folders(given.rules)), given.as_of or options.today())
    names = list(_names(given.names))
    if given.what == "model" and given.online:
        answers = [_model(name, book, _asked_online(name, book)) for name in names]
    else:
        answers = [_ANSWERS[given.what](name, book) for name in names]
    if given.format == "json":
        wrapped: Any = (
            {"models": answers} if given.what == "model" else answers[0] if len(answers) == 1 else {f"{given.what}s": answers}
        )
        print(json.dumps(wrapped, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join("\n".join(_told(answer)) for answer in answers))
    return 0


def _names(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        if word == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield word


# --- answers ------------------------------------------------------------------------------------------------------


def _developers(ids: Iterable[str], book: Book) -> list[dict[str, str | None]]:
    return [{"id": one, "country": book.ownership.country(one)} for one in ids]


def _asked_online(name: str, book: Book) -> Identity:
    """The identity with what model cards on the Hub declare; a failure is said and leaves the catalog's answer."""
    from riskcheck.reading import hub

    identity = book.catalogue.identify(name)
    model = next((form for form in reversed(identity.spelling.forms) if form.count("/") == 1), name)
    try:
        told = hub.chain(model, now=dt.datetime.now(dt.UTC))
    except hub.HubUnreachable as error:
        options.say(f"warning: {error}")
        return identity
    if not told:
        options.say(f"warning: the Hub has no model {model}, or does not show it without a token")
        return identity
    bases = tuple(
        Base(of=base, relation=cast("Relation", relation), certainty="declared", source=f"model card of {one.id} on the Hub")
        for one in told
        for base, relation in one.bases
    )
    said = f"the Hub was asked on {told[0].retrieved}: {' ← '.join(one.id for one in told)}"
    return (
        book.catalogue.with_bases(identity, bases, said)
        if bases
        else identity._replace(evidence=(*identity.evidence, f"{said}; no base model is declared"))
    )


def _model(name: str, book: Book, asked: Identity | None = None) -> dict[str, Any]:
    identity: Identity = asked or book.catalogue.identify(name)
    evidence = list(identity.evidence)
    if not identity.is_known and not identity.lineage:
        close = nearest(identity.spelling.forms[-1], book.catalogue.known_names())
        evidence += [f"nearest known name: {close}"] if close else []
    return {
        "query": name,
        "id": identity.id,
        "family": identity.families[-1] if identity.families else None,
        "series": identity.families[0] if len(identity.families) > 1 else None,
        "developers": _developers(identity.developers, book),
        "lineage": [
            {"id": one.id, "relation": one.relation, "developers": _developers(one.developers, book), "confidence": one.certainty}
            for one in identity.lineage
        ],
        "license": identity.license,
        "confidence": identity.certainty if identity.is_known or identity.lineage else None,
        "evidence": evidence,
    }


def _organisation(name: str, book: Book) -> dict[str, Any]:
    found = sorted(book.organisations_named(name))
    if not found:
        known = {alias for one in book.rulebook.organisations for alias in (one.id, one.name, *one.aliases)}
        close = nearest(name, known)
        raise UsageError(
            f"the catalog has no organisation '{name}'", fix=f"did you mean {close}?" if close else "try its legal name"
        )
    one = book.ownership.organisations[found[0]]
    lists = {identifier: listing.certain[one.id] for identifier, listing in book.listings.items() if one.id in listing.certain}
    return {
        "query": name,
        "id": one.id,
        "name": one.name,
        "country": one.country,
        "aliases": list(one.aliases),
        "controlled_by": [step.text for step in book.ownership.controllers(one.id)],
        "may_be_controlled_by": [step.text for step in book.ownership.controllers(one.id, possible=True)][
            len(book.ownership.controllers(one.id)) :
        ],
        "ultimate_parents": _developers(sorted(book.ownership.ultimate_parents(one.id)), book),
        "lists": lists,
        "confidence": one.confidence,
        "source": one.source,
        "note": one.note,
    }


def _host(name: str, book: Book) -> dict[str, Any]:
    match = book.hosts.host(name)
    provider = match.provider if match else book.hosts.provider(name)
    if provider is None:
        close = nearest(name, [*book.hosts.names(), *(host.pattern for one in book.rulebook.providers for host in one.hosts)])
        unknown: dict[str, Any] = {
            "host": name,
            "operator": None,
            "parent": None,
            "storage": [],
            "inference": [],
            "confidence": None,
            "source": None,
        }
        return {**unknown, "note": "not in the catalog" + (f"; nearest: {close}" if close else "")}
    host = match.host if match else None
    operator = (host.operator if host else None) or provider.operator
    parent = sorted(book.ownership.ultimate_parents(operator))[0]
    region = book.hosts.region(provider.cloud, match.region) if match and match.region else None
    storage = host.storage if host and host.storage is not None else provider.storage
    inference = host.inference if host and host.inference is not None else provider.inference
    return {
        "host": name,
        "provider": provider.id,
        "operator": _developers([operator], book)[0],
        "parent": _developers([parent], book)[0],
        "storage": [region.country] if region and not storage else list(storage or ()),
        "inference": [region.country] if region and not inference else list(inference or ()),
        "region": region.code if region else None,
        "router": provider.router,
        "confidence": host.confidence if host else provider.confidence,
        "source": host.source if host else provider.source,
        "note": (host.note if host else None) or provider.note,
    }


def _region(name: str, book: Book) -> dict[str, Any]:
    cloud, slash, code = name.partition("/")
    provider = book.hosts.provider(cloud)
    wanted = cloud if cloud in book.hosts.clouds else provider.cloud if provider else None
    if not slash or wanted is None:
        known = ", ".join(sorted(book.hosts.clouds))
        raise UsageError(f"'{name}' names no cloud", fix=f"write CLOUD/REGION, for instance aws/eu-central-1; clouds: {known}")
    region, scope = book.hosts.region(wanted, code), book.hosts.scope(wanted, code)
    if region is None and scope is None:
        close = nearest(code, book.hosts.region_codes(wanted))
        raise UsageError(
            f"{wanted} has no region '{code}' in the catalog", fix=f"did you mean {wanted}/{close}?" if close else None
        )
    source = book.hosts.clouds[wanted].source
    if region is not None:
        return {
            "cloud": wanted,
            "region": region.code,
            "place": region.place,
            "country": region.country,
            "partition": region.partition,
            "source": source,
        }
    assert scope is not None
    return {
        "cloud": wanted,
        "scope": scope.code,
        "meaning": scope.meaning,
        "inference": list(scope.inference or ()) or None,
        "source": scope.source,
    }


_ANSWERS = {"model": _model, "org": _organisation, "host": _host, "region": _region}


def _told(answer: dict[str, Any]) -> Iterable[str]:
    for key, value in answer.items():
        if value in (None, [], {}, ()) and key not in ("id", "operator"):
            continue
        yield f"{key.replace('_', ' '):<14} {_shown(value)}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n               ".join(_shown(one) for one in value)
    if isinstance(value, dict) and set(value) == {"id", "country"}:
        return f"{value['id']} ({value['country'] or 'country unknown'})"
    if isinstance(value, dict) and "relation" in value:
        developers = ", ".join(_shown(one) for one in value["developers"]) or "developer unknown"
        return f"{value['relation']} of {value['id']} by {developers} [{value['confidence']}]"
    if isinstance(value, dict):
        return "\n               ".join(f"{key}: {one}" for key, one in value.items())
    return "unknown" if value is None else str(value)
