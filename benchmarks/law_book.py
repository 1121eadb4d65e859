"""Reading and linting all rules cold, as a ratio to parsing the same bytes with PyYAML's C loader.

`python benchmarks/law_book.py [ROUNDS]`: each round runs both in fresh processes, alternating; the median ratio is printed.
The time of importing the modules is left out on both sides.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

PARSE = """
import time, yaml
from riskcheck.reading import rulebook
texts = [path.read_bytes() for path in rulebook.files_below(rulebook.bundled())]
start = time.perf_counter()
for text in texts:
    yaml.load(text, Loader=yaml.CSafeLoader)
print(time.perf_counter() - start)
"""
READ_AND_LINT = """
import datetime as dt, time
from riskcheck.engine.lint import lint
from riskcheck.reading import rulebook
start = time.perf_counter()
lint(rulebook.read([rulebook.bundled()]), dt.date(2026, 11, 23))
print(time.perf_counter() - start)
"""


def seconds(code: str) -> float:
    """What a fresh process measured."""
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    pairs = [(seconds(PARSE), seconds(READ_AND_LINT)) for _ in range(rounds)]
    ratio = statistics.median(ours / theirs for theirs, ours in pairs)
    print(f"read and lint all rules: {ratio:.2f} x PyYAML C parse of the same bytes (median of {rounds} pairs)")
    parse, ours = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"parse {parse:.0f} ms, read and lint {ours:.0f} ms here")


if __name__ == "__main__":
    main()
