"""The course of the episode: a lane for each label, each turn a block as wide as its words, wrapped into rows.

word 1     Host    ####|      |###
           Guest       |######|           | cut sentence
word 1,201 Host    ##|    ...
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from diarfix.drawing.marks import bracket, hatched, jagged, moved, pin
from diarfix.drawing.scene import Scene
from diarfix.drawing.svg import fit, group, label, tag, words
from diarfix.model import Turn

ROW_WORDS = 1200
"""Words a row holds at most."""

WIDEST_WORD = 9.0
"""Pixels of a word in a short transcript."""

LANE, BLOCK, HEAD, GAP = 17.0, 13.0, 24.0, 12.0
"""Heights: a lane, a block in it, the line above the lanes, the space below a row."""

FEW = 8
"""Labels up to which every row shows every lane; beyond, only the lanes with something in them."""

TITLE_CHARS = 300
"""Characters of a turn's text in the picture's own hover titles."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words `start:end` on one line of lanes, which starts `top` pixels down; `lanes` maps labels to heights."""

    start: int
    end: int
    top: float
    lanes: dict[str, float]
    left: float
    scale: float

    def x(self, word: int) -> float:
        """The left edge of a word."""
        return self.left + (min(max(word, self.start), self.end) - self.start) * self.scale

    @property
    def bottom(self) -> float:
        """The lower edge of the last lane."""
        return self.top + HEAD + LANE * len(self.lanes)


def lay_rows(scene: Scene, top: float, left: float, right: float) -> tuple[Row, ...]:
    """The rows from `top` down, of equal words but for the last."""
    total = len(scene.transcript.words)
    count = max(1, ceil(total / ROW_WORDS))
    each = max(1, ceil(total / count))
    scale = min(WIDEST_WORD, (right - left) / each)
    rows = []
    for start in range(0, total, each):
        end = min(total, start + each)
        shown = scene.labels if len(scene.labels) <= FEW else _present(scene, start, end)
        lanes = {name: top + HEAD + LANE * index for index, name in enumerate(shown)}
        rows.append(Row(start, end, top, lanes, left, scale))
        top = rows[-1].bottom + GAP
    return tuple(rows)


def _present(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    first, last = scene.transcript.turn_at(start), scene.transcript.turn_at(end - 1)
    here = {turn.speaker for turn in scene.transcript.turns[first : last + 1]}
    here |= {item.edit.new for item in scene.moves if item.edit.start < end and item.edit.end > start}
    return tuple(name for name in scene.labels if name in here)


def draw_rows(scene: Scene, rows: tuple[Row, ...], title_chars: int) -> Iterator[str]:
    """Every row: its lanes, its turns, the cut sentences, and on top the edits."""
    for row in rows:
        yield group(
            *_lanes(scene, row),
            *_turns(scene, row, title_chars),
            *_cuts(scene, row),
            *_moves(scene, row),
            class_="row",
        )


def _lanes(scene: Scene, row: Row) -> Iterator[str]:
    start = scene.transcript.turns[scene.transcript.turn_at(row.start)]
    time = "" if start.time is None else f", {clock(start.time)}"
    yield label(row.left, row.top + 10, f"word {row.start + 1:,}{time}", class_="df-soft", font_size=10)
    for name, y in row.lanes.items():
        end = row.x(row.end)
        yield tag("rect", x=row.left, y=y, width=end - row.left, height=LANE - 1, class_="df-lane")
        shown = fit(name, row.left - 46, 11)
        yield tag("circle", cx=row.left - 12, cy=y + 8, r=4.5, fill=scene.colours[name])
        named = label(row.left - 22, y + 12, shown, class_="df-ink", font_size=11, text_anchor="end")
        yield tag("g", tag("title", words(name)), named)
    for item in scene.suspicions:
        if item.merging and item.first in row.lanes and item.second in row.lanes:
            yield bracket(row.left - 5, row.lanes[item.first] + 8, row.lanes[item.second] + 8)
    for word in range(row.start + 100 - row.start % 100, row.end, 100):
        x, y = row.x(word), row.top + HEAD
        yield tag("line", x1=x, x2=x, y1=y - 4, y2=row.bottom, class_="df-rule-line", stroke_width=0.75)


def _turns(scene: Scene, row: Row, title_chars: int) -> Iterator[str]:
    transcript = scene.transcript
    first, last = transcript.turn_at(row.start), transcript.turn_at(row.end - 1)
    for index in range(first, last + 1):
        turn = transcript.turns[index]
        x, end = row.x(turn.start), row.x(turn.end)
        # A hairline of paper between turns; a one-word turn still shows.
        wide = max(1.2, end - x - 0.6)
        block = tag(
            "rect",
            x=x,
            y=row.lanes[turn.speaker] + 1.5,
            width=wide,
            height=BLOCK,
            rx=1.5,
            fill=scene.colours[turn.speaker],
        )
        title = tag("title", words(turn_title(scene, turn, title_chars)))
        named: dict[str, str | float] = {"id": f"turn-{index + 1}"} if turn.start >= row.start else {}
        yield tag("g", title, block, class_="turn", **named)


def turn_title(scene: Scene, turn: Turn, most: int) -> str:
    """What hovering over a turn shows: who, which words, when, and the text (its first `most` characters)."""
    time = "" if turn.time is None else f", {clock(turn.time)}"
    text = scene.transcript.text(turn.start, turn.end)
    shown = text if len(text) <= most else text[:most].rstrip() + "…"
    return f"{turn.speaker} (words {turn.start + 1:,}\u2013{turn.end:,}{time})\n{shown}"


def _moves(scene: Scene, row: Row) -> Iterator[str]:
    for item in scene.moves:
        edit = item.edit
        if edit.start >= row.end or edit.end <= row.start or edit.old not in row.lanes or edit.new not in row.lanes:
            continue
        x = row.x(edit.start)
        wide = max(4.0, row.x(edit.end) - x - 0.6)
        old, new = row.lanes[edit.old] + 1.5, row.lanes[edit.new] + 1.5
        text = fit(scene.transcript.text(edit.start, edit.end), 900, 10)
        fate = "applied" if item.state == "applied" else "waits for review"
        title = f"{fate}, {edit.confidence:.2f}: {edit.old} → {edit.new}\n{text}\n{' '.join(edit.codes)}"
        yield tag(
            "g",
            tag("title", words(title)),
            hatched(x, old, wide, BLOCK),
            moved(x, old, new, wide, BLOCK, scene.colours[edit.new], item.state == "applied"),
            pin(x + wide / 2, row.top + HEAD - 1, item.state == "applied"),
            class_="edit",
        )


def _cuts(scene: Scene, row: Row) -> Iterator[str]:
    speakers = scene.transcript.speakers
    for seam in scene.cuts:
        if row.start <= seam < row.end:
            ends = [row.lanes[name] for name in (speakers[seam - 1], speakers[seam]) if name in row.lanes]
            title = f"sentence cut at word {seam + 1:,}: {around(scene, seam)}"
            yield jagged(row.x(seam), min(ends), max(ends) + LANE - 1, title)


def around(scene: Scene, seam: int, each: int = 6) -> str:
    """The words on both sides of a seam."""
    transcript = scene.transcript
    turn = transcript.turns[transcript.turn_at(seam)]
    before = transcript.turns[transcript.turn_at(seam - 1)]
    left = transcript.text(max(before.start, seam - each), seam)
    return f"{left} | {transcript.text(seam, min(turn.end, seam + each))}"


def clock(seconds: float) -> str:
    """Seconds as hours, minutes and seconds.

    >>> clock(75.4), clock(3725)
    ('1:15', '1:02:05')
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
