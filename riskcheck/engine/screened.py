"""Findings from screening: parties that the catalog does not know and a list may mean."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from riskcheck.engine import score
from riskcheck.schema.base import Citation
from riskcheck.schema.manifest import Manifest
from riskcheck.schema.report import Finding, Location, Reason
from riskcheck.schema.rule import RuleKind

UPDATE = "riskcheck lists update"
UNSCREENED = "unscreened-party"


class Screened(NamedTuple):
    """What the lists say of one party: an entry that its name matches or may match, or that nobody could look.

    path: the party's place in the manifest. deployment: None where the party concerns all of them. listed: day of the
    designation. retrieved: day on which the list was fetched.
    """

    party: str
    role: str
    path: tuple[str | int, ...]
    deployment: int | None
    band: Literal["match", "review", "unscreened"]
    list: str = ""
    title: str = ""
    kind: RuleKind = "sanctions"
    jurisdiction: str = "UN"
    meaning: str = ""
    entry: str = ""
    entry_name: str = ""
    matched: str = ""
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    listed: dt.date | None = None
    cite: str = ""
    url: str = ""
    retrieved: dt.date | None = None


def findings(
    rows: tuple[Screened, ...], manifest: Manifest, file: str, place_of: Callable[[tuple[str | int, ...]], tuple[int, int] | None]
) -> Iterator[tuple[int, Finding]]:
    """A finding for every row and deployment that it concerns, with the deployment's place."""
    for row in rows:
        for number, deployment in enumerate(manifest.deployments):
            if row.deployment in (None, number):
                place = place_of(row.path)
                at = Location(file=file, line=place[0] if place else None, column=place[1] if place else None)
                owner = manifest.organization.name
                yield number, _finding(row, owner, deployment.name, deployment.models[0].id, at)


def weight(finding: Finding) -> float:
    """What a finding weighs in the score: less when the name is only like the listed one."""
    is_sure = all(reason.confidence != "inferred" for reason in finding.because)
    return score.weight(
        finding.effect, finding.status, finding.determination, "confirmed" if is_sure else "inferred", "high", 0, None
    )


def _finding(row: Screened, owner: str, deployment: str, model: str, at: Location) -> Finding:
    rule = UNSCREENED if row.band == "unscreened" else f"screened-{row.list}"
    key = "\0".join((rule, owner.casefold(), deployment, row.party.casefold(), row.entry))
    stated = Reason(
        text=f"{'.'.join(str(one) for one in row.path if isinstance(one, str))} names {row.party}, {row.role}",
        fact="party",
        value=row.party,
        source="manifest",
        confidence="confirmed",
        line=at.line,
    )
    common = {
        "rule": rule, "deployment": deployment, "model": model, "effect": "review", "status": "in-force", "score": 0,
        "effective_to": None, "location": at, "fingerprint": hashlib.sha256(key.encode()).hexdigest()[:32],
    }  # fmt: skip
    if row.band == "unscreened":
        return Finding.model_validate(
            common
            | {
                "title": f"{row.party} was not screened",
                "kind": "sanctions",
                "jurisdiction": ("UN",),
                "determination": "undetermined",
                "severity": "high",
                "message": f"Cannot be ruled out: no official list is stored, and the catalog does not know {row.party}.",
                "because": (stated,),
                "missing": (UPDATE,),
                "remedies": (f"run `{UPDATE}`, or `riskcheck lists import` on a machine without a network",),
                "citations": (),
                "effective_from": None,
            }
        )
    since = f" since {row.listed}" if row.listed else ", by an entry without a day"
    sure = "has the name of" if row.band == "match" else "may be"
    cited = Citation(title=f"{row.title}: {row.entry_name}", url=row.url, cite=row.cite, retrieved=row.retrieved or dt.date.min)
    return Finding.model_validate(
        common
        | {
            "title": f"{row.party} {sure} a party on the list {row.title}",
            "kind": row.kind,
            "jurisdiction": (row.jurisdiction,),
            "determination": "applies",
            "severity": "high" if row.band == "match" else "medium",
            "message": (
                f"{row.party} {sure} {row.entry_name}, on {row.title}{since} (entry {row.entry}, list of {row.retrieved}). "
                f"If it is that party: {row.meaning}. A name is no identity: compare address, number and owners."
            ),
            "because": (stated, *(_listed(row, text) for text in row.reasons)),
            "missing": (),
            "remedies": (
                "compare country, address and registration number with the entry, and write down the result as a waiver",
                "use another provider, if it is that party",
            ),
            "citations": (cited,),
            "effective_from": row.listed,
        }
    )


def _listed(row: Screened, text: str) -> Reason:
    certainty = "confirmed" if row.band == "match" else "inferred"
    return Reason.model_validate(
        {"text": text, "fact": "party", "value": row.entry_name, "source": "list", "confidence": certainty}
    )


def as_data(row: Screened) -> dict[str, Any]:
    """A row as plain data, for an evidence bundle."""
    return row._asdict() | {
        "listed": row.listed.isoformat() if row.listed else None,
        "retrieved": row.retrieved.isoformat() if row.retrieved else None,
    }


def from_data(data: dict[str, Any]) -> Screened:
    """The row of `as_data`. Raises TypeError or ValueError for anything else."""
    days = {key: dt.date.fromisoformat(data[key]) if data.get(key) else None for key in ("listed", "retrieved")}
    return Screened(**(data | days | {"path": tuple(data["path"]), "reasons": tuple(data.get("reasons", ()))}))
