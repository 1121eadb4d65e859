"""JavaScript, TypeScript and the other languages: string literals, by what stands around them in the syntax tree.

A literal counts where a key, an argument or a callee says that it names a model or a base URL. Constants are followed
one assignment away, `??` and `||` make a default, environment variables without one stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from riskcheck.discovery import key_words, sdks, trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Confidence, Detection, SourceFile, State
from riskcheck.discovery.key_words import MODEL_KEYS, plain
from riskcheck.discovery.readers import around, made, syntax
from riskcheck.discovery.readers.grammar import CALLS, DECLARATIONS, STRINGS, callee, literal, words_of
from riskcheck.discovery.readers.records import is_record
from riskcheck.discovery.readers.services import URL_KEY, Service, Services
from riskcheck.discovery.readers.syntax import Place
from riskcheck.discovery.variables import own_service

LANGUAGES = {
    ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript", ".ts": "typescript", ".mts": "typescript",
    ".cts": "typescript", ".tsx": "tsx", ".go": "go", ".java": "java", ".cs": "csharp", ".rs": "rust", ".rb": "ruby", ".php": "php",
    ".kt": "kotlin", ".kts": "kotlin",
}  # fmt: skip
"""By file ending."""

_COMMENTS = ("comment", "line_comment", "block_comment")
_NAMES = (
    "identifier", "member_expression", "shorthand_property_identifier", "constant", "class_constant_access_expression", "member_access_expression",
    "field_access", "navigation_expression", "selector_expression", "scoped_identifier",
)  # fmt: skip
_FUNCTIONS = ("function_declaration", "method_definition", "method_declaration", "function_item", "method")
_WANTED = frozenset((*STRINGS, *_COMMENTS, *_NAMES, *CALLS, *DECLARATIONS, *_FUNCTIONS, "enum_assignment"))
_DENIED = re.compile(
    r"ignore|deny|denied|block(?!s?$)|exclude|forbidden|unsupported|banned|removed|disallow|reject|blacklist", re.I
)
_POSSIBLE = re.compile(
    r"allow|supported|available|recommended|pricing|prices?(?![a-z])|costs?(?![a-z])|catalog|registry|choices|MODELS$|models$|hosts$|endpoints$|providers$|options$|limits|known|labels?$",
    re.I,
)
_POSSIBLE_KEY = re.compile(
    r"allow|supported|available|pricing|price|cost|catalog|choices|known|cors|origin|csp|whitelist|remotepatterns|domains", re.I
)
_HTTP = re.compile(
    r"^(?:fetch|curl_?init|wp_?remote|post|get|put|axios|request|new_?request|create|ofetch|got|stream|open|send|websocket|ws|connect|dial)\w*$",
    re.I,
)
_LOOKS_AT = re.compile(
    r"(?:startswith|endswith|includes|contains|equals?|match\w*|test|replace\w*|indexof|split|search|has|is\w*|expect|assert\w*|log|info|"
    r"warn|error|debug|print\w*)$"
)
"""Calls, in plain letters, that look at a URL and ask nothing there."""
_LINK = re.compile(r"href|link|docs?$|home|site|console|dashboard|help|sign|(?<!sil)icon|logo|referr?er|label|message|title|note")
_SHOWN = re.compile(r"label|title|description|message|detail|placeholder|text|tooltip|badge|caption|summary|status$")
"""Names of what people read."""
_MODEL_KEY = re.compile(r"(?<!from)(?<!by)(?<!for)model(?:name|id|arn|default|fallback)?$")
_MODEL_CALL = re.compile(
    r"^(?:(?:get|with|set|using|create|init|default|chat|text|language|image|embedding|completion|generative|responses|with_?default|add\w*)*"
    r"(?:chat|language|generative|embedding|textembedding|completion|image|reranking|transcription)?model(?:name|id)?|llm|completion|embedding|pipeline|frompretrained|"
    r"add\w*(?:chatcompletion|chatclient|embeddinggeneration|embeddinggenerator|textgeneration)|get(?:chat|embedding|image|audio|responses?)client|"
    r"textembedding)$"
)
"""Calls whose argument is a model's name."""
_WEAK_CALL = re.compile(
    r"^(?:(?:exec|run|chat|generate|stream|complete|ask|prompt|embed|rerank|transcribe|pull)\w*|using|agent|image|responses|extractor|new|generationrequest|(?:create|load|init)\w*(?:engine|llm|agent|pipeline)|"
    r"repo|withrevision|textmodelbuilder|(?:call|query|invoke|request|send|try)_?(?:to|with)?(?:ai|llm|model|gpt|openai|openrouter|deepseek|qwen|claude|gemini|bedrock|groq|chat|completion)(?:model|api|chat|completion|stream)?)$"
)
"""Calls that may be about anything else too, so the name must be a model's beyond doubt."""
_BARE_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:/[\w./-]*)?$")
_ADDRESS = re.compile(r"(?:ur[il]|host|endpoint|base|api)$")
"""Ends of names, in plain letters, of what is an address; which one, its host tells."""
_PROVIDERS = re.compile(r"(?:providers|providers?_?(?:configs|defaults|presets|map|table)|endpoints|backends|vendors)$", re.I)
_REGISTRY = re.compile(r"[\w-]+ ?[>|] ?([\w.:/@-]+)$")
_OPTION = re.compile(r"(--?[\w-]+)=([\w./:@-]+)$")
_PROPERTY = re.compile(r"\\?\$\{(?P<name>[\w.-]+):(?P<value>[^{}]+)\}$")


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a source file. Raises Unreadable for one that is too long or too deep."""
    language = LANGUAGES["." + file.name.rpartition(".")[2]]
    root = trees.parse(language, file.text)
    yield from _Source(file, clues, root).uses()


_DIGIT = re.compile(r"\d")


class _Source:
    def __init__(self, file: SourceFile, clues: Clues, root: Node) -> None:
        self.file, self.clues, self.root = file, clues, root
        self.told: set[int] = set()
        self.nodes = trees.by_kind(root, _WANTED)
        self.services = Services(
            clues,
            self._nodes(CALLS),
            self._nodes((*DECLARATIONS, "enum_assignment")),
            self._nodes(_FUNCTIONS),
            self._nodes(_NAMES),
            self._nodes(STRINGS),
        )

    def _nodes(self, kinds: Sequence[str]) -> list[Node]:
        """All nodes of some kinds in the order of the source."""
        return sorted(
            (one for kind in kinds for one in self.nodes.get(kind, ())), key=lambda one: (one.start_byte, -one.end_byte)
        )

    def uses(self) -> Iterator[Detection]:
        """Models by name and by constant, then the URLs that no model carries, then comments."""
        literals = [one for one in self._nodes(STRINGS) if one.parent is None or one.parent.type not in STRINGS]
        names = [one for one in self._nodes(_NAMES) if one.parent is None or one.parent.type not in _NAMES]
        known = [(node, self.services.value_of(node)) for node in names]
        for node, value in known:
            yield from self._reference(node, value, is_url=False)
            yield from self._environment(node)
        for node in literals:
            yield from self._literal(node, is_url=False)
        for node, value in known:
            if value is not None:
                yield from self._reference(node, value, is_url=True)
        for node in literals:
            yield from self._literal(node, is_url=True)
        yield from made.uses_of_bodies(self.file, self.clues, literals)
        yield from made.uses_of_products(self.file, self.clues, self.services)
        for node in self._nodes(_COMMENTS):
            yield from made.uses_of_comment(self.file, self.clues, node)

    # --- what may be a use ------------------------------------------------------------------------------------------------

    def _literal(self, node: Node, *, is_url: bool) -> Iterator[Detection]:
        text = self.services.filled(literal(node)[0]) or made.beginning(literal(node)[0])
        if node.start_byte in self.told or text is None or not 3 <= len(text) <= 300 or "\n" in text:
            return
        is_address = self.clues.is_url(text) or bool(
            _BARE_HOST.match(text) and "." in text.partition("/")[0] and self.clues.host(text)
        )
        option = _OPTION.match(text)
        is_other = " " in text or "$" in text or option is not None  # what only its place can tell to be a name
        if not is_other and (is_address != is_url or not (is_address or self.clues.could_be_model(text))):
            return
        place = syntax.place_of(node)
        if place.call is not None and (found := _REGISTRY.match(text)) and plain(callee(place.call)).endswith("model"):
            text = found[1]  # `registry.languageModel("provider > model")`
        if option and around.is_model_option(option[1]):  # `["--model=x"]`
            text, place = option[2], place._replace(key="model")
        if found := _PROPERTY.match(text):  # Spring's `${ai.model:deepseek-chat}`
            text = found["value"]
            place = place._replace(key=plain(re.split(r"[.]", found["name"])[-1]), state="default", is_passive=False, call=None)
        if is_address or self.clues.is_url(text):
            if is_url:
                yield from self._url(node, node, text, place)
        elif not is_url:
            yield from self._model(node, node, text, place)

    def _reference(self, node: Node, value: Node | None, *, is_url: bool) -> Iterator[Detection]:
        """A constant where a model or URL is expected: told at the literal that it stands for, its value."""
        if value is None:
            if not is_url:
                yield from self._sdk_constant(node)
            return
        if value.start_byte in self.told or value.start_byte == node.start_byte:
            return
        text = self.services.filled(literal(value)[0])
        if text is None or self.clues.is_url(text) != is_url:
            return
        place = syntax.place_of(node)
        if place.is_passive or not (place.key or place.call) or is_record(node, self.services):
            return  # what a record says of a constant says nothing of its use
        inner = syntax.place_of(value)
        place = place._replace(state="default" if "default" in (place.state, inner.state) else "active")
        if is_url:
            yield from self._url(node, value, text, place)
        else:
            yield from self._model(node, value, text, place)

    def _sdk_constant(self, node: Node) -> Iterator[Detection]:
        """A model by the constant that an SDK has for it: `Model: openai.GPT4oMini`."""
        text = trees.text_of(node)
        words = words_of(text) if _DIGIT.search(text) else ()
        if len(words) < 2 or not _DIGIT.search(words[-1]) or node.start_byte in self.told:
            return
        place = syntax.place_of(node)
        named = place.key or (plain(callee(place.call)) if place.call is not None else "")
        bare = re.sub(r"^(?:Chat)?Model_?", "", words[-1])
        if place.is_passive or not (named in MODEL_KEYS or _MODEL_KEY.search(named)) or not self.clues.knows(made.spelled(bare)):
            return
        self.told.add(node.start_byte)
        line, column = trees.place(node)
        service = self.services.around(node, place.call)
        yield self.clues.use(
            self.file, line, trees.text_of(node), column=column, model=words[-1], url=service.url, provider=service.provider, region=service.region,
            channel=service.channel, state=place.state, confidence="inferred", reason=f"{trees.text_of(node)} is an SDK's constant for the model",
        )  # fmt: skip

    def _environment(self, node: Node) -> Iterator[Detection]:
        """`model: process.env.X` without a default: something is used, and X says what."""
        name = re.fullmatch(r"(?:process\.env|import\.meta\.env|Deno\.env)\.(\w+)", trees.text_of(node))
        parent = node.parent
        if not name or parent is None or parent.type == "binary_expression":
            return
        if syntax.place_of(node).key == "model" and parent.type in ("pair", "arguments"):
            service = self.services.around(node)
            if service.url or service.provider:
                line, column = trees.place(node)
                if service.url_node is not None and service.url_node.start_point.row == node.start_point.row:
                    self.told.add(service.url_node.start_byte)
                yield self.clues.use(
                    self.file,
                    line,
                    trees.text_of(node),
                    column=column,
                    url=service.url,
                    provider=service.provider,
                    confidence="unresolved",
                    reason=f"{name[1]} is set outside this file",
                )

    def _model(self, where: Node, node: Node, text: str, place: Place) -> Iterator[Detection]:
        if not self.clues.could_be_model(text):
            return
        names = list(around.names_around(where))
        if not (place.key or place.call or names) or any(_DENIED.search(name) for name in names):
            return
        is_known = self.clues.knows(text)
        key = self._key(where, place, names)
        call = place.call if not place.key else None
        is_named = key in MODEL_KEYS or bool(_MODEL_KEY.search(key)) or (key == "modeltype" and self.clues.is_hub_id(text))
        is_named = is_named or (
            bool(place.call or (place.key and not _SHOWN.search(place.key))) and key_words.ends_as_model(place.setting)
        )
        service = self.services.around(where, call)
        is_deployment = not is_named and is_known and self._is_deployment(where, key, service)
        is_call = call is not None and not place.is_passive and self._is_model_call(call, text, service)
        in_table = is_known and self._is_table(where, names)
        is_sure = is_known or service.is_any
        if not is_deployment and not in_table and not ((is_call or (is_named and not place.is_passive)) and is_sure):
            return
        state: State = place.state
        if (in_table and not is_call) or is_record(where, self.services) or (not service.is_any and around.is_entry(where)):
            state = "capability"
        self.told.add(node.start_byte)
        if service.url_node is not None and state != "capability" and service.url_node.start_point.row == node.start_point.row:
            self.told.add(service.url_node.start_byte)
        reason = f"{callee(call)}(...)" if is_call and call is not None else f"the key {key} names the model"
        yield self._told(where, node, text, state, service, reason, key, "inferred" if is_deployment else "declared")

    def _url(self, where: Node, node: Node, text: str, place: Place) -> Iterator[Detection]:
        known = self.clues.host(text)
        names = list(around.names_around(where))
        if node.start_byte in self.told or place.is_passive or any(_DENIED.search(name) for name in names):
            return
        name = plain(callee(place.call)) if place.call is not None else ""
        is_key = bool(URL_KEY.search(place.key or name))
        service = self.services.around(where, place.call)
        is_key = is_key or (known is not None and _ADDRESS.search(place.key) is not None and not _LINK.search(place.key))
        is_ours = (
            is_key
            and not self.clues.is_local(text)
            and (service.is_client or made.is_set_up(self.services, where) or self.services.is_of_client(where))
        )
        if (not known and not is_ours) or (not is_key and not self.clues.is_url(text)):
            return
        state: State = place.state
        is_call = _HTTP.match(name) is not None or bool(URL_KEY.search(name)) or (place.call is not None and service.is_client)
        is_call = is_call or (place.call is not None and self.clues.is_asked(text) and not _LOOKS_AT.match(name))
        if any(_POSSIBLE_KEY.search(one) for one in names) or (
            not is_call
            and names
            and _POSSIBLE.search(names[-1])
            and around.is_data(place.top)
            and not (is_key and names[-1].endswith("ptions"))
        ):
            state = "capability"
        if not is_key and around.is_host_table(where):
            state = "capability"
        is_first = known is not None and known.provider.channel == "first-party-api" and bool(place.key)
        if not (is_key or is_call or state == "capability" or (is_first and not _LINK.search(place.key))):
            return
        self.told.add(node.start_byte)
        reason = f"the key {place.key or name} names the host" if is_key else "a URL of a known service"
        url = text if self.clues.is_url(text) else f"https://{text}"
        model = self.clues.model_in(text)
        yield self._told(where, node, model, state, Service(url=url), reason, "", "declared" if known else "inferred")

    def _told(
        self,
        where: Node,
        node: Node,
        model: str | None,
        state: State,
        service: Service,
        reason: str,
        key: str,
        confidence: Confidence,
    ) -> Detection:
        if state in ("active", "default"):
            state = "sample" if around.is_test(where) else "disabled" if around.is_off(where) else state
        if state in ("active", "default") and around.is_made_by_key(where):
            state = "capability"
        line, column = trees.place(node)
        text, quotes = literal(node)
        provider = service.provider
        if model and not service.is_any:
            is_bedrock = key == "foundationmodel" or (key in ("modelid", "modelarn") and self.services.has("aws-bedrock"))
            provider = "aws-bedrock" if is_bedrock else "azure-openai" if around.sibling(where, "format") == "OpenAI" else None
        if model and not service.url:
            provider = own_service(self.clues, provider, model)
        found = self.clues.use(
            self.file, line, model or text, column=column + quotes + max(0, text.find(model or text)), model=model, url=service.url, provider=provider,
            channel=service.channel or ("self-hosted" if self._is_served(where, service, reason) else None), region=service.region,
            state=state, confidence=confidence, reason=reason,
        )  # fmt: skip
        if model and found.region is None and found.channel == "managed-cloud":
            found = found._replace(region=self.services.only_region(found.provider))
        return found

    def _is_served(self, where: Node, service: Service, reason: str) -> bool:
        return not service.is_any and (
            plain(reason.removesuffix("(...)")) in ("pipeline", "frompretrained") or around.option_before(where) != ""
        )

    # --- what stands around -------------------------------------------------------------------------------------------------

    def _key(self, where: Node, place: Place, names: Sequence[str]) -> str:
        """What a value is called; `models: {chat: x}`, `model: {name: x}` and `"--model", x` call it a model too."""
        if around.option_before(where):
            return "model"
        if len(names) > 1 and plain(names[1]) in ("models", "model") and plain(names[0]) == place.key:
            return "model" if place.key not in ("version", "format", "label", "title", "description") else place.key
        if (
            len(names) > 1
            and key_words.is_role(place.key)
            and {"model", "models", "llm", "llms", "ai"} & set(key_words.words(names[1]))
        ):
            return "model"  # `AI_CONFIG = {primary: x, fallback: y}`
        if place.key in ("id", "name") and key_words.ends_as_model(around.taken_by(where)):
            return "model"  # `function getModel(id = x)`
        return place.key

    def _is_model_call(self, call: Node, text: str, service: Service) -> bool:
        name = callee(call)
        if _MODEL_CALL.match(plain(name)) or name in self.services.named or name in sdks.SHORT_FACTORIES:
            return True
        is_sure = bool(re.search(r"[-/:.\d]", text)) and self.clues.knows(text)
        if is_sure and syntax.place_of(call).key in MODEL_KEYS:  # `model: provider("x")`, where the provider is another file's
            return True
        return is_sure and (
            _WEAK_CALL.match(plain(name)) is not None or (service.is_client and self.services.class_of(call) is not None)
        )

    def _is_deployment(self, where: Node, key: str, service: Service) -> bool:
        """Whether a deployment's name is all that says which model it is: an Azure one, with no model beside."""
        if not (key.endswith("deploymentname") or key == "deployment") or not (
            "azure" in key or (service.provider or "").startswith("azure")
        ):
            return False
        above = where.parent
        while above is not None and above.type not in ("object", "arguments", "argument_list", "initializer_expression", "hash"):
            above = above.parent
        return above is None or not re.search(r"\bmodel(?:Id|Name)?[\"']?\s*[:=]", trees.text_of(above))

    def _is_table(self, node: Node, names: Sequence[str]) -> bool:
        """Whether a value stands in a list or table of what can be used."""
        table = names[-1] if names else ""
        if len(names) > 2 and _PROVIDERS.search(table) and around.is_data(node):  # `providers = {a: {url: x, models: [y]}}`
            return True
        return (bool(re.search(r"model", table, re.I)) and bool(_POSSIBLE.search(table))) or any(
            _POSSIBLE_KEY.search(name) and "model" in name.lower() for name in names
        )
