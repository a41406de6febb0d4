"""What one sees of a review: the reading half of `Session`. Nothing here changes what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from diarfix.decisions import Book, Decision, HandRow, Note, NoteRow
from diarfix.model import Seconds, Transcript
from diarfix.pipeline import Result
from diarfix.review.actions import item_of
from diarfix.review.find import Hit, search
from diarfix.review.passage import Passage, passage, stretch
from diarfix.review.queue import Filter, Like, Order, Progress, alike, progress, queue
from diarfix.review.view import Item, View
from diarfix.review.worth import AROUND


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who can be chosen; `words` in the corrected transcript, `key` the digit that stands for them or ""."""

    name: str
    key: str
    words: int


class Reading:
    """A view of a review, and how it is gone through: `filter` and `order` may be set at any time."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.filter = Filter()
        self.order: Order = "worth"

    @property
    def original(self) -> Transcript:
        """The transcript as it was read."""
        return self._view.desk.original

    @property
    def corrected(self) -> Transcript:
        """The transcript as it would be written now."""
        return self._view.corrected

    @property
    def result(self) -> Result:
        """The same as a pipeline's result."""
        return self._view.result

    @property
    def items(self) -> Mapping[str, Item]:
        """Every proposed edit by its id, in reading order."""
        return self._view.items

    @property
    def notes(self) -> tuple[Note, ...]:
        """Notes in reading order."""
        return self._view.marks.notes

    @property
    def book(self) -> Book:
        """What the decisions file holds."""
        return self._view.marks.book

    @property
    def lost(self) -> tuple[Decision | HandRow | NoteRow, ...]:
        """What was decided earlier and fits this transcript no longer; it is kept until `forget_rows`."""
        held = {row.id for row in self._view.marks.loose.rows}
        return tuple(row for row in self._view.desk.lost if row.id in held)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Everyone who can be chosen; the first nine have a digit."""
        counts = self._view.corrected.word_counts
        return tuple(
            Speaker(name, str(at + 1) if at < 9 else "", counts.get(name, 0))
            for at, name in enumerate(self._view.speakers)
        )

    @property
    def progress(self) -> Progress:
        """How much is done and left."""
        return progress(self._view.items.values())

    def item(self, one: str) -> Item:
        """The edit of that id. Raises E503."""
        return item_of(self._view, one)

    def queue(self) -> tuple[Item, ...]:
        """The edits that pass `filter`, in `order`."""
        return queue(self._view, self.filter, self.order)

    def next(self, after: str | None = None, back: bool = False) -> Item | None:
        """The edit behind (or before) `after` in the queue, round the end; the first without one; None at the end.

        Where `after` has left the queue (it was decided), the next is the one that stood behind it.
        """
        items = self.queue()
        if not items or after is None:
            return items[0] if items else None
        everyone = queue(self._view, replace(self.filter, states=frozenset()), self.order)
        ids = [item.id for item in everyone]
        inside = {item.id for item in items}
        at = ids.index(after) if after in ids else -1
        step = -1 if back else 1
        for offset in range(1, len(ids) + 1):
            one = ids[(at + step * offset) % len(ids)]
            if one in inside and (one != after or len(inside) == 1):
                return self._view.items[one]
        return items[0]

    def passage(self, one: str, around: int = AROUND) -> Passage:
        """An edit before and after, with so many words on either side."""
        return passage(self._view, item_of(self._view, one), around)

    def item_at(self, word: int) -> Item | None:
        """The proposed move that holds a word, if any."""
        return next((item for item in self._view.items.values()
                     if item.edit.kind == "move" and item.start <= word < item.end), None)

    def alike(self, one: str, like: Like = "rule") -> tuple[Item, ...]:
        """The open edits of the same rule, or of the same cause: a preview for `accept_all`."""
        return alike(self._view, item_of(self._view, one), like)

    def search(self, text: str) -> tuple[Hit, ...]:
        """Where these words are said, whatever their marks and letter case."""
        return search(self._view.corrected, text)

    def seconds(self, start: int, end: int) -> tuple[Seconds, Seconds] | None:
        """When words `start:end` can be heard; None where the transcript has no times."""
        return stretch(self._view.desk.original, start, end)
