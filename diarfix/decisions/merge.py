"""Two reviewers' decisions on one transcript as one book; what they do not agree on is told, not guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, get_args

from diarfix.decisions.record import Book, Decision, HandRow, NoteRow

Prefer = Literal["first", "second", "later"]
"""Whose word holds where two do not agree: that of the first file, of the second, or what was said later."""

PREFERENCES: tuple[Prefer, ...] = get_args(Prefer)

_Row = TypeVar("_Row", Decision, HandRow, NoteRow)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rows that cannot both hold."""

    first: Decision | HandRow
    second: Decision | HandRow


@dataclass(frozen=True, slots=True)
class Joined:
    """The joint book, and what there was no agreement on; without a preference neither of those is in the book."""

    book: Book
    conflicts: tuple[Conflict, ...]


def join(first: Book, second: Book, prefer: Prefer | None = None, base: Book | None = None) -> Joined:
    """Both books in one. What stood in `base` and is gone from either is gone."""
    one, other = _without_gone(first, base, second), _without_gone(second, base, first)
    conflicts: list[Conflict] = []
    dropped: set[int] = set()
    said: tuple[Decision | HandRow, ...] = (*one.decisions, *one.by_hand)
    also: tuple[Decision | HandRow, ...] = (*other.decisions, *other.by_hand)
    for mine in said:
        for theirs in also:
            if not _clash(mine, theirs):
                continue
            conflicts.append(Conflict(mine, theirs))
            dropped |= {id(row) for row in (mine, theirs) if prefer is None or row is not _held(mine, theirs, prefer)}
    book = Book(
        _union(one.decisions, other.decisions, dropped),
        _union(one.by_hand, other.by_hand, dropped),
        _union(one.notes, other.notes, dropped),
    )
    return Joined(book, tuple(conflicts))


def _held(first: Decision | HandRow, second: Decision | HandRow, prefer: Prefer) -> Decision | HandRow:
    if prefer == "later":
        return second if second.when > first.when else first
    return first if prefer == "first" else second


def _clash(first: Decision | HandRow, second: Decision | HandRow) -> bool:
    if isinstance(first, Decision) and isinstance(second, Decision):
        return first.id == second.id and first.verdict != second.verdict
    if not isinstance(first, HandRow) or not isinstance(second, HandRow) or first.kind != second.kind:
        return False
    if first.kind == "move":
        apart = first.spot.word + first.spot.words <= second.spot.word
        apart = apart or second.spot.word + second.spot.words <= first.spot.word
        return not apart and first.new != second.new
    same = first.old == second.old and (first.kind == "rename" or first.spot.word == second.spot.word)
    return same and first.new != second.new


def _without_gone(book: Book, base: Book | None, other: Book) -> Book:
    """The book without what the other one took back."""
    if base is None:
        return book
    gone = set(map(_said, base.rows)) - set(map(_said, other.rows))
    return Book(
        tuple(row for row in book.decisions if _said(row) not in gone),
        tuple(row for row in book.by_hand if _said(row) not in gone),
        tuple(row for row in book.notes if _said(row) not in gone),
    )


def _said(row: Decision | HandRow | NoteRow) -> tuple[str, ...]:
    """What a row says, whoever says it and when."""
    if isinstance(row, Decision):
        return ("decision", row.id, row.verdict)
    if isinstance(row, HandRow):
        return (row.kind, row.old, row.new, str(row.spot.word), str(row.spot.words), row.spot.before, row.spot.head)
    return ("note", row.text, str(row.spot.word), row.spot.before)


def _union(first: Iterable[_Row], second: Iterable[_Row], dropped: set[int]) -> tuple[_Row, ...]:
    """The rows of both; what both say stands once, as it was said first; ids stay apart."""
    made: dict[tuple[str, ...], Any] = {}
    for row in (*first, *second):
        known = made.get(_said(row))
        if id(row) not in dropped and (known is None or row.when < known.when):
            made[_said(row)] = row
    seen: set[str] = set()
    rows: list[Any] = []
    for row in made.values():
        name, number = row.id, 1
        while name in seen:
            number += 1
            name = f"{row.id.partition('-')[0]}-{number}"
        seen.add(name)
        rows.append(row if name == row.id else replace(row, id=name))
    return tuple(rows)
