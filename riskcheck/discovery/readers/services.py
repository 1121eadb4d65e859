"""The clients that a source file makes, the constants it sets, and which of them a call or a value belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tree_sitter import Node

from riskcheck.discovery import providers, sdks, trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.key_words import plain
from riskcheck.discovery.readers import grammar, regions, syntax
from riskcheck.discovery.readers.around import chain, properties
from riskcheck.discovery.readers.constants import Constants
from riskcheck.discovery.readers.grammar import STRINGS, arguments, callee, literal, name_of, receiver, value_given

URL_KEY = re.compile(
    r"(?:base_?ur[il]|api_?base|endpoint|api_?url|ur[il]base|withbaseuri|destination|upstream(?:_?url)?|apihost|inferenceurl|llmurl|chaturl)$|^(?:url|host|hostname|uri|target|baseaddress)$"
)
"""Names, in plain letters, of what is a base URL."""
_GIVEN = (*grammar.PAIRS, *grammar.OBJECTS, *grammar.PASSED_ON, "binary_expression", "argument", "value_argument")
"""What leads from a call to a value that it is given."""
_REQUEST = re.compile(r"(\w+)\.\w*(?:Request|Params|ParamsBody)$")
"""A struct of a library in which a request is written down."""
_REGION_KEYS = frozenset("region awsregion location regionname withregion regionendpoint bedrockregion defaultregion".split())


class Service(NamedTuple):
    """Where requests go. is_client: an SDK's client stands there, whatever it is told."""

    url: str | None = None
    provider: str | None = None
    region: str | None = None
    channel: str | None = None
    url_node: Node | None = None
    is_client: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything is known."""
        return bool(self.url or self.provider or self.channel)


_NONE = Service()


class Services(Constants):
    """What a file's names stand for."""

    def __init__(
        self,
        clues: Clues,
        calls: Sequence[Node],
        declarations: Sequence[Node],
        functions: Sequence[Node],
        names: Sequence[Node],
        literals: Sequence[Node],
    ) -> None:
        super().__init__(declarations)
        self.clues, self.calls = clues, calls
        self.named: dict[str, Service] = {}
        self.fields: dict[str, Service] = {}
        self.regions: set[str] = set()
        self._classes: dict[int, str | None] = {}
        for node in functions:
            self._remember_function(node)
        for node in declarations:
            self._remember_client(node)
        for node in calls:
            self._remember_field(node)
        self._find_regions(names, literals)

    # --- clients ----------------------------------------------------------------------------------------------------------

    def class_of(self, call: Node) -> str | None:
        """The client that a call makes: its provider, `""` for one without, None where it makes none."""
        if call.id not in self._classes:
            self._classes[call.id] = self._class_of(call)
        return self._classes[call.id]

    def _class_of(self, call: Node) -> str | None:
        if call.type == "implicit_object_creation_expression":
            return sdks.CLASSES.get(callee(call), "" if callee(call) in sdks.OWN_CLASSES else None)
        function = next(
            (one for field in ("function", "constructor", "type", "name") if (one := call.child_by_field_name(field))), None
        )
        if function is not None and function.type in grammar.CALLS:  # `createOpenAI({...})("x")`
            return self.class_of(function)
        made = receiver(call)
        text = " ".join(
            trees.text_of(one)[-160:]
            for one in (made if call.type not in ("call_expression", "invocation_expression") else None, function)
            if one is not None and one.type not in grammar.CALLS
        )
        words = re.findall(
            r"\w+",
            re.sub(
                r"<.*>|\(.*\)|\"[^\"]*\"|'[^']*'|`[^`]*`",
                "",
                text or trees.text_of(call.named_children[0])[-160:] if call.named_children else text,
            ),
        )
        for word in words:
            if word in sdks.CLASSES:
                return sdks.CLASSES[word]
            if word in sdks.OWN_CLASSES:
                return ""
        if len(words) > 1 and words[0] in ("bedrock", "bedrockruntime", "aws_sdk_bedrockruntime"):
            return "aws-bedrock"
        if len(words) > 1 and words[0] == "genai" and words[1] == "NewClient":
            return "gemini-api"
        if len(words) > 1 and re.match(r"(?:Client$|New(?:Client(?:WithConfig)?|ChatModel|LLM)?$|client$)", words[1]):
            return providers.VARIABLES.get(words[0].upper())
        return None

    def _calls_in(self, node: Node) -> Iterator[Node]:
        for at in range(bisect_left(self.calls, node.start_byte, key=lambda one: one.start_byte), len(self.calls)):
            if self.calls[at].start_byte >= node.end_byte:
                return
            if self.calls[at].end_byte <= node.end_byte:
                yield self.calls[at]

    def _made_in(self, node: Node) -> Service | None:
        """The client that an expression makes."""
        for call in self._calls_in(node):
            provider = self.class_of(call)
            if provider is None and not re.match(r"create[A-Z]\w*|.*OpenAI$", callee(call)):
                continue
            inside = call if call.child_by_field_name("object") is None and receiver(call) is None else node
            url, url_node = self._url_in(inside)
            if provider is None and url is None:
                continue
            if url is None and (set_up := self._set_up(call)) is not None:
                return set_up
            spread = trees.every(inside, "spread_element") if url is None else iter(())
            url, url_node = next((told for one in spread if (told := self._url_spread(one))[0]), (url, url_node))
            if provider == "gemini-api" and re.search(
                r"vertexai[\"']?\s*[:=]\s*true|BackendVertexAI|vertex_?ai\(true", trees.text_of(inside), re.I
            ):
                provider = "vertex-ai"
            is_own = provider == ""
            if url is None and self._says_elsewhere(inside):
                provider, is_own = None, False
            return Service(
                url, provider or None, self._region_in(inside), "self-hosted" if is_own and not url else None, url_node, True
            )
        return None

    def _remember_client(self, node: Node) -> None:
        name, value = name_of(node), value_given(node)
        if not name or value is None or value.type in ("object", "class_body", "arrow_function", "function_expression"):
            return
        known = next(
            (
                self.named[callee(one)]
                for one in self._calls_in(value)
                if one.start_byte == value.start_byte and callee(one) in self.named
            ),
            None,
        )
        if (service := known or self._made_in(value)) is not None:
            self.named[name] = service

    def _remember_field(self, call: Node) -> None:
        """A client that a struct or an object is made with: `&Talk{client: openai.NewClientWithConfig(config)}`."""
        pair = call.parent.parent if call.parent is not None and call.parent.type == "literal_element" else call.parent
        if pair is not None and pair.type in grammar.PAIRS and (name := name_of(pair, call)) and self.class_of(call) is not None:
            if (service := self._made_in(call)) is not None:
                self.fields.setdefault(name, service)

    def _set_up(self, call: Node) -> Service | None:
        """A client made with what was set up before it, member by member; None for one that is not."""
        for one in arguments(call):
            name = trees.text_of(one).lstrip("&*$")
            for member, value in self.members.get(name, {}).items():
                if URL_KEY.search(plain(member)):
                    told = value if value.type in STRINGS else self.value_of(value)
                    text = self.filled(literal(told)[0]) if told is not None else None
                    return Service(text, None, None, None, told if text else None, True)
            made = self.constants.get(name)
            if made is not None and made.type in grammar.CALLS and "Azure" in callee(made):
                return Service(provider="azure-openai", is_client=True)
        return None

    def is_of_client(self, node: Node) -> bool:
        """Whether a value is among what an SDK's client is made with."""
        above = node.parent
        while above is not None and (above.type in _GIVEN or above.type in grammar.CALLS):
            if above.type in grammar.CALLS:
                if self.class_of(above) is not None:
                    return True
                if not URL_KEY.search(plain(callee(above))):
                    return False
            above = above.parent
        return False

    def _remember_function(self, node: Node) -> None:
        """A function that returns a client gives what it makes."""
        name = node.child_by_field_name("name")
        for back in trees.every(node, "return_statement", "return_expression", "arrow_expression_clause"):
            if (
                name is not None
                and (service := self._made_in(back)) is not None
                and not re.search(r"\bmodel\w*\s*[:=(]", trees.text_of(back), re.I)
            ):
                self.named.setdefault(trees.text_of(name), service)

    def _url_in(self, node: Node) -> tuple[str | None, Node | None]:
        """The base URL that an expression states, as a literal or by a constant."""
        for one in trees.every(node, *STRINGS, "identifier", "constant", "name", "member_expression"):
            value = one if one.type in STRINGS else self.value_of(one)
            if value is None:
                continue
            text = self.filled(literal(value)[0])
            if text and self.clues.is_url(text) and not self._is_other(one):
                return text, value
            if text and "." in text and self.clues.host(text) and URL_KEY.search(_named(one)):
                return f"https://{text}", value
        return None, None

    def _says_elsewhere(self, call: Node) -> bool:
        """Whether a client is given a base URL that this file does not tell."""
        if URL_KEY.search(plain(callee(call))) and arguments(call):
            return True
        for one in trees.every(call, "spread_element", *grammar.PAIRS, "argument", "value_argument"):
            if one.type == "spread_element" or URL_KEY.search(plain(name_of(one) or "") if len(one.named_children) > 1 else ""):
                return True
        return False

    def _url_spread(self, node: Node) -> tuple[str | None, Node | None]:
        value = self.constants.get(trees.text_of(node).lstrip(". "))
        return self._url_in(value) if value is not None else (None, None)

    def _is_other(self, node: Node) -> bool:
        """Whether a URL is something else's: a header, a proxy, a page."""
        return bool(re.search(r"refer|header|proxy|homepage|title|xtitle|site", _named(node)))

    # --- regions ------------------------------------------------------------------------------------------------------------

    def _region_of(self, node: Node) -> str | None:
        text = literal(node)[0] if node.type in STRINGS else None
        if node.type not in STRINGS:
            if found := regions.CONSTANT.search(trees.text_of(node)):
                return regions.of_constant(found[1])
            value = self.value_of(node)
            text = literal(value)[0] if value is not None else None
        return text if text and regions.SPELLED.match(text) else None

    def _region_in(self, node: Node) -> str | None:
        for one in trees.every(
            node,
            *STRINGS,
            "identifier",
            "constant",
            "member_expression",
            "field_access",
            "member_access_expression",
            "navigation_expression",
        ):
            if found := regions.CONSTANT.search(trees.text_of(one)):
                return regions.of_constant(found[1])
            if (
                (one.type in STRINGS or one.type in ("identifier", "constant"))
                and self._names_region(one)
                and (region := self._region_of(one))
            ):
                return region
        return None

    def _names_region(self, node: Node) -> bool:
        return _named(node) in _REGION_KEYS

    def _find_regions(self, names: Sequence[Node], literals: Sequence[Node]) -> None:
        for node in literals:
            if (region := self._region_of(node)) and self._names_region(node):
                self.regions.add(region)
        for node in names:
            if node.end_byte - node.start_byte < 80 and (found := regions.CONSTANT.search(trees.text_of(node))):
                self.regions.add(regions.of_constant(found[1]))

    def only_region(self, provider: str | None) -> str | None:
        """The file's region in a provider's own spelling, where it names one alone."""
        return regions.spelled_for(self.regions, provider)

    # --- which client ---------------------------------------------------------------------------------------------------------

    def has(self, provider: str) -> bool:
        """Whether the file makes a client of a provider's."""
        return any(one.provider == provider for one in self.named.values()) or any(
            self.class_of(one) == provider for one in self.calls
        )

    def around(self, node: Node, call: Node | None = None) -> Service:
        """The client called, the one whose method is called, the object beside: whatever tells where a value goes."""
        if call is not None and (told := self._of_call(call)) is not None:
            return told
        one, above, request = node, node.parent, ""
        while above is not None:
            told = None
            if above.type == "composite_literal" and (
                found := _REQUEST.match(trees.text_of(above.child_by_field_name("type") or above)[:80])
            ):
                request = found[1]
            if above.type in grammar.CALLS:
                told = self._of_call(above)
            elif above.type in (
                "object",
                "composite_literal",
                "literal_value",
                "array_creation_expression",
                "hash",
                "initializer_expression",
            ):
                told = self._of_object(above, plain(name_of(one) or "") if one.type in grammar.PAIRS else "")
            if told is not None:
                return told
            if above.type in (
                "function_declaration",
                "method_declaration",
                "method_definition",
                "function_item",
                "class_body",
                "declaration_list",
            ):
                break
            one, above = above, above.parent
        return self._only_client() if request.upper() in providers.VARIABLES else _NONE

    def _only_client(self) -> Service:
        """The file's client, where it makes but one."""
        made = {one._replace(url_node=None): one for one in (*self.named.values(), *self.fields.values())}
        return next(iter(made.values())) if len(made) == 1 else _NONE

    def _of_call(self, call: Node) -> Service | None:
        name = callee(call)
        if name in sdks.SHORT_FACTORIES and name not in self.named:
            return Service(provider=sdks.SHORT_FACTORIES[name], is_client=True)
        called = re.sub(r"^(?:await\s+|return\s+|this\.|\$this->|self\.|&|@|\$|new\s+)+", "", trees.text_of(call)[:400])
        root = re.split(r"[.\s(!?\-:]", called, maxsplit=1)[0].strip("_")
        for label in (name, root, f"_{root}", f"@{root}"):
            if label in self.named:
                return self.named[label]
        member = re.match(r"\w+(?:\.|->)(\w+)(?:\.|->)\w", called)
        if member and (known := self.fields.get(member[1]) or self.named.get(member[1])):
            return known  # `bot.client.chat(...)`
        calls = list(chain(call))
        for one in calls:
            provider = self.class_of(one)
            if provider is None:
                continue
            url, url_node = self._url_of_chain(calls, one)
            region = next((found for part in (*calls, one) if (found := self._region_in(part))), None)
            is_own = provider == ""
            if url is None and any(self._says_elsewhere(part) for part in calls):
                provider, is_own = None, False
            return Service(url, provider or None, region, "self-hosted" if is_own and not url else None, url_node, True)
        options = [one for one in arguments(call) if one.type in grammar.CALLS]  # Go's `New(WithModel(x), WithBaseURL(y))`
        url, url_node = self._url_of_chain([*calls, *options], None)
        for one in () if url else arguments(call):  # `fetch(URL, {body})`
            value = one if one.type in STRINGS else self.value_of(one)
            text = self.filled(literal(value)[0]) if value is not None else None
            if text and self.clues.is_url(text) and self.clues.host(text):
                url, url_node = text, value
        return Service(url=url, url_node=url_node) if url else None

    def _url_of_chain(self, calls: Sequence[Node], made: Node | None) -> tuple[str | None, Node | None]:
        for one in calls:
            if one is made or URL_KEY.search(plain(callee(one))):
                for argument in arguments(one):
                    url, url_node = self._url_in(argument)
                    if url:
                        return url, url_node
        return None, None

    def _of_object(self, node: Node, name: str) -> Service | None:
        """The base URL among an object's properties; `openai_base_url` speaks for `openai_model`, not for `model_id`."""
        for key, value in properties(node).items():
            if (found := URL_KEY.search(key)) and name.startswith(key[: found.start()]):
                url, url_node = self._url_in(value)
                if url and (self.clues.host(url) or not re.match(r"(?:url|host|hostname|uri|target)$", key)):
                    return Service(url=url, url_node=url_node)
        return None


def _named(node: Node) -> str:
    """What a value is called, or the call that takes it."""
    place = syntax.place_of(node)
    return place.key or (plain(callee(place.call)) if place.call is not None else "")
