"""The manifest: who deploys which AI models, where they run, for whom, on what data.

Everything but names is optional; what is left out is unknown (`None`), never "no". An empty list says "none".
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from riskcheck.schema import places
from riskcheck.schema.base import Administration, Document, Place, PlacedError
from riskcheck.schema.vocabulary import Category, Channel, Environment, Modality, Purpose, Sector, UserKind


def _known_place(code: str) -> str:
    problem = places.problem_with(code)
    if problem:
        raise ValueError(problem)
    return code


KnownPlace = Annotated[Place, AfterValidator(_known_place)]
KnownAdministration = Annotated[Administration, AfterValidator(_known_place)]


class Owner(Document):
    """A holder of shares in the organisation. `share` is percent."""

    name: str
    country: KnownPlace | None = None
    share: float | None = Field(default=None, ge=0, le=100)


class Organization(Document):
    """The organisation that deploys."""

    name: str = Field(min_length=1)
    domicile: KnownPlace | None = Field(default=None, description="Where it is established.")
    public_body: tuple[KnownAdministration, ...] | None = Field(
        default=None, description="Public administrations it is part of; [] if none."
    )
    supplies: tuple[KnownAdministration, ...] | None = Field(
        default=None, description="Public administrations it contracts with; [] if none."
    )
    sectors: tuple[Sector, ...] | None = None
    establishments: tuple[KnownPlace, ...] | None = Field(
        default=None, description="Other places with an office or subsidiary; [] if none."
    )
    owners: tuple[Owner, ...] | None = Field(default=None, description="Who owns it; [] if nobody holds a notable share.")
    monthly_active_users: int | None = Field(default=None, ge=0)
    annual_revenue_usd: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _shares_add_up(self) -> Organization:
        total = sum(owner.share or 0 for owner in self.owners or ())
        if total > 100.000001:
            raise ValueError(f"owners hold {total:g} percent together; shares are percent of the whole")
        return self


class ModelUse(Document):
    """One model. In the manifest a plain string is short for its id."""

    id: str = Field(min_length=1, description="Package URL, Hugging Face id, Ollama name, Bedrock, Azure, Vertex or LiteLLM id.")
    base: tuple[str, ...] | None = Field(
        default=None, description="Declared lineage, when the catalog cannot know it; [] if trained from scratch."
    )
    license: str | None = None
    modalities: tuple[Modality, ...] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"id": value} if isinstance(value, str) else value


class Hosting(Document):
    """Where and through whom the models run."""

    channel: Channel | None = None
    provider: str | None = Field(
        default=None, min_length=1, description="Catalog id, alias or legal name; `self` for own machines."
    )
    region: str | None = Field(default=None, min_length=1, description="The provider's own region code.")
    inference: tuple[KnownPlace, ...] | None = Field(
        default=None, description="Where inference runs, when provider and region cannot tell."
    )
    storage: tuple[KnownPlace, ...] | None = Field(default=None, description="Where prompts, outputs and logs rest.")
    owner: str | None = Field(default=None, min_length=1, description="Owner of the site when it is not the provider.")
    egress_to_developer: bool | None = None

    @model_validator(mode="after")
    def _region_has_provider(self) -> Hosting:
        if self.region is not None and self.provider is None:
            raise ValueError("`region` needs `provider`: region codes mean different places on different clouds")
        return self


class Users(Document):
    """Who uses the deployment, and where they are."""

    places: tuple[KnownPlace, ...] | None = None
    kinds: tuple[UserKind, ...] | None = None


class Data(Document):
    """What data goes in, and whom it concerns. `subjects`: people by place, or places when counts are unknown."""

    categories: tuple[Category, ...] | None = None
    subjects: dict[KnownPlace, Annotated[int, Field(ge=0)]] | tuple[KnownPlace, ...] | None = None

    @field_validator("categories")
    @classmethod
    def _none_stands_alone(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if value and "none" in value and len(value) > 1:
            raise ValueError("`none` cannot stand beside other categories")
        return value


class Deployment(Document):
    """One deployment of one or more models."""

    name: str = Field(min_length=1)
    environment: Environment | None = None
    contracts: tuple[KnownAdministration, ...] | None = Field(
        default=None, description="Administrations whose contracts are performed with it; [] if none."
    )
    models: tuple[ModelUse, ...] = Field(min_length=1)
    hosting: Hosting = Hosting()
    users: Users = Users()
    data: Data = Data()
    outputs: tuple[KnownPlace, ...] | None = Field(default=None, description="Where outputs are used or shown.")
    purpose: tuple[Purpose, ...] | None = None

    @field_validator("models")
    @classmethod
    def _models_differ(cls, value: tuple[ModelUse, ...]) -> tuple[ModelUse, ...]:
        _refuse_duplicates("model", [use.id for use in value])
        return value


class Manifest(Document):
    """The whole document, `riskcheck.yaml`."""

    version: Literal[1]
    organization: Organization
    deployments: tuple[Deployment, ...] = Field(min_length=1)

    @field_validator("deployments")
    @classmethod
    def _names_differ(cls, value: tuple[Deployment, ...]) -> tuple[Deployment, ...]:
        _refuse_duplicates("deployment", [deployment.name for deployment in value])
        return value


def _refuse_duplicates(what: str, names: list[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise PlacedError(f"two entries are named '{name}'; give every {what} a name of its own", (index,))
        seen.add(name)
