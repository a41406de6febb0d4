"""Who speaks when: exact inference over the sentences of a call, label habits learned as it goes.

State = member of the cast. A sentence is judged by how its words suit the member's role and by how often the member
speaks under its label; between sentences the boundary model, the labels and the floor's events say how likely the
speaker changes, and to whom. Which label stands for whom is not known at first: it is re-estimated from the solution.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from diarfix.cues.floor.script import Script
from diarfix.neural import Logits
from diarfix.people.cast import Cast
from diarfix.people.numbers import Numbers
from diarfix.people.pieces import Observed, observe
from diarfix.people.roles import ROLES
from diarfix.solve.chain import Array, best_sequence, forward_backward

NEVER = -1e6
ROUNDS = 4
"""Times the label habits are re-estimated."""

SMOOTH = 20.0
"""Words that a member's habits are drawn towards what is usual."""

SURE_WORDS = 6
"""Words from which a piece's label counts in full."""


@dataclass(frozen=True)
class Solved:
    """Pieces (word spans), the member of each and the posterior, shape (pieces, members)."""

    pieces: tuple[tuple[int, int], ...]
    best: tuple[int, ...]
    posterior: Array


@dataclass(frozen=True)
class Learned:
    """What is learned about one call: how much each label speaks for each member's role, and for the member among
    those of the role, shapes (pieces, members); and the logarithm of each member's share of the answers, shape
    (members,)."""

    role_gains: Array
    gains: Array
    shares: Array


def solve(script: Script, cast: Cast, numbers: Numbers, logits: Logits | None) -> Solved:
    """The most likely member of every piece."""
    seen = observe(script, cast, logits)
    learned = first_learned(script, cast, seen)
    for _ in range(ROUNDS):
        unary, pair = potentials(cast, seen, learned, numbers)
        posterior = forward_backward(unary, pair).node
        learned = relearn(script, cast, seen, posterior)
    unary, pair = potentials(cast, seen, learned, numbers)
    best = best_sequence(unary, pair)
    return Solved(seen.pieces, tuple(int(at) for at in best), forward_backward(unary, pair).node)


@dataclass(frozen=True)
class Successions:
    """The scores of who follows whom, made when asked for; see `diarfix.solve.chain.Pairs`.

    `change` (pieces,): what speaks for a change there; `step` (members, members): who follows whom; `targets`: whom an
    event lets in, and what that scores, by piece.
    """

    change: Array
    step: Array
    targets: Mapping[int, Sequence[tuple[int, float]]]

    def __getitem__(self, piece: int, /) -> Array:
        """The (members, members) matrix between piece `piece - 1` and `piece`."""
        scores: Array = self.change[piece] + self.step
        for member, score in self.targets.get(piece, ()):
            scores[:, member] += score
        np.fill_diagonal(scores, 0.0)
        return scores

    def all(self) -> Array:
        """Every matrix, shape (pieces, members, members); for calls, whose hundreds of pieces fit into memory."""
        scores: Array = self.change[:, None, None] + self.step[None]
        for piece, target in self.targets.items():
            for member, score in target:
                scores[piece, :, member] += score
        diagonal = np.arange(len(self.step))
        scores[:, diagonal, diagonal] = 0.0
        return scores


def potentials(cast: Cast, seen: Observed, learned: Learned, numbers: Numbers) -> tuple[Array, Successions]:
    """Scores of members, shape (pieces, members), and of successions.

    Staying scores 0; a change scores what speaks for it, who follows whom, and whom an event lets in.
    """
    by_role = np.array([seen.words.scores(numbers.roles[role]) for role in ROLES]).T
    unary = by_role[:, seen.role_of] + numbers.scales["label"] * learned.gains
    unary += numbers.scales["role label"] * learned.role_gains + numbers.scales["span"] * seen.spans
    unary += numbers.scales["opener"] * seen.opener + numbers.scales["lead"] * seen.lead
    runs = by_role[:, ROLES.index("runs")]
    unary[seen.announced, seen.announcer] = runs[seen.announced] + numbers.scales["announcer"]
    unary = np.where(seen.allowed, unary, NEVER)
    follows = np.array([[numbers.follows[a][b] for b in ROLES] for a in ROLES])
    step = follows[seen.role_of][:, seen.role_of] + numbers.scales["share"] * learned.shares[None, :]
    targets: dict[int, list[tuple[int, float]]] = {}
    for row, kind, member in seen.targets:
        targets.setdefault(row, []).append((member, numbers.scales[f"to {kind}"]))
    return unary, Successions(seen.gaps.scores(numbers.change), step, targets)


def first_learned(script: Script, cast: Cast, seen: Observed) -> Learned:
    """Before anything is solved: what stretches and announcements show."""
    speakers = script.transcript.speakers
    habits: list[dict[str, float]] = [dict(member.labels) for member in cast.members]
    for event in cast.events:
        if event.kind == "asks":
            label = speakers[event.start]
            habits[0][label] = habits[0].get(label, 0.0) + event.end - event.start
    return Learned(*_gains(script, cast, seen, habits), _log_shares(cast))


def relearn(script: Script, cast: Cast, seen: Observed, posterior: Array) -> Learned:
    """What a solution shows. Those of the house keep the labels and the shares they had from the start: a solution
    that has it otherwise would only prove itself."""
    speakers = script.transcript.speakers
    habits: list[dict[str, float]] = [{} for _ in cast.members]
    for row, (start, end) in enumerate(seen.pieces):
        label = speakers[start]
        for likely in np.flatnonzero(posterior[row] > 0.01):
            mine = habits[int(likely)]
            mine[label] = mine.get(label, 0.0) + float(posterior[row, likely]) * (end - start)
    for at, member in enumerate(cast.members):
        if member.role == "answers":
            habits[at] = dict(member.labels)
    return Learned(*_gains(script, cast, seen, habits), _log_shares(cast))


def _log_shares(cast: Cast) -> Array:
    words = np.array([float(member.labels.total()) + 50 for member in cast.members])
    house = np.array([member.role == "answers" for member in cast.members])
    return np.where(house, np.log(words / max(words[house].sum(), 1.0)), 0.0)


def _gains(script: Script, cast: Cast, seen: Observed, habits: Sequence[Mapping[str, float]]) -> tuple[Array, Array]:
    """log P(label | role) - log P(label), and log P(label | member) - log P(label | role); less for short pieces."""
    total = script.transcript.word_counts
    labels = list(total)
    usual = np.array([total[label] for label in labels], dtype=float)
    usual /= usual.sum()
    own = np.array([[mine.get(label, 0.0) for label in labels] for mine in habits])
    roles = np.stack([own[seen.role_of == at].sum(axis=0) for at in range(len(ROLES))])
    by_role = (roles + SMOOTH * usual) / (roles.sum(axis=1, keepdims=True) + SMOOTH)
    drawn = by_role[seen.role_of]
    by_member = (own + SMOOTH * drawn) / (own.sum(axis=1, keepdims=True) + SMOOTH)
    column = {label: number for number, label in enumerate(labels)}
    speakers = script.transcript.speakers
    label_of = np.array([column[speakers[start]] for start, _ in seen.pieces])
    weight = _weights(script, seen)[:, None]
    role_gains = np.log(drawn) - np.log(usual)[None, :]
    gains = np.log(by_member) - np.log(drawn)
    return weight * role_gains.T[label_of], weight * gains.T[label_of]


def _weights(script: Script, seen: Observed) -> Array:
    """How much the label of each piece counts: the pieces of one turn share one label's evidence."""
    turns = np.array([script.transcript.turn_at(start) for start, _ in seen.pieces])
    size = np.bincount(turns)[turns].astype(float)
    full = np.array([min(1.0, (end - start) / SURE_WORDS) for start, end in seen.pieces])
    weights: Array = full * np.log2(1 + size) / size
    return weights
