"""Two labels exchanged from some word on: does each talk as the other did before, and since when?

    pieces    A B A B A B | B A B A B A     the two change places at |
    scores    . . . . . .   + + + + + +     each later piece is likelier the other's, by the earlier ones
              + + + + + +   . . . . . .     and each earlier one, by the later ones

Words and character n-grams are compared. A piece counts by the root of its length and within bounds, so that no
single one decides. Shapes: n pieces, V kinds of counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diarfix.profiles.speech import speech_of

Array = NDArray[np.float64]

LEAST = 200
"""Words that each label must have on each side."""

SHORTEST = 4
"""Words of a piece that tells anything."""

SMOOTHING = 800.0
"""Counts that the speech of both is worth beside a side's own."""

MOST = 4.0
"""What one piece can count for or against."""

COARSE = 16
"""Points that are tried first; then all between the best one's neighbours, coarsely at first while they are many."""

MANY = 256
"""Points between two neighbours that are tried one by one. Each costs as much as there is text."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words `start:end` under one of two labels; `first` says under which."""

    start: int
    end: int
    first: bool
    words: Sequence[str]


Counted = dict[tuple[int, int], Counter[str]]
"""What pieces hold of each kind, by their words."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The likeliest point: word `at`. `before` and `after` sum up the pieces of each side, by the speech of the
    other: over 0 where the two were exchanged, far under it where each is who it was."""

    at: int
    before: float
    after: float

    @property
    def weaker(self) -> float:
        """What the side says that says less."""
        return min(self.before, self.after)


def find_exchange(pieces: Sequence[Said], counted: Counted | None = None) -> Exchange | None:
    """The point from which an exchange is likeliest, however likely; None where one label says too little.

    `counted` keeps what pieces hold, for those who ask about several pairs of labels.
    """
    told = [piece for piece in pieces if piece.end - piece.start >= SHORTEST]
    points = _points(told)
    if not points:
        return None
    matrix = _Matrix(told, {} if counted is None else counted)
    near, step = range(len(points)), max(1, len(points) // COARSE)
    while True:
        at = max(near[::step], key=lambda number: sum(matrix.sides(points[number])))
        if step == 1:
            break
        near = range(max(0, at - step), min(len(points), at + step + 1))
        step = 1 if step <= MANY else step // COARSE
    best = points[at]
    before, after = matrix.sides(best)
    return Exchange(told[best].start, round(before, 3), round(after, 3))


def leanings(pieces: Sequence[Said], low: int, high: int) -> Array:
    """For each piece, how much likelier its label is the other one's (over 0) than its own, by what the two said
    before word `low` and, exchanged, from word `high` on."""
    matrix = _Matrix(pieces, {})
    early = np.array([piece.end <= low for piece in pieces])
    late = np.array([piece.start >= high for piece in pieces])
    first = np.array([piece.first for piece in pieces])
    return matrix.scores(matrix.ratio((early & first) | (late & ~first), (early & ~first) | (late & first)))


def _points(pieces: Sequence[Said]) -> list[int]:
    """Pieces that may begin an exchange: both labels have said enough before and after."""
    counts = np.zeros((len(pieces) + 1, 2))
    for number, piece in enumerate(pieces):
        counts[number + 1] = counts[number]
        counts[number + 1, int(piece.first)] += piece.end - piece.start
    rest = counts[-1] - counts
    return [at for at in range(1, len(pieces)) if counts[at].min() >= LEAST and rest[at].min() >= LEAST]


class _Matrix:
    """What each piece holds of every word and n-gram that the two use more than once or twice.

    Sparse, since a long transcript has as many kinds as pieces: `_times[k]` is how often the piece `_row[k]` holds the
    kind `_column[k]`, in the order of pieces.
    """

    def __init__(self, pieces: Sequence[Said], counted: Counted) -> None:
        for piece in pieces:
            if (piece.start, piece.end) not in counted:
                counted[piece.start, piece.end] = _counts(piece.words)
        counts = [counted[piece.start, piece.end] for piece in pieces]
        total: Counter[str] = Counter()
        for count in counts:
            total.update(count)
        column = {item: number for number, item in enumerate(sorted(i for i, times in total.items() if times > 2))}
        held = [
            (row, column[item], times)
            for row, count in enumerate(counts)
            for item, times in count.items()
            if item in column
        ]
        table = np.array(held, dtype=np.int64).reshape(-1, 3)
        self._row, self._column, self._times = table[:, 0], table[:, 1], table[:, 2].astype(np.float64)
        self._kinds = max(1, len(column))
        sums = np.bincount(self._column, self._times, self._kinds)
        self._base = (sums + 0.5) / (sums.sum() + 0.5 * self._kinds)
        self._first = np.array([piece.first for piece in pieces])
        self._roots = np.sqrt([max(1, piece.end - piece.start) for piece in pieces])

    def sides(self, at: int) -> tuple[float, float]:
        """The sums before and after piece `at`."""
        early = np.arange(len(self._first)) < at
        by_late = self.scores(self.ratio(~early & self._first, ~early & ~self._first))
        by_early = self.scores(self.ratio(early & self._first, early & ~self._first))
        return float(by_late[early].sum()), float(by_early[~early].sum())

    def ratio(self, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Array:
        """Log of how much more the pieces `second` hold of each kind than the pieces `first`; shape (V,)."""
        ours, theirs = self._sum(first), self._sum(second)
        likely = np.log((theirs + SMOOTHING * self._base) / (theirs.sum() + SMOOTHING))
        less = np.log((ours + SMOOTHING * self._base) / (ours.sum() + SMOOTHING))
        ratio: Array = likely - less
        return ratio

    def _sum(self, pieces: NDArray[np.bool_]) -> Array:
        """What these pieces hold of each kind together; shape (V,)."""
        held = pieces[self._row]
        sums: Array = np.asarray(np.bincount(self._column[held], self._times[held], self._kinds), np.float64)
        return sums

    def scores(self, ratio: Array) -> Array:
        """For each piece, how much likelier it is the other label's; shape (n,)."""
        signs = np.where(self._first, 1.0, -1.0)
        said = np.bincount(self._row, self._times * ratio[self._column], len(self._first))
        scores: Array = np.clip(said * signs / self._roots, -MOST, MOST)
        return scores


def _counts(words: Sequence[str]) -> Counter[str]:
    speech = speech_of(words)
    found = Counter({f"w:{word}": times for word, times in speech.counts["words"].items()})
    found.update({f"l:{letters}": times for letters, times in speech.counts["letters"].items()})
    return found
