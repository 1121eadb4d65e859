"""What a configuration says about models: every use among its values, its command lines and its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from riskcheck.discovery import key_words, naming
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.settings import (
    addresses,
    arns,
    by_name,
    commands,
    comments,
    definitions,
    documents,
    environments,
    following,
    model_keys,
    offers,
    shapes,
    states,
)
from riskcheck.discovery.settings.reading import Reading, parts_of
from riskcheck.discovery.values import Settings, Value


def uses(
    file: SourceFile, clues: Clues, settings: Settings, *, known: Mapping[str, str] | None = None, is_llm: bool = False
) -> Iterator[Detection]:
    """The uses in a configuration. known: variables set elsewhere. is_llm: the whole file configures language models."""
    found: list[Detection] = []
    for it in parts_of(file, clues, settings, known or {}, is_llm=is_llm):
        for value in it.values:
            found += _of_value(it, value)
        found += commands.uses_of_commands(it)
        lines = {one.line for one in found if one.model}
        found += [one for one in offers.uses_of_tables(it) if one.line not in lines]
        found += definitions.uses_of_defaults(file, clues, it.values, found, partial(states.state_of, it, state="default"))
    found = [
        one._replace(state="capability") if one.line in settings.dispatched and one.state in ("active", "default") else one
        for one in found
    ]
    told = {(one.line, one.column) for one in found}
    for comment in comments.joined(settings.comments):
        found += [one for one in comments.uses_of_comment(file, clues, comment) if (one.line, one.column) not in told]
    yield from _once(found)


def _once(found: Sequence[Detection]) -> Iterator[Detection]:
    seen: set[tuple[int, str]] = set()
    for one in sorted(found, key=lambda it: (it.line, it.column)):
        key = (one.line, one.model or one.host or one.text)
        if key not in seen:
            seen.add(key)
            yield one


def _of_value(it: Reading, value: Value) -> list[Detection]:
    if len(value.text) < 3 and value.text not in ("o1", "o3"):  # no id and no address; most of what large files of data hold
        return []
    is_document = value.is_block or (value.key == "patch" and value.text.startswith("["))
    names = value.path[:-1] if is_document else value.path  # a module of Ansible's calls its text `block`
    if shapes.is_label(names) or any(naming.refuses(part) for part in names if isinstance(part, str)):
        return []
    if is_document and not commands.is_options(it, value) and (inner := documents.uses_inside(it, value)) is not None:
        return [one._replace(state=states.state_of(it, value, one.state)) for one in inner]
    if weights := re.fullmatch(r"(?:[.~]{0,2}/|[A-Za-z]:\\|[\w-]+/)(?:[^\s*]*[/\\])?([^\s*/\\]+\.gguf)", value.text, re.I):
        return list(_local_weights(it, value, weights[1]))
    name, env = environments.variable_name(it, value)
    if env and ("$" not in value.text or arns.model_in(value.text) is None):
        return list(environments.uses_of_variable(it, name, value))
    text, state, missing = following.followed(it, value)
    return _of_key(it, value, text, states.state_of(it, value, state), missing)


def _of_key(it: Reading, value: Value, text: str, state: State, missing: str | None) -> list[Detection]:
    """What a value says under a key of settings. text: its own with references filled in. missing: the first that is not known."""
    key = model_keys.key_of(it, value)
    names_model = key in key_words.MODEL_KEYS
    if state == "active" and value.path[-1:] == ("default",) and names_model:  # an option that a module of Nix declares
        state = "default"
    if key.endswith("args") and value.is_literal and value.path[-1] == value.key and value.key.lower() not in commands.COMMANDS:
        return list(by_name.uses_of_options(it, value, state))
    if re.match(r"(?:hf|ollama|modelscope)://\S+$", text) or shapes.holds_model(key, text) or key == "preset":
        channel = None if key == "preset" and not it.clues.knows(text) else "self-hosted"
        return (
            [it.use(value, f"{value.key} names the model", model=text, channel=channel, state=state)]
            if it.clues.could_be_model(text)
            else []
        )
    if speech := naming.whisper_of("_".join(part for part in value.path if isinstance(part, str)), text):
        size = f"{value.key} names a model of Whisper by its size"
        return [it.use(value, size, model=speech, channel="self-hosted", state=state, confidence="inferred")]
    if "$" in text and arns.model_in(text) is not None:
        return list(by_name.uses_of_arn(it, value, text, state))
    if key_words.plain(value.key) not in key_words.MODEL_KEYS and (role := model_keys.role_of(it, value, text)):
        state = "default" if role == "default" and state == "active" else state
        return list(model_keys.uses_under_model_key(it, value, "foundationmodel", text, state, missing))
    is_place = names_model or naming.names_a_model(value.key)
    if is_place and missing is None and (held := it.clues.in_store(text) or it.clues.in_folder(text)):
        is_offered = naming.is_possible(value.path) and state in ("active", "default")
        return [
            it.use(
                value,
                f"the key {value.key} names a place that is named for the model",
                model=held,
                channel="self-hosted",
                state="capability" if is_offered else state,
                confidence="inferred",
            )
        ]
    if names_model and (found := list(model_keys.uses_under_model_key(it, value, key, text, state, missing))):
        return found
    if not names_model or key == key_words.ANY_MODEL:
        return list(_of_words(it, value, key, text, state, missing))
    return []


def _of_words(it: Reading, value: Value, key: str, text: str, state: State, missing: str | None) -> Iterator[Detection]:
    """A model where only words say that one is named, or an address."""
    siblings = it.by_parent.get(value.path[:-1], {})
    by_words = by_name.name_of_model(it, value, text) if missing is None else None
    if by_words and not model_keys.is_of_thing(value, siblings):
        is_possible = naming.is_possible(value.path) and state in ("active", "default")
        yield it.use(value, f"{by_words} names the model", model=text, state="capability" if is_possible else state)
    elif not key_words.is_mention(value.path) and not _is_of_list_option(it, value):
        yield from addresses.uses_of_address(it, value, key, text, state)


def _is_of_list_option(it: Reading, value: Value) -> bool:
    """Whether a word of a command follows an option that lists who may or may not: `--allowed-origins`."""
    if not value.path or not isinstance(value.path[-1], int):
        return False
    option = it.by_parent.get(value.path[:-1], {}).get(str(value.path[-1] - 1))
    if option is None or not option.text.startswith("--"):
        return False
    name = option.text.lstrip("-")
    return key_words.is_mention((name,)) or naming.is_possible((name,)) or naming.refuses(name)


def _local_weights(it: Reading, value: Value, name: str) -> Iterator[Detection]:
    """A file of weights that a setting names, unless a key beside it says which model they are of."""
    if len(value.path) > 1 and any(
        (key in key_words.MODEL_KEYS or key_words.ends_as_model(key)) and one is not value
        for key, one in it.by_parent.get(value.path[:-1], {}).items()
    ):
        return
    known = it.clues.knows(name)
    yield it.use(
        value,
        "the name of a local file of weights; `riskcheck identify` reads what they say of themselves",
        model=name if known else None,
        channel="self-hosted",
        confidence="inferred" if known else "unresolved",
        state=states.state_of(it, value, "active"),
    )
