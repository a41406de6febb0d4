"""cpWER: word errors when each person's words are strung together, under the best permutation of labels.

Counted by MeetEval (https://github.com/fgnt/meeteval), which is an optional part.
"""

from __future__ import annotations

from dataclasses import dataclass

from diarfix.errors import DiarfixError
from diarfix.measure import spoken
from diarfix.measure.counts import rate
from diarfix.model import Transcript

MOST_SPEAKERS = 20
"""MeetEval refuses more."""


@dataclass(frozen=True, slots=True)
class CpCounts:
    """Word errors over `length` reference words."""

    length: int
    insertions: int
    deletions: int
    substitutions: int

    @property
    def errors(self) -> int:
        """Insertions, deletions and substitutions."""
        return self.insertions + self.deletions + self.substitutions

    @property
    def rate(self) -> float | None:
        """Errors over reference words; may be over 1."""
        return rate(self.errors, self.length)


def cp_counts(reference: Transcript, hypothesis: Transcript) -> CpCounts:
    """The cpWER counts of plain words. Raises E603 without MeetEval, E601 over `MOST_SPEAKERS`."""
    try:
        from meeteval.wer.wer.cp import cp_word_error_rate
    except ImportError:
        raise DiarfixError("E603", "cpWER is counted by meeteval", "pip install 'diarfix[score]'") from None
    most = max(len(reference.labels), len(hypothesis.labels))
    if most > MOST_SPEAKERS:
        what = f"cpWER is counted for at most {MOST_SPEAKERS} speakers, here are {most}"
        raise DiarfixError("E601", what, "go by WDER")
    found = cp_word_error_rate(
        _by_speaker(reference), _by_speaker(hypothesis), reference_sort=False, hypothesis_sort=False
    )
    return CpCounts(found.length, found.insertions, found.deletions, found.substitutions)


def _by_speaker(transcript: Transcript) -> dict[str, str]:
    words = spoken(transcript)
    said: dict[str, list[str]] = {label: [] for label in transcript.labels}
    for turn in transcript.turns:
        said[turn.speaker] += words[turn.start : turn.end]
    return {label: " ".join(text) for label, text in said.items()}
