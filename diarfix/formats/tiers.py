"""Annotation tiers: several speakers side by side on one time line, read in one order and moved between tiers.

    Mara     |-- So it is. Right. --|        |-- Yes --|
    Tobias              |-- Mm. --|   |--|

The order must not depend on the tier, or a word that gets another speaker would change its place. So spans come by
their start, and two that meet in a seam (where one was cut) are read one after the other, whoever speaks meanwhile.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from diarfix.model import Seconds


class Seat(NamedTuple):
    """Where a span stands in time: its start, and the seams at which it begins and ends (None: no seam)."""

    start: Seconds
    enter: Hashable = None
    leave: Hashable = None


def reading_order(seats: Sequence[Seat]) -> list[int]:
    """The spans in the order in which they are read; equal starts keep the order given.

    >>> reading_order([Seat(1.0, None, "cut"), Seat(3.0, "cut"), Seat(2.0)])
    [0, 1, 2]
    """
    entering: dict[Hashable, list[int]] = {}
    by_start = sorted(range(len(seats)), key=lambda at: seats[at].start)
    for at in reversed(by_start):
        if seats[at].enter is not None:
            entering.setdefault(seats[at].enter, []).append(at)
    done = [False] * len(seats)
    order: list[int] = []
    for first in by_start:
        here: int | None = first
        while here is not None and not done[here]:
            done[here] = True
            order.append(here)
            waiting = entering.get(seats[here].leave, []) if seats[here].leave is not None else []
            while waiting and done[waiting[-1]]:
                waiting.pop()
            here = waiting[-1] if waiting else None
    return order


class Row:
    """What a tier holds while it is written: spans that must not overlap."""

    def __init__(self, label: str) -> None:
        self.label = label
        self._taken: list[tuple[Seconds, Seconds]] = []

    def free(self, start: Seconds, end: Seconds) -> bool:
        """Whether a span fits in."""
        at = bisect_left(self._taken, (start, end))
        before = at == 0 or self._taken[at - 1][1] <= start
        return before and (at == len(self._taken) or self._taken[at][0] >= end)

    def take(self, start: Seconds, end: Seconds) -> None:
        """Put a span in."""
        insort(self._taken, (start, end))


def seat_for(rows: list[Row], label: str, start: Seconds, end: Seconds) -> int:
    """The first row of that label with room for the span, which is put in; a new row where there is none."""
    for at, row in enumerate(rows):
        if row.label == label and row.free(start, end):
            row.take(start, end)
            return at
    rows.append(Row(label))
    rows[-1].take(start, end)
    return len(rows) - 1
