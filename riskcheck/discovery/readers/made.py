"""What a source file makes and does not finish: clients set up member by member, factories called with a model that another file
knows, URLs whose end is filled in at run time, and lines that are commented out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from riskcheck.discovery import providers, sdks, trees
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, State
from riskcheck.discovery.readers import around
from riskcheck.discovery.readers.grammar import CALLS, DECLARATIONS, STATEMENTS, STRINGS, arguments, callee
from riskcheck.discovery.readers.services import Services

_SET_UP = re.compile(r"(?:Config|Configuration|Options|Settings|Client)$")
"""Ends of the names of an SDK's calls that make what a client is set up with: `openai.DefaultConfig`."""
_FACTORY = re.compile(r"create[A-Z]\w+$")
_BRANCHES = ("switch_case", "switch_default")
_COMMENTED = re.compile(
    r"""(?:model\w*|baseURL|base_url)["']?\s*[:=(]\s*["'`]([^"'`]+)["'`]|\(["'`]([\w.-]+/[\w.:-]+)["'`]\)""", re.I
)

_BODY = re.compile(r"""[^\w{}]{0,8}\{[\s\S]*?\\?"model\\?"\s*:\s*\\?"(?P<id>[\w./:@-]+)\\?\"""")
_ASKS = re.compile(r"""\\?"(?:messages|prompt|input|inputs|contents|stream|temperature|max_tokens)\\?"\s*:""")
_ANSWERS = re.compile(r"""\\?"(?:choices|usage|object|created|finish_reason)\\?"\s*:""")


def spelled(constant: str) -> str:
    """A model's name as its constant in an SDK stands for it: `GPT3Dot5Turbo` is GPT-3.5-Turbo."""
    dotted = re.sub(r"(?<=\d)Dot(?=\d)", ".", constant)
    return re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Z])", "-", dotted) if dotted != constant else constant.replace("_", "-")


def beginning(text: str) -> str | None:
    """The part of a URL before what is filled in at run time, where that is not its host."""
    found = re.match(r"https?://[\w.-]+(?::\d+)?/[^\s$#{}]*(?=[$#]\{)", text)
    return found[0] if found else None


def is_set_up(services: Services, node: Node) -> bool:
    """Whether a value is assigned to a member of what an SDK gives to set its client up: `config.BaseURL = "https://..."`."""
    above = node.parent
    while above is not None and above.type not in DECLARATIONS and above.type not in STATEMENTS and above.type not in CALLS:
        above = above.parent
    left = above.child_by_field_name("left") if above is not None else None
    words = re.findall(r"\w+", trees.text_of(left)) if left is not None else []
    value = services.constants.get(words[0]) if len(words) == 2 else None
    if value is None or value.type not in CALLS:
        return False
    library = re.match(r"\w+", trees.text_of(value))
    return bool(_SET_UP.search(callee(value))) and library is not None and library[0].upper() in providers.VARIABLES


def uses_of_products(file: SourceFile, clues: Clues, services: Services) -> Iterator[Detection]:
    """A provider that a factory makes and that is asked for a model of another file at once: `createDeepSeek({apiKey})(id)`."""
    for call in services.calls:
        made = call.child_by_field_name("function")
        if made is None or made.type not in CALLS or not _FACTORY.match(callee(made)):
            continue
        provider, given = sdks.CLASSES.get(callee(made)), arguments(call)
        if provider is None or len(given) != 1 or given[0].type in STRINGS or services.value_of(given[0]) is not None:
            continue
        service = services.around(made, made)
        url = service.url or (clues.implied_url(provider) if service.provider else None)
        if url is None:
            continue
        line, column = trees.place(made)
        is_one_of_many = _is_branch(made) or around.is_made_by_key(made)
        yield clues.use(
            file, line, callee(made), column=column, url=url, confidence="unresolved",
            state="capability" if is_one_of_many else "disabled" if around.is_off(made) else "active",
            reason=f"{trees.text_of(given[0])[:60]} is not known in this file",
        )  # fmt: skip


def _is_branch(node: Node) -> bool:
    above = node.parent
    while above is not None and not above.type.startswith(("function_", "method_")):
        if above.type in _BRANCHES:
            return True
        above = above.parent
    return False


def uses_of_bodies(file: SourceFile, clues: Clues, literals: Sequence[Node]) -> Iterator[Detection]:
    """Requests that are written out in a string: `"{\\"model\\": \\"x\\", \\"messages\\": []}"`."""
    for node in literals:
        text = trees.text_of(node)
        found = _BODY.match(text) if '"model' in text or 'model\\"' in text else None
        if found is None or not clues.knows(found["id"]) or not _ASKS.search(text) or _ANSWERS.search(text):
            continue
        before = text[: found.start("id")]
        line = node.start_point.row + 1 + before.count("\n")
        state: State = "sample" if around.is_test(node) else "disabled" if around.is_off(node) else "active"
        yield clues.use(file, line, found["id"], model=found["id"], state=state, reason="a request's body names the model")


def uses_of_comment(file: SourceFile, clues: Clues, node: Node) -> Iterator[Detection]:
    """Models and hosts in lines that are commented out."""
    for number, text in enumerate(trees.text_of(node).split("\n")):
        for found in _COMMENTED.finditer(text):
            value = found[1] or found[2]
            line = node.start_point.row + 1 + number
            if clues.knows(value):
                yield clues.use(file, line, value, model=value, state="commented", reason="in a comment")
            elif clues.is_url(value) and clues.host(value):
                yield clues.use(file, line, value, url=value, state="commented", reason="in a comment")
