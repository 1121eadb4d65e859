"""What weights in a repository say of themselves: GGUF headers, config.json and its kin, the front matter of model cards."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from riskcheck.discovery.clues import Clues
from riskcheck.discovery.detection import Detection, SourceFile, Unreadable
from riskcheck.discovery.formats.json_text import of_json
from riskcheck.discovery.formats.yaml_documents import of_yaml
from riskcheck.discovery.values import Value

HEAD_BYTES = 1 << 16
"""How much of a GGUF file is read: its metadata, before the vocabulary."""

_CONFIGS = ("config.json", "adapter_config.json", "tokenizer_config.json", "model_index.json", "generation_config.json")
_KEYS = ("_name_or_path", "base_model_name_or_path", "name_or_path", "base_model")
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_NAMES = tuple(
    """general.source.huggingface.repository general.base_model.0.repo_url general.source.repo_url general.base_model.0.name
    general.name general.basename""".split()
)


def reads(file_name: str) -> bool:
    """Whether a text file is one of these."""
    return file_name in _CONFIGS


def is_of_weights(text: str) -> bool:
    """Whether a JSON text of such a name describes weights, and not a program's settings."""
    return bool(
        re.search(r'"(?:architectures|model_type|peft_type|_class_name|tokenizer_class|transformers_version)"', text[:200_000])
    )


def read(file: SourceFile, clues: Clues) -> Iterator[Detection]:
    """The model that a configuration of weights or a model card names. Raises Unreadable."""
    if file.name.endswith(".json"):
        values = of_json(file.text).values
        is_weights = any(
            value.key in ("architectures", "model_type", "peft_type", "_class_name", "tokenizer_class")
            or "architectures" in value.path
            for value in values
        )
        for value in values if is_weights else ():
            if len(value.path) == 1 and value.path[0] in _KEYS and (name := _named(clues, value.text)):
                yield clues.use(
                    file, value.line, value.text, column=value.column, model=name, channel="self-hosted", confidence="inferred",
                    reason=f"{value.path[-1]} of weights that lie here",
                )  # fmt: skip
                return
        yield from _unnamed(file, clues, values)
        return
    front = re.match(r"^---\n(.*?)\n---", file.text, re.S)
    if front is None:
        return
    for value in of_yaml(front[1], 2).values:
        if value.path[:1] == ("base_model",) and clues.could_be_model(value.text):
            yield clues.use(
                file,
                value.line,
                value.text,
                column=value.column,
                model=value.text,
                channel="self-hosted",
                confidence="inferred",
                state="capability",
                reason="the model card names it as base model",
            )


def _named(clues: Clues, text: str) -> str | None:
    """The Hub id that a configuration names, or the last folder of a local path where the catalog knows its name."""
    if clues.is_hub_id(text):
        return text
    folder = text.rstrip("/").rpartition("/")[2]
    return folder if text.startswith(("/", "./", "../", "~")) and clues.knows(folder) else None


def _unnamed(file: SourceFile, clues: Clues, values: Sequence[Value]) -> Iterator[Detection]:
    """Weights of which their configuration says no more than the architecture: a use, of unknown provenance."""
    kind = next((one for one in values if one.path == ("model_type",)), None)
    if kind is not None and file.name == "config.json" and any(one.path[:1] == ("architectures",) for one in values):
        yield clues.use(
            file, kind.line, kind.text, column=kind.column, channel="self-hosted", confidence="unresolved",
            reason=f"weights of the architecture {kind.text} lie here, and nothing names them; `riskcheck identify` says more",
        )  # fmt: skip


def read_bytes(path: str, head: bytes, clues: Clues) -> Iterator[Detection]:
    """The model that a GGUF header names; weights without a telling header are an unresolved use. Raises Unreadable."""
    if head[:4] != b"GGUF":
        raise Unreadable("not a GGUF file")
    facts = _metadata(head)
    source = SourceFile(path, "")
    for key in _NAMES:
        name = str(facts.get(key) or "")
        name = re.sub(r"^https?://huggingface\.co/", "", name)
        if name and clues.could_be_model(name.replace(" ", "-")):
            yield clues.use(
                source,
                1,
                name,
                column=1,
                model=name.replace(" ", "-"),
                channel="self-hosted",
                confidence="inferred",
                reason=f"{key} in the header of weights that lie here",
            )
            return
    stem = re.sub(r"[-.](?:I?Q\d\w*|F16|BF16|F32)?\.?gguf$", "", path.rpartition("/")[2], flags=re.I)
    if clues.knows(stem):
        yield clues.use(
            source,
            1,
            stem,
            column=1,
            model=stem,
            channel="self-hosted",
            confidence="inferred",
            reason="the file's name; its header says nothing",
        )
        return
    yield clues.use(
        source,
        1,
        path.rpartition("/")[2],
        column=1,
        channel="self-hosted",
        confidence="unresolved",
        reason="weights of unknown provenance: neither header nor name says what they are",
    )


def _metadata(head: bytes) -> dict[str, Any]:
    """The strings of a GGUF header's metadata, as far as the bytes reach; arrays are skipped."""
    found: dict[str, Any] = {}
    try:
        version, _, count = struct.unpack_from("<IQQ", head, 4)
        at = 24
        for _ in range(min(count, 500) if version >= 2 else 0):
            key, at = _string(head, at)
            (kind,) = struct.unpack_from("<I", head, at)
            at += 4
            if kind == 8:
                found[key], at = _string(head, at)
            elif kind == 9:
                break  # vocabulary and the like come last
            else:
                at += _SIZES[kind]
    except (struct.error, KeyError, UnicodeDecodeError, IndexError):
        pass
    return found


def _string(head: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<Q", head, at)
    if length > len(head) - at - 8:
        raise IndexError
    return head[at + 8 : at + 8 + length].decode(), at + 8 + length
