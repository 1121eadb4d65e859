"""What a value is by where it stands: the shapes of manifests, charts, patches and workflows, without reading the value's key alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from riskcheck.discovery import key_words, programs
from riskcheck.discovery.values import Path, Value

Role = Literal["model", "default"]
"""`model`: names the model that is used. `default`: names it unless whoever starts it says otherwise."""
_LABELS = frozenset(
    """labels annotations tags defaulttags matchlabels selector dimensions commonlabels podlabels podannotations nodeselector""".split()
)
"""What is said about a thing, and configures nothing."""
_LISTS = frozenset(("pull", "run", "load", "preload", "warmup", "default"))
"""Lists below `models` that say what is fetched or offered first."""
_ALIAS = re.compile(r"served|alias|registry|data_?model|view_?model", re.I)
_PATCHED = re.compile(r"/(?:args|command|env|[\w-]*model[\w-]*)(?:/|$)", re.I)
_MODEL_APIS = re.compile(r"(?:[\w-]+\.)*(?:kubeai|serving\.kserve|kaito|nvidia\.com|ray\.io|llm-d)")
"""The groups of Kubernetes resources that are there to serve models."""
_SOURCE = re.compile(r"^(?:repo|source|checkpoint|weights)$")
_OF_MODELS = re.compile(r"llm|model|embed|rerank|vllm", re.I)
PRICED = re.compile(r"cost|price|pricing|per1?(?:k|m|token)", re.I)
"""Keys, without punctuation, of what a model costs: a registry's."""
_COMPOSE = frozenset(("model", "contextsize", "runtimeflags"))
"""What Compose lets a model have."""


def is_label(path: tuple[str | int, ...]) -> bool:
    """Whether a value stands among labels, tags or annotations: they describe and select, and run nothing."""
    return any(isinstance(part, str) and _is_labels(part) for part in path)


@lru_cache(4096)
def _is_labels(part: str) -> bool:
    return re.sub(r"[^a-z]", "", part.lower()) in _LABELS


def is_probe(path: tuple[str | int, ...]) -> bool:
    """Whether a command is a probe's, which asks the server beside it whether it answers."""
    return any(isinstance(part, str) and part.endswith("Probe") for part in path)


def holds_model(key: str, text: str) -> bool:
    """Whether a container image of NVIDIA's holds a model; the general one gets its model from elsewhere."""
    return key in ("image", "repository", "modelpuller") and bool(programs.IMAGE_OF_MODEL.match(text))


def is_for_models(values: Sequence[Value]) -> bool:
    """Whether a document is a Kubernetes resource that is there to serve models, so that a bare `model:` in it is one."""
    return any(one.path == ("apiVersion",) and _MODEL_APIS.match(one.text) for one in values)


def is_own(path: tuple[str | int, ...], siblings: Collection[str]) -> bool:
    """Whether a model's place says that it runs on one's own machines: Compose's models, Ollama's, Ray's and KServe's."""
    if path[:1] == ("models",) and path[-1:] == ("model",) and len(path) == 3 and isinstance(path[1], str):
        return _COMPOSE.issuperset(siblings)
    return path[-1] in ("model_source", "storageUri", "modelURL") or "ollama" in path or "model_loading_config" in path


def role(path: tuple[str | int, ...], siblings: Mapping[str, str]) -> Role | None:
    """The role of a value whose neighbours or place say that it names a model. siblings: texts by plain key."""
    if not path:
        return None
    last = path[-1]
    if "headers" in path:  # what a route listens for
        return None
    if last in ("value", "default") and "label" not in siblings and _names_model(siblings.get("name", "").rpartition(".")[2]):
        return "model" if "helm" in path else "default"
    if last == "value" and siblings.get("op") in ("add", "replace"):
        target = siblings.get("path", "")
        return "model" if _PATCHED.search(target) and "labels" not in target and "annotations" not in target else None
    if isinstance(last, int) and len(path) > 2 and path[-3] == "models" and path[-2] in _LISTS:
        return "model"
    if last == "id" and "alias" in siblings and len(path) > 2 and str(path[-3]).lower().endswith("models"):
        return "model"
    if isinstance(last, str) and _SOURCE.match(last) and any(_OF_MODELS.search(str(part)) for part in path[:-1]):
        return "model"
    return None


def _names_model(name: str) -> bool:
    return key_words.ends_as_model(name) and not _ALIAS.search(name)


def servers(values: Sequence[Value]) -> frozenset[Path]:
    """The containers whose image serves models, and KServe's predictors that are served by a language model's runtime."""
    found: set[Path] = set()
    for value in values:
        last = str(value.path[-1]).lower() if value.path else ""
        if last in ("image", "repository") and any(image in value.text for image in programs.IMAGES):
            found.add(value.path[: -2 if value.path[-2:] == ("image", "repository") else -1])
        elif value.path[-2:] == ("modelFormat", "name") and value.text.lower() in ("huggingface", "vllm", "tgi"):
            found.add(value.path[:-2])
    return frozenset(found)
