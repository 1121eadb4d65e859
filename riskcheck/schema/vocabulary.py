"""The closed vocabulary of facts that rules may ask about, written once as data.

The rule schema, the linter, the documentation page and the resolver all read this table; a rule can name nothing
that is not in it. Adding a *kind* of fact is the only change to the law book that needs code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "place", "administration", "organisation", "family", "provider", "licence", "enum", "flag", "number", "count", "share"
]
"""
place           ISO 3166 codes; a group id (lower case) may stand for its dated members; `US-TX` lies in `US`
administration  public bodies; an agency (`US/DoD`) is part of its administration, a state is not part of the federation
organisation    catalog organisation ids
family          catalog model family ids; a family includes the series below it
provider        catalog provider ids
licence         licence ids as they stand in the catalog or, lower-cased, in the manifest
enum            one of the listed words
flag            true or false
number          a quantity with a lowest and a highest possible value
count           people by place: asked for a set of places, with a lowest and a highest possible value
share           percent of ownership from a set of places, with a lowest and a highest possible value
"""

Sector = Literal[
    "defense", "intelligence", "health", "finance", "education", "critical-infrastructure", "telecom", "legal",
    "energy", "transport", "media", "retail", "technology", "manufacturing", "government", "insurance", "research", "other",
]  # fmt: skip
Channel = Literal["first-party-api", "third-party-api", "managed-cloud", "self-hosted", "on-device"]
Category = Literal[
    "none", "personal", "sensitive", "health", "financial", "biometric", "genomic", "geolocation", "government",
    "classified", "export-controlled", "children", "payment", "telecom", "source-code",
]  # fmt: skip
Purpose = Literal["inference", "fine-tuning", "training", "embedding", "evaluation", "distillation", "resale"]
UserKind = Literal["government", "business", "consumer", "employee"]
Modality = Literal["text", "image", "audio", "video", "code", "embedding", "3d", "speech"]
Environment = Literal["production", "staging", "development", "test", "research"]

CHANNELS: tuple[str, ...] = get_args(Channel)
SECTORS: tuple[str, ...] = get_args(Sector)
CATEGORIES: tuple[str, ...] = get_args(Category)
PURPOSES: tuple[str, ...] = get_args(Purpose)
USER_KINDS: tuple[str, ...] = get_args(UserKind)
MODALITIES: tuple[str, ...] = get_args(Modality)
ENVIRONMENTS: tuple[str, ...] = get_args(Environment)

NAME_OPERATORS = frozenset({"any_of", "none_of", "exists"})
PLACE_OPERATORS = NAME_OPERATORS | {"outside", "within"}
ORGANISATION_OPERATORS = NAME_OPERATORS | {"on_list"}
NUMBER_OPERATORS = frozenset({"at_least", "more_than", "at_most", "less_than"})


@dataclass(frozen=True, slots=True)
class FactType:
    """One fact a rule may ask about.

    name: as written in rules. kind: see `Kind`. meaning: one sentence for lawyers and engineers.
    asks: the manifest key that would settle it. values: the words of an `enum`.
    """

    name: str
    kind: Kind
    meaning: str
    asks: str
    values: tuple[str, ...] = ()

    @property
    def operators(self) -> frozenset[str]:
        """The tests that a rule may put to this fact."""
        return _OPERATORS[self.kind]


_OPERATORS: dict[Kind, frozenset[str]] = {
    "place": PLACE_OPERATORS,
    "administration": NAME_OPERATORS,
    "organisation": ORGANISATION_OPERATORS,
    "family": NAME_OPERATORS,
    "provider": NAME_OPERATORS,
    "licence": NAME_OPERATORS,
    "enum": NAME_OPERATORS,
    "flag": frozenset(),
    "number": NUMBER_OPERATORS,
    "count": NUMBER_OPERATORS | {"in"},
    "share": NUMBER_OPERATORS | {"in"},
}

_TABLE = (
    # --- the deployer -------------------------------------------------------------------------------------------
    FactType("organization.domicile", "place", "Where the deploying organisation is established (seat).", "organization.domicile"),
    FactType("organization.presence", "place", "Its domicile and every other place where it has an office or subsidiary.", "organization.establishments"),
    FactType("organization.public_body", "administration", "Public administrations it is part of.", "organization.public_body"),
    FactType("organization.supplies", "administration", "Public administrations it contracts with.", "organization.supplies"),
    FactType("organization.sectors", "enum", "Economic sectors it works in.", "organization.sectors", SECTORS),
    FactType("organization.itself", "organisation", "The deploying organisation, where the catalog knows it.", "organization.name"),
    FactType("organization.owners", "organisation", "Owners of the deploying organisation that the catalog knows, of any share.", "organization.owners"),
    FactType("organization.owned_from", "share", "Percent of the deploying organisation owned from a set of places.", "organization.owners"),
    FactType("organization.monthly_active_users", "number", "Monthly active users of all its products.", "organization.monthly_active_users"),
    FactType("organization.annual_revenue_usd", "number", "Annual revenue in US dollars.", "organization.annual_revenue_usd"),
    # --- the deployment -----------------------------------------------------------------------------------------
    FactType("deployment.environment", "enum", "Stage of the deployment.", "deployment.environment", ENVIRONMENTS),
    FactType("deployment.contracts", "administration", "Administrations whose contracts are performed with it.", "deployment.contracts"),
    FactType("deployment.purpose", "enum", "What the model is used for.", "deployment.purpose", PURPOSES),
    FactType("deployment.outputs", "place", "Where outputs are used or shown.", "deployment.outputs"),
    FactType("users.places", "place", "Where its users are.", "users.places"),
    FactType("users.kinds", "enum", "Who its users are.", "users.kinds", USER_KINDS),
    # --- the model ----------------------------------------------------------------------------------------------
    FactType("model.developers", "organisation", "Developers of these weights themselves.", "model.id"),
    FactType("model.base_developers", "organisation", "Developers of any weights that these were made from.", "model.base"),
    FactType("model.inside", "organisation", "Developers of these weights and of weights that are still in them (fine-tuned, merged, converted; not teachers of a distillation).", "model.base"),
    FactType("model.lineage", "organisation", "Developers of these weights and of all their ancestors.", "model.base"),
    FactType("model.lineage_group", "organisation", "Developers in the lineage and the organisations that control them.", "model.base"),
    FactType("model.developer_countries", "place", "Countries of the developers of these weights and of those who control them.", "model.id"),
    FactType("model.lineage_countries", "place", "Countries of all developers in the lineage and of those who control them.", "model.base"),
    FactType("model.families", "family", "Families and series of these weights and of their ancestors.", "model.base"),
    FactType("model.license", "licence", "Licence of these weights.", "model.license"),
    FactType("model.modalities", "enum", "Kinds of input and output.", "model.modalities", MODALITIES),
    # --- where it runs ------------------------------------------------------------------------------------------
    FactType("hosting.channel", "enum", "How the model is reached.", "hosting.channel", CHANNELS),
    FactType("hosting.provider", "provider", "Provider of the machines or of the API.", "hosting.provider"),
    FactType("hosting.operator", "organisation", "Legal entity that operates the machines or the API.", "hosting.provider"),
    FactType("hosting.operator_group", "organisation", "The operator and the organisations that control it.", "hosting.provider"),
    FactType("hosting.operator_country", "place", "Seat of the operator.", "hosting.provider"),
    FactType("hosting.parent_country", "place", "Seat of the operator's ultimate parent (its own seat when nobody controls it).", "hosting.provider"),
    FactType("hosting.site_owner_group", "organisation", "Owner of the site, where it is not the provider, and those who control it.", "hosting.owner"),
    FactType("hosting.storage", "place", "Where prompts, outputs and logs rest.", "hosting.storage"),
    FactType("hosting.inference", "place", "Where inference runs.", "hosting.inference"),
    FactType("hosting.egress_to_developer", "flag", "The deployment can reach servers of the model's developer.", "hosting.egress_to_developer"),
    FactType("hosting.reaches_developer", "flag", "Data can reach the developer: it serves the model itself, or egress to it is open.", "hosting.egress_to_developer"),
    # --- data ---------------------------------------------------------------------------------------------------
    FactType("data.categories", "enum", "Kinds of data in prompts, training data and logs.", "data.categories", CATEGORIES),
    FactType("data.subject_places", "place", "Where the people concerned are.", "data.subjects"),
    FactType("data.subjects", "count", "Number of people concerned, by place.", "data.subjects"),
    FactType("data.destinations", "place", "Places where data rests, is processed, or is received by the developer.", "hosting.inference"),
    # --- readings of several facts ------------------------------------------------------------------------------
    FactType("exposure.foreign_lineage", "flag", "A developer in the lineage sits outside the deployer's own country.", "organization.domicile"),
    FactType("exposure.operator_from_lineage_country", "flag", "The operator or its ultimate parent sits in the foreign country of a developer in the lineage.", "hosting.provider"),
)  # fmt: skip

FACTS: dict[str, FactType] = {fact.name: fact for fact in _TABLE}
"""Every fact by name, in the order of the manifest."""

ADVICE: dict[str, str] = {
    "organization.public_body": "write [] if it is none",
    "organization.supplies": "write [] if it contracts with no administration",
    "organization.establishments": "write [] if it has no other offices",
    "organization.owners": "write [] if nobody holds a notable share",
    "deployment.contracts": "write [] if it is not used in performing public contracts",
    "hosting.provider": "write `self` for your own machines",
    "model.base": "write [] if it was trained from scratch",
    "data.categories": "write [none] if no such data goes in",
}
"""How to say "none" where that is an answer, by manifest key."""


def advice_on(key: str) -> str:
    """How to answer a question, in a few words; empty where the key says enough."""
    if key.startswith("ownership of "):
        return "find out who owns it; a catalog entry of your own (--rules) settles it"
    return ADVICE.get(key, "")
