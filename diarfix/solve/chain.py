"""Exact inference on a chain of pieces with few labels: marginals and the best sequence.

Shapes: n pieces, L labels. `unary` is (n, L); `pair[i]` is (L, L), where `pair[i][a, b]` scores label a
on piece i - 1 and b on piece i (`pair[0]` is not read). All scores are logarithms. `pair` may be an array
or anything that makes such a matrix when asked: a long transcript's would not fit into memory at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Pairs(Protocol):
    """Scores of neighbouring labels, one (L, L) matrix a piece."""

    def __getitem__(self, piece: int, /) -> Array:
        """The matrix between piece `piece - 1` and `piece`."""


@dataclass(frozen=True)
class Posterior:
    """`node[i, l]` = P(label l on piece i); `log_z` the partition."""

    node: Array
    log_z: float


def log_sum(scores: Array, axis: int) -> Array:
    """log of the sum of exponentials along `axis`, without overflow."""
    top = scores.max(axis=axis, keepdims=True)
    total: Array = np.log(np.exp(scores - top).sum(axis=axis)) + np.squeeze(top, axis)
    return total


def forward_backward(unary: Array, pair: Pairs) -> Posterior:
    """Marginals of every piece."""
    n = len(unary)
    ahead = np.empty_like(unary)
    behind = np.zeros_like(unary)
    ahead[0] = unary[0]
    for i in range(1, n):
        ahead[i] = log_sum(ahead[i - 1][:, None] + pair[i], 0) + unary[i]
    for i in range(n - 2, -1, -1):
        behind[i] = log_sum(pair[i + 1] + (unary[i + 1] + behind[i + 1])[None, :], 1)
    log_z = float(log_sum(ahead[-1], 0))
    return Posterior(np.exp(ahead + behind - log_z), log_z)


def best_sequence(unary: Array, pair: Pairs) -> NDArray[np.intp]:
    """The highest-scoring labels; among equals the lowest label index wins, from the end backwards."""
    n = len(unary)
    score = unary[0]
    back = np.zeros(unary.shape, dtype=np.intp)
    for i in range(1, n):
        options = score[:, None] + pair[i]
        back[i] = options.argmax(axis=0)
        score = options.max(axis=0) + unary[i]
    path = np.empty(n, dtype=np.intp)
    path[-1] = score.argmax()
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path
