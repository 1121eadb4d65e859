"""Which model an id means: its developers, family and ancestors, with how each is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from riskcheck.knowledge.globs import GlobIndex
from riskcheck.knowledge.spelling import Spelling, spell
from riskcheck.schema.base import Certainty
from riskcheck.schema.catalog import Base, Family, Model, Relation, Reuploader

_MAX_GENERATIONS = 8
_RANK: dict[Certainty, int] = {"confirmed": 2, "declared": 1, "inferred": 0}


class Ancestor(NamedTuple):
    """Weights that others were made from. `is_inside`: these weights still hold them; distillation takes answers, not weights."""

    id: str
    relation: Relation
    developers: tuple[str, ...]
    families: tuple[str, ...]
    certainty: Certainty
    source: str
    is_inside: bool = True


class Identity(NamedTuple):
    """What an id means. `id` is None when the catalog does not know it; `publisher` is its namespace in that case.

    developers, families: of the weights themselves. lineage: ancestors, nearest first. `is_lineage_known` says
    whether that list is complete as far as sources go. evidence: how the answer was reached, in order.
    """

    query: str
    spelling: Spelling
    id: str | None
    developers: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    lineage: tuple[Ancestor, ...] = ()
    license: str | None = None
    modalities: tuple[str, ...] = ()
    certainty: Certainty = "inferred"
    publisher: str | None = None
    is_lineage_known: bool = False
    evidence: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the catalog knows who developed these weights."""
        return bool(self.developers)


@dataclass(slots=True)
class _Found:
    id: str
    developers: tuple[str, ...]
    family: Family | None
    bases: tuple[Base, ...]
    certainty: Certainty
    license: str | None
    modalities: tuple[str, ...]
    source: str
    how: str
    is_base_open: bool = False


@dataclass(slots=True)
class Catalogue:
    """The index of models and families. Built once for a rulebook; look-ups do not change it."""

    families: dict[str, Family] = field(default_factory=dict)
    reuploaders: dict[str, Reuploader] = field(default_factory=dict)
    _exact: dict[str, Model] = field(default_factory=dict)
    _globs: GlobIndex[Model] = field(default_factory=GlobIndex)
    _namespaces: dict[str, list[Family]] = field(default_factory=dict)
    _names: GlobIndex[Family] = field(default_factory=GlobIndex)
    _bare: dict[str, Model] = field(default_factory=dict)
    _below: dict[str, set[str]] = field(default_factory=dict)
    _chains: dict[str, tuple[Family, ...]] = field(default_factory=dict)
    _family_ids_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _allowed: dict[str, set[str]] = field(default_factory=dict)
    _known: dict[str, Identity] = field(default_factory=dict)

    @classmethod
    def of(cls, families: Iterable[Family], models: Iterable[Model], reuploaders: Iterable[Reuploader]) -> Catalogue:
        """Index the catalog's entries."""
        index = cls(
            families={family.id: family for family in families}, reuploaders={one.namespace.lower(): one for one in reuploaders}
        )
        for model in models:
            for name in (model.id, *model.aliases):
                if "*" in name or "?" in name:
                    index._globs.add(name, model)
                else:
                    index._exact.setdefault(name.lower(), model)
                    index._bare.setdefault(name.lower().rpartition("/")[2], model)
        for family in index.families.values():
            for namespace in family.namespaces:
                index._namespaces.setdefault(namespace.lower(), []).append(family)
            for name in family.names:
                index._names.add(name, family)
            for above in index.ancestors_of(family.id):
                index._below.setdefault(above.id, set()).add(family.id)
        return index

    def identify(self, query: str, declared: tuple[str, ...] | None = None) -> Identity:
        """What a model id means. `declared`: lineage as the user states it (`()`: trained from scratch)."""
        if declared is not None:
            return self._with_declared(self.identify(query), declared)
        known = self._known.get(query)
        if known is None:
            known = self._known[query] = self._identify(query)
        return known

    def forget(self) -> None:
        """Resolve every id anew from now on; answers stay the same."""
        self._known.clear()

    def ancestors_of(self, reference: str) -> tuple[Family, ...]:
        """A family and those above it, nearest first; empty for an unknown id."""
        known = self._chains.get(reference)
        if known is not None:
            return known
        chain: list[Family] = []
        current = self.families.get(reference)
        while current is not None and current.id not in {one.id for one in chain}:
            chain.append(current)
            current = self.families.get(current.parent) if current.parent else None
        self._chains[reference] = tuple(chain)
        return self._chains[reference]

    def known_names(self) -> Iterator[str]:
        """Ids that may be meant by a mistyped one."""
        yield from (model.id for model in self._exact.values())
        yield from self.families

    # --- finding --------------------------------------------------------------------------------------------------

    def _identify(self, query: str) -> Identity:
        spelling = spell(query)
        found = self._find(spelling)
        evidence = [f"took off {why}" for why in spelling.removed]
        if found is None:
            namespace, _, _ = spelling.forms[-1].partition("/")
            publisher = namespace if "/" in spelling.forms[-1] else None
            return Identity(
                query,
                spelling,
                None,
                publisher=publisher,
                evidence=(*evidence, "the catalog knows neither this id nor its publisher"),
            )
        evidence.append(found.how)
        lineage = tuple(self._lineage(found.bases, found.certainty)) if found.bases else ()
        publisher = None if found.developers else spelling.forms[-1].partition("/")[0]
        known_base = (bool(found.developers) and not found.is_base_open) or bool(lineage)
        return Identity(
            query, spelling, found.id, found.developers, self._family_ids(found.family), lineage, found.license, found.modalities,
            found.certainty, publisher, known_base, tuple(evidence),
        )  # fmt: skip

    def _find(self, spelling: Spelling) -> _Found | None:
        lowered = [form.lower() for form in spelling.forms]
        for look_up in (self._exact.get, self._globs.best):
            for form in lowered:
                model = look_up(form)
                if model is not None:
                    return self._from_model(model, f"catalog entry {model.id}")
        for form in reversed(spelling.forms):
            namespace, slash, name = form.rpartition("/")
            if slash and namespace.lower() in self._namespaces:
                return self._from_namespace(namespace, name, form, spelling)
        return self._from_name(spelling)

    def _from_model(self, model: Model, how: str) -> _Found:
        family = self.families.get(model.family) if model.family else None
        bases = model.bases or (family.bases if family else ())
        licence = model.license or self._inherited(family, "license")
        modalities = model.modalities or self._inherited(family, "modalities") or ()
        return _Found(
            model.id,
            model.developers,
            family,
            bases,
            model.certainty,
            licence,
            modalities,
            model.source,
            f"{how} ({model.source})",
        )

    def _from_namespace(self, namespace: str, name: str, form: str, spelling: Spelling) -> _Found:
        members = self._namespaces[namespace.lower()]
        # A cloud's own name (`deepseek.r1`) may be all that says the family once the vendor is taken off (`deepseek/r1`).
        spellings = (name, *(one.rpartition("/")[2] for one in reversed(spelling.forms)))
        family = next((best for one in spellings if (best := self._best(one.lower(), members))), None)
        developers = tuple(dict.fromkeys(developer for member in members for developer in member.developers))
        if family is None:
            others = (best for one in spellings if (best := self._best(one.lower(), None)))
            family = next((other for other in others if set(other.developers) <= set(developers)), None)
        if family is None:
            certainty: Certainty = "confirmed" if len(developers) == 1 else "inferred"
            how = f"{namespace} is a namespace of {', '.join(developers)}; the name fits no family known there"
            other = self._best(name.lower(), None)
            bases = (_by_name(other),) if other and not set(other.developers) & set(developers) else ()
            return _Found(form, developers, None, bases, certainty, None, (), "catalog", how, is_base_open=not bases)
        how = f"{namespace} publishes the {family.name} family ({family.source})"
        return self._from_family(form, family, "confirmed", how)

    def _from_name(self, spelling: Spelling) -> _Found | None:
        bare = spelling.forms[-1]
        namespace, slash, _ = bare.rpartition("/")
        candidates = [form.rpartition("/")[2] for form in reversed(spelling.forms)]
        reuploader = self.reuploaders.get(namespace.lower().split("/")[-1]) if slash else None
        if reuploader:
            packed = self._packed(bare.rpartition("/")[2], namespace)
            if packed:
                return packed
            for candidate in candidates:
                exact = self._by_bare_name(candidate)
                if exact:
                    found = self._from_model(
                        exact, f"{namespace} re-uploads other people's weights ({reuploader.source}); name of {exact.id}"
                    )
                    found.certainty = "inferred"
                    return found
        family = next((best for candidate in candidates if (best := self._best(candidate.lower(), None))), None)
        if family is None:
            return None
        if reuploader:
            how = f"{namespace} re-uploads other people's weights ({reuploader.source}); the name is one of {family.name}"
            return self._from_family(bare, family, "inferred", how)
        is_loose = not slash and all(self._best(candidate.lower(), None, is_anchored=True) is None for candidate in candidates)
        if is_loose or (slash and not self._is_vendor(namespace, family)):
            publisher = f"the publisher {namespace}" if slash else "its publisher"
            how = f"the name points to the {family.name} family; {publisher} is not in the catalog"
            return _Found(bare, (), None, (_by_name(family),), "inferred", None, (), "name pattern", how)
        sure: Certainty = "confirmed" if spelling.provider and spelling.channel != "self-hosted" else "inferred"
        return self._from_family(bare, family, sure, f"the name is one of the {family.name} family ({family.source})")

    def _packed(self, name: str, reuploader: str) -> _Found | None:
        """What a re-uploader's `Org_Model`, `Org_-_Model` or `Org.Model` stands for, where the catalog knows the organisation."""
        for separator in ("_-_", "_", "."):
            organisation, found, model = name.partition(separator)
            original = self._find(spell(f"{organisation}/{model}")) if found and model else None
            if original is not None and original.developers and original.certainty == "confirmed":
                original.certainty = "inferred"
                original.how = f"{reuploader} re-uploads other people's weights; {original.how}"
                return original
        return None

    def _is_vendor(self, namespace: str, family: Family) -> bool:
        """Whether a short vendor prefix (`z-ai/glm-4.6`) means the family's own developer."""
        plain = re.sub(r"[^a-z0-9]", "", namespace.lower().split("/")[-1])
        names = {re.sub(r"[^a-z0-9]", "", one.lower()) for one in (*family.developers, *family.namespaces, family.id)}
        return plain in names or plain.removesuffix("ai") in names or plain in {name.removesuffix("ai") for name in names}

    def _from_family(self, identifier: str, family: Family, certainty: Certainty, how: str) -> _Found:
        licence = self._inherited(family, "license")
        modalities = self._inherited(family, "modalities") or ()
        bases = next((one.bases for one in self.ancestors_of(family.id) if one.bases), ())
        return _Found(identifier, family.developers, family, bases, certainty, licence, modalities, family.source, how)

    def _best(self, name: str, among: list[Family] | None, *, is_anchored: bool = False) -> Family | None:
        """The family whose most specific pattern fits the whole name; `among` limits the choice.

        `is_anchored`: only patterns that say how the name begins; one that starts with `*` also fits derivatives.
        """
        if among is None:
            return self._names.best(name, is_anchored=is_anchored)
        key = among[0].id if len(among) == 1 else ",".join(family.id for family in among)
        allowed = self._allowed.get(key)
        if allowed is None:
            allowed = self._allowed[key] = {family.id for family in among} | self._series_below(among)
        return self._names.best(name, lambda family: family.id in allowed, is_anchored=is_anchored)

    def _series_below(self, families: list[Family]) -> set[str]:
        return {below for family in families for below in self._below.get(family.id, ())}

    def _by_bare_name(self, name: str) -> Model | None:
        return self._bare.get(name.lower())

    def _inherited(self, family: Family | None, attribute: str) -> Any:
        chain = self.ancestors_of(family.id) if family else ()
        return next((value for one in chain if (value := getattr(one, attribute))), None)

    def _family_ids(self, family: Family | None) -> tuple[str, ...]:
        if family is None:
            return ()
        known = self._family_ids_of.get(family.id)
        if known is None:
            known = self._family_ids_of[family.id] = tuple(one.id for one in self.ancestors_of(family.id))
        return known

    # --- lineage --------------------------------------------------------------------------------------------------

    def _lineage(
        self, bases: tuple[Base, ...], certainty: Certainty, generation: int = 0, *, is_inside: bool = True
    ) -> Iterator[Ancestor]:
        if generation >= _MAX_GENERATIONS:
            return
        seen: set[str] = set()
        deeper: list[Iterator[Ancestor]] = []
        for base in bases:
            sure = (
                min(certainty, base.certainty, key=_RANK.__getitem__) if generation or certainty == "declared" else base.certainty
            )
            if base.of in seen:
                continue
            seen.add(base.of)
            inside = is_inside and base.relation != "distilled-from"
            family = self.families.get(base.of)
            if family is not None:
                families = self._family_ids(family)
                yield Ancestor(family.id, base.relation, family.developers, families, sure, base.source, inside)
                above = next((one.bases for one in self.ancestors_of(family.id) if one.bases), ())
                deeper.append(self._lineage(above, sure, generation + 1, is_inside=inside))
                continue
            identity = self._find(spell(base.of))
            if identity is None:
                yield Ancestor(base.of, base.relation, (), (), sure, base.source, inside)
                continue
            families = self._family_ids(identity.family)
            yield Ancestor(identity.id, base.relation, identity.developers, families, sure, base.source, inside)
            deeper.append(self._lineage(identity.bases, sure, generation + 1, is_inside=inside))
        for ancestors in deeper:
            yield from ancestors

    def _with_declared(self, identity: Identity, declared: tuple[str, ...]) -> Identity:
        bases = tuple(Base(of=one, relation="finetune", certainty="declared", source="manifest") for one in declared)
        said = f"the manifest declares the base {', '.join(declared)}" if declared else _FROM_SCRATCH
        return self.with_bases(identity, bases, said)

    def with_bases(self, identity: Identity, bases: tuple[Base, ...], said: str) -> Identity:
        """The identity with a lineage that somebody states (a manifest, a model card); what is confirmed stays first.

        said: one line of evidence, who states it.
        """
        stated = tuple(self._lineage(bases, "declared"))
        kept = tuple(one for one in identity.lineage if one.certainty == "confirmed")
        lineage = (*kept, *(one for one in stated if one.id not in {other.id for other in kept}))
        is_known = all(one.developers for one in stated)
        return Identity(
            identity.query, identity.spelling, identity.id, identity.developers, identity.families, lineage, identity.license,
            identity.modalities, identity.certainty, identity.publisher, is_known, (*identity.evidence, said),
        )  # fmt: skip


_FROM_SCRATCH = "the manifest declares that it was trained from scratch"


def _by_name(family: Family) -> Base:
    return Base(of=family.id, relation="finetune", certainty="inferred", source="name pattern")
