"""Whether a setting is switched off: by a flag beside it, on the way to it, or by a variable named for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

OFF_KEYS: dict[str, tuple[str, ...]] = {
    # keys without case and punctuation: the values that switch off what stands beside or below them
    "if": ("false",), "enabled": ("false", "no", "off", "0"), "enable": ("false", "0"), "deployed": ("false",),
    "disabled": ("true", "yes"), "disable": ("true",), "replicas": ("0",), "replicacount": ("0",), "suspend": ("true",),
    "scale": ("0",), "count": ("0",), "active": ("false",), "isactive": ("false",), "create": ("false",), "install": ("false",),
}  # fmt: skip
_FALSE, _TRUE = frozenset(("false", "0", "no", "off")), frozenset(("true", "1", "yes", "on"))
_ON_FLAG = re.compile(r"^(?:(?:ENABLE|USE|WITH)_(?P<after>\w+)|(?P<before>\w+)_(?:ENABLED?|ACTIVE))$")
_OFF_FLAG = re.compile(r"^(?:DISABLE_(?P<after>\w+)|(?P<before>\w+)_DISABLED?)$")


def is_off_by_variable(name: str, variables: Mapping[str, str]) -> bool:
    """Whether a flag such as `VISION_ENABLED=false` or `DISABLE_VISION=1` switches off a variable such as `VISION_MODEL`."""
    for flag, text in variables.items():
        value = text.strip().lower()
        kind = _ON_FLAG if value in _FALSE else _OFF_FLAG if value in _TRUE else None
        found = kind.match(flag) if kind else None
        if found and f"{name}_".startswith(f"{found['after'] or found['before']}_"):
            return True
    return False
