"""A word-level diff of the turns that changed, for people.

Moved words stand red in the turn they left and green in the one they reached. Pieces of one speaker that
became one turn are shown once, with what was struck at each seam. Without colours the same is written as
[-gone-] and {+come+}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from diarfix.model import Transcript, Turn
from diarfix.render.blocks import Block, blocks, near_words
from diarfix.render.facts import counted, final_labels, flips, people
from diarfix.render.marked import Marked
from diarfix.render.screen import CODE, HEAD, NEW, OLD, QUIET, fitted, hanging, has_colour
from diarfix.render.summary import codes, from_to

if TYPE_CHECKING:
    from diarfix.pipeline import Result

LABEL = 26
"""Columns for a speaker, at most; a narrow screen gives a quarter of its width."""


@dataclass(frozen=True)
class _Diff:
    """What every block is drawn with. `short` drops what the raw labels of one person have in common."""

    console: Console
    result: Result
    short: Mapping[str, str]
    width: int

    @property
    def colour(self) -> bool:
        return has_colour(self.console)

    def lead(self, sign: str, label: str, style: str) -> Text:
        return Text(f"{sign} {fitted(label, self.width)}  ", style)


def print_diff(console: Console, result: Result) -> None:
    """Labels that changed throughout, then every changed block with the edits behind it."""
    found = blocks(result)
    short = _short_labels(result)
    shown = [turn.speaker for block in found for turn in (*(() if block.joins_only else block.before), *block.after)]
    width = min(LABEL, max(8, console.width // 4), max((len(short.get(label, label)) for label in shown), default=0))
    diff = _Diff(console, result, short, width)
    console.print(Text(f"diff {result.original.source.name}", HEAD), soft_wrap=True)
    for person in people(result):
        for raw in person.raw:
            if raw != person.label:
                parts = ((f"- {raw}", OLD), ("  everywhere  ", QUIET), (f"+ {person.label}", NEW))
                console.print(Text.assemble(*parts), soft_wrap=True)
    for flip in flips(result):
        place = (f"  from {result.original.place(flip.start)} on", QUIET)
        console.print(Text.assemble(("~ ", OLD), (flip.old, OLD), " <-> ", (flip.new, NEW), place), soft_wrap=True)
    for block in found:
        _print_block(diff, block)
    if not found:
        console.print(Text("no turn changed", QUIET))


def _short_labels(result: Result) -> dict[str, str]:
    """Raw label -> what tells it from the others of its person: "Show Host", "Show Co-Host" -> "Host", "Co-Host"."""
    short = {}
    for person in people(result):
        split = [raw.split() for raw in person.raw]
        common = _common(split) if len(split) > 1 else 0
        for raw, words in zip(person.raw, split, strict=True):
            short[raw] = " ".join(words[common:]) or raw
    return short


def _common(lines: Sequence[Sequence[str]]) -> int:
    """How many words all begin with.

    >>> _common([["Show", "Host"], ["Show", "Co-Host"]])
    1
    """
    return sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*lines, strict=False)))


def _print_block(diff: _Diff, block: Block) -> None:
    place = diff.result.original.place(block.start)
    first, last = block.first + 1, block.first + len(block.before)
    turns = f"turn {first}" if first == last else f"turns {first}-{last}"
    head = Text.assemble((f"\n@@ {place}  {turns}", CODE))
    if block.joins_only:
        head.append(f"  {counted(len(block.before), 'piece')} joined", QUIET)
        diff.console.print(head, soft_wrap=True)
        hanging(diff.console, diff.lead("~", block.after[0].speaker, "default"), _joined(diff, block))
        return
    final = final_labels(diff.result, block.start)
    runs = _runs(block.before, final)
    if len(runs) < len(block.before):
        head.append(f"  {counted(len(block.before) - len(runs) + 1, 'piece')} joined on the way", QUIET)
    diff.console.print(head, soft_wrap=True)
    moved = {at for edit in block.edits for at in range(edit.start, edit.end)}
    for run in runs:
        label = " + ".join(dict.fromkeys(diff.short.get(turn.speaker, turn.speaker) for turn in run))
        hanging(diff.console, diff.lead("-", label, OLD), _side(diff, diff.result.original, run, block, moved, False))
    for turn in block.after:
        body = _side(diff, diff.result.repaired, [turn], block, moved, True)
        hanging(diff.console, diff.lead("+", turn.speaker, NEW), body)
    for edit in block.edits:
        lead = Text("  ").append(edit.id, HEAD).append(f"  {edit.confidence:.2f}  ")
        about = Text.assemble((f"{counted(edit.words, 'word')}  ", QUIET), from_to(edit, final))
        hanging(diff.console, lead, about.append("  ").append(codes(edit), CODE))


def _runs(turns: Iterable[Turn], final: Mapping[str, str]) -> list[list[Turn]]:
    """Neighbouring pieces of one person, together."""
    runs: list[list[Turn]] = []
    for turn in turns:
        if runs and final[runs[-1][-1].speaker] == final[turn.speaker]:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return runs


def _side(
    diff: _Diff, transcript: Transcript, run: Sequence[Turn], block: Block, moved: set[int], came: bool
) -> Text:
    """One side of a block: its words near the moved ones, those marked; `|` where a piece ended."""
    text = Marked(diff.colour)
    starts = {turn.start for turn in run[1:]}
    start, end = run[0].start, run[-1].end
    edges = {at for edit in block.edits for at in (edit.start - 1, edit.end)} | moved
    last = start - 1
    for at in near_words(start, end, (at for at in edges if start <= at < end)):
        if at != last + 1:
            text.aside("…")
        if at in starts:
            text.aside("|")
        word = transcript.words[at].text
        (text.kept if at not in moved else text.come if came else text.gone)(word)
        last = at
    return text.text()


def _joined(diff: _Diff, block: Block) -> Text:
    """Pieces that became one turn, with what was struck and what was healed at each seam."""
    text = Marked(diff.colour)
    seams = {turn.start: turn.speaker for turn in block.before[1:]}
    last = block.start - 1
    for at in near_words(block.start, block.end, (at for seam in seams for at in (seam - 1, seam))):
        if at != last + 1:
            text.aside("…")
        if at in seams:
            text.gone(f"{diff.short.get(seams[at], seams[at])}:")
        old, new = diff.result.original.words[at].text, diff.result.repaired.words[at].text
        if old == new:
            text.kept(new)
        else:
            text.gone(old)
            text.come(new)
        last = at
    return text.text()
