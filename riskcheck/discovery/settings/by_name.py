"""Values of a configuration by the names above them: what says model by its words, and ARNs, options and pages of hubs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from riskcheck.discovery import key_words, naming
from riskcheck.discovery.detection import Detection, State
from riskcheck.discovery.settings import arns
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Value


def name_of_model(it: Reading, value: Value, text: str) -> str | None:
    """The name that says, by its words, that a value is a model: `agent_model_id`, a list `ollama_models`, a pair's name."""
    if not it.clues.could_be_model(text):
        return None
    name, last = value.key, value.path[-1] if value.path else ""
    if last in ("value", "Value") and (named := it.by_parent.get(value.path[:-1], {}).get("name")):
        name = ".".join(re.split(r"[./\[\]]+", named.text)[-2:])
    elif isinstance(last, int):
        pulled = {"models", "ollama"} <= {str(part).lower() for part in value.path} and name in ("pull", "run", "preload", "load")
        chain = naming.names_a_chain(name) and re.search(r"[\d/:-]", text) and not _is_callers_name(it, text)
        return name if (naming.names_models(name) or pulled or chain) and it.clues.knows(text) else None
    elif len(value.path) > 1 and naming.names_models(str(value.path[-2])) and it.clues.knows(text):
        return f"{value.path[-2]}.{name}"
    elif naming.names_a_role(name) and re.search(r"[\d/:-]", text) and it.clues.knows(text):
        return name
    if not naming.names_a_model(name) or name.lower() == "model":
        return None
    is_hub = it.clues.is_hub_id(text) and bool(re.search(r"llm|hf_|chat|embed|rerank|ollama", key_words.spaced(name)))
    return name if it.clues.knows(text) or is_hub else None


def _is_callers_name(it: Reading, text: str) -> bool:
    """Whether a file calls one of its models so, and says elsewhere which it is: LiteLLM's `model_name`."""
    return text in it.names or any(names["modelname"].text == text for names in it.by_parent.values() if "modelname" in names)


def uses_of_arn(it: Reading, value: Value, text: str, state: State) -> Iterator[Detection]:
    """The ARN of a model: what a policy names may be called, which is not yet a call."""
    names = [part.lower() for part in value.path if isinstance(part, str)]
    if value.key.lower() in ("resource", "resources", "notresource", "notresources"):
        parent = value.path[: max(at for at, part in enumerate(value.path) if part == value.key)]
        effect = it.by_parent.get(parent, {}).get("effect")
        if effect is not None and effect.text.lower() == "deny":
            return
        state = "capability"
    elif naming.is_possible(value.path) or "policy" in names or _is_listed(value):
        state = "capability"
    model, region = arns.model_in(text) or (text, None)
    written = text if "$" not in text else model
    if "*" in model:
        say = partial(it.use, value, "every model of this name may be called", provider="aws-bedrock", region=region)
        yield say(model=None if model == "*" else model, state="capability" if state in ("active", "default") else state)
        return
    yield it.use(value, "the ARN of a model", model=written, provider="aws-bedrock", region=region, state=state)


def _is_listed(value: Value) -> bool:
    """Whether a value is one of a list that is no list of models: a list of resources, which a policy names."""
    return isinstance(value.path[-1], int) and key_words.plain(value.key) not in key_words.MODEL_KEYS


def uses_of_hub_url(it: Reading, value: Value, hub_id: str, state: State) -> Iterator[Detection]:
    """A file on a hub that a setting fetches; a homepage is none."""
    is_fetched = "/resolve/" in value.text or value.key.lower() in ("src", "model_url", "modelurl")
    if is_fetched and it.clues.knows(hub_id):
        yield it.use(value, "fetched from a hub", model=hub_id, channel="self-hosted", state=state)


def uses_of_options(it: Reading, value: Value, state: State) -> Iterator[Detection]:
    """Models among the options that a setting such as `claude_args` hands to a program."""
    for found in re.finditer(r"(?:--model(?:[-_]id)?|-m)[ =\"',]+([\w./:@-]+)", value.text):
        line = value.line + value.text[: found.start(1)].count("\n")
        if it.clues.knows(found[1]):
            column = None if line > value.line or value.is_block else value.column + found.start(1)
            reason = f"an option in {value.key} names the model"
            yield it.clues.use(it.file, line, found[1], column=column, model=found[1], state=state, reason=reason)
