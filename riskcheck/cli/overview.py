"""The typer application: help over all commands, `--version`, shell completion."""

from __future__ import annotations

import importlib

import typer

from riskcheck import __version__
from riskcheck.cli.commands import COMMANDS

app = typer.Typer(
    name="riskcheck",
    help="Judge AI deployments against sanctions, bans, data-residency law and licences. Not legal advice.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"riskcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", "-V", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    pass


def _add(name: str, line: str) -> None:
    settings = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}

    @app.command(name=name, help=line, context_settings=settings)
    def command(context: typer.Context) -> int:
        return int(importlib.import_module(f"riskcheck.cli.{name}").main(context.args))


for _name, _line in COMMANDS.items():
    _add(_name, _line)
