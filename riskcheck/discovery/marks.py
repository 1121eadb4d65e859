"""What a file must hold somewhere to state a use at all: read before any parser, so that most of a tree costs a glance.

Words are runs of letters in lower case, looked up in a set; a test holds every SDK, variable and host of the tables and
the catalog against them. `model` alone is too common in code, so there it must be given a value.
"""

from __future__ import annotations

import re
from functools import cache

from riskcheck.discovery import sdks
from riskcheck.discovery.clues import Clues

_LETTERS = bytes(one + 32 if 65 <= one <= 90 else one if 97 <= one <= 122 else 32 for one in range(256))
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
_SETTINGS_ONLY = frozenset((b"spdx", b"cyclonedx", b"workspace", b"preset", b"inference", b"completion", b"completions"))
"""Words that count in settings, and are everywhere in code."""
_ENGLISH = frozenset((b"together", b"spark", b"ark", b"fireworks", b"stability", b"replicate", b"lion", b"perplexity"))
_SERVICE = re.compile(
    rb"(?:together|spark|ark|fireworks|stability|replicate|lion|perplexity)(?:\(|[._-]?(?:ai|api|xyz|com|model|base))"
)
"""Names that are also English words, and how a service of that name is spoken to."""
_GIVEN = re.compile(
    rb"""model[\w.-]*["'\])]*\s*(?:[:=]+|,|\(|\s=>)\s*[fru]?["'\[{(`$]"""  # model = "x", "model": "x", model("x"), ["--model", "x"]
    rb"""|model[\w.-]*["'\])]*\s*(?:[:=]+|\()[^\n;]{0,60}env"""  # model = process.env.X
    rb"""|--model|%model"""
)
"""How code gives `model` a value."""
_URL = re.compile(rb"://[\w.-]+")
_TOGETHER = (
    b"z_ai",
    b"base_url",
    b"baseurl",
    b"api_base",
    b"openai",
    b"from_pretrained",
    b"repo_id",
    b"deployment_name",
    b"engine=",
)
"""What says more than its words."""
_CODE = frozenset("py pyi js mjs cjs jsx ts mts cts tsx go java cs rs rb php kt kts".split())


class Marks:
    """The words of one catalog."""

    def __init__(self, clues: Clues) -> None:
        named = [*sdks.CLASSES, *sdks.MODULES, *sdks.PACKAGES, *sdks.VARIABLES]
        self.words = frozenset(
            one.encode()
            for one in (*_WORDS, *(word for name in named for word in _runs(name) if word not in _COMMON and len(word) > 2))
        )
        literal: list[str] = []
        hosts: set[str] = set()
        for provider in clues.hosts.providers.values():
            for host in provider.hosts:
                word = _telling(host.pattern)
                if word:
                    hosts.add(word)
                elif not host.pattern.startswith("*") or host.pattern.count(".") > 2 or "-" in host.pattern:
                    literal.append(re.sub(r"^.*(?:\*|>)", "", host.pattern))
        self.words = (self.words | {one.encode() for one in hosts}) - _ENGLISH
        self.hosts = re.compile(b"|".join(re.escape(one.encode()) for one in sorted(set(literal))) or rb"(?!)")

    def may_state(self, ending: str, data: bytes) -> bool:
        """Whether a file with this ending and content can state a use."""
        low, is_code = data.lower(), ending in _CODE
        if b"model" in low and (not is_code or _GIVEN.search(low)):
            return True
        if any(one in low for one in _TOGETHER):
            return True
        urls = b" ".join(_URL.findall(low)) if is_code else low
        if urls and self.hosts.search(urls):
            return True
        words = low.translate(_LETTERS).split()
        return (
            not self.words.isdisjoint(words)
            or (not is_code and not _SETTINGS_ONLY.isdisjoint(words))
            or (not _ENGLISH.isdisjoint(words) and bool(_SERVICE.search(low)))
        )


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
