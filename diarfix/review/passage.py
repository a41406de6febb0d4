"""An edit before and after, turn by turn, and where words stand in time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from diarfix.model import Seconds, Transcript
from diarfix.review.view import Item, View
from diarfix.review.worth import AROUND

FEW = 40
"""Words of a rename's first turn that are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one speaker says in a passage: words `start:end`, with `moved_start:moved_end` of them in question.

    `opens` and `closes` say whether the turn begins and ends here; else it goes on outside the passage.
    """

    speaker: str
    start: int
    end: int
    moved_start: int
    moved_end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The lines before and after an edit, under the names of the corrected transcript."""

    before: tuple[Line, ...]
    after: tuple[Line, ...]


def passage(view: View, item: Item, around: int = AROUND) -> Passage:
    """The passage around an item; where it was changed, `after` is as it was changed."""
    edit, count = item.edit, len(view.desk.original.words)
    if edit.is_rename:
        return _renamed(view, item)
    reach = FEW if edit.kind == "flip" else around
    first = max(0, min(item.start, edit.start) - around)
    last = min(count, (item.start if edit.kind == "flip" else max(item.end, edit.end)) + reach)
    before, after = list(view.corrected.speakers[first:last]), list(view.corrected.speakers[first:last])
    if edit.kind == "flip":
        swapped = before if item.state in ("made", "accepted", "changed") else after
        for at in range(item.start - first, last - first):
            swapped[at] = {item.old: item.new, item.new: item.old}.get(swapped[at], swapped[at])
        moved = (first, first)
    else:
        moved = (item.start, item.end)
        for at in range(*moved):
            # What is made already is taken back for the view before it.
            before[at - first] = _unchanged(view, item, at)
            after[at - first] = item.new
    edges = _edges(view, first, last)
    return Passage(_lines(before, first, moved, *edges), _lines(after, first, moved, *edges))


def _renamed(view: View, item: Item) -> Passage:
    """The first turn under the label, called so and otherwise."""
    start, end = item.edit.start, min(item.edit.end, item.edit.start + FEW)
    whole = end == item.edit.end
    before, after = ([label] * (end - start) for label in (item.old, item.new))
    return Passage(
        _lines(before, start, (start, start), True, whole), _lines(after, start, (start, start), True, whole)
    )


def _unchanged(view: View, item: Item, at: int) -> str:
    if item.edit.start <= at < item.edit.end:
        return item.old
    return view.corrected.speakers[at] if item.state != "changed" else view.reads(
        item.edit, view.desk.original.speakers[at])


def _edges(view: View, first: int, last: int) -> tuple[bool, bool]:
    starts = {turn.start for turn in view.corrected.turns}
    return first in starts, last in starts or last == len(view.corrected.words)


def _lines(labels: list[str], first: int, moved: tuple[int, int], opens: bool, closes: bool) -> tuple[Line, ...]:
    lines = []
    at = first
    stop = first + len(labels)
    for speaker, run in groupby(labels):
        end = at + sum(1 for _ in run)
        inside = (max(at, moved[0]), min(end, moved[1]))
        inside = inside if inside[0] < inside[1] else (at, at)
        lines.append(Line(speaker, at, end, *inside, at > first or opens, end < stop or closes))
        at = end
    return tuple(lines)


def clock(transcript: Transcript, word: int) -> Seconds | None:
    """When a word is said: its own time, else in proportion within its turn; None where nothing says it."""
    own = transcript.words[word].start
    if own is not None:
        return own
    turn = transcript.turns[transcript.turn_at(word)]
    begin = turn.time if turn.time is not None else transcript.words[turn.start].start
    if begin is None:
        return None
    following = transcript.turns[transcript.turn_at(word) + 1 :][:1]
    until = turn.until if turn.until is not None else following[0].time if following else None
    if until is None or until <= begin:
        return begin
    return begin + (until - begin) * (word - turn.start) / len(turn)


def stretch(transcript: Transcript, start: int, end: int, around: Seconds = 2.0) -> tuple[Seconds, Seconds] | None:
    """The seconds in which words `start:end` are said, with `around` on either side; None where nothing says it."""
    begin = clock(transcript, start)
    if begin is None:
        return None
    last = transcript.words[end - 1].end
    stop = last if last is not None else clock(transcript, end) if end < len(transcript.words) else None
    return max(0.0, begin - around), max(stop if stop is not None else begin + 1.0, begin) + around
