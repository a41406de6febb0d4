"""Times that are not written: where a cue is cut, and what a format needs that the source does not say.

Every time that is made up here is marked as estimated; callers hand that on (`Estimate`), never drop it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from diarfix.formats.base import Estimate, RawTurn
from diarfix.model import Seconds, Word
from diarfix.text import ends_sentence

RATE = 15.0
"""Characters a second, spaces included, where no time says otherwise: about 150 words a minute."""

LEAST = 0.001
"""Seconds that a piece of a cue takes at least: the finest step of caption formats."""

PAUSE = 1.5
"""A silence of so many seconds ends a caption."""


class Share(NamedTuple):
    """A piece's times; `estimated` says that its begin (and the end before it) is in proportion to its length."""

    begin: Seconds
    end: Seconds
    estimated: bool


def shares(words: Sequence[Word], cuts: Sequence[int], begin: Seconds, end: Seconds) -> list[Share]:
    """The times of the pieces of one cue, cut before the words `cuts` (ascending, none 0).

    cue      |begin ------------------ end|        a cut between two words with times: their own end and start
    pieces   |-- 0 --|---- 1 ----|-- 2 ---|        one known: that one; none: in proportion to the characters

    All lie within the cue and in order. A cue too short to give each piece `LEAST` gives some of them no length.

    >>> [tuple(share) for share in shares([Word("four", 0, 0), Word("more", 0, 0)], [1], 1.0, 3.0)]
    [(1.0, 2.0, False), (2.0, 3.0, True)]
    """
    known = _Points(words, begin, end)
    edges = []
    for cut in cuts:
        left, right = words[cut - 1].end, words[cut].start
        estimated = left is None and right is None
        if left is None or right is None:
            at = left if left is not None else right
            left = right = known.between(cut) if at is None else at
        edges.append((left, right, estimated))
    result, start, estimated, least = [], begin, False, LEAST
    for number, (left, right, made_up) in enumerate([*edges, (end, end, False)]):
        later = (len(edges) - number) * least
        room = end - later
        stop = round(min(max(left, start + least), max(room, start)), 3) if number < len(edges) else end
        result.append(Share(start, max(stop, start), estimated))
        start, estimated = round(min(max(right, stop), max(room, stop)), 3), made_up
    return result


@dataclass(frozen=True, slots=True)
class Filled:
    """Turns with all the times that were asked for, and the words (counted over all turns) where they are made up."""

    turns: tuple[RawTurn, ...]
    estimates: tuple[Estimate, ...]


def fill(turns: Sequence[RawTurn], word_times: bool, end_times: bool = True) -> Filled:
    """Every turn gets a start and an end, and with `word_times` every word too; what is known stays.

    Where no one asks for `end_times`, those that are made up are no estimates.

    A missing time lies between the known ones around it, in proportion to the characters; without one on the right,
    and before the first, speech runs at `RATE`.
    """
    known, places = _flat(turns)
    ends = _interpolated(known, places)
    filled, estimates, at = [], [], 0
    for turn in turns:
        tokens = turn.tokens
        first, last = at, at + len(tokens) - 1
        unsure = turn.time is None and known[2 * first] is None
        unsure_end = turn.until is None and known[2 * last + 1] is None
        time = ends[2 * first] if turn.time is None else turn.time
        until = max(time, ends[2 * last + 1] if turn.until is None else turn.until)
        words = tokens
        if word_times:
            pairs = zip(tokens, range(first, last + 1), strict=True)
            words = tuple(replace(word, start=ends[2 * n], end=max(ends[2 * n], ends[2 * n + 1])) for word, n in pairs)
            missing = [n for n in range(first, last + 1) if known[2 * n] is None or known[2 * n + 1] is None]
            estimates += [Estimate(n, round(ends[2 * n], 3)) for n in missing]
        elif unsure or (end_times and unsure_end):
            estimates.append(Estimate(first, round(time, 3)))
        filled.append(replace(turn, time=round(time, 3), until=round(until, 3), words=words))
        at += len(tokens)
    return Filled(tuple(filled), tuple(estimates))


def captions(turns: Sequence[RawTurn], width: int, lines: int) -> Filled:
    """The turns cut into captions of at most `lines` of `width` characters, at sentence ends and pauses first.

    Turns of a cue format know the times of their cues' first and last words: there they are cut, and nowhere else.
    """
    whole = fill(turns, word_times=True)
    guessed = {estimate.word for estimate in whole.estimates}
    made: list[RawTurn] = []
    estimates: list[Estimate] = []
    at = 0
    for source, turn in zip(turns, whole.turns, strict=True):
        words = turn.words
        inner = [n for n in range(1, len(words)) if source.tokens[n].start is not None]
        sparse = len(inner) < len(words) // 2
        cuts = inner if sparse and inner else list(_caption_cuts(words, width * lines))
        for start, stop in zip([0, *cuts], [*cuts, len(words)], strict=True):
            piece = words[start:stop]
            time = turn.time if start == 0 else piece[0].start
            until = turn.until if stop == len(words) else piece[-1].end
            unsure = start > 0 and source.tokens[start].start is None and at + start in guessed
            if unsure or (start == 0 and (source.time is None and source.tokens[0].start is None)):
                estimates.append(Estimate(at + start, round(time or 0.0, 3)))
            text = " ".join(word.text for word in piece)
            made.append(RawTurn(turn.speaker, text, time, until, piece))
        at += len(words)
    return Filled(tuple(made), tuple(estimates))


def wrapped(words: Iterable[str], width: int, lines: int) -> list[str]:
    """Words on lines of at most `width` characters; what needs more than `lines` is spread evenly."""
    tokens = list(words)
    width = max(width, -(-len(" ".join(tokens)) // lines))
    result: list[str] = []
    for token in tokens:
        if result and len(result[-1]) + 1 + len(token) <= width:
            result[-1] += f" {token}"
        else:
            result.append(token)
    return result


def _caption_cuts(words: Sequence[Word], most: int) -> Iterator[int]:
    """Where captions of at most `most` characters begin, after the first."""
    size = 0
    for at, word in enumerate(words):
        size += len(word.text) + (1 if size else 0)
        before = words[at - 1]
        quiet = at > 0 and (word.start or 0.0) - (before.end or 0.0) >= PAUSE
        rounded = at > 0 and ends_sentence(before.text) and size > most // 2
        if at > 0 and (size > most or quiet or rounded):
            yield at
            size = len(word.text)


def _flat(turns: Sequence[RawTurn]) -> tuple[list[Seconds | None], list[int]]:
    """Start and end of every word in turn, as far as words and turns know them, and their places in characters."""
    points: list[Seconds | None] = []
    places: list[int] = []
    place = 0
    for turn in turns:
        tokens = turn.tokens
        first = len(points)
        for word in tokens:
            points += [word.start, word.end]
            places += [place, place + len(word.text)]
            place += len(word.text) + 1
        if tokens and points[first] is None:
            points[first] = turn.time
        if tokens and points[-1] is None:
            points[-1] = turn.until
    return points, places


def _interpolated(known: Sequence[Seconds | None], places: Sequence[int]) -> list[Seconds]:
    """All points, the unknown ones in proportion to their place (in characters) between known ones; see `fill`."""
    result: list[Seconds] = []
    left: tuple[int, Seconds] | None = None
    ahead = [(place, time) for place, time in zip(places, known, strict=True) if time is not None][::-1]
    for place, time in zip(places, known, strict=True):
        if time is not None:
            left = ahead.pop()
            result.append(time)
            continue
        right = ahead[-1] if ahead else None
        if left is None and right is not None:  # never before the recording
            left = (0, max(0.0, right[1] - right[0] / RATE))
        if left is None or right is None or right[1] < left[1]:
            begin = left or (0, 0.0)
            result.append(begin[1] + (place - begin[0]) / RATE)
        else:
            result.append(left[1] + (right[1] - left[1]) * (place - left[0]) / max(1, right[0] - left[0]))
    return result


class _Points:
    """The known times inside one cue, to find the time between two words in proportion to their characters."""

    def __init__(self, words: Sequence[Word], begin: Seconds, end: Seconds) -> None:
        edges = [0]
        for word in words:
            edges.append(edges[-1] + len(word.text) + 1)
        self.edges = edges
        self.points: list[tuple[float, Seconds]] = [(0, begin)]
        for at, word in enumerate(words):
            if at and word.start is not None:
                self.points.append((edges[at], word.start))
            if at < len(words) - 1 and word.end is not None:
                self.points.append((edges[at + 1], word.end))
        self.points.append((edges[-1], end))
        self.points.sort()

    def between(self, cut: int) -> Seconds:
        """The time before word `cut`, of which nothing is known."""
        at = self.edges[cut]
        left = self.points[bisect_right(self.points, (at, math.inf)) - 1]
        right = self.points[bisect_left(self.points, (at, -math.inf))]
        if right[0] == left[0] or right[1] <= left[1]:
            return left[1]
        return left[1] + (right[1] - left[1]) * (at - left[0]) / (right[0] - left[0])
