"""The places a rule can look at, each with two ends that are junctions between words.

seam   the junction between two turns of different speakers       ...the park | Is nice...
head   the first words of a turn after a seam                     ... | is nice. | So where
tail   the last words of a turn before a seam                     go. | And the | last one
turn   a whole turn between two seams                             ... | Right. | ...
unit   a sentence-like piece with the turn going on on both sides  go? | Yes. | Okay
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from diarfix.cues.analysis import Analysis

SiteKind = Literal["seam", "head", "tail", "turn", "unit", "pair", "label", "document"]

EDGE = 8
"""Words on either side of a seam among which a leak may end."""


@dataclass(frozen=True, slots=True)
class Site:
    """Words `start:end`; at a seam both are the first word of the later turn."""

    kind: SiteKind
    start: int
    end: int

    @property
    def words(self) -> int:
        """Words in the span; 0 at a seam."""
        return self.end - self.start


def find_sites(analysis: Analysis) -> Iterator[Site]:
    """Every seam, head, tail, turn and inner unit, in reading order of their turns."""
    turns = analysis.transcript.turns
    for index, turn in enumerate(turns):
        after_seam = index > 0 and turns[index - 1].speaker != turn.speaker
        before_seam = index + 1 < len(turns) and turns[index + 1].speaker != turn.speaker
        if after_seam:
            yield Site("seam", turn.start, turn.start)
            for end in range(turn.start + 1, min(turn.start + EDGE + 1, turn.end)):
                yield Site("head", turn.start, end)
        if after_seam or before_seam:
            yield Site("turn", turn.start, turn.end)
        for unit in analysis.turn_units(index):
            if unit.start > turn.start and unit.end < turn.end:
                yield Site("unit", unit.start, unit.end)
        if before_seam:
            for start in range(max(turn.end - EDGE, turn.start + 1), turn.end):
                yield Site("tail", start, turn.end)
