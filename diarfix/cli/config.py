"""`diarfix config`: what is configured, and where each value comes from."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import settings


def config(
    source: str | None = typer.Argument(None, metavar="[PATH]", help="A file or folder; here where not given."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON."),
    keys: bool = typer.Option(False, "--keys", help="List every key with its default and what it says instead."),
    given: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Show the effective configuration and where each value comes from."""
    from diarfix.config import Configs
    from diarfix.render import config as rendering
    from diarfix.render import screen

    if keys:
        rendering.print_settings(screen.stdout())
        return
    path = Path(source or ".")
    configs = Configs(given, isolated)
    found = configs.for_folder(path) if path.is_dir() else configs.for_file(path)
    if as_json:
        typer.echo(rendering.config_json(found))
    else:
        rendering.print_config(screen.stdout(), found, f"what holds for {path}")
