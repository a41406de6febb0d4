"""Wrong words that stay, and why, as far as it can be told without a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from diarfix.bench.judge import EditOutcome
from diarfix.measure import Change, Comparison, Fate
from diarfix.measure.runs import spans

Cause = Literal["no label", "whole turns", "across turns", "edge", "inside"]
"""Why a run stays.

- no label: no label stands for whoever said most of it.
- whole turns: one or more turns from end to end.
- across turns: over a turn boundary, at one end at least from within a turn.
- edge: the beginning or the end of a turn.
- inside: neither the beginning nor the end of a turn.
"""

CAUSES: tuple[Cause, ...] = get_args(Cause)


@dataclass(frozen=True, slots=True)
class Miss:
    """Raw words `start:end` that were wrong and stay wrong, `words` of them aligned; `turn` counts from 1.

    `waiting` is the highest confidence of the edits not applied that would have repaired some of it.
    """

    episode: str
    start: int
    end: int
    words: int
    turn: int
    line: int | None
    cause: Cause
    waiting: float | None


def find_misses(episode: str, made: Change, outcomes: Sequence[EditOutcome]) -> tuple[Miss, ...]:
    """The runs of words that a repair left wrong, in reading order."""
    raw, fates = made.before.hypothesis, made.fates
    useful = [item for item in outcomes if item.state != "applied" and item.kind == "move" and item.repaired]
    misses = []
    for first, stop in spans([fate.was_wrong and fate.is_wrong for fate in fates]):
        start, end = fates[first].raw, fates[stop - 1].raw + 1
        offers = [item.confidence for item in useful if item.start < end and item.end > start]
        cause = _cause(made.after, fates, first, stop)
        misses.append(
            Miss(episode, start, end, stop - first, raw.turn_at(start) + 1, raw.place(start).line, cause,
                 max(offers, default=None))
        )
    return tuple(misses)


def worst(misses: Iterable[Miss], count: int) -> tuple[Miss, ...]:
    """The largest misses; of equal ones, those that come first."""
    return tuple(sorted(misses, key=lambda miss: -miss.words)[:count])


def _cause(after: Comparison, fates: Sequence[Fate], first: int, stop: int) -> Cause:
    people = set(after.mapping.values())
    speakers = after.reference.speakers
    unlabelled = sum(speakers[fate.reference] not in people for fate in fates[first:stop])
    if 2 * unlabelled > stop - first:
        return "no label"
    turn_at = after.hypothesis.turn_at
    opens = first == 0 or turn_at(fates[first - 1].hypothesis) != turn_at(fates[first].hypothesis)
    closes = stop == len(fates) or turn_at(fates[stop].hypothesis) != turn_at(fates[stop - 1].hypothesis)
    if opens and closes:
        return "whole turns"
    if turn_at(fates[first].hypothesis) != turn_at(fates[stop - 1].hypothesis):
        return "across turns"
    return "edge" if opens or closes else "inside"
