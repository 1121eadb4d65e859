"""`riskcheck waive`: write a waiver for a finding, without touching what else the file says."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import io
import json
import subprocess
from pathlib import Path
from typing import Any

from riskcheck import api
from riskcheck.cli import options
from riskcheck.cli.inputs import subject
from riskcheck.engine import check as engine
from riskcheck.errors import UsageError, nearest
from riskcheck.reading import reports, waivers
from riskcheck.schema.report import Finding, Report
from riskcheck.schema.waiver import LONGEST, Waiver, Waivers


def parser() -> options.Parser:
    """The words of `riskcheck waive`."""
    it = options.Parser(prog="riskcheck waive", description="Accept a finding for a time: who, why, until when.")
    it.add_argument("finding", metavar="FINDING", help="fingerprint (its beginning will do) or rule id")
    it.add_argument("--reason", required=True, help="why the finding is accepted")
    it.add_argument(
        "--expires", required=True, type=_expiry, metavar="DATE|DAYS", help=f"last day, or days from today; at most {LONGEST}"
    )
    it.add_argument("--approved-by", metavar="WHO", help="who answers for it (default: git's user, else the login name)")
    it.add_argument("--ticket", help="where it was decided")
    it.add_argument("--accept-prohibited", action="store_true", help="needed for a finding whose effect is prohibited")
    it.add_argument("--deployment", metavar="NAME", help="which deployment, where the rule has findings in several")
    it.add_argument("--model", metavar="ID", help="only this model")
    it.add_argument("--in", dest="where", default=".", metavar="PATH", help="manifest, folder or JSON report (default: here)")
    it.add_argument(
        "--waivers", type=Path, default=Path(waivers.FILE_NAME), metavar="FILE", help="default: riskcheck-waivers.yaml"
    )
    options.add_time(it)
    options.add_rules(it)
    it.add_argument("--format", choices=["text", "json"], default="text", help="default: text")
    return it


def main(arguments: list[str]) -> int:
    """Write the waiver. Returns 0."""
    given = parser().parse_args(arguments)
    today = given.as_of or options.today()
    expires = given.expires if isinstance(given.expires, dt.date) else today + dt.timedelta(days=given.expires)
    if not 0 <= (expires - today).days <= LONGEST:
        latest = today + dt.timedelta(days=LONGEST)
        raise UsageError(f"a waiver to {expires} does not hold", fix=f"choose a day from {today} to {latest}")
    chosen = _chosen(_report(given, today).findings, given)
    if any(one.effect == "prohibited" for one in chosen) and not given.accept_prohibited:
        raise UsageError(
            f"{chosen[0].rule} prohibits the use; a waiver does not make it lawful",
            fix="add --accept-prohibited if somebody answers for it all the same",
        )
    new = _waivers_for(chosen, given, expires)
    _append(given.waivers, new, today)
    shown = options.shown_path(given.waivers)
    if given.format == "json":
        print(json.dumps({"file": shown, "waivers": [_plain(one) for one in new]}, indent=2, ensure_ascii=False))
        return 0
    for one in new:
        on = f" on {one.model}" if one.model else ""
        print(f"waived {one.rule} in {one.deployment}{on} until {one.expires}, approved by {one.approved_by}: {shown}")
    return 0


def _expiry(text: str) -> dt.date | int:
    if text.isdigit():
        return int(text)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is neither a date nor a number of days") from None


def _report(given: Any, today: dt.date) -> Report:
    path = Path(given.where)
    if path.suffix == ".json" and path.is_file() and path.name != "riskcheck.json":
        return reports.load(path, options.shown_path(path))
    return engine.check([subject(given.where)], api.load_book(given.rules, today, given.horizon), engine.Options())


def _chosen(findings: tuple[Finding, ...], given: Any) -> list[Finding]:
    wanted = given.finding
    found = [one for one in findings if one.rule == wanted or (len(wanted) >= 6 and one.fingerprint.startswith(wanted))]
    found = [one for one in found if given.deployment in (None, one.deployment) and given.model in (None, one.model)]
    if not found:
        close = nearest(wanted, {one.rule for one in findings})
        fix = f"did you mean {close}?" if close else "`riskcheck check --format json` shows rules and fingerprints"
        raise UsageError(f"no finding is {wanted}", fix=fix)
    deployments = sorted({one.deployment for one in found})
    if len(deployments) > 1 and given.deployment is None:
        raise UsageError(f"{wanted} has findings in {', '.join(deployments)}", fix="choose one with --deployment")
    return found


def _waivers_for(chosen: list[Finding], given: Any, expires: dt.date) -> list[Waiver]:
    by_model = given.model is not None or any(one.fingerprint.startswith(given.finding) for one in chosen)
    who = given.approved_by or _who()
    keys = dict.fromkeys((one.rule, one.deployment, one.model if by_model else None) for one in chosen)
    return [
        Waiver(
            rule=rule, deployment=deployment, model=model, reason=given.reason, approved_by=who, expires=expires,
            ticket=given.ticket, accept_prohibited=given.accept_prohibited,
        )
        for rule, deployment, model in keys
    ]  # fmt: skip


def _who() -> str:
    try:
        ran = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)
        if name := ran.stdout.strip():
            return name
    except (OSError, subprocess.TimeoutExpired):
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError("nobody is named who approves the waiver", fix="add --approved-by") from None


def _plain(one: Waiver) -> dict[str, Any]:
    kept = one.model_dump(exclude_none=True)
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in kept.items() if value is not False}


def _append(path: Path, new: list[Waiver], today: dt.date) -> None:
    """Add to the file, keeping its comments and order; written anew when it is not there."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    held: Waivers | None = waivers.load(path, options.shown_path(path), today) if path.is_file() else None
    for one in held.waivers if held else ():
        if any((one.rule, one.deployment, one.model) == (other.rule, other.deployment, other.model) for other in new):
            raise UsageError(
                f"{options.shown_path(path)} already waives {one.rule} in {one.deployment} until {one.expires}",
                fix="change that entry",
            )
    document: Any = yaml.load(path.read_text("utf-8")) if held is not None else {"version": 1}
    added = [{**_plain(one), "expires": one.expires} for one in new]
    if document.get("waivers"):
        document["waivers"].extend(added)
    else:
        document["waivers"] = added
    stream = io.StringIO()
    yaml.dump(document, stream)
    waivers.from_text(stream.getvalue(), options.shown_path(path), today)
    try:
        path.write_text(stream.getvalue(), "utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}", fix="check the folder") from None
