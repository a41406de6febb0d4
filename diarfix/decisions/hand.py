"""What a reviewer makes by hand: words given to a speaker, a label exchanged from a word on, a label renamed.

It lies over the proposed edits and applies in this order:

    observed labels -> moves, merges and flips that are applied -> `from` -> hand moves -> names (by hand first)

Its labels are those of the source, before names; where a merge is made later they go with it.

Hand moves never overlap: a later one takes its words from an earlier one. Everything is a pure function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from diarfix.decisions.record import HandKind, HandRow
from diarfix.edits import Edit, apply_edits
from diarfix.model import Transcript, relabel


@dataclass(frozen=True, slots=True)
class HandEdit:
    """See `HandRow`; here the span `start:end` is in words of the transcript at hand.

    A `from` begins at `start`; a rename has no span. `kept` is the row that it was read from.
    """

    kind: HandKind
    start: int
    end: int
    old: str
    new: str
    by: str = ""
    when: str = ""
    of: str = ""
    kept: HandRow | None = None


Hand = tuple[HandEdit, ...]


@dataclass(frozen=True)
class Names:
    """What labels of the source read as in the end: by hand first, else by the merges and names that are made."""

    merges: Mapping[str, str]
    names: Mapping[str, str]
    by_hand: Mapping[str, str]

    @classmethod
    def of(cls, applied: Iterable[Edit], hand: Hand) -> Names:
        """The names once `applied` and `hand` are."""
        edits = tuple(applied)
        return cls(
            {edit.old: edit.new for edit in edits if edit.kind == "merge"},
            {edit.old: edit.new for edit in edits if edit.kind == "name"},
            {item.old: item.new for item in hand if item.kind == "rename"},
        )

    def __call__(self, label: str) -> str:
        for table in (self.merges, self.names):
            for _ in range(len(table)):
                if label in self.by_hand or label not in table:
                    break
                label = table[label]
        return self.by_hand.get(label, label)

    def merged(self, label: str) -> str:
        """The label under which `label` goes once merges are made."""
        for _ in range(len(self.merges)):
            label = self.merges.get(label, label)
        return label


def carry_out(transcript: Transcript, applied: Sequence[Edit], hand: Hand) -> Transcript:
    """The transcript with the applied edits and what was made by hand. Raises E501 as `apply_edits` does."""
    if not hand:
        return apply_edits(transcript, applied)
    names = Names.of(applied, hand)
    return relabel(transcript, [names(label) for label in source_labels(transcript, applied, hand)])


def source_labels(transcript: Transcript, applied: Sequence[Edit], hand: Hand) -> list[str]:
    """The label of every word before names."""
    labels = list(apply_edits(transcript, [edit for edit in applied if edit.kind != "name"]).speakers)
    merged = Names.of(applied, hand).merged
    rows = sorted((item for item in hand if item.kind == "from"), key=lambda item: item.start)
    current: dict[str, str] = {}
    for at, row in enumerate(rows):
        current[merged(row.old)] = merged(row.new)
        end = rows[at + 1].start if at + 1 < len(rows) else len(labels)
        for word in range(row.start, end):
            labels[word] = current.get(labels[word], labels[word])
    for item in hand:
        if item.kind == "move":
            labels[item.start : item.end] = [merged(item.new)] * (item.end - item.start)
    return labels


def laid_over(below: Hand, above: Hand) -> Hand:
    """Two layers as one: the moves of `above` take their words from those of `below`, its renames win."""
    renamed = {(item.kind, item.old, item.start) for item in above if item.kind != "move"}
    hand = tuple(item for item in below if (item.kind, item.old, item.start) not in renamed)
    for item in above:
        hand = paint(hand, item) if item.kind == "move" else in_order((*hand, item))
    return hand


def paint(hand: Hand, edit: HandEdit) -> Hand:
    """The hand edits with a move laid over those before it.

    before   |--- A ---|    |- B -|
    edit            |-- C ----|
    after    |- A --|-- C ----|-B-|
    """
    return in_order((*_without_words(hand, edit.start, edit.end), edit))


def _without_words(hand: Hand, start: int, end: int) -> list[HandEdit]:
    kept: list[HandEdit] = []
    for item in hand:
        if item.kind != "move" or item.end <= start or item.start >= end:
            kept.append(item)
            continue
        if item.start < start:
            kept.append(replace(item, end=start, kept=None))
        if item.end > end:
            kept.append(replace(item, start=end, kept=None))
    return kept


def rename(hand: Hand, labels: Iterable[str], new: str, by: str, when: str, of: str = "") -> Hand:
    """Every one of `labels` (of the source) reads as `new`."""
    wanted = tuple(labels)
    kept = [item for item in hand if item.kind != "rename" or item.old not in wanted]
    return in_order((*kept, *(HandEdit("rename", 0, 0, label, new, by, when, of) for label in wanted)))


def exchange_from(
    hand: Hand, word: int, labels: Iterable[str], change: Callable[[str], str], by: str, when: str
) -> Hand:
    """From `word` on every label (of the source) that has come to be L comes to be `change(L)`."""
    rows = {(item.old, item.start): item for item in hand if item.kind == "from"}
    for label in dict.fromkeys(labels):
        own = sorted(start for old, start in rows if old == label)
        before = [start for start in own if start <= word]
        value = rows[label, before[-1]].new if before else label
        if change(value) != value:
            rows[label, word] = HandEdit("from", word, word, label, change(value), by, when)
        for start in own:
            row = rows[label, start]
            if start > word and change(row.new) != row.new:
                rows[label, start] = replace(row, new=change(row.new), by=by, when=when, kept=None)
    moves: list[HandEdit] = []
    for item in hand:
        if item.kind != "move":
            continue
        if item.end <= word or change(item.new) == item.new:
            moves.append(item)
            continue
        if item.start < word:
            moves.append(replace(item, end=word, kept=None))
        changed = replace(item, start=max(word, item.start), new=change(item.new), by=by, when=when, kept=None)
        moves.append(changed)
    renames = [item for item in hand if item.kind == "rename"]
    return in_order((*_needed(rows), *moves, *renames))


def _needed(rows: Mapping[tuple[str, int], HandEdit]) -> list[HandEdit]:
    """The `from` rows that change something: not those that say what holds there already."""
    kept: list[HandEdit] = []
    value: dict[str, str] = {}
    for label, start in sorted(rows):
        row = rows[label, start]
        if value.get(label, label) != row.new:
            kept.append(row)
            value[label] = row.new
    return kept


def in_order(hand: Iterable[HandEdit]) -> Hand:
    """In reading order; renames come first."""
    return tuple(sorted(hand, key=lambda item: (item.start, item.end, item.kind, item.old, item.new)))


def covers(hand: Hand, edit: Edit) -> bool:
    """Whether every word of a move, or the label of a rename, was settled by hand."""
    if edit.kind == "flip":
        return False
    if edit.is_rename:
        return any(item.kind == "rename" and item.old == edit.old for item in hand)
    at = edit.start
    for item in hand:
        if item.kind == "move" and item.start <= at < item.end:
            at = item.end
    return at >= edit.end
