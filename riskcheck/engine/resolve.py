"""A use resolved into facts: what the manifest says, what the catalog knows, and what common sense bounds.

Bounds are written here and nowhere else. A public body sits where it is domiciled, so a German shop that leaves
`public_body` out may belong to Germany or the EU and not to Texas; a contract is performed only with administrations
that the organisation supplies; a region stands in one country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from riskcheck.engine.book import Book
from riskcheck.engine.facts import Amount, Answer, Evidence, Fact, Facts, Names, Part, Spread, flag, standing
from riskcheck.engine.resolve_hosting import hosting_facts
from riskcheck.engine.resolve_model import model_facts
from riskcheck.schema.manifest import Deployment, Manifest, ModelUse

LineOf = Callable[[tuple[str | int, ...]], int | None]
"""The manifest line of a path, or None when it is not known."""


@dataclass(frozen=True, slots=True)
class Use:
    """One (deployment, model) pair with all that is known about it. `path` leads to the model in the manifest."""

    manifest: Manifest
    deployment: Deployment
    model: ModelUse
    facts: Facts
    path: tuple[str | int, ...]


def resolve(manifest: Manifest, book: Book, line_of: LineOf = lambda path: None) -> Iterator[Use]:
    """Every use of a manifest, in its order, with its facts on the book's day."""
    organisation = _organisation_facts(manifest, book, line_of)
    for number, deployment in enumerate(manifest.deployments):
        place: tuple[str | int, ...] = ("deployments", number)

        def here(path: tuple[str | int, ...], base: tuple[str | int, ...] = place) -> int | None:
            return line_of((*base, *path))

        shared = organisation | _deployment_facts(manifest, deployment, here)
        for index, model in enumerate(deployment.models):
            identity = book.catalogue.identify(model.id, model.base)
            facts: dict[str, Fact] = shared | model_facts(model, identity, book, here(("models", index)))
            facts |= hosting_facts(manifest, deployment, identity, facts, book, here)
            facts |= _destinations(facts)
            facts |= _exposure(facts)
            yield Use(manifest, deployment, model, facts, (*place, "models", index))


# --- the organisation ---------------------------------------------------------------------------------------------


def _stated(
    values: tuple[str, ...] | None, key: str, line: int | None, open_: frozenset[str] | None = None, why: str = "not stated"
) -> Names:
    """A list as the manifest states it; where it is left out, what is possible."""
    if values is None:
        return Names({}, open_, key, why)
    said = {value: Evidence(f"{key} says {value}", "manifest", "confirmed", line) for value in values}
    return Names(said, frozenset(), key)


def _organisation_facts(manifest: Manifest, book: Book, line_of: LineOf) -> dict[str, Fact]:
    it = manifest.organization

    def line(key: str) -> int | None:
        return line_of(("organization", key))

    domicile = _stated((it.domicile,) if it.domicile else None, "organization.domicile", line("domicile"))
    home = it.domicile
    offices = _stated(it.establishments, "organization.establishments", line("establishments"))
    presence = Names(
        {**domicile.known, **offices.known}, None if offices.possible is None else frozenset(), "organization.establishments"
    )
    return {
        "organization.domicile": domicile,
        "organization.presence": presence,
        "organization.public_body": _stated(
            it.public_body,
            "organization.public_body",
            line("public_body"),
            _own_administrations(home, book),
            "not stated; a public body sits where it is domiciled",
        ),
        "organization.supplies": _stated(it.supplies, "organization.supplies", line("supplies")),
        "organization.sectors": _stated(it.sectors, "organization.sectors", line("sectors")),
        "organization.itself": _organisations({it.name: line("name")}, book),
        "organization.owners": Names({}, None, "organization.owners")
        if it.owners is None
        else _organisations({owner.name: line("owners") for owner in it.owners}, book),
        "organization.owned_from": _owned_from(manifest, line("owners")),
        "organization.monthly_active_users": _amount(
            it.monthly_active_users, "organization.monthly_active_users", line("monthly_active_users")
        ),
        "organization.annual_revenue_usd": _amount(
            it.annual_revenue_usd, "organization.annual_revenue_usd", line("annual_revenue_usd")
        ),
    }


def _own_administrations(home: str | None, book: Book) -> frozenset[str] | None:
    if home is None:
        return None
    country = home.split("-", 1)[0]
    union = {"EU"} if standing("place", country, book.groups.get("eu", frozenset()))[0] is Answer.YES else set()
    return frozenset({country, home, *union} | ({f"{country}-*"} if home == country else set()))


def _organisations(names: dict[str, int | None], book: Book) -> Names:
    found: dict[str, Evidence] = {}
    for name, line in names.items():
        for identifier in book.organisations_named(name):
            found[identifier] = Evidence(f"the manifest names {name}", "manifest", "confirmed", line)
    return Names(found, frozenset())


def _owned_from(manifest: Manifest, line: int | None) -> Spread:
    owners = manifest.organization.owners
    if owners is None:
        return Spread((), (0.0, 100.0), 100.0, "organization.owners")
    stated = sum(owner.share or 0.0 for owner in owners)
    rest = 100.0 - stated
    parts = []
    for owner in owners:
        low, high = (0.0, rest) if owner.share is None else (owner.share, owner.share)
        held = "an unstated share" if owner.share is None else f"{owner.share:g} percent"
        text = f"{owner.name} ({owner.country or 'country not stated'}) holds {held}"
        parts.append(Part(owner.country, low, high, Evidence(text, "manifest", "confirmed", line)))
    return Spread(tuple(parts), (0.0, rest if owners else 0.0), 100.0, "organization.owners")


def _amount(value: float | None, key: str, line: int | None) -> Amount:
    if value is None:
        return Amount(asks=key)
    return Amount(value, value, Evidence(f"{key} is {value:,.0f}", "manifest", "confirmed", line), key)


# --- the deployment -----------------------------------------------------------------------------------------------


def _deployment_facts(manifest: Manifest, it: Deployment, line_of: LineOf) -> dict[str, Fact]:
    supplies = manifest.organization.supplies
    bound = None if supplies is None else frozenset(supplies)
    why = "not stated" if bound is None else "not stated; contracts are performed only with administrations that it supplies"
    categories = it.data.categories
    if categories == ("none",):
        categories = ()
    return {
        "deployment.environment": _stated(
            (it.environment,) if it.environment else None, "deployment.environment", line_of(("environment",))
        ),
        "deployment.contracts": _stated(it.contracts, "deployment.contracts", line_of(("contracts",)), bound, why),
        "deployment.purpose": _stated(it.purpose, "deployment.purpose", line_of(("purpose",))),
        "deployment.outputs": _stated(it.outputs, "deployment.outputs", line_of(("outputs",))),
        "users.places": _stated(it.users.places, "users.places", line_of(("users", "places"))),
        "users.kinds": _stated(it.users.kinds, "users.kinds", line_of(("users", "kinds"))),
        "data.categories": _stated(categories, "data.categories", line_of(("data", "categories"))),
        **_subjects(it, categories == (), line_of(("data", "subjects"))),
    }


def _subjects(it: Deployment, is_without_data: bool, line: int | None) -> dict[str, Fact]:
    subjects = it.data.subjects
    if subjects is None and not is_without_data:
        return {"data.subject_places": Names({}, None, "data.subjects"), "data.subjects": Spread(asks="data.subjects")}
    if subjects is None:
        return {"data.subject_places": Names({}, frozenset()), "data.subjects": Spread((), (0.0, 0.0))}
    counts = subjects if isinstance(subjects, dict) else dict.fromkeys(subjects)
    parts = []
    for place, count in counts.items():
        text = f"people in {place}" if count is None else f"{count:,} people in {place}"
        evidence = Evidence(f"data.subjects says {text}", "manifest", "confirmed", line)
        low, high = (1.0, None) if count is None else (float(count), float(count))
        parts.append(Part(place, low, high, evidence))
    places = {part.place: part.evidence for part in parts if part.place and part.high != 0.0}
    return {
        "data.subject_places": Names(places, frozenset(), "data.subjects"),
        "data.subjects": Spread(tuple(parts), (0.0, 0.0), None, "data.subjects"),
    }


# --- readings of several facts ------------------------------------------------------------------------------------


def _destinations(facts: Facts) -> dict[str, Fact]:
    storage, inference = _names(facts, "hosting.storage"), _names(facts, "hosting.inference")
    developer, reaches = _names(facts, "model.developer_countries"), _names(facts, "hosting.reaches_developer")
    known = {**storage.known, **inference.known}
    possible = _either(storage.possible, inference.possible)
    asks = inference.asks if inference.possible is None or not storage.asks else storage.asks
    if "yes" in reaches.known:
        known |= {
            place: Evidence(f"the developer, in {place}, can receive the data", one.source, one.certainty)
            for place, one in developer.known.items()
        }
        possible = _either(possible, developer.possible)
    elif "no" not in reaches.known:
        possible = _either(possible, None if developer.possible is None else developer.possible | frozenset(developer.known))
        asks = reaches.asks if possible is not None else asks
    return {"data.destinations": Names(known, possible, asks, "where data goes is not settled")}


def _exposure(facts: Facts) -> dict[str, Fact]:
    home, lineage = _names(facts, "organization.domicile"), _names(facts, "model.lineage_countries")
    foreign = {
        place: one
        for place, one in lineage.known.items()
        if home.known and standing("place", next(iter(home.known)), (place,))[0] is Answer.NO
    }
    if foreign:
        one = next(iter(foreign.values()))
        is_foreign = flag(
            True, Evidence(f"{one.text}; the deployer sits in {next(iter(home.known))}", one.source, one.certainty, one.line)
        )
    elif home.known and lineage.possible == frozenset():
        is_foreign = flag(False, Evidence("every developer in the lineage sits in the deployer's own country", "catalog"))
    elif not home.known and lineage.possible == frozenset() and not lineage.known:
        is_foreign = flag(False, Evidence("no developer is known abroad", "catalog"))
    else:
        is_foreign = flag(None, asks="organization.domicile" if not home.known else "model.base")
    operators = {**_names(facts, "hosting.operator_country").known, **_names(facts, "hosting.parent_country").known}
    shared = next((place for place in operators if place in foreign), None)
    settled = all(_names(facts, name).possible == frozenset() for name in ("hosting.operator_country", "hosting.parent_country"))
    if shared:
        answer = flag(
            True,
            Evidence(f"{operators[shared].text}; so does a developer of the weights", "catalog", operators[shared].certainty),
        )
    elif "no" in is_foreign.known or (settled and "yes" in is_foreign.known and lineage.possible == frozenset()):
        answer = flag(False, Evidence("operator and developers answer to different governments", "catalog"))
    else:
        answer = flag(None, asks="organization.domicile" if not home.known else "hosting.provider")
    return {"exposure.foreign_lineage": is_foreign, "exposure.operator_from_lineage_country": answer}


def _names(facts: Facts, name: str) -> Names:
    fact = facts[name]
    assert isinstance(fact, Names)
    return fact


def _either(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other
