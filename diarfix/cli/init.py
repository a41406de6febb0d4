"""`diarfix init`: a first configuration, made from the episodes shown."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from diarfix.errors import DiarfixError, Place


def init(
    paths: list[str] = typer.Argument(None, metavar="[EPISODES]...", help="Files, folders, globs; here if not given."),
    out: Path = typer.Option(Path("diarfix.toml"), "-o", "--out", metavar="FILE", help="Write here; - prints it."),
    force: bool = typer.Option(False, "--force", help="Write over a file that is there."),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="Do not say what was seen and what comes next."),
) -> None:
    """Write a commented diarfix.toml from the episodes it is shown."""
    from diarfix.check.discover import discover
    from diarfix.check.survey import survey
    from diarfix.cli.common import make_folder
    from diarfix.config import Configs
    from diarfix.formats import FORMATS, write_path
    from diarfix.render.starter import starter

    printed = str(out) == "-"
    if not printed and out.exists() and not force:
        raise DiarfixError("E601", "there is a configuration already", "look at it, or give --force", Place(str(out)))
    suffixes = frozenset(suffix for item in FORMATS for suffix in item.suffixes)
    found = survey(discover(paths or ["."], Configs(isolated=True), suffixes))
    for name, error in found.unreadable:
        print(f"note: {name} is left out: {error}", file=sys.stderr)
    text = starter(found, Path() if printed else out.parent)
    if printed:
        typer.echo(text, nl=False)
        return
    make_folder(out.parent)
    write_path(out, text)
    if not quiet:
        kinds = ", ".join(f"{count} {name}" for name, count in found.formats)
        told = f"{len(found.episodes)} episodes ({kinds})" if found.episodes else "no episodes found"
        print(f"{out}: written from {told}\nnext: diarfix check .", file=sys.stderr)
