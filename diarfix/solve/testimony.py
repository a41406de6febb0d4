"""Evidence from outside the transcript's own labels that someone said a stretch of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from diarfix.edits import Reason
from diarfix.solve.lattice import Feature, Lattice, Piece


@dataclass(frozen=True, slots=True)
class Testimony:
    """Words `start:end` are `label`'s, by log-odds `weight`; `code` stands where a rule's would."""

    start: int
    end: int
    label: str
    weight: float
    code: str
    message: str

    @property
    def reason(self) -> Reason:
        """What an edit that follows it says."""
        return Reason(self.code, self.message, round(self.weight, 3))


ENOUGH = 4
"""Words of a piece from which a testimony covers all of it; fewer do where they are half of it."""


def with_testimony(lattice: Lattice, heard: Iterable[Testimony]) -> Lattice:
    """The lattice with every testimony for its label on the pieces it covers, shared out by words so that it counts
    once. What confirms the label that is there holds for every piece, since taking any of them away would be wrong."""
    index = {label: number for number, label in enumerate(lattice.labels)}
    pieces = list(lattice.pieces)
    for item in heard:
        if item.label not in index:
            continue
        wanted, name = index[item.label], f"{item.code}.span"
        covered = {number: words for number, piece in enumerate(pieces) if (words := _covered(piece, item))}
        for number, words in covered.items():
            piece = pieces[number]
            if piece.observed == wanted:
                gains = [(0.0 if label == wanted else -item.weight) for label in range(len(lattice.labels))]
            else:
                share = item.weight * words / sum(covered.values())
                gains = [(share if label == wanted else 0.0) for label in range(len(lattice.labels))]
            pieces[number] = replace(piece, heard=_added(piece.heard or ((),) * len(gains), name, gains))
    return replace(lattice, pieces=tuple(pieces))


def _covered(piece: Piece, item: Testimony) -> int:
    """Words of the piece that are testified; 0 where they are too few."""
    inside = min(piece.end, item.end) - max(piece.start, item.start)
    return inside if inside >= ENOUGH or 2 * inside >= piece.end - piece.start else 0


def _added(
    rows: Sequence[tuple[Feature, ...]], name: str, gains: Sequence[float]
) -> tuple[tuple[Feature, ...], ...]:
    return tuple((*row, (name, gain)) if gain else row for row, gain in zip(rows, gains, strict=True))
