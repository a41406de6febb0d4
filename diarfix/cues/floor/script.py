"""The transcript as patterns read it: plain words in one line, and the way back from a place in it to a word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from diarfix.cues.analysis import Unit, split_units
from diarfix.model import Transcript
from diarfix.text import plain


@dataclass(frozen=True, eq=False)
class Script:
    """Units, plain words and pieces of one transcript. A piece is what has one speaker: a unit."""

    transcript: Transcript

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Every word in its plain form, with straight apostrophes."""
        return tuple(plain(word.text).replace("’", "'") for word in self.transcript.words)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The sentence-like pieces inside turns."""
        return tuple(split_units(self.transcript))

    @cached_property
    def unit_of(self) -> tuple[int, ...]:
        """The unit of every word."""
        return tuple(index for index, unit in enumerate(self.units) for _ in range(len(unit)))

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for word in self.plain:
            starts.append(starts[-1] + len(word) + 1)
        return starts

    @cached_property
    def line(self) -> str:
        """All plain words, parted by single spaces."""
        return " ".join(self.plain)

    def word_at(self, offset: int) -> int:
        """The word that holds the character `offset` of `line`."""
        return min(bisect_right(self._starts, offset) - 1, len(self.plain) - 1)

    def offset(self, word: int) -> int:
        """Where a word begins in `line`."""
        return self._starts[word]

    def find(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Matches inside words `start:end`; their places count in `line`."""
        stop = self._starts[len(self.plain) if end is None else end] - 1
        return pattern.finditer(self.line, self._starts[start], max(self._starts[start], stop))

    def said(self, start: int, end: int) -> str:
        """Plain words `start:end`, parted by single spaces."""
        return self.line[self._starts[start] : max(self._starts[start], self._starts[end] - 1)]

    def name(self, start: int, end: int) -> str:
        """Words `start:end` as written, without outer marks."""
        words = (word.text.strip(" .,;:!?…\"“”()[]") for word in self.transcript.words[start:end])
        return " ".join(word for word in words if word)

    def neighbours(self) -> Iterator[tuple[Unit, Unit]]:
        """Every unit and the one after it."""
        return pairwise(self.units)
