"""`diarfix people`: the cast of a transcript."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer

from diarfix.cli import common, settings


def people(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    output: Literal["text", "json"] = typer.Option("text", "--format", help="How the cast is written: text or json."),
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The format; see `diarfix formats`."),
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Show who is who: labels, names, roles, words, and what says so.

    The cast is shown as it stands once the safe repairs are made. Roles are host, co-host, guest, operator,
    executive, analyst, advertiser, caller and narrator; where the words do not say, the role is not clear.
    Nothing is written.
    """
    given = settings.Settings(config, isolated, model=model, lenient=lenient, rules=rules)
    result, _ = common.repaired(source, given, format_id)
    from diarfix.pipeline import cast_of
    from diarfix.render import screen
    from diarfix.render.cast import cast_json, print_cast

    cast = cast_of(result)
    if output == "json":
        typer.echo(cast_json(cast, result.original))
    else:
        print_cast(screen.stdout(), cast, result.original)
