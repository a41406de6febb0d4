"""`diarfix graph`: the turn graph as a picture or as GraphML."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import common, targets


def graph(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    out: Path = typer.Option(..., "-o", "--out", metavar="FILE", help="Where to: .svg, .html or .graphml."),
    files: list[Path] = typer.Option([], "--rules", metavar="FILE", help="Use these rules, too."),
    no_model: bool = common.NO_MODEL,
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The format; see `diarfix formats`."),
    lenient: bool = common.LENIENT,
) -> None:
    """Draw the turns, the cut sentences and who is who."""
    targets.plan([source], str(out), None, False)
    result, _ = common.repaired(source, files, format_id, not no_model, lenient)
    from diarfix.drawing import write_graph

    common.make_folder(out.parent)
    write_graph(result, out)
