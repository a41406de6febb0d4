"""The whole picture as SVG: title, people panel, legend, course of the episode."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from diarfix.drawing.course import TITLE_CHARS, draw_rows, lay_rows
from diarfix.drawing.ledger import draw_decisions, draw_table
from diarfix.drawing.legend import draw_legend
from diarfix.drawing.marks import HATCH
from diarfix.drawing.palette import SVG_STYLE
from diarfix.drawing.people import MOST, chosen, draw_people, place
from diarfix.drawing.scene import Scene, scene_of
from diarfix.drawing.svg import BOLD, fit, group, label, number, tag, words
from diarfix.graph import TurnGraph
from diarfix.pipeline import Result

WIDE = 1400.0
EDGE = 28.0
GUTTER = 210.0
"""Room for the names left of the lanes."""

PANEL = 740.0
"""Width of the people panel's drawing; the table stands right of it."""


def draw_svg(subject: Result | TurnGraph) -> str:
    """The picture of a repair's result, or of a graph alone, as an SVG document."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg_element(scene_of(subject), TITLE_CHARS)}\n'


def svg_element(scene: Scene, title_chars: int) -> str:
    """The `svg` element; hovering over a turn shows the first `title_chars` characters of its text."""
    parts, top = _header(scene)
    people, bottom = _people(scene, top)
    parts += people
    parts.append(label(EDGE, bottom + 18, "Course of the episode", class_="df-ink", font_size=15, font_weight=700))
    legend, high = draw_legend(EDGE, bottom + 28, WIDE - EDGE, scene.solved)
    parts.append(group(*legend, class_="legend"))
    rows = lay_rows(scene, bottom + 36 + high, EDGE + GUTTER, WIDE - EDGE)
    parts += draw_rows(scene, rows, title_chars)
    tall = (rows[-1].bottom if rows else bottom) + EDGE
    title = f"Turn graph of {_name(scene)}"
    return tag(
        "svg",
        "\n",
        tag("title", words(title), id="df-title"),
        tag("desc", words(_description(scene)), id="df-desc"),
        f"<style>{SVG_STYLE}</style><defs>{HATCH}</defs>\n",
        tag("rect", x=0, y=0, width=WIDE, height=tall, class_="df-paper"),
        "\n",
        *(f"{part}\n" for part in parts),
        xmlns="http://www.w3.org/2000/svg",
        class_="df",
        viewBox=f"0 0 {number(WIDE)} {number(tall)}",
        width=WIDE,
        height=tall,
        role="img",
        aria_labelledby="df-title df-desc",
    )


def summary(scene: Scene) -> str:
    """The episode in figures, on one line."""
    transcript = scene.transcript
    seams = sum(1 for _ in transcript.seams())
    parts = [
        f"{len(transcript.words):,} words",
        f"{len(transcript.turns):,} turns",
        f"{len(transcript.labels):,} labels",
        f"{len(scene.cuts):,} of {seams:,} label changes cut a sentence",
    ]
    if scene.solved:
        applied = sum(item.state == "applied" for item in scene.decided)
        waiting = sum(item.state == "review" for item in scene.decided)
        parts.append(f"edits: {applied:,} applied, {waiting:,} waiting")
    return " · ".join(parts)


def _name(scene: Scene) -> str:
    return PurePath(scene.transcript.source.name).name


def _description(scene: Scene) -> str:
    said = [f"{person.label}: {person.words:,} words in {person.turns:,} turns." for person in scene.graph.people()]
    doubts = [
        f"{item.first} and {item.second} may be one person ({item.cuts:,} of {item.seams:,} seams cut): {item.verdict}."
        for item in scene.suspicions
    ]
    return " ".join((f"{summary(scene)}.", *said, *doubts))


def _header(scene: Scene) -> tuple[list[str], float]:
    name = fit(_name(scene), WIDE - 2 * EDGE, 21 * BOLD)
    return [
        label(EDGE, 44, name, class_="df-ink", font_size=21, font_weight=700),
        label(EDGE, 66, summary(scene), class_="df-soft", font_size=13),
    ], 92.0


def _people(scene: Scene, top: float) -> tuple[list[str], float]:
    shown = chosen(scene)
    high = 190.0 if len(shown) < 3 else 360.0 if len(shown) < 7 else 440.0
    middle = (EDGE + PANEL / 2, top + 24 + high / 2)
    circles = place(shown, middle, (PANEL / 2 - 192, high / 2 - 50))
    left = EDGE + PANEL + 30
    table, used = draw_table(scene, circles, left, top + 14, WIDE - EDGE - left)
    lines, more = draw_decisions(scene, left, top + 14 + used + 16)
    parts = [
        label(EDGE, top + 8, "Who follows whom", class_="df-ink", font_size=15, font_weight=700),
        group(*draw_people(scene, circles, middle, PANEL / 2), class_="people"),
        group(*table, class_="table"),
        group(*lines, class_="decisions"),
        *_omitted(scene, top + high + 18),
    ]
    return parts, max(top + 24 + high, top + 30 + used + more) + 14


def _omitted(scene: Scene, y: float) -> Iterator[str]:
    rest = len(scene.graph.people()) - MOST
    if rest > 0:
        yield label(EDGE, y, f"and {rest} labels with fewer words", class_="df-soft", font_size=11)
