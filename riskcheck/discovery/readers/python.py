"""Python: calls that name models and hosts, one assignment away from their values."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from riskcheck.discovery import sdks
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State, Unreadable

_FIRST_ARGUMENT = frozenset(
    """from_pretrained SentenceTransformer CrossEncoder LLM snapshot_download hf_hub_download InferenceClient AutoModel
    HuggingFaceEmbeddings HuggingFaceHub load_model GenerativeModel init_chat_model LiteLLM Model get_model ChatOllama Ollama
    load pull""".split()
)
"""Callables whose first argument is a model."""
_LOCAL = frozenset("from_pretrained SentenceTransformer CrossEncoder LLM snapshot_download hf_hub_download pipeline".split())
_KEYWORDS = frozenset(
    """model model_name model_id modelId model_path repo_id pretrained_model_name_or_path model_source llm chat_model
    embedding_model base_model foundation_model deployment_name azure_deployment weak_model model_name_or_path checkpoint""".split()
)
_URLS = frozenset(
    "base_url api_base openai_api_base endpoint azure_endpoint endpoint_url base_uri api_host server_url url".split()
)
_REGIONS = ("region_name", "region", "location", "aws_region")
_DENIED = re.compile(r"block|deny|denied|ignore|exclude|unsupported|forbid|banned|blacklist", re.I)
_POSSIBLE = re.compile(
    r"allow|support|available|choices|pric|cost|catalog|known|limits|context|registry|providers?$|hosts?$|endpoints?$|urls?$|MODELS$|aliases",
    re.I,
)
_OF_A_SERVICE = re.compile(r"\.(?:completions|chat|messages|responses|embeddings|beta)\b")
"""Where `create` makes an answer and not a row of a database."""
_MODEL_NAME = re.compile(r"(?:^|_)(?:model|llm|checkpoint)(?:_?(?:name|id|path))?$|^(?:default_)?model", re.I)
_URL_NAME = re.compile(r"base_?url|api_?base|endpoint|_url$|api_?host", re.I)
_MOST = 3_000_000


class Found(NamedTuple):
    """A string that an expression comes to: its text, the node where it stands, and the state that a default gives."""

    text: str
    node: ast.expr
    state: State = "active"
    missing: str | None = None


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a module. Raises Unreadable with the line for one that is not Python 3."""
    if len(file.text) > _MOST:
        raise Unreadable(f"{len(file.text) / 1e6:.0f} MB are too many for a module")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(file.text)
        yield from _Module(file, clues, tree).uses()
    except SyntaxError as error:
        raise Unreadable(f"not Python 3: {error.msg} in line {error.lineno}") from None
    except (RecursionError, MemoryError, ValueError) as error:
        raise Unreadable(f"cannot be parsed: {type(error).__name__}") from None


class _Module:
    def __init__(self, file: SourceFile, clues: Clues, tree: ast.Module) -> None:
        self.file, self.clues, self.tree = file, clues, tree
        self.assigned: dict[str, ast.expr] = {}
        self.parents: dict[ast.AST, ast.AST] = {}
        self.clients: dict[str, tuple[str | None, str | None, str | None]] = {}
        self.told: set[tuple[int, int]] = set()
        self.nodes: list[ast.AST] = [tree]
        for node in self.nodes:  # grows while it is read: every node once, parents before children
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
                self.nodes.append(child)
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                self._remember(node.targets[0], node.value)
            elif isinstance(node, ast.AnnAssign) and node.value is not None:
                self._remember(node.target, node.value)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                names = [*node.args.posonlyargs, *node.args.args]
                for argument, default in zip(reversed(names), reversed(node.args.defaults), strict=False):
                    self.assigned.setdefault(argument.arg, default)

    def _remember(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.assigned[target.id] = value
        elif isinstance(target, ast.Attribute):
            self.assigned[f".{target.attr}"] = value

    # --- values ---------------------------------------------------------------------------------------------------------

    def value(self, node: ast.expr | None, depth: int = 0) -> Found | None:
        """What an expression comes to, one assignment and one default away."""
        if node is None or depth > 4:
            return None
        if isinstance(node, ast.Constant):
            return Found(node.value, node) if isinstance(node.value, str) else None
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = node.id if isinstance(node, ast.Name) else f".{node.attr}"
            if name in self.assigned:
                return self.value(self.assigned[name], depth + 1)
            return Found("", node, "active", name.lstrip("."))
        if isinstance(node, ast.JoinedStr):
            return self._joined(node, depth)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            last = self.value(node.values[-1], depth + 1)
            return last._replace(state="default") if last and not last.missing else last
        if isinstance(node, ast.IfExp):
            return self.value(node.body, depth + 1) or self.value(node.orelse, depth + 1)
        if isinstance(node, ast.Call):
            return self._called(node, depth)
        if isinstance(node, ast.Subscript):
            return Found("", node, "active", _environment_name(node) or ast.unparse(node)[:40])
        return None

    def _joined(self, node: ast.JoinedStr, depth: int) -> Found | None:
        text, state = "", "active"
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += str(part.value)
            elif isinstance(part, ast.FormattedValue):
                inner = self.value(part.value, depth + 1)
                if inner is None or inner.missing:
                    return Found("", node, "active", inner.missing if inner else "a part of an f-string")
                text += inner.text
                state = inner.state if inner.state != "active" else state
        return Found(text, node, "default" if state == "default" else "active")

    def _called(self, node: ast.Call, depth: int) -> Found | None:
        name = _name(node.func)
        if name in ("get", "getenv", "env", "config", "str") and (name != "get" or "environ" in ast.unparse(node.func)):
            if len(node.args) > 1 or any(one.arg == "default" for one in node.keywords):
                default = self.value(
                    node.args[1] if len(node.args) > 1 else next(one.value for one in node.keywords if one.arg == "default"),
                    depth + 1,
                )
                return default._replace(state="default") if default else None
            first = node.args[0] if node.args else None
            label = first.value if isinstance(first, ast.Constant) else "a variable"
            return Found("", node, "active", str(label))
        if name in ("Field", "Option", "Argument", "field", "Value", "CfnParameter"):
            stated = next((one.value for one in node.keywords if one.arg == "default"), node.args[0] if node.args else None)
            found = self.value(stated, depth + 1)
            return found._replace(state="default") if found else None
        return None

    # --- uses -------------------------------------------------------------------------------------------------------------

    def uses(self) -> Iterator[Detection]:
        """Clients first, then calls, then settings in dictionaries and assignments, then comments."""
        calls = [node for node in self.nodes if isinstance(node, ast.Call)]
        for call in calls:
            self._learn_client(call)
        for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
            yield from self._call(call)
        for node in self.nodes:
            if isinstance(node, ast.Dict):
                yield from self._dictionary(node)
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                yield from self._assignment(node)
            elif isinstance(node, (ast.List, ast.Set, ast.Tuple)):
                yield from self._table(node)
        yield from self._comments()

    def _learn_client(self, node: ast.Call) -> None:
        """What a client object talks to: provider, URL, region, under the name that it is assigned to."""
        name = _name(node.func)
        arguments = {one.arg: one.value for one in node.keywords if one.arg}
        url = next(
            (found.text for key in _URLS if (found := self.value(arguments.get(key))) and self.clues.is_url(found.text)), None
        )
        provider = sdks.CLASSES.get(name)
        region = next((found.text for key in _REGIONS if (found := self.value(arguments.get(key)))), None)
        if (
            name == "client"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and str(node.args[0].value).startswith("bedrock")
        ):
            provider = "aws-bedrock"
        if provider is None and url is None:
            return
        parent = self.parents.get(node)
        if isinstance(parent, ast.Assign):
            for target in parent.targets:
                label = (
                    target.id
                    if isinstance(target, ast.Name)
                    else f".{target.attr}"
                    if isinstance(target, ast.Attribute)
                    else None
                )
                if label:
                    self.clients[label] = (provider, url, region)
        elif isinstance(parent, ast.withitem) and isinstance(parent.optional_vars, ast.Name):
            self.clients[parent.optional_vars.id] = (provider, url, region)

    def _client_of(self, node: ast.Call) -> tuple[str | None, str | None, str | None]:
        base: ast.expr = node.func
        while isinstance(base, ast.Attribute):
            if f".{base.attr}" in self.clients:
                return self.clients[f".{base.attr}"]
            base = base.value
        if isinstance(base, ast.Name):
            if base.id in self.clients:
                return self.clients[base.id]
            if base.id in sdks.MODULES:
                return sdks.MODULES[base.id], None, None
        if isinstance(base, ast.Call):
            arguments = {one.arg: one.value for one in base.keywords if one.arg}
            url = next(
                (found.text for key in _URLS if (found := self.value(arguments.get(key))) and self.clues.is_url(found.text)), None
            )
            return sdks.CLASSES.get(_name(base.func)), url, None
        return None, None, None

    def _call(self, node: ast.Call) -> Iterator[Detection]:
        name = _name(node.func)
        arguments = {one.arg: one.value for one in node.keywords if one.arg}
        provider, client_url, region = self._client_of(node)
        own_url = next(((key, self.value(arguments[key])) for key in arguments if key in _URLS), (None, None))[1]
        url = own_url.text if own_url and self.clues.is_url(own_url.text) else client_url
        region = next((found.text for key in _REGIONS if (found := self.value(arguments.get(key)))), region)
        provider = sdks.CLASSES.get(name, provider)
        told = False
        for key, value in arguments.items():
            if key in _KEYWORDS:
                told = True
                yield from self._model(node, value, key, url, provider, region, name)
        if (
            not told
            and name in _FIRST_ARGUMENT
            and node.args
            and (name not in ("load", "pull", "Model", "get_model", "load_model") or self._is_model_library(node))
        ):
            told = True
            yield from self._model(node, node.args[0], name, url, provider, region, name)
        if (
            own_url is not None
            and not told
            and self.clues.is_url(own_url.text)
            and (self.clues.host(own_url.text) or name in sdks.CLASSES)
        ):
            if not self.clues.is_local(own_url.text) and not self._client_is_used(node):
                yield from self._host(own_url, f"{name}({'base_url'}=...)")
        elif own_url is None and not told and node.args:
            first = self.value(node.args[0])
            if first and self.clues.is_url(first.text) and self.clues.host(first.text):
                yield from self._host(first, f"called by {name}()")

    def _is_model_library(self, node: ast.Call) -> bool:
        text = ast.unparse(node.func)
        return any(word in text for word in ("ollama", "mlx_lm", "mlx", "llama", "spacy_llm", "vllm"))

    def _client_is_used(self, node: ast.Call) -> bool:
        """Whether some call through this client names a model, so that host and model are told together."""
        parent = self.parents.get(node)
        target = parent.targets[0] if isinstance(parent, ast.Assign) else None
        label = target.id if isinstance(target, ast.Name) else f".{target.attr}" if isinstance(target, ast.Attribute) else None
        if label is None:
            return isinstance(parent, ast.Attribute)
        for call in self.nodes:
            if isinstance(call, ast.Call) and call is not node and any(one.arg in _KEYWORDS for one in call.keywords):
                base: ast.expr = call.func
                while isinstance(base, ast.Attribute):
                    if f".{base.attr}" == label:
                        return True
                    base = base.value
                if isinstance(base, ast.Name) and base.id == label:
                    return True
        return False

    def _model(
        self, call: ast.Call, value: ast.expr, key: str, url: str | None, provider: str | None, region: str | None, name: str
    ) -> Iterator[Detection]:
        found = self.value(value)
        if found is None:
            return
        is_client = provider is not None or url is not None or name in _FIRST_ARGUMENT or name in sdks.CLASSES
        if found.missing is not None:
            is_call = name == "create" and _OF_A_SERVICE.search(ast.unparse(call.func))
            if is_client or is_call or name in ("completion", "acompletion", "converse", "invoke_model", "pipeline"):
                shown = ast.get_source_segment(self.file.text, value) or found.missing
                yield self._detection(
                    value, shown[:80], None, url, provider, region, "active", f"{found.missing} is not known in this file", False
                )
            return
        text = found.text
        if not self.clues.could_be_model(text):
            return
        if not (
            is_client
            or self.clues.knows(text)
            or (self.clues.is_hub_id(text) and name in ("pipeline", "completion", "acompletion"))
        ):
            return
        channel = "self-hosted" if name in _LOCAL and url is None else None
        yield self._detection(
            found.node, text, text, url, provider, region, self._state(call, found.state), f"{name}({key}=...)", True, channel
        )

    def _host(self, found: Found, reason: str) -> Iterator[Detection]:
        yield self._detection(
            found.node, found.text, None, found.text, None, None, self._state(found.node, found.state), reason, True
        )

    def _detection(
        self, node: ast.expr, text: str, model: str | None, url: str | None, provider: str | None, region: str | None, state: State,
        reason: str, is_known: bool, channel: str | None = None,
    ) -> Detection:  # fmt: skip
        line, column = node.lineno, node.col_offset + 1
        quoted = (
            self.file.lines[line - 1].encode()[node.col_offset :].decode("utf-8", "replace")[:1]
            if line <= len(self.file.lines)
            else ""
        )
        self.told.add((line, node.col_offset))
        return self.clues.use(
            self.file, line, text, column=column + (1 if quoted in "\"'" and quoted else 0), model=model, url=url, provider=provider,
            channel=channel, region=region, state=state, confidence="declared" if is_known else "unresolved", reason=reason,
        )  # fmt: skip

    def _state(self, node: ast.AST, state: State) -> State:
        """Disabled below `if False`, as it stands otherwise."""
        one: ast.AST | None = node
        while one is not None:
            above = self.parents.get(one)
            if isinstance(above, ast.If) and isinstance(above.test, ast.Constant) and not above.test.value and one in above.body:
                return "disabled"
            one = above
        return state

    def _table_name(self, node: ast.AST) -> str:
        one: ast.AST | None = node
        while one is not None:
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                return one.targets[0].id
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
                return one.target.id
            if isinstance(one, ast.keyword) and one.arg:
                return one.arg
            if isinstance(one, ast.stmt):
                return ""
            one = self.parents.get(one)
        return ""

    def _dictionary(self, node: ast.Dict) -> Iterator[Detection]:
        """A configuration as a dictionary: `{"model": ..., "base_url": ...}`; a table of models or hosts is a possibility."""
        table = self._table_name(node)
        if _DENIED.search(table):
            return
        pairs = {
            key.value: value
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and isinstance(key.value, str)
        }
        url = next((found.text for key in _URLS if (found := self.value(pairs.get(key))) and self.clues.is_url(found.text)), None)
        is_possible = bool(_POSSIBLE.search(table))
        for key, value in pairs.items():
            found = self.value(value)
            if (
                found is None
                or found.missing
                or (value.lineno, value.col_offset) in self.told
                or (found.node.lineno, found.node.col_offset) in self.told
            ):
                continue
            state: State = "capability" if is_possible else self._state(node, found.state)
            if key in _KEYWORDS and self.clues.could_be_model(found.text) and (self.clues.knows(found.text) or url):
                yield self._detection(
                    found.node, found.text, found.text, url, None, None, state, f"the key {key} names the model", True
                )
            elif (
                self.clues.is_url(found.text)
                and self.clues.host(found.text)
                and not (url == found.text and any(name in _KEYWORDS for name in pairs))
            ):
                yield self._detection(
                    found.node,
                    found.text,
                    None,
                    found.text,
                    None,
                    None,
                    "capability" if is_possible or (len(pairs) > 2 and key not in _URLS) else state,
                    f"the key {key} names the host",
                    True,
                )

    def _assignment(self, node: ast.Assign | ast.AnnAssign) -> Iterator[Detection]:
        """A constant whose name says model or URL, when nothing else told of it."""
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        name = target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""
        found = self.value(node.value)
        if (
            not name
            or found is None
            or found.missing
            or (found.node.lineno, found.node.col_offset) in self.told
            or _DENIED.search(name)
        ):
            return
        state = self._state(node, found.state)
        if _MODEL_NAME.search(name) and self.clues.could_be_model(found.text) and self.clues.knows(found.text):
            yield self._detection(found.node, found.text, found.text, None, None, None, state, f"{name} names the model", True)
        elif (_URL_NAME.search(name) or name.isupper()) and self.clues.is_url(found.text) and self.clues.host(found.text):
            yield self._detection(found.node, found.text, None, found.text, None, None, state, f"{name} names the host", True)

    def _table(self, node: ast.List | ast.Set | ast.Tuple) -> Iterator[Detection]:
        """A list of models: a possibility, unless its name says that they are refused."""
        table = self._table_name(node)
        if not re.search(r"model", table, re.I) or _DENIED.search(table):
            return
        for one in node.elts:
            if (
                isinstance(one, ast.Constant)
                and isinstance(one.value, str)
                and self.clues.knows(one.value)
                and (one.lineno, one.col_offset) not in self.told
            ):
                yield self._detection(one, one.value, one.value, None, None, None, "capability", f"{table} lists models", True)

    def _comments(self) -> Iterator[Detection]:
        for number, text in enumerate(self.file.lines, 1):
            found = re.match(
                r"""^\s*#\s*.*?(?:model(?:_name|_id|Id)?|from_pretrained|base_url|repo_id)\s*[=(:]\s*["']([^"']+)["']""", text
            )
            if found:
                value = found[1]
                if self.clues.knows(value):
                    yield self.clues.use(
                        self.file, number, value, column=found.start(1) + 1, model=value, state="commented", reason="in a comment"
                    )
                elif self.clues.is_url(value) and self.clues.host(value):
                    yield self.clues.use(
                        self.file, number, value, column=found.start(1) + 1, url=value, state="commented", reason="in a comment"
                    )


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _environment_name(node: ast.Subscript) -> str | None:
    return str(node.slice.value) if isinstance(node.slice, ast.Constant) and "environ" in ast.unparse(node.value) else None
