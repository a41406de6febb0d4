"""`diarfix people`: the cast of a transcript."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import typer

from diarfix.cli import common, settings


def people(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    output: Literal["text", "json"] = typer.Option("text", "--format", help="How the cast is written: text or json."),
    quotes: Path | None = settings.QUOTES,
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    format_id: str | None = settings.FROM,
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Show who is who: labels, names, roles, words, and what says so.

    The cast is shown as it stands once the safe repairs are made; nothing is written. Roles are host, co-host, guest,
    operator, executive, analyst, advertiser, caller and narrator; where the words do not say, the role is not clear.
    Quotes of the show notes, and of --quotes, are looked up: found or not, and whose words they are.
    """
    from diarfix.quotes import noted_quotes

    more = settings.quotes_of(quotes)
    given = settings.Settings(config, isolated, model=model, lenient=lenient, rules=rules, quotes=more)
    result, _ = common.repaired(source, given, format_id)
    from diarfix.pipeline import cast_of, checked_quotes
    from diarfix.render import screen
    from diarfix.render.cast import cast_json, print_cast
    from diarfix.render.quotes import print_quotes

    cast = cast_of(result)
    checked = checked_quotes(result, (*noted_quotes(result.original), *more))
    if output == "json":
        typer.echo(cast_json(cast, checked, result.original))
    else:
        print_cast(screen.stdout(), cast, result.original)
        print_quotes(screen.stdout(), checked, result.original)
