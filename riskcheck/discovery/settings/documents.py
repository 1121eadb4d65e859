"""Documents inside values: settings, scripts, programs and units that a configuration holds as text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.formats.json_text import of_json
from riskcheck.discovery.formats.pairs import of_pairs
from riskcheck.discovery.formats.toml_tables import of_toml
from riskcheck.discovery.formats.yaml_documents import of_yaml
from riskcheck.discovery.readers import embedded, modelfile, shell, systemd
from riskcheck.discovery.settings import commands, states
from riskcheck.discovery.settings.reading import Reading
from riskcheck.discovery.values import Settings, Value


def uses_inside(it: Reading, value: Value) -> list[Detection] | None:
    """What a document inside a value says: YAML, JSON, Python or shell. None where the value is no document."""
    text, key = value.text, value.key.lower()
    first = text.lstrip()[:200]
    above = it.file.lines[value.line - 1] if 0 < value.line <= len(it.file.lines) else ""
    column = len(above) - len(above.lstrip())
    try:
        if re.match(r"\{|\[\s*\{", first) or key.endswith(".json"):
            return _of_nested(it, value, of_json(text), value.line - 1, column)
        if key.endswith(".toml"):
            return _of_nested(it, value, of_toml(text), value.line - 1, column)
        if re.search(r"^\s*\[(?:Unit|Service|Container)\]", text, re.M):
            return _placed(it, value, column, systemd.read)
        if embedded.is_javascript(text) or key.endswith((".js", ".mjs", ".ts")):
            return list(embedded.uses_of_javascript(it.file, it.clues, text, value.line))
        if embedded.is_python(text) or key.endswith(".py"):
            return list(embedded.uses_of_python(it.file, it.clues, text, value.line))
        if re.match(r"FROM\s+\S+\s*(?:\n|$)", first):
            return _placed(it, value, column, modelfile.read)
        if not first.startswith("#cloud-config") and (
            key in commands.COMMANDS
            or key.endswith(".sh")
            or first.startswith("#!")
            or re.search(r"^\s*(?:vllm|ollama|hf|huggingface-cli|python3?|curl|export)\s", text, re.M)
        ):
            source = text.replace("$$", "$") if value.path[:1] == ("services",) else text  # Compose keeps a `$` by doubling it
            found = shell.uses_of_script(it.file, it.clues, source, value.line, column + 1, it.known)
            return [
                one._replace(
                    state=states.state_of(it, value, one.state), column=one.column + (column if one.line > value.line else 0)
                )
                for one in found
            ]
        if re.search(r"^[\w.\-]+\s*:\s", text, re.M) or re.search(r"^\s*-\s+(?:\w+:|\{)", text, re.M):
            return _of_nested(it, value, of_yaml(text, value.line, column + 1), 0, column)
        if re.search(r"^[A-Z][A-Z0-9_]+=", text, re.M) or key.endswith((".properties", ".env", ".ini", ".conf")):
            return _of_nested(it, value, of_pairs(text), value.line - 1, column)
    except Unreadable:
        return None
    return None


def _of_nested(it: Reading, value: Value, inner: Settings, rows: int, column: int) -> list[Detection]:
    """What the settings in a document inside a value say, at their places in the file."""
    from riskcheck.discovery.settings import meaning  # which asks here for every text

    moved = tuple(one._replace(line=one.line + rows, column=one.column + column) for one in inner.values)
    comments = tuple(one._replace(line=one.line + rows) for one in inner.comments)
    return list(meaning.uses(it.file, it.clues, Settings(moved, comments, inner.dispatched), known=it.known, is_llm=it.is_llm))


def _placed(it: Reading, value: Value, column: int, read: Callable[[SourceFile, Clues], Iterator[Detection]]) -> list[Detection]:
    """What a reader of files finds in a document inside a value, at its places in the file."""
    inner = SourceFile(it.file.path, textwrap.dedent(value.text))
    inner.variables = it.known
    return [one._replace(line=one.line + value.line - 1, column=one.column + column) for one in read(inner, it.clues)]
