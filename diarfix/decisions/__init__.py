"""What a person decided about a transcript, kept in `NAME.diarfix.json` beside it.

`record` says what is kept and `file` how; `recall` finds decisions on proposed edits again after the episode was
transcribed anew, `relocate` what was made by hand; `hand` carries that out; `merge` joins two reviewers' files.
What no longer fits is reported, never guessed and never dropped.
"""

from diarfix.decisions.file import (
    SIDECAR,
    book_bytes,
    load,
    load_book,
    read_book,
    save,
    save_book,
    sidecar,
    sidecar_name,
)
from diarfix.decisions.hand import Hand, HandEdit, carry_out, covers, laid_over
from diarfix.decisions.recall import Recall, anchor_of, decision_on, recall, verdicts_for
from diarfix.decisions.record import Anchor, Book, Decision, HandRow, NoteRow, Spot, Verdict
from diarfix.decisions.relocate import Found, Note, hand_rows, note_rows, relocate, standing

SCHEMA = 1
"""The version of a file without anything made by hand."""

__all__ = [
    "SCHEMA",
    "SIDECAR",
    "Anchor",
    "Book",
    "Decision",
    "Found",
    "Hand",
    "HandEdit",
    "HandRow",
    "Note",
    "NoteRow",
    "Recall",
    "Spot",
    "Verdict",
    "anchor_of",
    "book_bytes",
    "carry_out",
    "covers",
    "decision_on",
    "hand_rows",
    "laid_over",
    "load",
    "load_book",
    "note_rows",
    "read_book",
    "recall",
    "relocate",
    "save",
    "save_book",
    "sidecar",
    "sidecar_name",
    "standing",
    "verdicts_for",
]
