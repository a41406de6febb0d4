"""Where two versions of a transcript differ, as blocks of turns over the same words.

    before  |--A--|-B-|--A--|---C---|        A, B, A become one turn of A;
    after   |--A------------|---C---|        C is untouched
    block   |---------------|
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from diarfix.edits import Edit
from diarfix.model import Turn
from diarfix.render.facts import final_labels, flips, moves

if TYPE_CHECKING:
    from diarfix.pipeline import Result


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
