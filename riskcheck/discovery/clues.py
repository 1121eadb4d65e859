"""What a string in a file may be: a model id, a host, a variable of a known service. Readers ask here, and nowhere else."""

from __future__ import annotations

import re
from typing import Any

from riskcheck.discovery import providers
from riskcheck.discovery.detection import Confidence, Detection, SourceFile, State
from riskcheck.knowledge.hosting import HostMatch, Hosts
from riskcheck.knowledge.identity import Catalogue, Identity

_PLACEHOLDER = re.compile(
    r"^(?:<.*>|\{\{.*\}\}|\.\.\.|x{3,}|your[-_ ].*|change[-_ ]?me.*|todo|none|null|n/?a|example|placeholder|"
    r"model(?:[-_]?(?:name|id))?|"
    r"(?:some|your|my)[-_]?(?:org|model).*|org/(?:name|model).*|replace[-_ ].*)$",
    re.I,
)
_MODEL_SHAPE = re.compile(r"^[\w.@:+-]+(?:/[\w.@:+-]+)*$", re.A)
_HUB_SHAPE = re.compile(r"^[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*(?:[:@][\w.-]+)?$")
_SIZED = re.compile(r"[a-z][\w.]*[-_:](?:[\w.]+[-_:])*(?:\d+(?:\.\d+)?b|gguf|awq|gptq)(?=$|[-_.:])", re.I)
_HUB_URL = re.compile(
    r"^(?:https?://(?:[^/@]+@)?)?(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com|modelscope\.cn(?:/models)?)/"
    r"(?!(?:datasets|spaces|api|docs|papers|blog|join|tasks|settings|collections|models)/)([\w.-]+/[\w.-]+?)(?:\.git)?/?(?:[/?#].*)?$"
)
_IN_CACHE = re.compile(r"(?:^|[/\\])models--([\w.-]+?)--([\w.-]+?)(?:[/\\]|$)")
"""The folder of a model in the cache of the Hub's library."""
_URL = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)
_GAP = re.compile(r"\$\{[^}/]*\}|\$\([^)/]*\)|\{\{[^}/]*\}\}|\{[\w. ]*\}|<[\w -]+>|\$\w+")
"""A part of a host name that is filled in when it is used."""
_FILLED_HOST = re.compile(rf"(?:[a-z0-9.-]|{_GAP.pattern})*(?:{_GAP.pattern})[a-z0-9-]*\.[a-z0-9.-]*[a-z](?=[/:?\"']|$)", re.I)
_LOCAL_HOSTS = re.compile(r"^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|[a-z0-9-]+)$", re.I)
_LOCAL_ENDS = (".local", ".svc", ".cluster.local", ".internal")
_SAMPLE_PATH = re.compile(
    r"(?:^|/)(?:docs?|examples?|samples?|tests?|__tests__|__mocks__|__fixtures__|e2e|testdata|fixtures|spec|tutorials?|cookbook|demo|issue_template|discussion_template)s?(?:/|$)"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_test|[^/]*\.(?:test|spec|stories|mocks?|fixtures?|e2e))\.[a-z]+$|(?:^|/)tests\.(?:rs|py)$|_spec\.(?:rb|lua)$"
    r"|(?-i:Tests?)\.(?:java|kts?|cs|fs|vb|swift|scala|groovy|php)$|(?-i:Spec)\.(?:kts?|swift|scala|groovy)$|(?:^|/)(?:readme|changelog|contributing)[^/]*$",
    re.I,
)
_VARIABLE = re.compile(
    r"^(?:NEXT_PUBLIC_|VITE_|LLM_|CHAT_|EMBEDDING_)?(?P<service>[A-Z][A-Z0-9_]*?)_"
    r"(?P<kind>API_KEYS?|KEY|TOKEN|SECRET|AUTH_TOKEN|BASE_URL|API_BASE|API_URL|ENDPOINT|URL|HOST|MODEL|MODEL_NAME|MODEL_ID|REGION)$"
)


_SCHEME = re.compile(r"^(?:hf|ollama|oci|pkg|s3|gs|models|modelscope|azureml|https?):(?://)?", re.I)
_PAGE = re.compile(
    r"://[^/]+/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:docs?|documentation|help|blog|legal|terms|privacy|polic(?:y|ies)|pricing|keys|"
    r"api[-_]?keys|login|sign[-_]?(?:in|up)|settings|account|billing|faq|support|about|careers|news|research|changelog)(?:[/?#]|$)",
    re.I,
)
"""Documentation, terms and consoles, which are no endpoints."""
_ASKED = re.compile(
    r"://[^/]+/\S*?(?:(?:chat/)?completions|embeddings|v1/(?:messages|responses)|api/(?:chat|generate|embed)|rerank|"
    r":(?:stream)?generateContent)(?:[/?#]|$)",
    re.I,
)
"""Paths of services of language models, whatever their host."""
_MODEL_ON_HUB = re.compile(
    r"//[\w.-]*(?:huggingface|hf-mirror|replicate|modelscope)\.[a-z]+/(?:[\w.-]+/)*?models/(?P<id>[\w.-]+/[\w.-]+)"
)
"""A hub's models have an organisation before their names."""
_MODEL_ASKED = re.compile(r"^wss?://\S*[?&]model=(?P<id>[\w./-]+)")
_MODEL_IN_URL = re.compile(r"/models?/(?P<id>[\w.-]+(?:/[\w.-]+)??)(?:$|[?#:/]|%3A)")


class Clues:
    """The catalog as discovery sees it."""

    def __init__(self, catalogue: Catalogue, hosts: Hosts) -> None:
        self.catalogue = catalogue
        self.hosts = hosts
        self._urls: dict[str, HostMatch | None] = {}

    # --- what a string is ------------------------------------------------------------------------------------------

    def identity(self, text: str) -> Identity:
        """What the catalog knows of a model id."""
        return self.catalogue.identify(text)

    def knows(self, text: str) -> bool:
        """Whether the catalog names a developer or an ancestor for this id: safe to call a model wherever it stands."""
        if not self.could_be_model(text):
            return False
        found = self.catalogue.identify(text)
        return bool(found.developers or found.lineage)

    def could_be_model(self, text: str) -> bool:
        """Whether a string where a model is expected can be an id: one word in an id's shape, no placeholder or path."""
        text = text.strip()
        if not (2 < len(text) <= 200 or re.fullmatch(r"o\d", text)) or _PLACEHOLDER.match(text) or "$" in text or "{" in text:
            return False
        if text.startswith((".", "/", "~", "\\")) or text.lower().strip("_") in ("true", "false", "auto", "default", "latest"):
            return False
        bare = _SCHEME.sub("", text) if ":" in text else text
        return bool(_MODEL_SHAPE.match(bare)) and any(char.isalpha() for char in bare)

    def is_hub_id(self, text: str) -> bool:
        """Whether a string has the shape of a Hub id, `organisation/name`."""
        return bool(_HUB_SHAPE.match(text)) and self.could_be_model(text)

    def is_sized(self, text: str) -> bool:
        """Whether a string in a model's shape says how many parameters it has or how it was made small, as ids of weights do."""
        return self.could_be_model(text) and bool(_SIZED.search(text))

    def hub_id(self, url: str) -> str | None:
        """The `organisation/name` in a URL of a model or of its files on a hub; None for other URLs."""
        found = _HUB_URL.match(url.strip())
        return found[1] if found and self.is_hub_id(found[1]) else None

    def in_store(self, text: str) -> str | None:
        """The part of a reference to a registry or a bucket that the catalog knows: an image's tag or name, a folder's name."""
        if not re.match(r"(?:oci|s3|gs|abfss?|az|wasbs?)://", text):
            return None
        name, _, tag = text.rstrip("/").rpartition("/")[2].partition(":")
        parts = (tag, name, re.sub(r"^(?:modelcar|model)[-_]", "", name))
        return next((part for part in parts if part and self.knows(part)), None)

    def in_folder(self, text: str) -> str | None:
        """The model that the path of a folder or file with weights names: one of the catalog, or one whose name says its size."""
        if (cached := _IN_CACHE.search(text)) is not None and self.knows(f"{cached[1]}/{cached[2]}"):
            return f"{cached[1]}/{cached[2]}"
        text = re.sub(r"^[A-Za-z]:(?=[\\/])", "", text).replace("\\", "/")
        if not text.startswith((".", "/", "~")):
            return None
        *above, name = [part for part in text.rstrip("/").split("/") if part not in ("", ".", "..", "~")] or [""]
        if above and self.knows(f"{above[-1]}/anything"):  # an organisation's folder, as the Hub has them
            return f"{above[-1]}/{name}"
        return name if self.knows(name) or self.is_sized(name) else None

    def is_url(self, text: str) -> bool:
        """Whether a string is a URL."""
        return bool(_URL.match(text.strip()))

    def host(self, text: str) -> HostMatch | None:
        """The catalog's entry for the host of a URL or a bare host name; none for a page that people read there."""
        name = self.host_name(text)
        if name is None or _PAGE.search(text):
            return None
        if name not in self._urls:
            self._urls[name] = self.hosts.host(name)
        return self._urls[name]

    def host_name(self, text: str) -> str | None:
        """The host name in a URL or `host[:port][/path]`, in lower case; None where there is none."""
        rest = text.strip().partition("://")[2] or text.strip()
        if filled := _FILLED_HOST.match(rest):
            return self._with_gaps(filled[0])
        name = rest.split("/", 1)[0].split("?", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0].lower()
        return name if name and re.fullmatch(r"[a-z0-9.-]+", name) else None

    def _with_gaps(self, name: str) -> str | None:
        """A host name whose parts a template or a reader fills in, with `*` for each, where it is still one of the catalog."""
        known = _GAP.sub("*", name).lower()
        return known if re.fullmatch(r"[a-z0-9.*-]+", known) and self.hosts.host(known) else None

    def is_asked(self, url: str) -> bool:
        """Whether a URL's path is one that a language model is asked at."""
        return bool(_ASKED.search(url))

    def model_in(self, url: str) -> str | None:
        """The model that the path of a request names: `/v1beta/models/gemini-2.5-flash:generateContent`."""
        found = _MODEL_ON_HUB.search(url) or _MODEL_ASKED.search(url) or _MODEL_IN_URL.search(url)
        return found["id"] if found and self.knows(found["id"]) else None

    def implied_url(self, provider: str) -> str | None:
        """Where a provider's own library calls when it is told nothing else; None for one without a host of its own."""
        known = self.hosts.providers.get(provider)
        host = next((one.pattern for one in known.hosts if re.fullmatch(r"[a-z0-9.-]+", one.pattern)), None) if known else None
        return f"https://{host}" if host else None

    def is_local(self, url: str) -> bool:
        """Whether a URL leads to this machine or to a neighbour in the same network by a bare service name."""
        name = self.host_name(url)
        return name is not None and bool(_LOCAL_HOSTS.match(name) or name.endswith(_LOCAL_ENDS))

    def variable(self, name: str) -> tuple[str, str] | None:
        """`(provider, kind)` for a variable of a known service: `DEEPSEEK_API_KEY` is (`deepseek-api`, `API_KEY`).

        kind is one of the endings: API_KEY, BASE_URL, MODEL ... None for other variables.
        """
        found = _VARIABLE.match(name)
        if found is None:
            return None
        provider = providers.VARIABLES.get(found["service"])
        return (provider, found["kind"]) if provider else None

    @staticmethod
    def is_sample_path(path: str) -> bool:
        """Whether a file's place says documentation, tests or examples."""
        return bool(_SAMPLE_PATH.search(path))

    # --- a detection, filled in from the catalog --------------------------------------------------------------------

    def use(
        self,
        file: SourceFile,
        line: int,
        text: str,
        *,
        column: int | None = None,
        model: str | None = None,
        url: str | None = None,
        provider: str | None = None,
        channel: str | None = None,
        region: str | None = None,
        state: State = "active",
        confidence: Confidence = "declared",
        reason: str = "",
    ) -> Detection:
        """A detection with provider, channel and region filled in from the URL and the id's own surroundings.

        A URL outweighs `provider`; what the caller gives outweighs what the id's spelling says. A file whose path says
        sample turns active and default uses into samples, and so does a path or a host that only stands for the reader's own.
        """
        host = self.host_name(url) if url else None
        match = self.host(url) if url else None
        if match is not None:
            provider, channel = match.provider.id, channel or match.provider.channel
            region = region or match.region
        elif host is not None:
            provider = None
            if self.is_local(host):
                channel = channel or "self-hosted"
        if model:
            spelling = self.catalogue.identify(model).spelling
            if host is None:
                provider = provider or spelling.provider
                channel = channel or spelling.channel
            region = region or spelling.region
        if provider and not channel and (known := self.hosts.providers.get(provider)):
            channel = known.channel
        if state in ("active", "default") and self.is_sample_path(file.path):
            state, reason = "sample", "; ".join(part for part in (reason, "the path says documentation, test or example") if part)
        if state in ("active", "default") and re.match(r"/path/to/|https?://<", text):
            state = "sample"
        return Detection(
            file.path, line, column if column is not None else file.find_on(line, text), text, model, host, provider, channel,
            region, state, confidence, reason,
        )  # fmt: skip


def clues_of(book: Any) -> Clues:
    """The clues of a law book: anything with `catalogue` and `hosts`."""
    return Clues(book.catalogue, book.hosts)
