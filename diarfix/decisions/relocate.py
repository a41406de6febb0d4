"""From what is kept to what is at hand and back: rows and notes, found again in a transcript."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from diarfix.decisions.hand import Hand, HandEdit, in_order, paint
from diarfix.decisions.places import Places
from diarfix.decisions.record import Decision, HandRow, NoteRow, Spot
from diarfix.model import Transcript

_Row = TypeVar("_Row", HandRow, NoteRow)


@dataclass(frozen=True, slots=True)
class Note:
    """A note at a word of the transcript at hand. `kept` is the row that it was read from."""

    word: int
    text: str
    by: str
    when: str
    kept: NoteRow | None = None


@dataclass(frozen=True)
class Found:
    """What was found again; what needs nothing more, for the transcript says it by now; what fits nowhere."""

    hand: Hand = ()
    notes: tuple[Note, ...] = ()
    settled: tuple[HandRow, ...] = ()
    lost: tuple[HandRow | NoteRow, ...] = ()


def relocate(transcript: Transcript, rows: Iterable[HandRow], notes: Iterable[NoteRow] = ()) -> Found:
    """Rows and notes at their places in `transcript`."""
    places = Places(transcript)
    hand: Hand = ()
    settled: list[HandRow] = []
    lost: list[HandRow | NoteRow] = []
    for row in rows:
        edit = _hand_edit(places, row)
        if edit == "settled":
            settled.append(row)
        elif edit == "lost":
            lost.append(row)
        else:
            hand = paint(hand, edit) if edit.kind == "move" else in_order((*hand, edit))
    found: list[Note] = []
    for note in notes:
        span = places.span(note.spot)
        if span is None:
            lost.append(note)
        else:
            found.append(Note(span[0], note.text, note.by, note.when, note))
    return Found(hand, tuple(found), tuple(settled), tuple(lost))


def _hand_edit(places: Places, row: HandRow) -> HandEdit | Literal["settled", "lost"]:
    """A row at its place."""
    spot = row.spot
    old = places.speaker(spot.old_voice, row.old) if spot.old_voice else row.old
    new = places.speaker(spot.new_voice, row.new) if spot.new_voice else row.new
    if old is None or new is None:
        return "lost"
    # Carried out in the file itself: the old label's words stand under the new one by now.
    if row.kind != "move" and spot.old_voice and old != row.old and old == row.new and new in (row.new, row.old):
        return "settled"
    if row.kind == "rename":
        return HandEdit("rename", 0, 0, old, new, row.by, row.when, row.of, row)
    span = places.span(spot)
    return "lost" if span is None else HandEdit(row.kind, *span, old, new, row.by, row.when, row.of, row)


def standing(transcript: Transcript, lost: Iterable[Decision]) -> tuple[Hand, tuple[Decision, ...]]:
    """What was accepted and is proposed no longer, as made by hand; and the decisions that stay lost.

    A person's word holds, whatever diarfix would say today: moves whose words are found under the same label, and
    names of labels that still speak the same words.
    """
    places = Places(transcript)
    hand: Hand = ()
    left: list[Decision] = []
    for row in lost:
        made = _standing(places, transcript, row) if row.verdict == "accepted" else None
        if made is None:
            left.append(row)
        else:
            hand = paint(hand, made) if made.kind == "move" else in_order((*hand, made))
    return hand, tuple(left)


def _standing(places: Places, transcript: Transcript, row: Decision) -> HandEdit | None:
    at = row.anchor
    if row.kind == "name" and places.speaker(at.inside, row.old) == row.old and row.new not in transcript.labels:
        return HandEdit("rename", 0, 0, row.old, row.new, row.by, row.when, row.id)
    if row.kind != "move" or row.new not in transcript.labels or not at.inside:
        return None
    span = places.span(Spot(at.word, len(at.inside.split()), at.before, at.inside, "", at.after))
    if span is None or any(label != row.old for label in transcript.speakers[slice(*span)]):
        return None
    return HandEdit("move", *span, row.old, row.new, row.by, row.when, row.id)


def hand_rows(transcript: Transcript, hand: Iterable[HandEdit], sources: Sequence[str] = ()) -> tuple[HandRow, ...]:
    """What was made by hand, to be kept: a row that was read and not touched stays as it was. See `Places`."""
    places = Places(transcript, sources)
    rows: list[HandRow] = []
    given = tuple(hand)
    for item in given:
        if item.kept is not None:
            rows.append(item.kept)
            continue
        old = "" if item.kind == "move" else item.old
        named = item.kind == "rename"
        spot = places.voices(old, item.new) if named else places.spot(item.start, item.end, old, item.new)
        anchor = f"{item.kind}|{item.old}|{item.new}|{spot.before}|{spot.head}|{spot.tail}|{spot.after}"
        made = HandRow(_digits(anchor), item.kind, item.old, item.new, item.by, item.when, item.of, spot)
        rows.append(made)
    return tuple(_told_apart(rows, [item.kept is not None for item in given]))


def note_rows(transcript: Transcript, notes: Iterable[Note]) -> tuple[NoteRow, ...]:
    """Notes, to be kept."""
    places = Places(transcript)
    rows = []
    given = tuple(notes)
    for note in given:
        if note.kept is not None:
            rows.append(note.kept)
            continue
        spot = places.spot(note.word, note.word)
        rows.append(NoteRow(_digits(f"note|{spot.before}|{spot.after}"), note.text, note.by, note.when, spot))
    return tuple(_told_apart(rows, [note.kept is not None for note in given]))


def _digits(anchor: str) -> str:
    return hashlib.sha256(anchor.encode()).hexdigest()[:8]


def _told_apart(rows: Sequence[_Row], kept: Sequence[bool]) -> list[_Row]:
    """Rows of the same digits get `-2`, `-3`... in the order given; those that are kept already stay."""
    seen = {row.id for row, known in zip(rows, kept, strict=True) if known}
    result: list[_Row] = []
    for row, known in zip(rows, kept, strict=True):
        made, number = row.id, 1
        while not known and made in seen:
            number += 1
            made = f"{row.id.partition('-')[0]}-{number}"
        seen.add(made)
        result.append(row if made == row.id else replace(row, id=made))
    return result
