"""What a person said about a transcript: on proposed edits, by hand, and in notes; and where it was said.

Everything holds the words around its place, so that it is found again after the episode was transcribed anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diarfix.edits import EditKind

Verdict = Literal["accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an edit stands, in plain words; `word` is the index it had when it was decided.

    A move has the words before, in and after its span, a flip those before and after its start. A rename has the
    first words of the label that goes in `inside`, and those of the label that stays in `after`.
    """

    word: int
    before: str
    inside: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one edit. `when` is ISO 8601 in UTC."""

    id: str
    verdict: Verdict
    by: str
    when: str
    kind: EditKind
    old: str
    new: str
    rules: tuple[str, ...]
    anchor: Anchor


HandKind = Literal["move", "from", "rename"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something made by hand stands: `words` words from `word` on, in plain words with what is around.

        before |head ... tail| after
           6    12        12     6      words at most; `tail` is empty where `head` holds the whole span

    `old_voice` and `new_voice` are the first words of the longest turn under the labels that it is about, by which
    they are known again under other labels; empty for a label that the reviewer made up.
    """

    word: int
    words: int
    before: str
    head: str
    tail: str
    after: str
    old_voice: str = ""
    new_voice: str = ""


@dataclass(frozen=True, slots=True)
class HandRow:
    """One thing made by hand, as it is kept. `of` is the proposed edit that it stands in for, or empty.

    `move`: the span goes to label `new`. `from`: from the spot on, label `old` is `new`. `rename`: it is so
    throughout. Labels are those of the source, before renames; `when` is ISO 8601 in UTC.
    """

    id: str
    kind: HandKind
    old: str
    new: str
    by: str
    when: str
    of: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note at a word, as it is kept."""

    id: str
    text: str
    by: str
    when: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Book:
    """All that was decided about one transcript: the content of its `NAME.diarfix.json`."""

    decisions: tuple[Decision, ...] = ()
    by_hand: tuple[HandRow, ...] = ()
    notes: tuple[NoteRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def rows(self) -> tuple[Decision | HandRow | NoteRow, ...]:
        """Everything in it."""
        return (*self.decisions, *self.by_hand, *self.notes)
