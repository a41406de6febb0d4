"""The solver: evidence to potentials, exact inference on the chain, identity, and edits."""

from diarfix.solve.decode import Consult, find_moves
from diarfix.solve.flips import find_flips
from diarfix.solve.identity import find_merges, find_names
from diarfix.solve.weights import Weights, bundled_weights

__all__ = ["Consult", "Weights", "bundled_weights", "find_flips", "find_merges", "find_moves", "find_names"]
