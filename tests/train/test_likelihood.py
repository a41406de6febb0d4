"""The likelihood's gradient against differences, and the batch against one chain at a time."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="training needs the train extra")

import diarfix
from diarfix.solve.chain import forward_backward
from diarfix.solve.weights import Weights, potentials
from diarfix.train.data import Pair, Sample, make_sample
from diarfix.train.fit import Outcome, Penalty, calibration, fit, held_out_loss, make_vocabulary, outcomes
from diarfix.train.likelihood import UNKNOWN, Batch, make_example

RAW = """Ann: So the ferry goes back to whatever the lowest price
Ben: is. Right, I see. And when does it
Ann: leave? Does anyone know?
Ben: At ten. Not before.
Cal: I take the bus. It is
Ben: cheaper. That is true.
"""
GOLD = """Ann: So the ferry goes back to whatever the lowest price is.
Ben: Right, I see. And when does it leave? Does anyone know?
Ann: At ten.
Ben: Not before.
Cal: I take the bus. It is cheaper.
Ben: That is true.
"""


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_sample(Pair("one", "show", diarfix.read(RAW), diarfix.read(GOLD)))


def test_truth_is_projected_onto_pieces(sample: Sample) -> None:
    labels = sample.lattice.labels
    assert labels == ("Ann", "Ben", "Cal")
    assert len(sample.word_truth) == len(diarfix.read(RAW).words)
    assert UNKNOWN not in sample.piece_truth
    assert labels[sample.word_truth[10]] == "Ann"


def test_gradient(sample: Sample) -> None:
    vocabulary = make_vocabulary([sample])
    batch = Batch([make_example(sample.lattice, sample.piece_truth, vocabulary, 0.7)])
    rng = np.random.default_rng(3)
    weights = rng.normal(scale=0.3, size=len(vocabulary.names))
    _, gradient = batch.loss(weights)
    for column in rng.choice(len(weights), size=min(12, len(weights)), replace=False):
        step = np.zeros_like(weights)
        step[column] = 1e-5
        slope = (batch.loss(weights + step)[0] - batch.loss(weights - step)[0]) / 2e-5
        assert gradient[column] == pytest.approx(slope, abs=1e-4)


def test_the_batch_scores_as_the_solver_does(sample: Sample) -> None:
    vocabulary = make_vocabulary([sample])
    batch = Batch([make_example(sample.lattice, sample.piece_truth, vocabulary)])
    values = np.random.default_rng(5).normal(scale=0.3, size=len(vocabulary.names))
    named = dict(zip(vocabulary.names, (float(value) for value in values), strict=True))
    weights = Weights(
        {n: v for n, v in named.items() if not n[:2].isupper()}, {n: v for n, v in named.items() if n[:2].isupper()}
    )
    path = sample.piece_truth
    scores = potentials(sample.lattice, weights)
    chosen = sum(scores.unary[i, label] for i, label in enumerate(path))
    chosen += sum(scores.pair[i][path[i - 1], path[i]] for i in range(1, len(path)))
    expected = forward_backward(scores.unary, scores.pair).log_z - chosen
    # A rule that is not in the vocabulary of five pieces or more keeps its written weight in the solver.
    missing = {
        n
        for p in sample.lattice.pieces
        for n, _ in (*p.change, *p.wrong, *p.switch)
        if n not in named and n[:2].isupper()
    }
    assert not missing
    assert batch.loss(values)[0] == pytest.approx(expected)
    assert held_out_loss([sample], weights) == pytest.approx(expected)


def test_fitting_is_deterministic_and_learns(sample: Sample) -> None:
    first, second = (fit([sample], Penalty(0.1, 0.1, 20)) for _ in range(2))
    assert first == second
    made = outcomes(sample, first)
    assert sum(outcome.repaired for outcome in made) > sum(outcome.broken for outcome in made)


def test_calibration_rises_and_follows_the_outcomes() -> None:
    good = [Outcome("a", 0.9, "edge", 1, 0)] * 60 + [Outcome("a", 0.9, "edge", 0, 1)] * 40
    bad = [Outcome("a", 0.5, "edge", 1, 0)] * 20 + [Outcome("a", 0.5, "edge", 0, 1)] * 80
    weights = Weights({}, {}, calibration([*good, *bad]))
    assert weights.calibrate(0.9, "edge") == pytest.approx(0.6, abs=0.08)
    assert weights.calibrate(0.5, "edge") == pytest.approx(0.2, abs=0.08)
    assert weights.calibrate(0.9, "turn") == weights.calibrate(0.9, "edge"), "nothing was seen of whole turns"


def test_the_held_out_loss_knows_rules_that_nothing_was_fitted_for(sample: Sample) -> None:
    written = Weights({}, {})
    scores = potentials(sample.lattice, written)
    path = sample.piece_truth
    chosen = sum(scores.unary[i, label] for i, label in enumerate(path))
    chosen += sum(scores.pair[i][path[i - 1], path[i]] for i in range(1, len(path)))
    assert any(n[:2].isupper() for piece in sample.lattice.pieces for n, _ in piece.change)
    expected = forward_backward(scores.unary, scores.pair).log_z - chosen
    assert held_out_loss([sample], written) == pytest.approx(expected)
