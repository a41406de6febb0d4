"""The chain's inference against going through every sequence."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from diarfix.solve.chain import best_sequence, forward_backward
from diarfix.solve.weights import Steps


@pytest.mark.parametrize("seed", range(6))
def test_against_enumeration(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, labels = 5, 3
    unary = rng.normal(size=(n, labels))
    pair = rng.normal(size=(n, labels, labels))
    sequences = list(product(range(labels), repeat=n))
    scores = np.array(
        [sum(unary[i, s[i]] for i in range(n)) + sum(pair[i, s[i - 1], s[i]] for i in range(1, n)) for s in sequences]
    )
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    found = forward_backward(unary, pair)
    assert tuple(best_sequence(unary, pair)) == sequences[int(scores.argmax())]
    assert found.log_z == pytest.approx(np.log(np.exp(scores).sum()))
    for i in range(n):
        for a in range(labels):
            assert found.node[i, a] == pytest.approx(
                sum(p for s, p in zip(sequences, chances, strict=True) if s[i] == a)
            )


def test_steps_are_what_they_stand_for() -> None:
    rng = np.random.default_rng(3)
    change, switch = rng.normal(size=6), rng.normal(size=6)
    observed = np.array([0, 1, 1, 2, 0, 0])
    entry = rng.normal(size=(6, 3)) * (np.arange(3) != observed[:, None])
    steps = Steps(change, switch, observed, entry)
    for i in range(1, 6):
        for a in range(3):
            for b in range(3):
                switched = (a != observed[i - 1]) != (b != observed[i])
                goes_on = a == b != observed[i - 1]
                expected = change[i] * (a != b) + switch[i] * switched + entry[i, b] * (not goes_on)
                assert steps[i][a, b] == pytest.approx(expected)


def test_ties_go_to_the_lower_label() -> None:
    assert list(best_sequence(np.zeros((4, 3)), np.zeros((4, 3, 3)))) == [0, 0, 0, 0]


def test_large_scores_do_not_overflow() -> None:
    found = forward_backward(np.array([[800.0, 0.0], [0.0, 800.0]]), np.zeros((2, 2, 2)))
    assert np.allclose(found.node, [[1, 0], [0, 1]])
