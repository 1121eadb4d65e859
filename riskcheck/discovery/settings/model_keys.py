"""Keys that name a model: which ones do, and what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from riskcheck.discovery import key_words, naming, sdks
from riskcheck.discovery.detection import Detection, State
from riskcheck.discovery.settings import beside, shapes
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Value

_LISTS_OF_MODELS = frozenset("model models llms languagemodels chatmodels embeddingmodels llmmodels".split())
_SCHEME_OR_VERSION = re.compile(r"^(?:hf|ollama|oci|modelscope|azureml)://(?:registries/[\w-]+/models/)?|(?<=\w)/versions/\d+$")
_EVERY = re.compile(r"(?:[\w.-]+/)+[\w.-]*\*")
"""What a gateway hands on by its beginning: `openai/*`."""
_DEPLOYMENT = re.compile(r"(?:chat|completions?|embeddings?|text|llm|gpt|azureopenai|openai)?deployment(?:name|id)?")
_HUBS = ("hf:", "ollama:", "azureml:", "https://huggingface.co")
_SOURCES = frozenset("uri url source path repo file image storageuri modelid baseurl litellmparams".split())
"""Keys that say where a model comes from; a name beside one is an alias."""


def key_of(it: Reading, value: Value) -> str:
    """The key of a value, plainly; one that names models where the structure around it says so."""
    names = [part for part in value.path if not (isinstance(part, str) and part.startswith("@"))]
    if value.path[-2:] == ("preset", "name"):
        return "preset"
    if _DEPLOYMENT.fullmatch(key_words.plain(value.key)) and _is_only_azure_name(it, value):
        return "deploymentmodel"
    is_azure = names[-2:] == ["model", "name"] and "format" in it.by_parent.get(value.path[:-1], {})
    if is_azure or (names[-1:] == ["name"] and "external_model" in names):  # the latter Databricks'
        return "foundationmodel"
    key = key_words.plain(value.key)
    if key in ("default", "example") and "type" in it.by_parent.get(value.path[:-1], {}) and it.file.name.endswith(".nix"):
        return key_words.plain(str(names[-2])) if key == "default" and len(names) > 1 else ""
    return key if key in key_words.MODEL_KEYS else _model_key_of(it, value, key)


def _is_only_azure_name(it: Reading, value: Value) -> bool:
    """Whether a deployment at Azure says which model it is by its name alone."""
    is_azure = any("azure" in key_words.plain(str(part)) for part in value.path) or "azure" in (
        beside.host_beside(it, value) or ""
    )
    siblings = it.by_parent.get(value.path[:-1], {})
    is_listed = any(it.clues.knows(part) for part in value.path[-3:-1] if isinstance(part, str))  # under the model's own name
    models = (*value.path[:-1], "models")
    if is_listed or any(parent[: len(models)] == models for parent in it.by_parent):
        return False
    return is_azure and it.clues.knows(value.text) and {"model", "modelid", "modelname"}.isdisjoint(siblings)


def _model_key_of(it: Reading, value: Value, key: str) -> str:
    """The key of the tables that a key outside them is worth, by its words and by what stands around it."""
    siblings = it.by_parent.get(value.path[:-1], {})
    if key_words.nested_model(value.path, siblings):
        return "modelname"
    if key_words.listed_models(value.path) or (key == "uses" and "models" in value.path):
        return "models"
    if (
        key == "value"
        and "name" in siblings
        and siblings["name"].text.islower()
        and key_words.ends_as_model(siblings["name"].text)
    ):
        return key_words.ANY_MODEL
    if key_words.PROVIDER_AND_MODEL.fullmatch(value.text) and it.is_llm and key in ("id", "provider", "providers"):
        return "modelname"
    inside = value.path[-2:-1] or ("",)
    if isinstance(inside[0], int) and not siblings.keys().isdisjoint(beside.PROVIDER_KEYS):  # one of `models: [{provider, name}]`
        inside = value.path[-3:-2] or ("",)
        if siblings.keys() & key_words.MODEL_KEYS or key_words.plain(str(inside[0])) not in _LISTS_OF_MODELS:
            inside = ("",)
    is_named = (
        value.path[-1:] in (("name",), ("id",))
        and isinstance(inside[0], str)
        and key_words.ends_as_model(inside[0].removesuffix("s"))
        and siblings.keys().isdisjoint(_SOURCES)
    )
    return key_words.ANY_MODEL if is_named or key_words.ends_as_model(value.key) else key


def role_of(it: Reading, value: Value, text: str) -> shapes.Role | None:
    """What a value is by its place and its neighbours; only ids of the catalog count."""
    texts = {name: one.text for name, one in it.by_parent.get(value.path[:-1], {}).items()}
    role = shapes.role(value.path, texts)
    return role if role and it.clues.knows(text) else None


def uses_under_model_key(
    it: Reading, value: Value, key: str, text: str, state: State, missing: str | None
) -> Iterator[Detection]:
    """The model that stands under a key which names one; nothing where the key or its neighbours speak of something else."""
    siblings = it.by_parent.get(value.path[:-1], {})
    if _is_alias(it, value, key, siblings):
        return
    address = beside.address_beside(it, value)
    host = address[1] if address else None
    if missing is not None:
        is_told = re.match(r"(?:each|matrix)\.|(?:data\.)?[a-z]+_\w+\.", missing)  # of a loop or a resource, where it stands
        if not is_told and (key not in key_words.PLAIN_MODEL_KEYS or beside.speaks_of_models(it, value, siblings)):
            yield it.use(value, f"{missing} is set outside this file", url=host, state=state, confidence="unresolved")
        return
    if joined := key_words.PROVIDER_AND_MODEL.fullmatch(text):
        text = joined["model"]
    if "litellm_params" in value.path and _EVERY.fullmatch(text):
        may = f"every model that {value.key} covers may be asked for"
        service = it.clues.identity(text.replace("*", "x")).spelling.provider
        yield it.use(value, may, model=text, url=host, provider=service, state="capability" if state == "active" else state)
        return
    if not _is_model(it, value, key, text, siblings):
        return
    is_of_registry = value.path[-1] in ("id", "name") and any(shapes.PRICED.search(one) for one in siblings)
    if (naming.is_possible(value.path) or is_of_registry) and state in ("active", "default"):
        state = "capability"
    reason = f"the key {value.key} names the model"
    if address is not None:
        yield it.use(value, reason, model=text, url=host, state=state)
        if not it.clues.host(address[1]) and not it.clues.is_local(address[1]):  # nothing else would tell the place of it
            at = address[0].key
            why = f"the key {at} of a language model's settings names the host"
            yield it.use(address[0], why, url=address[1], state=state, confidence="inferred")
        return
    provider = beside.provider_of_resource(it, value.path) or beside.provider_beside(it, value, siblings)
    channel = "self-hosted" if beside.is_served_here(siblings) or shapes.is_own(value.path, siblings) else None
    region = beside.region_beside(it, value)
    yield it.use(value, reason, model=text, provider=provider, channel=channel, region=region, state=state)


def _is_model(it: Reading, value: Value, key: str, text: str, siblings: Mapping[str, Value]) -> bool:
    """Whether what stands under a key of models is one of language, and not a class, a section's name or another thing's model."""
    bare = _SCHEME_OR_VERSION.sub("", text)
    is_elsewhere = it.clues.is_url(text) and not it.clues.host(text) and not text.startswith(_HUBS)
    if not it.clues.could_be_model(bare) or is_elsewhere or sdks.is_class(text):
        return False
    if isinstance(value.path[-1], int) and _is_entry(it, text):
        return False
    is_known = it.clues.knows(bare)
    if not is_known:
        is_shapeless = key == key_words.ANY_MODEL and not (it.clues.is_hub_id(bare) or it.clues.is_sized(bare))
        if is_shapeless or text in it.sections or _is_nickname(it, text) or (key in ("models", "llm") and not it.is_llm):
            return False
    if key in key_words.PLAIN_MODEL_KEYS and (not is_known or is_of_thing(value, siblings)):
        return beside.speaks_of_models(it, value, siblings)
    return True


def _is_nickname(it: Reading, text: str) -> bool:
    """Whether a value is one of the names that a table of models gives to them: `fast` beside `models: {fast: ...}`."""
    name = key_words.plain(text)
    return any(
        name in names and isinstance(table[-1], str) and naming.names_models(table[-1])
        for table, names in it.by_parent.items()
        if table
    )


def _is_entry(it: Reading, text: str) -> bool:
    """Whether an entry of LiteLLM's list says which model callers get by this name."""
    named = (parent for parent, names in it.by_parent.items() if "modelname" in names and names["modelname"].text == text)
    return any("litellmparams" in beside.names_below(it, parent) for parent in named)


def _is_alias(it: Reading, value: Value, key: str, siblings: Mapping[str, Value]) -> bool:
    """Whether a key is what callers say for the model that stands beside it: LiteLLM's `model_name`, Ray's `model_id`."""
    if key == "modelid":
        return "modelsource" in siblings or "modelsource" in beside.names_below(it, value.path[:-1])
    return key == "modelname" and "litellmparams" in beside.names_below(it, value.path[:-1])


def is_of_thing(value: Value, siblings: Mapping[str, Value]) -> bool:
    """Whether a model is that of a device, a car, a table."""
    if "capacity" in siblings or "format" in siblings:  # a deployment, which has a SKU as devices do
        return False
    is_device = "platform" in siblings and "host" in siblings  # home automation; an address without a scheme
    return is_device or key_words.is_of_thing(value.path) or not key_words.THING_NEIGHBOURS.isdisjoint(siblings)
