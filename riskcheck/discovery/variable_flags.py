"""Variables that switch off others: `VISION_ENABLED=false` says that `VISION_MODEL` is not used."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FALSE, _TRUE = frozenset(("false", "0", "no", "off")), frozenset(("true", "1", "yes", "on"))
_ON_FLAG = re.compile(r"^(?:(?:ENABLED?|USE|WITH)_(?P<after>\w+)|(?P<before>\w+)_(?:ENABLED?|ACTIVE))$")
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
