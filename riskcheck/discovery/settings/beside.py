"""What stands beside a model: the base URL that it is called at, the service that offers it, the region."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from riskcheck.discovery import key_words, providers
from riskcheck.discovery.settings import following
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Path, Value

_LLM_NEIGHBOURS = frozenset(
    """temperature maxtokens topp systemprompt apikey apibase baseurl provider litellmparams contextlength contextwindow maxmodellen
    messages stream embeddings tokenizer quantization gpumemoryutilization tensorparallelsize roles apitype customllmprovider
    ollama vllm inference llm prompt""".split()
)
_LLM_SECTIONS = "llm openai anthropic ollama vllm litellm chatmodel inference bedrock kserve sagemaker".split()
_PARTS = frozenset(
    """chat options embedding converse completion completions image model models chatmodel embeddings defaults overrideparams params
    parameters modelparameters modelkwargs generationconfig""".split()
)
"""Names of the parts of one model's settings, whose base URL stands above them."""
_INNER = ("options", "config", "settings", "parameters", "params", "<<")
"""Mappings beside a model that hold the rest of its settings; the last is what YAML merges in."""
PROVIDER_KEYS = ("provider", "modelprovider", "customllmprovider", "apitype", "apiprovider", "llmprovider", "backend")
_PROVIDER_TABLES = frozenset(
    "providers provider modelproviders llmproviders endpoints backends connections languagemodels".split()
)


def names_below(it: Reading, parent: Path) -> set[str]:
    """The names of the mappings inside one, plainly."""
    return {
        key_words.plain(str(path[len(parent)]))
        for path in it.by_parent
        if path[: len(parent)] == parent and len(path) > len(parent)
    }


def speaks_of_models(it: Reading, value: Value, siblings: Mapping[str, Value]) -> bool:
    """Whether what stands beside a value, or the sections that it stands in, are about language models."""
    if it.is_llm or not _LLM_NEIGHBOURS.isdisjoint(siblings) or value.path[:-1] in it.servers:
        return True
    return any(word in key_words.plain(str(part)) for part in value.path[:-1] for word in _LLM_SECTIONS)


def is_in_providers(path: Path) -> bool:
    """Whether a path leads through a table that describes services: `providers`, `[[api_providers]]`."""
    return any(isinstance(part, str) and key_words.plain(part).endswith("providers") for part in path[:-1])


def host_beside(it: Reading, value: Value) -> str | None:
    """The base URL in the same mapping, or in the mapping around a list of models; it is told at its own place too."""
    found = address_beside(it, value)
    return found[1] if found else None


def address_beside(it: Reading, value: Value) -> tuple[Value, str] | None:
    """The value that is the base URL of a model, and the URL that it comes to."""
    for parent in _around(it, value):
        for place in (parent, *((*parent, inner) for inner in _INNER)):
            for key, one in it.by_parent.get(place, {}).items():
                if key_words.names_a_url(key) and _is_for(it, key, value):
                    text, _, missing = following.followed(it, one)
                    if missing is None and it.clues.is_url(text) and it.clues.host_name(text) not in providers.HUBS:
                        return one, text
    return _host_of_named(it, value)


def _host_of_named(it: Reading, value: Value) -> tuple[Value, str] | None:
    """The base URL of the provider that is named beside a model, or before its first slash, and described elsewhere."""
    siblings = it.by_parent.get(value.path[:-1], {})
    words = [siblings[key].text for key in PROVIDER_KEYS if key in siblings] or [value.text.partition("/")[0]]
    for path in it.sections.get(words[0], ()):
        described = path[-2:-1] and isinstance(path[-2], str) and key_words.plain(path[-2]) in _PROVIDER_TABLES
        for place in (path, *((*path, inner) for inner in _INNER)) if described else ():
            for key, one in it.by_parent.get(place, {}).items():
                if key_words.names_a_url(key) and it.clues.is_url(text := following.followed(it, one)[0]):
                    return one, text
    return None


def _around(it: Reading, value: Value) -> Iterator[Path]:
    """The mapping that a value stands in, and those around it that belong to the same model: of a list, of `chat.options`."""
    path = value.path[:-1]
    yield path
    is_inner = isinstance(value.path[-1], int) or key_words.nested_model(value.path, it.by_parent.get(path, {}))
    if is_inner:
        yield from (path[:-1], path[:-2])
    while path and isinstance(path[-1], str) and key_words.plain(path[-1]) in _PARTS:
        path = path[:-1]
        yield path


def _is_for(it: Reading, key: str, value: Value) -> bool:
    """Whether a base URL is meant for a model: `openai-api-base` is not for `gemini/gemini-2.5-flash`."""
    named = re.match(r"([a-z]+?)(?:baseurl|apibase|apiurl|apiendpoint|baseuri)$", key)
    service = it.clues.variable(f"{named[1].upper()}_API_KEY") if named else None
    spelled = it.clues.identity(value.text).spelling.provider if service and "/" in value.text else None
    return service is None or spelled in (None, service[0])


def provider_beside(it: Reading, value: Value, siblings: Mapping[str, Value]) -> str | None:
    """The service that a key beside the model names, or a section that it stands in: `spring.ai.dashscope.chat.options.model`."""
    places = [it.by_parent.get(place, {}) for place in _around(it, value)]
    beside = [place[key].text for place in places for key in PROVIDER_KEYS if key in place]
    node = it.by_parent.get(value.path[: value.path.index("parameters")] if "parameters" in value.path else (), {}).get("type")
    if node and (service := providers.NODES.get(node.text.rpartition(".")[2])):
        return service
    above = [part for part in reversed(value.path[:-1]) if isinstance(part, str) and key_words.plain(part) not in _PARTS]
    if "vertex" in above and not beside:  # `spring.ai.vertex.ai.gemini`, which is not the Gemini API
        return "vertex-ai"
    for word in beside or above[:1]:
        last = word.rpartition("/")[2].lower()  # Dify's langgenius/deepseek/deepseek
        if named := it.clues.variable(f"{last.upper().replace('-', '_')}_API_KEY"):
            return named[0]
        if re.fullmatch(r"[\w-]+", last) and (spelled := it.clues.identity(f"{last}/model").spelling.provider):
            return spelled
        if last in it.clues.hosts.providers:
            return last
    return None


def is_served_here(siblings: Mapping[str, Value]) -> bool:
    """Whether a key beside the model names a server that runs on one's own machine."""
    return any(
        siblings[key].text.lower() in providers.SELF_HOSTED for key in ("provider", "modelprovider", "backend") if key in siblings
    )


def region_beside(it: Reading, value: Value) -> str | None:
    """The region that is set beside a model or around it, or that its provider's block has."""
    for depth in range(len(value.path) - 1, -1, -1):
        siblings = it.by_parent.get(value.path[:depth], {})
        for inner in (("aws",), ("options", "bedrock"), ("config", "aws_config")):  # Spring's, Kong's, MLflow's
            siblings = {**it.by_parent.get((*value.path[:depth], *inner), {}), **siblings}
        for key in ("region", "location", "awsregion", "awsregionname", "regionname", "vertexlocation", "vertexailocation"):
            if key in siblings:
                text, _, missing = following.followed(it, siblings[key])
                return text if missing is None else None
    return _region_of_provider(it, value) if value.path[:1] in (("resource",), ("data",)) and len(value.path) > 1 else None


def _region_of_provider(it: Reading, value: Value) -> str | None:
    """The region of Terraform's provider block that a resource's type, or its own `provider`, leads to."""
    above = (it.by_parent.get(value.path[:depth], {}).get("provider") for depth in range(len(value.path)))
    chosen = next((one for one in above if one is not None), None)
    region = it.known.get(f"provider {chosen.text if chosen is not None else str(value.path[1]).partition('_')[0]}")
    if region is None:
        return None
    text, _, missing = following.followed(it, value._replace(text=region, is_literal=True))
    return text if missing is None and "$" not in text else None


def provider_of_resource(it: Reading, path: Path) -> str | None:
    """The service that a resource of Terraform, CloudFormation or Azure is one of, by its type."""
    kinds = [str(part) for part in path[:2]] + [
        one.text for depth in range(len(path)) for key in ("type",) if (one := it.by_parent.get(path[:depth], {}).get(key))
    ]
    return next((provider for kind in kinds for start, provider in providers.RESOURCES if kind.startswith(start)), None)
