"""What the Hugging Face Hub says of a model, asked only when the user wants it (`--online`); `check` never comes here.

Needs the extra `online` (huggingface_hub), which honours HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE and proxies. Answers are
kept under the state folder for a week.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from riskcheck.errors import UsageError
from riskcheck.reading.state import cache_home

FARTHEST = 8
"""Generations of base models that are followed."""
_FRESH = dt.timedelta(days=7)
_TIMEOUT = 10.0
_ID = re.compile(r"^[\w.-]+/[\w.-]+$")
_RELATIONS = {"finetune": "finetune", "quantized": "quantized", "adapter": "adapter", "merge": "merge"}


@dataclass(frozen=True, slots=True)
class HubModel:
    """A model card's own statements. bases: (id, relation) as the publisher declares them; retrieved: an ISO day."""

    id: str
    bases: tuple[tuple[str, str], ...]
    license: str | None
    retrieved: str


class HubUnreachable(Exception):
    """The Hub could not be asked; the text says why, for the user."""


def chain(model: str, *, now: dt.datetime) -> tuple[HubModel, ...]:
    """A model and its declared ancestors, nearest first; follows cycles once and at most `FARTHEST` generations.

    Raises HubUnreachable when the first answer fails for another reason than that there is no such model; UsageError when
    the extra is not installed. An ancestor that cannot be asked ends its branch.
    """
    if not _ID.match(model):
        raise HubUnreachable(f"{model} is no `owner/name` id of the Hub")
    found: list[HubModel] = []
    seen = {model.lower()}
    waiting = [model]
    for generation in range(FARTHEST):
        following: list[str] = []
        for one in waiting:
            try:
                told = _ask(one, now)
            except HubUnreachable:
                if generation == 0:
                    raise
                continue
            if told is None:
                continue
            found.append(told)
            for base, _ in told.bases:
                if base.lower() not in seen and _ID.match(base):
                    seen.add(base.lower())
                    following.append(base)
        waiting = following
    return tuple(found)


def _ask(model: str, now: dt.datetime) -> HubModel | None:
    path = cache_home() / "hub" / f"{hashlib.sha256(f'{_endpoint()} {model.lower()}'.encode()).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(path.read_text("utf-8"))
        if now - dt.datetime.fromisoformat(kept["asked"]) < _FRESH:
            return _from_json(kept["model"])
    told = _fetch(model, now)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"asked": now.isoformat(), "model": asdict(told) if told else None}), "utf-8")
    return told


def _endpoint() -> str:
    return str(_library().constants.ENDPOINT)


def _library() -> Any:
    try:
        import huggingface_hub
        import huggingface_hub.constants
        import huggingface_hub.errors
    except ImportError:
        raise UsageError(
            "looking models up on the Hub needs an extra", fix='install it: pip install "riskcheck[online]"'
        ) from None
    return huggingface_hub


def _fetch(model: str, now: dt.datetime) -> HubModel | None:
    hub = _library()
    try:
        info = hub.HfApi(library_name="riskcheck").model_info(model, timeout=_TIMEOUT)
    except hub.errors.RepositoryNotFoundError:
        return None
    except hub.errors.OfflineModeIsEnabled:
        raise HubUnreachable("HF_HUB_OFFLINE is set, so the Hub is not asked") from None
    except Exception as error:  # the library lets several HTTP stacks' errors through; none may end in a traceback
        raise HubUnreachable(f"the Hub could not be asked about {model}: {_first_line(error)}") from None
    return HubModel(info.id or model, _bases(info), _license(info), now.date().isoformat())


def _bases(info: Any) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for tag in info.tags or ():
        parts = str(tag).split(":")
        if parts[0] == "base_model" and len(parts) == 3 and parts[1] in _RELATIONS:
            found[parts[2]] = _RELATIONS[parts[1]]
        elif parts[0] == "base_model" and len(parts) == 2:
            found.setdefault(parts[1], "finetune")
    card = info.card_data.to_dict() if info.card_data else {}
    stated = card.get("base_model") or []
    relation = _RELATIONS.get(str(card.get("base_model_relation", "")), "finetune")
    for base in [stated] if isinstance(stated, str) else stated:
        found.setdefault(str(base), relation)
    return tuple(found.items())


def _license(info: Any) -> str | None:
    card = info.card_data.to_dict() if info.card_data else {}
    stated = card.get("license")
    return str(stated) if isinstance(stated, str) else None


def _from_json(kept: Any) -> HubModel | None:
    if kept is None:
        return None
    return HubModel(kept["id"], tuple((one[0], one[1]) for one in kept["bases"]), kept["license"], kept["retrieved"])


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0] if text else type(error).__name__
