"""Where a quote stands in a transcript: its parts between dots, each found by likeness.

    quote       "Take a chair … and watch what it wants to do."
    transcript  ... so take a chair, and a coat, and sit there, and just watch what it wants to do. I did ...
                       |----------|                              |------------------------|
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from diarfix.model import Transcript
from diarfix.quotes.parse import SHORTEST, Quote
from diarfix.text import plain

ALIKE = 78.0
"""How alike (0 to 100) a part must be to words of the transcript."""

_DOTS = re.compile(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `start:end`, alike to a part of a quote by `alike` (0 to 100)."""

    start: int
    end: int
    alike: float


@dataclass(frozen=True)
class Line:
    """A transcript's plain words in one line, and the way back from a place in it to a word."""

    transcript: Transcript

    @cached_property
    def _words(self) -> list[str]:
        return [plain(word.text).replace("’", "'") for word in self.transcript.words]

    @cached_property
    def text(self) -> str:
        """All words, parted by single spaces."""
        return " ".join(self._words)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for word in self._words:
            starts.append(starts[-1] + len(word) + 1)
        return starts

    def word_at(self, offset: int) -> int:
        """The word that holds a character."""
        return max(0, min(bisect_right(self._starts, offset) - 1, len(self._words) - 1))


def find_passages(line: Line, quote: Quote) -> tuple[Passage, ...]:
    """The passages that the quote's parts are taken from; none where no part is found."""
    return tuple(_passages(line, _parts(quote.text)))


def _parts(text: str) -> Iterator[str]:
    for part in _DOTS.split(text):
        words = [plain(word).replace("’", "'") for word in part.split()]
        if len(words) >= SHORTEST:
            yield " ".join(words)


def _passages(line: Line, parts: Iterable[str]) -> Iterator[Passage]:
    for part in parts:
        hit = fuzz.partial_ratio_alignment(part, line.text, score_cutoff=ALIKE)
        # Where the transcript is the shorter of the two, nothing of it can be a passage.
        if hit is None or hit.score < ALIKE or len(part) > len(line.text):
            continue
        start, end = line.word_at(hit.dest_start + 1), line.word_at(max(hit.dest_start, hit.dest_end - 2)) + 1
        if end > start:
            yield Passage(start, end, round(hit.score, 1))
