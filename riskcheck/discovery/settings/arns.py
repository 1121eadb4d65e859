"""Amazon resource names of models, also those that a template completes with its account, region and partition."""

from __future__ import annotations

import re

_ARN = re.compile(
    r"arn:(?:[\w-]+|\*|\$\{[^}]*\}):bedrock:([\w-]*|\*|\$\{[^}]*\}):(?:\d*|\*|\$\{[^}]*\}):"
    r"(?:foundation-model|inference-profile|custom-model|provisioned-model|imported-model)/([\w.:*-]+)"
)


def model_in(text: str) -> tuple[str, str | None] | None:
    """The id of the model that an ARN ends with, and its region where it says one; None for other texts.

    The id of a policy may end in a wildcard, `deepseek.*`.
    """
    found = _ARN.fullmatch(text.strip())
    if found is None:
        return None
    region = found[1]
    return found[2], region if region and "$" not in region and region != "*" else None
