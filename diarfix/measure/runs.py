"""Runs of wrong words, as a person would point at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorRun:
    """Hypothesis words `start:end` of which every aligned word is wrong.

    `words` counts the wrong ones: words without a partner may stand between, but not at the edges.
    `labels` are the labels they have, `people` who said them by the reference; each in order, once.
    """

    start: int
    end: int
    words: int
    labels: tuple[str, ...]
    people: tuple[str, ...]


def spans(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where runs of true flags begin and end (exclusive).

    >>> list(spans([True, True, False, True]))
    [(0, 2), (3, 4)]
    """
    start = None
    for at, flag in enumerate(flags):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(flags)


def worst(runs: Sequence[ErrorRun], count: int) -> list[ErrorRun]:
    """The longest runs by wrong words; of equal ones, the first."""
    return sorted(runs, key=lambda run: (-run.words, run.start))[:count]
