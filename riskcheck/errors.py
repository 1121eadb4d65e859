"""Every error a user can meet, with its place in the input and what would be right (floor 0)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """A place in an input file; line and column count from 1."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


class RiskcheckError(Exception):
    """Anything that a user can meet. `problem` says what is wrong, `fix` what would be right."""

    exit_code = 2

    def __init__(self, problem: str, *, mark: Mark | None = None, fix: str | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mark = mark
        self.fix = fix

    def __str__(self) -> str:
        place = f"{self.mark}: " if self.mark else ""
        fix = f"\n  fix: {self.fix}" if self.fix else ""
        return f"{place}{self.problem}{fix}"


class UsageError(RiskcheckError):
    """The call itself is wrong: an unknown option value, a file that is not there."""


class InputError(RiskcheckError):
    """A manifest, waiver file or other input cannot be read as what it should be."""


class RulebookError(RiskcheckError):
    """A rule, list or catalog file is not well formed."""


class ListError(RiskcheckError):
    """An official list cannot be fetched, read or trusted; the one that is stored stays as it is."""


class ManyErrors(RiskcheckError):
    """Several errors found in one pass over the input."""

    def __init__(self, errors: Iterable[RiskcheckError]) -> None:
        self.errors = tuple(errors)
        super().__init__(f"{len(self.errors)} errors", mark=self.errors[0].mark if self.errors else None)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """The valid word closest to a mistyped one, or None when nothing is close."""
    import difflib  # only for a mistyped word

    by_lower = {candidate.lower(): candidate for candidate in valid}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None
