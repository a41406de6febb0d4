"""The repair of a transcript with all that people decided about it: beside it, by hand, and by marks in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from diarfix.decisions import Book, Decision, Hand, HandRow, NoteRow, laid_over, recall, relocate, standing
from diarfix.model import Transcript
from diarfix.pipeline import Options, Result, decided_anew, repair
from diarfix.silence import verdicts

Lost = Decision | HandRow | NoteRow
"""What was decided and no longer fits."""


@dataclass(frozen=True)
class Settled:
    """The result, what was made by hand and is not yet in the file, and what no longer fits it."""

    result: Result
    hand: Hand
    lost: tuple[Lost, ...]


def settle(transcript: Transcript, options: Options, book: Book) -> Settled:
    """Repair with a book of decisions, which may be empty."""
    if not book:
        return Settled(repair(transcript, replace(options, recall=partial(verdicts, decisions=()))), (), ())
    placed = relocate(transcript, book.by_hand, book.notes)
    asked = replace(options, recall=partial(verdicts, decisions=book.decisions), hand=placed.hand)
    result = repair(transcript, asked)
    lost = recall(transcript, [item.edit for item in result.edits], book.decisions).lost
    accepted, lost = standing(transcript, lost)
    if accepted:
        asked = replace(asked, hand=laid_over(accepted, placed.hand))
        result = decided_anew(result, asked)
    return Settled(result, asked.hand, (*lost, *placed.lost))
