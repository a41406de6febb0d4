"""From opinions to evidence: features on the lattice, and what an edit's reasons say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from diarfix.edits import Reason
from diarfix.opinion.record import Opinion
from diarfix.opinion.weight import Weight
from diarfix.solve.decode import Note
from diarfix.solve.lattice import Feature, Lattice

CODE = "LLM"
"""What reasons show, where a rule's code would stand, and features are named by."""

FEATURE = f"{CODE}.span"


def with_opinions(lattice: Lattice, heard: Iterable[tuple[Opinion, Weight]]) -> Lattice:
    """The lattice with every opinion as evidence for its `new` label, shared out by words so that it counts once."""
    index = {label: number for number, label in enumerate(lattice.labels)}
    starts = {piece.start: number for number, piece in enumerate(lattice.pieces)}
    pieces = list(lattice.pieces)
    for opinion, weight in heard:
        dispute = opinion.dispute
        evidence = weight.evidence(opinion)
        number = starts[dispute.start]
        while evidence and number < len(pieces) and pieces[number].start < dispute.end:
            piece = pieces[number]
            share = (piece.end - piece.start) / (dispute.end - dispute.start)
            rows = piece.heard or ((),) * len(index)
            pieces[number] = replace(piece, heard=_added(rows, index[dispute.new], (FEATURE, evidence * share)))
            number += 1
    return replace(lattice, pieces=tuple(pieces))


def _added(rows: Sequence[tuple[Feature, ...]], at: int, feature: Feature) -> tuple[tuple[Feature, ...], ...]:
    return tuple((*row, feature) if number == at else row for number, row in enumerate(rows))


def note(opinion: Opinion, weight: Weight) -> Note:
    """What an edit on the disputed words says of the opinion."""
    dispute = opinion.dispute
    side = dispute.new if opinion.value > 0 else dispute.old
    if opinion.kind == "logit":
        told = f"the model {opinion.model} gives {1 / (1 + math.exp(-abs(opinion.value))):.0%} to {side}"
    else:
        told = f"the model {opinion.model} says {side}"
    factor = "" if weight.factor else ", which has no weight"
    reason = Reason(CODE, told + factor, round(weight.evidence(opinion), 3))
    return Note(dispute.start, dispute.end, dispute.new, reason)
