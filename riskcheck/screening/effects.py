"""What standing on each list means: kind of measure, who is bound, where it is law, and where to read it."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Effect(NamedTuple):
    """The legal effect of one list, in short. `url` is the authority's own page."""

    title: str
    kind: Literal["sanctions", "export-control"]
    jurisdiction: str
    meaning: str
    url: str


_OFAC = "https://ofac.treasury.gov/"
_BIS = "https://www.bis.gov/regulations/ear/part-744"
EFFECTS: dict[str, Effect] = {
    "us-ofac-sdn": Effect(
        "OFAC Specially Designated Nationals", "sanctions", "US",
        "US persons may not deal with it, nor with companies that listed parties own half or more", _OFAC,
    ),
    "us-ofac-cons": Effect(
        "OFAC non-SDN lists", "sanctions", "US",
        "US persons are restricted as the named programme says; it is not blocked", _OFAC,
    ),
    "us-ofac-nscmic": Effect(
        "Chinese Military-Industrial Complex Companies", "sanctions", "US",
        "US persons may not trade its securities; using its products is not barred", _OFAC,
    ),
    "us-bis-entity-list": Effect(
        "BIS Entity List", "export-control", "US",
        "a licence is needed to export items subject to the EAR to it; nobody is barred from using its published weights", _BIS,
    ),
    "us-bis-meu": Effect(
        "BIS Military End User List", "export-control", "US", "a licence is needed to export listed items to it", _BIS,
    ),
    "us-bis-uvl": Effect(
        "BIS Unverified List", "export-control", "US",
        "no licence exceptions for exports to it, and a statement before shipments", _BIS,
    ),
    "us-bis-dpl": Effect(
        "BIS Denied Persons List", "export-control", "US", "nobody may take part in exports subject to the EAR with it", _BIS,
    ),
    "us-dod-1260h": Effect(
        "Chinese military companies (section 1260H)", "sanctions", "US",
        "the Department of Defense may not contract with it; private use is not barred", "https://www.federalregister.gov/",
    ),
    "us-state-isn": Effect(
        "Nonproliferation sanctions", "sanctions", "US", "no US procurement from it, assistance or licences, as the notice says",
        "https://www.state.gov/",
    ),
    "us-state-dtc": Effect(
        "ITAR debarred parties", "export-control", "US", "barred from exports of defence articles", "https://www.pmddtc.state.gov/",
    ),
    "us-csl": Effect(
        "Consolidated Screening List", "export-control", "US", "as the list named in the entry says",
        "https://www.trade.gov/consolidated-screening-list",
    ),
    "eu-fsf": Effect(
        "EU financial sanctions", "sanctions", "EU", "its funds are frozen; nobody in the EU may make resources available to it",
        "https://data.europa.eu/",
    ),
    "un-sc": Effect(
        "UN Security Council list", "sanctions", "UN", "UN members apply the measures of its regime through their own law",
        "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    ),
    "gb-uksl": Effect(
        "UK Sanctions List", "sanctions", "GB", "in the UK the sanctions that the entry names apply, mostly an asset freeze",
        "https://www.gov.uk/government/publications/the-uk-sanctions-list",
    ),
    "ch-seco": Effect(
        "Swiss sanctions list", "sanctions", "CH", "the measures of the named ordinance apply in Switzerland", "https://www.seco.admin.ch/",
    ),
    "opensanctions": Effect(
        "OpenSanctions", "sanctions", "UN", "as the lists that the entry names say", "https://www.opensanctions.org/",
    ),
}  # fmt: skip
"""By list id."""


def effect_of(list_id: str) -> Effect:
    """The effect of a list; a general word for one that is not in the table."""
    return EFFECTS.get(list_id, Effect(list_id, "sanctions", "UN", "as the list says", "https://www.un.org/"))
