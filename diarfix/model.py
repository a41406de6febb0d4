"""The hub type: a transcript is a stream of words, partitioned into turns, each with a speaker.

Everything is addressed by word index. Records are frozen; a change returns a copy. The source text
is kept whole, so that a writer can patch it and leave untouched bytes as they were.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from diarfix.errors import Place

Seconds = float
"""Seconds from the start of the recording."""

LabelOrigin = Literal["given", "carried", "missing"]
"""How a turn came by its speaker: written there, carried on from the turn before, or not at all."""

UNLABELLED = "(no label)"
"""The speaker of a turn whose origin is "missing": the source says nothing, which is not "unknown speaker"."""

FurnitureKind = Literal["page", "front-matter", "notes", "heading"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read, with its punctuation and without white space around it.

    `begin:stop` is its place in the source text (characters, end exclusive), where it may be written with
    escapes, entities or mark-up. `start` and `end` are seconds; `confidence` is the recogniser's that the word is
    right, `speaker_confidence` the diarizer's that the label is, 0 to 1; `channel` names the audio channel. Each
    is None where the source says nothing, never 0.
    """

    text: str
    begin: int
    stop: int
    start: Seconds | None = None
    end: Seconds | None = None
    confidence: float | None = None
    speaker_confidence: float | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Words `start:end` (end exclusive) under one label.

    `begin` is where the turn's own header (or, without one, its first word) stands in the source
    text, in characters. `time` and `until` are the turn's written start and end in seconds. The speaker of a
    turn of origin "missing" is `UNLABELLED`.
    """

    speaker: str
    start: int
    end: int
    begin: int = 0
    time: Seconds | None = None
    origin: LabelOrigin = "given"
    until: Seconds | None = None

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Furniture:
    """Source text that no one says: page furniture, front matter, show notes. Kept verbatim."""

    kind: FurnitureKind
    begin: int
    stop: int


@dataclass(frozen=True)
class Source:
    """The text a transcript was read from, and how to turn a place in it into line and column.

    `bom` and `encoding` say how the bytes were, so that writing gives the same ones back.
    """

    name: str
    format: str
    text: str = field(repr=False)
    bom: bool = False
    encoding: str = "utf-8"

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def place(self, offset: int) -> Place:
        """Line and column (from 1) of the character at `offset`."""
        line = bisect_right(self._line_starts, offset)
        return Place(self.name, line, offset - self._line_starts[line - 1] + 1)


@dataclass(frozen=True)
class Transcript:
    """Words in order, turns that partition them, and the source beside them.

    words   w0 w1 w2 w3 w4 w5 w6
    turns   |-- A --|-- B --|-A-|
    """

    words: tuple[Word, ...]
    turns: tuple[Turn, ...]
    source: Source
    furniture: tuple[Furniture, ...] = ()

    def __post_init__(self) -> None:
        edge = 0
        for turn in self.turns:
            assert turn.start == edge and turn.end > turn.start, f"turns must partition words: {turn}"
            edge = turn.end
        assert edge == len(self.words), f"turns end at {edge}, words at {len(self.words)}"

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The speakers, in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """The speaker of every word."""
        return tuple(turn.speaker for turn in self.turns for _ in range(len(turn)))

    @cached_property
    def word_counts(self) -> dict[str, int]:
        """Words by label, in order of first appearance."""
        counts = dict.fromkeys(self.labels, 0)
        for turn in self.turns:
            counts[turn.speaker] += len(turn)
        return counts

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    def turn_at(self, word: int) -> int:
        """Index of the turn that holds `word`."""
        return bisect_right(self._turn_starts, word) - 1

    def text(self, start: int, end: int) -> str:
        """Words `start:end` joined by single spaces."""
        return " ".join(word.text for word in self.words[start:end])

    def place(self, word: int) -> Place:
        """Where a word stands in the source."""
        return self.source.place(self.words[word].begin)

    def notes(self) -> str:
        """The show notes, as written; empty where there are none."""
        return "\n".join(self.source.text[item.begin : item.stop] for item in self.furniture if item.kind == "notes")

    def seams(self) -> Iterator[int]:
        """Word indices at which a new label starts (never 0)."""
        for left, right in pairwise(self.turns):
            if left.speaker != right.speaker:
                yield right.start


def relabel(transcript: Transcript, speakers: Sequence[str]) -> Transcript:
    """The same words under new speakers (one a word).

    Neighbouring words of one speaker form one turn, except that two turns which already followed
    each other under one label stay two where neither side was touched.
    """
    assert len(speakers) == len(transcript.words)
    old = transcript.speakers
    edges = {turn.start: turn for turn in transcript.turns}
    cuts = [0] if speakers else []
    for at in range(1, len(speakers)):
        differs = speakers[at] != speakers[at - 1]
        kept = at in edges and old[at - 1] == old[at] and speakers[at] == old[at] and speakers[at - 1] == old[at - 1]
        if differs or kept:
            cuts.append(at)
    turns = []
    for start, end in zip(cuts, [*cuts[1:], len(speakers)], strict=True):
        turns.append(_turn(transcript, edges.get(start), start, end, speakers[start]))
    return replace(transcript, turns=tuple(turns))


def _turn(transcript: Transcript, kept: Turn | None, start: int, end: int, speaker: str) -> Turn:
    """Words `start:end` under `speaker`; `kept` is the turn that began there before."""
    if kept is not None and (kept.speaker, kept.end) == (speaker, end):
        return kept
    ended = transcript.turns[transcript.turn_at(end - 1)]
    until = ended.until if ended.end == end else transcript.words[end - 1].end
    if kept is not None:
        origin = kept.origin if kept.origin != "missing" or speaker == UNLABELLED else "given"
        return replace(kept, speaker=speaker, end=end, until=until, origin=origin)
    word = transcript.words[start]
    origin = "missing" if speaker == UNLABELLED else "given"
    return Turn(speaker, start, end, word.begin, word.start, origin, until)
