"""How much the boundary model speaks for a move, so that the move can say so."""

from __future__ import annotations

from collections.abc import Iterable

from diarfix.solve.lattice import Feature, Lattice
from diarfix.solve.learned import PREFIX
from diarfix.solve.weights import Weights

CODE = "MODEL001"
"""Stands where a rule's code would."""


class ModelCredit:
    """The model's own share of the scores of a solved lattice."""

    def __init__(self, lattice: Lattice, weights: Weights) -> None:
        self._lattice = lattice
        self._weights = weights
        self._number = {piece.start: number for number, piece in enumerate(lattice.pieces)}

    def gain(self, start: int, end: int, label: str) -> float:
        """The log-odds that the model adds when words `start:end` go to `label`."""
        pieces = self._lattice.pieces
        new = self._lattice.labels.index(label)
        first = self._number[start]
        last = self._number.get(end, len(pieces))
        total = 0.0
        for at, outside in ((first, first - 1), (last, last)):
            if 0 < at < len(pieces):
                was = pieces[at - 1].observed != pieces[at].observed
                total += self._score(pieces[at].change) * ((pieces[outside].observed != new) - was)
        return total

    def _score(self, features: Iterable[Feature]) -> float:
        return self._weights.score(tuple(item for item in features if item[0].startswith(PREFIX)))
