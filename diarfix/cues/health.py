"""Whether the labels say who speaks: signs, each with its figures, that they say little."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from diarfix.cues.context import Context
from diarfix.cues.junctions import Value
from diarfix.cues.lexicon import ANSWERS
from diarfix.cues.people import is_cut

FEW_CLEAN, ENOUGH_CHANGES = 0.3, 20
"""Share of label changes at sentence ends up to which they stand anywhere, and changes that it takes to tell:
healthy episodes show 65 to 97 in 100, and labels that cut at random about 10."""

SHARED, SEVERAL = 0.5, 4
"""Labels for each person announced up to which most people share one, and people that it takes to tell."""

NEARLY_ALL, A_FEW, OFTEN = 0.9, 3, 5
"""Share of the words from which one label has nearly all; people announced, or questions answered under the label that
asks them, that show others in it."""

ENOUGH_WORDS = 300
"""Words under which nothing is told."""


def clean_changes(context: Context) -> float:
    """Share of label changes that stand at a sentence end."""
    seams = list(context.transcript.seams())
    return 1.0 if not seams else sum(not is_cut(context, seam) for seam in seams) / len(seams)


def answered_alone(context: Context) -> int:
    """Questions that are answered in so many words in the turn that asks them."""
    words, units = context.transcript.words, context.analysis.units
    return sum(
        asks.turn == answers.turn and "?" in words[asks.end - 1].text[-3:] and context.plain[answers.start] in ANSWERS
        for asks, answers in pairwise(units)
    )


def unseated(context: Context) -> int:
    """How many more guests there are than labels, where one label is the host's; 0 where only one is let in."""
    guests, labels = len(context.guests), len(context.transcript.labels)
    return max(0, guests + 1 - labels) if guests > 1 else 0


def doubts(context: Context) -> str:
    """What says that the labels carry little information, with the figures; empty where nothing does."""
    return "; ".join(_doubts(context)) if len(context.transcript.words) >= ENOUGH_WORDS else ""


def _doubts(context: Context) -> Iterator[str]:
    seams = sum(1 for _ in context.transcript.seams())
    people, labels = max(len(context.let_in), len(context.guests)), len(context.transcript.labels)
    clean = clean_changes(context)
    if seams >= ENOUGH_CHANGES and clean <= FEW_CLEAN:
        yield f"{clean:.0%} of {seams:,} label changes stand at sentence ends, where healthy ones show 65 % or more"
    if people >= SEVERAL and labels <= SHARED * people:
        yield f"the words let in {people} people, and there {_labels(labels)}"
    largest, answered = max(context.shares.values()), answered_alone(context)
    if largest >= NEARLY_ALL and people >= A_FEW:
        yield f"one label has {largest:.0%} of the words, and the words let in {people} people"
    elif largest >= NEARLY_ALL and answered >= OFTEN:
        yield f"one label has {largest:.0%} of the words, and answers {answered} questions of its own"


def _labels(count: int) -> str:
    return "is 1 label" if count == 1 else f"are {count} labels"


def _entropy(context: Context) -> float:
    """Bits of the labels' word shares over the most that so many labels could hold."""
    shares = [share for share in context.shares.values() if share > 0]
    if len(shares) < 2:
        return 0.0
    return -sum(share * math.log2(share) for share in shares) / math.log2(len(shares))


@dataclass(frozen=True, slots=True)
class DocumentCue:
    """A named observation of the whole transcript."""

    name: str
    about: str
    find: Callable[[Context], Value]


DOCUMENT_CUES: tuple[DocumentCue, ...] = (
    DocumentCue("document.labels", "labels in the transcript", lambda c: len(c.transcript.labels)),
    DocumentCue("document.turns", "turns", lambda c: len(c.transcript.turns)),
    DocumentCue("document.words", "words", lambda c: len(c.transcript.words)),
    DocumentCue("document.seams", "label changes", lambda c: sum(1 for _ in c.transcript.seams())),
    DocumentCue("document.clean_changes", "share of label changes at sentence ends, 0 to 1", clean_changes),
    DocumentCue(
        "document.false_stops", "share of label changes after a false full stop, 0 to 1", lambda c: c.false_stops
    ),
    DocumentCue("document.entropy", "how evenly the labels share the words, 0 to 1", _entropy),
    DocumentCue("document.let_in", "people whom the words announce or hand the floor", lambda c: len(c.let_in)),
    DocumentCue(
        "document.unlabelled",
        "how many more people are announced or handed the floor than there are labels",
        lambda c: max(0, len(c.let_in) - len(c.transcript.labels)),
    ),
    DocumentCue("document.guests", "people introduced, called on or put through by name", lambda c: len(c.guests)),
    DocumentCue("document.unseated", "how many of these have no label, beside the one who lets them in", unseated),
    DocumentCue(
        "document.longest_turn", "words in the longest turn", lambda c: max(len(t) for t in c.transcript.turns)
    ),
    DocumentCue("document.answered_alone", "questions answered in the turn that asks them", answered_alone),
    DocumentCue("document.doubts", "what says that the labels say little, with figures, or nothing", doubts),
    DocumentCue("document.says_little", "whether anything says that the labels say little", lambda c: bool(doubts(c))),
)
