"""Pictures of the turn graph: SVG, a self-contained page, GraphML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from diarfix.drawing.graphml import to_graphml
from diarfix.drawing.page import draw_html
from diarfix.drawing.picture import draw_svg
from diarfix.errors import DiarfixError, Place
from diarfix.formats.io import write_bytes
from diarfix.graph import TurnGraph
from diarfix.pipeline import Result

__all__ = ["WRITERS", "draw_html", "draw_svg", "to_graphml", "write_graph"]

WRITERS: dict[str, Callable[[Result | TurnGraph], str]] = {
    ".svg": draw_svg,
    ".html": draw_html,
    ".htm": draw_html,
    ".graphml": to_graphml,
}
"""What a file name's ending asks for."""


def write_graph(result: Result, target: Path) -> None:
    """Draw the result into `target`, whole or not at all, in the form its suffix names. Raises E601, E105."""
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        found = f"it ends in {target.suffix!r}" if target.suffix else "its name has no ending"
        raise DiarfixError(
            "E601", f"{found}, which is no kind of graph", "name it .svg, .html or .graphml", Place(str(target))
        )
    write_bytes(target, writer(result).encode("utf-8"))
