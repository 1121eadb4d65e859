"""The ladder of the field: the closer data and dependence come to the developer, the higher the score."""

from __future__ import annotations

import pytest

from riskcheck.engine.check import Options, Subject, check
from riskcheck.reading.manifests import from_text

BASE = """
version: 1
organization:
  name: Prairie Software
  domicile: {home}
  public_body: []
  supplies: []
  sectors: [technology]
  establishments: []
  owners: []
  monthly_active_users: 10000
  annual_revenue_usd: 1000000
deployments:
  - name: helper
    environment: production
    contracts: []
    models: ["{model}"]
    hosting: {hosting}
    users: {{places: [{place}], kinds: [business]}}
    data: {{categories: [none]}}
    outputs: [{place}]
    purpose: [inference]
"""
RUNGS = {
    "self-hosted without egress": "{{channel: self-hosted, provider: self, inference: [{place}], storage: [{place}], egress_to_developer: false}}",
    "a neutral third party's API": "{{channel: third-party-api, provider: {neutral}, inference: [{place}], storage: [{place}]}}",
    "a cloud owned from the developer's country": "{{channel: third-party-api, provider: {cloud}, inference: [{place}], storage: [{place}], egress_to_developer: false}}",
    "the developer's own API": "{{channel: first-party-api, provider: {own}}}",
}
# model: the deployer's home, a neutral host, a cloud owned from the developer's country, the developer's own service
FAMILIES = {
    "deepseek-ai/DeepSeek-V3.1": ("US", "fireworks", "tencent-cloud", "deepseek-api"),
    "Qwen/Qwen3-32B": ("US", "fireworks", "tencent-cloud", "alibaba-model-studio"),
    "zai-org/GLM-4.6": ("US", "fireworks", "tencent-cloud", "zai"),
    "moonshotai/Kimi-K2-Instruct": ("US", "fireworks", "tencent-cloud", "moonshot-api"),
    "mistralai/Mistral-Small-3.2-24B-Instruct-2506": ("US", "fireworks", "ovh", "mistral-api"),
    "openai/gpt-oss-120b": ("DE", "ionos", "aws", "openai-api"),
}


def score_of(model: str, rung: str, book) -> int:
    home, neutral, cloud, own = FAMILIES[model]
    hosting = RUNGS[rung].format(place=home, neutral=neutral, cloud=cloud, own=own)
    read = from_text(BASE.format(home=home, place=home, model=model, hosting=hosting), "ladder.yaml")
    return check([Subject(read.manifest, "ladder.yaml", read.digest)], book, Options()).score


@pytest.mark.parametrize("model", FAMILIES)
def test_each_rung_scores_strictly_more(model: str, book) -> None:
    scores = [score_of(model, rung, book) for rung in RUNGS]
    assert scores == sorted(set(scores)), dict(zip(RUNGS, scores, strict=True))
