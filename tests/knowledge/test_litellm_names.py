"""The ids of LiteLLM's price map, where that package is installed: nearly all name a developer or a known host."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

spec = importlib.util.find_spec("litellm")
FOUND = sorted(Path(spec.origin).parent.glob("model_prices_and_context_window*.json")) if spec and spec.origin else []


@pytest.mark.skipif(not FOUND, reason="litellm is not installed")
def test_nearly_all_ids_name_a_developer_or_a_known_host(book) -> None:
    ids = sorted(set(json.loads(FOUND[0].read_text("utf-8"))) - {"sample_spec"})
    told = [book.catalogue.identify(one) for one in ids]
    hosts = set(book.hosts.providers)
    misses = [one.query for one in told if not one.developers and not one.lineage and one.spelling.provider not in hosts]
    assert len(misses) <= 0.03 * len(ids), misses[:50]


@pytest.mark.parametrize(
    "name", ["us.deepseek.r1-v1:0", "deepseek.v3-v1:0", "qwen.qwen3-32b-v1:0", "us.meta.llama3-3-70b-instruct-v1:0"]
)
def test_a_clouds_own_name_has_a_family(book, name: str) -> None:
    assert book.catalogue.identify(name).families
