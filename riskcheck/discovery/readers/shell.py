"""Shell scripts, and command lines wherever they stand: in Dockerfiles, manifests, workflows and package scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from tree_sitter import Node

from riskcheck.discovery import key_words, naming, programs, providers, trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.readers import command_settings, embedded
from riskcheck.discovery.readers.options import Word

_REFERENCE = re.compile(r"\$\{([\w.]+)(?::?[-=]([^}]*)|:?\?[^}]*)?\}|\$\((\w+)\)|\$(\w+)")
_WRAPPERS = frozenset("sudo exec env nohup time docker podman run exec -it -d --rm uv uvx poetry pipx npx conda torchrun".split())
_THING_MODEL = rf"(?:^|_)(?:{'|'.join(sorted(key_words.THINGS))})_model"
_JSON_MODEL = re.compile(r"""\\?["']model\\?["']\s*:\s*\\?["']([^"'\\]+)\\?["']""")
_URL_OPTIONS = ("--base-url", "--api-base", "--openai-api-base", "--endpoint", "--host", "--url")
_RUNS_OTHERS = frozenset(
    "docker podman nerdctl docker-compose kubectl oc ssh srun sudo exec nohup time xargs timeout nice setsid tmux screen apptainer "
    "singularity uv uvx poetry pipx npx conda torchrun accelerate numactl retry su runuser start-stop-daemon systemd-run".split()
)
"""Programs whose words hold another command."""
_COMMANDS = {**programs.SERVERS, **programs.CLIENTS}
_SHELLS = frozenset(("sh", "bash", "/bin/sh", "/bin/bash", "zsh"))
_SWITCHES = """--resume-download --force-download --enforce-eager --enable-auto-tool-choice --enable-prefix-caching --insecure
    --enable-chunked-prefill --disable-log-requests --verbose --print -p --no-auto-commits --flash-attn --enable-lora --quiet -v""".split()
"""Options without a value, of the commands that serve and fetch."""
_VALUELESS = frozenset(
    ("-q", "-y", "-f", "-d", "-it", "-i", "-t", "--quiet", "--verbose", "--rm", "--trust-remote-code", *_SWITCHES)
)


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a script."""
    yield from uses_of_script(file, clues, file.text, 1, variables=file.variables)


def uses_of_script(
    file: SourceFile, clues: Clues, script: str, line: int, column: int = 1, variables: Mapping[str, str] | None = None
) -> Iterator[Detection]:
    """The uses in a script that begins at a place of a file. variables: what is set outside it."""
    from riskcheck.discovery.readers.script import Script  # which asks here for every command

    seen: set[tuple[int, str | None, str | None]] = set()
    for one in Script(file, clues, script, line, column, variables or {}).uses():
        key = (one.line, one.model or one.host, None if one.model or one.host else one.text)
        if key not in seen:  # a list is told where it is set and again by the loop over it
            seen.add(key)
            yield one


def uses_of_variable(
    file: SourceFile, clues: Clues, key: str, text: str, line: int, known: Mapping[str, str], *, column: int | None = None,
    state: State = "active", environment: Mapping[str, str] | None = None,
) -> Iterator[Detection]:  # fmt: skip
    """What a variable of an environment says: a model, a host, or the use of a service by its key.

    environment: the variables of the same one, where `known` holds others too.
    """
    if naming.refuses(key):
        return
    if naming.permits(key) and state in ("active", "default"):
        state = "capability"
    if naming.names_models(key) or key.upper().endswith(("_BASE_URLS", "_API_BASES")):
        yield from _of_list(file, clues, key, text, line, known, column, state)
        return
    resolved, state, missing = follow(text, known, state)
    if key_words.is_mention((key,)):
        return
    service = clues.variable(key)
    kind = service[1] if service else _kind_of(key)
    provider = service[0] if service else None
    if kind == "DEPLOYMENT" and clues.knows(resolved):
        base = _base_url(key, known)
        yield clues.use(
            file, line, text, column=column, model=resolved, url=base if base and clues.is_url(base) else None, provider=provider, state=state,
            confidence="inferred", reason=f"{key} names a deployment, and that says which model it is",
        )  # fmt: skip
    elif kind == "STORAGE":
        held = clues.in_store(resolved)
        if (model := held or resolved) and clues.knows(model):
            yield clues.use(
                file, line, text, column=column, model=model, channel="self-hosted", state=state, confidence="inferred" if held else "declared",
                reason=f"{key} names the weights",
            )  # fmt: skip
    elif missing and kind in ("MODEL", "MODEL_NAME", "MODEL_ID"):
        yield clues.use(
            file,
            line,
            text,
            column=column,
            provider=provider,
            state=state,
            confidence="unresolved",
            reason=f"{missing} is set outside this file",
        )
    elif (re.search(r"(?:^|_)(?:HOST|HOSTNAME|DOMAIN|UPSTREAM)$", key.upper()) and _is_known_host(clues, resolved)) or (
        clues.is_url(resolved)
        and (
            clues.host(resolved)
            or (kind in ("BASE_URL", "API_BASE") and not clues.is_local(resolved) and _is_for_models(clues, key, known))
        )
    ):
        yield clues.use(file, line, text, column=column, url=resolved, state=state, reason=f"{key} names the host")
    elif kind is None and naming.names_a_role(key) and clues.knows(resolved):
        yield clues.use(file, line, text, column=column, model=resolved, state=state, reason=f"{key} names the model")
    elif kind in ("MODEL", "MODEL_NAME", "MODEL_ID") and clues.could_be_model(resolved):
        if clues.knows(resolved) or clues.is_hub_id(resolved) or service:
            base = _base_url(key, known) or (
                None if service else _only_base_url(key, known if environment is None else environment)
            )
            url = base if base and clues.is_url(base) else None
            one = clues.use(
                file, line, text, column=column, model=resolved, url=url, provider=None if url else own_service(clues, provider, resolved),
                state=state, reason=f"{key} names the model",
                channel="self-hosted" if url is None and resolved.startswith(("hf://", "ollama://")) else None,
            )  # fmt: skip
            yield one if one.region else one._replace(region=_region(one.provider, known))


def _of_list(
    file: SourceFile, clues: Clues, key: str, text: str, line: int, known: Mapping[str, str], column: int | None, state: State
) -> Iterator[Detection]:
    """A variable that names several: only ids and hosts of the catalog count, for the words could be anything."""
    service = providers.VARIABLES.get(key.upper().removesuffix("_MODELS"))
    is_menu = service is not None and service not in providers.SELF_HOSTED  # what a client offers of an API's models
    if is_menu or naming.permits(key) or re.search(r"supported|available|known|options|price|cost", naming.snake(key)):
        state = "capability"
    whole, state, _ = follow(text, known, state)
    for found in re.finditer(r"[^\s,;|\"'()\[\]\\]+", whole):
        row = line + whole[: found.start()].count("\n")
        at = column + found.start() if column and whole == text and row == line else None
        word = found.group(0)
        if clues.is_url(word) and clues.host(word):
            yield clues.use(file, row, word, column=at, url=word, state=state, reason=f"{key} names the host")
        elif not clues.is_url(word) and naming.names_models(key) and clues.knows(word):
            yield clues.use(file, row, word, column=at, model=word, state=state, reason=f"{key} names the model")


def _is_for_models(clues: Clues, key: str, known: Mapping[str, str]) -> bool:
    """Whether a base URL of an unknown host is a model's: by a word in its name, or by the model that is set beside it."""
    if clues.variable(key) or providers.LLM_WORDS.intersection(key.upper().split("_")):
        return True
    beside = re.sub(r"(?:BASE_URL|API_BASE)$", "", key, flags=re.I) + "MODEL"
    return any(name.upper().startswith(beside.upper()) and clues.knows(text) for name, text in known.items())


def _region(provider: str | None, known: Mapping[str, str]) -> str | None:
    """The region that the variables of a cloud's own tools set."""
    return next(
        (known[name] for name in providers.REGIONS.get(provider or "", ()) if name in known and "$" not in known[name]), None
    )


def _base_url(key: str, known: Mapping[str, str]) -> str | None:
    """The base URL that variables of the same service set: a client's model goes there, not to the service it is named for."""
    prefix = re.split(r"_(?:DEFAULT_|SMALL_FAST_|CHAT_|EMBEDDING_)?(?:[A-Z]+_)?MODEL", key)[0]
    for ending in ("BASE_URL", "API_BASE", "API_BASE_URL", "API_URL", "ENDPOINT"):
        if (found := known.get(f"{prefix}_{ending}")) is not None:
            return follow(found, known)[0]
    return None


def _only_base_url(key: str, known: Mapping[str, str]) -> str | None:
    """The one base URL that is set beside a chat model whose variable names no service."""
    if not re.match(r"(?:LLM|CHAT|AI|MAIN|DEFAULT|AGENT|SMALL|FAST)?_?MODEL(?:_NAME|_ID)?$", key):
        return None
    urls = {
        follow(text, known)[0]
        for name, text in known.items()
        if re.search(r"_(?:BASE_URL|API_BASE(?:_URL)?)$", name) and "://" in text
    }
    return urls.pop() if len(urls) == 1 else None


def own_service(clues: Clues, provider: str | None, model: str) -> str | None:
    """The service that a variable is named for, unless its model is another's: OPENAI_ and ANTHROPIC_ name a protocol."""
    if provider not in ("openai-api", "anthropic-api"):
        return provider
    developers = clues.identity(model).developers
    return provider if not developers or provider.partition("-")[0] in developers else None


def _is_known_host(clues: Clues, text: str) -> bool:
    return "." in text and not clues.is_url(text) and clues.host(text) is not None and not clues.is_local(text)


def _kind_of(key: str) -> str | None:
    if "SERVED_MODEL" in key.upper() or re.search(_THING_MODEL, key.lower()):  # an alias; the model of a thing
        return None
    if re.search(r"(?:^|_)STORAGE_URI$", key.upper()):
        return "STORAGE"
    if re.search(r"OPENAI_(?:[A-Z]+_)?DEPLOYMENT(?:_NAME|_ID)?$", key.upper()):
        return "DEPLOYMENT"
    found = re.search(r"(?:^|_)(MODEL(?:_NAME|_ID)?|BASE_URL|API_BASE)$", key.upper())
    if found:
        return found[1]
    if key.upper().endswith("_LLM"):
        return "MODEL"
    return (
        "MODEL"
        if re.search(r"(?:^|_)MODEL(?:_|$)", key.upper())
        and not re.search(r"DIR|PATH|CACHE|VERSION|TYPE|DTYPE|LEN|SIZE", key.upper())
        else None
    )


def names_a_deployment(key: str) -> bool:
    """Whether a variable names a deployment of Azure's, which is often called by its model."""
    return _kind_of(key) == "DEPLOYMENT"


def follow(text: str, known: Mapping[str, str], state: State = "active") -> tuple[str, State, str | None]:
    """A text with its references filled in, the state that a default gives it, and the first variable that is not known."""
    missing: str | None = None

    def value(found: re.Match[str]) -> str:
        nonlocal state, missing
        name = found[1] or found[3] or found[4]
        if name in known and found.group(0) not in known[name]:
            return follow(known[name], {key: one for key, one in known.items() if key != name})[0]
        if found[2]:
            state = "default" if state == "active" else state
            return found[2].strip("\"'")
        missing = missing or name
        return found.group(0)

    return _REFERENCE.sub(value, text), state, missing


def commented(file: SourceFile, clues: Clues, node: Node, at: tuple[int, int]) -> Iterator[Detection]:
    """A command line that is commented out."""
    text = trees.text_of(node).lstrip("#").strip()
    words = [(one, at[0], at[1]) for one in text.split()]
    for one in uses_of_words(file, clues, words, {}):
        yield one._replace(state="commented", column=file.find_on(one.line, one.text), reason="in a comment")


def uses_of_words(
    file: SourceFile, clues: Clues, words: Sequence[Word], variables: Mapping[str, str] | None = None, *, is_server: bool = False
) -> Iterator[Detection]:
    """The uses in one command line. is_server: its program is the entry point of a serving image, and does not stand there."""
    known = variables or {}
    if len(words) >= 3 and words[0][0] in _SHELLS and words[1][0].startswith("-") and "c" in words[1][0]:
        script, line, column = words[2]
        yield from uses_of_script(file, clues, script, line, column, known)
        return
    if len(words) >= 3 and re.match(r"(?:\S*/)?python[\d.]*$", words[0][0]) and "-c" in (found := [one[0] for one in words]):
        script, line, _ = words[min(found.index("-c") + 1, len(words) - 1)]
        yield from embedded.uses_of_python(file, clues, script.replace('\\"', '"'), line)
        return
    rest = list(words)
    while rest and (rest[0][0] in _WRAPPERS or re.match(r"^\w+=", rest[0][0])):
        rest.pop(0)
    texts = [word[0] for word in rest]
    image = next((index for index, text in enumerate(texts) if is_server_image(text)), None)
    if image is not None and texts[:1] != ["FROM"]:
        rest, is_server = rest[image + 1 :], True
        texts = [word[0] for word in rest]
    command, before = _command_in(texts, can_run_others=words[0][0].rpartition("/")[2] in _RUNS_OTHERS if words else False)
    yield from command_settings.uses_in(file, clues, words if image is None else words[: len(words) - len(rest)], known)
    rest, texts = rest[before:], texts[before:]
    host = next((value for option, value in _options(texts) if option in _URL_OPTIONS and clues.is_url(value)), None)
    if command is None and not is_server:
        yield from _of_other_command(file, clues, rest, known, host)
        return
    if any(one in ("dataset", "space") for option, one in _options(texts) if option == "--repo-type"):
        return
    is_client = command in programs.CLIENTS
    channel = None if host or is_client else "self-hosted"
    region = next((value for option, value in _options(texts) if option == "--region" and "$" not in value), None)
    where = _COMMANDS[command] if command else ("--model", "--model-id", "--model-path", "--hf-repo", "-hf")
    skip = len(command.split(" ")) if command else 0
    told: set[tuple[int, int]] = set()
    for text, line, column in _models(rest[skip:], where):
        told.add((line, column))
        if was_told(text, known, file.beside):
            continue
        resolved, state, missing = follow(text, known)
        if missing:
            yield clues.use(
                file,
                line,
                text,
                column=column,
                channel=channel,
                confidence="unresolved",
                reason=f"{missing} is set outside this file",
            )
        elif clues.could_be_model(resolved):
            yield clues.use(
                file, line, text, column=column, model=resolved, url=host, channel=channel, region=region if is_client else None, state=state,
                reason=f"{'asked' if is_client else 'served or fetched'} by {command or 'the image'}",
            )  # fmt: skip
    for one in command_settings.uses_of_options(file, clues, rest, known, host, is_server=not is_client):
        if (one.line, one.column) not in told:
            yield one


def _of_other_command(
    file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str], host: str | None
) -> Iterator[Detection]:
    """What a command that is not known says: hosts it calls, options that name models, commands that it hands on."""
    yield from _hosts(file, clues, words, known)
    if not words or command_settings.is_speech(words[0][0]):
        return
    yield from command_settings.uses_of_options(file, clues, words, known, host)
    for text, line, column in words[1:]:
        script = re.sub(r"^\w+=[\"']?", "", text).strip("\"'") if words[0][0] == "alias" else text
        inner = script.split()
        if len(inner) > 1 and _command_in(inner, can_run_others=inner[0] in _RUNS_OTHERS)[0]:  # in quotes, for another shell
            yield from uses_of_script(file, clues, script, line, column + text.find(script), known)


def is_server_image(text: str) -> bool:
    """Whether a word is a container image that serves models."""
    name = text.partition("@")[0].rpartition("/")[0] + "/" + text.partition("@")[0].rpartition("/")[2].partition(":")[0]
    return "/" in text and any(name.strip("/").endswith(image) for image in programs.IMAGES if "/" in image)


def was_told(text: str, known: Mapping[str, str], beside: Mapping[str, str] | None = None) -> bool:
    """Whether a word is nothing but a variable of this script that was reported where it is set; not one of a file `beside`."""
    found = _REFERENCE.fullmatch(text)
    name = (found[1] or found[3] or found[4]) if found else None
    return name is not None and name in known and name not in (beside or {}) and _kind_of(name) is not None


def _command_in(texts: Sequence[str], *, can_run_others: bool) -> tuple[str | None, int]:
    """The known command of a line and where it begins: `docker exec NAME ollama pull` runs one behind its own words."""
    if (command := _command(texts)) or not can_run_others:
        return command, 0
    for start in range(1, min(len(texts), 40)):
        if command := _command(texts[start:]):
            return command, start
    return None, 0


def _command(texts: Sequence[str]) -> str | None:
    """The longest known command that a command line begins with."""
    bare = [text.rpartition("/")[2] if index == 0 else text for index, text in enumerate(texts[:5])]
    bare[:1] = ["python" if one.startswith("python") else one for one in bare[:1]]
    for length in range(5, 0, -1):
        if (found := " ".join(bare[:length])) in _COMMANDS:
            return found
    return None


def _options(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for index, text in enumerate(texts):
        name, sign, value = text.partition("=")
        if name.startswith("-"):
            yield name, value if sign else (texts[index + 1] if index + 1 < len(texts) else "")


def _models(words: Sequence[Word], where: Sequence[str]) -> Iterator[Word]:
    """Words that stand where a command takes its model: after an option, joined to it, or the first free word."""
    skip_next = took_free = False
    for index, (text, line, column) in enumerate(words):
        if skip_next:
            skip_next = False
            continue
        name, sign, value = text.partition("=")
        if name.startswith("-"):
            if name in where and name:
                if sign:
                    yield value, line, column + len(name) + 1
                elif index + 1 < len(words) and not words[index + 1][0].startswith("-"):
                    yield words[index + 1]
            skip_next = not sign and name not in _VALUELESS
        elif "" in where and not took_free:
            took_free = True
            yield text, line, column


_FETCHERS = frozenset("curl wget http https xh aria2c axel git".split())


def _hosts(file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str]) -> Iterator[Detection]:
    """Known hosts that a command such as curl talks to, and models that it fetches from a hub."""
    program = words[0][0].rpartition("/")[2] if words else ""
    if program not in _FETCHERS or (program == "git" and not {"clone", "pull", "submodule"} & {word[0] for word in words}):
        return
    for text, line, column in words[1:]:
        resolved, state, _ = follow(text, known)
        if clues.is_url(resolved) and (hub_id := clues.hub_id(resolved)):
            yield clues.use(
                file, line, text, column=column, model=hub_id, channel="self-hosted", state=state, reason="fetched from a hub"
            )
        elif program != "git" and clues.is_url(resolved) and clues.host(resolved) and not naming.is_download(resolved):
            payload = _JSON_MODEL.search(" ".join(word[0] for word in words))
            if payload is None or not clues.could_be_model(payload[1]):
                yield clues.use(file, line, text, column=column, url=resolved, state=state, reason="called by this command")
            return


_FETCHED = {
    "pull": re.compile(r"""\\?["'](?:name|model)\\?["']\s*:\s*\\?["']([\w./:${}-]+)"""),
    "create": re.compile(r"""\\?["']from\\?["']\s*:\s*\\?["']([\w./:-]+)"""),
}
"""Where the model stands that a request to Ollama's own API has it fetch."""


def payload(
    file: SourceFile, clues: Clues, node: Node, line: int, turns: Mapping[str, Sequence[Word]] = MappingProxyType({})
) -> Iterator[Detection]:
    """A model inside a JSON payload of a command, with the host that it is sent to. turns: what loops around it go through."""
    text = trees.text_of(node)
    if command_settings.is_speech(text.split(maxsplit=1)[0] if text.strip() else ""):
        return
    url = next((one for one in re.findall(r"https?://[^\s\"'\\]+", text) if clues.host(one)), None)
    asked = re.search(r"/api/(pull|create)\b", text)
    for found in (_FETCHED[asked[1]] if asked else _JSON_MODEL).finditer(text):
        for item, row, column in turns.get(found[1].strip("${}"), ()) if asked else ():
            yield clues.use(
                file, row, item, column=column, model=item, channel="self-hosted", reason="fetched by a request to Ollama"
            )
        if clues.could_be_model(found[1]) and (url or asked or clues.knows(found[1])):
            row = node.start_point.row + text[: found.start(1)].count("\n") + line
            yield clues.use(
                file, row, found[1], model=found[1], url=url, channel="self-hosted" if asked and not url else None,
                reason="fetched by a request to Ollama" if asked else "in the payload of a request",
            )  # fmt: skip
