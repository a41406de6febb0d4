"""Places found again in another transcription of the same talk: a word boundary, a span, a person's voice.

    kept      ... the ferry leaves every day | from the old stone pier ...
    found     ... the ferry leaves each day  | from the old stone pier ...
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from diarfix.decisions.record import Spot
from diarfix.edits import CONTEXT
from diarfix.model import Transcript, Turn
from diarfix.text import plain

EDGE = 2 * CONTEXT
"""Words kept of a span's beginning and of its end; and of a voice."""

ALIKE = 75.0
"""Similarity (0 to 100) from which the words around a place are those that were around it."""

ALIKE_INSIDE = 60.0
"""The same for a span's own first and last words."""

NEAR = 400
"""Words on either side of where a place was, in which it is looked for first."""

STRETCH = 0.3
"""A span may have become longer or shorter by this share, and by three words at least."""


class Places:
    """Looks places of one transcript up, and describes them. Its indexes are built once.

    `sources` has the label of every word as corrected, before names: a voice is best heard where that is what the
    transcript says, for only there it says so after the corrections were written, too.
    """

    def __init__(self, transcript: Transcript, sources: Sequence[str] = ()) -> None:
        self._transcript = transcript
        self._sources = sources or transcript.speakers

    @cached_property
    def _words(self) -> list[str]:
        return [plain(word.text) for word in self._transcript.words]

    @cached_property
    def _text(self) -> str:
        return " ".join(self._words)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each word begins in the text."""
        return [0, *accumulate(len(word) + 1 for word in self._words)]

    def spot(self, start: int, end: int, old: str = "", new: str = "") -> Spot:
        """Words `start:end` (equal for a boundary) and the voices of two labels, to be found again."""
        whole = end - start <= EDGE
        return Spot(
            start,
            end - start,
            self._said(max(0, start - CONTEXT), start),
            self._said(start, min(end, start + EDGE)),
            "" if whole else self._said(max(start + EDGE, end - EDGE), end),
            self._said(end, end + CONTEXT),
            self.voice(old, start if start == end else 0) if old else "",
            self.voice(new) if new else "",
        )

    def voices(self, old: str, new: str) -> Spot:
        """What is about two labels and no place."""
        return Spot(0, 0, "", "", "", "", self.voice(old), self.voice(new))

    def _said(self, start: int, end: int) -> str:
        return " ".join(self._words[start:end])

    def voice(self, label: str, since: int = 0) -> str:
        """The first words of the longest turn under `label` that begins at word `since` or later."""
        turns = [turn for turn in self._transcript.turns if turn.speaker == label and turn.start >= since]
        if not turns:
            return ""
        longest = max(turns, key=lambda turn: (self._is_sure(turn), len(turn), -turn.start))
        return self._said(longest.start, min(longest.end, longest.start + EDGE))

    def _is_sure(self, turn: Turn) -> bool:
        return all(label == turn.speaker for label in self._sources[turn.start : min(turn.end, turn.start + EDGE)])

    def span(self, spot: Spot) -> tuple[int, int] | None:
        """Where the span is now (for a boundary both are equal); None where it is not found, or another."""
        if spot.words == 0:
            at = self.boundary(spot.before, spot.after, spot.word)
            return None if at is None else (at, at)
        start = self.boundary(spot.before, spot.head, spot.word)
        if start is None:
            return None
        end = self.boundary(spot.tail or spot.head, spot.after, start + spot.words)
        if end is None or end <= start or abs(end - start - spot.words) > max(3, STRETCH * spot.words):
            return None
        head = self._said(start, min(end, start + len(spot.head.split())))
        tail = self._said(max(start, end - len(spot.tail.split())), end)
        alike = _alike(head, spot.head, ALIKE_INSIDE) and _alike(tail, spot.tail, ALIKE_INSIDE)
        return (start, end) if alike else None

    def speaker(self, voice: str, expected: str) -> str | None:
        """The label under which a voice's words stand now, `expected` where it is one of several; None for none."""
        count = len(voice.split())
        starts = self._exact(voice) if voice else []
        if not starts:
            start = self._fuzzy(voice, 0, 0, len(self._words)) if voice else None
            starts = [] if start is None else [start]
        said = Counter(label for start in starts for label in self._transcript.speakers[start : start + count])
        if not said or said[expected] * 2 >= count:
            return expected if said else None
        return max(said, key=lambda label: (said[label], label))

    def boundary(self, left: str, right: str, near: int) -> int | None:
        """The word before which `left` ends and `right` begins; of several the nearest to `near`."""
        needle = f"{left} {right}".strip()
        if not needle:
            return None
        split = len(left.split())
        exact = [start + split for start in self._exact(needle)]
        if exact:
            return min(exact, key=lambda at: (abs(at - near), at))
        window = (max(0, near - NEAR), min(len(self._words), near + NEAR))
        found = self._fuzzy(needle, split, *window)
        return self._fuzzy(needle, split, 0, len(self._words)) if found is None else found

    def _exact(self, needle: str) -> list[int]:
        """Every word at which the passage begins."""
        found: list[int] = []
        at = self._text.find(needle)
        while at >= 0:
            word = bisect_right(self._starts, at) - 1
            whole = at + len(needle) == len(self._text) or self._text[at + len(needle)] == " "
            if whole and self._starts[word] == at:
                found.append(word)
            at = self._text.find(needle, at + 1)
        return found

    def _fuzzy(self, needle: str, split: int, first: int, last: int) -> int | None:
        from rapidfuzz import fuzz

        if first >= last:
            return None
        begin, stop = self._starts[first], self._starts[last] - 1
        hit = fuzz.partial_ratio_alignment(needle, self._text[begin:stop], score_cutoff=ALIKE)
        # A text shorter than the passage is the one that slides: its place in the passage says nothing.
        if hit is None or stop - begin < len(needle):
            return None
        start = bisect_right(self._starts, begin + hit.dest_start) - 1
        end = min(last, bisect_right(self._starts, begin + max(hit.dest_start, hit.dest_end - 1)))
        return start + _mapped(needle.split(), self._words[start:end], split)


def _alike(left: str, right: str, least: float) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(left, right) >= least


def _mapped(old: Sequence[str], new: Sequence[str], split: int) -> int:
    """The boundary before word `split` of `old`, in `new`.

    >>> _mapped("the ferry leaves at ten".split(), "ferry leaves right at ten".split(), 3)
    2
    """
    from rapidfuzz.distance import Indel

    best = 0
    for code in Indel.opcodes(old, new):
        if code.tag == "equal" and code.src_start < split:
            best = code.dest_start + min(split, code.src_end) - code.src_start
        elif code.tag == "equal" and code.src_start == split and best == 0:
            return code.dest_start
    return best
