"""Which spans are worth a question: moves, and moves nearly made, that the first solution is unsure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diarfix.opinion.record import Dispute
from diarfix.solve.chain import Array
from diarfix.solve.decode import make_move, solve
from diarfix.solve.lattice import Lattice
from diarfix.solve.weights import Weights

LEAST, MOST = 0.3, 0.9
"""The band of confidence in which a second opinion is asked for: below, hardly any is right; above, nearly all are."""

PER_THOUSAND = 8
"""Questions per 1,000 words at most, the least certain first, so that the time stays bounded."""


def find_disputes(lattice: Lattice, weights: Weights) -> tuple[Dispute, ...]:
    """Disjoint spans in reading order whose confidence lies in the band."""
    if len(lattice.labels) < 2:
        return ()
    best, node = solve(lattice, weights)
    rivals = _rivals(lattice, best, node)
    found = [dispute for dispute in _spans(lattice, rivals, node, weights) if LEAST <= dispute.confidence <= MOST]
    words = lattice.pieces[-1].end
    most = -(-words * PER_THOUSAND // 1000)
    middle = (LEAST + MOST) / 2
    unsure = sorted(found, key=lambda dispute: (abs(dispute.confidence - middle), dispute.start))[:most]
    return tuple(sorted(unsure, key=lambda dispute: dispute.start))


FAINT = 0.02
"""Pieces whose other labels are all less likely than this take no part in a dispute."""


@dataclass(frozen=True, slots=True)
class _Rival:
    """The label that disputes a piece's observed one, and whether the first solution already prefers it."""

    old: int
    new: int
    moved: bool


def _rivals(lattice: Lattice, best: Sequence[int], node: Array) -> list[_Rival | None]:
    """For each piece the label it is moved to, else the likeliest other one; None where none is anywhere near."""
    rivals: list[_Rival | None] = []
    for at, piece in enumerate(lattice.pieces):
        if best[at] != piece.observed:
            rivals.append(_Rival(piece.observed, best[at], True))
            continue
        others = node[at].copy()
        others[piece.observed] = -1.0
        rival = int(others.argmax())
        # Faint pieces cannot bring a stretch into the band.
        rivals.append(_Rival(piece.observed, rival, False) if node[at, rival] > FAINT else None)
    return rivals


def _spans(
    lattice: Lattice, rivals: Sequence[_Rival | None], node: Array, weights: Weights
) -> Iterator[Dispute]:
    """Runs of one rival: a move whole, of a move nearly made its likeliest part."""
    at = 0
    while at < len(rivals):
        stop = at + 1
        rival = rivals[at]
        while stop < len(rivals) and rivals[stop] == rival:
            stop += 1
        if rival is not None:
            first, last = (at, stop) if rival.moved else _likeliest(node[:, rival.new], at, stop)
            move = make_move(lattice, node, first, last, rival.new)
            confidence = weights.calibrate(move.posterior, move.shape)
            yield Dispute(move.start, move.end, move.old, move.new, move.posterior, confidence, move.shape)
        at = stop


def _likeliest(node: Array, start: int, stop: int) -> tuple[int, int]:
    """The part of pieces `start:stop` to ask about: from the likeliest on, as far as pieces are half as likely.

    node        0.04  0.31  0.35  0.33  0.03
    asked             |---------------|
    """
    peak = max(range(start, stop), key=lambda at: (float(node[at]), -at))
    least = float(node[peak]) / 2
    first, last = peak, peak + 1
    while first > start and node[first - 1] >= least:
        first -= 1
    while last < stop and node[last] >= least:
        last += 1
    return first, last
