"""Edges between labels: who follows whom, what their seams look like, and which pairs look like one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from diarfix.cues.context import Context
from diarfix.cues.people import call_counts, pair_counts
from diarfix.graph.record import Edge, person_id
from diarfix.graph.roster import Roster

ALIAS_CUTS = 5
"""Cut sentences from which two labels are suspected of being one person..."""

ALIAS_SHARE = 0.3
"""...when these are also that share of their seams. Suspicion only: the rules decide."""


def follows(context: Context, _: Roster) -> Iterator[Edge]:
    """How often a label speaks right after another."""
    counts = Counter(
        (left.speaker, right.speaker)
        for left, right in pairwise(context.transcript.turns)
        if left.speaker != right.speaker
    )
    for (left, right), times in counts.items():
        yield Edge("follows", person_id(left), person_id(right), None, {"turns": times})


def meets(context: Context, _: Roster) -> Iterator[Edge]:
    """What happens at the seams of two labels: the pair cues' counts, under the names without `pair.`."""
    calls = call_counts(context)
    for (first, second), counts in pair_counts(context).items():
        evidence = {
            "seams": counts.seams,
            "cuts": counts.cuts,
            "clean": counts.clean,
            "cut_share": counts.cuts / counts.seams,
            "answers": counts.answers,
            "replies": counts.replies,
            "takes": counts.takes,
            "addresses": calls[first, second] + calls[second, first],
        }
        yield Edge("meets", person_id(first), person_id(second), None, evidence)


def aliases(context: Context, _: Roster) -> Iterator[Edge]:
    """Pairs that share so many sentences that they may be one person."""
    for (first, second), counts in pair_counts(context).items():
        share = counts.cuts / counts.seams
        if counts.cuts >= ALIAS_CUTS and share >= ALIAS_SHARE:
            evidence = {"cuts": counts.cuts, "seams": counts.seams, "cut_share": share}
            yield Edge("alias", person_id(first), person_id(second), None, evidence)
