"""From what a structured format holds to a transcript: runs of words under one label become turns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from diarfix.errors import DiarfixError, Place
from diarfix.formats.layout import MAX_WORDS
from diarfix.model import UNLABELLED, Furniture, LabelOrigin, Seconds, Source, Transcript, Turn, Word


class Unit(NamedTuple):
    """Words that a source gives to one speaker in one go: a cue, a segment, a run of words. None: it gives no label.

    `begin` is where it stands in the source; `time` and `until` are its own times, where it has any. Neighbouring
    units of one speaker become one turn, unless `apart` says that someone else begins to speak.
    """

    speaker: str | None
    words: Sequence[Word]
    begin: int
    time: Seconds | None = None
    until: Seconds | None = None
    origin: LabelOrigin = "given"
    apart: bool = False


def assemble(units: Iterable[Unit], source: Source, furniture: Sequence[Furniture] = ()) -> Transcript:
    """The transcript of the units, in their order; those without words are passed over.

    A unit without a speaker is `UNLABELLED`, origin "missing". Where units give no times, words do. Raises E102
    where there are no words, E106 where there are too many.
    """
    words: list[Word] = []
    turns: list[Turn] = []
    for unit in units:
        if not unit.words:
            continue
        speaker = UNLABELLED if unit.speaker is None else unit.speaker
        origin: LabelOrigin = "missing" if unit.speaker is None else unit.origin
        start = len(words)
        words += unit.words
        time = unit.time if unit.time is not None else unit.words[0].start
        until = unit.until if unit.until is not None else unit.words[-1].end
        if turns and turns[-1].speaker == speaker and not unit.apart:
            turns[-1] = replace(turns[-1], end=len(words), until=until)
        else:
            turns.append(Turn(speaker, start, len(words), unit.begin, time, origin, until))
    if not words:
        raise DiarfixError("E102", "there are no words in it", "give a transcript with words", Place(source.name))
    if len(words) > MAX_WORDS:
        what = f"it holds more than {MAX_WORDS:,} words"
        raise DiarfixError("E106", what, "split it into episodes", Place(source.name))
    return Transcript(tuple(words), tuple(turns), source, tuple(furniture))


def in_order(units: Sequence[Unit]) -> list[Unit]:
    """Units by their start; for formats that list channels or tiers one after the other.

    A unit without a time stays behind the one before it. Equal starts keep their order.

    >>> a, b, c = (Unit(who, [Word(who, 0, 0)], 0, at) for who, at in (("a", 5.0), ("b", None), ("c", 1.0)))
    >>> [unit.speaker for unit in in_order([a, b, c])]
    ['c', 'a', 'b']
    """
    keys: list[tuple[Seconds, int]] = []
    last = 0.0
    for at, unit in enumerate(units):
        time = unit.time if unit.time is not None else next((w.start for w in unit.words if w.start is not None), None)
        last = time if time is not None else last
        keys.append((last, at))
    return [units[at] for _, at in sorted(keys)]


PAUSE = 0.5
"""A silence of so many seconds inside one channel lets another channel's words come between."""


def interleaved(channels: Sequence[Sequence[Word]]) -> list[tuple[int, int]]:
    """The words of channels that run side by side, as (channel, word), in the order in which they are to be read.

    A channel is cut at pauses alone: what one says in one go stays together, whoever else speaks meanwhile, and
    neither a label nor a mark changes the order. Pieces come by their start, ties by the channel.

    >>> a, b = [Word("So", 0, 0, 1.0, 1.2), Word("it", 0, 0, 1.3, 1.4)], [Word("Yes.", 0, 0, 1.1, 1.3)]
    >>> interleaved([a, b])
    [(0, 0), (0, 1), (1, 0)]
    """
    if len(channels) == 1:
        return [(0, at) for at in range(len(channels[0]))]
    runs: list[tuple[Seconds, int, int, int]] = []
    for number, words in enumerate(channels):
        begin, last, start = 0, 0.0, 0.0
        for at, word in enumerate(words):
            gone_quiet = word.start is not None and word.start - last >= PAUSE
            if at == 0 or gone_quiet:
                runs += [(start, number, begin, at)] if at else []
                begin, start = at, word.start if word.start is not None else last
            last = next((time for time in (word.end, word.start) if time is not None), last)
        runs += [(start, number, begin, len(words))] if words else []
    return [(number, at) for _, number, begin, stop in sorted(runs) for at in range(begin, stop)]
