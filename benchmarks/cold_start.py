"""Cold runs as ratios to `python -c pass`: paired, alternating, medians.

`python benchmarks/cold_start.py [ROUNDS]` prints the table that `docs/performance.md` keeps. Absolute milliseconds move
with the machine; only the ratios mean anything.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "c-us-travel-qwen-own-cloud"
SCRIPT = Path(sys.executable).parent / "riskcheck"


def once(command: list[str], environment: dict[str, str]) -> float:
    """Wall-clock seconds of one whole process."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def ratio(command: list[str], environment: dict[str, str], rounds: int, before_each: object = None) -> tuple[float, float]:
    """Median of the pairwise ratios to `python -c pass`, and the median milliseconds."""
    ratios, seconds = [], []
    once(command, environment)
    for _ in range(rounds):
        base = once([sys.executable, "-c", "pass"], environment)
        if callable(before_each):
            before_each()
        taken = once(command, environment)
        ratios.append(taken / base)
        seconds.append(taken)
    return statistics.median(ratios), 1000 * statistics.median(seconds)


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as home:
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
            "RISKCHECK_HOME": home
        }

        def forget() -> None:
            for path in [*Path(home).rglob("*.pickle"), *Path(home).rglob("answers/*")]:
                path.unlink()

        def forget_answers() -> None:
            for path in Path(home).rglob("answers/*"):
                path.unlink()

        check = [str(SCRIPT), "check", str(EXAMPLE), "--as-of", "2026-11-23"]
        hook = [sys.executable, "-c", "from riskcheck.__main__ import main; main()", *check[1:2], "--no-drift", *check[2:]]
        rows = [
            ("the hook, nothing changed", hook, None),
            ("riskcheck --version", [str(SCRIPT), "--version"], None),
            ("riskcheck check --format json", [*check, "--format", "json"], forget_answers),
            ("riskcheck check (text)", check, forget_answers),
            ("riskcheck check --format json, law book parsed anew", [*check, "--format", "json"], forget),
        ]
        print(f"| command | x `python -c pass` (median of {rounds} pairs) | ms here |\n|---|---|---|")
        for name, command, before in rows:
            times, milliseconds = ratio(command, environment, rounds, before)
            print(f"| {name} | {times:.1f} | {milliseconds:.0f} |")


if __name__ == "__main__":
    main()
