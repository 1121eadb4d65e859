"""The sources of official lists: where each comes from, what it holds, how it is read and what is too little of it.

A source is what is fetched and stored; its entries say which list they stand on. Addresses: the authorities' own pages,
as their consumers use them in 2026.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from riskcheck.errors import ListError, Mark
from riskcheck.screening.entry import Entry
from riskcheck.screening.sources import bis, csl, eu, names_csv, ofac_csv, ofac_xml, opensanctions, seco, uk, un

Files = Mapping[str, Path]
"""The files of a source by the names that `Source.files` gives them."""


class Source(NamedTuple):
    """One source. files: file name to URL; the first one names the edition. floor: fewer entries are not believable.

    note: what a user must know, for instance of its licence. A source without URLs is only imported.
    """

    id: str
    title: str
    authority: str
    files: Mapping[str, str]
    parse: Callable[[Files], Iterator[Entry]]
    published: Callable[[Files], dt.date | None]
    floor: int
    note: str = ""

    @property
    def is_fetched(self) -> bool:
        """Whether `lists update` fetches it."""
        return bool(self.files)


_OFAC = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
_PARTS = {
    "sdn.csv": "primary", "add.csv": "addresses", "alt.csv": "aliases", "sdn_comments.csv": "comments",
    "cons_prim.csv": "primary", "cons_add.csv": "addresses", "cons_alt.csv": "aliases", "cons_comments.csv": "comments",
}  # fmt: skip


def _single(files: Files) -> Path:
    return next(iter(files.values()))


def _ofac(list_id: ofac_csv.ListId, files: Files) -> Iterator[Entry]:
    parts = {_PARTS[name.lower()]: path for name, path in files.items() if name.lower() in _PARTS}
    return ofac_csv.parse(parts, list_id) if "primary" in parts else ofac_xml.parse(_single(files), list_id)


def _ofac_published(files: Files) -> dt.date | None:
    is_set = any(_PARTS.get(name.lower()) == "primary" for name in files)
    return None if is_set else ofac_xml.published(_single(files))


def _bis(list_id: str, files: Files) -> Iterator[Entry]:
    path = _single(files)
    return names_csv.parse(path, list_id) if path.suffix.lower() == ".csv" else bis.parse_supplement(path, list_id)


def _bis_published(files: Files) -> dt.date | None:
    return bis.published(_single(files))


def _no_date(files: Files) -> dt.date | None:
    return None


_PART_744 = {"part-744.xml": "https://www.ecfr.gov/api/versioner/v1/full/{date}/title-15.xml?part=744"}
_BIS, _TREASURY = "US Department of Commerce, Bureau of Industry and Security", "US Department of the Treasury, OFAC"
_TRADE = "https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv"
_EU = "https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw"
_SECO = (
    "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
    "?lang=en&action=downloadXmlGesamtlisteAction"
)
_NAMES = "no machine-readable official file; import a CSV with name, aliases, country, citation, listed"

SOURCES: dict[str, Source] = {
    one.id: one
    for one in (
        Source(
            "us-ofac-sdn", "Specially Designated Nationals", _TREASURY,
            {name: _OFAC + name for name in ("sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv")},
            partial(_ofac, "us-ofac-sdn"), _ofac_published, 5_000,
        ),
        Source(
            "us-ofac-cons", "OFAC consolidated list without SDN", _TREASURY,
            {name: _OFAC + name for name in ("cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv")},
            partial(_ofac, "us-ofac-cons"), _ofac_published, 300,
        ),
        Source(
            "us-csl", "Consolidated Screening List", "US Department of Commerce, International Trade Administration",
            {"consolidated.csv": _TRADE}, lambda files: csl.parse(_single(files)), _no_date, 10_000,
        ),
        Source(
            "us-bis-entity-list", "BIS Entity List", _BIS, _PART_744, partial(_bis, "us-bis-entity-list"), _bis_published, 2_000,
        ),
        Source("us-bis-meu", "BIS Military End User List", _BIS, _PART_744, partial(_bis, "us-bis-meu"), _bis_published, 40),
        Source("us-bis-uvl", "BIS Unverified List", _BIS, _PART_744, partial(_bis, "us-bis-uvl"), _bis_published, 50),
        Source(
            "us-bis-dpl", "BIS Denied Persons List", _BIS, {"dpl.txt": "https://www.bis.doc.gov/dpl/dpl.txt"},
            lambda files: bis.parse_denied(_single(files)), _no_date, 200,
        ),
        Source(
            "us-dod-1260h", "Chinese military companies (section 1260H)", "US Department of Defense", {},
            lambda files: names_csv.parse(_single(files), "us-dod-1260h"), _no_date, 50, _NAMES,
        ),
        Source(
            "us-ofac-nscmic", "Chinese Military-Industrial Complex Companies", _TREASURY, {},
            lambda files: names_csv.parse(_single(files), "us-ofac-nscmic"), _no_date, 40,
            f"{_NAMES}; the consolidated list of OFAC holds it too",
        ),
        Source(
            "eu-fsf", "EU consolidated financial sanctions", "European Commission, DG FISMA", {"eu-fsf.xml": _EU},
            lambda files: eu.parse(_single(files)), lambda files: eu.published(_single(files)), 3_000,
        ),
        Source(
            "un-sc", "UN Security Council consolidated list", "United Nations Security Council",
            {"consolidated.xml": "https://scsanctions.un.org/resources/xml/en/consolidated.xml"},
            lambda files: un.parse(_single(files)), lambda files: un.published(_single(files)), 500,
        ),
        Source(
            "gb-uksl", "UK Sanctions List", "UK Foreign, Commonwealth and Development Office",
            {"UK-Sanctions-List.csv": "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv"},
            lambda files: uk.parse(_single(files)), lambda files: uk.published(_single(files)), 2_000,
        ),
        Source(
            "ch-seco", "Swiss sanctions list", "State Secretariat for Economic Affairs", {"seco.xml": _SECO},
            lambda files: seco.parse(_single(files)), lambda files: seco.published(_single(files)), 3_000,
        ),
        Source(
            "opensanctions", "OpenSanctions, your own copy", "OpenSanctions", {},
            lambda files: opensanctions.parse(_single(files)), lambda files: opensanctions.published(_single(files)), 1,
            "its data is licensed for non-commercial use only; never fetched, import entities.ftm.json if you may use it",
        ),
    )
}  # fmt: skip
"""Every source by its id."""


def files_at(source: Source, path: Path) -> dict[str, Path]:
    """The files of a source at a path: a file in any of the authority's formats, or a folder that holds them.

    Raises ListError when nothing there can be it.
    """
    if path.is_file():
        companions = {name: path.parent / name for name in source.files} if path.name in source.files else {}
        return {path.name: path} | {name: one for name, one in companions.items() if one.is_file()}
    if not path.is_dir():
        raise ListError(f"there is no {path}", fix="name a file or a folder")
    found = {name: found for name in source.files if (found := _below(path, source.id, name))}
    first = next(iter(source.files), None)
    if first in found:
        return found
    own = [one for one in sorted(path.glob(f"{source.id}.*")) if one.is_file()]
    if own:
        return {own[0].name: own[0]}
    expected = ", ".join(source.files) or f"{source.id}.csv"
    raise ListError(f"{source.id}: nothing of it is in {path}", fix=f"it needs {expected}, or {source.id} with its own ending")


def _below(folder: Path, source: str, name: str) -> Path | None:
    for candidate in (folder / source / name, folder / name):
        if candidate.is_file():
            return candidate
    return next((one for one in sorted(folder.rglob("*")) if one.is_file() and one.name.lower() == name.lower()), None)


def read(source: Source, files: Files) -> Iterator[Entry]:
    """The entries of a source's files. Raises ListError, whatever is wrong with them."""
    first = _single(files)
    try:
        yield from source.parse(files)
    except (UnicodeError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ListError(f"{source.id}: cannot be read: {error}", mark=Mark(first.name), fix="fetch the file again") from None
    except (KeyError, IndexError, AttributeError, TypeError, ValueError) as error:
        raise ListError(
            f"{source.id}: the file has not the expected shape ({type(error).__name__}: {error})",
            mark=Mark(first.name),
            fix="is it the authority's own file?",
        ) from None
