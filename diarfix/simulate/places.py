"""How many errors to make, and where a cut of the wanted sort lies."""

from __future__ import annotations

import math
import random

from diarfix.simulate.draft import Draft

REACH = 0.34
"""How far a length may stray, relative to itself, so that a cut falls at a sentence end."""


def draw_count(rng: random.Random, mean: float) -> int:
    """A Poisson count; for large means a rounded normal one."""
    if mean <= 0:
        return 0
    if mean > 50:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def draw_scale(rng: random.Random, spread: float) -> float:
    """What an episode's rates are multiplied with: mean 1, variance `spread`."""
    return rng.gammavariate(1 / spread, spread) if spread > 0 else 1.0


def find_cut(draft: Draft, target: int, low: int, high: int, length: int, at_end: bool) -> int | None:
    """The place nearest to `target` in `low:high` (end exclusive) that is, or is not, at a sentence end.

    No further from it than `REACH` of `length`.
    """
    reach = max(1 if length > 2 else 0, int(length * REACH))
    for step in range(reach + 1):
        for place in (target - step, target + step) if step else (target,):
            if low <= place < high and draft.ends_at(place) == at_end:
                return place
    return None
