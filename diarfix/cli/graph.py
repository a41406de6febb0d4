"""`diarfix graph`: the turn graph as a picture or as GraphML."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import common, settings, targets


def graph(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    out: Path = typer.Option(..., "-o", "--out", metavar="FILE", help="Where to: .svg, .html or .graphml."),
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    format_id: str | None = settings.FROM,
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Draw the turns, the cut sentences and who is who."""
    targets.plan([source], str(out), None, False)
    given = settings.Settings(config, isolated, model=model, lenient=lenient, rules=rules)
    result, _ = common.repaired(source, given, format_id)
    from diarfix.drawing import write_graph

    common.make_folder(out.parent)
    write_graph(result, out)
