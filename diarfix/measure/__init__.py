"""What scoring, benchmarks, simulation and training share: aligned words, mapped labels, counts.

    compared = compare(reference, hypothesis)          # wrong words, confusion, error runs, boundaries
    changed = change(compare(reference, raw), fixed)   # words repaired and broken
    total = sum((item.words for item in many), WordCounts())
"""

from diarfix.measure.align import Pairs, align, spoken
from diarfix.measure.boundaries import boundary_counts
from diarfix.measure.compare import Change, Comparison, Fate, change, compare
from diarfix.measure.counts import BoundaryCounts, ChangeCounts, RunCounts, WordCounts
from diarfix.measure.datasets import Episode, earnings21, real_pairs
from diarfix.measure.labels import best_mapping, carried_mapping
from diarfix.measure.runs import ErrorRun

__all__ = [
    "BoundaryCounts",
    "Change",
    "ChangeCounts",
    "Comparison",
    "Episode",
    "ErrorRun",
    "Fate",
    "Pairs",
    "RunCounts",
    "WordCounts",
    "align",
    "best_mapping",
    "boundary_counts",
    "carried_mapping",
    "change",
    "compare",
    "earnings21",
    "real_pairs",
    "spoken",
]
