"""Local weights: what their own metadata says, read without loading them.

Nothing is executed or unpickled, and only headers and small text files are read. Each reader returns plain clues; what
they mean is for `riskcheck.knowledge.architecture`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from riskcheck.errors import InputError, Mark, RiskcheckError, UsageError

MAX_TEXT = 32 * 1024 * 1024
"""Bytes read at most of a JSON file (a tokenizer.json has up to about 20 MB)."""
MAX_README = 256 * 1024
MAX_GGUF_HEADER = 64 * 1024 * 1024
MAX_GGUF_KEYS = 4096


@dataclass(frozen=True, slots=True)
class Clues:
    """What one model's files say of themselves. Sequences are empty where nothing is said.

    name: the name they give themselves. model_types: `model_type` and the like. vocabulary: number of tokens.
    tokens: special tokens. bases: declared parents. files: where it was read.
    """

    name: str | None = None
    architectures: tuple[str, ...] = ()
    model_types: tuple[str, ...] = ()
    gguf: str | None = None
    vocabulary: int | None = None
    tokens: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    license: str | None = None
    files: tuple[str, ...] = ()


def read(path: Path) -> Clues:
    """The clues in a GGUF file or in a folder of weights. Raises UsageError when there are none to read."""
    if path.is_file():
        return read_gguf(path)
    if not path.is_dir():
        raise UsageError(f"there is no file or folder {path.name}", fix="name a GGUF file or a folder with a config.json")
    found = _Folder(path)
    clues = found.clues()
    if not clues.files:
        gguf = sorted(path.glob("*.gguf"))
        if gguf:
            return read_gguf(gguf[0])
        raise UsageError(
            f"{path.name} holds no model metadata", fix="a config.json, a tokenizer_config.json or a .gguf file is read"
        )
    return clues


class _Folder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: list[str] = []

    def clues(self) -> Clues:
        config = self._json("config.json")
        tokenizer = self._json("tokenizer_config.json")
        adapter = self._json("adapter_config.json")
        full = self._json("tokenizer.json")
        index = self._json("model.safetensors.index.json")
        front = self._front_matter()
        nested = [part for key in ("text_config", "llm_config", "language_config") if isinstance(part := config.get(key), dict)]
        configs = [config, *nested]
        bases = [*_strings(front.get("base_model")), *_strings(adapter.get("base_model_name_or_path"))]
        metadata = index.get("metadata") if isinstance(index.get("metadata"), dict) else {}
        bases += _strings(metadata.get("base_model") if isinstance(metadata, dict) else None)
        return Clues(
            name=next(iter(_strings(config.get("_name_or_path"))), None),
            architectures=tuple(one for part in configs for one in _strings(part.get("architectures"))),
            model_types=tuple(dict.fromkeys(one for part in configs for one in _strings(part.get("model_type")))),
            vocabulary=next((size for part in configs if isinstance(size := part.get("vocab_size"), int)), _vocabulary(full)),
            tokens=tuple(dict.fromkeys([*_tokens(tokenizer), *_added(full)])),
            bases=tuple(dict.fromkeys(bases)),
            license=next(iter(_strings(front.get("license"))), None),
            files=tuple(self.files),
        )

    def _json(self, name: str) -> dict[str, Any]:
        file = self.path / name
        if not file.is_file():
            return {}
        if file.stat().st_size > MAX_TEXT:
            raise InputError(
                f"the file is larger than {MAX_TEXT // 1048576} MB", mark=Mark(name), fix="this is not a model's metadata"
            )
        try:
            data = json.loads(file.read_bytes())
        except (ValueError, RecursionError) as error:
            raise InputError(f"not valid JSON: {error}", mark=Mark(name), fix="download the file again") from None
        self.files.append(name)
        return data if isinstance(data, dict) else {}

    def _front_matter(self) -> dict[str, Any]:
        from riskcheck.reading.documents import parse

        file = self.path / "README.md"
        if not file.is_file():
            return {}
        with file.open("rb") as opened:
            text = opened.read(MAX_README).decode("utf-8", "replace")
        parts = text.split("\n---", 1)
        if not text.startswith("---") or len(parts) != 2:
            return {}
        try:
            data = parse(parts[0].removeprefix("---"), "README.md", marks=False).data
        except RiskcheckError:
            return {}
        self.files.append("README.md")
        return data if isinstance(data, dict) else {}


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one]


def _tokens(tokenizer: dict[str, Any]) -> Iterator[str]:
    added = tokenizer.get("added_tokens_decoder")
    if isinstance(added, dict):
        yield from (one["content"] for one in added.values() if isinstance(one, dict) and isinstance(one.get("content"), str))
    for key in ("bos_token", "eos_token", "pad_token"):
        value = tokenizer.get(key)
        content = value.get("content") if isinstance(value, dict) else value
        if isinstance(content, str):
            yield content
    yield from _strings(tokenizer.get("additional_special_tokens"))
    template = tokenizer.get("chat_template")
    if isinstance(template, str):
        yield template


def _added(full: dict[str, Any]) -> Iterator[str]:
    for one in full.get("added_tokens") or ():
        if isinstance(one, dict) and isinstance(one.get("content"), str):
            yield one["content"]


def _vocabulary(full: dict[str, Any]) -> int | None:
    model = full.get("model")
    vocabulary = model.get("vocab") if isinstance(model, dict) else None
    return len(vocabulary) if isinstance(vocabulary, (dict, list)) and vocabulary else None


# --- GGUF ---------------------------------------------------------------------------------------------------------

_FIXED = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_STRING, _ARRAY = 8, 9


def read_gguf(path: Path) -> Clues:
    """The clues in a GGUF header (versions 2 and 3, little endian). Raises InputError for anything else.

    Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
    """
    with path.open("rb") as file:
        try:
            keys = dict(_header(file, path.name))
        except (struct.error, UnicodeDecodeError, OverflowError, MemoryError):
            raise InputError(
                "the GGUF header ends early or is damaged", mark=Mark(path.name), fix="download the file again"
            ) from None
    tokens = keys.get("tokenizer.ggml.tokens")
    architecture = keys.get("general.architecture")
    named = [keys.get(f"general.base_model.{number}.{part}") for number in range(4) for part in ("repo_url", "name")]
    size = tokens[0] if isinstance(tokens, tuple) else keys.get(f"{architecture}.vocab_size")
    special = [one for one in tokens[1] if one.startswith(("<", "[", "]"))] if isinstance(tokens, tuple) else []
    template = keys.get("tokenizer.chat_template")
    return Clues(
        name=next(iter(_strings(keys.get("general.name"))), None),
        gguf=architecture if isinstance(architecture, str) else None,
        vocabulary=size if isinstance(size, int) else None,
        tokens=(*special, *_strings(template)),
        bases=tuple(one for one in named if isinstance(one, str)),
        license=next(iter(_strings(keys.get("general.license"))), None),
        files=(path.name,),
    )


def _header(file: BinaryIO, name: str) -> Iterator[tuple[str, Any]]:
    magic, version = file.read(4), struct.unpack("<I", file.read(4))[0]
    if magic != b"GGUF" or version not in (2, 3):
        raise InputError(
            "this is not a GGUF file of version 2 or 3", mark=Mark(name), fix="name a GGUF file or a folder with a config.json"
        )
    _, count = struct.unpack("<QQ", file.read(16))
    if count > MAX_GGUF_KEYS:
        raise InputError(f"the header claims {count} keys", mark=Mark(name), fix="the file is damaged")
    for _ in range(count):
        key = _text(file)
        yield key, _value(file, struct.unpack("<I", file.read(4))[0])


def _text(file: BinaryIO) -> str:
    length = struct.unpack("<Q", file.read(8))[0]
    if file.tell() + length > MAX_GGUF_HEADER:
        raise struct.error("too long")
    raw = file.read(length)
    if len(raw) != length:
        raise struct.error("short")
    return raw.decode("utf-8", "replace")


def _value(file: BinaryIO, kind: int) -> Any:
    if kind in _FIXED:
        form = _FIXED[kind]
        return struct.unpack(form, file.read(struct.calcsize(form)))[0]
    if kind == _STRING:
        return _text(file)
    if kind == _ARRAY:
        inner, count = struct.unpack("<IQ", file.read(12))
        if inner in _FIXED:
            size = struct.calcsize(_FIXED[inner]) * count
            if file.tell() + size > MAX_GGUF_HEADER:
                raise struct.error("too long")
            file.seek(size, 1)
            return None
        if inner == _STRING and count <= MAX_GGUF_HEADER // 8:
            return count, tuple(_text(file) for _ in range(count))
    raise struct.error("unknown type")
