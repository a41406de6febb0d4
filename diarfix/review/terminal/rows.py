"""The transcript as rows of a given width: a heading a turn, its words wrapped, an empty row behind it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from diarfix.model import Transcript, Turn
from diarfix.review.terminal.look import width
from diarfix.text import safe

MARGIN = 2
"""Columns before the words: the speaker's bar and a space."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words `start:end` of a turn; of the first `cut` characters are left out, of the last those from `stop` on.

    A heading has `end` equal to `start`; an empty row has `turn` -1.
    """

    turn: int
    start: int
    end: int
    cut: int = 0
    stop: int | None = None


class Rows:
    """All rows, and which row a word stands in."""

    def __init__(self, transcript: Transcript, columns: int) -> None:
        self._columns = max(8, columns - MARGIN)
        self.rows: list[Row] = []
        for at, turn in enumerate(transcript.turns):
            self.rows.append(Row(at, turn.start, turn.start))
            self.rows.extend(self._wrapped(transcript, at, turn))
            self.rows.append(Row(-1, turn.end, turn.end))
        self._texts = [number for number, row in enumerate(self.rows) if row.end > row.start]
        self._starts = [self.rows[number].start for number in self._texts]

    def __len__(self) -> int:
        return len(self.rows)

    def row_of(self, word: int) -> int:
        """The row in which a word begins."""
        at = bisect_right(self._starts, word) - 1
        # A word that is cut into several rows begins in the first of them.
        while at > 0 and self._starts[at] == word and self.rows[self._texts[at]].cut:
            at -= 1
        return self._texts[max(0, at)]

    def word_near(self, row: int, column: int, transcript: Transcript) -> int:
        """The word at a column of a row, or of the nearest row with words."""
        at = min(range(len(self._texts)), key=lambda one: abs(self._texts[one] - row)) if self._texts else 0
        chosen = self.rows[self._texts[at]]
        edge = MARGIN
        for word in range(chosen.start, chosen.end):
            edge += width(safe(transcript.words[word].text)) + 1
            if column < edge:
                return word
        return chosen.end - 1

    def column_of(self, word: int, transcript: Transcript) -> int:
        """The column in which a word begins."""
        row = self.rows[self.row_of(word)]
        return MARGIN + sum(width(safe(transcript.words[at].text)) + 1 for at in range(row.start, word))

    def step(self, word: int, lines: int, transcript: Transcript) -> int:
        """The word that stands `lines` rows of words below (or above) a word."""
        here = bisect_right(self._texts, self.row_of(word)) - 1
        there = max(0, min(len(self._texts) - 1, here + lines))
        return self.word_near(self._texts[there], self.column_of(word, transcript), transcript)

    def _wrapped(self, transcript: Transcript, number: int, turn: Turn) -> Iterator[Row]:
        room, start, used = self._columns, turn.start, 0
        for at in range(turn.start, turn.end):
            text = safe(transcript.words[at].text)
            size = width(text)
            if used and used + 1 + size > room:
                yield Row(number, start, at)
                start, used = at, 0
            if size > room:
                yield from self._chopped(number, at, text)
                start, used = at + 1, 0
                continue
            used += size + (1 if used else 0)
        if start < turn.end:
            yield Row(number, start, turn.end)

    def _chopped(self, number: int, word: int, text: str) -> Iterator[Row]:
        """A word that is longer than a row, in pieces."""
        cut, used = 0, 0
        for at, char in enumerate(text):
            size = width(char)
            if used + size > self._columns:
                yield Row(number, word, word + 1, cut, at)
                cut, used = at, 0
            used += size
        yield Row(number, word, word + 1, cut, None)
