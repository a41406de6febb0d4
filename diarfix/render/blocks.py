"""Where two versions of a transcript differ, as blocks of turns over the same words.

    before  |--A--|-B-|--A--|---C---|        A, B, A become one turn of A;
    after   |--A------------|---C---|        C is untouched
    block   |---------------|
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from diarfix.edits import Edit, apply_edits
from diarfix.model import Transcript, Turn
from diarfix.render.facts import final_labels, flips, moves

if TYPE_CHECKING:
    from diarfix.pipeline import Result


NEAR = 6
"""Words shown on either side of what changed."""

FIRST_TURNS, FIRST_WORDS = 3, 60
"""Turns and words of a flip that are shown, at most."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words `start:end`, the turns over them before and after, and the moves made among them.

    `first` is the index of its first turn before.
    """

    start: int
    end: int
    first: int
    before: tuple[Turn, ...]
    after: tuple[Turn, ...]
    edits: tuple[Edit, ...]

    @property
    def joins_only(self) -> bool:
        """Whether pieces of one speaker became one turn, and nothing else happened."""
        return not self.edits and len(self.after) == 1


def blocks(result: Result) -> tuple[Block, ...]:
    """Every stretch that reads differently, apart from labels that were renamed throughout."""
    return tuple(_changed(result))


def _changed(result: Result) -> Iterator[Block]:
    old, new, made = result.original, result.repaired, moves(result)
    shared = {turn.start for turn in old.turns} & {turn.start for turn in new.turns}
    edges = [*sorted(shared), len(old.words)]
    exchanged = {flip.start for flip in flips(result)}
    final = final_labels(result)
    for start, end in pairwise(edges):
        if exchanged:
            final = final_labels(result, start)
        first = old.turn_at(start)
        before = old.turns[first : old.turn_at(end - 1) + 1]
        after = new.turns[new.turn_at(start) : new.turn_at(end - 1) + 1]
        if len(before) == len(after) == 1 and final[before[0].speaker] == after[0].speaker:
            continue
        inside = tuple(edit for edit in made if edit.start < end and edit.end > start)
        yield Block(start, end, first, before, after, inside)


def near_words(start: int, end: int, points: Iterable[int]) -> list[int]:
    """Of words `start:end` those near a point, the first two and the last two; a gap of one is filled."""
    kept = {at for point in points for at in range(point - NEAR, point + NEAR + 1) if start <= at < end}
    kept |= set(range(start, min(end, start + 2))) | set(range(max(start, end - 2), end))
    return [at for at in range(start, end) if at in kept or (at - 1 in kept and at + 1 in kept)]


def sides(result: Result, edit: Edit) -> tuple[tuple[Turn, ...], tuple[Turn, ...]]:
    """The turns in and beside a move (or about the start of a flip), before and after it, under the labels that
    stand in the end."""
    others = [other for other in result.applied if other.kind != "move" and other.id != edit.id]
    before, after = apply_edits(result.original, others), apply_edits(result.original, [edit, *others])
    if edit.kind == "flip":
        edit = replace(edit, end=_opening(result.original, edit))
    return _over(before, edit), _over(after, edit)


def _opening(transcript: Transcript, flip: Edit) -> int:
    """Where the first turns of a flip end."""
    last = min(len(transcript.turns) - 1, transcript.turn_at(flip.start) + FIRST_TURNS - 1)
    return min(transcript.turns[last].end, flip.start + FIRST_WORDS)


def _over(transcript: Transcript, edit: Edit) -> tuple[Turn, ...]:
    first = transcript.turn_at(max(0, edit.start - 1))
    last = transcript.turn_at(min(len(transcript.words) - 1, edit.end))
    return transcript.turns[first : last + 1]
