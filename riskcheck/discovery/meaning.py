"""What the values of a configuration say: which model, which host, through which variables and commands.

One reading for every format: keys that name models and base URLs, environments, command lines, and documents inside
values. Who stands beside a value decides what it means; a deny-list means nothing, an allow-list a possibility.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from riskcheck.discovery import commands, sdks, shapes
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Confidence, Detection, SourceFile, State, Unreadable
from riskcheck.discovery.readers import embedded, modelfile, shell
from riskcheck.discovery.readers.options import Word
from riskcheck.discovery.values import Comment, Path, Settings, Value, of_json, of_toml, of_yaml

MODEL_KEYS = frozenset(
    """model modelid modelname llm llmmodel chatmodel embeddingmodel embeddermodel rerankmodel rerankermodel basemodel defaultmodel
    smallmodel weakmodel editormodel smallfastmodel modelpath modeluri modelurl hfmodelid huggingfacemodelid hfmodel repoid
    modelrepo modelsource foundationmodel foundationmodelid modelarn publishermodelname models loadmodels completionmodel
    primarymodel fallbackmodel summarymodel visionmodel codemodel agentmodel plannermodel judgemodel deploymentmodel modelref
    servedmodel reviewmodel subagentmodel tabautocompletemodel autocompletemodel storageuri bucketuri hfrepo modelidentifier""".split()
)
"""Keys that name a model, without case and punctuation."""
_PLAIN_MODEL_KEYS = frozenset(
    ("model", "models", "llm", "modelname", "modelpath", "storageuri", "bucketuri", "modelurl", "modeluri", "basemodel")
)
"""Those of them that also mean other things, so the value or its neighbours must speak of language models."""
_URL_KEYS = frozenset(
    "baseurl apibase apiurl endpoint apiendpoint openaiapibase openaibaseurl url host upstreamurl apihost serverurl baseuri".split()
)
_LLM_NEIGHBOURS = frozenset(
    """temperature maxtokens topp systemprompt apikey apibase baseurl provider litellmparams contextlength contextwindow maxmodellen
    messages stream embeddings tokenizer quantization gpumemoryutilization tensorparallelsize roles apitype customllmprovider
    ollama vllm inference llm prompt""".split()
)
_DENIED = re.compile(
    r"(?:^|[_\-.])(?:ignore[ds]?|deny|denied|denylist|block(?:ed|list)?|blacklist|exclude[ds]?|forbidden|unsupported|disallow(?:ed)?|banned)(?:$|[_\-.])",
    re.I,
)
_POSSIBLE = re.compile(
    r"(?:^|[_\-.])(?:allow(?:ed|list)?|whitelist|supported|available|pricing|prices?|costs?|catalog(?:ue)?|known|enum|options|choices)(?:$|[_\-.])",
    re.I,
)
_OFF_KEYS = {
    "if": ("false",),"enabled": ("false", "no", "off", "0"), "enable": ("false", "0"), "deployed": ("false",), "disabled": ("true", "yes"), "disable": ("true",),
    "replicas": ("0",), "replicacount": ("0",), "suspend": ("true",), "scale": ("0",), "count": ("0",), "minreplicas": (), "active": ("false",), "isactive": ("false",),
    "create": ("false",), "install": ("false",)}  # fmt: skip
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
        "secrets",
        "appsettings",
    )
)
_COMMANDS = frozenset(
    (
        "command",
        "args",
        "entrypoint",
        "cmd",
        "run",
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
        "userdata",
    )
)
_SCRIPTS = frozenset(("script", "before_script", "after_script", "run", "runcmd", "commands", "preexec"))
"""Lists of command lines, where the others are lists of words."""
_PLACEHOLDER_KEYS = frozenset(
    ("name", "id", "title", "description", "label", "labels", "key", "comment", "summary", "displayname")
)


class Reading(NamedTuple):
    """A document being read. known: variables that can be followed. servers: containers that serve models."""

    file: SourceFile
    clues: Clues
    values: tuple[Value, ...]
    known: Mapping[str, str]
    is_llm: bool
    by_parent: Mapping[Path, Mapping[str, Value]]
    servers: frozenset[Path] = frozenset()


def plain(key: str) -> str:
    """A key without case and punctuation: `base_url`, `baseURL` and `base-url` are one."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


def uses(
    file: SourceFile, clues: Clues, settings: Settings, *, known: Mapping[str, str] | None = None, is_llm: bool = False
) -> Iterator[Detection]:
    """The uses in a configuration. known: variables set elsewhere. is_llm: the whole file configures language models."""
    shared = _variables(settings.values, known or {})
    used_hosts: set[tuple[int, int]] = set()
    found: list[Detection] = []
    for _, document in groupby(settings.values, key=lambda value: value.document):
        values = tuple(document)
        reading = Reading(
            file,
            clues,
            values,
            _variables(values, known or {}, shared),
            is_llm or shapes.is_for_models(values),
            _by_parent(values),
            commands.servers(values),
        )
        for value in values:
            found += _of_value(reading, value, used_hosts)
        found += _commands(reading)
    found = [
        one._replace(state="capability") if one.line in settings.dispatched and one.state in ("active", "default") else one
        for one in found
    ]
    told = {(one.line, one.column) for one in found}
    found = [one for one in found if one.model or one.confidence == "unresolved" or (one.line, one.column) not in used_hosts]
    for comment in settings.comments:
        found += [one for one in _of_comment(reading, comment) if (one.line, one.column) not in told]
    yield from _once(found)


def _by_parent(values: Sequence[Value]) -> dict[Path, dict[str, Value]]:
    """The values of each mapping by their plain keys."""
    found: dict[Path, dict[str, Value]] = {}
    for value in values:
        found.setdefault(value.path[:-1], {})[plain(str(value.path[-1])) if value.path else ""] = value
    return found


def _once(found: Sequence[Detection]) -> Iterator[Detection]:
    seen: set[tuple[int, str]] = set()
    for one in sorted(found, key=lambda it: (it.line, it.column)):
        key = (one.line, one.model or one.host or one.text)
        if key not in seen:
            seen.add(key)
            yield one


def _variables(values: Sequence[Value], known: Mapping[str, str], others: Mapping[str, str] | None = None) -> dict[str, str]:
    """Variables that the file itself sets: environments, defaults of parameters and of Terraform variables, locals.

    others: what other documents of the file set, which these outweigh.
    """
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
    return {**(others or {}), **found, **{one["name"]: one["value"] for one in pairs.values() if len(one) == 2}}


# --- one value ------------------------------------------------------------------------------------------------------------


def _of_value(it: Reading, value: Value, used_hosts: set[tuple[int, int]]) -> list[Detection]:
    if shapes.is_label(value.path) or any(_DENIED.search(shapes.words(part)) for part in value.path if isinstance(part, str)):
        return []
    is_document = value.is_block or (value.key == "patch" and value.text.startswith("["))
    if is_document and not _is_options(it, value) and (inner := _inside(it, value)) is not None:
        return [one._replace(state=_state(it, value, one.state)) for one in inner]
    name, env = _variable_name(it, value)
    if env:
        return list(_of_variable(it, name, value))
    key = plain(value.key)
    text, state, missing = _followed(it, value)
    state = _state(it, value, state)
    if value.path[-2:] == ("preset", "name"):
        key = "preset"
    named = [part for part in value.path if not (isinstance(part, str) and part.startswith("@"))]
    if named[-2:] == ["model", "name"] and "format" in it.by_parent.get(value.path[:-1], {}):  # a deployment of Azure's
        key = "foundationmodel"
    if re.match(r"(?:hf|ollama|modelscope)://\S+$", text) or shapes.holds_model(key, text) or key == "preset":
        if not it.clues.could_be_model(text):
            return []
        channel = None if key == "preset" and not it.clues.knows(text) else "self-hosted"
        return [
            it.clues.use(
                it.file,
                value.line,
                value.text,
                column=value.column,
                model=text,
                channel=channel,
                state=state,
                reason=f"{value.key} names the model",
            )
        ]
    if key in MODEL_KEYS or (isinstance(value.path[-1] if value.path else "", int) and key in MODEL_KEYS):
        return list(_of_model_key(it, value, key, text, state, missing, used_hosts))
    siblings = {key: one.text for key, one in it.by_parent.get(value.path[:-1], {}).items()}
    if (role := shapes.role(value.path, siblings)) and it.clues.knows(text):
        state = "default" if role == "default" and state == "active" else state
        return list(_of_model_key(it, value, "foundationmodel", text, state, missing, used_hosts))
    return list(_of_text(it, value, key, text, state, used_hosts))


def _of_text(
    it: Reading, value: Value, key: str, text: str, state: State, used_hosts: set[tuple[int, int]]
) -> Iterator[Detection]:
    """What a value says that no key announces: the URL of a service, the ARN of a model."""
    if it.clues.is_url(text) and state in ("active", "default") and shapes.may_only_be_called(value.path):
        state = "capability"
    if key in _URL_KEYS and it.clues.is_url(text):
        yield from _of_url(it, value, text, state, used_hosts)
    elif it.clues.is_url(text) and it.clues.host(text) and key not in _PLACEHOLDER_KEYS:
        yield it.clues.use(
            it.file, value.line, value.text, column=value.column, url=text, state=state, confidence="inferred", reason="a URL of a known service"
        )  # fmt: skip
    elif (
        text.startswith("{")
        and (found := re.search(r"""["']model["']\s*:\s*["']([^"']+)["']""", text))
        and it.clues.knows(found[1])
    ):
        host, host_value = _host_beside(it, value)
        if host_value is not None:
            used_hosts.add((host_value.line, host_value.column))
        yield it.clues.use(
            it.file, value.line, found[1], column=value.column + found.start(1), model=found[1], url=host, state=state, reason="in the payload of a request"
        )  # fmt: skip
    elif value.path[-2:] == ("fqdn", "hostname") and it.clues.host(text):
        yield it.clues.use(
            it.file, value.line, value.text, column=value.column, url=text, state=state, confidence="inferred", reason="the backend of a gateway"
        )  # fmt: skip
    elif text.startswith("arn:aws:bedrock") and "*" not in text and it.clues.could_be_model(text):
        yield it.clues.use(
            it.file, value.line, value.text, column=value.column, model=text, state=state, reason="the ARN of a model"
        )


def _variable_name(it: Reading, value: Value) -> tuple[str, bool]:
    """The name of the environment variable that a value is, in any of the usual shapes, and whether it is one."""
    if not value.path:
        return "", False
    last = value.path[-1]
    siblings = it.by_parent.get(value.path[:-1], {})
    if (
        last in ("value", "Value", "defaultValue", "default")
        and (named := siblings.get("name"))
        and re.fullmatch(r"[A-Z][A-Z0-9_]+", named.text)
    ):
        return named.text, True
    if isinstance(last, str) and re.fullmatch(r"[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)+", last):
        return last, True
    if isinstance(last, int) and value.key.lower() in _ENVIRONMENTS and (joined := re.match(r"([A-Z][A-Z0-9_]+)=", value.text)):
        return joined[1], True
    return "", False


def _of_variable(it: Reading, name: str, value: Value) -> Iterator[Detection]:
    if value.text.startswith(f"{name}="):
        value = value._replace(text=value.text[len(name) + 1 :].strip("\"'"), column=value.column + len(name) + 1)
    text, state, missing = _followed(it, value)
    state = _state(it, value, state)
    source = value.text if missing is None else f"${{{missing}}}"
    known = {key: one for key, one in it.known.items() if key != name}
    for one in shell.uses_of_variable(
        it.file, it.clues, name, text if missing is None else source, value.line, known, column=value.column, state=state
    ):
        yield one._replace(text=value.text)


def _of_model_key(
    it: Reading, value: Value, key: str, text: str, state: State, missing: str | None, used_hosts: set[tuple[int, int]]
) -> Iterator[Detection]:
    siblings = it.by_parent.get(value.path[:-1], {})
    if key == "modelname" and "litellmparams" in _names_below(it, value.path[:-1]):
        return
    if key == "modelid" and (
        "modelsource" in siblings or "modelsource" in _names_below(it, value.path[:-1])
    ):  # an alias beside the model itself
        return
    host, host_value = _host_beside(it, value)
    if missing is not None:
        if key not in _PLAIN_MODEL_KEYS or _speaks_of_models(it, value, siblings):
            yield it.clues.use(
                it.file, value.line, value.text, column=value.column, url=host, state=state, confidence="unresolved",
                reason=f"{missing} is set outside this file",
            )  # fmt: skip
        return
    if (held := it.clues.in_store(text)) and it.clues.knows(held):
        yield it.clues.use(
            it.file, value.line, value.text, column=value.column, model=held, channel="self-hosted", state=state, confidence="inferred",
            reason=f"the key {value.key} names a place in a store that is named for the model",
        )  # fmt: skip
        return
    bare = re.sub(r"^(?:hf|ollama|oci|modelscope)://", "", text)
    if not it.clues.could_be_model(bare) or (
        it.clues.is_url(text) and not it.clues.host(text) and not text.startswith(("hf:", "ollama:", "https://huggingface.co"))
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
    confidence: Confidence = "declared"
    if _is_possible(value.path) and state in ("active", "default"):
        state = "capability"
    if host_value is not None:
        used_hosts.add((host_value.line, host_value.column))
    yield it.clues.use(
        it.file, value.line, value.text, column=value.column, model=text, url=host, provider=_provider_beside(it, siblings) if host is None else None,
        region=_region_beside(it, value) if host is None else None, channel="self-hosted" if host is None and shapes.is_own(value.path) else None,
        state=state, confidence=confidence, reason=f"the key {value.key} names the model",
    )  # fmt: skip


def _is_possible(path: Path) -> bool:
    """Whether a value stands in a list of what could be chosen. `options` counts as one only where it is a list."""
    return any(
        _POSSIBLE.search(shapes.words(part)) and (part != "options" or any(isinstance(one, int) for one in path[index + 1 :]))
        for index, part in enumerate(path)
        if isinstance(part, str)
    )


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
        plain(value.key) not in ("url", "host", "endpoint")
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
    for parent in (value.path[:-1], value.path[:-2], value.path[:-3]):
        for key, one in it.by_parent.get(parent, {}).items():
            if key in _URL_KEYS:
                text, _, missing = _followed(it, one)
                if missing is None and it.clues.is_url(text) and it.clues.host_name(text) not in sdks.HUBS:
                    return text, one
        if not parent or not isinstance(value.path[-1], int):
            break
    return None, None


def _provider_beside(it: Reading, siblings: Mapping[str, Value]) -> str | None:
    for key in ("provider", "modelprovider", "customllmprovider", "apitype"):
        if key in siblings:
            word = siblings[key].text
            service = it.clues.variable(f"{word.upper().replace('-', '_')}_API_KEY")
            if service:
                return service[0]
            if word in it.clues.hosts.providers:
                return word
    return None


def _region_beside(it: Reading, value: Value) -> str | None:
    for depth in range(len(value.path) - 1, -1, -1):
        siblings = it.by_parent.get(value.path[:depth], {})
        for key in ("region", "location", "awsregion", "awsregionname", "regionname"):
            if key in siblings:
                text, _, missing = _followed(it, siblings[key])
                return text if missing is None else None
    return None


def _state(it: Reading, value: Value, state: State) -> State:
    """Disabled when a flag beside the value or anywhere on the way to it says so."""
    if state not in ("active", "default"):
        return state
    for depth in range(len(value.path) - 1, -1, -1):
        for parent in (value.path[:depth], (*value.path[:depth], "deploy")):
            for key, flag in it.by_parent.get(parent, {}).items():
                if flag is not value and flag.text.lower() in _OFF_KEYS.get(key, ()):
                    return "disabled"
    if value.path[:1] == ("services",) and (*value.path[:2], "profiles") in it.by_parent:
        return "disabled"
    return state


def _followed(it: Reading, value: Value) -> tuple[str, State, str | None]:
    """A value's text with its references filled in; the state that a default gives; the first name that is not known."""
    text = value.text
    if not value.is_literal:
        name = re.sub(r"^!(?:Ref|GetAtt)\s+", "", text).strip()
        if name in it.known:
            return it.known[name], "default", None
        return text, "active", name
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
        return text, "active", text
    resolved = re.sub(r"\$\{(var|local)\.(\w+)\}", lambda m: it.known.get(f"{m[1]}.{m[2]}", m[0]), text)
    return shell.follow(resolved, it.known)


# --- commands, documents inside values, comments -----------------------------------------------------------------------------


def _commands(it: Reading) -> Iterator[Detection]:
    """Command lines: strings and lists under `command`, `args`, `run` and the like; a container's two joined."""
    lines: dict[Path, list[Word]] = {}
    for value in it.values:
        names = [part for part in value.path if isinstance(part, str)]
        key = names[-1].lower() if names else ""
        if key not in _COMMANDS or not value.is_literal:
            continue
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
    own: dict[Path, list[Value]] = {}
    for value in it.values:
        above = next((value.path[:index] for index, part in enumerate(value.path) if part in ("env", "environment")), None)
        if above is not None and above in lines:
            own.setdefault(above, []).append(value)
    for parent, words in lines.items():
        anchor = Value((*parent, "command"), "", words[0][1] if words else 0, 0)
        known = _variables(own.get(parent, ()), {}, it.known)
        for one in shell.uses_of_words(it.file, it.clues, words, known, is_server=parent in it.servers):
            yield one._replace(state=_state(it, anchor, one.state))


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
            inner = of_json(text)
            moved = tuple(one._replace(line=one.line + value.line - 1, column=one.column + column) for one in inner.values)
            return list(uses(it.file, it.clues, Settings(moved), known=it.known, is_llm=it.is_llm))
        if key.endswith(".toml"):
            toml = of_toml(text)
            moved = tuple(one._replace(line=one.line + value.line - 1, column=one.column + column) for one in toml.values)
            return list(uses(it.file, it.clues, Settings(moved, _moved(toml.comments, value)), known=it.known, is_llm=it.is_llm))
        if embedded.is_javascript(text) or key.endswith((".js", ".mjs", ".ts")):
            return list(embedded.uses_of_javascript(it.file, it.clues, text, value.line))
        if embedded.is_python(text) or key.endswith(".py"):
            return list(embedded.uses_of_python(it.file, it.clues, text, value.line))
        if re.match(r"FROM\s+\S+\s*(?:\n|$)", first):
            found = modelfile.read(SourceFile(it.file.path, text), it.clues)
            return [one._replace(line=one.line + value.line - 1, column=one.column + column) for one in found]
        if (
            key in _COMMANDS
            or key.endswith(".sh")
            or first.startswith("#!")
            or re.search(r"^\s*(?:vllm|ollama|hf|huggingface-cli|python3?|curl|export)\s", text, re.M)
        ):
            script = text.replace("$$", "$") if value.path[:1] == ("services",) else text  # Compose keeps a `$` by doubling it
            found = shell.uses_of_script(it.file, it.clues, script, value.line, column + 1, it.known)
            return [
                one._replace(state=_state(it, value, one.state), column=one.column + (column if one.line > value.line else 0))
                for one in found
            ]
        if re.search(r"^[\w.\-]+\s*:\s", text, re.M) or re.search(r"^\s*-\s+(?:\w+:|\{)", text, re.M):
            nested = of_yaml(text, value.line, column + 1)
            moved = tuple(one._replace(column=one.column + column) for one in nested.values)
            return list(
                uses(it.file, it.clues, Settings(moved, nested.comments, nested.dispatched), known=it.known, is_llm=it.is_llm)
            )
        if re.search(r"^[A-Z][A-Z0-9_]+=", text, re.M) or key.endswith((".properties", ".env", ".ini", ".conf")):
            from riskcheck.discovery.values import of_pairs

            pairs = of_pairs(text)
            moved = tuple(one._replace(line=one.line + value.line - 1, column=one.column + column) for one in pairs.values)
            return list(uses(it.file, it.clues, Settings(moved, _moved(pairs.comments, value)), known=it.known, is_llm=it.is_llm))
    except Unreadable:
        return None
    return None


def _moved(comments: Sequence[Comment], value: Value) -> tuple[Comment, ...]:
    return tuple(one._replace(line=one.line + value.line - 1) for one in comments)


def _of_comment(it: Reading, comment: Comment) -> Iterator[Detection]:
    """Settings that are commented out: `key: value`, `KEY=value`, `- --model=x`."""
    found = re.match(r"^\s*(?:-\s+)?[\"']?([\w.\-]+)[\"']?\s*[:=]\s*[\"']?([^\s\"',#]+)", comment.text)
    if found:
        key, text = found[1], found[2]
        column = comment.column + found.start(2)
        is_model = (plain(key) in MODEL_KEYS or "MODEL" in key) and it.clues.knows(text)
        if is_model:
            yield it.clues.use(it.file, comment.line, text, column=column, model=text, state="commented", reason="in a comment")
        elif it.clues.is_url(text) and it.clues.host(text):
            yield it.clues.use(it.file, comment.line, text, column=column, url=text, state="commented", reason="in a comment")
        return
    words = [(one.strip("\"'"), comment.line, comment.column) for one in comment.text.lstrip("- ").split()]
    option = re.match(r"^-*\s*[\"']?--model(?:[= ]|-id[= ])[\"']?([\w./:@-]+)", comment.text)
    if option and it.clues.knows(option[1]):
        yield it.clues.use(it.file, comment.line, option[1], model=option[1], state="commented", reason="in a comment")
        return
    for one in shell.uses_of_words(it.file, it.clues, words, {}):
        yield one._replace(state="commented", column=it.file.find_on(one.line, one.text), reason="in a comment")
