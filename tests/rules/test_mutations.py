"""How much of the law the tests hold: change the rules in small ways and see whether a test fails.

A changed date (by a year, either way), a list member or group member left out, another effect: each has to be noticed by an
inline test of a rule, by lint, or by the pages under `docs/rules/` that are reviewed with every change. The share that
inline tests and lint alone notice is reported apart, for pages can be generated anew without reading.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from riskcheck.engine.lint import lint
from riskcheck.engine.rule_tests import run
from riskcheck.reading import rulebook
from riskcheck.schema.rule import Effect
from riskcheck.schema.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]
LAW = rulebook.read([rulebook.bundled()])
DAY = dt.date(2026, 11, 23)
LEAST = 0.95
LEAST_INLINE = 0.75
SAMPLE = 400
"""Changes of each kind that are tried, drawn with a fixed seed; all of them would take minutes."""

sys.path.insert(0, str(ROOT / "docs"))


def shifted(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def changed_dates() -> Iterator[tuple[str, Rulebook]]:
    for index, rule in enumerate(LAW.rules):
        for at, period in enumerate(rule.periods):
            for name in ("from_", "until"):
                if getattr(period, name) is None:
                    continue
                for years in (-1, 1):
                    other = period.model_copy(update={name: shifted(getattr(period, name), years)})
                    periods = (*rule.periods[:at], other, *rule.periods[at + 1 :])
                    yield f"{rule.id}: {name} {years:+d}y", with_rule(index, periods=periods)
    for index, one in enumerate(LAW.lists):
        for at, entry in enumerate(one.entries):
            for years in (-1, 1):
                other = entry.model_copy(update={"since": shifted(entry.since, years)})
                yield (
                    f"{one.id}: {entry.organisation} {years:+d}y",
                    with_entries(index, (*one.entries[:at], other, *one.entries[at + 1 :])),
                )


def dropped_members() -> Iterator[tuple[str, Rulebook]]:
    for index, one in enumerate(LAW.lists):
        for at, entry in enumerate(one.entries):
            yield f"{one.id}: without {entry.organisation}", with_entries(index, one.entries[:at] + one.entries[at + 1 :])
    for index, group in enumerate(LAW.groups):
        for at, member in enumerate(group.members):
            other = group.model_copy(update={"members": group.members[:at] + group.members[at + 1 :]})
            groups = (*LAW.groups[:index], other, *LAW.groups[index + 1 :])
            yield f"{group.id}: without {member.place}", replace(LAW, groups=groups)


def swapped_effects() -> Iterator[tuple[str, Rulebook]]:
    for index, rule in enumerate(LAW.rules):
        for effect in get_args(Effect):
            if effect != rule.effect:
                yield f"{rule.id}: {effect}", with_rule(index, effect=effect)


def with_rule(index: int, **update: object) -> Rulebook:
    other = LAW.rules[index].model_copy(update=update)
    return replace(LAW, rules=(*LAW.rules[:index], other, *LAW.rules[index + 1 :]))


def with_entries(index: int, entries: tuple[object, ...]) -> Rulebook:
    other = LAW.lists[index].model_copy(update={"entries": entries})
    return replace(LAW, lists=(*LAW.lists[:index], other, *LAW.lists[index + 1 :]))


def touched(changed: Rulebook) -> list[object]:
    """Rules that differ, and rules whose conditions name a list or group that differs."""
    ids = {one.id for one, other in zip(changed.rules, LAW.rules, strict=True) if one is not other}
    names = {one.id for one, other in zip(changed.lists, LAW.lists, strict=True) if one is not other}
    names |= {one.id for one in changed.lists if one.derived_from in names}
    names |= {one.id for one, other in zip(changed.groups, LAW.groups, strict=True) if one is not other}
    names |= {one.id for one in changed.groups if set(one.includes) & names}
    return [
        rule
        for rule in changed.rules
        if rule.id in ids or any(f"'{name}'" in str((rule.binds, rule.when, rule.unless)) for name in names)
    ]


def is_noticed_inline(changed: Rulebook) -> bool:
    rules = touched(changed)
    if any(not one.is_passed for one in run(changed, rules)):
        return True
    ids = {rule.id for rule in rules}
    bare = {"scenarios": (), "models": (), "families": (), "providers": ()}
    before = lint(replace(LAW, rules=tuple(rule for rule in LAW.rules if rule.id in ids), **bare), DAY)
    after = lint(replace(changed, rules=tuple(rules), **bare), DAY)
    return bool({(one.rule, one.problem) for one in after} - {(one.rule, one.problem) for one in before})


def is_noticed_in_pages(changed: Rulebook) -> bool:
    import law_pages

    return law_pages.pages(changed) != PAGES


@pytest.fixture(scope="module", autouse=True)
def pages() -> None:
    import law_pages

    global PAGES
    PAGES = law_pages.pages(LAW)


@pytest.mark.parametrize("changes", [changed_dates, dropped_members, swapped_effects])
def test_a_changed_law_makes_a_test_fail(changes, capsys: pytest.CaptureFixture[str]) -> None:
    every = list(changes())
    tried = random.Random(7).sample(every, min(SAMPLE, len(every)))
    inline = [name for name, changed in tried if not is_noticed_inline(changed)]
    unnoticed = [name for name, changed in tried if name in set(inline) and not is_noticed_in_pages(changed)]
    with capsys.disabled():
        noticed = 1 - len(inline) / len(tried)
        print(f"\n{changes.__name__}: {len(tried)} of {len(every)}: inline tests and lint notice {noticed:.1%}, "
              f"with the pages {1 - len(unnoticed) / len(tried):.1%}")  # fmt: skip
    assert len(unnoticed) <= (1 - LEAST) * len(tried), unnoticed[:20]
    assert len(inline) <= (1 - LEAST_INLINE) * len(tried), inline[:40]
