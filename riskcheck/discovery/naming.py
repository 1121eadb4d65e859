"""What names say by their words: that they name a model, refuse something or list what is possible."""

from __future__ import annotations

import re
from functools import lru_cache

from riskcheck.discovery.key_words import spaced

_MODEL = re.compile(r"(?:^|_)(?:model|llm)(?:_?(?:id|name|arn|uri|repo|ref|slug|path))?(?:_or_path)?$")
_MODELS = re.compile(r"(?:^|_)(?:models|model_(?:ids|names|list))$|^models_to_(?:pull|load)$")
_ROLES = re.compile(
    r"(?:^|_)(?:judge|draft|drafter|embedder|embeddings?|reranker?|llm|chat|coder|teacher|student|summari[sz]er|grader|critic|guard|vision)$"
)
_CHAIN = re.compile(r"(?:^|_)(?:fallbacks?(?:_(?:chain|order|list))?|preferred|preferences)$")
_OTHER_MODELS = re.compile(
    r"(?:^|_)(?:served|alias|data|machine|instance|gpu|hw|vm|rack|phone|car|vehicle|printer|camera|server|device|user|pricing|cost|threat|hardware|object|domain)(?:_|$)"
)
"""Models of other things, and names that a server gives its model."""
_REFUSES = re.compile(
    r"(?:^|_)(?:ignored?|deny|denied|denylist|block(?:ed|list|s)?|blacklist(?:ed)?|excluded?|excludes|forbidden|unsupported|disallow(?:ed)?"
    r"|bann?ed|banlist|reject(?:ed|s)?|prohibited|absent|removed?|retired|deprecated|obsolete|skip(?:ped|s)?|no_proxy)(?:_|$)"
)
_PERMITS = re.compile(
    r"(?:^|_)(?:allow(?:ed|list|s)?|whitelist(?:ed)?|permitted|approved|trusted|supported|cors|origins?|fqdns|"
    r"egress|csp|firewall|network_policy|pricing|prices?)(?:_|$)"
)


@lru_cache(4096)
def names_a_model(name: str) -> bool:
    """Whether the last words of a name say model: `agentModelId`, `review_model`; not `served_model_name`, `car_model`."""
    words = spaced(name)
    return bool(_MODEL.search(words)) and not _OTHER_MODELS.search(words)


@lru_cache(4096)
def names_a_host(name: str) -> bool:
    """Whether the last words of a name say host or URL: `upstreamHost`, `llm_base_url`."""
    return bool(re.search(r"(?:^|_)(?:host|hostname|domain|upstream|endpoint|base|url|uri|api_base|base_url)$", spaced(name)))


@lru_cache(4096)
def names_a_role(name: str) -> bool:
    """Whether a name says what a model is there for: `JUDGE`, `draft`, `CHAT_LLM`. Only ids of the catalog count under it."""
    return bool(_ROLES.search(spaced(name)))


@lru_cache(4096)
def names_models(name: str) -> bool:
    """Whether the last words of a name say a list of models: `ollama_models`."""
    words = spaced(name)
    return bool(_MODELS.search(words)) and not _OTHER_MODELS.search(words)


@lru_cache(4096)
def names_a_chain(name: str) -> bool:
    """Whether a name says a list of what is tried one after the other: `fallbacks`, `preferred`."""
    return bool(_CHAIN.search(spaced(name)))


@lru_cache(4096)
def refuses(name: str) -> bool:
    """Whether what stands under a name is kept out."""
    return bool(_REFUSES.search(spaced(name)))


@lru_cache(4096)
def permits(name: str) -> bool:
    """Whether what stands under a name may be reached or chosen, which says nothing of what is."""
    return bool(_PERMITS.search(spaced(name)))


_WHISPER = re.compile(r"(?:^|_)whisper_(?:.*_)?(?:model|size)(?:_(?:name|id|size))?$")
_SIZE_OF_WHISPER = re.compile(r"(?:(?:tiny|base|small|medium)(?:\.en)?|large(?:-v[123](?:-turbo)?)?|turbo)$")


def whisper_of(name: str, text: str) -> str | None:
    """The model of speech that a setting of Whisper's names by its size alone, as its libraries do: `WHISPER_MODEL=small`."""
    is_size = _SIZE_OF_WHISPER.match(text) and _WHISPER.search(spaced(name))
    return f"whisper-{text}" if is_size else None


_POSSIBLE = re.compile(
    r"(?:^|_)(?:available|costs?|catalog(?:ue)?|known|recommended|suggested|enum|alias(?:es)?|"
    r"exceptions?|exempt(?:ed|ions?)?|match(?:es)?)(?:$|_)"
)
_OFFERED = re.compile(r"(?:^|_)(?:options|choices)$")
"""Lists to choose from; a mapping of that name holds settings."""
_DOWNLOAD = re.compile(r"\.(?:sh|ps1|tgz|tar|gz|zip|deb|rpm|whl|exe|dmg|jar|json|pem|asc|gpg)$", re.I)


def is_possible(path: tuple[str | int, ...]) -> bool:
    """Whether a path leads through a table or a list of what may be used."""
    return any(
        _POSSIBLE.search(spaced(part)) or permits(part) or (_OFFERED.search(spaced(part)) and isinstance(after, int))
        for part, after in zip(path, (*path[1:], ""), strict=True)
        if isinstance(part, str)
    )


def is_download(url: str) -> bool:
    """Whether a URL leads to a file, such as the script that installs a program: nothing is asked of a model there."""
    return bool(_DOWNLOAD.search(url.partition("?")[0]))
