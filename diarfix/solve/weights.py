"""The numbers of the solver: feature weights, the rules' fitted evidence, and the calibration map."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from diarfix.solve.chain import Array
from diarfix.solve.lattice import Feature, Lattice


@dataclass(frozen=True)
class Weights:
    """Log-linear weights by feature name; for a rule's evidence (`DF101.at`) a factor on its written weight.

    `calibration` maps a raw posterior to the share of such edits that were right, as rising (x, y) knots.
    """

    features: dict[str, float]
    rules: dict[str, float]
    calibration: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))
    provenance: str = ""

    def score(self, features: tuple[Feature, ...]) -> float:
        """The weighted sum of named features; an unknown name weighs nothing."""
        total = 0.0
        for name, value in features:
            if name[:2].isupper():
                total += self.rules.get(name, 1.0) * value
            else:
                total += self.features.get(name, 0.0) * value
        return total

    def calibrate(self, posterior: float) -> float:
        """The probability that an edit with this posterior is right, by straight lines between knots."""
        knots = self.calibration
        at = bisect_right([x for x, _ in knots], posterior)
        if at == 0:
            return knots[0][1]
        if at == len(knots):
            return knots[-1][1]
        (x0, y0), (x1, y1) = knots[at - 1], knots[at]
        return y0 + (y1 - y0) * (posterior - x0) / (x1 - x0)


@dataclass(frozen=True)
class Potentials:
    """What the chain is solved with; shapes as in `diarfix.solve.chain`."""

    unary: Array
    pair: Array
    observed: np.ndarray[Any, np.dtype[np.intp]]


def potentials(lattice: Lattice, weights: Weights) -> Potentials:
    """Unary and pairwise log-potentials of a lattice.

    pair[i, a, b] = change_i where a differs from b
                  + switch_i where exactly one of a, b differs from its observed label
    unary[i, b]   = wrong_i + nearby_i[b] where b differs from the observed label
    """
    pieces = lattice.pieces
    count = len(lattice.labels)
    observed = np.array([piece.observed for piece in pieces], dtype=np.intp)
    change = np.array([weights.score(piece.change) for piece in pieces])
    switch = np.array([weights.score(piece.switch) for piece in pieces])
    wrong = np.array([weights.score(piece.wrong) for piece in pieces])
    nearby = np.array([[weights.score(features) for features in piece.nearby] for piece in pieces])
    differs = np.arange(count)[None, :] != observed[:, None]
    unary = np.where(differs, wrong[:, None] + nearby, 0.0)
    pair = np.zeros((len(pieces), count, count))
    pair += (1 - np.eye(count))[None] * change[:, None, None]
    pair[1:] += (differs[:-1, :, None] != differs[1:, None, :]) * switch[1:, None, None]
    return Potentials(unary, pair, observed)


@cache
def bundled_weights() -> Weights:
    """The weights that come with diarfix (`diarfix/data/weights.json`)."""
    data = json.loads(files("diarfix").joinpath("data/weights.json").read_text(encoding="utf-8"))
    return Weights(
        data["features"],
        data["rules"],
        tuple((float(x), float(y)) for x, y in data["calibration"]),
        json.dumps(data.get("provenance", {}), sort_keys=True),
    )
