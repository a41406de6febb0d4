"""Colours for speakers and marks, in dark and light, and how wide a text is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from rich.style import Style

# After Paul Tol's "bright" and "muted" schemes (https://sronpersonalpages.nl/~pault/), lightened and darkened until
# each has a contrast of 4.5 or more on its ground.
_DARK = ("#66ccee", "#eebb55", "#77dd99", "#ee99cc", "#99bbff", "#ddcc77", "#ccaaff", "#c0c0c0")
_LIGHT = ("#006a94", "#9a4b00", "#1b6e2e", "#a02668", "#2f4fc0", "#6b5c00", "#6238b8", "#505050")


@dataclass(frozen=True)
class Look:
    """The styles of one theme."""

    dark: bool

    def speaker(self, at: int) -> Style:
        """The colour of the speaker of that number."""
        table = _DARK if self.dark else _LIGHT
        return Style(color=table[at % len(table)])

    def mark(self, name: str) -> Style:
        """The style of a mark; see `_MARKS`."""
        return (_MARKS_DARK if self.dark else _MARKS_LIGHT)[name]


def _marks(quiet: str, new: str, old: str, head: str, here: str, shade: str) -> Mapping[str, Style]:
    # Everything differs in more than colour, so that it can be seen without any.
    return {
        "quiet": Style(color=quiet),
        "plain": Style(),
        "head": Style(bold=True),
        "new": Style(color=new, bold=True),
        "old": Style(color=old, bold=True),
        "code": Style(color=head),
        "open": Style(color=head, underline=True),
        "item": Style(bgcolor=here, bold=True, underline=True),
        "selected": Style(bgcolor=shade, underline=True),
        "cursor": Style(reverse=True, bold=True),
        "hit": Style(color=new, italic=True, underline=True),
        "note": Style(color=head, bold=True),
        "key": Style(reverse=True),
    }


_MARKS_DARK = _marks("#9aa3ad", "#7fd88f", "#ff8f7d", "#f0c060", "#54481f", "#27415c")
_MARKS_LIGHT = _marks("#5a6270", "#1b6e2e", "#b3200e", "#8a5600", "#ffe9ac", "#cfe3f8")


@lru_cache(maxsize=100_000)
def width(text: str) -> int:
    """Columns that a safe text takes."""
    return len(text) if text.isascii() else cell_len(text)
