"""Edges from unit to unit: the order of speech, cut sentences, answers and echoes."""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.cues.context import Context
from diarfix.cues.lexicon import ANSWERS
from diarfix.cues.people import is_cut
from diarfix.graph.record import Edge, unit_id
from diarfix.graph.roster import Roster

LONGEST_ECHO = 4
"""Words that are looked at for an echo; two are the fewest that count."""


def next_units(context: Context, _: Roster) -> Iterator[Edge]:
    """Every unit and the one after it; `seam` says whether the label changes between them."""
    speakers = context.transcript.speakers
    for index in range(1, len(context.analysis.units)):
        at = context.analysis.units[index].start
        yield Edge("next", unit_id(index - 1), unit_id(index), at, {"seam": speakers[at - 1] != speakers[at]})


def cut_sentences(context: Context, _: Roster) -> Iterator[Edge]:
    """Units that a label change parts in the middle of a sentence, with the arc over the healed seam."""
    for seam in context.transcript.seams():
        if is_cut(context, seam):
            index = context.analysis.unit_of[seam]
            yield Edge("continues", unit_id(index - 1), unit_id(index), seam, {"arc": context.arcs[seam]})


def answers(context: Context, _: Roster) -> Iterator[Edge]:
    """A question that ends its turn and the unit with which another label goes on.

    `opens` says whether that unit starts like an answer ("Yes", "Not really"), which the pair cue counts.
    """
    for seam in context.transcript.seams():
        if "?" in context.transcript.words[seam - 1].text[-3:]:
            index = context.analysis.unit_of[seam]
            opens = context.plain[seam] in ANSWERS
            yield Edge("answers", unit_id(index - 1), unit_id(index), seam, {"opens": opens})


def echoes(context: Context, _: Roster) -> Iterator[Edge]:
    """Units that start with the last words of the unit before, and how many words they repeat."""
    words = context.plain
    for index in range(1, len(context.analysis.units)):
        at = context.analysis.units[index].start
        for size in range(LONGEST_ECHO, 1, -1):
            if at >= size and words[at - size : at] == words[at : at + size]:
                yield Edge("echoes", unit_id(index), unit_id(index - 1), at, {"words": size})
                break
