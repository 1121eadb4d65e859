"""How configurations refer to a variable of the environment, in the idioms of their frameworks, with the default they give."""

from __future__ import annotations

import re
from typing import NamedTuple


class Reference(NamedTuple):
    """A value that is nothing but a variable. default: what counts when it is not set, None where it must be."""

    name: str
    default: str | None


_IDIOMS = tuple(
    re.compile(one)
    for one in (
        r"\$\{(?:oc\.)?env:(?P<name>\w+)(?:,\s*[\"']?(?P<default>[^}\"']*)[\"']?)?\}",  # OmegaConf, Serverless
        r"\$\{(?P<name>[A-Za-z][\w.\-]*):(?P<default>[^}\-=?+:][^}]*)\}",  # Spring, Quarkus
        r"\{\{\s*env(?:_var)?\(\s*[\"'](?P<name>\w+)[\"']\s*(?:,\s*[\"'](?P<default>[^\"']*)[\"']\s*)?\)\s*\}\}",  # dbt, Packer
        r"\{\{\s*(?:lookup\(\s*[\"']env[\"']\s*,\s*[\"'](?P<name>\w+)[\"']\s*\)|env\.(?P<other>\w+))"
        r"(?:\s*\|\s*default\(\s*[\"'](?P<default>[^\"']*)[\"'][^)]*\))?\s*\}\}",  # Ansible, Jinja
        r"\{\{\s*getenv\s+\"(?P<name>\w+)\"(?:\s+\"(?P<default>[^\"]*)\")?\s*\}\}",  # gomplate, confd
        r"<%=\s*ENV(?:\.fetch\(|\[)\s*[\"'](?P<name>\w+)[\"']\s*[\])]?\s*(?:(?:,|\|\|)\s*[\"'](?P<default>[^\"']*)[\"']\s*\)?)?\s*%>",  # ERB
        r"%env\((?:\w+:)*(?P<name>[A-Z]\w*)\)%",  # Symfony
        r"!env_var\s+(?P<name>\w+)(?:\s+(?P<default>\S+))?",  # Home Assistant, ESPHome
        r"!ENV\s+\$\{(?P<name>\w+)(?::(?P<default>[^}]*))?\}",  # pyaml-env
    )
)


def reference(text: str) -> Reference | None:
    """The variable that a whole value refers to, or None for one that says something by itself."""
    if not text.startswith(("$", "{", "<", "%", "!")):
        return None
    for idiom in _IDIOMS:
        if found := idiom.fullmatch(text.strip()):
            groups = found.groupdict()
            return Reference(groups.get("name") or groups.get("other") or "", groups.get("default") or None)
    return None
