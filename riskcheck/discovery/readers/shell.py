"""Shell scripts, and command lines wherever they stand: in Dockerfiles, manifests, workflows and package scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from riskcheck.discovery import key_words, sdks, trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.readers import embedded, options
from riskcheck.discovery.readers.options import Word

_REFERENCE = re.compile(r"\$\{([\w.]+)(?::?[-=]([^}]*)|:?\?[^}]*)?\}|\$\((\w+)\)|\$(\w+)")
_WRAPPERS = frozenset("sudo exec env nohup time docker podman run exec -it -d --rm uv uvx poetry pipx npx conda torchrun".split())
_THING_MODEL = rf"(?:^|_)(?:{'|'.join(sorted(key_words.THINGS))})_model"
_JSON_MODEL = re.compile(r"""["']model["']\s*:\s*["']([^"']+)["']""")
_URL_OPTIONS = ("--base-url", "--api-base", "--openai-api-base", "--endpoint", "--host", "--url")
_TOLD = "\0"
"""The value of a variable whose values were reported where they stand."""
_SHELLS = frozenset(("sh", "bash", "/bin/sh", "/bin/bash", "zsh"))
_VALUELESS = frozenset(("-q", "-y", "-f", "-d", "-it", "-i", "-t", "--quiet", "--verbose", "--rm", "--trust-remote-code"))


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a script."""
    yield from uses_of_script(file, clues, file.text, 1)


def uses_of_script(
    file: SourceFile, clues: Clues, script: str, line: int, column: int = 1, variables: Mapping[str, str] | None = None
) -> Iterator[Detection]:
    """The uses in a script that begins at a place of a file. variables: what is set outside it."""
    root = trees.parse("bash", script)
    known = dict(variables or {})

    def at(node: Node) -> tuple[int, int]:
        row, start = trees.place(node)
        return row + line - 1, start + (column - 1 if row == 1 else 0)

    for node in trees.every(root, "variable_assignment", "command", "comment", "for_statement", "heredoc_redirect"):
        if node.type == "for_statement":
            yield from _looped(file, clues, node, known, line)
        elif node.type == "heredoc_redirect":
            yield from embedded.of_heredoc(file, clues, node, line)
        elif node.type == "variable_assignment":
            yield from _assigned(file, clues, node, known, at(node))
        elif node.type == "comment":
            yield from _commented(file, clues, node, at(node))
        else:
            words = [
                (_plain(one), *at(one)) for one in node.named_children if one.type not in ("file_redirect", "herestring_redirect")
            ]
            if words and words[0][0] == ":":
                yield from _set_unless_set(file, clues, node, known, at(node)[0])
            yield from uses_of_words(file, clues, words, known)
            yield from _payload(file, clues, node, line)


_FETCHES = re.compile(
    r"ollama\s+(?:pull|run)|/api/(?:pull|generate|chat)|(?:hf|huggingface-cli|modelscope)\s+download|snapshot_download|vllm\s+serve"
)


def _looped(file: SourceFile, clues: Clues, node: Node, known: dict[str, str], line: int) -> Iterator[Detection]:
    """The models that a loop fetches one by one; its variable is then told already."""
    name, body = node.child_by_field_name("variable"), trees.text_of(node)
    if name is None or not _FETCHES.search(body):
        return
    items = [one for one in node.children_by_field_name("value") if clues.could_be_model(_plain(one))]
    if not items or not any(clues.knows(_plain(one)) or clues.is_hub_id(_plain(one)) for one in items):
        return
    known[trees.text_of(name)] = _TOLD
    for one in items:
        row, column = trees.place(one)
        yield clues.use(
            file, row + line - 1, _plain(one), column=column, model=_plain(one), channel="self-hosted", reason="fetched or served by a loop"
        )  # fmt: skip


def _set_unless_set(file: SourceFile, clues: Clues, node: Node, known: dict[str, str], line: int) -> Iterator[Detection]:
    """The defaults that `: "${NAME:=value}"` gives to variables."""
    for found in re.finditer(r"\$\{(\w+):?=([^}]*)\}", trees.text_of(node)):
        if found[1] not in known:
            known[found[1]] = found[2]
            at = file.find_on(line, found[2])
            yield from uses_of_variable(file, clues, found[1], found[2], line, known, column=at, state="default")


def _plain(node: Node) -> str:
    text = trees.text_of(node)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _assigned(file: SourceFile, clues: Clues, node: Node, known: dict[str, str], at: tuple[int, int]) -> Iterator[Detection]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is None or value is None:
        return
    key, text = trees.text_of(name), _plain(value)
    told = was_told(text, known)
    known[key] = text
    if told:
        return
    yield from uses_of_variable(file, clues, key, text, at[0], known, column=at[1] + len(key) + 1)


def uses_of_variable(
    file: SourceFile, clues: Clues, key: str, text: str, line: int, known: Mapping[str, str], *, column: int | None = None,
    state: State = "active",
) -> Iterator[Detection]:  # fmt: skip
    """What a variable of an environment says: a model, a host, or the use of a service by its key."""
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
    elif kind == "MODELS":
        yield from _listed(file, clues, key, resolved, line, column, state)
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
    elif clues.is_url(resolved) and (
        clues.host(resolved)
        or (kind in ("BASE_URL", "API_BASE") and not clues.is_local(resolved) and _is_for_models(clues, key, known))
    ):
        yield clues.use(file, line, text, column=column, url=resolved, state=state, reason=f"{key} names the host")
    elif kind in ("MODEL", "MODEL_NAME", "MODEL_ID") and clues.could_be_model(resolved):
        if clues.knows(resolved) or clues.is_hub_id(resolved) or service:
            base = _base_url(key, known) or (None if service else _only_base_url(key, known))
            url = base if base and clues.is_url(base) else None
            one = clues.use(
                file, line, text, column=column, model=resolved, url=url, provider=None if url else _own(clues, provider, resolved),
                state=state, reason=f"{key} names the model",
                channel="self-hosted" if url is None and resolved.startswith(("hf://", "ollama://")) else None,
            )  # fmt: skip
            yield one if one.region else one._replace(region=_region(one.provider, known))


def _is_for_models(clues: Clues, key: str, known: Mapping[str, str]) -> bool:
    """Whether a base URL of an unknown host is a model's: by a word in its name, or by the model that is set beside it."""
    if clues.variable(key) or sdks.LLM_WORDS.intersection(key.upper().split("_")):
        return True
    beside = re.sub(r"(?:BASE_URL|API_BASE)$", "", key, flags=re.I) + "MODEL"
    return any(name.upper().startswith(beside.upper()) and clues.knows(text) for name, text in known.items())


def _listed(
    file: SourceFile, clues: Clues, key: str, text: str, line: int, column: int | None, state: State
) -> Iterator[Detection]:
    """The models in a variable that lists what is loaded at the start."""
    for found in re.finditer(r"[^\s,;]+", text):
        if clues.knows(found[0]):
            at = None if column is None else column + found.start()
            yield clues.use(file, line, found[0], column=at, model=found[0], state=state, reason=f"{key} names the model")


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


def _region(provider: str | None, known: Mapping[str, str]) -> str | None:
    """The region that the variables of a cloud's own tools set."""
    return next((known[name] for name in sdks.REGIONS.get(provider or "", ()) if name in known and "$" not in known[name]), None)


def _own(clues: Clues, provider: str | None, model: str) -> str | None:
    """The service that a variable is named for, unless its model is another's: OPENAI_ and ANTHROPIC_ name a protocol."""
    if provider not in ("openai-api", "anthropic-api"):
        return provider
    developers = clues.identity(model).developers
    return provider if not developers or provider.partition("-")[0] in developers else None


def _kind_of(key: str) -> str | None:
    if "SERVED_MODEL" in key.upper() or re.search(_THING_MODEL, key.lower()):  # an alias; the model of a thing
        return None
    if re.search(r"(?:^|_)(?:DEFAULT|PULL|PRELOAD|LOAD|DOWNLOAD|WARMUP)_MODELS$|^MODELS_TO_(?:PULL|LOAD)$", key.upper()):
        return "MODELS"
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


def _commented(file: SourceFile, clues: Clues, node: Node, at: tuple[int, int]) -> Iterator[Detection]:
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
    command = _command(texts)
    host = next((value for option, value in _options(texts) if option in _URL_OPTIONS and clues.is_url(value)), None)
    if command is None and not is_server:
        yield from _hosts(file, clues, rest, known)
        yield from _optional(file, clues, rest, known, host)
        return
    where = sdks.SERVERS[command] if command else ("--model", "--model-id", "--model-path", "--hf-repo", "-hf")
    skip = len(command.split(" ")) if command else 0
    told: set[tuple[int, int]] = set()
    for text, line, column in _models(rest[skip:], where):
        told.add((line, column))
        if was_told(text, known):
            continue
        resolved, state, missing = follow(text, known)
        if missing:
            yield clues.use(
                file, line, text, column=column, channel="self-hosted", confidence="unresolved", reason=f"{missing} is set outside this file"
            )  # fmt: skip
        elif clues.could_be_model(resolved):
            yield clues.use(
                file, line, text, column=column, model=resolved, url=host, channel=None if host else "self-hosted", state=state,
                reason=f"served or fetched by {command or 'the image'}",
            )  # fmt: skip
    for one in _optional(file, clues, rest, known, host, is_server=True):
        if (one.line, one.column) not in told:
            yield one


def is_server_image(text: str) -> bool:
    """Whether a word is a container image that serves models."""
    name = text.partition("@")[0].rpartition("/")[0] + "/" + text.partition("@")[0].rpartition("/")[2].partition(":")[0]
    return "/" in text and any(name.strip("/").endswith(image) for image in sdks.IMAGES if "/" in image)


def _optional(
    file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str], host: str | None, *, is_server: bool = False
) -> Iterator[Detection]:
    """Models and hosts that the catalog knows, after options that say what they are, in whatever program's command line."""
    for name, (text, line, column) in options.placed(words):
        resolved, state, missing = follow(text, known)
        if missing or was_told(text, known):
            continue
        is_other = (
            not is_server and key_words.ends_as_model(name) and "served" not in name
        )  # a server's `--model_name` is an alias
        if (is_other or re.match(sdks.MODEL_OPTION, name)) and clues.knows(resolved):
            channel = "self-hosted" if is_server and host is None else None
            yield clues.use(
                file, line, text, column=column, model=resolved, url=host, channel=channel, state=state,
                reason=f"the option {name} names the model",
            )  # fmt: skip
        elif re.match(sdks.URL_OPTION, name) and clues.is_url(resolved) and clues.host(resolved):
            yield clues.use(
                file, line, text, column=column, url=resolved, state=state, reason=f"the option {name} names the host"
            )
    for (text, line, column), model, reason in (*options.drafts(words), *options.fetched(clues, words)):
        if clues.could_be_model(model):
            yield clues.use(file, line, text, column=column, model=model, channel="self-hosted", reason=reason)


def was_told(text: str, known: Mapping[str, str]) -> bool:
    """Whether a word is nothing but a variable of this script that was reported where it is set."""
    found = _REFERENCE.fullmatch(text)
    name = (found[1] or found[3] or found[4]) if found else None
    return name is not None and name in known and _kind_of(name) is not None


def _command(texts: Sequence[str]) -> str | None:
    """The longest known serving command that a command line begins with."""
    bare = [text.rpartition("/")[2] if index == 0 else text for index, text in enumerate(texts[:4])]
    bare[:1] = ["python" if one.startswith("python") else one for one in bare[:1]]
    for length in (3, 2, 1):
        if " ".join(bare[:length]) in sdks.SERVERS:
            return " ".join(bare[:length])
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
                elif index + 1 < len(words):
                    yield words[index + 1]
            skip_next = not sign and name not in _VALUELESS
        elif "" in where and not took_free:
            took_free = True
            yield text, line, column


def _hosts(file: SourceFile, clues: Clues, words: Sequence[Word], known: Mapping[str, str]) -> Iterator[Detection]:
    """Known hosts that a command such as curl talks to."""
    if not words or words[0][0].rpartition("/")[2] not in ("curl", "wget", "http", "https", "xh"):
        return
    for text, line, column in words[1:]:
        resolved, state, _ = follow(text, known)
        if clues.is_url(resolved) and clues.host(resolved):
            payload = _JSON_MODEL.search(" ".join(word[0] for word in words))
            if payload is None or not clues.could_be_model(payload[1]):
                yield clues.use(file, line, text, column=column, url=resolved, state=state, reason="called by this command")
            return


def _payload(file: SourceFile, clues: Clues, node: Node, line: int) -> Iterator[Detection]:
    """A model inside a JSON payload of a command, with the host that it is sent to."""
    text = trees.text_of(node)
    if re.search(r"/api/(?:pull|create)\b", text):
        yield from _pulled(file, clues, node, line)
    url = next((one for one in re.findall(r"https?://[^\s\"'\\]+", text) if clues.host(one)), None)
    for found in _JSON_MODEL.finditer(text):
        if clues.could_be_model(found[1]) and (url or clues.knows(found[1])):
            row = node.start_point.row + text[: found.start(1)].count("\n") + line
            yield clues.use(file, row, found[1], model=found[1], url=url, reason="in the payload of a request")


def _pulled(file: SourceFile, clues: Clues, node: Node, line: int) -> Iterator[Detection]:
    """The model that a request to Ollama's own API has it fetch."""
    text = trees.text_of(node)
    for found in re.finditer(r"""\\?["'](?:name|from)\\?["']\s*:\s*\\?["']([\w./:-]+)""", text):
        if clues.could_be_model(found[1]):
            row = node.start_point.row + text[: found.start(1)].count("\n") + line
            yield clues.use(file, row, found[1], model=found[1], channel="self-hosted", reason="fetched by a request to Ollama")
