"""From posteriors to edits: the best labels, where they differ from the observed ones, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from diarfix.codes import entry
from diarfix.cues.context import Context
from diarfix.edits import Edit, Reason
from diarfix.rulebook.match import Match
from diarfix.solve.chain import Array, forward_backward
from diarfix.solve.credit import CODE, ModelCredit
from diarfix.solve.lattice import Lattice, build_lattice
from diarfix.solve.testimony import Testimony, with_testimony
from diarfix.solve.weights import Shape, Weights, potentials


@dataclass(frozen=True, slots=True)
class Move:
    """Words `start:end` from one label to another; `posterior` is the share of them expected to be the new one's."""

    start: int
    end: int
    old: str
    new: str
    posterior: float
    shape: Shape


@dataclass(frozen=True, slots=True)
class Note:
    """What was heard about words `start:end` being `label`'s, for the reasons of a move of them."""

    start: int
    end: int
    label: str
    reason: Reason


class Consult(Protocol):
    """Someone who is asked about what a first solution leaves in dispute, such as `diarfix.opinion`."""

    def __call__(self, context: Context, lattice: Lattice, weights: Weights) -> tuple[Lattice, tuple[Note, ...]]:
        """The lattice with what was heard as evidence, and notes on it."""


PRICE = 2.0
"""Words that a move must be expected to repair for each that it breaks: a wrong edit is worse than none."""


def solve_moves(lattice: Lattice, weights: Weights) -> tuple[Move, ...]:
    """What of the lattice should go to another label, as moves from the observed ones, in reading order."""
    if len(lattice.labels) < 2:
        return ()
    best, node = solve(lattice, weights)
    return tuple(make_move(lattice, node, start, stop, best[start]) for start, stop in _runs(lattice, best))


def solve(lattice: Lattice, weights: Weights) -> tuple[list[int], Array]:
    """The label (an index) that each piece should have, and the posterior of each, shape (pieces, labels).

    Each piece is decided by its own posterior and not by the likeliest labels of all pieces together: these may be one
    of many ways to put an end a word further or nearer, all of which leave the middle of the move where it is.
    What is likelier than not moves; of a run that is worth its `PRICE` somewhere only that part does.
    """
    scores = potentials(lattice, weights)
    node = forward_backward(scores.unary, scores.pair).node
    best = [int(label) for label in node.argmax(axis=1)]
    for start, stop in _runs(lattice, best):
        worth = [_worth(lattice, node, at, best[at]) for at in range(start, stop)]
        if any(worth):
            for at in range(start, stop):
                if not worth[at - start]:
                    best[at] = lattice.pieces[at].observed
    return best, node


def _runs(lattice: Lattice, best: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of pieces (start and stop) that go from one label to one other."""
    pieces = lattice.pieces
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        stop = at + 1
        if best[at] != pieces[at].observed:
            while stop < len(pieces) and best[stop] == best[at] and pieces[stop].observed == pieces[at].observed:
                stop += 1
            found.append((at, stop))
        at = stop
    return found


def _worth(lattice: Lattice, node: Array, at: int, label: int) -> bool:
    return bool(node[at, label] > PRICE * node[at, lattice.pieces[at].observed])


def make_move(lattice: Lattice, node: Array, start: int, stop: int, label: int) -> Move:
    """The move of pieces `start:stop`, all of one observed label, to another."""
    pieces, old = lattice.pieces, lattice.pieces[start].observed
    opens = start == 0 or pieces[start - 1].observed != old
    closes = stop == len(pieces) or pieces[stop].observed != old
    shape: Shape = "turn" if opens and closes else "edge" if opens or closes else "inner"
    if not any(_worth(lattice, node, at, label) for at in range(start, stop)):
        shape = "doubt"
    words = [piece.end - piece.start for piece in pieces[start:stop]]
    chance = float(np.average(node[start:stop, label], weights=words))
    span = (pieces[start].start, pieces[stop - 1].end)
    return Move(*span, lattice.labels[old], lattice.labels[label], min(1.0, chance), shape)


def find_moves(
    context: Context,
    matches: Sequence[Match],
    weights: Weights,
    consult: Consult | None = None,
    heard: Sequence[Testimony] = (),
) -> tuple[Edit, ...]:
    """Solve one transcript and explain every move; ids are not set yet. `heard` is evidence from elsewhere."""
    lattice = with_testimony(build_lattice(context, matches), heard)
    notes = tuple(Note(item.start, item.end, item.label, item.reason) for item in heard)
    if consult is not None:
        lattice, asked = consult(context, lattice, weights)
        notes = (*notes, *asked)
    said = ModelCredit(lattice, weights) if context.changes is not None else None
    found = (_explain(move, matches, weights, said) for move in solve_moves(lattice, weights))
    return tuple(_noted(edit, notes) for edit in found)


def _explain(move: Move, matches: Iterable[Match], weights: Weights, said: ModelCredit | None) -> Edit:
    reasons: dict[str, Reason] = {}
    safe = True
    for match in matches:
        gain = sum(_gain(move, item.effect, item.at, item.end, item.weight) for item in match.evidence)
        if gain <= 0:
            continue
        code = match.rule.code
        if code not in reasons or reasons[code].weight < gain:
            reasons[code] = Reason(code, match.rule.summary, round(gain, 3))
        safe = safe and match.rule.safe
    if said and (gain := said.gain(move.start, move.end, move.new)) > 0:
        reasons[CODE] = Reason(CODE, entry(CODE).summary, round(gain, 3))
    ordered = _ordered(reasons.values())
    confidence = round(weights.calibrate(move.posterior, move.shape), 4)
    # An edit that nothing speaks for has no reason to show, so a person decides.
    return Edit("", "move", move.start, move.end, move.old, move.new, confidence, ordered, safe and bool(ordered))


def _noted(edit: Edit, notes: Iterable[Note]) -> Edit:
    """The edit with what was heard about it among its reasons. That alone makes no edit safe."""
    about = (note for note in notes if note.start < edit.end and edit.start < note.end)
    heard = [note.reason for note in about if note.label == edit.new]
    return replace(edit, reasons=_ordered(dict.fromkeys([*edit.reasons, *heard]))) if heard else edit


def _ordered(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-reason.weight, reason.code)))


def _gain(move: Move, effect: str, at: int, end: int, weight: float) -> float:
    """How much one piece of evidence speaks for the move: a speaker change moves from one end to the other."""
    if effect == "mislabelled":
        return weight if at < move.end and end > move.start else 0.0
    if at not in (move.start, move.end):
        return 0.0
    return weight
