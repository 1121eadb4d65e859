"""The console script: straight to a command when one is named, to the full command line otherwise."""

from __future__ import annotations

import sys

from riskcheck.cli.commands import run


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
