"""Is a confidence of 0.9 right nine times in ten? Edits by confidence bin, and the calibration error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diarfix.bench.judge import EditOutcome
from diarfix.measure.counts import rate

BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Bounds of the bins; the lower one belongs to a bin, and 1 to the last."""

LIKELY = 0.5
"""Confidence from which an edit is more likely right than wrong."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Judged edits with a confidence from `low` to under `high`, and the aligned words they repair and break."""

    low: float
    high: float
    edits: int
    right: int
    confidence_sum: float
    repaired: int
    broken: int

    @property
    def share_right(self) -> float | None:
        """Right edits over edits."""
        return rate(self.right, self.edits)

    @property
    def mean_confidence(self) -> float | None:
        """What the share should be."""
        return self.confidence_sum / self.edits if self.edits else None


@dataclass(frozen=True)
class Reliability:
    """All proposed edits by confidence, applied or not; the `unjudged` (names, no aligned words) are left out."""

    bins: tuple[Bin, ...]
    unjudged: int

    @property
    def edits(self) -> int:
        """Judged edits."""
        return sum(item.edits for item in self.bins)

    @property
    def ece(self) -> float | None:
        """Expected calibration error: |share right - mean confidence|, averaged over bins by their edits."""
        return _error(self.bins)

    @property
    def ece_likely(self) -> float | None:
        """The same over edits that are more likely right than wrong, which many hopeless ones cannot flatter."""
        return _error([item for item in self.bins if item.low >= LIKELY])


def reliability(outcomes: Iterable[EditOutcome]) -> Reliability:
    """Outcomes sorted into `BINS`."""
    everything = list(outcomes)
    judged = [item for item in everything if item.judged]
    bins = tuple(_bin(low, high, judged) for low, high in pairwise(BINS))
    return Reliability(bins, len(everything) - len(judged))


def _error(bins: Sequence[Bin]) -> float | None:
    edits = sum(item.edits for item in bins)
    return sum(abs(item.right - item.confidence_sum) for item in bins) / edits if edits else None


def _bin(low: float, high: float, judged: Sequence[EditOutcome]) -> Bin:
    inside = [item for item in judged if low <= item.confidence < high or item.confidence == high == BINS[-1]]
    return Bin(
        low,
        high,
        len(inside),
        sum(item.right for item in inside),
        sum(item.confidence for item in inside),
        sum(item.repaired for item in inside),
        sum(item.broken for item in inside),
    )
