"""Settings in Python: dictionaries, environments, constants, and the defaults of functions, options and controls."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from riskcheck.discovery import key_words, variables
from riskcheck.discovery.detection import Detection, State
from riskcheck.discovery.readers import python_places as places
from riskcheck.discovery.readers import python_tables as tables
from riskcheck.discovery.readers.python_module import Client, Module
from riskcheck.discovery.readers.python_names import defaults, last_name
from riskcheck.discovery.readers.python_values import Found, entries

_MODEL_NAME = re.compile(
    r"(?:^|_)(?:model|llm|checkpoint)(?:_?(?:name|id|path))?$|^(?:default_)?model|(?:^|_)(?:model|llm)_|^repo_id$|^hf_repo$", re.I
)
_URL_NAME = re.compile(r"base_?url|api_?base|endpoint|_url$|^url$|api_?host|http_api", re.I)
_WRITTEN = re.compile(r"output|save|export|push|hub|merged|result|log", re.I)
"""Names of folders that a program writes to."""
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def of_dictionary(it: Module, node: ast.Dict) -> Iterator[Detection]:
    """A configuration as a dictionary: `{"model": ..., "base_url": ...}`; a table of models or hosts is a possibility."""
    above = places.names_above(it.names, node)
    if any(tables.DENIED.search(one) for one in above):
        return
    pairs = {str(key.value): value for key, value in entries(node)}
    low = {key.lower(): value for key, value in pairs.items()}
    own = next((one for key in tables.URLS if (one := it.names.value(low.get(key))) and it.clues.is_url(one.text)), None)
    target = it.sent_to.get(node)
    if target is not None and not it.clues.host(target.text) and not it.clues.is_asked(target.text):
        target, above = None, []  # sent to something else: only what stands beside a model can say what it is
    to = Client(url=own or target, region=it.region_of(low))
    if len(pairs) > 1:
        if any(re.search(r"model", one, re.I) for one in above) and tables.NEIGHBOURS.isdisjoint(pairs):
            yield from _by_name(it, node, pairs)
        yield from _by_model(it, node, least=1 if above and re.search(r"model", above[0], re.I) else 2)
    variables = {key: value for key, value in pairs.items() if _VARIABLE.fullmatch(key)}
    known = {name: one.text for name, value in variables.items() if (one := it.names.value(value)) and not one.missing}
    for key, value in pairs.items():
        if key in variables:
            yield from of_variable(it, key, value, known)
        elif not isinstance(value, ast.Dict):
            yield from _entry(it, node, key, value, to, above, low)


def _by_name(it: Module, node: ast.Dict, pairs: Mapping[str, ast.expr]) -> Iterator[Detection]:
    """A table from names to models: each is possible, and the one that a known key picks was told where it is used."""
    texts = [value for value in pairs.values() if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    if len(texts) < len(pairs) or "format" in pairs or any(key in tables.KEYWORDS or tables.KEYWORD.search(key) for key in pairs):
        return
    for value in texts:
        if it.knows(str(value.value)) and not it.is_told(value):
            found = Found(str(value.value), value)
            yield it.detection(found, found.text, Client(), "capability", "a table of models")


def _by_model(it: Module, node: ast.Dict, least: int) -> Iterator[Detection]:
    """A table of what is told of models, under their names: each is possible."""
    told = [key for key, value in entries(node) if not _is_text(value) and it.knows(str(key.value)) and not it.is_told(key)]
    for key in told if len(told) >= least and len(told) * 2 > len(node.keys) else ():
        yield it.detection(Found(str(key.value), key), str(key.value), Client(), "capability", "a table of models")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, (str, type(None))))


def _entry(
    it: Module, node: ast.Dict, key: str, value: ast.expr, to: Client, above: list[str], pairs: Mapping[str, ast.expr]
) -> Iterator[Detection]:
    is_alias = (key == "model_name" and "litellm_params" in pairs) or (key == "model_id" and "model_source" in pairs)
    is_key = (
        key in tables.KEYWORDS
        or key.lower() in tables.KEYWORDS
        or (key == "name" and "format" in pairs)
        or tables.KEYWORD.search(key)
        or key_words.plain(key) in key_words.MODEL_KEYS
    )
    is_default = key == "default" and bool(above) and _is_asked_for(above[0])
    is_key = is_key or is_default
    if key == "model_type":
        return
    for found in it.names.values(value):
        if found.missing or is_alias or it.is_told(found.node) or (found.text in it.aliases and key == "model"):
            continue
        if isinstance(value, (ast.List, ast.Tuple)) and not re.search(r"^(?:fallbacks|models)$", key):
            continue
        state = _entry_state(it, node, found, above, pairs)
        if is_default and state == "active":
            state = "capability" if "properties" in above else "default"
        weights = it.clues.in_folder(found.text) if is_key and not found.text.endswith(tables.WEIGHT_ENDS) else None
        if weights is not None and (to.url or not tables.NEIGHBOURS.isdisjoint(pairs)):
            yield it.detection(found, weights, to, state, f"the key {key} names the folder of the weights")
        elif (
            is_key
            and (it.knows(found.text) or (to.url and it.clues.could_be_model(found.text)))
            and not it.clues.is_url(found.text)
        ):
            kind = "active" if is_default else _is_of_a_model(it, above, pairs, to)
            yield it.detection(found, found.text, to, kind if kind != "active" else state, f"the key {key} names the model")
        elif it.clues.is_url(found.text) and it.clues.host(found.text):
            is_host_table = len(pairs) > 2 and key.lower() not in tables.URLS and not _URL_NAME.search(key)
            is_host_table = is_host_table or _is_of_a_list(it, node, key, pairs)
            if not any(tables.SHOWN.search(one) for one in above):
                shown: State = "capability" if is_host_table and state in ("active", "default") else state
                yield it.detection(found, None, Client(url=found), shown, f"the key {key} names the host")


def _is_asked_for(name: str) -> bool:
    """Whether a control or a field of a form that is called so asks for a model or an address."""
    return name in tables.KEYWORDS or bool(tables.KEYWORD.search(name)) or name in tables.URLS


def _is_of_a_list(it: Module, node: ast.Dict, key: str, pairs: Mapping[str, ast.expr]) -> bool:
    """Whether a dictionary is one of several in a list that each name an address, and says no model beside its own."""
    outer = it.names.parents.get(node)
    if not isinstance(outer, (ast.List, ast.Tuple)) or any(one in tables.KEYWORDS or tables.KEYWORD.search(one) for one in pairs):
        return False
    return places.rows_like(it.names, outer, f"key {key}") > 1


def _entry_state(it: Module, node: ast.Dict, found: Found, above: list[str], pairs: Mapping[str, ast.expr]) -> State:
    state = places.state_of(it.names, node, found.state)
    if state not in ("active", "default") or node in it.picked:
        return state
    is_on = isinstance(on := pairs.get("enabled"), ast.Constant) and on.value is True
    is_possible = any(tables.POSSIBLE.search(one) for one in above if one != "provider" and one not in tables.URLS)
    return "capability" if (is_possible and not is_on) or (places.is_dispatched(it.names, node) and not is_on) else state


def _is_of_a_model(it: Module, above: list[str], pairs: Mapping[str, ast.expr], to: Client) -> State:
    """Whether a `model` in a dictionary is a language model's use, something of the kind, or a label."""
    if any(tables.SHOWN.search(one) for one in above) or not tables.ANSWERED.isdisjoint(pairs):
        return "capability" if not to.url else "active"
    if to.url or len(pairs) == 1 or not tables.NEIGHBOURS.isdisjoint(pairs) or "format" in pairs:
        return "active"
    return "active" if any(tables.SPEAKS_OF_MODELS.search(one) for one in above) else "capability"


def of_variable(it: Module, key: str, value: ast.expr, known: Mapping[str, str]) -> Iterator[Detection]:
    """A variable of an environment that a module sets, as a shell would. known: the others beside it."""
    found = it.names.value(value)
    if found is None or found.missing or it.is_told(found.node) or key.upper().startswith("NO_PROXY"):
        return
    if tables.DENIED.search(key) or "$" in found.text:
        return
    node = found.node
    for use in variables.uses_of_variable(it.file, it.clues, key, found.text, node.lineno, known, column=node.col_offset + 2):
        it.told.add((node.lineno, node.col_offset))
        state = places.state_of(it.names, value, found.state)
        yield use._replace(state=state) if use.state in ("active", "default") else use


def of_assignment(it: Module, node: ast.Assign | ast.AnnAssign) -> Iterator[Detection]:
    """A constant whose name says model or URL, when nothing else told of it; a variable of the environment."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant) and "environ" in ast.unparse(target.value):
        yield from of_variable(it, str(target.slice.value), node.value, {}) if node.value is not None else ()
        return
    name = last_name(target)
    if not name or tables.DENIED.search(name) or isinstance(node.value, (ast.List, ast.Tuple, ast.Set, ast.Dict)):
        return
    for found in it.names.values(node.value):
        if found.missing or it.is_told(found.node) or found.text in it.aliases:
            continue
        state = places.state_of(it.names, node, _of_field(it, node, found))
        if places.is_enum(it.names, node) and state in ("active", "default"):
            state = "capability"
        is_named = _MODEL_NAME.search(name) or tables.KEYWORD.search(name)
        model = it.named_by(found.text, is_read=not _WRITTEN.search(name)) if is_named else None
        if model is not None and _is_own(it, node):
            yield it.detection(found, model, Client(), state, f"{name} names the model")
        elif it.clues.is_url(found.text) and _names_a_host(it, node, name, found.text):
            yield it.detection(found, None, Client(url=found), state, f"{name} names the host")


def _names_a_host(it: Module, node: ast.Assign | ast.AnnAssign, name: str, url: str) -> bool:
    """Whether a setting's URL is one to tell: a service's of the catalog, or the base URL of models somewhere else."""
    if it.clues.host(url):
        return bool(_URL_NAME.search(name) or name.isupper())
    if not _URL_NAME.search(name) or not _is_own(it, node):
        return False
    return variables.is_model_host(it.clues, name.upper(), url, _beside(it, node))


def _beside(it: Module, node: ast.stmt) -> dict[str, str]:
    """What the module or class that a setting stands in sets beside it, under names in capitals; nothing in a function."""
    above = it.names.parents.get(node)
    if not isinstance(above, (ast.Module, ast.ClassDef)):
        return {}
    if above not in it.settings:
        named = ((last_name(one.targets[0]), one.value) for one in above.body if isinstance(one, ast.Assign))
        typed = ((last_name(one.target), one.value) for one in above.body if isinstance(one, ast.AnnAssign))
        found = ((name.upper(), it.names.value(value)) for name, value in (*named, *typed))
        it.settings[above] = {name: one.text for name, one in found if one is not None and not one.missing}
    return it.settings[above]


def of_return(it: Module, node: ast.Return) -> Iterator[Detection]:
    """What a function or property that is called after a model or an address gives back; one of several is a possibility."""
    function = it.names.scope(node)
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)) or tables.DENIED.search(function.name):
        return
    found = it.names.value(node.value)
    if found is None or found.missing or it.is_told(found.node):
        return
    name = re.sub(r"^_*(?:get|default|resolve|select|pick|choose|load)_(?:default_)?", "", function.name)
    state: State = "capability" if len(it.names.returns.get(function, [])) > 1 else found.state
    state = places.state_of(it.names, node, state)
    if tables.KEYWORD.search(name) and it.knows(found.text) and not it.clues.is_url(found.text):
        yield it.detection(found, found.text, Client(), state, f"{function.name}() gives the model")
    elif _URL_NAME.search(name) and it.clues.is_url(found.text) and it.clues.host(found.text):
        yield it.detection(found, None, Client(url=found), state, f"{function.name}() gives the host")


def _of_field(it: Module, node: ast.Assign | ast.AnnAssign, found: Found) -> State:
    if isinstance(node, ast.AnnAssign) and (held := it.names.bound(node.target)) is not None and held.state == "default":
        return "default"
    return found.state


def _is_own(it: Module, node: ast.Assign | ast.AnnAssign) -> bool:
    """Whether a class says which model it uses: a request's schema only says which name a client may send."""
    above = it.names.parents.get(node)
    return not (isinstance(above, ast.ClassDef) and re.search(r"Request|Response|Message|Event|Record|Schema$", above.name))


def of_set_default(it: Module, node: ast.Call) -> Iterator[Detection]:
    """`settings.setdefault("model", ...)`, and the same for a variable of the environment."""
    key, found = node.args[0], it.names.value(node.args[1])
    if not isinstance(key, ast.Constant) or found is None or found.missing:
        return
    if "environ" in ast.unparse(node.func):
        for one in of_variable(it, str(key.value), node.args[1], {}):
            yield one._replace(state="default") if one.state == "active" else one
    elif re.search(
        r"(?:^|\.)(?:row|rows?|item|record|resp\w*|result\w*|event|usage|entry|msg|message|metrics|log)\.get$",
        ast.unparse(node.func),
    ):
        return  # of what was answered or recorded
    elif (str(key.value) in tables.KEYWORDS or tables.KEYWORD.search(str(key.value))) and it.knows(found.text):
        yield it.detection(
            found, found.text, Client(), places.state_of(it.names, node, "default"), f"the default of {key.value!s}"
        )


def of_parameters(it: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Detection]:
    """Models and hosts that a function takes unless its caller says otherwise, when no call in it told of them."""
    for name, default in defaults(node.args):
        found = it.names.value(default)
        if found is None or found.missing or it.is_told(found.node) or found.text in it.aliases or tables.DENIED.search(name):
            continue
        if _goes_to_a_record(it, node, name):
            continue
        state = places.state_of(it.names, node, "default")
        model = it.named_by(found.text, is_read=not _WRITTEN.search(name)) if tables.KEYWORD.search(name) else None
        if model is not None:
            yield it.detection(found, model, Client(), state, f"the default of {name}")
        elif _URL_NAME.search(name) and it.clues.is_url(found.text) and it.clues.host(found.text):
            yield it.detection(found, None, Client(url=found), state, f"the default of {name}")


def _goes_to_a_record(it: Module, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    """Whether a parameter is handed to a class of this module that has nothing to do with language models."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and any(isinstance(one.value, ast.Name) and one.value.id == name for one in call.keywords):
            return last_name(call.func) in it.names.classes and not tables.SPEAKS_OF_MODELS.search(last_name(call.func))
    return False


def offered(it: Module, node: ast.Call, name: str, arguments: Mapping[str, ast.expr]) -> Iterator[Detection]:
    """The default of a command line's option or of a control in a user interface."""
    stated = next((arguments[one] for one in ("default", "value", "string_value") if one in arguments), None)
    if stated is None and name in ("text", "text_input", "dropdown", "combobox") and len(node.args) > 1:
        stated = node.args[1]
    named = [*node.args, *(arguments[one] for one in ("label", "parameter_name", "name") if one in arguments)]
    label = " ".join(str(one.value) for one in named if isinstance(one, ast.Constant) and one is not stated)
    if re.search(r"hub|push|output|save|data", label, re.I):
        return
    found = it.names.value(stated)
    if found is None or found.missing or it.is_told(found.node):
        return
    is_asked_for = re.search(r"model|llm|teacher|student|judge|embed|rerank|endpoint", label, re.I)
    model = it.named_by(found.text, is_read=bool(is_asked_for))
    if model is not None and (is_asked_for or "/" in found.text or name in ("Dropdown", "Radio")):
        yield it.detection(found, model, Client(), places.state_of(it.names, node, "default"), f"the default of {label or name}")
    elif it.clues.is_url(found.text) and it.clues.host(found.text):
        yield it.detection(
            found, None, Client(url=found), places.state_of(it.names, node, "default"), f"the default of {label or name}"
        )
