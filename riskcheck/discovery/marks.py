"""What a file must hold somewhere to state a use at all: read before any parser, so that most of a tree costs a glance.

A test holds every SDK, variable and host of the tables and the catalog against the words. `model` alone is too common in
code, so there it must be given a value.
"""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from riskcheck.discovery import providers, sdks
from riskcheck.discovery.clues import Clues

_WORDS = frozenset(
    """llm llms gpt chatgpt openai anthropic claude gemini gemma qwen deepseek glm chatglm zhipu kimi moonshot mistral mixtral llama
    ollama vllm sglang huggingface hf bedrock vertex vertexai vertexml dashscope bigmodel minimax baidu qianfan ernie ernieb volcengine
    hunyuan yandexgpt gigachat gguf ggml cohere groq embedding embeddings embedder rerank reranker litellm langchain modelscope
    transformers pretrained sentencetransformer crossencoder snapshotdownload lmdeploy mlx trtllm tgi textgeneration aider nim nvcr
    storageuri repoid chatcompletion acompletion genai aiplatform cognitiveservices localai kserve kubeai kaito
    nemotron exaone internlm baichuan hermes stepfun skywork inferenceprofilearn checkpoint codex
    litellmparams llmprovider inferenceclient inferenceservice chatollama fireworks xai apibase apihost""".split()
)  # fmt: skip
"""Words of services, libraries and settings; those of the tables in `sdks` and of the catalog's hosts come on top."""
_COMMON = frozenset(
    """api www com net org cloud chat server inference endpoint endpoints models model console platform runtime management github
    googleapis google amazon amazonaws amazonwebservices azure microsoft app run cursor lambda lambdalabs modal gradient writer queue
    server business individual openapi endpoints router gateway oraclecloud ibm aws studio foundation services stream external your systems east west north south northwest northeast southwest southeast central huabei huadong eusc beijing
    sdk python java client index core build google provider dev ai""".split()
)
"""Words in host names that say nothing of models; a host made of them alone is looked for as it is written."""
_SETTINGS_ONLY = frozenset("spdx cyclonedx workspace preset inference completion completions".split())
"""Words that count in settings, and are everywhere in code."""
_ENGLISH = frozenset("together spark ark fireworks stability replicate lion perplexity".split())
_SPOKEN_TO = ("(", "ai", *(f"{sign}{word}" for sign in "._-" for word in ("ai", "api", "xyz", "com", "model", "base", "key")))
"""Names that are also English words, and how a service of that name is spoken to."""
_GIVEN = re.compile(
    rb"""model[\w.-]*["'\])]*\s*(?:[:=]+|,|\(|\s=>)\s*[fru]?["'\[{(`$]"""  # model = "x", "model": "x", model("x"), ["--model", "x"]
    rb"""|model[\w.-]*["'\])]*\s*(?:[:=]+|\()[^\n;]{0,60}env"""  # model = process.env.X
    rb"""|--model|%model"""
)
"""How code gives `model` a value."""
_TOGETHER = ("z_ai", "base_url", "baseurl", "api_base", "from_pretrained", "repo_id", "deployment_name", "engine=")
"""What says more than its words."""
_CODE = frozenset("py pyi js mjs cjs jsx ts mts cts tsx go java cs rs rb php kt kts".split())


_LETTER = frozenset(range(97, 123))


class Marks:
    """The words of one catalog, in one automaton (Aho-Corasick), so that a file is read once however many there are."""

    def __init__(self, clues: Clues) -> None:
        named = [*sdks.CLASSES, *sdks.MODULES, *sdks.PACKAGES, *providers.VARIABLES]
        words = {
            *_WORDS,
            *_SETTINGS_ONLY,
            *(word for name in named for word in _runs(name) if word not in _COMMON and len(word) > 2),
        }
        for provider in clues.hosts.providers.values():
            for host in provider.hosts:
                if word := _telling(host.pattern):
                    words.add(word)
                elif not host.pattern.startswith("*") or host.pattern.count(".") > 2 or "-" in host.pattern:
                    words.add(re.sub(r"^.*(?:\*|>)", "", host.pattern))
        services = {f"{word}{ending}" for word in _ENGLISH for ending in _SPOKEN_TO} - {
            "ark("
        }  # imported as volcenginesdkarkruntime
        patterns = sorted({*words, *_TOGETHER, *services} - _ENGLISH)
        self._words = [one.encode() for one in patterns]
        self._is_whole = [len(one) < 5 or one in services or "." in one for one in patterns]
        self._is_for_settings = [one in _SETTINGS_ONLY for one in patterns]
        self._find = BytesAhoCorasick(self._words, implementation=Implementation.DFA).find_matches_as_indexes

    def may_state(self, ending: str, data: bytes) -> bool:
        """Whether a file with this ending and content can state a use."""
        low, is_code = data.lower(), ending in _CODE
        if b"model" in low and (not is_code or _GIVEN.search(low)):
            return True
        for which, start, end in self._find(low, overlapping=True):
            if is_code and self._is_for_settings[which]:
                continue
            if not self._is_whole[which] or not (_goes_on(low, start, start - 1) or _goes_on(low, end - 1, end)):
                return True
        return False


def _goes_on(low: bytes, inside: int, outside: int) -> bool:
    """Whether a word goes on beyond what was found: a letter inside, and one outside."""
    return 0 <= outside < len(low) and low[inside] in _LETTER and low[outside] in _LETTER


def _runs(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _telling(pattern: str) -> str | None:
    """The word of a host pattern that is not also in everybody else's, the last before the top domain first."""
    whole = re.split(r"\*[^.]*|<[a-z-]+>[^.]*", pattern.lower().partition("/")[0])
    labels = [label for part in whole for label in part.split(".") if label]
    for label in reversed(labels[:-1] if len(labels) > 1 else labels):
        words = [word for word in _runs(label) if len(word) > 3 and word not in _COMMON]
        if words:
            return max(words, key=len)
    return None


@cache
def _made(clues: Clues) -> Marks:
    return Marks(clues)


def marks_of(clues: Clues) -> Marks:
    """The marks for some clues, made once."""
    return _made(clues)
