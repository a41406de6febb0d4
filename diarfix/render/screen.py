"""Consoles that know their width and colours, and lines that wrap with a hanging indent.

Only the sixteen colours of the terminal's own palette are used, so that light and dark both read well.
"""

from __future__ import annotations

import os
import sys
from typing import IO

from rich.console import Console
from rich.text import Text

PIPED_WIDTH = 100
"""Columns where the output is no terminal and COLUMNS says nothing."""

NEW, OLD, QUIET, CODE, HEAD = "green", "red", "dim", "cyan", "bold"


def console(stream: IO[str]) -> Console:
    """A console on `stream`; plain text where it is no terminal or NO_COLOR is set."""
    made = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if not made.is_terminal and not os.environ.get("COLUMNS", "").isdigit():
        made.width = PIPED_WIDTH
    return made


def stdout() -> Console:
    """The console for what was asked for."""
    return console(sys.stdout)


def stderr() -> Console:
    """The console for what is said beside it."""
    return console(sys.stderr)


def has_colour(target: Console) -> bool:
    """Whether styles can be seen; without them renderers write marks instead."""
    return target.color_system is not None and not target.no_color


def hanging(target: Console, lead: Text, body: Text, indent: int | None = None) -> None:
    """Print `lead` and `body` on one line; what does not fit continues under the body, `indent` columns in.

    lead lead  body body body
               body body
    """
    column = lead.cell_len if indent is None else indent
    room = max(20, target.width - column)
    first = max(1, target.width - lead.cell_len)
    lines = list(body.wrap(target, min(room, first), tab_size=4))
    for at, line in enumerate(lines or [Text()]):
        line.rstrip()
        # Appended to an empty text: a lead's own style must not run on under the body.
        start = Text.assemble(lead if at == 0 else " " * column, line)
        if at and not line.plain:
            continue
        start.rstrip()
        target.print(start, no_wrap=True, overflow="ignore", crop=False)


def fitted(label: str, width: int) -> str:
    """`label` in `width` columns, cut in the middle where it is longer: its end tells hosts apart.

    >>> fitted("Tidewater Hour Co-Host", 12), fitted("Ann", 5)
    ('Tidew…o-Host', 'Ann  ')
    """
    if len(label) <= width:
        return label.ljust(width)
    left = (width - 1) // 2
    return f"{label[:left]}…{label[len(label) - (width - 1 - left) :]}"
