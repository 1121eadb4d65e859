"""Spellings of model ids: what surrounds the model's own name, taken off step by step with evidence.

Order of the steps: scheme, registry, ARN, router and cloud prefixes, inference-profile prefix, version and tag,
packaging suffixes. Each step keeps the form before it, so that an exact catalog id is found at any depth.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SCHEMES = (
    "https://huggingface.co/", "http://huggingface.co/", "https://hf.co/", "huggingface.co/", "hf.co/", "hf://", "hf:",
    "https://ollama.com/library/", "ollama.com/library/", "https://ollama.com/", "ollama://", "ollama:",
    "https://modelscope.cn/models/", "modelscope://", "models://", "oci://", "docker://", "pvc://",
)  # fmt: skip
PURL = re.compile(r"^pkg:(?P<type>[a-z0-9.+-]+)/(?P<name>[^@?#]+)(?P<rest>[@?#].*)?$", re.I)
REGISTRIES = ("nvcr.io/nim/", "docker.io/", "registry.ollama.ai/library/", "registry.ollama.ai/", "ghcr.io/", "library/")
ARN = re.compile(
    r"^arn:aws[a-z-]*:bedrock:(?P<region>[a-z0-9-]*):\d*:"
    r"(?P<kind>foundation-model|inference-profile|application-inference-profile|imported-model|custom-model)/(?P<name>.+)$"
)
PUBLISHER = re.compile(r"^(?:projects/[^/]+/locations/[^/]+/)?publishers/(?P<publisher>[^/]+)/models/(?P<name>.+)$")
FIREWORKS = re.compile(r"^accounts/(?P<account>[^/]+)/(?:models|deployedModels)/(?P<name>.+)$")
PROFILE = re.compile(r"^(?P<scope>us-gov|us|eu|apac|jp|in|au|ca|sa|me|af|global)\.(?=[a-z0-9-]+\.[a-z])")

ROUTERS: dict[str, tuple[str | None, str | None]] = {
    # prefix: (provider id of the catalog, channel)
    "bedrock": ("aws-bedrock", "managed-cloud"),
    "bedrock_converse": ("aws-bedrock", "managed-cloud"),
    "amazon-bedrock": ("aws-bedrock", "managed-cloud"),
    "sagemaker": ("aws", "managed-cloud"),
    "sagemaker_chat": ("aws", "managed-cloud"),
    "azure": ("azure-openai", "managed-cloud"),
    "azure_ai": ("azure-ai-foundry", "managed-cloud"),
    "azure_text": ("azure-openai", "managed-cloud"),
    "vertex_ai": ("vertex-ai", "managed-cloud"),
    "vertex_ai_beta": ("vertex-ai", "managed-cloud"),
    "google-vertex": ("vertex-ai", "managed-cloud"),
    "watsonx": ("watsonx", "managed-cloud"),
    "oci": ("oci", "managed-cloud"),
    "bedrock_mantle": ("aws-bedrock", "managed-cloud"),
    "aws_polly": ("aws", "managed-cloud"),
    "gcp": ("gcp", "managed-cloud"),
    "openrouter": ("openrouter", "third-party-api"),
    "fal_ai": ("fal", "third-party-api"),
    "fal-ai": ("fal", "third-party-api"),
    "aihubmix": ("aihubmix", "third-party-api"),
    "morph": ("morph-api", "third-party-api"),
    "gradient_ai": ("digitalocean", "third-party-api"),
    "lambda_ai": ("lambda-cloud", "third-party-api"),
    "github_copilot": ("github-copilot", "third-party-api"),
    "wandb": ("wandb-inference", "third-party-api"),
    "featherless_ai": ("featherless", "third-party-api"),
    "scaleway": ("scaleway", "third-party-api"),
    "ovhcloud": ("ovh", "third-party-api"),
    "requesty": ("requesty", "third-party-api"),
    "portkey": ("portkey", "third-party-api"),
    "aiml": (None, "third-party-api"),
    "aiand": (None, "third-party-api"),
    "kyma": (None, "third-party-api"),
    "libertai": (None, "third-party-api"),
    "llamagate": (None, "third-party-api"),
    "opencode_go": (None, "third-party-api"),
    "vercel_ai_gateway": ("vercel-ai-gateway", "third-party-api"),
    "litellm_proxy": (None, None),
    "litellm": (None, None),
    "fireworks_ai": ("fireworks", "third-party-api"),
    "fireworks": ("fireworks", "third-party-api"),
    "together_ai": ("together", "third-party-api"),
    "together": ("together", "third-party-api"),
    "deepinfra": ("deepinfra", "third-party-api"),
    "groq": ("groq", "third-party-api"),
    "cerebras": ("cerebras", "third-party-api"),
    "sambanova": ("sambanova", "third-party-api"),
    "hyperbolic": ("hyperbolic", "third-party-api"),
    "novita": ("novita", "third-party-api"),
    "nebius": ("nebius", "third-party-api"),
    "nscale": ("nscale", "third-party-api"),
    "friendliai": ("friendliai", "third-party-api"),
    "baseten": ("baseten", "third-party-api"),
    "replicate": ("replicate", "third-party-api"),
    "anyscale": ("anyscale", "third-party-api"),
    "perplexity": ("perplexity-api", None),
    "nvidia_nim": ("nvidia-nim", "third-party-api"),
    "cloudflare": ("cloudflare-workers-ai", "third-party-api"),
    "github": ("github-models", "third-party-api"),
    "databricks": ("databricks", "managed-cloud"),
    "snowflake": ("snowflake", "managed-cloud"),
    "huggingface": (None, None),
    "hosted_vllm": (None, "self-hosted"),
    "vllm": (None, "self-hosted"),
    "lm_studio": (None, "self-hosted"),
    "ollama": (None, "self-hosted"),
    "ollama_chat": (None, "self-hosted"),
    "llamafile": (None, "self-hosted"),
    "deepseek": ("deepseek-api", "first-party-api"),
    "dashscope": ("alibaba-model-studio", "first-party-api"),
    "zai": ("zai", "first-party-api"),
    "moonshot": ("moonshot-api", "first-party-api"),
    "minimax": ("minimax-api", "first-party-api"),
    "volcengine": ("volcengine-ark", "first-party-api"),
    "xiaomi_mimo": ("xiaomi-mimo-api", "first-party-api"),
    "anthropic": ("anthropic-api", "first-party-api"),
    "gemini": ("gemini-api", "first-party-api"),
    "mistral": ("mistral-api", "first-party-api"),
    "codestral": ("mistral-api", "first-party-api"),
    "cohere": ("cohere-api", "first-party-api"),
    "cohere_chat": ("cohere-api", "first-party-api"),
    "xai": ("xai-api", "first-party-api"),
    "openai": ("openai-api", "first-party-api"),
    "text-completion-openai": ("openai-api", "first-party-api"),
    "text-completion-inception": ("inception-api", "first-party-api"),
    "chatgpt": ("openai-api", "first-party-api"),
    "qwencloud": ("alibaba-model-studio-intl", "first-party-api"),
    "qwen_ai_platform": ("alibaba-model-studio-intl", "first-party-api"),
    "deepgram": ("deepgram-api", "first-party-api"),
    "assemblyai": ("assemblyai-api", "first-party-api"),
    "elevenlabs": ("elevenlabs-api", "first-party-api"),
    "stability": ("stability-api", "first-party-api"),
    "gigachat": ("gigachat", "first-party-api"),
    "soniox": ("soniox-api", "first-party-api"),
    "recraft": ("recraft-api", "first-party-api"),
    "bespoke": ("bespoke-api", "first-party-api"),
    "v0": ("v0-api", "first-party-api"),
}
"""Prefixes that name a router, a cloud or an API, not a developer."""

_BEFORE_A_COLON = frozenset(
    [
        "openai",
        "anthropic",
        "deepseek",
        "gemini",
        "google-vertex",
        "bedrock",
        "bedrock_converse",
        "azure",
        "groq",
        "mistral",
        "xai",
        "openrouter",
        "together",
        "fireworks",
        "cohere",
        "huggingface",
        "ollama",
        "cerebras",
        "perplexity",
        "dashscope",
        "litellm",
        "github",
    ]
)
COLONS: dict[str, str] = {
    # what LangChain, Pydantic AI and others write before the colon of `provider:model`, where the router is called otherwise
    "google-gla": "gemini", "google": "gemini", "google_genai": "gemini", "google-genai": "gemini",
    "google_vertexai": "vertex_ai",
    "azure_openai": "azure", "mistralai": "mistral", "moonshotai": "moonshot", "grok": "xai", "openai-chat": "openai",
    "openai-responses": "openai", "alibaba": "dashscope",
    **{same: same for same in ROUTERS.keys() & _BEFORE_A_COLON},
}  # fmt: skip
_TAG = re.compile(r"(?:latest|instruct|text|chat|cloud)(?:-[vqf]|$)|v?\d|q\d|fp16", re.I)
"""What stands behind the colon of an Ollama name instead."""
NAMESPACES = frozenset(
    {
        "deepseek",
        "mistral",
        "perplexity",
        "databricks",
        "snowflake",
        "cohere",
        "openai",
        "anthropic",
        "minimax",
        "nvidia",
        "together",
        "novita",
        "baseten",
        "replicate",
        "deepgram",
        "assemblyai",
        "elevenlabs",
        "stability",
        "gigachat",
        "soniox",
        "recraft",
        "bespoke",
        "v0",
        "morph",
    }
)
"""Router prefixes that are also used as namespaces of models; they say how a model is reached only as LiteLLM writes them."""

_PREFIX = re.compile("|".join(re.escape(one) for one in sorted((*SCHEMES, *REGISTRIES), key=len, reverse=True)), re.I)
_PACKAGING = re.compile(
    r"(?:[-_.](?:gguf|awq|gptq|exl2|exl3|mlx|bnb|fp8|fp4|nvfp4|mxfp4|int4|int8|w4a16|w8a8|bf16|fp16|f16|4bit|8bit|6bit|3bit|2bit|4-bit|8-bit"
    r"|q[2-8](?:_[a-z0-9]+)*|iq[1-4](?:_[a-z]+)*|i1|hf|dynamic|unsloth|quantized|maas|imatrix|autoround|ov|onnx|openvino))+$",
    re.I,
)
_SIZE_CLASS = re.compile(
    r"^(?P<host>fireworks|together)-ai-(?:embedding-|moe-)?(?:up-to-|above-|default)?[\d.]*[bm]?(?:-to-|-)?[\d.]*[bm]?$"
)
_IMAGE_GRADE = re.compile(r"^(?:(?:low|medium|high|xhigh|max|standard|hd|auto)/)?\d+-x-\d+/")
_VENDOR = re.compile(
    r"^(?P<vendor>openai|google|anthropic|amazon|meta|mistral|cohere|ai21|deepseek|qwen|moonshot|moonshotai|minimax|zai|nvidia|writer"
    r"|stability|twelvelabs|luma|xai)\.(?=[a-z][a-z-]*)"
)
_HOST_MARK = re.compile(r"^(?:coding-|cc-|anthropic-|openai-|alibaba-|deepseek-ai-)(?:xiaomi-)?(?=[a-z])")
_FIXED = ("@cf/", "ft:", "streaming/")
_BEDROCK_VERSION = re.compile(r"-v\d+(?::\d+)?(?::\d+k)?$")
_FIREWORKS_AZURE = re.compile(r"^FW-(?=[A-Za-z])")


class Spelling(NamedTuple):
    """A model id with what surrounded it taken off.

    forms: the id at each depth, outermost first; the last one is the barest. removed: what was taken off and why.
    provider, channel, scope: what the surroundings say of how it is reached, else None.
    """

    query: str
    forms: tuple[str, ...]
    removed: tuple[str, ...]
    provider: str | None = None
    channel: str | None = None
    scope: str | None = None
    region: str | None = None


def spell(query: str) -> Spelling:
    """Take a model id apart. Never fails: an id that nothing is known of has one form, itself."""
    return _Speller(query.strip()).run()


class _Speller:
    __slots__ = ("_now", "channel", "forms", "provider", "query", "region", "removed", "scope")

    def __init__(self, query: str) -> None:
        self.query = self._now = query
        self.forms = [query]
        self.removed: list[str] = []
        self.provider: str | None = None
        self.channel: str | None = None
        self.scope: str | None = None
        self.region: str | None = None

    def run(self) -> Spelling:
        self._package_url()
        self._schemes()
        self._arn()
        self._prefixes()
        has_dot = "." in self._now
        if has_dot:
            self._profile()
        self._suffixes()
        if has_dot:
            self._vendor()
        if self.provider is not None:
            self._task()
        return Spelling(self.query, tuple(self.forms), tuple(self.removed), self.provider, self.channel, self.scope, self.region)

    def _step(self, rest: str, why: str) -> None:
        if rest and rest != self._now:
            self._now = rest
            self.forms.append(rest)
            self.removed.append(why)

    def _package_url(self) -> None:
        found = PURL.match(self._now) if self._now[:4].lower() == "pkg:" else None
        if found:
            self._step(found["name"].replace("%2F", "/"), f"package URL of type {found['type']}")

    def _schemes(self) -> None:
        if ":" not in self._now and "/" not in self._now:
            return
        while found := _PREFIX.match(self._now):
            self._step(self._now[found.end() :], f"prefix {found[0].lower()}")
            if found.end() == len(found.string):
                break
        for part in ("/tree/", "/blob/", "/resolve/"):
            if part in self._now:
                self._step(self._now.split(part, 1)[0], f"path after {part}")

    def _arn(self) -> None:
        found = ARN.match(self._now) if self._now.startswith("arn:") else None
        if found:
            self.provider, self.channel, self.region = "aws-bedrock", "managed-cloud", found["region"] or None
            self._step(found["name"], f"ARN of a Bedrock {found['kind']}")

    def _prefixes(self) -> None:
        if "-ai-" in self._now and (found := _SIZE_CLASS.match(self._now)):
            self.provider, self.channel = found["host"], "third-party-api"
            self.removed.append(f"a price class of {found['host']}, not a model")
            return
        before, colon, rest = self._now.partition(":")
        if colon and before in COLONS and len(rest) > 1 and rest[:2] != "//" and not _TAG.match(rest):
            self.provider, self.channel = ROUTERS[COLONS[before]]
            self._step(rest, f"provider {before}:")
        for _ in range(6):
            now = self._now
            if now.startswith(_FIXED):
                fixed = next(one for one in _FIXED if now.startswith(one))
                self._step(now[len(fixed) :], f"prefix {fixed}")
                now = self._now
            if "-x-" in now and (grade := _IMAGE_GRADE.match(now)):
                self._step(now[grade.end() :], f"image grade {grade[0]}")
                now = self._now
            if "publishers/" in now and (found := PUBLISHER.match(now)):
                self.provider, self.channel = self.provider or "vertex-ai", self.channel or "managed-cloud"
                self._step(f"{found['publisher']}/{found['name']}", "Vertex publisher path")
            elif now.startswith("accounts/") and (found := FIREWORKS.match(now)):
                self.provider, self.channel = self.provider or "fireworks", self.channel or "third-party-api"
                self._step(found["name"], f"Fireworks account {found['account']}")
            elif not self._router(now):
                return

    def _router(self, now: str) -> bool:
        head, slash, rest = now.partition("/")
        key = head.lower()
        if not slash or key not in ROUTERS:
            return self._bedrock_region(head, rest) if slash else False
        nested = "/" in rest
        if key in NAMESPACES and not nested:
            provider, channel = ROUTERS[key]
            if self.provider is None and len(self.forms) == 1:
                self.provider, self.channel = provider, channel
            return False
        if key == "openai" and nested and self.provider is None:
            self._step(rest, "prefix openai/ for an OpenAI-compatible server")
            return True
        if self.provider is None and self.channel is None:
            self.provider, self.channel = ROUTERS[key]
        self._step(rest, f"router prefix {head}/")
        return True

    def _bedrock_region(self, head: str, rest: str) -> bool:
        words = ("converse", "converse_like", "invoke", "chat", "global", "inference", "publicai")
        if self.provider is not None and (re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", head) or head in words):
            if head not in words:
                self.region = head
            self._step(rest, f"route {head}/")
            return True
        return False

    def _profile(self) -> None:
        found = PROFILE.match(self._now)
        if found:
            self.scope = found["scope"]
            self.provider, self.channel = self.provider or "aws-bedrock", self.channel or "managed-cloud"
            self._step(self._now[found.end() :], f"inference profile {found['scope']}.")

    def _vendor(self) -> None:
        """`openai.gpt-5.4` at a cloud is OpenAI's gpt-5.4."""
        found = _VENDOR.match(self._now) if "/" not in self._now else None
        if found:
            self._step(f"{found['vendor']}/{self._now[found.end() :]}", f"vendor prefix {found['vendor']}.")

    def _task(self) -> None:
        """A path below the model's own name (`flux-pro/v1.1`, `openai/gpt-image-2/edit`) names a version or a task."""
        parts = self._now.split("/")
        if self.provider == "fal":
            for kept in range(min(2, len(parts) - 1), 0, -1):
                self._step("/".join(parts[:kept]), f"task or version /{'/'.join(parts[kept:])}")
        elif self.provider == "novita" and parts[-1] == "community" and len(parts) == 3:
            self._step("/".join(parts[:2]), "edition /community")
        elif found := _HOST_MARK.match(self._now) if self.provider in ("aihubmix", "digitalocean") else None:
            self._step(self._now[found.end() :], f"host's own prefix {found[0]}")

    def _suffixes(self) -> None:
        if found := _FIREWORKS_AZURE.match(self._now):
            self._step(self._now[found.end() :], "prefix FW- (Fireworks-hosted on Azure)")
        for cut in (self._revision, self._tag, _BEDROCK_VERSION, _PACKAGING):
            now = self._now
            if isinstance(cut, re.Pattern):
                rest = cut.sub("", now)
                if rest != now and rest and not rest.endswith("/"):
                    self._step(rest, f"suffix {now[len(rest) :]}")
            else:
                cut()

    def _revision(self) -> None:
        rest, at, revision = self._now.partition("@")
        if at and rest:
            self._step(rest, f"revision {revision}")

    def _tag(self) -> None:
        rest, colon, tag = self._now.rpartition(":")
        if colon and rest and "/" not in tag:
            if tag.endswith("-cloud") or tag == "cloud":
                self.provider, self.channel = "ollama-cloud", "third-party-api"
            version = _BEDROCK_VERSION.search(self._now)
            if version is None:
                self._step(rest, f"tag {tag}")
