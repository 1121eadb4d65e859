"""Python: calls that name models and hosts, a few assignments away from their values."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping

from riskcheck.discovery import sdks
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.readers import python_places as places
from riskcheck.discovery.readers import python_settings as settings
from riskcheck.discovery.readers import python_tables as tables
from riskcheck.discovery.readers import python_texts as texts
from riskcheck.discovery.readers.python_module import Client, Module
from riskcheck.discovery.readers.python_names import last_name
from riskcheck.discovery.readers.python_values import LOOKS_UP_TOO, WITH_DEFAULT, WRAPPERS, Found

_OF_A_SERVICE = re.compile(r"\.(?:completions|chat|messages|responses|embeddings|beta|transcriptions|images|models)\b")
"""Where `create` makes an answer and not a row of a database."""
_OF_A_TABLE = re.compile(r"\.(?:objects|query)\.|\bsession\.(?:query|merge|scalars?)\b")
"""Where calls read and write rows."""
_SERVED = ("completion", "acompletion", "converse", "converse_stream", "invoke_model", "pipeline")
_MOST = 3_000_000


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a module. Raises Unreadable with the line for one that is not Python 3."""
    if len(file.text) > _MOST:
        raise Unreadable(f"{len(file.text) / 1e6:.0f} MB are too many for a module")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(file.text)
        yield from _uses(Module(file, clues, tree))
    except SyntaxError as error:
        raise Unreadable(f"not Python 3: {error.msg} in line {error.lineno}") from None
    except (RecursionError, MemoryError, ValueError) as error:
        raise Unreadable(f"cannot be parsed: {type(error).__name__}") from None


def _uses(it: Module) -> Iterator[Detection]:
    """Calls first, then settings in dictionaries and assignments, lists and comments, and what nothing else told."""
    calls = sorted((one for one in it.names.nodes if isinstance(one, ast.Call)), key=lambda one: (one.lineno, one.col_offset))
    for call in calls:
        yield from _call(it, call)
    for node in it.names.nodes:
        if isinstance(node, ast.Dict):
            yield from settings.of_dictionary(it, node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            yield from settings.of_assignment(it, node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from settings.of_parameters(it, node)
        elif isinstance(node, ast.Return):
            yield from settings.of_return(it, node)
        elif isinstance(node, (ast.List, ast.Set, ast.Tuple)):
            yield from texts.of_words(it, node)
            yield from texts.of_list(it, node)
        elif isinstance(node, ast.Constant):
            yield from texts.of_text(it, node)
    for call in calls:
        yield from _left(it, call)
    for node in it.names.nodes:
        if isinstance(node, ast.Constant):
            yield from texts.of_address(it, node)
    yield from texts.of_comments(it)


def _call(it: Module, node: ast.Call) -> Iterator[Detection]:
    name, arguments = it.names.called(node), it.names.arguments(node)
    if (tables.LABELS.search(name) and name not in sdks.CLASSES) or _OF_A_TABLE.search(it.names.origin(node.func)):
        return
    if name in tables.WIDGETS:
        yield from settings.offered(it, node, name, arguments)
    if name in ("setdefault", "get") and len(node.args) == 2:
        yield from settings.of_set_default(it, node)
    if _is_dataset(arguments):
        return
    called = node.args[0] if name == "partial" and node.args else node.func
    made = it.client(called.value) if isinstance(called, ast.Attribute) else None
    made = made or it.client(next((arguments[one] for one in ("client", "openai_client", "provider") if one in arguments), None))
    made = made or Client()
    url = it.url_of(arguments) or made.url
    region = it.region_of(arguments) or made.region
    provider = sdks.CLASSES.get(name, made.provider)
    told = False
    for key, value in _models_of(it, node, name, arguments):
        for one in _model(it, node, value, key, Client(provider, url, region, made.call), name):
            told = True
            yield one
    if url is not None and made.url is not url:
        _address(it, node, url, name)
    if told:
        _join(it, node, made.call)
    elif url is None:
        yield from _requested(it, node, name)
    if (target := it.url_of(arguments) or _target(it, node)) is not None:
        for key in ("json", "data", "body", "payload", "content"):
            if (body := it.names.dictionary(arguments.get(key))) is not None and it.clues.is_url(target.text):
                it.sent_to[body] = target


def _is_dataset(arguments: Mapping[str, ast.expr]) -> bool:
    kind = arguments.get("repo_type")
    return isinstance(kind, ast.Constant) and kind.value in ("dataset", "space")


def _models_of(it: Module, node: ast.Call, name: str, arguments: Mapping[str, ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """Where a call names its model: keywords, or the position that its documentation says."""
    origin = it.names.origin(node.func)
    has_model = any(one in arguments for one in ("model", "model_name"))
    is_named = False
    function = it.names.functions.get(name) if isinstance(node.func, ast.Name) else None
    handed_on = _models_taken(it, function) if function is not None else frozenset()
    for key, value in arguments.items():
        if key in handed_on and key not in tables.KEYWORDS:
            yield "model", value
            continue
        if key in ("deployment_name", "azure_deployment", "engine") and (has_model or "properties" in arguments):
            continue  # the label of a deployment whose model stands beside it
        if (key == "model_id" and "model_source" in arguments) or (key == "model_name" and "litellm_params" in arguments):
            continue
        is_azure = key == "name" and "format" in arguments
        if (
            key in tables.KEYWORDS
            or tables.KEYWORD.search(key)
            or is_azure
            or (key == "model_type" and name == "create")
            or (key == "id" and re.search(r"\.models?\.|^models?\.", origin))
        ):
            is_named = is_named or key in tables.KEYWORDS
            yield key, value
    if is_named or not node.args or name in it.names.classes or name in it.names.functions:
        return
    if name in tables.FIRST_ARGUMENT or tables.FIRST_OF_ORIGIN.search(origin):
        yield name, node.args[0]
    elif name in tables.SECOND_ARGUMENT and len(node.args) > 1:
        yield name, node.args[1]
    elif name in sdks.CLASSES or tables.MODEL_CALLEE.search(name):
        first = it.names.value(node.args[0])
        if (
            first is not None
            and not first.missing
            and it.knows(first.text)
            and (name[-5:] != "Agent" or re.search("[:/]", first.text))
        ):
            yield name, node.args[0]


def _models_taken(it: Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The parameters that a function of this module hands on as the model of a call."""
    if function not in it.taken:
        it.taken[function] = frozenset(
            one.value.id
            for call in ast.walk(function)
            if isinstance(call, ast.Call) and last_name(call.func) not in it.names.classes
            for one in call.keywords
            if one.arg in ("model", "model_name", "model_id", "modelId") and isinstance(one.value, ast.Name)
        )
    return it.taken[function]


def _model(it: Module, call: ast.Call, value: ast.expr, key: str, to: Client, name: str) -> Iterator[Detection]:
    is_positional = key == name
    is_loose = key in tables.KEYWORDS or is_positional or key == "id" or key == "name"
    is_client = to.provider is not None or to.url is not None or name in tables.FIRST_ARGUMENT or is_positional
    is_asked = is_client or name in _SERVED  # a loop that asks each model, and not one that lists them
    is_listed = not is_asked and it.names.loop(value) is not None
    for found in it.names.values(value):
        if found.missing is not None and (member := _member(it, value)) is not None:
            state = places.state_of(it.names, call, "active")
            yield it.detection(found, member, to, state, f"{found.missing} is the library's name for it")._replace(
                confidence="inferred"
            )
        elif found.missing is not None:
            is_call = name in ("create", "stream", "parse") and _OF_A_SERVICE.search(ast.unparse(call.func))
            if is_loose and (is_client or is_call or name in _SERVED) and not isinstance(value, (ast.List, ast.Tuple)):
                yield _unresolved(it, value, found.missing, to)
        elif (weights := it.clues.in_folder(found.text)) is not None:
            if is_loose and not found.text.endswith(tables.WEIGHT_ENDS) and name not in it.names.classes:
                state = places.state_of(it.names, call, found.state)
                yield it.detection(found, weights, to, state, f"the folder's name, given to {name}({key}=...)", "self-hosted")
        elif _is_model(it, found.text, name, key, is_loose and is_client):
            channel = "self-hosted" if name in tables.LOCAL and to.url is None else None
            state = places.state_of(it.names, call, "capability" if is_listed else found.state)
            yield it.detection(found, found.text, to, state, f"{name}({key}=...)", channel)


def _is_model(it: Module, text: str, name: str, key: str, is_client: bool) -> bool:
    if not it.clues.could_be_model(text) or text.endswith(tables.WEIGHT_ENDS) or it.clues.is_url(text):
        return False
    if text in it.aliases or re.match(r"(?:models|runs):/", text):
        return False
    if (made := it.names.classes.get(name)) is not None and not tables.SPEAKS_OF_MODELS.search(made.name):
        if not it.knows(text) or not (is_client or "/" in text):
            return False  # a record of this module that has a `model`, as cars and laptops do
    return is_client or it.knows(text) or (it.clues.is_hub_id(text) and (name in _SERVED or key in tables.HUB_KEYWORDS))


def _member(it: Module, node: ast.expr) -> str | None:
    """The model that a member of a library's enumeration stands for: `Models.QWEN_MAX` is qwen-max."""
    if not isinstance(node, ast.Attribute) or not re.search(r"Models?$|ModelType$|ModelId$", last_name(node.value)):
        return None
    text = node.attr.lower().replace("_", "-")
    return text if it.clues.knows(text) else None


def _unresolved(it: Module, value: ast.expr, missing: str, to: Client) -> Detection:
    if to.provider in sdks.MODULES.values() and to.url is None and to.call is None:  # called without a client that could differ
        implied = it.clues.implied_url(str(to.provider))
        to = to._replace(url=Found(implied, value) if implied else None)
    shown = (ast.get_source_segment(it.file.text, value) or missing)[:80]
    state = places.state_of(it.names, value, "active")
    return it.detection(Found(shown, value), None, to, state, f"{missing} is not known in this file", is_known=False)


def _join(it: Module, node: ast.Call, client: ast.Call | None) -> None:
    it.joined |= {(one.lineno, one.col_offset) for one in (node, client) if one is not None}


def _address(it: Module, node: ast.Call, url: Found, name: str) -> None:
    """Keep the host of a client: told at the end, where nothing else told it."""
    if it.clues.is_local(url.text) or not (it.clues.host(url.text) or name in sdks.CLASSES) or places.is_talk(it.names, url.node):
        return
    it.addresses[node] = url


def _target(it: Module, node: ast.Call) -> Found | None:
    """The URL that a request goes to: its first argument, or the second after a method."""
    found = (it.names.value(one) for one in node.args[:2])
    return next((one for one in found if one is not None and it.clues.is_url(one.text)), None)


def _requested(it: Module, node: ast.Call, name: str) -> Iterator[Detection]:
    first = _target(it, node)
    if first is None or not it.clues.host(first.text):
        return
    if not tables.SPOKEN.search(name) or (name == "get" and tables.REQUESTS.search(ast.unparse(node.func))):
        if name not in WRAPPERS and name not in WITH_DEFAULT and not name.startswith("getenv") and not LOOKS_UP_TOO.match(name):
            yield it.detection(
                first,
                it.clues.model_in(first.text),
                Client(url=first),
                places.state_of(it.names, node, first.state),
                f"called by {name}()",
            )


def _left(it: Module, node: ast.Call) -> Iterator[Detection]:
    """The hosts of clients; of one that no call names a model through, the model that its library takes by default."""
    name = last_name(node.func)
    if (url := it.addresses.get(node)) is not None:
        if (url.node.lineno, url.node.col_offset) not in it.told:
            yield it.detection(url, None, Client(url=url), places.state_of(it.names, node, url.state), f"{name}(base_url=...)")
    elif (
        (node.lineno, node.col_offset) not in it.joined
        and name in sdks.CLASSES
        and tables.MODEL_CLASSES.search(name)
        and not any(one.arg is None for one in node.keywords)
        and not node.args
    ):
        if not any(one.arg and (one.arg in tables.KEYWORDS or tables.KEYWORD.search(one.arg)) for one in node.keywords):
            url_implied = it.clues.implied_url(sdks.CLASSES[name])
            to = Client(sdks.CLASSES[name], Found(url_implied, node.func) if url_implied else None)
            yield it.detection(
                Found(name, node.func),
                None,
                to,
                places.state_of(it.names, node, "active"),
                f"{name} takes its library's default model",
                is_known=False,
            )
