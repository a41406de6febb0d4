"""Fitting the solver's weights: penalised likelihood, held-out folds by series, and calibration.

Weights are drawn to a prior: a rule's factor to 1 (its written weight), all else to 0 (or to what `PRIOR`
says). What the data does not show keeps the value that a person wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
from scipy.optimize import minimize

from diarfix.solve.chain import Array
from diarfix.solve.decode import Move, solve_moves
from diarfix.solve.weights import Shape, Weights, is_rule, logit
from diarfix.train.data import Sample
from diarfix.train.likelihood import UNKNOWN, Batch, Example, Vocabulary, make_example

PRIOR = {"wrong.reach": -1.0, "to.advertiser": -8.0}
"""Values that weights other than rules' factors are drawn to, where not 0."""

SELDOM = 5
"""Features on fewer pieces are left out, unless they are a rule's."""


FEW = 10
"""Judged moves from which a shape of moves has a calibration of its own."""


@dataclass(frozen=True)
class Penalty:
    """How strongly weights are drawn to their prior: precision of a Gaussian, and `steps` after which to stop.

    To stop early draws weights to the prior, too.
    """

    features: float = 6.0
    rules: float = 6.0
    steps: int = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """A held-out move: its posterior and shape, and the words it would repair and break."""

    series: str
    posterior: float
    shape: Shape
    repaired: int
    broken: int

    @property
    def right(self) -> bool:
        """Whether the move does more good than harm."""
        return self.repaired > self.broken


def make_vocabulary(samples: Iterable[Sample]) -> Vocabulary:
    """All features that are common enough, sorted."""
    counts: Counter[str] = Counter()
    for sample in samples:
        for piece in sample.lattice.pieces:
            for features in (piece.change, piece.switch, piece.wrong, *piece.instead):
                counts.update(name for name, _ in features)
    return Vocabulary(tuple(sorted(name for name, count in counts.items() if count >= SELDOM or is_rule(name))))


def fit(
    samples: Sequence[Sample],
    penalty: Penalty,
    report: Callable[[int, float], None] | None = None,
) -> Weights:
    """Weights with the highest penalised likelihood of the samples' truth (L-BFGS, deterministic)."""
    vocabulary = make_vocabulary(samples)
    batches = _by_labels(make_example(s.lattice, s.piece_truth, vocabulary, s.weight) for s in samples)
    centre = np.array([1.0 if is_rule(name) else PRIOR.get(name, 0.0) for name in vocabulary.names])
    pull = np.array([penalty.rules if is_rule(name) else penalty.features for name in vocabulary.names])
    calls = [0]

    def objective(weights: Array) -> tuple[float, Array]:
        parts = [batch.loss(weights) for batch in batches]
        loss, gradient = sum(part[0] for part in parts), np.sum([part[1] for part in parts], axis=0)
        away = weights - centre
        calls[0] += 1
        if report:
            report(calls[0], loss)
        return loss + 0.5 * float((pull * away * away).sum()), gradient + pull * away

    found = minimize(objective, centre, jac=True, method="L-BFGS-B", options={"maxiter": penalty.steps, "maxcor": 20}).x
    values = {name: round(float(value), 4) for name, value in zip(vocabulary.names, found, strict=True)}
    features = {**PRIOR, **_pick(values, rules=False)}
    return Weights(features, _pick(values, rules=True))


def held_out_loss(samples: Sequence[Sample], weights: Weights) -> float:
    """Negative log-likelihood of the truth of samples that the weights were not fitted on, in nats."""
    vocabulary = Vocabulary(tuple(sorted({*make_vocabulary(samples).names, *weights.features, *weights.rules})))
    # One feature alone scores what it weighs.
    values = np.array([weights.score(((name, 1.0),)) for name in vocabulary.names])
    batches = _by_labels(make_example(s.lattice, s.piece_truth, vocabulary) for s in samples)
    return float(sum(batch.loss(values)[0] for batch in batches))


def _by_labels(examples: Iterable[Example]) -> list[Batch]:
    """A batch for each number of labels: the work on a piece grows with its square."""
    groups: dict[int, list[Example]] = {}
    for example in examples:
        groups.setdefault(example.labels, []).append(example)
    return [Batch(groups[labels]) for labels in sorted(groups)]


def _pick(values: dict[str, float], rules: bool) -> dict[str, float]:
    return {name: value for name, value in values.items() if is_rule(name) == rules}


def outcomes(sample: Sample, weights: Weights) -> list[Outcome]:
    """What each move on a held-out sample would do."""
    labels = {label: number for number, label in enumerate(sample.lattice.labels)}
    return [_judge(sample, move, labels) for move in solve_moves(sample.lattice, weights)]


def _judge(sample: Sample, move: Move, labels: dict[str, int]) -> Outcome:
    truth = sample.word_truth[move.start : move.end]
    old, new = labels[move.old], labels[move.new]
    repaired = sum(label == new for label in truth if label != UNKNOWN)
    broken = sum(label == old for label in truth if label != UNKNOWN)
    return Outcome(sample.series, move.posterior, move.shape, repaired, broken)


def cross_validate(
    samples: Sequence[Sample],
    penalty: Penalty,
    always: Sequence[Sample],
    is_held: Callable[[Sample], bool],
) -> tuple[Weights, list[Outcome], float]:
    """Weights fitted on `always` and on the samples not held out, their outcomes on those held out, and their loss."""
    weights = fit([*(sample for sample in samples if not is_held(sample)), *always], penalty)
    held = [sample for sample in samples if is_held(sample)]
    loss = held_out_loss(held, weights) if held else 0.0
    return weights, [outcome for sample in held for outcome in outcomes(sample, weights)], loss


def calibration(results: Iterable[Outcome]) -> dict[Shape, tuple[float, float]]:
    """Slope and offset of a logistic curve in the posterior's log-odds, for each shape of move.

    Two numbers a shape, drawn to 1 and 0, so that few moves suffice; a shape with fewer than `FEW` takes the curve
    of all moves.
    """
    judged = [outcome for outcome in results if outcome.repaired + outcome.broken]
    by_shape = {shape: [item for item in judged if item.shape == shape] for shape in get_args(Shape)}
    return {shape: _curve(own if len(own) >= FEW else judged) for shape, own in by_shape.items()}


def _curve(judged: Sequence[Outcome]) -> tuple[float, float]:
    x = np.array([logit(outcome.posterior) for outcome in judged])
    y = np.array([float(outcome.right) for outcome in judged])

    def loss(parameters: Array) -> float:
        score = np.clip(parameters[0] * x + parameters[1], -30, 30)
        away = parameters - np.array([1.0, 0.0])
        return float((np.log1p(np.exp(score)) - y * score).sum() + 0.5 * (away * away).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return round(max(0.0, float(slope)), 4), round(float(offset), 4)


def with_calibration(weights: Weights, curves: dict[Shape, tuple[float, float]]) -> Weights:
    """The weights with another calibration."""
    return replace(weights, calibration=curves)
