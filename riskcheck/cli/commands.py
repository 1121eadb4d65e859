"""The commands and how they are reached.

A named command is imported alone and parses its own words with argparse, so that a hook run does not pay for typer,
rich or requests. The bare call, `--help` and completion go through typer, which lists the same table.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from riskcheck.errors import RiskcheckError

COMMANDS: dict[str, str] = {
    "check": "Judge manifests: the gate.",
    "explain": "Say what a rule means, and why it applies or what stopped it.",
    "diff": "Say what a change adds, removes or worsens.",
    "waive": "Accept a finding for a time.",
    "replay": "Judge an evidence bundle again and compare.",
    "init": "Write the manifest: five questions over what discovery finds.",
    "discover": "Find the model uses in code and configuration.",
    "screen": "Screen party names against the lists.",
    "lists": "Fetch, verify and store official lists.",
    "rules": "List, show, test and lint rules.",
    "catalog": "Say what is known of a model, organisation, host or region.",
    "identify": "Say what local weights are, from their own metadata.",
    "schema": "Print the JSON Schema of a document.",
}
"""Every command, with its line in the help; `riskcheck.cli.<name>` has its `main`."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0 passed, 1 gate failed, 2 wrong input or call, 3 our own failure."""
    name = arguments[0] if arguments else ""
    try:
        if name in COMMANDS:
            return int(importlib.import_module(f"riskcheck.cli.{name}").main(list(arguments[1:])))
        if name in ("--version", "-V"):
            from riskcheck import __version__

            print(f"riskcheck {__version__}")
            return 0
        return _through_typer(list(arguments))
    except RiskcheckError as error:
        print(_prefixed(str(error)), file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except Exception as error:
        return _own_failure(error)


def _prefixed(text: str) -> str:
    return "\n".join(line if line.startswith("  ") else f"error: {line}" for line in text.splitlines())


def _own_failure(error: Exception) -> int:
    import os
    import traceback

    if os.environ.get("RISKCHECK_DEBUG"):
        traceback.print_exc()
    print(f"error: riskcheck itself failed: {type(error).__name__}: {error}", file=sys.stderr)
    print("  fix: set RISKCHECK_DEBUG=1 for the traceback and report it", file=sys.stderr)
    return 3


def _through_typer(arguments: list[str]) -> int:
    from riskcheck.cli.overview import app

    try:
        result = app(args=arguments, standalone_mode=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error of typer's own; without arguments it has printed the help
            if arguments:
                print(f"error: {error.format_message()}\n  fix: see `riskcheck --help`", file=sys.stderr)
            return 2
        raise
    return result if isinstance(result, int) else 0
