"""JavaScript, TypeScript and the other languages: string literals, by what stands around them in the syntax tree.

A literal counts where a key, an argument or a callee says that it names a model or a base URL. Constants are followed
one assignment away, `??` and `||` make a default, environment variables without one stay unresolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from riskcheck.discovery import sdks, trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.meaning import MODEL_KEYS, plain

LANGUAGES = {
    ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript", ".ts": "typescript", ".mts": "typescript",
    ".cts": "typescript", ".tsx": "tsx", ".go": "go", ".java": "java", ".cs": "csharp", ".rs": "rust", ".rb": "ruby", ".php": "php",
    ".kt": "kotlin", ".kts": "kotlin",
}  # fmt: skip
"""By file ending."""

_STRINGS = (
    "string",
    "string_literal",
    "interpreted_string_literal",
    "raw_string_literal",
    "encapsed_string",
    "template_string",
    "verbatim_string_literal",
    "line_string_literal",
)
_COMMENTS = ("comment", "line_comment", "block_comment")
_NAMES = ("identifier", "member_expression", "shorthand_property_identifier")
_FACTORIES = ("call_expression", "new_expression", "object_creation_expression")
_DECLARATIONS = (
    "variable_declarator", "const_spec", "var_spec", "const_item", "static_item", "assignment", "property_declaration",
    "assignment_expression", "short_var_declaration", "public_field_definition", "let_declaration",
)  # fmt: skip
_WANTED = frozenset((*_STRINGS, *_COMMENTS, *_NAMES, *_FACTORIES, *_DECLARATIONS))
_CALLS = (
    "call_expression", "new_expression", "method_invocation", "invocation_expression", "object_creation_expression", "member_call_expression",
)  # fmt: skip
_URL_KEYS = frozenset(
    "baseurl apibase endpoint openaiapibase url apiurl baseuri host apiendpoint withbaseurl setbaseurl serviceendpoint uribase".split()
)
_CALLS_WITH_MODEL = frozenset(
    "model chatmodel languagemodel llm modelname withmodel setmodel modelid completion embedding pipeline frompretrained fromPretrained addazureopenaichatcompletion addopenaichatcompletion".lower().split()
)
_DENIED = re.compile(r"ignore|deny|denied|block|exclude|forbidden|unsupported|banned", re.I)
_POSSIBLE = re.compile(
    r"allow|supported|available|pricing|prices|costs|catalog|registry|choices|MODELS$|models$|hosts$|endpoints$|providers$|options$|limits",
    re.I,
)


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in a source file. Raises Unreadable for one that is too long or too deep."""
    language = LANGUAGES["." + file.name.rpartition(".")[2]]
    root = trees.parse(language, file.text)
    yield from _Source(file, clues, root).uses()


class _Source:
    def __init__(self, file: SourceFile, clues: Clues, root: Node) -> None:
        self.file, self.clues, self.root = file, clues, root
        self.constants: dict[str, Node] = {}
        self.factories: dict[str, tuple[str | None, str | None]] = {}
        self.told: set[int] = set()
        self.nodes = trees.by_kind(root, _WANTED)
        self.calls = self._nodes(_FACTORIES)
        for node in self._nodes(_DECLARATIONS):
            self._remember(node)

    def _nodes(self, kinds: Sequence[str]) -> list[Node]:
        """All nodes of some kinds in the order of the source."""
        return sorted(
            (one for kind in kinds for one in self.nodes.get(kind, ())), key=lambda one: (one.start_byte, -one.end_byte)
        )

    def _calls_in(self, node: Node) -> Iterator[Node]:
        for at in range(bisect_left(self.calls, node.start_byte, key=lambda one: one.start_byte), len(self.calls)):
            if self.calls[at].start_byte >= node.end_byte:
                return
            yield self.calls[at]

    def _remember(self, node: Node) -> None:
        name = node.child_by_field_name("name") or node.child_by_field_name("left") or node.child_by_field_name("pattern")
        value = node.child_by_field_name("value") or node.child_by_field_name("right")
        if value is None:
            value = next((one for one in reversed(node.named_children) if one != name), None)
        if name is None:
            name = node.named_children[0] if node.named_children else None
        if name is None or value is None:
            return
        label = re.split(r"[.\s]", trees.text_of(name).strip("$"))[-1]
        self.constants.setdefault(label, value)
        if node.type not in ("variable_declarator", "assignment_expression", "public_field_definition"):
            return
        factory = next(
            (
                one
                for one in self._calls_in(value)
                if _callee(one) in sdks.CLASSES or "create" in _callee(one) or _callee(one).endswith("OpenAI")
            ),
            None,
        )
        if factory is not None:
            url = next(
                (self._text(one)[0] for one in trees.every(factory, *_STRINGS) if self.clues.is_url(self._text(one)[0])), None
            )
            provider = sdks.CLASSES.get(_callee(factory))
            if provider or url:
                self.factories[label] = (provider, url)

    def _text(self, node: Node) -> tuple[str, int]:
        """A literal's text and how many characters of quotes stand before it."""
        raw = trees.text_of(node)
        found = re.match(r"""^(?:[@$rbf]*)(\"\"\"|["'`]|#*["])""", raw)
        if not found:
            return raw, 0
        quotes = len(found.group(0))
        return raw[quotes : len(raw) - len(found[1])], quotes

    def uses(self) -> Iterator[Detection]:
        """Names that stand for literals, then literals where they mean something, then comments."""
        for node in self._nodes(_NAMES):
            yield from self._environment(node) if node.type == "member_expression" else self._reference(node)
        for node in self._nodes(_STRINGS):
            if node.parent is None or node.parent.type not in _STRINGS:
                yield from self._literal(node)
        for node in self._nodes(_COMMENTS):
            yield from self._comment(node)

    # --- one literal ------------------------------------------------------------------------------------------------------

    def _literal(self, node: Node) -> Iterator[Detection]:
        text, _ = self._text(node)
        if node.start_byte in self.told or not 3 <= len(text) <= 300 or "\n" in text:
            return
        if "${" in text or "#{" in text:
            resolved = re.sub(r"[$#]\{(?:this\.)?(\w+)\}", lambda m: self._constant(m[1]) or m[0], text)
            if "{" in resolved:
                return
            text = resolved
        if self.clues.is_url(text):
            yield from self._url(node, text)
        else:
            yield from self._model(node, node, text)

    def _constant(self, name: str) -> str | None:
        value = self.constants.get(name)
        return self._text(value)[0] if value is not None and value.type in _STRINGS else None

    def _reference(self, node: Node) -> Iterator[Detection]:
        """A constant where a model or URL is expected: told at the literal that it stands for."""
        if (
            node.type == "identifier"
            and node.parent is not None
            and node.parent.type in ("variable_declarator", "import_specifier")
        ):
            return
        value = self.constants.get(trees.text_of(node))
        if value is None:
            return
        literal = (
            value
            if value.type in _STRINGS
            else next(iter(trees.every(value, *_STRINGS)), None)
            if value.type in ("binary_expression", "expression_list", "as_expression")
            else None
        )
        if literal is None or literal.start_byte in self.told:
            return
        key, callee = self._key(node), self._call(node)
        if key in MODEL_KEYS or (callee and self._is_model_call(callee)):
            yield from self._model(node, literal, self._text(literal)[0])
        elif key in _URL_KEYS and self.clues.is_url(self._text(literal)[0]):
            yield from self._url(literal, self._text(literal)[0])

    def _environment(self, node: Node) -> Iterator[Detection]:
        """`model: process.env.X` without a default: something is used, and X says what."""
        name = re.fullmatch(r"(?:process\.env|import\.meta\.env|Deno\.env)\.(\w+)", trees.text_of(node))
        parent = node.parent
        if not name or parent is None or parent.type == "binary_expression":
            return
        if self._key(node) == "model" and parent.type in ("pair", "arguments"):
            url, provider = self._around(node)
            if url or provider:
                line, column = trees.place(node)
                yield self.clues.use(
                    self.file,
                    line,
                    trees.text_of(node),
                    column=column,
                    url=url,
                    provider=provider,
                    confidence="unresolved",
                    reason=f"{name[1]} is set outside this file",
                )

    def _model(self, where: Node, literal: Node, text: str) -> Iterator[Detection]:
        if not self.clues.could_be_model(text):
            return
        key, call = self._key(where), self._call(where)
        table = self._table(where)
        if _DENIED.search(table) or self._is_denied(where):
            return
        is_call = call is not None and self._is_model_call(call)
        named = key in MODEL_KEYS or (key and re.search(r"model(?:name|id)?$", key) is not None)
        is_known = self.clues.knows(text)
        in_table = bool(re.search(r"model", table, re.I)) and _POSSIBLE.search(table) is not None
        url, provider = self._around(where, call)
        if (
            not (is_call and (is_known or provider or url))
            and not (named and (is_known or provider or url))
            and not (in_table and is_known)
        ):
            return
        state: State = (
            "default"
            if (literal.parent is not None and literal.parent.type == "binary_expression")
            or (where.parent is not None and where.parent.type == "binary_expression")
            else "active"
        )
        if in_table and not is_call:
            state = "capability"
        self.told.add(literal.start_byte)
        line, column = trees.place(literal)
        channel = "self-hosted" if call is not None and plain(_callee(call)) in ("pipeline", "frompretrained") else None
        yield self.clues.use(
            self.file, line, text, column=column + self._text(literal)[1], model=text, url=url, provider=provider, channel=channel, state=state,
            reason=f"{_callee(call)}(...)" if is_call and call is not None else f"the key {key} names the model",
        )  # fmt: skip

    def _url(self, node: Node, text: str) -> Iterator[Detection]:
        known = self.clues.host(text)
        key, table = self._key(node), self._table(node)
        if _DENIED.search(table) or node.start_byte in self.told:
            return
        if not known or self._has_model_beside(node):
            return
        call = self._call(node)
        state: State = "capability" if _POSSIBLE.search(table) and call is None else "active"
        if node.parent is not None and node.parent.type == "binary_expression":
            state = "default"
        if (
            key in _URL_KEYS
            or (
                call is not None
                and plain(_callee(call)) in ("fetch", "post", "get", "axios", "request", "newrequest", "create", "withbaseurl")
            )
            or known.provider.channel == "first-party-api"
            or state == "capability"
        ):
            self.told.add(node.start_byte)
            line, column = trees.place(node)
            yield self.clues.use(
                self.file,
                line,
                text,
                column=column + self._text(node)[1],
                url=text,
                state=state,
                reason=f"the key {key} names the host" if key in _URL_KEYS else "a URL of a known service",
            )

    # --- what stands around ---------------------------------------------------------------------------------------------------

    def _key(self, node: Node) -> str:
        """The name that a value is given to: a property, a keyword, a variable, a field."""
        one, above = node, node.parent
        while above is not None and above.type in (
            "binary_expression",
            "expression_list",
            "parenthesized_expression",
            "array",
            "literal_element",
            "as_expression",
            "satisfies_expression",
            "await_expression",
            "unary_expression",
        ):
            one, above = above, above.parent
        if above is None:
            return ""
        if above.type in (
            "pair",
            "keyed_element",
            "named_argument",
            "argument",
            "value_argument",
            "hash_pair",
            "field_initializer",
            "array_element_initializer",
            "property_assignment",
            "assignment_expression",
            "assignment",
            "variable_declarator",
            "const_spec",
            "var_spec",
            "const_item",
            "public_field_definition",
            "property_declaration",
            "short_var_declaration",
            "let_declaration",
            "static_item",
            "assignment_statement",
            "expression_statement",
        ):
            first = (
                above.child_by_field_name("key")
                or above.child_by_field_name("name")
                or above.child_by_field_name("left")
                or (above.named_children[0] if above.named_children else None)
            )
            if first is not None and first != one:
                return plain(re.split(r"[.\s>]", trees.text_of(first).strip("\"'$:"))[-1])
        return ""

    def _call(self, node: Node) -> Node | None:
        """The call that a value is a direct argument of."""
        above = node.parent
        while above is not None and above.type in (
            "binary_expression",
            "parenthesized_expression",
            "arguments",
            "argument_list",
            "argument",
            "value_arguments",
            "value_argument",
            "call_suffix",
            "unary_expression",
            "reference_expression",
        ):
            above = above.parent
        return (
            above
            if above is not None
            and above.type
            in (
                "call_expression",
                "new_expression",
                "method_invocation",
                "invocation_expression",
                "object_creation_expression",
                "call",
                "method_call_expression",
                "member_call_expression",
                "scoped_call_expression",
                "function_call_expression",
            )
            else None
        )

    def _is_model_call(self, call: Node) -> bool:
        name = _callee(call)
        return plain(name) in _CALLS_WITH_MODEL or name in self.factories or name in _SHORT_FACTORIES

    def _of_call(self, call: Node) -> tuple[str | None, str | None] | None:
        name = _callee(call)
        if name in _SHORT_FACTORIES and name not in self.factories:
            return None, _SHORT_FACTORIES[name]
        root = re.split(r"[.\s(]", trees.text_of(call).removeprefix("this.").removeprefix("await "))[0]
        for label in (name, root):
            if label in self.factories:
                provider, url = self.factories[label]
                return url, provider
        return None

    def _around(self, node: Node, call: Node | None = None) -> tuple[str | None, str | None]:
        """Base URL and provider: of the factory that is called, of the object beside, of the client whose method is called."""
        if call is not None and (told := self._of_call(call)) is not None:
            return told
        above = node.parent
        while above is not None:
            told = None
            if above.type in _CALLS:
                told = self._of_client(above)
            elif above.type in ("object", "composite_literal", "literal_value"):
                told = self._of_object(above)
            if told is not None:
                return told
            above = above.parent
        return None, None

    def _of_client(self, call: Node) -> tuple[str | None, str | None] | None:
        root = re.split(r"[.\s(!?]", trees.text_of(call).removeprefix("await ").removeprefix("this."))[0]
        if root in self.factories:
            provider, url = self.factories[root]
            return url, provider
        if _callee(call) in sdks.CLASSES:
            urls = (self._text(one)[0] for one in trees.every(call, *_STRINGS))
            return next((one for one in urls if self.clues.is_url(one)), None), sdks.CLASSES[_callee(call)]
        return None

    def _of_object(self, node: Node) -> tuple[str | None, str | None] | None:
        for one in node.named_children:
            if plain(trees.text_of(one).split(":")[0].strip("\"' ")) in _URL_KEYS:
                for literal in trees.every(one, *_STRINGS):
                    if self.clues.is_url(self._text(literal)[0]):
                        self.told.add(literal.start_byte)
                        return self._text(literal)[0], None
        return None

    def _has_model_beside(self, node: Node) -> bool:
        """Whether a factory at this URL is later called with a model, which then carries the host."""
        for name, (_, url) in self.factories.items():
            if url == self._text(node)[0]:
                source = self.file.text
                if re.search(rf"\b{re.escape(name)}\s*\(\s*[\"'`]", source) or re.search(
                    rf"\b{re.escape(name)}\.[\w.]+\(\s*\{{[^}}]*model", source, re.S
                ):
                    return True
        return False

    def _table(self, node: Node) -> str:
        above = node.parent
        while above is not None:
            if above.type in (
                "variable_declarator",
                "const_spec",
                "var_spec",
                "const_item",
                "static_item",
                "public_field_definition",
                "property_declaration",
                "variable_declaration",
                "field_declaration",
                "assignment",
            ):
                name = (
                    above.child_by_field_name("name")
                    or above.child_by_field_name("left")
                    or above.child_by_field_name("declarator")
                    or (above.named_children[0] if above.named_children else None)
                )
                return trees.text_of(name).split("=")[0].strip() if name is not None else ""
            if above.type in ("call_expression", "statement_block", "block"):
                return ""
            above = above.parent
        return ""

    def _is_denied(self, node: Node) -> bool:
        above = node.parent
        while above is not None:
            if above.type == "pair":
                key = above.child_by_field_name("key")
                if key is not None and _DENIED.search(trees.text_of(key)):
                    return True
            above = above.parent
        return False

    def _comment(self, node: Node) -> Iterator[Detection]:
        for number, text in enumerate(trees.text_of(node).split("\n")):
            for found in re.finditer(
                r"""(?:model\w*|baseURL|base_url)["']?\s*[:=(]\s*["'`]([^"'`]+)["'`]|\(["'`]([\w.-]+/[\w.:-]+)["'`]\)""",
                text,
                re.I,
            ):
                value = found[1] or found[2]
                line = node.start_point.row + 1 + number
                if self.clues.knows(value):
                    yield self.clues.use(self.file, line, value, model=value, state="commented", reason="in a comment")
                elif self.clues.is_url(value) and self.clues.host(value):
                    yield self.clues.use(self.file, line, value, url=value, state="commented", reason="in a comment")


_SHORT_FACTORIES = {
    # provider objects of the AI SDK, called with a model's name
    "deepseek": "deepseek-api", "alibaba": "alibaba-model-studio-intl", "qwen": "alibaba-model-studio-intl", "moonshotai": "moonshot-api",
    "zhipu": "bigmodel", "minimax": "minimax-api", "openai": "openai-api", "anthropic": "anthropic-api", "google": "gemini-api",
    "bedrock": "aws-bedrock", "azure": "azure-openai", "mistral": "mistral-api", "groq": "groq", "xai": "xai-api", "openrouter": "openrouter",
    "togetherai": "together", "fireworks": "fireworks", "vertex": "vertex-ai", "gateway": "vercel-ai-gateway",
}  # fmt: skip


def _callee(call: Node) -> str:
    """The last name of what is called."""
    callee = (
        call.child_by_field_name("function") or call.child_by_field_name("constructor") or call.child_by_field_name("name")
        or call.child_by_field_name("type") or call.child_by_field_name("method") or (call.named_children[0] if call.named_children else None)
    )  # fmt: skip
    if callee is None:
        return ""
    words = re.findall(r"\w+", re.sub(r"<.*>", "", trees.text_of(callee)[-120:]))
    return words[-1] if words else ""
