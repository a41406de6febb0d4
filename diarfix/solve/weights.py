"""The numbers of the solver: feature weights, the rules' fitted evidence, and the calibration map."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from diarfix.solve.chain import Array
from diarfix.solve.lattice import CROWD, Feature, Lattice

Shape = Literal["edge", "turn", "inner", "doubt"]
"""Part of a turn goes to its neighbour; a whole turn goes; a stretch inside a turn goes; or any of these of which
no word is worth its price, a mere suggestion."""

TOGETHER, RULES = "rules and model", "rules alone"
"""The parts of a data file: fitted with the boundary model, and for the rules alone."""

NEVER = -1e9
"""The score of what cannot be."""


@dataclass(frozen=True)
class Weights:
    """Log-linear weights by feature name; for a rule's evidence (`DF101.at`) a factor on its written weight.

    `calibration` gives slope and offset by shape of move: the log-odds that a move is right are
    slope * logit(posterior) + offset.
    """

    features: dict[str, float]
    rules: dict[str, float]
    calibration: Mapping[Shape, tuple[float, float]] = field(default_factory=dict)
    provenance: str = ""

    def score(self, features: tuple[Feature, ...]) -> float:
        """The weighted sum of named features; an unknown name weighs nothing."""
        total = 0.0
        for name, value in features:
            if is_rule(name):
                total += self.rules.get(name, 1.0) * value
            else:
                total += self.features.get(name, 0.0) * value
        return total

    def calibrate(self, posterior: float, shape: Shape) -> float:
        """The probability that a move of this shape with this posterior is right."""
        slope, offset = self.calibration.get(shape, (1.0, 0.0))
        return 1 / (1 + math.exp(-(slope * logit(posterior) + offset)))


def is_rule(name: str) -> bool:
    """Whether a feature is a rule's evidence ("DF101.at")."""
    return name[:2].isupper()


def logit(chance: float) -> float:
    """Log-odds, cut off where counts can no longer tell."""
    inside = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(inside / (1 - inside))


@dataclass(frozen=True)
class Steps:
    """The pairwise scores of a chain, made when asked for; see `diarfix.solve.chain.Pairs`.

    `change` (n,): another label than before. `switch` (n,): exactly one of the two labels differs from what was
    observed on its piece; `observed` (n,) are those labels. `entry` (n, L): a stretch that another label is right for
    begins.
    """

    change: Array
    switch: Array
    observed: NDArray[np.intp]
    entry: Array

    def __getitem__(self, piece: int, /) -> Array:
        """The (L, L) matrix between piece `piece - 1` and `piece`."""
        entry = self.entry[piece]
        scores: Array = self.change[piece] + np.tile(entry, (len(entry), 1))
        before, here, switch = self.observed[piece - 1], self.observed[piece], self.switch[piece]
        # A label that goes on begins no stretch, unless it was right before.
        np.fill_diagonal(scores, 0.0)
        scores[before, before] = entry[before]
        scores[before, :] += switch
        scores[:, here] += switch
        # Where both are as observed nothing switches.
        scores[before, here] -= 2 * switch
        return scores


@dataclass(frozen=True)
class Potentials:
    """What the chain is solved with; shapes as in `diarfix.solve.chain`."""

    unary: Array
    pair: Steps


def potentials(lattice: Lattice, weights: Weights) -> Potentials:
    """Unary and pairwise log-potentials of a lattice.

    pair[i][a, b] = change_i where a differs from b
                  + switch_i where exactly one of a, b differs from its observed label
                  + entry_i[b] where b differs from the observed label, unless a is b and differed, too
    unary[i, b]   = wrong_i + heard_i[b] where b differs from the observed label
    """
    pieces = lattice.pieces
    count = len(lattice.labels)
    observed = np.array([piece.observed for piece in pieces], dtype=np.intp)
    change = np.array([weights.score(piece.change) for piece in pieces])
    switch = np.array([weights.score(piece.switch) for piece in pieces])
    wrong = np.array([weights.score(piece.wrong) for piece in pieces])
    differs = np.arange(count)[None, :] != observed[:, None]
    entry = np.where(differs, _by_label([piece.instead for piece in pieces], count, weights), 0.0)
    heard = _by_label([piece.heard for piece in pieces], count, weights)
    unary = np.where(differs, wrong[:, None] + heard, 0.0)
    unary[0] += entry[0]
    if lattice.labels[-1] == CROWD:
        unary[observed != count - 1, count - 1] = NEVER
    return Potentials(unary, Steps(change, switch, observed, entry))


def _by_label(rows: Sequence[tuple[tuple[Feature, ...], ...]], labels: int, weights: Weights) -> Array:
    """The scores of the features by label, shape (pieces, labels). Pieces of one turn share their row, and so do most
    turns."""
    nothing = np.zeros(labels)
    scored = {id(row): np.array([weights.score(features) for features in row]) if row else nothing for row in rows}
    return np.stack([scored[id(row)] for row in rows])


@cache
def bundled_weights(model: bool) -> Weights:
    """The weights that come with diarfix: for rules and boundary model together, or for the rules alone."""
    data = json.loads(files("diarfix").joinpath("data/weights.json").read_text(encoding="utf-8"))
    return read_weights(data[TOGETHER if model else RULES], json.dumps(data["provenance"], sort_keys=True))


def weights_data(weights: Weights) -> dict[str, Any]:
    """One part of a data file, as `read_weights` takes it."""
    return {
        "calibration": {shape: list(curve) for shape, curve in weights.calibration.items()},
        "factors": weights.rules,
        "features": weights.features,
    }


def read_weights(data: Mapping[str, Any], provenance: str = "") -> Weights:
    """Weights from one part of a data file. Raises KeyError, TypeError or ValueError where it holds none."""
    return Weights(
        {str(name): float(value) for name, value in data["features"].items()},
        {str(name): float(value) for name, value in data["factors"].items()},
        {shape: (float(slope), float(offset)) for shape, (slope, offset) in data["calibration"].items()},
        provenance,
    )
