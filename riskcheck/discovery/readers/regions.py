"""How the clouds and their SDKs spell regions."""

from __future__ import annotations

import re
from collections.abc import Iterable

SPELLED = re.compile(r"(?:[a-z]{2,}-)+[a-z]*\d+[a-z]?$|(?:us|eu|global)$")
_SPELLING = {
    "aws-bedrock": re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d$"),
    "vertex-ai": re.compile(r"[a-z]+-[a-z]+\d+$|us$|eu$|global$"),
}
"""How clouds spell their regions."""
CONSTANT = re.compile(r"\bRegion(?:Endpoint)?\.(\w+)$")


def spelled_for(regions: Iterable[str], provider: str | None) -> str | None:
    """The one of some regions that is spelled as a provider spells its own; None where none or several are."""
    spelling = _SPELLING.get(provider or "")
    found = [one for one in regions if spelling and spelling.match(one)]
    return found[0] if len(found) == 1 else None


def of_constant(name: str) -> str:
    """`EU_NORTH_1` and `EUWest3` as the cloud writes them."""
    if "_" in name:
        return name.lower().replace("_", "-")
    found = re.match(r"([A-Z]{2})(ISO|Gov(?:Cloud)?)?([A-Z][a-z]+(?:[a-z]*))(\d)", name)
    return "-".join(part.lower() for part in found.groups() if part) if found else name.lower()
