"""The catalog: organisations and their owners, model families and lineage, providers and hosts, regions, groups."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from riskcheck.schema.base import Certainty, Citation, Confidence, Date, Document, Identifier, Place

Relation = Literal["finetune", "distilled-from", "merge", "quantized", "adapter", "vision-encoder", "re-upload"]


class Stake(Document):
    """A holding in an organisation. `share` is percent: one figure, or lowest and highest; left out: not known."""

    owner: Identifier
    share: float | tuple[float, float] | None = None
    kind: Literal["equity", "votes", "control"] = "equity"
    from_: Date | None = Field(default=None, alias="from")
    until: Date | None = None
    source: str
    confidence: Confidence = "medium"
    note: str | None = None


class Organisation(Document):
    """A legal entity or public institution, seated in one country; `country` is left out where the seat is not known."""

    id: Identifier
    name: str = Field(description="Legal name.")
    country: Place | None = None
    aliases: tuple[str, ...] = Field(default=(), description="Trade names, former names, names in other scripts.")
    owners: tuple[Stake, ...] = ()
    source: str
    confidence: Confidence = "medium"
    note: str | None = None


class Family(Document):
    """A model family or a series within one. `names` are word prefixes or globs of model names, lower case."""

    id: Identifier
    name: str
    developers: tuple[Identifier, ...] = Field(min_length=1)
    parent: Identifier | None = Field(default=None, description="The family that this series belongs to.")
    namespaces: tuple[str, ...] = Field(default=(), description="Hugging Face organisations whose models belong here.")
    names: tuple[str, ...] = Field(default=(), description="Globs over the bare, lower-case model name (`qwen*`, `glm-4.5*`).")
    license: str | None = None
    modalities: tuple[str, ...] = ()
    bases: tuple[Base, ...] = Field(default=(), description="Weights that every member was made from.")
    source: str
    confidence: Confidence = "medium"
    note: str | None = None


class Base(Document):
    """An edge of lineage: this was made from that."""

    of: str = Field(description="A model id or a family id.")
    relation: Relation
    certainty: Certainty = "confirmed"
    source: str


class Model(Document):
    """One checkpoint that needs more than its family says: another base, licence or developer. The id may be a glob."""

    id: str = Field(description="Hugging Face id or plain API name; matched without case.")
    aliases: tuple[str, ...] = ()
    developers: tuple[Identifier, ...] = Field(min_length=1)
    family: Identifier | None = None
    bases: tuple[Base, ...] = ()
    license: str | None = None
    modalities: tuple[str, ...] = ()
    certainty: Certainty = "confirmed"
    source: str
    note: str | None = None


class Reuploader(Document):
    """A namespace that republishes other people's weights under the same name (quantised or converted)."""

    namespace: str
    name: str
    source: str


class Architecture(Document):
    """What weights of a family say of themselves: configuration, vocabulary size, special tokens, GGUF architecture.

    A configuration names the family when `model_types` is its own; one that others share (`llama`) needs a vocabulary size
    of `vocabularies` and one of the `tokens` besides.
    """

    family: Identifier
    model_types: tuple[str, ...] = Field(default=(), description="`model_type` values of config.json that only this family uses.")
    shared_types: tuple[str, ...] = Field(default=(), description="`model_type` values that it shares with other families.")
    vocabularies: tuple[int, ...] = ()
    tokens: tuple[str, ...] = Field(default=(), description="Special tokens that its tokenizer has and others rarely do.")
    gguf: tuple[str, ...] = Field(default=(), description="`general.architecture` values of GGUF files that only it uses.")
    source: str


class Host(Document):
    """A host name pattern: `*` stands for one label or part of one, `<region>` for the cloud's region code."""

    pattern: Annotated[str, StringConstraints(to_lower=True)]
    operator: Identifier | None = Field(default=None, description="Where it differs from the provider's.")
    storage: tuple[str, ...] | None = None
    inference: tuple[str, ...] | None = None
    source: str
    confidence: Confidence = "medium"
    note: str | None = None


class Provider(Document):
    """A way to reach models or machines, run by one legal entity.

    storage, inference: place codes; `None` when it is not known or depends on the region, `()` never.
    """

    id: Identifier
    name: str
    aliases: tuple[str, ...] = ()
    operator: Identifier
    channel: Literal["first-party-api", "third-party-api", "managed-cloud", "self-hosted"] | None = Field(
        default=None, description="How models are reached through it; none for clouds that offer several ways."
    )
    developer: Identifier | None = Field(default=None, description="The model developer whose own API this is.")
    cloud: Identifier | None = Field(default=None, description="Whose region codes apply.")
    router: bool = Field(default=False, description="Passes requests on to other providers: places are open unless pinned.")
    storage: tuple[Place, ...] | None = None
    inference: tuple[Place, ...] | None = None
    hosts: tuple[Host, ...] = ()
    source: str
    confidence: Confidence = "medium"
    note: str | None = None


class Region(Document):
    """A cloud's region code and the country its machines stand in."""

    code: str
    place: str
    country: Place
    partition: str | None = None


class Scope(Document):
    """A name that spreads inference over several regions (`eu.` profiles, `GlobalStandard`, `global`).

    inference: where inference may run; none: anywhere that the cloud has machines.
    """

    code: str
    meaning: str
    inference: tuple[Place, ...] | None = None
    source: str


class Cloud(Document):
    """One cloud and its regions. Codes collide between clouds, so a region is never looked up without its cloud."""

    cloud: Identifier
    name: str
    source: str
    regions: tuple[Region, ...]
    scopes: tuple[Scope, ...] = ()


class Member(Document):
    """A place in a group, while it belongs to it."""

    place: Place
    from_: Date | None = Field(default=None, alias="from")
    until: Date | None = None
    note: str | None = None


class Group(Document):
    """A dated group of places: the EU, countries with an adequacy decision, countries of concern under a rule."""

    id: Identifier
    name: str
    citations: tuple[Citation, ...] = Field(min_length=1)
    count: int | None = Field(default=None, description="How many members there are, so that a lost one is noticed.")
    members: tuple[Member, ...] = Field(min_length=1)
    includes: tuple[Identifier, ...] = Field(default=(), description="Other groups whose members belong to it too.")
    recheck_by: Date | None = None
    note: str | None = None


Family.model_rebuild()
