"""Texts in Python that other programs read: commands, queries, ARNs, lists of models, and comments."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from riskcheck.discovery.detection import Detection, State
from riskcheck.discovery.readers import command_lines, shell
from riskcheck.discovery.readers import python_places as places
from riskcheck.discovery.readers import python_tables as tables
from riskcheck.discovery.readers.options import Word
from riskcheck.discovery.readers.python_module import Client, Module
from riskcheck.discovery.readers.python_values import Found

_COMMAND = re.compile(
    r"\b(?:vllm\s+serve|vllm\.entrypoints|sglang\.launch_server|sglang\s+serve|ollama\s+(?:run|pull|create)|(?:huggingface-cli|hf|modelscope)\s+"
    r"download|text-generation-launcher|text-embeddings-router|llama-server|llama-cli|trtllm-serve|lmdeploy\s+serve|mlx_lm\.\w+\s+-)"
)
_PROSE = re.compile(r"help|usage|doc|desc|example|epilog|message|readme|instruction|hint|note|prompt|comment", re.I)
"""What a text is called that people read."""
_SERVED = re.compile(r"--(?:model|model-path|model-id|hf-repo)(?:=|$)")
_CHOICES = 300
"""How many rows a table of choices has at most: longer ones are data."""
_ARN = re.compile(r"^arn:aws[\w-]*:bedrock:[^:]*:[^:]*:(?:foundation-model|inference-profile)/(?P<id>[\w.:-]+)$")


def of_words(it: Module, node: ast.List | ast.Set | ast.Tuple) -> Iterator[Detection]:
    """A command as a list of its words: of a subprocess or of a container."""
    if isinstance(node, ast.Set) or len(node.elts) < 2:
        return
    values = [it.names.value(one) for one in node.elts]
    words = [_word(one, raw) for one, raw in zip(values, node.elts, strict=True)]
    texts = [one[0] for one in words]
    is_server = texts[0].startswith("-") and any(_SERVED.match(one) for one in texts)
    if not is_server and not _COMMAND.search(" ".join(texts)) and not any(command_lines.is_server_image(one) for one in texts):
        return
    held = {(one.node.lineno, one.node.col_offset + 2): one for one in values if one is not None}
    for use in command_lines.uses_of_words(it.file, it.clues, words, {}, is_server=is_server):
        source = held.get((use.line, use.column))
        if source is not None and it.is_told(source.node):
            continue
        if use.confidence == "unresolved" and is_server:  # anybody's options: nothing says that models are served
            continue
        if source is not None:
            it.told.add((source.node.lineno, source.node.col_offset))
        state = places.state_of(it.names, node, source.state if source is not None else "active")
        yield use._replace(state=state) if use.state == "active" else use


def of_text(it: Module, node: ast.Constant) -> Iterator[Detection]:
    """A shell command or an ARN in a string that is neither prose nor told already."""
    found = it.names.value(node)
    if found is None or it.is_told(node):
        return
    is_talk = places.is_talk(it.names, node)
    if not is_talk and (arn := _ARN.match(found.text)) is not None and it.knows(arn["id"]):
        allowed = places.is_permission(it.names, node)
        if allowed != "denied":
            state: State = "capability" if allowed else places.state_of(it.names, node, "active")
            yield it.detection(found, found.text, Client("aws-bedrock"), state, "the ARN of a model")
    elif (query := tables.SQL_CALL.search(found.text)) is not None:
        yield it.detection(found, query["id"], Client(), places.state_of(it.names, node, "active"), "called by a query")
    elif _COMMAND.search(found.text) and (places.is_run(it.names, node) or (not is_talk and places.is_handed_on(it.names, node))):
        if any(_PROSE.search(one) for one in places.names_above(it.names, node)):
            return
        for use in shell.uses_of_script(it.file, it.clues, found.text, node.lineno):
            if use.confidence != "unresolved":
                yield use._replace(state=places.state_of(it.names, node, "active"), column=it.file.find_on(use.line, use.text))


def of_list(it: Module, node: ast.List | ast.Set | ast.Tuple) -> Iterator[Detection]:
    """A list of models, or a row of a table with one or with a host: a possibility, unless its name says that they are refused."""
    above = places.names_above(it.names, node)
    if any(tables.DENIED.search(one) for one in above) or isinstance(it.names.parents.get(node), ast.Compare):
        return
    table = next((one for one in above if re.search(r"model", one, re.I)), "")
    rows = places.rows_like(it.names, it.names.parents.get(node), "tuple") if isinstance(node, ast.Tuple) else 0
    if not table and max(rows, len(node.elts)) > _CHOICES:
        return
    strings = [one for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str) and not it.is_told(one)]
    texts = [Found(str(one.value), one) for one in strings]
    known = [one for one in texts if it.knows(one.text)]
    if not table:
        sure = [one for one in known if re.search(r"\w/\w|[a-z]-?\d", one.text)]
        known = sure if rows > 1 else known if 1 < len(known) > len(texts) / 2 else []
        for one in texts if rows > 1 else ():
            if it.clues.is_url(one.text) and it.clues.host(one.text):
                yield it.detection(one, None, Client(url=one), "capability", "a row of a table")
    for one in known:
        yield it.detection(one, one.text, Client(), "capability", f"{table or 'a table'} lists models")


def of_address(it: Module, node: ast.Constant) -> Iterator[Detection]:
    """The URL of a request that nothing else told of: a possibility, for who sends one there is not seen."""
    if not isinstance(node.value, str) or it.is_told(node) or not it.clues.is_asked(node.value) or not it.clues.host(node.value):
        return
    above = places.names_above(it.names, node)
    if places.is_talk(it.names, node) or any(tables.DENIED.search(one) or _PROSE.search(one) for one in above):
        return
    if re.fullmatch(r"https?://\S+", node.value) and not isinstance(it.names.parents.get(node), ast.JoinedStr):
        found = Found(node.value, node)
        yield it.detection(found, it.clues.model_in(node.value), Client(url=found), "capability", "the URL of a request")


def of_comments(it: Module) -> Iterator[Detection]:
    """Models and hosts in lines that are commented out."""
    for number, text in enumerate(it.file.lines, 1):
        found = re.match(
            r"""^\s*#\s*.*?(?:model(?:_?name|_?id|_?path)?|from_pretrained|base_url|api_base|repo_id)["']?\s*[=(:]\s*["']([^"']+)["']""",
            text,
            re.I,
        )
        if found is None:
            continue
        value, column = found[1], found.start(1) + 1
        if (model := it.named_by(value)) is not None:
            yield it.clues.use(it.file, number, value, column=column, model=model, state="commented", reason="in a comment")
        elif it.clues.is_url(value) and it.clues.host(value):
            yield it.clues.use(it.file, number, value, column=column, url=value, state="commented", reason="in a comment")


def _word(found: Found | None, node: ast.expr) -> Word:
    """A word of a command with its place; a variable for one that is not known, and `python` for the running one."""
    if found is not None and not found.missing:
        return found.text, found.node.lineno, found.node.col_offset + 2
    name = re.sub(r"\W", "_", found.missing or "") if found is not None else "value"
    text = "python" if name == "executable" else f"${name or 'value'}"
    return text, node.lineno, node.col_offset + 2
