"""Flips in a review: where one begins can be moved.

The flip itself is accepted, so that the labels stay exchanged as evidence; the words between its place and the new
one are given by hand, the other way round.

    proposed    A A B B | B A A B      exchanged from | on: A A B B | A B B A
    later by 2  A A B B   B A | B A    given by hand: B A
"""

from __future__ import annotations

from diarfix.decisions import HandEdit
from diarfix.decisions.hand import Hand, paint, source_labels
from diarfix.edits import Edit
from diarfix.review.view import View


def shifted(view: View, edit: Edit, start: int, by: str, when: str) -> Hand | None:
    """What lies over the flip `edit` so that it begins at word `start`; None where that is its own place."""
    hand = tuple(item for item in view.marks.hand if item.of != edit.id)
    merged = view.names.merged
    swap = {merged(edit.old): merged(edit.new), merged(edit.new): merged(edit.old)}
    without = source_labels(view.desk.original, [item for item in view.applied if item.id != edit.id], hand)
    taken = {at for item in hand if item.kind == "move" for at in range(item.start, item.end)}
    made = hand
    first, last = min(start, edit.start), max(start, edit.start)
    words = [at for at in range(first, last) if without[at] in swap and at not in taken]
    for low, high in _runs(words, without):
        label = without[low]
        new = label if start > edit.start else swap[label]
        made = paint(made, HandEdit("move", low, high, swap[new], new, by, when, edit.id))
    return None if made == hand else made


def next_place(view: View, edit: Edit, start: int, by: int) -> int:
    """`start` moved by so many words of the two labels: what others say stands between and does not count."""
    pair = {view.reads(edit, edit.old), view.reads(edit, edit.new)}
    speakers, step = view.corrected.speakers, 1 if by > 0 else -1
    at, left = start, abs(by)
    while left and 0 <= (look := at if step > 0 else at - 1) < len(speakers):
        left -= speakers[look] in pair
        at += step
    return at if not left else -1


def _runs(words: list[int], labels: list[str]) -> list[tuple[int, int]]:
    """The words as runs `low:high` under one label."""
    runs: list[tuple[int, int]] = []
    for at in words:
        if runs and runs[-1][1] == at and labels[at - 1] == labels[at]:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs

