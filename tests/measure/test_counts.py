"""Counts add up; rates of nothing are None."""

from __future__ import annotations

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from diarfix.measure import BoundaryCounts, ChangeCounts, WordCounts, boundary_counts
from diarfix.measure.counts import NO_RUNS, add_runs, classify_runs

CHANGES = st.builds(ChangeCounts, *[st.integers(0, 99)] * 4)


def test_rates_of_nothing_are_none() -> None:
    assert WordCounts().wder is None
    empty = ChangeCounts()
    assert (empty.wder_before, empty.wder_after, empty.repaired_rate, empty.ratio) == (None,) * 4
    assert (BoundaryCounts().precision, BoundaryCounts().near_recall) == (None, None)
    assert ChangeCounts(repaired=3).ratio is None


def test_change_counts_by_hand() -> None:
    counts = ChangeCounts(kept=80, repaired=10, broken=2, missed=8)
    assert (counts.aligned, counts.wrong_before, counts.wrong_after) == (100, 18, 10)
    assert (counts.wder_before, counts.wder_after, counts.ratio) == (0.18, 0.10, 5.0)
    assert counts.repaired_rate == 10 / 18


@given(CHANGES, CHANGES)
def test_sums_are_field_by_field(left: ChangeCounts, right: ChangeCounts) -> None:
    total = left + right
    assert astuple(total) == tuple(a + b for a, b in zip(astuple(left), astuple(right), strict=True))
    assert total.aligned == left.aligned + right.aligned
    assert total.repaired - total.broken == total.wrong_before - total.wrong_after
    assert sum([left, right], ChangeCounts()) == total


@given(st.lists(st.integers(1, 99)), st.lists(st.integers(1, 99)))
def test_runs_add_up_by_class(left: list[int], right: list[int]) -> None:
    both = add_runs(classify_runs(left), classify_runs(right))
    assert both == classify_runs(left + right) == add_runs(NO_RUNS, both)
    assert sum(item.words for item in both) == sum(left + right)


def test_boundaries_by_hand() -> None:
    assert boundary_counts("AAABBB", "xxxyyy") == BoundaryCounts(1, 1, 1, 1)
    assert boundary_counts("AAABBB", "xxyyyy") == BoundaryCounts(1, 1, 0, 1)
    assert boundary_counts("AAABBB", "xyyyyy") == BoundaryCounts(1, 1, 0, 0)
    assert boundary_counts("AABAA", "xxxxx") == BoundaryCounts(2, 0, 0, 0)
    assert boundary_counts("", "") == BoundaryCounts()


def test_each_boundary_matches_once() -> None:
    # One change of the reference, at 3; two of the hypothesis, at 2 and 4, both one word away.
    assert boundary_counts("AAABBB", "xxyyzz") == BoundaryCounts(1, 2, 0, 1)


LABELS = st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xyz")), max_size=30)


@given(LABELS)
def test_swapping_the_sides_swaps_precision_and_recall(labels: list[tuple[str, str]]) -> None:
    left, right = [a for a, _ in labels], [b for _, b in labels]
    there, back = boundary_counts(left, right), boundary_counts(right, left)
    assert (there.precision, there.recall) == (back.recall, back.precision)
    assert (there.near_precision, there.near_recall) == (back.near_recall, back.near_precision)
    assert there.exact <= there.near <= min(there.reference, there.hypothesis)
