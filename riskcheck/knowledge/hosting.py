"""Providers, hosts and regions: who runs a service, and where its machines stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from riskcheck.schema.catalog import Cloud, Host, Organisation, Provider, Region, Scope


@dataclass(frozen=True, slots=True)
class HostMatch:
    """The entry that a host name falls under; `region` is the label that stood for `<region>`."""

    provider: Provider
    host: Host
    region: str | None


class Hosts:
    """The index of providers, their hosts and the clouds' regions."""

    def __init__(self, providers: Iterable[Provider], clouds: Iterable[Cloud], organisations: Mapping[str, Organisation]) -> None:
        self.providers: dict[str, Provider] = {provider.id: provider for provider in providers}
        self.clouds: dict[str, Cloud] = {cloud.cloud: cloud for cloud in clouds}
        self._by_name: dict[str, Provider] = {}
        for provider in self.providers.values():
            for name in (provider.id, provider.name, *provider.aliases):
                self._by_name.setdefault(_plain(name), provider)
        operators: dict[str, list[Provider]] = {}
        for provider in self.providers.values():
            operators.setdefault(provider.operator, []).append(provider)
        for operator, run in operators.items():
            organisation = organisations.get(operator)
            if organisation and len(run) == 1:
                for name in (organisation.id, organisation.name, *organisation.aliases):
                    self._by_name.setdefault(_plain(name), run[0])
        self._regions = {name: {region.code.lower(): region for region in cloud.regions} for name, cloud in self.clouds.items()}
        self._scopes = {name: {scope.code.lower(): scope for scope in cloud.scopes} for name, cloud in self.clouds.items()}

    def provider(self, name: str) -> Provider | None:
        """The provider that a catalog id, alias or legal name means."""
        return self._by_name.get(_plain(name))

    def names(self) -> list[str]:
        """Provider ids, for messages about mistyped ones."""
        return sorted(self.providers)

    def own_apis(self, developer: str) -> tuple[Provider, ...]:
        """The services through which a developer serves its models itself."""
        return tuple(one for one in self.providers.values() if one.developer == developer)

    @cached_property
    def _hosts(self) -> list[tuple[re.Pattern[str], Provider, Host]]:
        run = self.providers.values()
        return [(_host_pattern(host.pattern), provider, host) for provider in run for host in provider.hosts]

    def host(self, name: str) -> HostMatch | None:
        """The service behind a host name, by the most specific pattern. `*` in a name stands for what is not known of it."""
        plain = name.lower().rstrip(".").partition("://")[2] or name.lower().rstrip(".")
        plain = plain.split("/", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0].replace("*", _ANY)
        best: tuple[int, HostMatch] | None = None
        for pattern, provider, host in self._hosts:
            found = pattern.fullmatch(plain)
            if found:
                weight = len(re.sub(r"[*]|<region>", "", host.pattern))
                if best is None or weight > best[0]:
                    region = found.groupdict().get("region")
                    best = (weight, HostMatch(provider, host, None if region and _ANY in region else region))
        return best[1] if best else None

    def region(self, cloud: str | None, code: str) -> Region | None:
        """A region by its cloud and code; None without a cloud, for codes collide."""
        return self._regions.get(cloud or "", {}).get(code.lower())

    def scope(self, cloud: str | None, code: str) -> Scope | None:
        """An inference scope (`eu`, `global`, `datazonestandard`) of a cloud."""
        return self._scopes.get(cloud or "", {}).get(code.lower())

    def region_codes(self, cloud: str | None) -> list[str]:
        """The region codes of a cloud, for messages about mistyped ones."""
        return [region.code for region in self._regions.get(cloud or "", {}).values()]


_ANY = "unknown"
"""In place of the part of a host name that is not known."""


def _plain(name: str) -> str:
    return re.sub(r"[^\w]", "", name.casefold())


def _host_pattern(pattern: str) -> re.Pattern[str]:
    first = pattern.split("/", 1)[0]
    parts = re.split(r"(\*|<[a-z-]+>)", first)
    seen = False
    built = ""
    for part in parts:
        if part == "*":
            built += r"[a-z0-9.-]+" if not built else r"[a-z0-9-]+"
        elif part.startswith("<") and part.endswith(">"):
            built += r"[a-z0-9-]+" if seen or part != "<region>" else r"(?P<region>[a-z0-9-]+)"
            seen = seen or part == "<region>"
        else:
            built += re.escape(part)
    return re.compile(built)
