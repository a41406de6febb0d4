"""Counts that add up over episodes, and the rates derived from them. A rate of nothing is None.

    total = sum((item.words for item in comparisons), WordCounts())
    total.wder
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

LENGTHS: tuple[tuple[int, int | None], ...] = ((1, 3), (4, 10), (11, 40), (41, None))
"""Classes of error runs by their words, first and last included."""

LENGTH_NAMES = ("1-3", "4-10", "11-40", ">40")


def length_class(words: int) -> int:
    """The class of a run of `words` words.

    >>> [LENGTH_NAMES[length_class(words)] for words in (1, 3, 4, 40, 41)]
    ['1-3', '1-3', '4-10', '11-40', '>40']
    """
    return next(at for at, (_, last) in enumerate(LENGTHS) if last is None or words <= last)


def rate(part: int, whole: int) -> float | None:
    """`part` of `whole`; None where there is no whole."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one kind; the sum of two is field by field."""

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, item.name) + getattr(other, item.name) for item in fields(self)))


@dataclass(frozen=True, slots=True)
class WordCounts(Counts):
    """Words of the hypothesis, those with a partner in the reference, and of these the wrongly labelled.

    >>> (WordCounts(10, 9, 8, 1) + WordCounts(10, 9, 8, 3)).wder
    0.25
    """

    words: int = 0
    reference_words: int = 0
    aligned: int = 0
    wrong: int = 0

    @property
    def wder(self) -> float | None:
        """Wrong speaker words over aligned words: the word diarization error rate (Shafey et al., 2019)."""
        return rate(self.wrong, self.aligned)


@dataclass(frozen=True, slots=True)
class ChangeCounts(Counts):
    """What became of the words that stand in raw, hypothesis and reference alike.

                     right in hyp   wrong in hyp
    right in raw     kept           broken
    wrong in raw     repaired       missed
    """

    kept: int = 0
    repaired: int = 0
    broken: int = 0
    missed: int = 0

    @property
    def aligned(self) -> int:
        """Words counted."""
        return self.kept + self.repaired + self.broken + self.missed

    @property
    def wrong_before(self) -> int:
        """Words that are wrong in raw."""
        return self.repaired + self.missed

    @property
    def wrong_after(self) -> int:
        """Words that are wrong in the hypothesis."""
        return self.broken + self.missed

    @property
    def wder_before(self) -> float | None:
        """WDER of raw."""
        return rate(self.wrong_before, self.aligned)

    @property
    def wder_after(self) -> float | None:
        """WDER of the hypothesis."""
        return rate(self.wrong_after, self.aligned)

    @property
    def repaired_rate(self) -> float | None:
        """Repaired words over words that were wrong."""
        return rate(self.repaired, self.wrong_before)

    @property
    def ratio(self) -> float | None:
        """Words repaired for each one broken; None where none is broken."""
        return rate(self.repaired, self.broken)


@dataclass(frozen=True, slots=True)
class BoundaryCounts(Counts):
    """Speaker changes between aligned words: in either transcript, at the same word, at most one word apart."""

    reference: int = 0
    hypothesis: int = 0
    exact: int = 0
    near: int = 0

    @property
    def precision(self) -> float | None:
        """Changes of the hypothesis that the reference has at the same word."""
        return rate(self.exact, self.hypothesis)

    @property
    def recall(self) -> float | None:
        """Changes of the reference that the hypothesis has at the same word."""
        return rate(self.exact, self.reference)

    @property
    def near_precision(self) -> float | None:
        """As `precision`, at most one word apart."""
        return rate(self.near, self.hypothesis)

    @property
    def near_recall(self) -> float | None:
        """As `recall`, at most one word apart."""
        return rate(self.near, self.reference)


@dataclass(frozen=True, slots=True)
class RunCounts(Counts):
    """Runs of wrong words, and the words in them, of one class of length."""

    runs: int = 0
    words: int = 0


RunClasses = tuple[RunCounts, ...]
"""One `RunCounts` for each of `LENGTHS`."""

NO_RUNS: RunClasses = (RunCounts(),) * len(LENGTHS)


def add_runs(left: RunClasses, right: RunClasses) -> RunClasses:
    """The sum, class by class."""
    return tuple(a + b for a, b in zip(left, right, strict=True))


def classify_runs(lengths: list[int]) -> RunClasses:
    """Runs given by their lengths in words, counted by class.

    >>> [(item.runs, item.words) for item in classify_runs([1, 2, 50])]
    [(2, 3), (0, 0), (0, 0), (1, 50)]
    """
    counts = list(NO_RUNS)
    for length in lengths:
        at = length_class(length)
        counts[at] += RunCounts(1, length)
    return tuple(counts)
