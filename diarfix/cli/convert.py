"""`diarfix convert`: the same transcript in another format."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from diarfix.cli import common, settings, targets


def convert(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    out: str = typer.Argument(..., metavar="OUT", help="Write here; `-` is standard output."),
    format_id: str | None = settings.FROM,
    to: str | None = typer.Option(None, "--to", metavar="FORMAT", help="The new format; OUT's ending may say it."),
    strict: bool = typer.Option(False, "--strict", help="Write nothing where anything would be lost or made up."),
    lenient: bool = typer.Option(False, "--lenient", help="Repair what is malformed, where that can be done."),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="Do not say what is lost."),
) -> None:
    """Write a transcript in another format and say, a line each, what that cannot hold."""
    targets.plan([source], out, None, False)
    from diarfix import formats
    from diarfix.formats.convert import convert as converted
    from diarfix.formats.convert import format_of

    if to is not None:
        formats.by_id(to)
    transcript = common.read(source, format_id, lenient)
    target = to or format_of(out, transcript.source.format).id
    made = converted(transcript, target, strict)
    for loss in () if quiet else made.losses:
        print(f"note: {loss}", file=sys.stderr)
    common.deliver(made.transcript.source.text, made.transcript.source, None if out == targets.STDIN else Path(out))
