"""Where in the recording every word stands: as written, in between in proportion, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diarfix.drawing.course import clock
from diarfix.model import Seconds, Transcript


def word_times(transcript: Transcript) -> tuple[Seconds, ...] | None:
    """The start of every word in seconds and, last, the end of the last one; None where fewer than two are known.

    Between two known times the words share the seconds evenly; before the first and after the last they
    go on at the mean pace. Times that run backwards are passed over.
    """
    known = _known(transcript)
    if len(known) < 2:
        return None
    total = len(transcript.words)
    (first, early), (last, late) = known[0], known[-1]
    pace = (late - early) / (last - first)
    times = [max(0.0, early - pace * (first - at)) for at in range(first)]
    for (left, since), (right, until) in pairwise(known):
        step = (until - since) / (right - left)
        times += [since + step * (at - left) for at in range(left, right)]
    times += [late + pace * (at - last) for at in range(last, total + 1)]
    return tuple(round(time, 3) for time in times)


def _known(transcript: Transcript) -> list[tuple[int, Seconds]]:
    """Word index and time, both rising, from word times where there are any and from turn times otherwise."""
    given: dict[int, Seconds] = {}
    for turn in transcript.turns:
        if turn.time is not None:
            given[turn.start] = turn.time
    for at, word in enumerate(transcript.words):
        if word.start is not None:
            given[at] = word.start
    ends = (transcript.turns[-1].until, transcript.words[-1].end) if transcript.words else ()
    end = max((time for time in ends if time is not None), default=None)
    if end is not None:
        given[len(transcript.words)] = end
    rising: list[tuple[int, Seconds]] = []
    for at, time in sorted(given.items()):
        if not rising or time > rising[-1][1]:
            rising.append((at, time))
    return rising


def spell(transcript: Transcript, times: Sequence[Seconds] | None, word: int) -> str:
    """A place for people: the time, or the number of the word where no time is known."""
    return f"word {word + 1:,}" if times is None else clock(times[word])
