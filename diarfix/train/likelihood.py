"""The chain's conditional likelihood and its gradient, over many stretches of pieces at once.

Stretches are padded to one length and run side by side, so that numpy works on (stretches, L, L) blocks.
Where the truth of a piece is not known (its words do not align), it is summed out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from diarfix.solve.chain import Array, log_sum
from diarfix.solve.lattice import Lattice

STRETCH = 160
"""Pieces in one stretch; the junction between two stretches is not counted."""

UNKNOWN = -1
"""The truth of a piece whose words align with nothing."""

BLOCKED = -1e9


@dataclass(frozen=True)
class Vocabulary:
    """Feature names in a fixed order; `prior` is the value a weight is drawn to, and `rule` marks rules' factors."""

    names: tuple[str, ...]

    @property
    def index(self) -> dict[str, int]:
        """Name to column."""
        return {name: column for column, name in enumerate(self.names)}


@dataclass(frozen=True)
class Example:
    """One transcript to learn from: sparse features of its n pieces and L labels, and the truth by piece.

    `change`, `switch` and `wrong` are (n, features); `instead` is (n * L, features), row i * L + l.
    """

    change: csr_matrix
    switch: csr_matrix
    wrong: csr_matrix
    instead: csr_matrix
    observed: NDArray[np.intp]
    truth: NDArray[np.intp]
    labels: int
    weight: float = 1.0


def make_example(lattice: Lattice, truth: Sequence[int], vocabulary: Vocabulary, weight: float = 1.0) -> Example:
    """Sparse matrices of a lattice's features; features outside the vocabulary are left out."""
    index = vocabulary.index
    width = len(vocabulary.names)
    pieces = lattice.pieces

    def matrix(rows: list[tuple[tuple[str, float], ...]]) -> csr_matrix:
        data, column, row = [], [], []
        for number, features in enumerate(rows):
            for name, value in features:
                if name in index:
                    data.append(value)
                    column.append(index[name])
                    row.append(number)
        return csr_matrix((data, (row, column)), shape=(len(rows), width), dtype=np.float64)

    return Example(
        matrix([piece.change for piece in pieces]),
        matrix([piece.switch for piece in pieces]),
        matrix([piece.wrong for piece in pieces]),
        matrix([features for piece in pieces for features in piece.instead]),
        np.array([piece.observed for piece in pieces], dtype=np.intp),
        np.array(truth, dtype=np.intp),
        len(lattice.labels),
        weight,
    )


class Batch:
    """Examples cut into stretches; gives the negative log-likelihood of the truth and its gradient."""

    def __init__(self, examples: Sequence[Example], stretch: int = STRETCH) -> None:
        self.labels = max(example.labels for example in examples)
        self._change = vstack([example.change for example in examples]).tocsr()
        self._switch = vstack([example.switch for example in examples]).tocsr()
        self._wrong = vstack([example.wrong for example in examples]).tocsr()
        self._instead = vstack([example.instead for example in examples]).tocsr()
        self._observed = np.concatenate([example.observed for example in examples])
        self._truth = np.concatenate([example.truth for example in examples])
        self._rows = np.full((len(self._observed), self.labels), -1)
        spans: list[tuple[int, int, float]] = []
        piece = row = 0
        for example in examples:
            count = len(example.observed)
            block = np.arange(count * example.labels).reshape(count, example.labels)
            self._rows[piece : piece + count, : example.labels] = row + block
            spans += [(piece + at, piece + min(count, at + stretch), example.weight) for at in range(0, count, stretch)]
            piece += count
            row += count * example.labels
        longest = max(end - start for start, end, _ in spans)
        self._at = np.full((longest, len(spans)), -1)
        for number, (start, end, _) in enumerate(spans):
            self._at[: end - start, number] = np.arange(start, end)
        self._weight = np.array([weight for _, _, weight in spans])

    def loss(self, weights: Array) -> tuple[float, Array]:
        """Weighted negative log-likelihood and gradient at `weights` (one value a feature)."""
        unary, pair, masks = self._potentials(weights)
        pad, at, wrong, differ, switched, enters = masks
        free_z, free_node, free_edge = _run(unary, pair)
        truth = self._truth[at]
        known = (truth >= 0) & ~pad
        fixed = unary.copy()
        fixed[known[:, :, None] & (np.arange(self.labels)[None, None] != truth[:, :, None])] = BLOCKED
        held_z, held_node, held_edge = _run(fixed, pair)
        scale = self._weight
        node = (free_node - held_node) * scale[None, :, None]
        edge = (free_edge - held_edge) * scale[None, :, None, None]
        inside = ~pad
        count = len(self._observed)
        change, switch, worse = np.zeros(count), np.zeros(count), np.zeros(count)
        change[at[1:][inside[1:]]] = (edge * differ).sum((2, 3))[inside[1:]]
        switch[at[1:][inside[1:]]] = (edge * switched).sum((2, 3))[inside[1:]]
        moved = node * wrong
        worse[at[inside]] = moved.sum(2)[inside]
        entered = np.concatenate([moved[:1], (edge * enters).sum(2)])
        by_label = np.zeros((count, self.labels))
        by_label[at[inside]] = entered[inside]
        rows = np.zeros(self._instead.shape[0])
        used = self._rows >= 0
        rows[self._rows[used]] = by_label[used]
        gradient = self._change.T @ change + self._switch.T @ switch + self._wrong.T @ worse + self._instead.T @ rows
        return float(((free_z - held_z) * scale).sum()), gradient

    def _potentials(self, weights: Array) -> tuple[Array, Array, tuple[Any, ...]]:
        change, switch, worse = self._change @ weights, self._switch @ weights, self._wrong @ weights
        instead = self._instead @ weights
        by_label = np.where(self._rows >= 0, instead[np.maximum(self._rows, 0)], 0.0)
        labels = np.arange(self.labels)
        wrong = labels[None, :] != self._observed[:, None]
        scores = np.where(self._rows >= 0, wrong * worse[:, None], BLOCKED)
        pad = self._at < 0
        at = np.maximum(self._at, 0)
        unary = scores[at]
        wrong_here = wrong[at]
        entry = wrong_here * by_label[at]
        unary[0] += entry[0]
        unary[pad] = BLOCKED
        unary[pad, 0] = 0.0
        switched = wrong_here[:-1][:, :, :, None] != wrong_here[1:][:, :, None, :]
        differ = labels[:, None] != labels[None, :]
        goes_on = ~differ & wrong_here[:-1][:, :, :, None]
        enters = wrong_here[1:][:, :, None, :] & ~goes_on
        pair = np.zeros((*at.shape, self.labels, self.labels))
        pair[1:] = differ * change[at[1:]][:, :, None, None] + switched * switch[at[1:]][:, :, None, None]
        pair[1:] += enters * entry[1:][:, :, None, :]
        pair[pad] = 0.0
        return unary, pair, (pad, at, wrong_here, differ, switched, enters)


def _run(unary: Array, pair: Array) -> tuple[Array, Array, Array]:
    """log Z by stretch, node marginals (T, B, L) and edge marginals (T - 1, B, L, L)."""
    ahead = np.empty_like(unary)
    behind = np.zeros_like(unary)
    ahead[0] = unary[0]
    for i in range(1, len(unary)):
        ahead[i] = log_sum(ahead[i - 1][:, :, None] + pair[i], 1) + unary[i]
    for i in range(len(unary) - 2, -1, -1):
        behind[i] = log_sum(pair[i + 1] + (unary[i + 1] + behind[i + 1])[:, None, :], 2)
    log_z = log_sum(ahead[-1], 1)
    node = np.exp(ahead + behind - log_z[None, :, None])
    later = (unary[1:] + behind[1:])[:, :, None, :]
    edge = np.exp(ahead[:-1, :, :, None] + pair[1:] + later - log_z[None, :, None, None])
    return log_z, node, edge
