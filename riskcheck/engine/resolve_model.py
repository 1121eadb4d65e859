"""The facts of a model: developers, lineage, families, licence."""

from __future__ import annotations

from collections.abc import Iterable

from riskcheck.engine.book import Book
from riskcheck.engine.facts import Certainty, Evidence, Fact, Names
from riskcheck.knowledge.identity import Identity
from riskcheck.schema.manifest import ModelUse

_SURE: dict[Certainty, int] = {"confirmed": 2, "declared": 1, "inferred": 0}


def model_facts(model: ModelUse, identity: Identity, book: Book, line: int | None) -> dict[str, Fact]:
    """All facts whose names begin with `model.`; `line` is the model's place in the manifest."""
    developers = _developers(identity, line)
    bases = _base_developers(identity, line)
    inside = _base_developers(identity, line, only_inside=True)
    lineage = _joined(developers, bases)
    families = _families(identity, line)
    return {
        "model.developers": developers,
        "model.base_developers": bases,
        "model.inside": _joined(developers, inside),
        "model.lineage": lineage,
        "model.lineage_group": with_controllers(lineage, book),
        "model.developer_countries": countries_of(developers, book),
        "model.lineage_countries": countries_of(lineage, book),
        "model.families": families,
        "model.license": _license(model, identity, line),
        "model.modalities": _modalities(model, identity, line),
    }


def _developers(identity: Identity, line: int | None) -> Names:
    if identity.developers:
        text = f"{identity.query} is by {', '.join(identity.developers)}: {identity.evidence[-1]}"
        if len(identity.developers) > 1 and not identity.families:
            return Names(
                {},
                frozenset(identity.developers),
                "model.base",
                f"{identity.query} may be by any of {', '.join(identity.developers)}",
            )
        return Names({one: Evidence(text, "catalog", identity.certainty, line) for one in identity.developers}, frozenset())
    declared = identity.is_lineage_known and any(one.certainty != "inferred" for one in identity.lineage)
    if identity.publisher and (declared or (identity.is_lineage_known and not identity.lineage)):
        text = f"published under {identity.publisher}, which the catalog does not know; the manifest declares its lineage"
        return Names({identity.publisher.lower(): Evidence(text, "manifest", "declared", line)}, frozenset())
    why = f"the catalog does not know who developed {identity.query}"
    return Names({}, frozenset() if declared else None, "model.base", why)


def _base_developers(identity: Identity, line: int | None, *, only_inside: bool = False) -> Names:
    known: dict[str, Evidence] = {}
    for ancestor in identity.lineage:
        if only_inside and not ancestor.is_inside:
            continue
        for developer in ancestor.developers:
            text = f"{identity.query} descends from {ancestor.id} by {developer} ({ancestor.relation}; {ancestor.source})"
            evidence = Evidence(text, "manifest" if ancestor.source == "manifest" else "catalog", ancestor.certainty, line)
            if developer not in known or _SURE[evidence.certainty] > _SURE[known[developer].certainty]:
                known[developer] = evidence
    if identity.is_lineage_known:
        open_ = any(not ancestor.developers for ancestor in identity.lineage if ancestor.is_inside or not only_inside)
        return Names(known, None if open_ else frozenset(), "model.base", "an ancestor is not in the catalog")
    return Names(known, None, "model.base", f"the catalog does not know what {identity.query} was made from")


def _families(identity: Identity, line: int | None) -> Names:
    text = f"{identity.query} belongs to the family"
    known = {one: Evidence(f"{text} {one}", "catalog", identity.certainty, line) for one in identity.families}
    for ancestor in identity.lineage:
        for family in ancestor.families:
            known.setdefault(
                family,
                Evidence(
                    f"{identity.query} descends from {ancestor.id} ({ancestor.source})", "catalog", ancestor.certainty, line
                ),
            )
    is_open = not identity.is_lineage_known or any(not ancestor.developers for ancestor in identity.lineage)
    return Names(
        known, None if is_open else frozenset(), "model.base", f"the catalog does not know what {identity.query} was made from"
    )


def _license(model: ModelUse, identity: Identity, line: int | None) -> Names:
    if model.license:
        return Names(
            {model.license.lower(): Evidence(f"the manifest states the licence {model.license}", "manifest", "declared", line)},
            frozenset(),
        )
    if identity.license:
        return Names(
            {
                identity.license.lower(): Evidence(
                    f"the catalog states the licence {identity.license}", "catalog", identity.certainty, line
                )
            },
            frozenset(),
        )
    return Names({}, None, "model.license")


def _modalities(model: ModelUse, identity: Identity, line: int | None) -> Names:
    if model.modalities is not None:
        return Names(
            {one: Evidence(f"the manifest states {one}", "manifest", "confirmed", line) for one in model.modalities}, frozenset()
        )
    if identity.modalities:
        return Names(
            {one: Evidence(f"the catalog states {one}", "catalog", identity.certainty, line) for one in identity.modalities},
            frozenset(),
        )
    return Names({}, None, "model.modalities")


def _joined(one: Names, other: Names) -> Names:
    known = {**other.known, **one.known}
    for name, evidence in other.known.items():
        if name in one.known and _SURE[evidence.certainty] > _SURE[one.known[name].certainty]:
            known[name] = evidence
    possible = None if one.possible is None or other.possible is None else one.possible | other.possible
    first_open = one if one.possible is None or one.possible else other
    return Names(known, possible, first_open.asks, first_open.why_open)


def with_controllers(organisations: Names, book: Book) -> Names:
    """The organisations and everybody who controls them (certain) or may control them (possible)."""
    known = dict(organisations.known)
    possible: set[str] = set(organisations.possible or ())
    for name, evidence in organisations.known.items():
        for step in book.ownership.controllers(name):
            known.setdefault(step.owner, _further(evidence, step.text))
        possible |= {step.owner for step in book.ownership.controllers(name, possible=True)}
    for name in organisations.possible or ():
        possible |= {step.owner for step in book.ownership.controllers(name, possible=True)}
    left = None if organisations.possible is None else frozenset(possible - set(known))
    return Names(known, left, organisations.asks, organisations.why_open)


def countries_of(organisations: Names, book: Book) -> Names:
    """Seats of the organisations and of their ultimate parents. A seat that the catalog does not know is open."""
    known: dict[str, Evidence] = {}
    is_open = organisations.possible is None
    for name, evidence in organisations.known.items():
        seats = list(_seats(name, evidence, book))
        is_open = is_open or (not seats and evidence.certainty != "declared")
        for country, one in seats:
            if country not in known or _SURE[one.certainty] > _SURE[known[country].certainty]:
                known[country] = one
    possible = {
        country for name in organisations.possible or () for country, _ in _seats(name, Evidence("possible", "catalog"), book)
    }
    return Names(known, None if is_open else frozenset(possible - set(known)), organisations.asks, organisations.why_open)


def _seats(name: str, evidence: Evidence, book: Book) -> Iterable[tuple[str, Evidence]]:
    own = book.ownership.country(name)
    if own:
        yield own, _further(evidence, f"{name} sits in {own}")
    chain = "; ".join(step.text for step in book.ownership.controllers(name))
    for parent in sorted(book.ownership.ultimate_parents(name)):
        country = book.ownership.country(parent)
        if country and parent != name:
            yield country, _further(evidence, f"{chain}; {parent} sits in {country}")


def _further(evidence: Evidence, text: str) -> Evidence:
    return Evidence(f"{evidence.text}; {text}", evidence.source, evidence.certainty, evidence.line)
