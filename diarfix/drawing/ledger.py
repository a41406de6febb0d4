"""The right half of the people panel in figures: who follows whom as a table, and what was decided on labels."""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.drawing.palette import ink_on
from diarfix.drawing.people import Circle
from diarfix.drawing.scene import Scene
from diarfix.drawing.svg import fit, label, tag

CELL = (40.0, 21.0)
"""Width and height of a cell of the table."""

LINES = 7
"""Decisions on labels that are listed; the page lists all."""


def draw_table(
    scene: Scene, circles: tuple[Circle, ...], left: float, top: float, room: float
) -> tuple[list[str], float]:
    """Rows are who spoke, columns who spoke next. Returns the markup and the height it took."""
    names = max(180.0, min(260.0, room - CELL[0] * len(circles)))
    wide = min(CELL[0], (room - names) / len(circles))
    start = left + names
    parts = [
        label(left, top + 15, "from ↓  to →", class_="df-soft", font_size=10.5),
        *(_dot(scene, circle, start + wide * (index + 0.5), top + 11) for index, circle in enumerate(circles)),
    ]
    turns = {(edge.source, edge.target): int(edge.evidence["turns"]) for edge in scene.graph.edges("follows")}
    most = max(turns.values(), default=1)
    for index, row in enumerate(circles):
        y = top + CELL[1] * (index + 1) + 4
        parts.append(_dot(scene, row, left + 9, y + 10))
        parts.append(label(left + 24, y + 14, fit(row.person.label, names - 30, 11), class_="df-ink", font_size=11))
        for at, column in enumerate(circles):
            count = turns.get((row.person.id, column.person.id), 0)
            parts += _cell(scene, row, count, most, (start + wide * at, y, wide))
    return parts, CELL[1] * (len(circles) + 1) + 8


def _cell(scene: Scene, row: Circle, count: int, most: int, box: tuple[float, float, float]) -> Iterator[str]:
    x, y, wide = box
    yield tag("rect", x=x, y=y, width=wide - 2, height=CELL[1] - 2, class_="df-lane")
    if count:
        shade = 0.12 + 0.5 * count / most
        colour = scene.colours[row.person.label]
        yield tag("rect", x=x, y=y, width=wide - 2, height=CELL[1] - 2, fill=colour, fill_opacity=shade)
        yield label(x + wide / 2 - 1, y + 14, f"{count:,}", class_="df-ink", font_size=10.5, text_anchor="middle")


def _dot(scene: Scene, circle: Circle, x: float, y: float) -> str:
    colour = scene.colours[circle.person.label]
    return tag("circle", cx=x, cy=y, r=8, fill=colour) + label(
        x, y + 3.6, str(circle.rank), fill=ink_on(colour), font_size=10, font_weight=700, text_anchor="middle"
    )


def decisions(scene: Scene) -> list[tuple[str, str]]:
    """What was found and decided on labels, as a tone and a line each."""
    lines = []
    for item in scene.suspicions:
        pair = f"{fit(item.first, 170, 11.5)} + {fit(item.second, 170, 11.5)}"
        what = f"{pair}: {item.cuts:,} of {item.seams:,} seams cut, {item.verdict}"
        lines.append(("df-bad", what))
    for decided in scene.decided:
        edit = decided.edit
        if edit.kind == "name" and decided.state != "rejected":
            fate = "named" if decided.state == "applied" else "name waits for review"
            what = f"{fit(edit.old, 190, 11.5)} → {fit(edit.new, 190, 11.5)}: {fate}, {edit.confidence:.2f}"
            lines.append(("df-ink", what))
    return lines


def draw_decisions(scene: Scene, left: float, top: float) -> tuple[list[str], float]:
    """The decisions on labels as lines of text. Returns the markup and the height it took."""
    lines = decisions(scene)
    shown = lines[:LINES]
    if len(lines) > LINES:
        shown[-1] = ("df-soft", f"and {len(lines) - LINES + 1} more")
    if not shown:
        shown = [("df-soft", "no two labels look like one person")]
    parts = [label(left, top + 14, "Labels", class_="df-ink", font_size=13, font_weight=700)]
    parts += [
        label(left, top + 33 + 17 * index, text, class_=tone, font_size=11.5)
        for index, (tone, text) in enumerate(shown)
    ]
    return parts, 38.0 + 17 * len(shown)
