"""A word-level diff of the turns that changed, for people.

Moved words stand red in the turn they left and green in the one they reached. Pieces of one speaker that
became one turn are shown once, with what was struck at each seam. Without colours the same is written as
[-gone-] and {+come+}.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from diarfix.model import Transcript, Turn
from diarfix.render.blocks import Block, blocks
from diarfix.render.facts import counted, final_labels, people
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, fitted, hanging, has_colour
from diarfix.render.summary import from_to

if TYPE_CHECKING:
    from diarfix.pipeline import Result

NEAR = 6
"""Words shown on either side of what changed."""

LABEL = 24
"""Columns for a speaker, at most; a narrow screen gives a quarter of its width."""


@dataclass(frozen=True)
class _Pen:
    """How gone and come words are written on one console."""

    colour: bool
    width: int

    def gone(self, text: Text, words: str) -> None:
        text.append(words, f"{OLD} strike") if self.colour else text.append(f"[-{words}-]")

    def come(self, text: Text, words: str) -> None:
        text.append(words, f"{NEW} bold") if self.colour else text.append(f"{{+{words}+}}")

    def lead(self, sign: str, label: str, style: str) -> Text:
        return Text(f"{sign} ", style).append(fitted(label, self.width), style).append("  ")


def print_diff(console: Console, result: Result) -> None:
    """Labels that changed throughout, then every changed block with the edits behind it."""
    found = blocks(result)
    name = result.original.source.name
    console.print(Text(f"diff {name}", HEAD))
    for person in people(result):
        for raw in person.raw:
            if raw != person.label:
                text = Text(f"- {raw}", OLD).append("  throughout  ", QUIET).append(f"+ {person.label}", NEW)
                console.print(text, soft_wrap=True)
    labels = [turn.speaker for block in found for turn in (*block.before, *block.after)]
    longest = max((len(label) for label in labels), default=0)
    pen = _Pen(has_colour(console), min(LABEL, max(8, console.width // 4), longest))
    for block in found:
        _print_block(console, result, block, pen)
    if not found:
        console.print(Text("no turn changed", QUIET))


def _print_block(console: Console, result: Result, block: Block, pen: _Pen) -> None:
    final = final_labels(result)
    place = result.original.place(block.start)
    first, last = block.first + 1, block.first + len(block.before)
    turns = f"turn {first}" if first == last else f"turns {first}-{last}"
    head = Text(f"\n@@ {place}  {turns}", CODE)
    if block.joins_only:
        head.append(f"  {counted(len(block.before), 'piece')} joined", QUIET)
        console.print(head, soft_wrap=True)
        hanging(console, pen.lead("~", block.after[0].speaker, "default"), _joined(result, block, pen))
        return
    console.print(head, soft_wrap=True)
    moved = {at for edit in block.edits for at in range(edit.start, edit.end)}
    edges = moved | {edit.start - 1 for edit in block.edits} | {edit.end for edit in block.edits}
    for run in _runs(block.before, final):
        label = " + ".join(dict.fromkeys(turn.speaker for turn in run))
        hanging(console, pen.lead("-", label, OLD), _side(result.original, run, moved, edges, pen, came=False))
    for turn in block.after:
        hanging(console, pen.lead("+", turn.speaker, NEW), _side(result.repaired, [turn], moved, edges, pen, came=True))
    for edit in block.edits:
        lead = Text("  ").append(edit.id, HEAD).append(f"  {edit.confidence:.2f}  ")
        about = Text(f"{counted(edit.words, 'word')}  ", QUIET).append_text(from_to(edit, final))
        hanging(console, lead, about.append("  ").append(" ".join(edit.codes), CODE))


def _runs(turns: Iterable[Turn], final: dict[str, str]) -> list[list[Turn]]:
    """Neighbouring pieces of one person, together."""
    runs: list[list[Turn]] = []
    for turn in turns:
        if runs and final[runs[-1][-1].speaker] == final[turn.speaker]:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return runs


def _shown(start: int, end: int, points: Iterable[int]) -> list[int]:
    """The words within `NEAR` of a point, and the first and last of the stretch; gaps of one are filled."""
    kept = {at for point in points for at in range(point - NEAR, point + NEAR + 1) if start <= at < end}
    kept |= set(range(start, min(end, start + 2))) | set(range(max(start, end - 2), end))
    return [at for at in range(start, end) if at in kept or (at - 1 in kept and at + 1 in kept)]


def _side(transcript: Transcript, run: list[Turn], moved: set[int], edges: set[int], pen: _Pen, came: bool) -> Text:
    """One side of a block: its words near the moved ones, those marked; `|` where a piece ended."""
    text = Text()
    starts = {turn.start for turn in run[1:]}
    start, end = run[0].start, run[-1].end
    points = [at for at in edges if start <= at < end]
    last = start - 1
    pending: list[str] = []

    def flush() -> None:
        if pending:
            (pen.come if came else pen.gone)(text, " ".join(pending))
            pending.clear()

    for at in _shown(start, end, points):
        bar = "| " if at in starts else ""
        if at not in moved or at != last + 1 or bar:
            flush()
        if text.plain or pending:
            text.append(" " if not pending else "")
        if at != last + 1:
            text.append("… ", QUIET)
        text.append(bar, QUIET)
        if at in moved:
            pending.append(transcript.words[at].text)
        else:
            text.append(transcript.words[at].text)
        last = at
    flush()
    return text


def _joined(result: Result, block: Block, pen: _Pen) -> Text:
    """Pieces that became one turn, with what was struck and what was healed at each seam."""
    text = Text()
    seams = {turn.start: turn.speaker for turn in block.before[1:]}
    near = [at for seam in seams for at in (seam - 1, seam)]
    last = block.start - 1
    for at in _shown(block.start, block.end, near):
        old, new = result.original.words[at].text, result.repaired.words[at].text
        if text.plain:
            text.append(" ")
        if at != last + 1:
            text.append("… ", QUIET)
        if at in seams:
            pen.gone(text, f"{seams[at]}:")
            text.append(" ")
        if old == new:
            text.append(new)
        else:
            pen.gone(text, old)
            text.append(" ")
            pen.come(text, new)
        last = at
    return text
