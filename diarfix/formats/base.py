"""What a transcript format is: one record of plain functions, registered in `formats.FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from diarfix.errors import Place
from diarfix.formats.probe import Probe
from diarfix.model import Seconds, Transcript, Word


class Holds(StrEnum):
    """What a format can hold; the value is how `diarfix formats` and `diarfix convert` name it."""

    WORDS = "words"
    SPEAKERS = "speakers"
    NAMES = "names"
    STARTS = "start times"
    ENDS = "end times"
    WORD_TIMES = "word times"
    WORD_CONFIDENCE = "word confidence"
    SPEAKER_CONFIDENCE = "speaker confidence"
    OVERLAPS = "overlaps"
    CHANNELS = "channels"
    NOTES = "notes"
    MARKUP = "mark-up"


@dataclass(frozen=True, slots=True)
class RawTurn:
    """A turn to be written from scratch: its label, its words, its times where known.

    `words` are `text` word by word, with times and confidences; their `begin:stop` means nothing. Without them
    `text` is all there is.
    """

    speaker: str
    text: str
    time: Seconds | None = None
    until: Seconds | None = None
    words: tuple[Word, ...] = ()

    @property
    def tokens(self) -> tuple[Word, ...]:
        """The words, made from the text where they were not given."""
        return self.words or tuple(Word(token, 0, 0) for token in self.text.split())


@dataclass(frozen=True, slots=True)
class Estimate:
    """A time that a writer had to make up: the turn or cue from `word` on begins at `time`, in proportion."""

    word: int
    time: Seconds


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it is to be written, and the times in it that no source gave."""

    text: str
    estimates: tuple[Estimate, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A new document with its transcript, as `read` gives it, and the times in it that no source gave."""

    transcript: Transcript
    estimates: tuple[Estimate, ...] = ()


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that `--lenient` put right: where, and what was done."""

    place: Place
    what: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text that a strict reader takes, and how it came from the one that was given."""

    text: str
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write down a transcript.

    - `sniff(probe)`: 0 (not this format) to 1 (certain: the structure says so).
    - `read(text, name, bom)`: the transcript. Raises `DiarfixError` E106, E201, E203, E204 or E206.
    - `write(original, edited)`: `original.source.text` with the turns and words of `edited`. What did not
      change comes back byte for byte; `edited` has the same words in the same order. Raises E203 for a label
      that it cannot hold.
    - `build(turns, name)`: a new document; None where the format cannot be written from scratch. Every turn has
      words, and what `needs` names. Raises E203 for a label it cannot hold.
    - `repair(text, name)`: a malformed text made readable, for `--lenient`; None where nothing can be repaired.
    - `holds`: what survives in it. `needs`: the times it cannot be written without; `convert` makes them up where
      they are not known, and says so.
    - `beside(name)`: the other files that are read with a file of that name, as far as they are there.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Probe], float]
    read: Callable[[str, str, bool], Transcript]
    write: Callable[[Transcript, Transcript], Written]
    build: Callable[[Sequence[RawTurn], str], Built] | None = None
    repair: Callable[[str, str], Repaired] | None = None
    holds: frozenset[Holds] = frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES})
    needs: frozenset[Holds] = frozenset()
    beside: Callable[[str], tuple[Path, ...]] | None = None
