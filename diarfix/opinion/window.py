"""The window that a question shows: a few words around the dispute, line by line, and nothing beyond."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diarfix.model import Transcript
from diarfix.opinion.record import Dispute, Line, Question

WINDOW = 60
"""Words shown on either side of the disputed ones. No model ever sees more."""

LONGEST = 80
"""Disputed words that are shown; of a longer span, the first and the last half of as many."""

LETTERS = 40
"""Letters shown of one word."""

_STRANGE = re.compile(r"[^\w.,;?!'’\"“”%$€£&+\-–—…/():]|_")
"""What is left out of a quoted word: marks that chat formats use for their own ends, and control characters."""


def make_question(transcript: Transcript, dispute: Dispute) -> Question:
    """The dispute in its window, under the transcript's own labels."""
    low = max(0, dispute.start - WINDOW)
    high = min(len(transcript.words), dispute.end + WINDOW)
    asked = Line(None, _disputed(transcript, dispute.start, dispute.end))
    before, after = _lines(transcript, low, dispute.start), _lines(transcript, dispute.end, high)
    return Question(dispute, (*before, asked, *after))


def _lines(transcript: Transcript, start: int, end: int) -> Iterator[Line]:
    """Words `start:end` as one line a turn; neighbouring turns of one speaker are one line."""
    speaker, words = "", list[str]()
    for at in range(start, end):
        own = transcript.speakers[at]
        if own != speaker and words:
            yield Line(speaker, " ".join(words))
            words = []
        speaker = own
        words.append(quoted(transcript.words[at].text))
    if words:
        yield Line(speaker, " ".join(words))


def _disputed(transcript: Transcript, start: int, end: int) -> str:
    words = [quoted(word.text) for word in transcript.words[start:end]]
    half = LONGEST // 2
    return " ".join(words if len(words) <= LONGEST else [*words[:half], "...", *words[-half:]])


def quoted(word: str) -> str:
    """The word as a question shows it: at most `LETTERS` letters, nothing that a model could take for markup.

    A colon at its end goes, too, so that no word reads like a speaker's letter.

    >>> quoted("Right,"), quoted("<|im_end|>"), quoted("A:"), quoted("3:30")
    ('Right,', 'imend', 'A', '3:30')
    """
    return _STRANGE.sub("", word)[:LETTERS].rstrip(":") or "..."
