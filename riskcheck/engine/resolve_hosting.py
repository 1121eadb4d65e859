"""The facts of hosting: channel, operator, places, and whether the developer can receive data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from riskcheck.engine.book import Book
from riskcheck.engine.facts import Evidence, Fact, Facts, Names, flag
from riskcheck.engine.resolve_model import countries_of, with_controllers
from riskcheck.errors import nearest
from riskcheck.knowledge.identity import Identity
from riskcheck.schema.catalog import Provider
from riskcheck.schema.manifest import Deployment, Manifest
from riskcheck.schema.vocabulary import CHANNELS

OWN_MACHINES = frozenset({"self", "own", "on-premises", "on-prem", "onprem", "in-house"})
"""Words under `hosting.provider` that mean the organisation's own machines."""

_APIS = frozenset({"first-party-api", "third-party-api"})


@dataclass(frozen=True, slots=True)
class _Services:
    """The providers that a use may run on. `is_certain`: it is the one in `known`; else any of `candidates` (None: any)."""

    known: Provider | None = None
    candidates: tuple[Provider, ...] | None = None
    is_own: bool = False
    evidence: Evidence | None = None
    why_open: str = "not stated"
    asks: str = "hosting.provider"


def hosting_facts(
    manifest: Manifest,
    it: Deployment,
    identity: Identity,
    facts: Facts,
    book: Book,
    line_of: Callable[[tuple[str | int, ...]], int | None],
) -> dict[str, Fact]:
    """All facts whose names begin with `hosting.`."""
    services = _services(it, identity, facts, book, line_of)
    channel = _channel(it, identity, services, facts, line_of(("hosting", "channel")))
    if services.known is None and services.candidates is None and not services.is_own:
        services = _from_channel(channel, facts, book) or services
    operator = _operator(manifest, services, channel)
    group = with_controllers(operator, book)
    seat, parents = _operator_countries(manifest, operator, services, book)
    egress, reaches = _developer_access(it, services, channel, group, facts, line_of(("hosting", "egress_to_developer")))
    return {
        "hosting.channel": channel,
        "hosting.provider": _provider_names(services),
        "hosting.operator": operator,
        "hosting.operator_group": group,
        "hosting.operator_country": seat,
        "hosting.parent_country": parents,
        "hosting.site_owner_group": _site_owner(it, group, book, line_of(("hosting", "owner"))),
        "hosting.storage": _places(it, "storage", identity, services, channel, facts, book, line_of),
        "hosting.inference": _places(it, "inference", identity, services, channel, facts, book, line_of),
        "hosting.egress_to_developer": egress,
        "hosting.reaches_developer": reaches,
    }


# --- through whom -------------------------------------------------------------------------------------------------


def _services(
    it: Deployment, identity: Identity, facts: Facts, book: Book, line_of: Callable[[tuple[str | int, ...]], int | None]
) -> _Services:
    name, line = it.hosting.provider, line_of(("hosting", "provider"))
    if name is not None and name.lower() in OWN_MACHINES:
        return _Services(is_own=True, evidence=Evidence("hosting.provider says own machines", "manifest", "confirmed", line))
    if name is not None:
        provider = book.hosts.provider(name)
        if provider is None and (run := _run_by(name, it, book)):
            said = Evidence(f"hosting.provider says {name}", "manifest", "confirmed", line)
            return _Services(
                None, run, evidence=said, why_open=f"{name} runs several services: {', '.join(one.id for one in run)}"
            )
        if provider is None:
            close = nearest(name, book.hosts.names())
            hint = f"; did you mean {close}?" if close else ""
            return _Services(
                why_open=f"the catalog does not know the provider '{name}'{hint}",
                evidence=Evidence("unknown", "manifest", "declared", line),
            )
        return _Services(
            provider,
            evidence=Evidence(
                f"hosting.provider says {name}: {provider.name} ({provider.source})", "manifest", "confirmed", line
            ),
        )
    hinted = book.hosts.provider(identity.spelling.provider) if identity.spelling.provider else None
    if hinted is not None and it.hosting.channel in (None, hinted.channel):
        return _Services(
            hinted,
            evidence=Evidence(f"the model id {identity.query} is a name used at {hinted.name}", "manifest", "inferred", line),
        )
    return _Services()


def _run_by(name: str, it: Deployment, book: Book) -> tuple[Provider, ...]:
    """The services of the one organisation that a name means; those that fit the channel, if it is stated."""
    named = book.organisations_named(name)
    run = tuple(one for one in book.hosts.providers.values() if one.operator in named) if len(named) == 1 else ()
    return tuple(one for one in run if it.hosting.channel in (None, one.channel) or one.channel is None) or run


def _channel(it: Deployment, identity: Identity, services: _Services, facts: Facts, line: int | None) -> Names:
    if it.hosting.channel is not None:
        said = Evidence(f"hosting.channel says {it.hosting.channel}", "manifest", "confirmed", line)
        return Names({it.hosting.channel: said}, frozenset(), "hosting.channel")
    if services.is_own:
        return Names({}, frozenset({"self-hosted", "on-device"}), "hosting.channel")
    if services.known is not None and services.known.channel == "first-party-api":
        return _own_or_other(services.known, services, facts)
    if services.known is not None and services.known.channel is not None:
        certainty = services.evidence.certainty if services.evidence else "confirmed"
        text = f"models are reached through {services.known.name} as {services.known.channel}"
        return Names({services.known.channel: Evidence(text, "catalog", certainty)}, frozenset(), "hosting.channel")
    if identity.spelling.channel is not None:
        text = f"the model id {identity.query} is written for {identity.spelling.channel}"
        return Names({identity.spelling.channel: Evidence(text, "manifest", "inferred")}, frozenset(), "hosting.channel")
    possible = (
        frozenset({"managed-cloud", "self-hosted"})
        if services.known is not None and services.known.cloud
        else frozenset(CHANNELS)
    )
    return Names({}, possible, "hosting.channel")


def _own_or_other(provider: Provider, services: _Services, facts: Facts) -> Names:
    """A developer's own service also carries models of others: those are reached through a third party."""
    developers = facts["model.developers"]
    certainty = services.evidence.certainty if services.evidence else "confirmed"
    if provider.developer is None or not isinstance(developers, Names) or provider.developer in developers.known:
        evidence = Evidence(f"{provider.name} is the developer's own service", "catalog", certainty)
        return Names({"first-party-api": evidence}, frozenset(), "hosting.channel")
    if developers.known and developers.possible is not None and provider.developer not in developers.possible:
        text = f"{provider.name} belongs to {provider.developer}, which did not develop this model"
        return Names({"third-party-api": Evidence(text, "catalog", certainty)}, frozenset(), "hosting.channel")
    return Names({}, _APIS, developers.asks, f"{provider.name} serves its own models and may serve others")


def _from_channel(channel: Names, facts: Facts, book: Book) -> _Services | None:
    developers = facts["model.developers"]
    if "first-party-api" not in channel.known or not isinstance(developers, Names) or not developers.known:
        return None
    own = tuple(api for developer in developers.known for api in book.hosts.own_apis(developer))
    if len(own) == 1:
        text = f"the developer serves the model itself through {own[0].name} ({own[0].source})"
        return _Services(own[0], evidence=Evidence(text, "catalog", "inferred"))
    if own:
        return _Services(None, own, why_open=f"the developer has several services: {', '.join(sorted(api.id for api in own))}")
    return None


def _provider_names(services: _Services) -> Names:
    if services.known is not None and services.evidence is not None:
        return Names({services.known.id: services.evidence}, frozenset(), "hosting.provider")
    if services.is_own:
        return Names({}, frozenset(), "hosting.provider")
    possible = None if services.candidates is None else frozenset(one.id for one in services.candidates)
    return Names({}, possible, "hosting.provider", services.why_open)


def _operator(manifest: Manifest, services: _Services, channel: Names) -> Names:
    if services.known is not None and services.evidence is not None:
        text = f"{services.evidence.text}; operated by {services.known.operator}"
        evidence = Evidence(text, "catalog", services.evidence.certainty, services.evidence.line)
        return Names({services.known.operator: evidence}, frozenset(), "hosting.provider")
    if services.is_own or set(channel.known) == {"on-device"}:
        return Names({}, frozenset(), "hosting.provider")
    possible = None if services.candidates is None else frozenset(one.operator for one in services.candidates)
    if possible is not None and len(possible) == 1 and services.evidence is not None:
        return Names(dict.fromkeys(possible, services.evidence), frozenset(), "hosting.provider")
    return Names({}, possible, "hosting.provider", services.why_open)


def _operator_countries(manifest: Manifest, operator: Names, services: _Services, book: Book) -> tuple[Names, Names]:
    if not operator.known and operator.possible == frozenset():
        home = manifest.organization.domicile
        if home is None:
            unknown = Names({}, None, "organization.domicile", "the organisation runs it itself, and its domicile is not stated")
            return unknown, unknown
        own = Names({home: Evidence(f"the organisation runs it itself, in {home}", "manifest")}, frozenset())
        return own, own
    seats: dict[str, Evidence] = {}
    parents: dict[str, Evidence] = {}
    for name, evidence in operator.known.items():
        country = book.ownership.country(name)
        if country:
            seats[country] = Evidence(f"{evidence.text}, which sits in {country}", "catalog", evidence.certainty, evidence.line)
        chain = "; ".join(step.text for step in book.ownership.controllers(name))
        for parent in sorted(book.ownership.ultimate_parents(name)):
            above = book.ownership.country(parent)
            if above:
                text = f"{evidence.text}; {chain}" if chain else evidence.text
                parents[above] = Evidence(
                    f"{text}; ultimate parent {parent} sits in {above}", "catalog", evidence.certainty, evidence.line
                )
    could = {
        country
        for name in operator.known
        for parent in book.ownership.ultimate_parents(name, possible=True)
        if (country := book.ownership.country(parent))
    }
    open_seats = _open_countries(operator, seats, book, above=False)
    open_parents = _open_countries(operator, parents, book, above=True)
    open_parents = open_parents if open_parents is None else open_parents | (could - set(parents))
    return Names(seats, open_seats, "hosting.provider", operator.why_open), Names(
        parents, open_parents, "hosting.provider", operator.why_open
    )


def _open_countries(operator: Names, known: dict[str, Evidence], book: Book, *, above: bool) -> frozenset[str] | None:
    if operator.possible is None or (operator.known and not known):
        return None
    possible = Names(dict.fromkeys(operator.possible, Evidence("possible", "catalog")), frozenset())
    if above:
        return frozenset(countries_of(possible, book).known) - set(known)
    return frozenset(country for one in operator.possible if (country := book.ownership.country(one))) - set(known)


def _site_owner(it: Deployment, group: Names, book: Book, line: int | None) -> Names:
    if it.hosting.owner is None:
        return group
    found = book.organisations_named(it.hosting.owner)
    named = {one: Evidence(f"hosting.owner says {it.hosting.owner}", "manifest", "confirmed", line) for one in found}
    return with_controllers(Names(named, frozenset()), book)


# --- where --------------------------------------------------------------------------------------------------------


def _places(
    it: Deployment, key: str, identity: Identity, services: _Services, channel: Names, facts: Facts, book: Book,
    line_of: Callable[[tuple[str | int, ...]], int | None],
) -> Names:  # fmt: skip
    name = f"hosting.{key}"
    declared = it.hosting.inference if key == "inference" else it.hosting.storage
    if declared is not None:
        line = line_of(("hosting", key))
        return Names(
            {place: Evidence(f"{name} declares {place}", "manifest", "declared", line) for place in declared}, frozenset(), name
        )
    provider = services.known
    if provider is not None and (it.hosting.region or identity.spelling.region or identity.spelling.scope):
        return _by_region(it, key, identity, provider, book, line_of(("hosting", "region")))
    if provider is not None:
        return _by_provider(provider, key, name)
    if set(channel.known) == {"on-device"}:
        users = facts["users.places"]
        if isinstance(users, Names) and users.possible is not None:
            told = {
                place: Evidence(f"it runs on devices of users in {place}", "manifest", "inferred", one.line)
                for place, one in users.known.items()
            }
            return Names(told, frozenset(), "users.places")
        return Names({}, None, "users.places", "it runs where its users are")
    if services.candidates:
        found = [one.inference if key == "inference" else one.storage for one in services.candidates]
        possible = None if any(one is None for one in found) else frozenset(place for one in found for place in one or ())
        return Names({}, possible, "hosting.provider", services.why_open)
    return Names({}, None, name, "neither provider and region nor places are stated")


def _by_provider(provider: Provider, key: str, name: str) -> Names:
    stated = provider.inference if key == "inference" else provider.storage
    if stated is None:
        why = (
            f"{provider.name} has machines in several places"
            if provider.cloud
            else f"where {provider.name} keeps it is not known"
        )
        return Names({}, None, "hosting.region" if provider.cloud else name, why)
    told = {
        place: Evidence(
            f"{provider.name}: {key} in {place} ({provider.source})",
            "catalog",
            "confirmed" if provider.confidence != "low" else "inferred",
        )
        for place in stated
    }
    return Names(told, frozenset(), name)


def _by_region(it: Deployment, key: str, identity: Identity, provider: Provider, book: Book, line: int | None) -> Names:
    code = it.hosting.region or identity.spelling.region or ""
    scope = (
        book.hosts.scope(provider.cloud, identity.spelling.scope or code)
        if key == "inference" or not book.hosts.region(provider.cloud, code)
        else None
    )
    if scope is not None:
        why = f"{scope.meaning} ({scope.source})"
        if scope.inference is not None and len(scope.inference) == 1:
            return Names({scope.inference[0]: Evidence(why, "catalog")}, frozenset(), f"hosting.{key}")
        return Names({}, None if scope.inference is None else frozenset(scope.inference), f"hosting.{key}", why)
    region = book.hosts.region(provider.cloud, code)
    if region is None:
        close = nearest(code, book.hosts.region_codes(provider.cloud))
        hint = f"; did you mean {close}?" if close else ""
        cloud = provider.cloud or provider.id
        return Names(
            {},
            None,
            f"hosting.{key}" if not close else "hosting.region",
            f"the catalog knows no region '{code}' of {cloud}{hint}",
        )
    text = f"region {code} of {provider.cloud} is {region.place}, {region.country}"
    if key == "storage":
        return Names(
            {region.country: Evidence(f"{text}; data is taken to rest where the region is", "catalog", "inferred", line)},
            frozenset(),
            "hosting.storage",
        )
    return Names({region.country: Evidence(text, "catalog", "confirmed", line)}, frozenset(), "hosting.inference")


# --- whether the developer can receive data -----------------------------------------------------------------------


def _developer_access(
    it: Deployment, services: _Services, channel: Names, group: Names, facts: Facts, line: int | None
) -> tuple[Names, Names]:
    developers = facts["model.developers"]
    own = set(group.known) & set(developers.known) if isinstance(developers, Names) else set()
    stated = it.hosting.egress_to_developer
    asks = "hosting.egress_to_developer"
    if "first-party-api" in channel.known:
        evidence = Evidence(
            f"{channel.known['first-party-api'].text}: the developer serves the model itself",
            "manifest",
            channel.known["first-party-api"].certainty,
        )
        return flag(True, evidence), flag(True, evidence)
    if own:
        who = next(iter(sorted(own)))
        evidence = Evidence(f"{group.known[who].text}; {who} also developed the model", "catalog", group.known[who].certainty)
        return flag(True, evidence), flag(True, evidence)
    if stated is not None:
        evidence = Evidence(f"hosting.egress_to_developer says {str(stated).lower()}", "manifest", "confirmed", line)
        if "first-party-api" in (channel.possible or ()):
            reaches = flag(True, evidence) if stated else flag(None, asks="hosting.channel")
            return flag(stated, evidence), reaches
        return flag(stated, evidence), flag(stated, evidence)
    is_router = services.known is not None and services.known.router
    if set(channel.known) & {"managed-cloud", "third-party-api"} and not is_router:
        text = f"{next(iter(channel.known.values())).text}: the operator serves the weights itself"
        evidence = Evidence(text, "catalog", "inferred")
        return flag(False, evidence), flag(False, evidence)
    why = f"{services.known.name} passes requests on, also to developers" if is_router and services.known else "not stated"
    unknown = flag(None, asks=asks if channel.known else "hosting.channel", why_open=why)
    return unknown, unknown
