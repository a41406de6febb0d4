"""The legend: every mark of the picture with its meaning, wrapped to the width."""

from __future__ import annotations

from diarfix.drawing.marks import arrow, double_dashed, hatched, jagged, moved
from diarfix.drawing.palette import COLOURS
from diarfix.drawing.svg import label, tag, width

SIZE = 11.5
LINE = 24.0
SIGN = 30.0


def draw_legend(left: float, top: float, right: float, edits: bool) -> tuple[list[str], float]:
    """The marks in reading order; those of edits only where there can be some. Returns markup and height."""
    parts: list[str] = []
    x, y = left, top
    for sign, meaning in _entries(edits):
        room = SIGN + 8 + width(meaning, SIZE) + 22
        if x > left and x + room > right:
            x, y = left, y + LINE
        parts.append(tag("g", sign, transform=f"translate({x:.0f} {y:.0f})"))
        parts.append(label(x + SIGN + 8, y + 14, meaning, class_="df-soft", font_size=SIZE))
        x += room
    return parts, y + LINE - top


def _entries(edits: bool) -> list[tuple[str, str]]:
    block = tag("rect", x=2, y=3.5, width=26, height=13, rx=1.5, fill=COLOURS[0])
    entries = [
        (block, "a turn, as wide as its words"),
        (block + jagged(15, 1, 19), "a label change cuts a sentence"),
    ]
    if edits:
        entries += [
            (hatched(2, 3.5, 26, 13), "old place of moved words"),
            (_new(True), "their new place, applied (▼)"),
            (_new(False), "suggested, waits for review (▽)"),
        ]
    return [
        *entries,
        (arrow((1, 10), (15, 10), (29, 10), COLOURS[0], 3), "speaks next; thicker: more often"),
        (double_dashed((1, 10), (29, 10)), "may be one person (sentences cut, of all label changes between the two)"),
    ]


def _new(applied: bool) -> str:
    return moved(2, 3.5, 3.5, 26, 13, COLOURS[1], applied)
