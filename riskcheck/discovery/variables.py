"""What a variable of an environment says by its name and its value, wherever it is set: a model, a host, a deployment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from riskcheck.discovery import key_words, naming, providers
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Confidence, Detection, SourceFile, State

_REFERENCE = re.compile(r"\$\{([\w.]+)(?::?[-=]([^}]*)|:?\?[^}]*)?\}|\$\(([\w.]+)\)|\$(\w+)")
_MODEL_KINDS = ("MODEL", "MODEL_NAME", "MODEL_ID")
_HOST = re.compile(r"(?:^|_)(?:HOST|HOSTNAME|DOMAIN|UPSTREAM)$")
_OF_MODEL = "(?:DEFAULT_|SMALL_FAST_|CHAT_|EMBEDDING_)?(?:[A-Z]+_)?"
"""What the name of a variable says of its model, after the service's."""
_FOLDER = re.compile(r"(?:^|_)(?:MODEL|EMBEDDINGS?|RERANK(?:ER)?|LLM)_(?:PATH|DIR|FOLDER|NAME)$")
_THING_MODEL = rf"(?:^|_)(?:{'|'.join(sorted(key_words.THINGS))})_model"


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
    say = partial(clues.use, file, line, text, column=column, state=state)
    if kind == "DEPLOYMENT" and clues.knows(resolved):
        reason = f"{key} names a deployment, and that says which model it is"
        yield say(model=resolved, url=_base_url(clues, key, known), provider=provider, confidence="inferred", reason=reason)
    elif weights := _weights(clues, key, kind, resolved, missing):
        sure: Confidence = "inferred" if weights != resolved else "declared"
        yield say(model=weights, channel="self-hosted", confidence=sure, reason=f"{key} names the weights")
    elif missing and kind in _MODEL_KINDS:
        yield say(provider=provider, confidence="unresolved", reason=f"{missing} is set outside this file")
    elif _is_host(clues, key, kind, resolved, known):
        yield say(url=resolved, reason=f"{key} names the host")
    elif kind is None and naming.names_a_role(key) and clues.knows(resolved):
        yield say(model=resolved, reason=f"{key} names the model")
    elif kind in _MODEL_KINDS and clues.could_be_model(resolved):
        beside = _base_url(clues, key, known)
        if (
            clues.knows(resolved)
            or clues.is_hub_id(resolved)
            or clues.is_sized(resolved)
            or service
            or (beside and clues.host(beside))
        ):
            around = known if environment is None else environment
            url = beside or (None if service else _only_base_url(clues, key, around))
            own = None if url else own_service(clues, provider, resolved)
            channel = "self-hosted" if url is None and resolved.startswith(("hf://", "ollama://")) else None
            one = say(model=resolved, url=url, provider=own, channel=channel, reason=f"{key} names the model")
            yield one if one.region else one._replace(region=_region(one.provider, known))


def _weights(clues: Clues, key: str, kind: str | None, text: str, missing: str | None) -> str | None:
    """The model whose weights a variable names: by a place in a store, by a folder, or as those of Whisper by their size."""
    if kind == "STORAGE":
        return clues.in_store(text) or (text if clues.knows(text) else None)
    if missing is not None:
        return None
    is_place = kind in _MODEL_KINDS or _FOLDER.search(key.upper())
    return naming.whisper_of(key, text) or (clues.in_folder(text) if is_place else None)


def _is_host(clues: Clues, key: str, kind: str | None, text: str, known: Mapping[str, str]) -> bool:
    """Whether a variable's value is a host to tell: one of the catalog, or a base URL of an unknown one that is a model's."""
    if not clues.is_url(text):
        return bool(_HOST.search(key.upper())) and _is_known_host(clues, text)
    is_base = kind in ("BASE_URL", "API_BASE") and not clues.is_local(text)
    return bool(clues.host(text)) or (is_base and _is_for_models(clues, key, known))


def is_model_host(clues: Clues, name: str, text: str, beside: Mapping[str, str]) -> bool:
    """Whether a program's setting is the base URL of models at a host that the catalog does not have."""
    kind = _kind_of(name)
    if kind not in ("BASE_URL", "API_BASE") or not clues.is_url(text) or clues.is_local(text):
        return False
    return _is_for_models(clues, name, beside)


def _of_list(
    file: SourceFile, clues: Clues, key: str, text: str, line: int, known: Mapping[str, str], column: int | None, state: State
) -> Iterator[Detection]:
    """A variable that names several: only ids and hosts of the catalog count, for the words could be anything."""
    service = providers.VARIABLES.get(key.upper().removesuffix("_MODELS"))
    is_menu = service is not None and service not in providers.SELF_HOSTED  # what a client offers of an API's models
    if is_menu or naming.permits(key) or naming.is_possible((key, 0)):
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


def _base_url(clues: Clues, key: str, known: Mapping[str, str]) -> str | None:
    """The base URL that variables of the same service set: a client's model goes there, not to the service it is named for."""
    whole, shorter = (re.split(f"_{words}MODEL", key)[0] for words in ("", _OF_MODEL))
    for prefix in dict.fromkeys((whole, shorter)):
        for ending in ("BASE_URL", "API_BASE", "API_BASE_URL", "API_URL", "ENDPOINT"):
            if (found := known.get(f"{prefix}_{ending}")) is not None:
                url = follow(found, known)[0]
                return url if clues.is_url(url) else None
    return None


def _only_base_url(clues: Clues, key: str, known: Mapping[str, str]) -> str | None:
    """The one base URL that is set beside a chat model whose variable names no service."""
    if not re.match(r"(?:LLM|CHAT|AI|MAIN|DEFAULT|AGENT|SMALL|FAST)?_?MODEL(?:_NAME|_ID)?$", key):
        return None
    urls = {
        follow(text, known)[0]
        for name, text in known.items()
        if re.search(r"_(?:BASE_URL|API_BASE(?:_URL)?)$", name) and "://" in text
    }
    return next((url for url in urls if clues.is_url(url)), None) if len(urls) == 1 else None


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
            inner, state, _ = follow(known[name], {key: one for key, one in known.items() if key != name}, state)
            return inner
        if found[2]:
            state = "default" if state == "active" else state
            return found[2].strip("\"'")
        missing = missing or name
        return found.group(0)

    return _REFERENCE.sub(value, text), state, missing


def was_told(text: str, known: Mapping[str, str], beside: Mapping[str, str] | None = None) -> bool:
    """Whether a word is nothing but a variable of this script that was reported where it is set; not one of a file `beside`."""
    found = _REFERENCE.fullmatch(text)
    name = (found[1] or found[3] or found[4]) if found else None
    return name is not None and name in known and name not in (beside or {}) and _kind_of(name) is not None
