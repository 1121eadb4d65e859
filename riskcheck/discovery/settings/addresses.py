"""Addresses under whatever key: base URLs, host names, URLs of known services, bodies of requests."""

from __future__ import annotations

from collections.abc import Iterator

from riskcheck.discovery import key_words, naming
from riskcheck.discovery.detection import Detection, State
from riskcheck.discovery.readers import payloads
from riskcheck.discovery.settings import arns, beside, by_name
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Value

_PLACEHOLDER_KEYS = frozenset(
    "name id title description label labels key comment summary displayname placeholder hint help".split()
)


_OF_ANY_SERVICE = frozenset(("apikey", "baseurl"))
"""What the settings of a search engine have as well."""


def uses_of_address(it: Reading, value: Value, key: str, text: str, state: State) -> Iterator[Detection]:
    """URLs, host names, bodies of requests and ARNs, where no key says that a model is named."""
    if value.path and str(value.path[0]).lower() in ("output", "outputs"):  # told to others
        return
    if it.clues.is_url(text) and (hub_id := it.clues.hub_id(text)):
        yield from by_name.uses_of_hub_url(it, value, hub_id, state)
        return
    if any(naming.permits(part) for part in value.path if isinstance(part, str)) and state in ("active", "default"):
        state = "capability"
    is_host = key in ("host", "hostname", "apihost") and "." in text and "/" not in text and it.clues.host(text) is not None
    if is_host or (key_words.names_a_url(key) and it.clues.is_url(text)):
        yield from _of_url(it, value, text, state)
    elif '"model"' in text and text.lstrip("= ").startswith("{"):
        yield from _of_payload(it, value, text, state)
    elif it.clues.is_url(text) and it.clues.host(text) and key not in _PLACEHOLDER_KEYS:
        yield it.use(value, "a URL of a known service", url=text, state=state, confidence="inferred")
    elif arns.model_in(text) is not None:
        yield from by_name.uses_of_arn(it, value, text, state)


def _of_url(it: Reading, value: Value, text: str, state: State) -> Iterator[Detection]:
    siblings = it.by_parent.get(value.path[:-1], {})
    if it.clues.host(text):
        yield it.use(value, f"the key {value.key} names the host", url=text, state=state)
    elif (
        key_words.plain(value.key) not in ("url", "uri", "host", "endpoint")
        and not it.clues.is_local(text)
        and (
            beside.is_in_providers(value.path)
            or beside.speaks_of_models(it, value, {key: one for key, one in siblings.items() if key not in _OF_ANY_SERVICE})
        )
    ):
        yield it.use(
            value,
            f"the key {value.key} of a language model's settings names the host",
            url=text,
            state=state,
            confidence="inferred",
        )


def _of_payload(it: Reading, value: Value, text: str, state: State) -> Iterator[Detection]:
    """A model in the JSON body of a request that a workflow describes, with the URL beside it."""
    host = beside.host_beside(it, value)
    for found in payloads.JSON_MODEL.finditer(text):
        if it.clues.could_be_model(found[1]) and (host or it.clues.knows(found[1])):
            yield it.use(value, "in the body of a request", model=found[1], url=host, state=state)
