"""What a review looks like after some decisions: states, labels, the corrected transcript. All frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from diarfix.decisions import Book, Decision, Hand, HandEdit, HandRow, Note, NoteRow, hand_rows, note_rows
from diarfix.decisions.hand import Names, source_labels
from diarfix.edits import Decided, Edit, carried_labels
from diarfix.model import Transcript
from diarfix.pipeline import Options, Result, carried_out, decide
from diarfix.review.worth import seconds, worth
from diarfix.show.rename import NAMED

ItemState = Literal["open", "made", "accepted", "rejected", "changed", "by hand"]
"""Waits; was made for it is safe; decided by a person; accepted otherwise than proposed; settled by hand."""

STATES: tuple[ItemState, ...] = ("open", "made", "accepted", "rejected", "changed", "by hand")


@dataclass(frozen=True)
class Marks:
    """All that a person said: by edit id, by hand, in notes. `loose` fits nothing here and is kept as it is."""

    decisions: Mapping[str, Decision] = field(default_factory=dict)
    hand: Hand = ()
    notes: tuple[Note, ...] = ()
    loose: Book = field(default_factory=Book)

    def kept(self, transcript: Transcript, sources: Sequence[str]) -> Marks:
        """The same, everything in it with the row by which it is kept; `sources` has the label of every word."""
        rows, notes = hand_rows(transcript, self.hand, sources), note_rows(transcript, self.notes)
        hand = (replace(item, kept=row) for item, row in zip(self.hand, rows, strict=True))
        written = (replace(item, kept=row) for item, row in zip(self.notes, notes, strict=True))
        return replace(self, hand=tuple(hand), notes=tuple(written))

    @property
    def book(self) -> Book:
        """What is to be kept in the file, once everything has its row."""
        return Book(
            (*self.decisions.values(), *self.loose.decisions),
            (*(item.kept for item in self.hand if item.kept), *self.loose.by_hand),
            (*(item.kept for item in self.notes if item.kept), *self.loose.notes),
        )


@dataclass(frozen=True)
class Desk:
    """What was read and proposed, and how: the same until someone decides who is who otherwise.

    `lost` was decided earlier and fits nowhere in this transcript.
    """

    result: Result
    options: Options
    lost: tuple[Decision | HandRow | NoteRow, ...] = ()

    @property
    def original(self) -> Transcript:
        """The transcript as it was read."""
        return self.result.original

    @cached_property
    def edits(self) -> dict[str, Edit]:
        """Every proposed edit by its id, in reading order."""
        return {item.edit.id: item.edit for item in self.result.edits}


@dataclass(frozen=True, slots=True)
class Item:
    """One proposed edit and how it stands.

    `start:end` and `new` are as amended where `state` is "changed". `seconds` is the time that a look takes, `worth`
    the wrong words it saves per second (see `worth.py`). Labels are as they read in the corrected transcript.
    """

    edit: Edit
    state: ItemState
    start: int
    end: int
    old: str
    new: str
    because: str
    seconds: float
    worth: float
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """The edit's id."""
        return self.edit.id


@dataclass(frozen=True)
class View:
    """A desk under some marks."""

    desk: Desk
    marks: Marks

    @cached_property
    def _options(self) -> Options:
        verdicts = {edit: decision.verdict for edit, decision in self.marks.decisions.items()}
        return replace(self.desk.options, verdicts=verdicts, hand=self.marks.hand, recall=None)

    @cached_property
    def decided(self) -> tuple[Decided, ...]:
        """The proposed edits with what becomes of them."""
        return tuple(decide(edit, self._options) for edit in self.desk.edits.values())

    @cached_property
    def applied(self) -> tuple[Edit, ...]:
        """The edits that are made."""
        return tuple(item.edit for item in self.decided if item.state == "applied")

    @cached_property
    def identity(self) -> frozenset[str]:
        """Of who is who, what is made whatever lies over it by hand: all else is proposed on top of that."""
        options = replace(self._options, hand=())
        about = (edit for edit in self.desk.edits.values() if edit.kind in ("merge", "flip") or NAMED in edit.codes)
        return frozenset(edit.id for edit in about if decide(edit, options).state == "applied")

    @cached_property
    def names(self) -> Names:
        """Label of the source -> label of the corrected transcript."""
        return Names.of(self.applied, self.marks.hand)

    @cached_property
    def sources(self) -> list[str]:
        """The label of every word, as the source has it, before renames."""
        return source_labels(self.desk.original, self.applied, self.marks.hand)

    @cached_property
    def corrected(self) -> Transcript:
        """The transcript as it would be written."""
        return carried_out(self.desk.result.context, self.decided, self._options)

    @cached_property
    def result(self) -> Result:
        """The same as a pipeline's result."""
        return replace(
            self.desk.result, repaired=self.corrected, edits=self.decided, hand=self.marks.hand
        )

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Everyone who can be chosen: first those of the source, then those who were made up; the order is kept."""
        made = (item.new for item in self.marks.hand if item.kind != "rename")
        return tuple(dict.fromkeys(self.names(label) for label in (*self.desk.original.labels, *made)))

    def source_of(self, speaker: str) -> str | None:
        """The label of the source by which `speaker` is meant, the most used first; None for a name that is taken.

        A name is taken where the source has it as a label that reads as another by now.
        """
        counts = Counter(self.sources)
        known = dict.fromkeys((*self.desk.original.labels, *self.sources, *(item.new for item in self.marks.hand)))
        fitting = [label for label in known if self.names(label) == speaker]
        if fitting:
            return max(fitting, key=lambda label: counts[label])
        return speaker if self.names(speaker) == speaker else None

    def labels_of(self, speaker: str) -> tuple[str, ...]:
        """All labels of the source that read as `speaker`."""
        return tuple(label for label in dict.fromkeys(self.desk.original.labels + tuple(self.sources))
                     if self.names(label) == speaker)

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every proposed edit by its id, in reading order."""
        stand_ins: dict[str, list[HandEdit]] = {}
        for hand in self.marks.hand:
            stand_ins.setdefault(hand.of, []).append(hand)
        return {item.edit.id: self._item(item, stand_ins.get(item.edit.id, [])) for item in self.decided}

    def _item(self, item: Decided, stand_ins: Sequence[HandEdit]) -> Item:
        edit, decision = item.edit, self.marks.decisions.get(item.edit.id)
        value = worth(edit, self._words(edit), item.state == "applied")
        state: ItemState = "made" if item.state == "applied" else "open"
        start, end, new, because = edit.start, edit.end, self.reads(edit, edit.new), item.because
        if stand_ins:
            state, because, stand_in = "changed", "changed by a reviewer", stand_ins[-1]
            if edit.kind == "flip":
                first, last = stand_ins[0].start, max(one.end for one in stand_ins)
                start = first if first < edit.start else last
            elif stand_in.kind == "move":
                start, end, new = stand_in.start, stand_in.end, self.names(stand_in.new)
            else:
                new = stand_in.new
        elif decision is not None:
            state = decision.verdict
        elif item.state == "rejected":
            state = "by hand"
        return Item(edit, state, start, end, self.reads(edit, edit.old), new, because, seconds(edit), value, decision)

    def _words(self, edit: Edit) -> int:
        """The words that change their label with an edit."""
        if edit.kind == "move":
            return edit.words
        if edit.kind == "flip":
            there = self.desk.original.speakers[edit.start : edit.end]
            return sum(label in (edit.old, edit.new) for label in there)
        return self.desk.original.word_counts.get(edit.old, 0)

    def reads(self, edit: Edit, label: str) -> str:
        """What one of an edit's labels reads as in its place; a rename's own labels stay."""
        if edit.is_rename:
            return label
        made = [other for other in self.applied if other.kind != "name" and other.id != edit.id]
        return self.names(carried_labels([label], made, edit.start)[label])

    def source_new(self, edit: Edit) -> str:
        """The label, before names, that the words of a move get."""
        made = [other for other in self.applied if other.kind != "name"]
        return carried_labels([edit.new], made, edit.start)[edit.new]
