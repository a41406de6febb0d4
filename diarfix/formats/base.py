"""What a transcript format is: one record of plain functions, registered in `formats.FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from diarfix.model import Seconds, Transcript


@dataclass(frozen=True, slots=True)
class RawTurn:
    """A turn to be written from scratch: its label, its words, its start where known."""

    speaker: str
    text: str
    time: Seconds | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """One way to lay out a transcript.

    - `sniff(text)`: 0 (not this format) to 1 (certain).
    - `read(text, name, bom)`: the transcript. Raises `DiarfixError` E106, E201, E203 or E204.
    - `write(original, edited)`: `original.source.text` with the turns and words of `edited`. What did not
      change comes back byte for byte; `edited` has the same words in the same order.
    - `build(turns, name)`: a new document and its transcript, made together; None where the format cannot be
      written from scratch. Raises E203 for a label it cannot hold.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    sniff: Callable[[str], float]
    read: Callable[[str, str, bool], Transcript]
    write: Callable[[Transcript, Transcript], str]
    build: Callable[[Iterable[RawTurn], str], Transcript] | None = None
