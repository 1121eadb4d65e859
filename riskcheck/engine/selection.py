"""Which rules a check takes: `--only` and `--skip` by id, kind or jurisdiction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from riskcheck.errors import UsageError, nearest
from riskcheck.schema import places
from riskcheck.schema.report import Finding
from riskcheck.schema.rule import Rule


@dataclass(frozen=True, slots=True)
class Selection:
    """Words of which a rule must match one (`only`) or none (`skip`): its id, its kind, or a jurisdiction."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def takes(self, rule: Rule) -> bool:
        """Whether a rule is judged."""
        return (not self.only or any(_fits(rule, word) for word in self.only)) and not any(
            _fits(rule, word) for word in self.skip
        )

    def takes_finding(self, finding: Finding) -> bool:
        """The same for a finding that comes from screening and not from a rule."""
        fits = [word for word in (*self.only, *self.skip) if _fits_words(finding.rule, finding.kind, finding.jurisdiction, word)]
        return (not self.only or any(word in self.only for word in fits)) and not any(word in self.skip for word in fits)

    def require_known(self, rules: Iterable[Rule]) -> None:
        """Raise UsageError for a word that no rule answers to: a mistyped id must not pass silently."""
        every = tuple(rules)
        for word in (*self.only, *self.skip):
            if not any(_fits(rule, word) for rule in every):
                close = nearest(word, {name for rule in every for name in (rule.id, rule.kind, *rule.jurisdiction)})
                raise UsageError(
                    f"no rule has the id, kind or jurisdiction '{word}'",
                    fix=f"did you mean {close}?" if close else "see `riskcheck rules list`",
                )


def _fits(rule: Rule, word: str) -> bool:
    return _fits_words(rule.id, rule.kind, rule.jurisdiction, word)


def _fits_words(identifier: str, kind: str, jurisdiction: Iterable[str], word: str) -> bool:
    return word in (identifier, kind) or any(places.lies_in(place, word) for place in jurisdiction)
