"""Intervals by resampling whole episodes: words of one episode stand and fall together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

RESAMPLES = 2000
SEED = 20
LEVEL = 0.95

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Interval:
    """A percentile interval. A bound that is None is infinite."""

    low: float | None
    high: float | None

    @property
    def excludes_zero(self) -> bool:
        """Whether all of it lies on one side of zero."""
        return (self.low is not None and self.low > 0) or (self.high is not None and self.high < 0)


def resamples(count: int, chance: Random, times: int = RESAMPLES) -> list[list[int]]:
    """`times` draws of `count` episodes out of `count`, with repetition."""
    return [chance.choices(range(count), k=count) for _ in range(times)]


def interval(items: Sequence[T], draws: Sequence[Sequence[int]], measure: Callable[[Sequence[T]], float | None]) -> (
    Interval | None
):
    """The middle 95 % of `measure` over the draws; those where it is None are passed over.

    None for fewer than two items, or where the measure is nowhere defined.
    """
    if len(items) < 2:
        return None
    values = sorted(
        value for draw in draws if (value := measure([items[at] for at in draw])) is not None
    )
    if not values:
        return None
    return Interval(_finite(_percentile(values, (1 - LEVEL) / 2)), _finite(_percentile(values, (1 + LEVEL) / 2)))


def _percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted values lie, by the nearest rank.

    >>> _percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    return values[max(0, min(len(values) - 1, round(share * len(values)) - 1))]


def _finite(value: float) -> float | None:
    return value if abs(value) != float("inf") else None
