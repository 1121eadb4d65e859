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
from riskcheck.discovery.readers.grammar import STRINGS, arguments, callee, literal, name_of, receiver, value_given, words_of

URL_KEY = re.compile(
    r"(?:base_?ur[il]|api_?base|endpoint|api_?url|ur[il]base|withbaseuri|destination|upstream(?:_?url)?|apihost|inferenceurl|llmurl|chaturl)$|^(?:url|host|uri|target|baseaddress)$"
)
"""Names, in plain letters, of what is a base URL."""
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


class Services:
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
        self.clues, self.calls = clues, calls
        self.constants: dict[str, Node] = {}
        self.named: dict[str, Service] = {}
        self.regions: set[str] = set()
        self._literals: dict[int, Node | None] = {}
        self._classes: dict[int, str | None] = {}
        for node in declarations:
            self._remember(node)
        for node in functions:
            self._remember_function(node)
        for node in declarations:
            self._remember_client(node)
        self._find_regions(names, literals)

    # --- names ------------------------------------------------------------------------------------------------------------

    def _remember(self, node: Node) -> None:
        name, value = name_of(node), value_given(node)
        if not name or value is None:
            return
        label = name.split(" ")[0]
        if node.type == "enum_assignment":
            owner = (
                node.parent.parent.child_by_field_name("name")
                if node.parent is not None and node.parent.parent is not None
                else None
            )
            label = f"{trees.text_of(owner)}.{label}" if owner is not None else label
        self.constants.setdefault(label, value)
        inner = (
            value.named_children[0] if value.type in ("as_expression", "satisfies_expression") and value.named_children else value
        )
        if inner.type == "object":
            for pair in inner.named_children:
                if pair.type == "pair" and pair.named_children[-1].type in STRINGS:
                    self.constants.setdefault(f"{label}.{name_of(pair)}", pair.named_children[-1])

    def value_of(self, node: Node) -> Node | None:
        """The literal that a name stands for, one assignment away, its default where it has one."""
        if node.end_byte - node.start_byte > 120:
            return None
        words = words_of(trees.text_of(node))
        if not words or len(words) > 4 or (node.parent is not None and node.parent.type in ("import_specifier", "const_element")):
            return None
        value = self.constants.get(".".join(words[-2:])) if len(words) > 1 else None
        if value is None and (len(words) == 1 or words[-1].isupper() or (words[0] in ("this", "self") and len(words) == 2)):
            value = self.constants.get(words[-1])
        if value is None or (value.start_byte <= node.start_byte < value.end_byte):
            return None
        if value.type in STRINGS:
            return value
        if value.id not in self._literals:
            found = [one for one in trees.every(value, *STRINGS) if syntax.place_of(one).top == value or _is_default(one, value)]
            self._literals[value.id] = found[-1] if len(found) == 1 else None
        return self._literals[value.id]

    def filled(self, text: str) -> str | None:
        """A template with its constants filled in; None where one is not known."""
        if "${" not in text and "#{" not in text:
            return text
        if re.match(r"\\?\$\{[\w.-]+:[^{}]+\}$", text):
            return text

        def constant(found: re.Match[str]) -> str:
            value = self.constants.get(found[1])
            return literal(value)[0] if value is not None and value.type in STRINGS else found[0]

        resolved = re.sub(r"[$#]\{(?:this\.|self\.)?(\w+)\}", constant, text)
        return None if "{" in resolved else resolved

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
        if len(words) > 1 and re.match(r"(?:Client$|New(?:Client|ChatModel|LLM)?$|client$)", words[1]):
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
        one, above = node, node.parent
        while above is not None:
            told = None
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
        return _NONE

    def _of_call(self, call: Node) -> Service | None:
        name = callee(call)
        if name in sdks.SHORT_FACTORIES and name not in self.named:
            return Service(provider=sdks.SHORT_FACTORIES[name], is_client=True)
        root = re.split(
            r"[.\s(!?\-:]", re.sub(r"^(?:await\s+|return\s+|this\.|\$this->|self\.|&|@|\$|new\s+)+", "", trees.text_of(call))
        )[0].strip("_")
        for label in (name, root, f"_{root}", f"@{root}"):
            if label in self.named:
                return self.named[label]
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
                if url and (self.clues.host(url) or not re.match(r"(?:url|host|uri|target)$", key)):
                    return Service(url=url, url_node=url_node)
        return None


def _named(node: Node) -> str:
    """What a value is called, or the call that takes it."""
    place = syntax.place_of(node)
    return place.key or (plain(callee(place.call)) if place.call is not None else "")


def _is_default(node: Node, value: Node) -> bool:
    """Whether a literal is what a whole expression gives where nothing else is set."""
    place = syntax.place_of(node)
    return place.state == "default" and place.top.start_byte <= value.start_byte and place.top.end_byte >= value.end_byte
