"""What the catalog knows of the world, as pages: organisations, models, hosts, regions."""

from __future__ import annotations

from collections.abc import Iterator

from riskcheck.schema.catalog import Base, Family, Model, Organisation, Provider
from riskcheck.schema.rulebook import Rulebook

_HEAD = "Generated from `rules/catalog/` by `docs/generate.py`; `riskcheck catalog` answers the same on the command line."


def pages(book: Rulebook) -> dict[str, str]:
    """Page paths below `docs/` and their text."""
    return {
        "catalog/index.md": _text(_index(book)),
        "catalog/organisations.md": _text(_organisations(book)),
        "catalog/families.md": _text(_families(book)),
        "catalog/models.md": _text(_models(book)),
        "catalog/hosts.md": _text(_hosts(book)),
        "catalog/regions.md": _text(_regions(book)),
    }


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _index(book: Rulebook) -> Iterator[str]:
    hosts = sum(len(one.hosts) for one in book.providers)
    regions = sum(len(one.regions) for one in book.clouds)
    derived = [one for one in book.models if one.bases]
    yield "# The catalog"
    yield ""
    yield _HEAD
    yield ""
    yield f"- [{len(book.organisations)} organisations](organisations.md), with who owns or controls them"
    yield f"- [{len(book.families)} model families and series](families.md)"
    yield f"- [{len(book.models)} models by id](models.md), {len(derived)} of them with the weights they were made from"
    yield f"- [{len(book.providers)} providers, {hosts} host patterns](hosts.md)"
    yield f"- [{regions} regions of {len(book.clouds)} clouds](regions.md), and what their scopes mean"
    yield f"- {len(book.reuploaders)} namespaces that re-upload other people's weights"
    yield ""
    yield "Every entry names its source. An entry that rests on general knowledge says so and has low confidence."


def _organisations(book: Rulebook) -> Iterator[str]:
    yield "# Organisations"
    yield ""
    yield _HEAD
    yield ""
    yield "| id | name | seat | owned or controlled by | confidence | source |"
    yield "|---|---|---|---|---|---|"
    for one in sorted(book.organisations, key=lambda item: item.id):
        yield _row(one.id, one.name, one.country or "not known", _owners(one), one.confidence, one.source)


def _owners(one: Organisation) -> str:
    told = []
    for stake in one.owners:
        share = stake.share
        amount = "" if share is None else f" {share:g}%" if isinstance(share, (int, float)) else f" {share[0]:g} to {share[1]:g}%"
        since = f" from {stake.from_}" if stake.from_ else ""
        until = f" to {stake.until}" if stake.until else ""
        told.append(f"{stake.owner} ({stake.kind}{amount}{since}{until})")
    return "; ".join(told) or "nobody known"


def _families(book: Rulebook) -> Iterator[str]:
    yield "# Model families"
    yield ""
    yield _HEAD
    yield ""
    yield "| id | name | developers | series of | made from | licence | source |"
    yield "|---|---|---|---|---|---|---|"
    for one in sorted(book.families, key=lambda item: item.id):
        yield _row(one.id, one.name, ", ".join(one.developers), one.parent or "", _bases(one), one.license or "", one.source)


def _models(book: Rulebook) -> Iterator[str]:
    yield "# Models"
    yield ""
    yield _HEAD
    yield ""
    yield "| id | developers | made from | licence | certainty |"
    yield "|---|---|---|---|---|"
    for one in sorted(book.models, key=lambda item: item.id.lower()):
        yield _row(one.id, ", ".join(one.developers), _bases(one), one.license or "", one.certainty)


def _bases(one: Family | Model) -> str:
    def told(base: Base) -> str:
        return f"{base.relation} of {base.of}" + ("" if base.certainty == "confirmed" else f" ({base.certainty})")

    return "; ".join(told(base) for base in one.bases)


def _hosts(book: Rulebook) -> Iterator[str]:
    yield "# Hosts"
    yield ""
    yield _HEAD
    yield ""
    yield "A place that is left open is not known, or depends on the region."
    yield ""
    yield "| provider | operator | reached as | storage | inference | host names | confidence | source |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in sorted(book.providers, key=lambda item: item.id):
        how = "router" if one.router else one.channel or "several ways"
        names = ", ".join(f"`{host.pattern}`" for host in one.hosts)
        yield _row(
            one.id, one.operator, how, _places(one, "storage"), _places(one, "inference"), names, one.confidence, one.source
        )


def _places(one: Provider, key: str) -> str:
    places = one.storage if key == "storage" else one.inference
    return "open" if places is None else ", ".join(places) or "nowhere"


def _regions(book: Rulebook) -> Iterator[str]:
    yield "# Regions"
    yield ""
    yield _HEAD
    yield ""
    yield "Codes collide between clouds, so a region means nothing without its cloud."
    for cloud in sorted(book.clouds, key=lambda item: item.cloud):
        yield ""
        yield f"## {cloud.cloud}"
        yield ""
        yield f"{cloud.name}, {len(cloud.regions)} regions. Source: {cloud.source}."
        yield ""
        yield "| code | place | country | partition |"
        yield "|---|---|---|---|"
        for region in cloud.regions:
            yield _row(region.code, region.place, region.country, region.partition or "")
        if cloud.scopes:
            yield ""
            yield "| scope | means | inference may run in |"
            yield "|---|---|---|"
            for scope in cloud.scopes:
                where = "anywhere the cloud has machines" if scope.inference is None else ", ".join(scope.inference)
                yield _row(scope.code, scope.meaning, where)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
