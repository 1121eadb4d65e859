"""References within the catalog that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from riskcheck.errors import nearest
from riskcheck.schema.rulebook import Rulebook


def dangling(book: Rulebook) -> Iterator[tuple[str, str]]:
    """The entry and the complaint for each reference from one catalog entry to another that does not exist."""
    known = {
        "organisation": {one.id for one in book.organisations},
        "family": {one.id for one in book.families},
        "cloud": {one.cloud for one in book.clouds},
        "group": {one.id for one in book.groups},
    }
    for entry, kind, wanted in _references(book):
        if wanted not in known[kind]:
            close = nearest(wanted, known[kind])
            yield (
                entry,
                f"{entry} refers to the {kind} `{wanted}`, which does not exist"
                + (f"; did you mean `{close}`?" if close else ""),
            )


def _references(book: Rulebook) -> Iterator[tuple[str, str, str]]:
    for organisation in book.organisations:
        yield from ((organisation.id, "organisation", stake.owner) for stake in organisation.owners)
    for family in book.families:
        yield from ((family.id, "organisation", developer) for developer in family.developers)
        if family.parent:
            yield family.id, "family", family.parent
    for model in book.models:
        yield from ((model.id, "organisation", developer) for developer in model.developers)
        if model.family:
            yield model.id, "family", model.family
    for provider in book.providers:
        operators = [provider.operator, provider.developer, *(host.operator for host in provider.hosts)]
        yield from ((provider.id, "organisation", operator) for operator in operators if operator)
        if provider.cloud:
            yield provider.id, "cloud", provider.cloud
    for group in book.groups:
        yield from ((group.id, "group", other) for other in group.includes)
