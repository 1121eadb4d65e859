"""A Python module being read: its names, its clients, and what was told of it so far."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from riskcheck.discovery import sdks
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.readers import python_places as places
from riskcheck.discovery.readers import python_tables as tables
from riskcheck.discovery.readers.python_values import Found, Names, entries

_HOPS = 6


class Client(NamedTuple):
    """What a client object talks to, and the call that made it."""

    provider: str | None = None
    url: Found | None = None
    region: str | None = None
    call: ast.Call | None = None


class Module:
    """One module. told: places that a detection was given for. joined: calls that a model was told for.

    sent_to: the URL that a payload is sent to. addresses: clients with a URL of their own. aliases: what a router calls its models.
    taken: the parameters of functions that are models. settings: what modules and classes set, under names in capitals.
    """

    def __init__(self, file: SourceFile, clues: Clues, tree: ast.Module) -> None:
        self.file, self.clues = file, clues
        self.names = Names(tree)
        self.told: set[tuple[int, int]] = set()
        self.joined: set[tuple[int, int]] = set()
        self.sent_to: dict[ast.Dict, Found] = {}
        self.addresses: dict[ast.Call, Found] = {}
        self.taken: dict[ast.AST, frozenset[str]] = {}
        self.settings: dict[ast.AST, dict[str, str]] = {}
        self._clients: dict[ast.expr, Client | None] = {}
        self.picked = places.picked(self.names)
        self.aliases = self._aliases()

    def _aliases(self) -> set[str]:
        """Names that a router of this module gives to its models: they stand for what the router says."""
        found: set[str] = set()
        for node in self.names.nodes:
            if isinstance(node, ast.Dict):
                pairs = {key.value: value for key, value in entries(node)}
            else:
                pairs = {one.arg: one.value for one in node.keywords if one.arg} if isinstance(node, ast.Call) else {}
            for alias, real in (("model_name", "litellm_params"), ("model_id", "model_source")):
                if real in pairs and (text := self.names.value(pairs.get(alias))) is not None:
                    found.add(text.text)
        return found

    def url_of(self, arguments: Mapping[str, ast.expr]) -> Found | None:
        """The base URL among some arguments."""
        found = (self.names.value(arguments.get(key)) for key in tables.URLS)
        return next((one for one in found if one is not None and self.clues.is_url(one.text)), None)

    def region_of(self, arguments: Mapping[str, ast.expr]) -> str | None:
        """The region among some arguments."""
        found = (self.names.value(arguments.get(key)) for key in tables.REGIONS)
        return next((one.text for one in found if one is not None and not one.missing), None)

    def client(self, node: ast.expr | None, depth: int = 0) -> Client | None:
        """The client that an expression is: made here, given a name, wrapped in another, or returned by a function."""
        if node is None or depth > _HOPS:
            return None
        if node not in self._clients:
            self._clients[node] = None
            self._clients[node] = self._of_client(node, depth)
        return self._clients[node]

    def _of_client(self, node: ast.expr, depth: int) -> Client | None:
        if isinstance(node, (ast.Name, ast.Attribute)):
            held = self.names.bound(node)
            if held is not None and held.value is not node:
                return self.client(held.value, depth + 1)
            return self.client(node.value, depth + 1) if isinstance(node, ast.Attribute) else self._module_client(node)
        if isinstance(node, ast.Await):
            return self.client(node.value, depth + 1)
        if isinstance(node, (ast.BoolOp, ast.IfExp)):
            arms = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
            return next((one for arm in arms if (one := self.client(arm, depth + 1)) is not None), None)
        if not isinstance(node, ast.Call):
            return None
        name, arguments = self.names.called(node), self.names.arguments(node)
        url, provider = self.url_of(arguments), sdks.CLASSES.get(name)
        first = self.names.value(node.args[0]) if node.args else None
        if name in ("client", "resource") and first is not None and first.text.startswith("bedrock"):
            provider = "aws-bedrock"
        if provider is not None or url is not None:
            return Client(provider, url, self.region_of(arguments), node)
        if (returned := self.names.returned(node)) is not None:
            return self.client(returned, depth + 1)
        inside = [*node.args, *(one.value for one in node.keywords if one.arg and re.search(r"client|provider|llm", one.arg))]
        found = next((one for value in inside if (one := self.client(value, depth + 2)) is not None), None)
        return found or (self.client(node.func.value, depth + 1) if isinstance(node.func, ast.Attribute) else None)

    def _module_client(self, node: ast.Name) -> Client | None:
        """A library that is called without a client: its provider, and the URL that an assignment gives it."""
        module = self.names.imports.get(node.id, node.id).partition(".")[0]
        provider = sdks.MODULES.get(module)
        urls = (self.names.bound(ast.copy_location(ast.Attribute(node, one), node)) for one in tables.URLS) if provider else ()
        url = next((self.names.value(one.value) for one in urls if one is not None), None)
        return Client(provider, url) if provider else None

    def knows(self, text: str) -> bool:
        """Whether the catalog knows an id."""
        return self.clues.knows(text)

    def named_by(self, text: str, *, is_read: bool = True) -> str | None:
        """The model that a setting names: an id that the catalog knows or that says how large it is, or a folder
        with weights that are read."""
        if self.clues.is_url(text):
            return None
        if self.knows(text) or (is_read and self.clues.is_hub_id(text) and self.clues.is_sized(text)):
            return text
        return self.clues.in_folder(text) if is_read and not text.endswith(tables.WEIGHT_ENDS) else None

    def is_told(self, node: ast.expr) -> bool:
        """Whether a detection was given for a place already."""
        return (node.lineno, node.col_offset) in self.told

    def detection(
        self,
        found: Found,
        model: str | None,
        to: Client,
        state: State,
        reason: str,
        channel: str | None = None,
        *,
        is_known: bool = True,
    ) -> Detection:
        """A detection where a string stands; the place counts as told."""
        node = found.node
        line, column = node.lineno, node.col_offset + 1
        source = (
            self.file.lines[line - 1].encode()[node.col_offset :].decode("utf-8", "replace")
            if line <= len(self.file.lines)
            else ""
        )
        self.told.add((line, node.col_offset))
        return self.clues.use(
            self.file, line, found.text, column=column + (1 if source[:1] in ("'", '"') else 0), model=model, url=to.url.text if to.url else None,
            provider=to.provider, channel=channel, region=to.region, state=state, confidence="declared" if is_known else "unresolved", reason=reason,
        )  # fmt: skip
