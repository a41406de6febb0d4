"""Simple repairs that a repair should beat, each a pure function from transcript to transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diarfix.model import Transcript, relabel
from diarfix.text import ends_sentence, is_capitalised

RARE = 0.01
"""Share of the words under which a label is absorbed."""

EDGE = 3
"""Words in an edge at most."""

LONGEST = 50
"""Words in a sentence at most: what runs on longer has lost its marks."""

TURN = 5
"""Words from which a turn is no short reply."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A simple repair: its key in JSON, its title, what it does."""

    id: str
    title: str
    repair: Callable[[Transcript], Transcript]


def do_nothing(transcript: Transcript) -> Transcript:
    """The transcript as it is."""
    return transcript


def sentence_majority(transcript: Transcript) -> Transcript:
    """Every sentence of up to 50 words, over turn boundaries, to the label of at least half of its words.

    Of two halves, the one heard first. Known as punctuation realignment.
    """
    speakers = list(transcript.speakers)
    start = 0
    for at, word in enumerate(transcript.words):
        if ends_sentence(word.text) or at + 1 == len(speakers):
            length = at + 1 - start
            # most_common keeps the order of first appearance among equals.
            label, words = Counter(transcript.speakers[start : at + 1]).most_common(1)[0]
            if length <= LONGEST and 2 * words >= length:
                speakers[start : at + 1] = [label] * length
            start = at + 1
    return relabel(transcript, speakers)


def absorb_rare(transcript: Transcript) -> Transcript:
    """Turns of labels with under 1 % of the words to the turn before them; the first ones to the turn after."""
    least = RARE * len(transcript.words)
    kept = [turn.speaker if transcript.word_counts[turn.speaker] >= least else None for turn in transcript.turns]
    last = next((label for label in kept if label is not None), None)
    speakers: list[str] = []
    for turn, label in zip(transcript.turns, kept, strict=True):
        last = label or last
        speakers += [last or turn.speaker] * len(turn)
    return relabel(transcript, speakers)


def unfinished_edge(transcript: Transcript) -> Transcript:
    """An edge of up to 3 words that does not finish a sentence joins the side that it completes.

        ANN  ... at the end of the          ANN  ... at the end of the day.
        BEN  day. So you don't buy     ->   BEN  So you don't buy that.
        ANN  that. Right.                   ANN  Right.
    """
    return _edges(transcript, careful=False)


def careful_edge(transcript: Transcript) -> Transcript:
    """As `unfinished_edge`, where the turn that is completed has 5 words or more and stops without any mark."""
    return _edges(transcript, careful=True)


def _edges(transcript: Transcript, careful: bool) -> Transcript:
    speakers = list(transcript.speakers)
    for seam in transcript.seams():
        right = transcript.turn_at(seam)
        turn, before = transcript.turns[right], transcript.turns[right - 1]
        last = transcript.words[seam - 1].text
        bare = last[-1].isalnum()
        head = _head(transcript, turn.start, turn.end)
        tail = _tail(transcript, before.start, before.end)
        if head and not ends_sentence(last) and (not careful or (bare and len(before) >= TURN)):
            speakers[seam : seam + head] = [before.speaker] * head
        elif (
            tail
            and not is_capitalised(transcript.words[seam].text)
            and (not careful or (bare and len(turn) >= TURN))
        ):
            speakers[seam - tail : seam] = [turn.speaker] * tail
    return relabel(transcript, speakers)


def _head(transcript: Transcript, start: int, end: int) -> int:
    """Words up to the first final mark, if at most `EDGE` and not the whole turn; else 0."""
    for count in range(1, min(EDGE, end - start - 1) + 1):
        if ends_sentence(transcript.words[start + count - 1].text):
            return count
    return 0


def _tail(transcript: Transcript, start: int, end: int) -> int:
    """Words after the last final mark, if at most `EDGE` and not the whole turn; else 0."""
    for count in range(min(EDGE + 1, end - start)):
        if ends_sentence(transcript.words[end - count - 1].text):
            return count
    return 0


BASELINES: Sequence[Baseline] = (
    Baseline("nothing", "do nothing", do_nothing),
    Baseline("sentence-majority", "whole sentence to its majority label", sentence_majority),
    Baseline("absorb-rare", "absorb labels under 1 % of the words", absorb_rare),
    Baseline("unfinished-edge", "unfinished edge of up to 3 words joins the side it completes", unfinished_edge),
    Baseline("careful-edge", "careful edge: the same beside longer, unmarked turns", careful_edge),
)
