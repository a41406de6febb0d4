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


def passage(view: View, item: Item) -> Passage:
    """The passage around an item; where it was changed, `after` is as it was changed."""
    edit = item.edit
    count = len(view.desk.original.words)
    if edit.kind != "move":
        start, end = edit.start, min(edit.end, edit.start + FEW)
        labels = [view.names(label) for label in view.desk.original.speakers[start:end]]
        before = [edit.old if source == edit.old else label
                  for label, source in zip(labels, view.desk.original.speakers[start:end], strict=True)]
        after = [item.new if source == edit.old else label
                 for label, source in zip(labels, view.desk.original.speakers[start:end], strict=True)]
        cut = end < edit.end
        return Passage(_lines(before, start, (start, start), True, not cut),
                       _lines(after, start, (start, start), True, not cut))
    first = max(0, min(item.start, edit.start) - AROUND)
    last = min(count, max(item.end, edit.end) + AROUND)
    shown = view.corrected.speakers[first:last]
    before, after = list(shown), list(shown)
    for at in range(item.start, item.end):
        # A changed item is made already: before it these words were the proposal's old label's.
        before[at - first] = view.names(_unchanged(view, item, at))
        after[at - first] = item.new
    return Passage(
        _lines(before, first, (item.start, item.end), *_edges(view, first, last)),
        _lines(after, first, (item.start, item.end), *_edges(view, first, last)),
    )


def _unchanged(view: View, item: Item, at: int) -> str:
    if item.edit.start <= at < item.edit.end:
        return item.edit.old
    return view.desk.original.speakers[at] if item.state == "changed" else view.sources[at]


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
