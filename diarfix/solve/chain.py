"""Exact inference on a chain of pieces with few labels: marginals and the best sequence.

Shapes: n pieces, L labels. `unary` is (n, L); `pair` is (n, L, L), where `pair[i, a, b]` scores label a
on piece i - 1 and b on piece i (`pair[0]` is not read). All scores are logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Posterior:
    """`node[i, l]` = P(label l on piece i); `edge[i, a, b]` = P(a on i - 1, b on i); `log_z` the partition."""

    node: Array
    edge: Array
    log_z: float


def log_sum(scores: Array, axis: int) -> Array:
    """log of the sum of exponentials along `axis`, without overflow."""
    top = scores.max(axis=axis, keepdims=True)
    total: Array = np.log(np.exp(scores - top).sum(axis=axis)) + np.squeeze(top, axis)
    return total


def forward_backward(unary: Array, pair: Array) -> Posterior:
    """Marginals of every piece and of every neighbouring two."""
    n = len(unary)
    ahead = np.empty_like(unary)
    behind = np.zeros_like(unary)
    ahead[0] = unary[0]
    for i in range(1, n):
        ahead[i] = log_sum(ahead[i - 1][:, None] + pair[i], 0) + unary[i]
    for i in range(n - 2, -1, -1):
        behind[i] = log_sum(pair[i + 1] + (unary[i + 1] + behind[i + 1])[None, :], 1)
    log_z = float(log_sum(ahead[-1], 0))
    node = np.exp(ahead + behind - log_z)
    edge = np.zeros_like(pair)
    edge[1:] = np.exp(ahead[:-1, :, None] + pair[1:] + (unary[1:] + behind[1:])[:, None, :] - log_z)
    return Posterior(node, edge, log_z)


def best_sequence(unary: Array, pair: Array) -> NDArray[np.intp]:
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
