"""From posteriors to edits: the best labels, where they differ from the observed ones, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from diarfix.cues.context import Context
from diarfix.edits import Edit, Reason
from diarfix.rulebook.match import Match
from diarfix.solve.chain import Posterior, best_sequence, forward_backward
from diarfix.solve.lattice import Lattice, build_lattice
from diarfix.solve.weights import Weights, potentials


@dataclass(frozen=True, slots=True)
class Move:
    """Words `start:end` from one label to another, with the joint posterior of the whole span."""

    start: int
    end: int
    old: str
    new: str
    posterior: float


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


def solve_moves(lattice: Lattice, weights: Weights) -> tuple[Move, ...]:
    """The best labels of the lattice, as moves from the observed ones, in reading order."""
    if len(lattice.labels) < 2:
        return ()
    scores = potentials(lattice, weights)
    best = best_sequence(scores.unary, scores.pair)
    posterior = forward_backward(scores.unary, scores.pair)
    return tuple(_moves(lattice, [int(label) for label in best], posterior))


def _moves(lattice: Lattice, best: Sequence[int], posterior: Posterior) -> Iterator[Move]:
    pieces = lattice.pieces
    at = 0
    while at < len(pieces):
        new, old = best[at], pieces[at].observed
        if new == old:
            at += 1
            continue
        stop = at + 1
        while stop < len(pieces) and best[stop] == new and pieces[stop].observed == old:
            stop += 1
        chance = joint_chance(posterior, at, stop, new)
        yield Move(pieces[at].start, pieces[stop - 1].end, lattice.labels[old], lattice.labels[new], chance)
        at = stop


def joint_chance(posterior: Posterior, start: int, stop: int, label: int) -> float:
    """P(pieces start:stop all have `label`): the first marginal times the chain's own transitions."""
    chance = float(posterior.node[start, label])
    for at in range(start + 1, stop):
        before = float(posterior.node[at - 1, label])
        chance *= float(posterior.edge[at, label, label]) / before if before > 0 else 0.0
    return min(1.0, chance)


def find_moves(
    context: Context, matches: Sequence[Match], weights: Weights, consult: Consult | None = None
) -> tuple[Edit, ...]:
    """Solve one transcript and explain every move; ids are not set yet."""
    lattice = build_lattice(context, matches)
    notes: tuple[Note, ...] = ()
    if consult is not None:
        lattice, notes = consult(context, lattice, weights)
    return tuple(_explain(move, matches, notes, weights) for move in solve_moves(lattice, weights))


def _explain(move: Move, matches: Iterable[Match], notes: Iterable[Note], weights: Weights) -> Edit:
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
    # An edit that no rule speaks for has no reason to show, so a person decides; notes alone make none safe.
    safe = safe and bool(reasons)
    heard = [note.reason for note in notes if _overlaps(note, move)]
    ordered = tuple(sorted([*reasons.values(), *heard], key=lambda reason: (-reason.weight, reason.code)))
    confidence = round(weights.calibrate(move.posterior), 4)
    return Edit("", "move", move.start, move.end, move.old, move.new, confidence, ordered, safe)


def _overlaps(note: Note, move: Move) -> bool:
    return note.label == move.new and note.start < move.end and move.start < note.end


def _gain(move: Move, effect: str, at: int, end: int, weight: float) -> float:
    """How much one piece of evidence speaks for the move: a speaker change moves from one end to the other."""
    if effect == "mislabelled":
        return weight if at < move.end and end > move.start else 0.0
    if at not in (move.start, move.end):
        return 0.0
    return weight
