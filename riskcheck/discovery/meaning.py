"""What the values of a configuration say: which model, which host, through which variables and commands.

One reading for every format: keys that name models and base URLs, environments, command lines, and documents inside
values. Who stands beside a value decides what it means; a deny-list means nothing, an allow-list a possibility.
"""

from __future__ import annotations

import re
import textwrap
from collections import ChainMap
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import NamedTuple

from riskcheck.discovery import (
    arns,
    by_name,
    choices,
    cloudformation,
    commands,
    definitions,
    key_words,
    naming,
    providers,
    sdks,
    shapes,
    switches,
    variables,
)
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Confidence, Detection, SourceFile, State, Unreadable
from riskcheck.discovery.formats.json_text import of_json
from riskcheck.discovery.formats.toml_tables import of_toml
from riskcheck.discovery.formats.yaml_documents import of_yaml
from riskcheck.discovery.readers import command_lines, embedded, modelfile, shell
from riskcheck.discovery.readers.options import Word
from riskcheck.discovery.references import reference
from riskcheck.discovery.values import Comment, Path, Settings, Value

MODEL_KEYS = frozenset(
    """model modelid modelname llm llmmodel chatmodel embeddingmodel embeddermodel rerankmodel rerankermodel basemodel defaultmodel
    smallmodel weakmodel editormodel smallfastmodel modelpath modeluri modelurl hfmodelid huggingfacemodelid hfmodel repoid
    modelrepo modelsource modelpackagename foundationmodel foundationmodelid modelarn publishermodelname models loadmodels completionmodel
    primarymodel fallbackmodel summarymodel visionmodel codemodel agentmodel plannermodel judgemodel deploymentmodel modelref
    modelnameorpath pretrainedmodelnameorpath reviewmodel subagentmodel tabautocompletemodel autocompletemodel storageuri bucketuri hfrepo modelidentifier anymodel""".split()
)
"""Keys that name a model, without case and punctuation."""
ANY_MODEL = "anymodel"
"""In place of a key that only ends as one of them: the value must be known, or have the shape of a Hub id among models."""
_PLAIN_MODEL_KEYS = frozenset(
    (
        ANY_MODEL,
        "model",
        "models",
        "llm",
        "modelname",
        "modelpath",
        "storageuri",
        "bucketuri",
        "modelurl",
        "modeluri",
        "basemodel",
    )
)
"""Those of them that also mean other things, so the value or its neighbours must speak of language models."""
_URL_KEYS = frozenset(
    "baseurl apibase apiurl endpoint apiendpoint openaiapibase openaibaseurl url host upstreamurl apihost serverurl baseuri uri".split()
)
_LLM_NEIGHBOURS = frozenset(
    """temperature maxtokens topp systemprompt apikey apibase baseurl provider litellmparams contextlength contextwindow maxmodellen
    messages stream embeddings tokenizer quantization gpumemoryutilization tensorparallelsize roles apitype customllmprovider
    ollama vllm inference llm prompt""".split()
)
_LISTS_OF_MODELS = frozenset("model models llms languagemodels chatmodels embeddingmodels llmmodels".split())
_SOURCES = frozenset("uri url source path repo file image storageuri modelid baseurl litellmparams".split())
"""Keys that say where a model comes from; a name beside one is an alias."""
_PARTS = frozenset(
    """chat options embedding converse completion completions image model models chatmodel embeddings defaults overrideparams params
    parameters modelparameters modelkwargs generationconfig""".split()
)
"""Names of the parts of one model's settings, whose base URL stands above them."""
_INNER = ("options", "config", "settings", "parameters", "params", "<<")
"""Mappings beside a model that hold the rest of its settings; the last is what YAML merges in."""
_PROVIDER_KEYS = ("provider", "modelprovider", "customllmprovider", "apitype", "apiprovider", "llmprovider", "backend")
_PROVIDER_TABLES = frozenset(
    "providers provider modelproviders llmproviders endpoints backends connections languagemodels".split()
)
_ENVIRONMENTS = frozenset(
    (
        "env",
        "environment",
        "environments",
        "variables",
        "envvars",
        "environmentvariables",
        "env_vars",
        "build_args",
        "args",
        "data",
        "literals",
        "stringdata",
        "envs",
        "set-env",
        "secrets",
        "appsettings",
    )
)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)+")
"""The name of a variable of an environment."""
_COMMANDS = frozenset(
    (
        "command",
        "args",
        "entrypoint",
        "cmd",
        "run",
        "shell",
        "script",
        "execstart",
        "before_script",
        "after_script",
        "user_data",
        "extraargs",
        "extra_args",
        "additionalargs",
        "engineargs",
        "vllmargs",
        "startup_script",
        "argv",
        "runcmd",
        "bootcmd",
        "userdata",
    )
)
_SCRIPTS = frozenset(("script", "before_script", "after_script", "run", "runcmd", "commands", "preexec"))
"""Lists of command lines, where the others are lists of words."""
_PLACEHOLDER_KEYS = frozenset(
    (
        "name",
        "id",
        "title",
        "description",
        "label",
        "labels",
        "key",
        "comment",
        "summary",
        "displayname",
        "placeholder",
        "hint",
        "help",
    )
)


class Reading(NamedTuple):
    """A configuration being read. known: variables that can be followed. unchosen: what it describes and does not choose.

    sections: its mappings by their names, in a list by the `id` or `name` that an entry has. environments: filled as they are asked for.
    names: what it calls its things. servers: containers that serve models.
    """

    file: SourceFile
    clues: Clues
    values: tuple[Value, ...]
    known: Mapping[str, str]
    is_llm: bool
    by_parent: Mapping[Path, Mapping[str, Value]]
    unchosen: frozenset[Path]
    sections: Mapping[str, Sequence[Path]]
    names: frozenset[str]
    environments: dict[Path, Mapping[str, str]]
    servers: frozenset[Path]


@lru_cache(4096)
def plain(key: str) -> str:
    """A key without case and punctuation: `base_url`, `baseURL` and `base-url` are one."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def uses(
    file: SourceFile, clues: Clues, settings: Settings, *, known: Mapping[str, str] | None = None, is_llm: bool = False
) -> Iterator[Detection]:
    """The uses in a configuration. known: variables set elsewhere. is_llm: the whole file configures language models."""
    undotted = (one._replace(path=key_words.undotted(one.path)) for one in settings.values)
    everything = tuple(cloudformation.plainly(undotted))
    shared = _variables(everything, {**definitions.known_of(everything), **(known or {})})
    used_hosts: set[tuple[int, int]] = set()
    found: list[Detection] = []
    for _, part in groupby(everything, key=lambda one: one.document):
        values = tuple(part)
        by_parent = _by_parent(values)
        reading = Reading(
            file, clues, values, ChainMap(_variables(values, {}), shared), is_llm or shapes.is_for_models(values), by_parent,
            choices.unchosen(values, by_parent), _sections(by_parent),
            frozenset(one["name"].text for one in by_parent.values() if "name" in one), {}, commands.servers(values),
        )  # fmt: skip
        for value in values:
            found += _of_value(reading, value, used_hosts)
        found += _commands(reading)
        found += definitions.uses_of_defaults(file, clues, values, found, partial(_state, reading, state="default"))
    found = [
        one._replace(state="capability") if one.line in settings.dispatched and one.state in ("active", "default") else one
        for one in found
    ]
    told = {(one.line, one.column) for one in found}
    found = [one for one in found if one.model or one.confidence == "unresolved" or (one.line, one.column) not in used_hosts]
    for comment in settings.comments:
        found += [one for one in _of_comment(file, clues, comment) if (one.line, one.column) not in told]
    yield from _once(found)


def _by_parent(values: Sequence[Value]) -> dict[Path, dict[str, Value]]:
    """The values of each mapping by their plain keys."""
    found: dict[Path, dict[str, Value]] = {}
    for value in values:
        found.setdefault(value.path[:-1], {})[plain(str(value.path[-1])) if value.path else ""] = value
    return found


def _sections(by_parent: Mapping[Path, Mapping[str, Value]]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path, inside in by_parent.items():
        names = (
            {path[-1]} if path and isinstance(path[-1], str) else {inside[key].text for key in ("id", "name") if key in inside}
        )
        for name in names if path else ():
            found.setdefault(str(name), []).append(path)
    return found


def _once(found: Sequence[Detection]) -> Iterator[Detection]:
    seen: set[tuple[int, str]] = set()
    for one in sorted(found, key=lambda it: (it.line, it.column)):
        key = (one.line, one.model or one.host or one.text)
        if key not in seen:
            seen.add(key)
            yield one


def _variables(values: Sequence[Value], known: Mapping[str, str]) -> dict[str, str]:
    """Variables that the file itself sets: environments, defaults of parameters and of Terraform variables, locals."""
    found = dict(known)
    for value in values:
        if not value.is_literal:
            continue
        path = [str(part) for part in value.path]
        if len(path) >= 3 and path[0] == "variable" and path[-1] == "default":
            found[f"var.{path[1]}"] = value.text
        elif len(path) >= 3 and path[0] == "locals":
            found[f"local.{path[-1]}"] = value.text
        elif (
            (len(path) == 3 and path[0] == "Parameters" and path[2] == "Default")
            or (len(path) == 2 and path[0] in ("param", "var"))
            or (len(path) == 3 and path[0] == "parameters" and path[2] == "defaultValue")
        ):
            found[path[1]] = value.text
        elif value.key.isupper() or (len(path) > 1 and path[-2].lower() in _ENVIRONMENTS):
            joined = re.match(r"([A-Z][A-Z0-9_]+)=(.*)", value.text) if isinstance(value.path[-1], int) else None
            found.setdefault(joined[1] if joined else value.key, joined[2] if joined else value.text)
    pairs: dict[Path, dict[str, str]] = {}
    for value in values:
        if value.path and value.path[-1] in ("name", "value"):
            pairs.setdefault(value.path[:-1], {})[str(value.path[-1])] = value.text
    return found | {one["name"]: one["value"] for one in pairs.values() if len(one) == 2}


# --- one value ------------------------------------------------------------------------------------------------------------


def _of_value(it: Reading, value: Value, used_hosts: set[tuple[int, int]]) -> list[Detection]:
    if len(value.text) < 3 and value.text not in ("o1", "o3"):  # no id and no address; most of what large files of data hold
        return []
    is_document = value.is_block or (value.key == "patch" and value.text.startswith("["))
    names = value.path[:-1] if is_document else value.path  # a module of Ansible's calls its text `block`
    if shapes.is_label(names) or any(naming.refuses(part) for part in names if isinstance(part, str)):
        return []
    if is_document and not _is_options(it, value) and (inner := _inside(it, value)) is not None:
        return [one._replace(state=_state(it, value, one.state)) for one in inner]
    if weights := re.fullmatch(r"(?:[.~]{0,2}/|[A-Za-z]:\\)(?:[^\s*]*[/\\])?([^\s*/\\]+\.gguf)", value.text, re.I):
        return list(_local_weights(it, value, weights[1]))
    name, env = _variable_name(it, value)
    if env and ("$" not in value.text or arns.model_in(value.text) is None):
        return list(_of_variable(it, name, value))
    text, state, missing = _followed(it, value)
    return _of_key(it, value, text, _state(it, value, state), missing, used_hosts)


def _of_key(
    it: Reading, value: Value, text: str, state: State, missing: str | None, used_hosts: set[tuple[int, int]]
) -> list[Detection]:
    """What a value says under a key of settings. text: its own with references filled in. missing: the first that is not known."""
    key = _key_of(it, value)
    if state == "active" and value.path[-1:] == ("default",) and key in MODEL_KEYS:  # an option that a module of Nix declares
        state = "default"
    if key.endswith("args") and value.key.lower() not in _COMMANDS and value.is_literal and isinstance(value.path[-1], str):
        return list(by_name.uses_of_options(it.file, it.clues, value, state))
    if re.match(r"(?:hf|ollama|modelscope)://\S+$", text) or shapes.holds_model(key, text) or key == "preset":
        channel = None if key == "preset" and not it.clues.knows(text) else "self-hosted"
        return [_named(it, value, text, state, value.key, channel)] if it.clues.could_be_model(text) else []
    if "$" in text and arns.model_in(text) is not None:
        return list(by_name.uses_of_arn(it.file, it.clues, it.by_parent, value, text, state))
    if plain(value.key) not in MODEL_KEYS and (role := _role_of(it, value, text)):
        state = "default" if role == "default" and state == "active" else state
        return list(_of_model_key(it, value, "foundationmodel", text, state, missing, used_hosts))
    if key in MODEL_KEYS and (held := it.clues.in_store(text)):
        return [
            it.clues.use(
                it.file, value.line, value.text, column=value.column, model=held, channel="self-hosted", state=state, confidence="inferred",
                reason=f"the key {value.key} names a place in a store that is named for the model",
            )
        ]  # fmt: skip
    if key in MODEL_KEYS and (found := list(_of_model_key(it, value, key, text, state, missing, used_hosts))):
        return found
    if key not in MODEL_KEYS or key == ANY_MODEL:
        return list(_of_words(it, value, key, text, state, missing, used_hosts))
    return []


def _role_of(it: Reading, value: Value, text: str) -> shapes.Role | None:
    """What a value is by its place and its neighbours; only ids of the catalog count."""
    beside = {name: one.text for name, one in it.by_parent.get(value.path[:-1], {}).items()}
    role = shapes.role(value.path, beside)
    return role if role and it.clues.knows(text) else None


def _key_of(it: Reading, value: Value) -> str:
    """The key of a value, plainly; one that names models where the structure around it says so."""
    names = [part for part in value.path if not (isinstance(part, str) and part.startswith("@"))]
    if value.path[-2:] == ("preset", "name"):
        return "preset"
    if plain(value.key) == "deploymentname" and _is_only_azure_name(it, value):
        return "deploymentmodel"
    is_azure = names[-2:] == ["model", "name"] and "format" in it.by_parent.get(value.path[:-1], {})
    if is_azure or (names[-1:] == ["name"] and "external_model" in names):  # the latter Databricks'
        return "foundationmodel"
    key = plain(value.key)
    if key in ("default", "example") and "type" in it.by_parent.get(value.path[:-1], {}) and it.file.name.endswith(".nix"):
        return plain(str(names[-2])) if key == "default" and len(names) > 1 else ""
    return key if key in MODEL_KEYS else _model_key_of(it, value, key)


def _is_only_azure_name(it: Reading, value: Value) -> bool:
    """Whether a deployment at Azure says which model it is by its name alone."""
    is_azure = any("azure" in plain(str(part)) for part in value.path) or "azure" in (_host_beside(it, value)[0] or "")
    beside = it.by_parent.get(value.path[:-1], {})
    is_listed = any(it.clues.knows(part) for part in value.path[-3:-1] if isinstance(part, str))  # under the model's own name
    models = (*value.path[:-1], "models")
    if is_listed or any(parent[: len(models)] == models for parent in it.by_parent):
        return False
    return is_azure and it.clues.knows(value.text) and {"model", "modelid", "modelname"}.isdisjoint(beside)


def _named(it: Reading, value: Value, model: str, state: State, name: str, channel: str | None = None) -> Detection:
    return it.clues.use(
        it.file, value.line, value.text, column=value.column, model=model, channel=channel, state=state, reason=f"{name} names the model",
    )  # fmt: skip


def _of_words(
    it: Reading, value: Value, key: str, text: str, state: State, missing: str | None, used_hosts: set[tuple[int, int]]
) -> Iterator[Detection]:
    """A model where only words say that one is named, or an address."""
    siblings = it.by_parent.get(value.path[:-1], {})
    by_words = by_name.name_of_model(it.clues, it.by_parent, value, text) if missing is None else None
    if by_words and not _is_of_thing(value, siblings):
        is_possible = by_name.is_possible(value.path) and state in ("active", "default")
        yield _named(it, value, text, "capability" if is_possible else state, by_words)
    elif not key_words.is_mention(value.path) and not _is_of_list_option(it, value):
        yield from _of_other_key(it, value, key, text, state, used_hosts)


def _is_of_list_option(it: Reading, value: Value) -> bool:
    """Whether a word of a command follows an option that lists who may or may not: `--allowed-origins`."""
    if not value.path or not isinstance(value.path[-1], int):
        return False
    option = it.by_parent.get(value.path[:-1], {}).get(str(value.path[-1] - 1))
    if option is None or not option.text.startswith("--"):
        return False
    name = option.text.lstrip("-")
    return key_words.is_mention((name,)) or by_name.is_possible((name,)) or naming.refuses(name)


def _of_other_key(
    it: Reading, value: Value, key: str, text: str, state: State, used_hosts: set[tuple[int, int]]
) -> Iterator[Detection]:
    """URLs, host names, bodies of requests and ARNs, where no key says that a model is named."""
    if it.clues.is_url(text) and (hub_id := it.clues.hub_id(text)):
        yield from by_name.uses_of_hub_url(it.file, it.clues, value, hub_id, state)
        return
    if any(naming.permits(part) for part in value.path if isinstance(part, str)) and state in ("active", "default"):
        state = "capability"
    is_host = key in ("host", "hostname", "apihost") and "." in text and "/" not in text and it.clues.host(text) is not None
    if is_host or ((key in _URL_KEYS or key_words.ends_as_url(key)) and it.clues.is_url(text)):
        yield from _of_url(it, value, text, state, used_hosts)
    elif '"model"' in text and text.lstrip("= ").startswith("{"):
        yield from _of_payload(it, value, text, state)
    elif it.clues.is_url(text) and it.clues.host(text) and key not in _PLACEHOLDER_KEYS:
        yield it.clues.use(
            it.file, value.line, value.text, column=value.column, url=text, state=state, confidence="inferred",
            reason="a URL of a known service",
        )  # fmt: skip
    elif arns.model_in(text) is not None:
        yield from by_name.uses_of_arn(it.file, it.clues, it.by_parent, value, text, state)


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
        return ANY_MODEL
    if key_words.PROVIDER_AND_MODEL.fullmatch(value.text) and it.is_llm and key in ("id", "provider", "providers"):
        return "modelname"
    inside = value.path[-2:-1] or ("",)
    if isinstance(inside[0], int) and not siblings.keys().isdisjoint(_PROVIDER_KEYS):  # one of `models: [{provider, name}]`
        inside = value.path[-3:-2] or ("",)
        if siblings.keys() & MODEL_KEYS or plain(str(inside[0])) not in _LISTS_OF_MODELS:
            inside = ("",)
    is_named = (
        value.path[-1:] in (("name",), ("id",))
        and isinstance(inside[0], str)
        and key_words.ends_as_model(inside[0].removesuffix("s"))
        and siblings.keys().isdisjoint(_SOURCES)
    )
    return ANY_MODEL if is_named or key_words.ends_as_model(value.key) else key


def _local_weights(it: Reading, value: Value, name: str) -> Iterator[Detection]:
    """A file of weights that a setting names, unless a key beside it says which model they are of."""
    if any(
        (key in MODEL_KEYS or key_words.ends_as_model(key)) and one is not value
        for key, one in it.by_parent.get(value.path[:-1], {}).items()
    ):
        return
    known = it.clues.knows(name)
    yield it.clues.use(
        it.file, value.line, value.text, column=value.column, model=name if known else None, channel="self-hosted",
        confidence="inferred" if known else "unresolved", state=_state(it, value, "active"),
        reason="the name of a local file of weights; `riskcheck identify` reads what they say of themselves",
    )  # fmt: skip


def _of_payload(it: Reading, value: Value, text: str, state: State) -> Iterator[Detection]:
    """A model in the JSON body of a request that a workflow describes, with the URL beside it."""
    host, _ = _host_beside(it, value)
    for found in re.finditer(r"""["']model["']\s*:\s*["']([^"']+)["']""", text):
        if it.clues.could_be_model(found[1]) and (host or it.clues.knows(found[1])):
            yield it.clues.use(
                it.file, value.line, value.text, column=value.column, model=found[1], url=host, state=state,
                reason="in the body of a request",
            )  # fmt: skip


def _variable_name(it: Reading, value: Value) -> tuple[str, bool]:
    """The name of the environment variable that a value is, in any of the usual shapes, and whether it is one."""
    if not value.path:
        return "", False
    last = value.path[-1]
    siblings = it.by_parent.get(value.path[:-1], {})
    if (
        last in ("value", "Value", "defaultValue", "default", "text")
        and (named := next((siblings[key] for key in ("name", "key", "variablename", "envname") if key in siblings), None))
        and re.fullmatch(r"[A-Z][A-Z0-9_]+", named.text)
    ):
        return named.text, True
    if last == "value" and len(value.path) > 1 and _VARIABLE.fullmatch(str(value.path[-2])):
        return str(value.path[-2]), True
    if isinstance(last, str) and _VARIABLE.fullmatch(last):
        return last, True
    if isinstance(last, int) and value.key.lower() in _ENVIRONMENTS and (joined := re.match(r"([A-Z][A-Z0-9_]+)=", value.text)):
        return joined[1], True
    return "", False


def _of_variable(it: Reading, name: str, value: Value) -> Iterator[Detection]:
    if value.text.startswith(f"{name}="):
        value = value._replace(text=value.text[len(name) + 1 :].strip("\"'"), column=value.column + len(name) + 1)
    text, state, missing = _followed(it, value)
    state = _state(it, value, state)
    if variables.names_a_deployment(name) and (text in it.sections or text in it.names):
        return  # this file deploys it, and says there of which model
    if state in ("active", "default") and choices.is_switched_off(name, _environment_of(it, value)):
        state = "disabled"
    source = value.text if missing is None else f"${{{missing}}}"
    known = {key: one for key, one in it.known.items() if key != name} if "$" in value.text else it.known
    for one in variables.uses_of_variable(
        it.file, it.clues, name, text if missing is None else source, value.line, known, column=value.column, state=state,
        environment=_environment_of(it, value),
    ):  # fmt: skip
        yield one._replace(text=value.text)


def _environment_of(it: Reading, value: Value) -> Mapping[str, str]:
    """The variables that stand in the same environment as one of them: a mapping, lines of a list, pairs of name and value."""
    is_pair = value.path[-1] in ("value", "Value")
    place = value.path[:-2] if is_pair else value.path[:-1]
    if place not in it.environments:
        it.environments[place] = dict(_pairs_in(it, place) if is_pair else _lines_in(it, place))
    return it.environments[place]


def _pairs_in(it: Reading, place: Path) -> Iterator[tuple[str, str]]:
    index = 0
    while pair := it.by_parent.get((*place, index)):
        index += 1
        if "name" in pair and "value" in pair:
            yield pair["name"].text, pair["value"].text


def _lines_in(it: Reading, place: Path) -> Iterator[tuple[str, str]]:
    for one in it.by_parent.get(place, {}).values():
        name, sign, text = one.text.partition("=") if isinstance(one.path[-1], int) else (str(one.path[-1]), "=", one.text)
        if sign:
            yield name, text


def _of_model_key(
    it: Reading, value: Value, key: str, text: str, state: State, missing: str | None, used_hosts: set[tuple[int, int]]
) -> Iterator[Detection]:
    siblings = it.by_parent.get(value.path[:-1], {})
    if _is_alias(it, value, key, siblings):
        return
    host, host_value = _host_beside(it, value)
    if missing is not None:
        is_told = re.match(r"(?:each|matrix)\.|(?:data\.)?[a-z]+_\w+\.", missing)  # of a loop or a resource, where it stands
        if not is_told and (key not in _PLAIN_MODEL_KEYS or _speaks_of_models(it, value, siblings)):
            yield it.clues.use(
                it.file, value.line, value.text, column=value.column, url=host, state=state, confidence="unresolved",
                reason=f"{missing} is set outside this file",
            )  # fmt: skip
        return
    if joined := key_words.PROVIDER_AND_MODEL.fullmatch(text):
        text = joined["model"]
    bare = re.sub(r"^(?:hf|ollama|oci|modelscope|azureml)://(?:registries/[\w-]+/models/)?|(?<=\w)/versions/\d+$", "", text)
    if not it.clues.could_be_model(bare) or (
        it.clues.is_url(text)
        and not it.clues.host(text)
        and not text.startswith(("hf:", "ollama:", "azureml:", "https://huggingface.co"))
    ):
        return
    is_known = it.clues.knows(bare)
    if (
        key in _PLAIN_MODEL_KEYS
        and not is_known
        and not (it.clues.is_hub_id(bare) and _speaks_of_models(it, value, siblings))
        and not _speaks_of_models(it, value, siblings)
    ):
        return
    if key in ("models", "llm") and not is_known and not it.is_llm:
        return
    if sdks.is_class(text) or (not is_known and (text in it.sections or (key == ANY_MODEL and not it.clues.is_hub_id(bare)))):
        return  # a class, a section that describes the model, or nothing that has an id's shape
    if key in _PLAIN_MODEL_KEYS and _is_of_thing(value, siblings) and not _speaks_of_models(it, value, siblings):
        return
    confidence: Confidence = "declared"
    if by_name.is_possible(value.path) and state in ("active", "default"):
        state = "capability"
    if host_value is not None:
        used_hosts.add((host_value.line, host_value.column))
    yield it.clues.use(
        it.file, value.line, value.text, column=value.column, model=text, url=host, provider=(by_name.provider_of_resource(it.by_parent, value.path) or _provider_beside(it, value, siblings)) if host is None else None,
        channel="self-hosted" if host is None and (_is_served_here(siblings) or shapes.is_own(value.path, siblings)) else None,
        region=_region_beside(it, value) if host is None else None, state=state, confidence=confidence, reason=f"the key {value.key} names the model",
    )  # fmt: skip


def _is_alias(it: Reading, value: Value, key: str, siblings: Mapping[str, Value]) -> bool:
    """Whether a key is what callers say for the model that stands beside it: LiteLLM's `model_name`, Ray's `model_id`."""
    if key == "modelid":
        return "modelsource" in siblings or "modelsource" in _names_below(it, value.path[:-1])
    return key == "modelname" and "litellmparams" in _names_below(it, value.path[:-1])


def _is_of_thing(value: Value, siblings: Mapping[str, Value]) -> bool:
    """Whether a model is that of a device, a car, a table."""
    if "capacity" in siblings or "format" in siblings:  # a deployment, which has a SKU as devices do
        return False
    is_device = "platform" in siblings and "host" in siblings  # home automation; an address without a scheme
    return is_device or key_words.is_of_thing(value.path) or not key_words.THING_NEIGHBOURS.isdisjoint(siblings)


def _of_url(it: Reading, value: Value, text: str, state: State, used_hosts: set[tuple[int, int]]) -> Iterator[Detection]:
    siblings = it.by_parent.get(value.path[:-1], {})
    if it.clues.host(text):
        yield it.clues.use(
            it.file,
            value.line,
            value.text,
            column=value.column,
            url=text,
            state=state,
            reason=f"the key {value.key} names the host",
        )
    elif (
        plain(value.key) not in ("url", "uri", "host", "endpoint")
        and not it.clues.is_local(text)
        and (it.is_llm or _speaks_of_models(it, value, siblings))
    ):
        yield it.clues.use(
            it.file, value.line, value.text, column=value.column, url=text, state=state, confidence="inferred",
            reason=f"the key {value.key} of a language model's settings names the host",
        )  # fmt: skip


# --- what stands beside -----------------------------------------------------------------------------------------------------


def _names_below(it: Reading, parent: Path) -> set[str]:
    return {plain(str(path[len(parent)])) for path in it.by_parent if path[: len(parent)] == parent and len(path) > len(parent)}


def _speaks_of_models(it: Reading, value: Value, siblings: Mapping[str, Value]) -> bool:
    if it.is_llm or not _LLM_NEIGHBOURS.isdisjoint(siblings):
        return True
    return any(
        word in plain(str(part))
        for part in value.path[:-1]
        for word in (
            "llm",
            "openai",
            "anthropic",
            "ollama",
            "vllm",
            "litellm",
            "chatmodel",
            "inference",
            "bedrock",
            "kserve",
            "sagemaker",
        )
    )


def _host_beside(it: Reading, value: Value) -> tuple[str | None, Value | None]:
    """The base URL in the same mapping, or in the mapping around a list of models."""
    for parent in _around(it, value):
        for place in (parent, *((*parent, inner) for inner in _INNER)):
            for key, one in it.by_parent.get(place, {}).items():
                if (key in _URL_KEYS or key_words.ends_as_url(key)) and _is_for(it, key, value):
                    text, _, missing = _followed(it, one)
                    if missing is None and it.clues.is_url(text) and it.clues.host_name(text) not in providers.HUBS:
                        is_same = place == value.path[:-1] or (place == parent and isinstance(value.path[-1], int))
                        return text, one if is_same else None  # one that stands elsewhere is told at its own place too
    return _host_of_named(it, value), None


def _host_of_named(it: Reading, value: Value) -> str | None:
    """The base URL of the provider that is named beside a model, or before its first slash, and described elsewhere."""
    siblings = it.by_parent.get(value.path[:-1], {})
    words = [siblings[key].text for key in _PROVIDER_KEYS if key in siblings] or [value.text.partition("/")[0]]
    for path in it.sections.get(words[0], ()):
        described = path[-2:-1] and isinstance(path[-2], str) and plain(path[-2]) in _PROVIDER_TABLES
        for place in (path, *((*path, inner) for inner in _INNER)) if described else ():
            for key, one in it.by_parent.get(place, {}).items():
                if (key in _URL_KEYS or key_words.ends_as_url(key)) and it.clues.is_url(text := _followed(it, one)[0]):
                    return text
    return None


def _around(it: Reading, value: Value) -> Iterator[Path]:
    """The mapping that a value stands in, and those around it that belong to the same model: of a list, of `chat.options`."""
    path = value.path[:-1]
    yield path
    is_inner = isinstance(value.path[-1], int) or key_words.nested_model(value.path, it.by_parent.get(path, {}))
    if is_inner:
        yield from (path[:-1], path[:-2])
    while path and isinstance(path[-1], str) and plain(path[-1]) in _PARTS:
        path = path[:-1]
        yield path


def _is_for(it: Reading, key: str, value: Value) -> bool:
    """Whether a base URL is meant for a model: `openai-api-base` is not for `gemini/gemini-2.5-flash`."""
    named = re.match(r"([a-z]+?)(?:baseurl|apibase|apiurl|apiendpoint|baseuri)$", key)
    service = it.clues.variable(f"{named[1].upper()}_API_KEY") if named else None
    spelled = it.clues.identity(value.text).spelling.provider if service and "/" in value.text else None
    return service is None or spelled in (None, service[0])


def _provider_beside(it: Reading, value: Value, siblings: Mapping[str, Value]) -> str | None:
    """The service that a key beside the model names, or a section that it stands in: `spring.ai.dashscope.chat.options.model`."""
    places = [it.by_parent.get(place, {}) for place in _around(it, value)]
    beside = [place[key].text for place in places for key in _PROVIDER_KEYS if key in place]
    node = it.by_parent.get(value.path[: value.path.index("parameters")] if "parameters" in value.path else (), {}).get("type")
    if node and (service := providers.NODES.get(node.text.rpartition(".")[2])):
        return service
    above = [part for part in reversed(value.path[:-1]) if isinstance(part, str) and plain(part) not in _PARTS]
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


def _is_served_here(siblings: Mapping[str, Value]) -> bool:
    """Whether a key beside the model names a server that runs on one's own machine."""
    return any(
        siblings[key].text.lower() in providers.SELF_HOSTED for key in ("provider", "modelprovider", "backend") if key in siblings
    )


def _region_beside(it: Reading, value: Value) -> str | None:
    for depth in range(len(value.path) - 1, -1, -1):
        siblings = it.by_parent.get(value.path[:depth], {})
        for inner in (("aws",), ("options", "bedrock"), ("config", "aws_config")):  # Spring's, Kong's, MLflow's
            siblings = {**it.by_parent.get((*value.path[:depth], *inner), {}), **siblings}
        for key in ("region", "location", "awsregion", "awsregionname", "regionname", "vertexlocation", "vertexailocation"):
            if key in siblings:
                text, _, missing = _followed(it, siblings[key])
                return text if missing is None else None
    return _region_of_provider(it, value) if value.path[:1] in (("resource",), ("data",)) and len(value.path) > 1 else None


def _region_of_provider(it: Reading, value: Value) -> str | None:
    """The region of Terraform's provider block that a resource's type, or its own `provider`, leads to."""
    above = (it.by_parent.get(value.path[:depth], {}).get("provider") for depth in range(len(value.path)))
    chosen = next((one for one in above if one is not None), None)
    region = it.known.get(f"provider {chosen.text if chosen is not None else str(value.path[1]).partition('_')[0]}")
    if region is None:
        return None
    text, _, missing = _followed(it, value._replace(text=region, is_literal=True))
    return text if missing is None and "$" not in text else None


def _state(it: Reading, value: Value, state: State) -> State:
    """Disabled when a flag beside the value or anywhere on the way to it says so."""
    if state not in ("active", "default"):
        return state
    if key_words.is_sample(value.path) or ("production" in it.sections and "test" in value.path):  # Rails' environments
        return "sample"
    if any(value.path[:depth] in it.unchosen for depth in range(1, len(value.path) + 1)):
        return "capability"
    for depth in range(len(value.path) - 1, -1, -1):
        for parent in (value.path[:depth], (*value.path[:depth], "deploy")):
            beside = it.by_parent.get(parent, {})
            for key in beside.keys() & switches.OFF.keys():
                if beside[key] is not value and switches.is_off(key, beside[key], it.known):
                    return "disabled"
        if switches.never_runs(it.by_parent, value.path[:depth]):
            return "disabled"
    service = value.path[:2]
    if service[:1] == ("services",) and ((*service, "profiles") in it.by_parent or "profiles" in it.by_parent.get(service, {})):
        return "disabled"
    return state


def _followed(it: Reading, value: Value) -> tuple[str, State, str | None]:
    """A value's text with its references filled in; the state that a default gives; the first name that is not known."""
    text = value.text
    if known := definitions.reference(text, it.known):
        return known[0], "default" if known[1] else "active", None
    if not value.is_literal:
        name = re.sub(r"^!(?:Ref|GetAtt)\s+", "", text).strip()
        if name in it.known:
            return it.known[name], "default", None
        if told := reference(text):
            return (text, "active", told.name) if told.default is None else (told.default, "default", None)
        return text, "active", name
    if told := reference(text):
        if told.name in it.known and it.known[told.name] != text:
            return it.known[told.name], "active", None
        return (text, "active", told.name) if told.default is None else (told.default, "default", None)
    found = re.fullmatch(r"\$\{(?:\{\s*)?([\w.]+)(?:\s*\})?\}|os\.environ/(\w+)|\{env:(\w+)\}", text)
    if found and not text.startswith("${{") and found[1]:
        if found[1] in it.known and it.known[found[1]] != text:
            return it.known[found[1]], "default" if "." in found[1] else "active", None
        return text, "active", found[1]
    if found:
        return text, "active", next(part for part in found.groups() if part)
    if text.startswith("${{"):
        return text, "active", text.strip("${} ")
    if "{{" in text:
        named = re.fullmatch(r"\{\{\s*([\w.]+)\s*\}\}", text)
        return (it.known[named[1]], "active", None) if named and named[1] in it.known else (text, "active", text)
    resolved = re.sub(r"\$\{(var|local)\.(\w+)\}", lambda m: it.known.get(f"{m[1]}.{m[2]}", m[0]), text)
    return variables.follow(resolved, it.known)


# --- commands, documents inside values, comments -----------------------------------------------------------------------------


def _commands(it: Reading) -> Iterator[Detection]:
    """Command lines: strings and lists under `command`, `args`, `run` and the like; a container's two joined."""
    lines: dict[Path, list[Word]] = {}
    for value in it.values:
        names = [part for part in value.path if isinstance(part, str)]
        key = names[-1].lower().rpartition(".")[2] if names else ""
        if key not in _COMMANDS or not value.is_literal:
            continue
        if _ITEM.search(value.text):
            yield from _of_turns(it, value)
        if "{{" in value.text and not value.is_block:
            value = value._replace(text=shell.filled(value.text).rstrip())
        at = next(index for index in range(len(value.path) - 1, -1, -1) if isinstance(value.path[index], str))
        if len(value.path) > at + 2 or (value.is_block and not _is_options(it, value)):
            continue
        if key in _SCRIPTS and at < len(value.path) - 1:
            for one in shell.uses_of_script(it.file, it.clues, value.text, value.line, value.column, it.known):
                yield one._replace(state=_state(it, value, one.state))
        elif at == len(value.path) - 1:
            lines.setdefault(value.path[:at], []).extend(commands.split(it.file, value))
        else:
            lines.setdefault(value.path[:at], []).append((value.text, value.line, value.column))
    own = _environments_of(it, lines)
    for parent, words in lines.items():
        anchor = Value((*parent, "command"), "", words[0][1] if words else 0, 0)
        known = {**it.known, **_variables(own[parent], {})} if parent in own else it.known
        for one in command_lines.uses_of_words(it.file, it.clues, words, known, is_server=parent in it.servers):
            is_possible = shapes.is_probe(parent) and one.state in ("active", "default")
            yield one._replace(state="capability" if is_possible else _state(it, anchor, one.state))


def _environments_of(it: Reading, containers: Container[Path]) -> dict[Path, list[Value]]:
    """The values in the environments of containers."""
    own: dict[Path, list[Value]] = {}
    for value in it.values:
        above = next((value.path[:index] for index, part in enumerate(value.path) if part in ("env", "environment")), None)
        if above is not None and above in containers:
            own.setdefault(above, []).append(value)
    return own


_ITEM = re.compile(r"\{\{\s*item\s*\}\}")
"""What a task of Ansible's calls the item that it runs for."""


def _of_turns(it: Reading, task: Value) -> Iterator[Detection]:
    """A command line of Ansible's once for every item of the list that its task states, at the item's place."""
    line = commands.split(it.file, task._replace(text=_ITEM.sub("${item}", task.text)))
    for item in it.values:
        if _loops_over(task, item):
            words = [(item.text, item.line, item.column) if one[0] == "${item}" else one for one in line]
            for one in command_lines.uses_of_words(it.file, it.clues, words, it.known):
                yield one._replace(state=_state(it, task, one.state))


def _loops_over(task: Value, item: Value) -> bool:
    """Whether a value is one of the items that a task of Ansible's runs for."""
    above = item.path[:-2]
    is_item = len(item.path) > 1 and item.path[-2] in ("loop", "with_items", "with_list") and isinstance(item.path[-1], int)
    return is_item and task.path[: len(above)] == above and item.is_literal


def _is_options(it: Reading, value: Value) -> bool:
    """Whether a text over several lines is one command line of a server's options, not a script."""
    if value.key.lower() not in _COMMANDS or not value.path or isinstance(value.path[-1], int):
        return False
    is_script = re.search(r"[;&|]|^#!", value.text)
    return value.text.lstrip().startswith("-") or (value.path[:-1] in it.servers and not is_script)


def _inside(it: Reading, value: Value) -> list[Detection] | None:
    """What a document inside a value says: YAML, JSON, Python or shell. None where the value is no document."""
    text, key = value.text, value.key.lower()
    first = text.lstrip()[:200]
    column = (
        len(it.file.lines[value.line - 1]) - len(it.file.lines[value.line - 1].lstrip())
        if 0 < value.line <= len(it.file.lines)
        else 0
    )
    try:
        if re.match(r"\{|\[\s*\{", first) or key.endswith(".json"):
            return _of_nested(it, value, of_json(text), value.line - 1, column)
        if key.endswith(".toml"):
            return _of_nested(it, value, of_toml(text), value.line - 1, column)
        if re.search(r"^\s*\[(?:Unit|Service|Container)\]", text, re.M):
            from riskcheck.discovery.readers import systemd

            return _placed(it, value, column, systemd.read)
        if embedded.is_javascript(text) or key.endswith((".js", ".mjs", ".ts")):
            return list(embedded.uses_of_javascript(it.file, it.clues, text, value.line))
        if embedded.is_python(text) or key.endswith(".py"):
            return list(embedded.uses_of_python(it.file, it.clues, text, value.line))
        if re.match(r"FROM\s+\S+\s*(?:\n|$)", first):
            return _placed(it, value, column, modelfile.read)
        if not first.startswith("#cloud-config") and (
            key in _COMMANDS
            or key.endswith(".sh")
            or first.startswith("#!")
            or re.search(r"^\s*(?:vllm|ollama|hf|huggingface-cli|python3?|curl|export)\s", text, re.M)
        ):
            source = text.replace("$$", "$") if value.path[:1] == ("services",) else text  # Compose keeps a `$` by doubling it
            found = shell.uses_of_script(it.file, it.clues, source, value.line, column + 1, it.known)
            return [
                one._replace(state=_state(it, value, one.state), column=one.column + (column if one.line > value.line else 0))
                for one in found
            ]
        if re.search(r"^[\w.\-]+\s*:\s", text, re.M) or re.search(r"^\s*-\s+(?:\w+:|\{)", text, re.M):
            return _of_nested(it, value, of_yaml(text, value.line, column + 1), 0, column)
        if re.search(r"^[A-Z][A-Z0-9_]+=", text, re.M) or key.endswith((".properties", ".env", ".ini", ".conf")):
            from riskcheck.discovery.formats.pairs import of_pairs

            return _of_nested(it, value, of_pairs(text), value.line - 1, column)
    except Unreadable:
        return None
    return None


def _of_nested(it: Reading, value: Value, inner: Settings, rows: int, column: int) -> list[Detection]:
    """What the settings in a document inside a value say, at their places in the file."""
    moved = tuple(one._replace(line=one.line + rows, column=one.column + column) for one in inner.values)
    comments = tuple(one._replace(line=one.line + rows) for one in inner.comments)
    return list(uses(it.file, it.clues, Settings(moved, comments, inner.dispatched), known=it.known, is_llm=it.is_llm))


def _placed(it: Reading, value: Value, column: int, read: Callable[[SourceFile, Clues], Iterator[Detection]]) -> list[Detection]:
    """What a reader of files finds in a document inside a value, at its places in the file."""
    inner = SourceFile(it.file.path, textwrap.dedent(value.text))
    inner.variables = it.known
    return [one._replace(line=one.line + value.line - 1, column=one.column + column) for one in read(inner, it.clues)]


def _of_comment(file: SourceFile, clues: Clues, comment: Comment) -> Iterator[Detection]:
    """Settings that are commented out: `key: value`, `KEY=value`, `- --model=x`."""
    found = re.match(r"^\s*(?:-\s+)?[\"']?([\w.\-]+)[\"']?\s*[:=]\s*[\"']?([^\s\"',#]+)", comment.text)
    if found:
        key, text = found[1], found[2]
        column = comment.column + found.start(2)
        is_model = (plain(key) in MODEL_KEYS or "MODEL" in key) and clues.knows(text)
        if is_model:
            yield clues.use(file, comment.line, text, column=column, model=text, state="commented", reason="in a comment")
        elif clues.is_url(text) and clues.host(text):
            yield clues.use(file, comment.line, text, column=column, url=text, state="commented", reason="in a comment")
        return
    words = [(one.strip("\"'"), comment.line, comment.column) for one in comment.text.lstrip("- ").split()]
    option = re.match(r"^-*\s*[\"']?--model(?:[= ]|-id[= ])[\"']?([\w./:@-]+)", comment.text)
    if option and clues.knows(option[1]):
        yield clues.use(file, comment.line, option[1], model=option[1], state="commented", reason="in a comment")
        return
    for one in command_lines.uses_of_words(file, clues, words, {}):
        yield one._replace(state="commented", column=file.find_on(one.line, one.text), reason="in a comment")
