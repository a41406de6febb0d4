"""`diarfix train people`: fit the numbers of a call's chain by conditional likelihood, on calls with a reference.

The reference gives each piece its member; pieces of people who are in no cast are free. What is learned about a
call while it is solved (label habits) is held fixed while the weights are fitted, and learned again, in turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from diarfix.cues.floor.script import Script
from diarfix.measure import Comparison
from diarfix.people.cast import Cast
from diarfix.people.numbers import SCALES, Numbers
from diarfix.people.pieces import Observed
from diarfix.people.roles import ROLES
from diarfix.people.solve import NEVER, Learned, first_learned, potentials, relearn
from diarfix.solve.chain import Array, forward_backward

TURNS = 2
"""Times habits and weights are learned in turn."""

STEPS = 50
"""Steps of the optimiser in one turn."""

STARTS = {
    "announcer": 3.0, "label": 1.0, "lead": 1.0, "opener": -1.0, "role label": 0.5, "share": 0.5, "span": 2.0,
    "to asks": 4.0, "to called": 1.0, "to opens": 2.0, "to speaks": 3.0,
}
"""Where single weights start, and where the penalty draws them."""


@dataclass(frozen=True)
class Call:
    """A call to learn from: what is observed, and which members each piece may be, shape (pieces, members)."""

    id: str
    script: Script
    cast: Cast
    seen: Observed
    truth: np.ndarray


def true_members(cast: Cast, seen: Observed, comparison: Comparison) -> np.ndarray:
    """Which members a piece may be by the reference; any where the reference's speaker is no member."""
    people = comparison.reference.speakers
    who = {there: people[here] for here, there in comparison.pairs}
    labels = comparison.hypothesis.speakers
    person_of: list[str | None] = []
    claims: Counter[str]
    for at, member in enumerate(cast.members):
        claims = Counter()
        for start, end in member.spans:
            claims.update(who[word] for word in range(start, end) if word in who)
        for event, target in cast.target.items():
            if target == at and event.kind == "asks":
                claims.update(who[word] for word in range(event.end, event.end + 40) if word in who)
        if not member.spans and member.role == "answers":
            claims.update(who[word] for word in who if word >= cast.questions and member.labels[labels[word]])
        if member.role == "runs":
            for event in cast.events:
                if event.kind == "asks" and cast.moderator is None:
                    claims.update(who[word] for word in range(event.start, event.end) if word in who)
            if not claims:
                claims.update(who[word] for word in range(40) if word in who)
        person_of.append(claims.most_common(1)[0][0] if claims else None)
    known = set(person_of)
    truth = np.ones(seen.allowed.shape, dtype=bool)
    for row, (start, end) in enumerate(seen.pieces):
        heard = Counter(who[word] for word in range(start, end) if word in who)
        if not heard:
            continue
        person, words = heard.most_common(1)[0]
        if person in known and words >= 0.6 * heard.total():
            own = np.array([other == person for other in person_of]) & seen.allowed[row]
            if own.any():
                truth[row] = own
    return truth


class Layout:
    """Where each number stands in the vector that is fitted."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.words = sorted({name for call in calls for name in call.seen.words.names})
        self.gaps = sorted({name for call in calls for name in call.seen.gaps.names})
        sizes = (len(ROLES) * len(self.words), len(self.gaps), len(ROLES) ** 2, len(SCALES))
        self.edges = np.cumsum((0, *sizes))

    def numbers(self, theta: Array, digits: int = 6) -> Numbers:
        """The vector as numbers."""
        words, gaps, follows, scales = (theta[a:b] for a, b in zip(self.edges, self.edges[1:], strict=False))
        by_role = words.reshape(len(ROLES), len(self.words))
        table = follows.reshape(len(ROLES), len(ROLES))
        return Numbers(
            {role: _named(self.words, by_role[at], digits) for at, role in enumerate(ROLES)},
            _named(self.gaps, gaps, digits),
            {role: _named(ROLES, table[at], digits) for at, role in enumerate(ROLES)},
            _named(SCALES, scales, digits),
        )

    def start(self) -> Array:
        """A vector from which nothing is decided but by labels and events."""
        theta = np.zeros(int(self.edges[-1]))
        theta[self.edges[3] :] = [STARTS[name] for name in SCALES]
        theta[self.edges[1] : self.edges[2]] = [-2.0 if name == "any" else 0.0 for name in self.gaps]
        return theta


def _named(names: Sequence[str], values: Array, digits: int) -> dict[str, float]:
    return {name: round(float(value), digits) for name, value in zip(names, values, strict=True)}


def loss(
    theta: Array, layout: Layout, calls: Sequence[Call], learned: Sequence[Learned], penalty: float
) -> tuple[float, Array]:
    """Minus the penalised log likelihood of the references, and its gradient."""
    numbers = layout.numbers(theta, 12)
    prior = layout.start()
    total = 0.5 * penalty * float(((theta - prior) ** 2).sum())
    gradient = penalty * (theta - prior)
    for call, known in zip(calls, learned, strict=True):
        unary, successions = potentials(call.cast, call.seen, known, numbers)
        pair = successions.all()
        pair[0] = 0.0
        steps = np.exp(pair)
        free = _passes(unary, steps)
        held = _passes(np.where(call.truth, unary, NEVER), steps)
        total += free.log_z - held.log_z
        gradient += _gradient(layout, call, known, free.node - held.node, free.edges(steps) - held.edges(steps))
    return total, gradient


@dataclass(frozen=True)
class _Passes:
    """Scaled messages from either side, as `diarfix.solve.chain` but in plain chances, which is ten times as fast
    where there are few members and scores are moderate; `node` as there."""

    ahead: Array
    after: Array
    node: Array
    log_z: float

    def edges(self, steps: Array) -> Array:
        """P(a on piece i - 1, b on i), shape (pieces, members, members); nothing for the first piece."""
        edges = np.zeros_like(steps)
        edges[1:] = self.ahead[:-1, :, None] * steps[1:] * self.after[1:, None, :]
        edges[1:] /= edges[1:].sum(axis=(1, 2), keepdims=True)
        return edges


def _passes(unary: Array, steps: Array) -> _Passes:
    top = unary.max(axis=1)
    chances = np.exp(unary - top[:, None])
    ahead, after = np.empty_like(chances), np.empty_like(chances)
    log_z = float(top.sum())
    message = chances[0]
    for row in range(len(chances)):
        if row:
            message = (message @ steps[row]) * chances[row]
        size = message.sum()
        log_z += float(np.log(size))
        message = message / size
        ahead[row] = message
    behind = np.ones(chances.shape[1])
    node = np.empty_like(chances)
    for row in range(len(chances) - 1, -1, -1):
        node[row] = ahead[row] * behind
        after[row] = chances[row] * behind
        if row:
            behind = steps[row] @ after[row]
            behind = behind / behind.sum()
    node /= node.sum(axis=1, keepdims=True)
    return _Passes(ahead, after, node, log_z)


def _gradient(layout: Layout, call: Call, learned: Learned, node: Array, edge: Array) -> Array:
    seen = call.seen
    gradient = np.zeros(int(layout.edges[-1]))
    own = node.copy()
    announcing = own[seen.announced, seen.announcer].copy()
    own[seen.announced, seen.announcer] = 0.0
    by_role = np.stack([own[:, seen.role_of == at].sum(axis=1) for at in range(len(ROLES))])
    by_role[ROLES.index("runs"), seen.announced] += announcing
    words = np.zeros((len(ROLES), len(layout.words)))
    words[:, [layout.words.index(name) for name in seen.words.names]] = by_role @ seen.words.values
    gradient[: layout.edges[1]] = words.ravel()
    diagonal = np.arange(edge.shape[1])
    steps = edge.copy()
    steps[0] = 0.0
    steps[:, diagonal, diagonal] = 0.0
    gaps = steps.sum(axis=(1, 2)) @ seen.gaps.values
    gradient[layout.edges[1] + np.array([layout.gaps.index(name) for name in seen.gaps.names])] = gaps
    between = steps.sum(axis=0)
    table = np.zeros((len(ROLES), len(ROLES)))
    np.add.at(table, (seen.role_of[:, None], seen.role_of[None, :]), between)
    gradient[layout.edges[2] : layout.edges[3]] = table.ravel()
    single = dict.fromkeys(SCALES, 0.0)
    single["announcer"] = float(announcing.sum())
    single["label"] = float((own * learned.gains).sum())
    single["role label"] = float((own * learned.role_gains).sum())
    single["opener"] = float((own * seen.opener).sum())
    single["lead"] = float((own * seen.lead).sum())
    single["span"] = float((own * seen.spans).sum())
    single["share"] = float(between.sum(axis=0) @ learned.shares)
    for row, kind, member in seen.targets:
        single[f"to {kind}"] += float(steps[row, :, member].sum())
    gradient[layout.edges[3] :] = [single[name] for name in SCALES]
    return gradient


def fit(calls: Sequence[Call], penalty: float) -> Numbers:
    """The numbers that make the references likeliest."""
    layout = Layout(calls)
    theta = layout.start()
    learned = [first_learned(call.script, call.cast, call.seen) for call in calls]
    for turn in range(TURNS):
        found = minimize(
            loss, theta, args=(layout, calls, learned, penalty), jac=True, method="L-BFGS-B",
            options={"maxiter": STEPS},
        )
        theta = found.x
        numbers = layout.numbers(theta)
        if turn + 1 < TURNS:
            learned = [_settled(call, numbers) for call in calls]
    return layout.numbers(theta, 3)


def _settled(call: Call, numbers: Numbers) -> Learned:
    """What is learned about a call after some rounds with these numbers."""
    learned = first_learned(call.script, call.cast, call.seen)
    for _ in range(3):
        unary, pair = potentials(call.cast, call.seen, learned, numbers)
        learned = relearn(call.script, call.cast, call.seen, forward_backward(unary, pair).node)
    return learned
