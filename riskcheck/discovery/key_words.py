"""What the names in a configuration say by themselves: of a model, of a base URL, of a thing that merely has a model.

Tables hold keys without case and punctuation; beyond them, keys are read as words, whatever joins them, so that `openAiModelId`,
`chat_model` and `title-model` need no table.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache

MODEL_KEYS = frozenset(
    """model modelid modelname llm llmmodel chatmodel embeddingmodel embeddermodel rerankmodel rerankermodel basemodel defaultmodel
    smallmodel weakmodel editormodel smallfastmodel modelpath modeluri modelurl hfmodelid huggingfacemodelid hfmodel repoid
    modelrepo modelsource modelpackagename foundationmodel foundationmodelid inferenceprofileid modelarn publishermodelname models loadmodels completionmodel
    primarymodel fallbackmodel summarymodel visionmodel codemodel agentmodel plannermodel judgemodel deploymentmodel modelref
    modelnameorpath pretrainedmodelnameorpath reviewmodel subagentmodel tabautocompletemodel autocompletemodel storageuri bucketuri hfrepo modelidentifier anymodel""".split()
)
"""Keys that name a model, without case and punctuation."""
ANY_MODEL = "anymodel"
"""In place of a key that only ends as one of them: the value must be known, or have the shape of a Hub id among models."""
PLAIN_MODEL_KEYS = frozenset(
    "anymodel model models llm modelname modelpath storageuri bucketuri modelurl modeluri basemodel".split()
)
"""Those of them that also mean other things, so the value or its neighbours must speak of language models."""
_URL_KEYS = frozenset(
    "baseurl apibase apiurl endpoint apiendpoint openaiapibase openaibaseurl url host upstreamurl apihost serverurl baseuri uri".split()
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MODEL_ENDS = (
    ("model",), ("llm",), ("model", "id"), ("model", "name"), ("model", "slug"), ("model", "identifier"), ("model", "override"),
    ("model", "name", "override"), ("model", "name", "or", "path"), ("model", "repo"), ("model", "ref"),
)  # fmt: skip
_URL_ENDS = tuple(
    "baseurl apibase apiurl apiendpoint baseuri uribase urlbase basepath apibaseurl customhost customapiurl".split()
)
THINGS = frozenset(
    """car cars vehicle vehicles printer printers device devices phone phones camera cameras router scanner laptop tv sensor robot drone
    vacuum appliance product products machine hardware permission view orm db database forest tree dbt mesh cad bike watch
    output hub pushed served provisioned""".split()
)
"""What else has a model, and where one is only written to: right before `model`, it means none that is called."""
_THING_WORDS = frozenset((one,) for one in THINGS)
THING_NEIGHBOURS = frozenset(
    """make manufacturer brand vendor firmware firmwareversion serial serialnumber vin mileage macaddress mac year color colour sku
    hwversion swversion deviceclass devicetype warranty material materialized nestimators fields table""".split()
)
"""Keys that stand beside the model of a device, a car, a table or a forest."""
_CALLERS = re.compile(r"(?:^|_)(?:cors|origins?|csp|no_?proxy)(?:_|$)")
"""Sections and keys that list who may call in, or what no proxy is asked for."""
_PAGE = re.compile(
    r"(?:^|_)(?:docs?|documentation|home_?page|web_?site|source|icon|logo|avatar|terms|tos|privacy|privacy_policy|help|placeholder|links?|"
    r"references?|citations?|console|sign_?up|dashboard|pricing|api_key|announcement|changelog|issues?|bugs|repository|crawler|user_agent)"
    r"(?:_(?:url|uri|link|href|page|site))?$|(?:^|_)(?:href|link|keywords)$"
)
"""Keys of a page to read."""
_ROLES = re.compile(
    r"default|primary|main|fallback|backup|secondary|fast|smart|cheap|quick|slow|light|heavy|small|medium|large|strong|weak|balanced|quality|"
    r"premium|chat|reason(?:ing|er)?|think(?:ing)?|cod(?:e|er|ing)|vision|image|embed(?:ding|dings|der)?|rerank(?:er|ing)?|summar(?:y|ize|izer|isation|ization)|"
    r"title|plan(?:ner|ning)?|writ(?:er|ing)|critic|judge|review(?:er)?|router|routing|extract(?:ion|or)?|translat(?:e|or|ion)|classif(?:y|ier|ication)|"
    r"analy(?:sis|ze|zer)|agent|generat(?:e|ion|or)|completion|simple|complex|speech|transcri(?:be|ption)"
)
_SAMPLES = frozenset("example examples sample samples testmatrix testcases fixture fixtures pindata mock mocks testdata".split())
PROVIDER_AND_MODEL = re.compile(
    r"(?P<provider>openai|azureopenai|azure|anthropic|openrouter|google|vertex|bedrock|mistral|groq|deepseek|huggingface|togetherai|together|"
    r"cohere|replicate|litellm|ollama|vllm|localai|xai|cerebras|fireworks|alibaba|moonshot)"
    r":(?:(?:chat|completion|completions|messages|responses|embedding|embeddings|text-generation):)?(?P<model>[A-Za-z][\w./:@-]+)"
)
"""How evaluation tools join a service, a kind of call and a model: `openai:chat:gpt-4o`."""
_FILE_ENDS = frozenset(
    "json jsonc yaml yml toml py sh conf cfg ini env properties txt md xml js ts tpl tmpl io com org net".split()
)
_DOTTED = re.compile(r"[A-Za-z][\w\-]*(?:\.[A-Za-z][\w\-]*)+")


@lru_cache(4096)
def plain(key: str) -> str:
    """A key without case and punctuation: `base_url`, `baseURL` and `base-url` are one."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


@lru_cache(4096)
def words(key: str) -> tuple[str, ...]:
    """The words of a key in lower case: `openAiModelId` is open, ai, model, id."""
    return tuple(one.lower() for one in _WORD.findall(key))


@lru_cache(4096)
def spaced(key: str) -> str:
    """A key with `_` between its words."""
    return "_".join(words(key))


@lru_cache(4096)
def ends_as_model(key: str) -> bool:
    """Whether a key ends as one that names a model does, and names no other thing that has one."""
    parts = words(key)
    ending = next((end for end in _MODEL_ENDS if parts[-len(end) :] == end), None)
    return ending is not None and parts[-len(ending) - 1 : -len(ending)] not in _THING_WORDS


def is_role(key: str) -> bool:
    """Whether a key without case and punctuation says what a model is for, as those of `MODELS_BY_TASK = {chat: x, vision: y}` do."""
    return bool(_ROLES.fullmatch(key))


def is_of_thing(path: tuple[str | int, ...]) -> bool:
    """Whether the section that a value stands in is about something else that has a model: `vehicle.model`."""
    above = next((words(part) for part in reversed(path[:-1]) if isinstance(part, str)), ())
    return above[-1:] in _THING_WORDS


def names_a_url(key: str) -> bool:
    """Whether a key without case and punctuation is one of a base URL, or ends as one."""
    return key in _URL_KEYS or key.endswith(_URL_ENDS)


def is_mention(path: tuple[str | int, ...]) -> bool:
    """Whether what stands at a path only mentions an address: a page to read, an origin that may call in."""
    names = [part for part in path if isinstance(part, str)]
    return bool(names) and (_is_page(names[-1]) or any(_is_of_callers(part) for part in names))


@lru_cache(4096)
def _is_page(key: str) -> bool:
    return bool(_PAGE.search(spaced(key)))


@lru_cache(4096)
def _is_of_callers(part: str) -> bool:
    return bool(_CALLERS.search(spaced(part)))


def is_sample(path: tuple[str | int, ...]) -> bool:
    """Whether a path leads through examples or data for tests."""
    return any(_is_sample(part) for part in path if isinstance(part, str))


@lru_cache(4096)
def _is_sample(part: str) -> bool:
    return part == "%test" or spaced(part).replace("_", "") in _SAMPLES


def undotted(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path whose dotted keys are taken apart, as Spring and editors do; names of files and labels stay whole."""
    if not any(isinstance(part, str) and "." in part for part in path):
        return path
    return tuple(_parts(path))


def _parts(path: tuple[str | int, ...]) -> Iterator[str | int]:
    for part in path:
        if isinstance(part, str) and _DOTTED.fullmatch(part) and part.rpartition(".")[2].lower() not in _FILE_ENDS:
            yield from part.split(".")
        else:
            yield part


def nested_model(path: tuple[str | int, ...], siblings: Container[str]) -> bool:
    """Whether a value is the id inside a mapping that describes a model: `model: {provider, name}`, `model: {__rl, value}`."""
    if len(path) < 2 or path[-1] not in ("name", "id", "value", "model_id"):
        return False
    if not isinstance(path[-2], str):
        return False
    tells = ("provider", "mode", "rl", "completionparams", "format", "options", "temperature", "parameters", "settings")
    return ends_as_model(path[-2]) and any(one in siblings for one in tells)


def listed_models(path: tuple[str | int, ...]) -> bool:
    """Whether a value is one of `models: {default: [...]}`, the list that a client offers and calls."""
    return len(path) >= 3 and path[-3:-1] == ("models", "default") and isinstance(path[-1], int)
