"""Emacs Lisp: what editors' packages are told, by the variables that a form sets and the keywords of the backends it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Union

from riskcheck.discovery import providers, variables
from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.key_words import MODEL_KEYS, plain

_TOKEN = re.compile(r""";[^\n]*|"(?:\\.|[^"\\])*"|#?['`,]@?|[()\[\]]|\?\\?.|[^\s()\[\]"';`,]+""", re.S)
_BACKEND = re.compile(r"^(?:gptel-make|make-llm|gptel-backend|llm-make|ellama|chatgpt-shell-make)(?:-([\w]+))?")
_MOST_DEPTH = 400


class Atom(NamedTuple):
    """A symbol, keyword or string, and where it begins."""

    text: str
    offset: int
    is_string: bool = False


Form = Union[Atom, "list[Form]"]


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """Every use in an Emacs Lisp file. Raises Unreadable for one that is nested too deeply."""
    forms, comments = _parse(file.text)
    waiting = list(forms)
    while waiting:
        form = waiting.pop(0)
        if isinstance(form, list):
            yield from _Form(file, clues, form).uses()
            waiting[:0] = form
    for one in comments:
        for found in re.finditer(r'"(https?://[^"]+|[\w-]+(?:\.[\w-]+)+)"', one.text):
            if clues.host(found[1]):
                line, column = file.place(one.offset + found.start(1))
                yield clues.use(file, line, found[1], column=column, url=_url(found[1]), state="commented", reason="in a comment")


def _parse(text: str) -> tuple[list[Form], list[Atom]]:
    top: list[Form] = []
    stack, comments = [top], []
    for found in _TOKEN.finditer(text):
        word = found.group(0)
        if word.startswith(";"):
            comments.append(Atom(word, found.start()))
        elif word in ("(", "["):
            inner: list[Form] = []
            stack[-1].append(inner)
            stack.append(inner)
            if len(stack) > _MOST_DEPTH:
                raise Unreadable("nested too deeply")
        elif word in (")", "]"):
            if len(stack) > 1:
                stack.pop()
        elif word.startswith('"'):
            stack[-1].append(Atom(word[1:-1], found.start() + 1, True))
        elif not re.fullmatch(r"#?['`,]@?", word):
            stack[-1].append(Atom(word, found.start()))
    return top, comments


class _Form:
    def __init__(self, file: SourceFile, clues: Clues, form: Sequence[Form]) -> None:
        self.file, self.clues, self.form = file, clues, form
        self.head = form[0].text if form and isinstance(form[0], Atom) else ""

    def uses(self) -> Iterator[Detection]:
        """What this form says itself, not the forms inside it."""
        named, value = (self.form[1], self.form[2]) if len(self.form) > 2 else (None, None)
        if self.head == "setenv" and isinstance(named, Atom) and isinstance(value, Atom):
            line, column = self.file.place(value.offset)
            yield from variables.uses_of_variable(self.file, self.clues, named.text, value.text, line, {}, column=column)
            return
        url = next(
            (two.text for one, two in self._pairs() if one in (":host", ":url", ":base-url") and isinstance(two, Atom)), None
        )
        backend = _BACKEND.match(self.head)
        service = providers.VARIABLES.get((backend[1] or "").upper()) if backend else None
        for key, value in self._pairs():
            yield from self._pair(key, value, url, service, bool(backend))
        if service and not url and isinstance(self.form[0], Atom):
            line, column = self.file.place(self.form[0].offset)
            yield self.clues.use(
                self.file, line, self.head, column=column, provider=service, state="capability", confidence="inferred",
                reason=f"{self.head} makes the service available",
            )  # fmt: skip

    def _pairs(self) -> Iterator[tuple[str, Form]]:
        """Keywords and variables with what stands behind them: `:model "x"`, `(setq gptel-model 'x)`, `(gptel-model 'x)`."""
        for one, two in zip(self.form, self.form[1:], strict=False):
            if isinstance(one, Atom) and not one.is_string:
                yield one.text, two

    def _pair(self, key: str, value: Form, url: str | None, service: str | None, is_backend: bool) -> Iterator[Detection]:
        name = plain(key)
        if isinstance(value, list):
            if name.endswith("models"):
                for one in value:
                    if isinstance(one, Atom) and self.clues.knows(one.text):
                        line, column = self.file.place(one.offset)
                        yield self.clues.use(
                            self.file,
                            line,
                            one.text,
                            column=column,
                            model=one.text,
                            state="capability",
                            reason=f"{key} lists what can be chosen",
                        )
            return
        line, column = self.file.place(value.offset)
        is_url = name in ("host", "url", "baseurl", "endpoint") or name.endswith(("baseurl", "apibase", "apiurl", "endpoint"))
        if value.is_string and is_url and self.clues.host(value.text):
            yield self.clues.use(self.file, line, value.text, column=column, url=_url(value.text), reason=f"{key} names the host")
        elif (name in MODEL_KEYS or name.endswith(("model", "modelname"))) and self.clues.could_be_model(value.text):
            if self.clues.knows(value.text) or (is_backend and value.is_string):
                yield self.clues.use(
                    self.file, line, value.text, column=column, model=value.text, url=_url(url) if url else None, provider=service,
                    channel="self-hosted" if "ollama" in self.head else None, reason=f"{key} names the model",
                )  # fmt: skip


def _url(text: str) -> str:
    return text if "://" in text else f"https://{text}"
