"""Renamed local weights are recognised by their own metadata; look-alikes are not misnamed. Figures are public ones."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

RENAMED = {
    # family: config.json, special tokens
    "qwen (2.5)": (
        "qwen",
        {"model_type": "qwen2", "vocab_size": 152064, "architectures": ["Qwen2ForCausalLM"]},
        ["<|im_start|>", "<|object_ref_start|>"],
    ),
    "qwen (3)": (
        "qwen",
        {"model_type": "qwen3", "vocab_size": 151936, "architectures": ["Qwen3ForCausalLM"]},
        ["<|im_start|>", "<tool_call>"],
    ),
    "qwen as llama": (
        "qwen",
        {"model_type": "llama", "vocab_size": 151936, "architectures": ["LlamaForCausalLM"]},
        ["<|im_start|>", "<|object_ref_start|>"],
    ),
    "deepseek v3": ("deepseek", {"model_type": "deepseek_v3", "vocab_size": 129280}, ["<｜begin▁of▁sentence｜>"]),
    "glm 4.5": ("glm", {"model_type": "glm4_moe", "vocab_size": 151552}, ["[gMASK]", "<sop>"]),
    "kimi k2": (
        "kimi",
        {"model_type": "kimi_k2", "vocab_size": 163840, "architectures": ["DeepseekV3ForCausalLM"]},
        ["<|im_user|>", "<|im_middle|>"],
    ),
    "internlm": ("internlm", {"model_type": "internlm2", "vocab_size": 92544}, ["<|action_start|>"]),
    "yi": ("yi", {"model_type": "llama", "vocab_size": 64000}, ["<|startoftext|>"]),
    "llama 3": ("llama", {"model_type": "llama", "vocab_size": 128256}, ["<|begin_of_text|>", "<|eot_id|>"]),
    "mistral": ("mistral", {"model_type": "mistral", "vocab_size": 32768}, ["[INST]", "[/INST]"]),
    "gemma": ("gemma", {"model_type": "gemma2", "vocab_size": 256000}, ["<start_of_turn>"]),
    "a vision model around qwen": (
        "qwen",
        {"model_type": "ours", "text_config": {"model_type": "qwen2", "vocab_size": 152064}},
        ["<|im_start|>"],
    ),
}
LOOK_ALIKES = {
    "llama with an own tokenizer": ({"model_type": "llama", "vocab_size": 50432}, ["<|endoftext|>"]),
    "llama with the size of Yi but other tokens": ({"model_type": "llama", "vocab_size": 64000}, ["<s>", "</s>"]),
    "mistral with a Japanese tokenizer": ({"model_type": "mistral", "vocab_size": 48128}, ["<s>", "[INST]"]),
}


def folder_of(path: Path, config: dict, tokens: list[str], readme: str = "") -> Path:
    folder = path / "our-model"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    decoder = {str(number): {"content": token} for number, token in enumerate(tokens)}
    (folder / "tokenizer_config.json").write_text(json.dumps({"added_tokens_decoder": decoder}), "utf-8")
    if readme:
        (folder / "README.md").write_text(readme, "utf-8")
    return folder


def identify(riskcheck, *words: object) -> dict:
    ran = riskcheck("identify", *words, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("name", RENAMED)
def test_renamed_weights_are_recognised(name: str, tmp_path: Path, riskcheck) -> None:
    family, config, tokens = RENAMED[name]
    found = identify(riskcheck, folder_of(tmp_path, config, tokens), "--declared", "acme/proprietary-1")
    assert (found["family"], found["confidence"]) in ((family, "high"), (family, "medium"))
    assert found["developers"] and found["evidence"]
    assert any("proprietary-1" in one for one in found["contradictions"])


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes_are_not_misnamed(name: str, tmp_path: Path, riskcheck) -> None:
    assert identify(riskcheck, folder_of(tmp_path, *LOOK_ALIKES[name]))["family"] is None


def test_a_declared_base_that_the_weights_deny_is_told(tmp_path: Path, riskcheck) -> None:
    _, config, tokens = RENAMED["qwen (2.5)"]
    card = "---\nlicense: mit\nbase_model: mistralai/Mistral-7B-v0.1\n---\n# Ours\n"
    found = identify(riskcheck, folder_of(tmp_path, config, tokens, card))
    assert found["license"] == "mit" and found["bases"] == ["mistralai/Mistral-7B-v0.1: mistral"]
    assert any("Mistral-7B-v0.1" in one and "qwen" in one for one in found["contradictions"])


def gguf(path: Path, **keys: str | list[str]) -> Path:
    def text(value: str) -> bytes:
        raw = value.encode()
        return struct.pack("<Q", len(raw)) + raw

    body = b""
    for key, value in keys.items():
        body += text(key.replace("__", "."))
        if isinstance(value, str):
            body += struct.pack("<I", 8) + text(value)
        else:
            body += struct.pack("<IIQ", 9, 8, len(value)) + b"".join(text(one) for one in value)
    file = path / "model.gguf"
    file.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, len(keys)) + body)
    return file


def test_a_gguf_header_is_read(tmp_path: Path, riskcheck) -> None:
    file = gguf(
        tmp_path,
        general__architecture="qwen2",
        general__name="Acme Prime 7B",
        tokenizer__ggml__tokens=["a", "<|im_start|>", "<|fim_prefix|>"],
    )
    found = identify(riskcheck, file)
    assert found["family"] == "qwen" and found["declared_name"] == "Acme Prime 7B"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GGUF",
        b"GGUF\x03\0\0\0" + b"\xff" * 16,
        b"PK\x03\x04" + b"\0" * 64,
        b"GGUF\x03\0\0\0" + b"\0" * 8 + b"\x01" + b"\0" * 7 + b"\xff" * 8,
    ],
)
def test_a_damaged_gguf_is_refused(raw: bytes, tmp_path: Path, riskcheck) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(raw)
    ran = riskcheck("identify", file)
    assert ran.code == 2 and "broken.gguf" in ran.err and "Traceback" not in ran.err


def test_a_folder_without_metadata_says_what_is_read(tmp_path: Path, riskcheck) -> None:
    ran = riskcheck("identify", tmp_path)
    assert ran.code == 2 and "config.json" in ran.err


def test_broken_json_is_named(tmp_path: Path, riskcheck) -> None:
    (tmp_path / "config.json").write_text("{", "utf-8")
    ran = riskcheck("identify", tmp_path)
    assert ran.code == 2 and "config.json: not valid JSON" in ran.err
