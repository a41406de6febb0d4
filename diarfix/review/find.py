"""Searching for words, whatever their marks and letter case."""

from __future__ import annotations

from dataclasses import dataclass

from diarfix.model import Transcript
from diarfix.text import plain


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `start:end` that were searched for."""

    start: int
    end: int


def search(transcript: Transcript, text: str) -> tuple[Hit, ...]:
    """Where the words of `text` are said one after the other; the last one may go on.

    >>> from diarfix.api import read
    >>> search(read("Ann: The boat, the boats.\\nBen: What boat? A boat.\\n"), "the Boat")
    (Hit(start=0, end=2), Hit(start=2, end=4))
    """
    wanted = [plain(word) for word in text.split()]
    if not wanted:
        return ()
    words = [plain(word.text) for word in transcript.words]
    *whole, last = wanted
    return tuple(
        Hit(at, at + len(wanted))
        for at in range(len(words) - len(wanted) + 1)
        if words[at + len(whole)].startswith(last) and words[at : at + len(whole)] == whole
    )
