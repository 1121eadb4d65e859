"""The console script: a kept answer if there is one, straight to a command when one is named, else the full command line."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    arguments = sys.argv[1:]
    is_kept = arguments[:1] == ["check"] or (arguments[:1] == ["discover"] and "--check" in arguments)
    if is_kept and not sys.stdout.isatty():
        from riskcheck.cli import remembered

        code = remembered.answer(arguments)
        if code is not None:
            remembered.leave(code)
        sys.exit(remembered.recorded(arguments))
    from riskcheck.cli.commands import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
