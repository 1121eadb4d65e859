"""Spellings of model ids: the barest form, and what the surroundings say of how the model is reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.knowledge.spelling import spell

CASES = [
    # id, barest form, provider, channel, scope
    ("Qwen/Qwen3-32B", "Qwen/Qwen3-32B", None, None, None),
    ("pkg:huggingface/acme/secret-7b@4f1c2e", "acme/secret-7b", None, None, None),
    ("https://huggingface.co/Qwen/Qwen3-32B/tree/main", "Qwen/Qwen3-32B", None, None, None),
    ("hf.co/bartowski/Qwen2.5-7B-Instruct-GGUF:Q4_K_M", "bartowski/Qwen2.5-7B-Instruct", None, None, None),
    ("ollama/qwen2.5:7b-instruct-q4_K_M", "qwen2.5", None, "self-hosted", None),
    ("deepseek-r1:671b-cloud", "deepseek-r1", "ollama-cloud", "third-party-api", None),
    ("bedrock/us.deepseek.r1-v1:0", "deepseek/r1", "aws-bedrock", "managed-cloud", "us"),
    ("us.deepseek.r1-v1:0", "deepseek/r1", "aws-bedrock", "managed-cloud", "us"),
    (
        "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "anthropic/claude-sonnet-4-5-20250929",
        "aws-bedrock",
        "managed-cloud",
        "global",
    ),
    ("arn:aws:bedrock:us-east-1:1234:inference-profile/us.deepseek.r1-v1:0", "deepseek/r1", "aws-bedrock", "managed-cloud", "us"),
    ("arn:aws:bedrock:eu-west-1::foundation-model/qwen.qwen3-32b-v1:0", "qwen/qwen3-32b", "aws-bedrock", "managed-cloud", None),
    ("bedrock/eu-central-1/qwen.qwen3-coder-next", "qwen/qwen3-coder-next", "aws-bedrock", "managed-cloud", None),
    ("azure_ai/FW-GLM-5.2", "GLM-5.2", "azure-ai-foundry", "managed-cloud", None),
    ("vertex_ai/deepseek-ai/deepseek-r1-0528-maas", "deepseek-ai/deepseek-r1-0528", "vertex-ai", "managed-cloud", None),
    ("publishers/qwen/models/qwen3-235b-a22b-maas", "qwen/qwen3-235b-a22b", "vertex-ai", "managed-cloud", None),
    ("openrouter/deepseek/deepseek-r1:free", "deepseek/deepseek-r1", "openrouter", "third-party-api", None),
    ("fireworks_ai/accounts/fireworks/models/qwen3-235b-a22b", "qwen3-235b-a22b", "fireworks", "third-party-api", None),
    ("openai/Qwen/Qwen3-32B", "Qwen/Qwen3-32B", None, None, None),
    ("anthropic:claude-sonnet-4-5", "claude-sonnet-4-5", "anthropic-api", "first-party-api", None),
    ("google-gla:gemini-2.5-flash", "gemini-2.5-flash", "gemini-api", "first-party-api", None),
    ("openrouter:qwen/qwen3-235b-a22b", "qwen/qwen3-235b-a22b", "openrouter", "third-party-api", None),
    ("mistral:7b-instruct", "mistral", None, None, None),
    ("deepseek/deepseek-chat", "deepseek/deepseek-chat", "deepseek-api", "first-party-api", None),
    ("nvcr.io/nim/deepseek-ai/deepseek-r1:1.7.3", "deepseek-ai/deepseek-r1", None, None, None),
    ("unsloth/DeepSeek-R1-GGUF", "unsloth/DeepSeek-R1", None, None, None),
    ("TheBloke/Yi-34B-Chat-AWQ", "TheBloke/Yi-34B-Chat", None, None, None),
    ("gpt-4o", "gpt-4o", None, None, None),
]


@pytest.mark.parametrize(("query", "bare", "provider", "channel", "scope"), CASES, ids=[case[0] for case in CASES])
def test_spelling(query: str, bare: str, provider: str | None, channel: str | None, scope: str | None) -> None:
    found = spell(query)
    assert (found.forms[-1], found.provider, found.channel, found.scope) == (bare, provider, channel, scope)
    assert len(found.removed) == len(found.forms) - 1


@given(st.text(max_size=80))
def test_any_text_has_a_spelling(text: str) -> None:
    found = spell(text)
    assert found.forms[0] == text.strip()
    assert all(
        (later and later in earlier) or "%2F" in earlier for earlier, later in zip(found.forms, found.forms[1:], strict=False)
    )
