"""Speaker changes: which of them two transcripts share."""

from __future__ import annotations

from collections.abc import Sequence

from diarfix.measure.counts import BoundaryCounts


def boundary_counts(reference: Sequence[str], hypothesis: Sequence[str]) -> BoundaryCounts:
    """Changes of label between aligned words, by exact place and at most one word apart.

    Both give one label an aligned word; what the labels are called does not matter. A change is the
    index of the first word after it.

        reference    A A A | B B B B | A
        hypothesis   x x | y y y y y | x | z
        exact                        ^
        near             ^           ^

    >>> boundary_counts("AAABBBBAA", "xxyyyyyxz")
    BoundaryCounts(reference=2, hypothesis=3, exact=1, near=2)
    """
    ours, theirs = _changes(reference), _changes(hypothesis)
    exact = len(set(ours) & set(theirs))
    return BoundaryCounts(len(ours), len(theirs), exact, _matched(ours, theirs, 1))


def _changes(labels: Sequence[str]) -> list[int]:
    return [at for at in range(1, len(labels)) if labels[at] != labels[at - 1]]


def _matched(left: Sequence[int], right: Sequence[int], slack: int) -> int:
    """The most pairs of places at most `slack` apart, each place used once; both rise.

    Taking the first place that is near enough is best: all windows are equally wide.
    """
    matched = at = 0
    for place in left:
        while at < len(right) and right[at] < place - slack:
            at += 1
        if at < len(right) and right[at] <= place + slack:
            matched += 1
            at += 1
    return matched
