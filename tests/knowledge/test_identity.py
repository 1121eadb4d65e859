"""Identity and lineage on a small catalog: exact ids, namespaces, re-uploads, name patterns, declared bases, cycles."""

from __future__ import annotations

import pytest

from riskcheck.knowledge.identity import Catalogue
from riskcheck.schema.catalog import Base, Family, Model, Reuploader

FAMILIES = [
    Family(
        id="qwen",
        name="Qwen",
        developers=("alibaba",),
        namespaces=("Qwen",),
        names=("qwen*",),
        license="apache-2.0",
        source="card",
    ),
    Family(
        id="qwen-72b",
        name="Qwen 72B",
        developers=("alibaba",),
        parent="qwen",
        names=("qwen2.5-72b*",),
        license="qwen",
        source="card",
    ),
    Family(
        id="deepseek",
        name="DeepSeek",
        developers=("deepseek",),
        namespaces=("deepseek-ai",),
        names=("deepseek-*", "deepseek.*"),
        source="card",
    ),
    Family(id="yi", name="Yi", developers=("01-ai",), namespaces=("01-ai",), names=("yi-34b*", "yi-1.5-*"), source="card"),
    Family(id="llama", name="Llama", developers=("meta",), namespaces=("meta-llama",), names=("llama-3*",), source="card"),
]
MODELS = [
    Model(id="perplexity-ai/r1-1776", developers=("perplexity",), bases=(Base(of="deepseek-ai/DeepSeek-R1", relation="finetune", source="card"),), source="card"),
    Model(
        id="deepseek-ai/DeepSeek-R1-Distill-Llama-8B", developers=("deepseek",), family="deepseek", source="card",
        bases=(Base(of="llama", relation="finetune", source="card"), Base(of="deepseek", relation="distilled-from", source="card")),
    ),
    Model(id="a/loop", developers=("x",), bases=(Base(of="b/loop", relation="merge", source="card"),), source="card"),
    Model(id="b/loop", developers=("x",), bases=(Base(of="a/loop", relation="merge", source="card"),), source="card"),
]  # fmt: skip
CATALOG = Catalogue.of(FAMILIES, MODELS, [Reuploader(namespace="unsloth", name="Unsloth", source="card")])

CASES = [
    # query, developers, developers of the lineage, certainty
    ("Qwen/Qwen3-32B", ("alibaba",), (), "confirmed"),
    ("hf.co/unsloth/Qwen2.5-72B-GGUF:Q4_K_M", ("alibaba",), (), "inferred"),
    ("perplexity-ai/r1-1776", ("perplexity",), ("deepseek",), "confirmed"),
    ("ollama/r1-1776:70b", (), (), "inferred"),
    ("unsloth/r1-1776-GGUF", ("perplexity",), ("deepseek",), "inferred"),
    ("deepseek-ai/DeepSeek-R1-Distill-Llama-8B", ("deepseek",), ("meta", "deepseek"), "confirmed"),
    ("acme/Qwen2.5-7B-customer-care", (), ("alibaba",), "inferred"),
    ("bedrock/us.deepseek.r1-v1:0", ("deepseek",), (), "confirmed"),
    ("yi", (), (), "inferred"),
    ("acme/yield-predictor", (), (), "inferred"),
]


@pytest.mark.parametrize(("query", "developers", "bases", "certainty"), CASES, ids=[case[0] for case in CASES])
def test_identity(query: str, developers: tuple[str, ...], bases: tuple[str, ...], certainty: str) -> None:
    found = CATALOG.identify(query)
    lineage = tuple(developer for ancestor in found.lineage for developer in ancestor.developers)
    assert (found.developers, lineage, found.certainty) == (developers, bases, certainty)


def test_the_most_specific_family_wins_and_inherits() -> None:
    found = CATALOG.identify("Qwen/Qwen2.5-72B-Instruct")
    assert found.families == ("qwen-72b", "qwen")
    assert found.license == "qwen"
    assert CATALOG.identify("Qwen/Qwen3-8B").license == "apache-2.0"


def test_a_declared_base_is_followed_and_marked() -> None:
    found = CATALOG.identify("acme/secret-7b", ("deepseek-ai/DeepSeek-V3",))
    assert [(one.developers, one.certainty) for one in found.lineage] == [(("deepseek",), "declared")]
    assert found.is_lineage_known and not CATALOG.identify("acme/secret-7b").is_lineage_known
    assert not CATALOG.identify("acme/secret-7b", ("acme/other",)).is_lineage_known
    assert CATALOG.identify("acme/secret-7b", ()).is_lineage_known


def test_a_declared_base_cannot_hide_what_the_catalog_knows() -> None:
    found = CATALOG.identify("perplexity-ai/r1-1776", ("meta-llama/Llama-3.1-8B",))
    assert {developer for one in found.lineage for developer in one.developers} == {"deepseek", "meta"}


def test_a_circle_of_bases_ends() -> None:
    assert len(CATALOG.identify("a/loop").lineage) <= 8


def test_the_answer_says_how_it_was_reached() -> None:
    found = CATALOG.identify("hf.co/unsloth/Qwen2.5-72B-GGUF:Q4_K_M")
    assert any("hf.co/" in step for step in found.evidence)
    assert any("re-uploads" in step for step in found.evidence)
