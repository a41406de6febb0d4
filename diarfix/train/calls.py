"""`diarfix train people`: calls with references to learn from, judged on calls held out, and the data file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.optimize import minimize

import diarfix
from diarfix.cues.floor.events import find_events
from diarfix.cues.floor.script import Script
from diarfix.edits import Edit, apply_edits
from diarfix.measure import Comparison, Episode, change, compare
from diarfix.people.cast import find_cast
from diarfix.people.moves import Move, find_moves
from diarfix.people.numbers import PARTS, Numbers, numbers_data
from diarfix.people.pieces import observe
from diarfix.people.roles import answering
from diarfix.people.solve import solve
from diarfix.pipeline import likely_changes
from diarfix.solve.weights import logit
from diarfix.train.people import Call, fit, true_members

FOLDS = 5
PENALTY = 1.0
MOST_WORDS = 30
"""Words for which one move counts at most when confidence is calibrated: no single stretch shall decide."""


@dataclass(frozen=True)
class Outcome:
    """A move of a held-out call: its posterior, and words repaired and broken by it."""

    posterior: float
    repaired: int
    broken: int


@dataclass(frozen=True)
class Trained:
    """The numbers, those of each fold by the calls held out, and the outcomes on these."""

    numbers: Numbers
    folds: Mapping[tuple[str, ...], Numbers]
    outcomes: tuple[Outcome, ...]


def train(episodes: Sequence[Episode], model: bool, jobs: int, say: Callable[[str], None]) -> Trained:
    """Fit with the boundary model or without; the same for any `jobs`."""
    held: list[tuple[str, ...]] = [tuple(item.id for item in episodes[fold::FOLDS]) for fold in range(FOLDS)]
    with ProcessPoolExecutor(jobs) as pool:
        made = [pool.submit(_fit, [e for e in episodes if e.id not in out], model) for out in (*held, ())]
        fitted = []
        for out, future in zip((*held, ()), made, strict=True):
            fitted.append(future.result())
            say(f"held out: {', '.join(out) or 'nothing'}")
    by_fold = {
        out: judge([e for e in episodes if e.id in out], own, model)
        for out, own in zip(held, fitted, strict=False)
    }
    every = [outcome for part in by_fold.values() for outcome in part]
    folds = {
        out: replace(own, calibration=calibrate(o for other, part in by_fold.items() if other != out for o in part))
        for out, own in zip(held, fitted, strict=False)
    }
    return Trained(replace(fitted[-1], calibration=calibrate(every)), folds, tuple(every))


def _fit(episodes: Sequence[Episode], model: bool) -> Numbers:
    calls = [call for call in (make_call(episode, model) for episode in episodes) if call is not None]
    return fit(calls, PENALTY)


def make_call(episode: Episode, model: bool) -> Call | None:
    """What there is to learn from a call; None where no questions are announced."""
    script = Script(episode.raw)
    cast = find_cast(script, find_events(script), answering(script))
    if cast is None:
        return None
    seen = observe(script, cast, likely_changes(episode.raw) if model else None)
    return Call(episode.id, script, cast, seen, true_members(cast, seen, compare(episode.reference, episode.raw)))


def judge(episodes: Iterable[Episode], numbers: Numbers, model: bool) -> tuple[Outcome, ...]:
    """The outcomes of all moves with these numbers."""
    found: list[Outcome] = []
    for episode in episodes:
        script = Script(episode.raw)
        cast = find_cast(script, find_events(script), answering(script))
        if cast is not None:
            solved = solve(script, cast, numbers, likely_changes(episode.raw) if model else None)
            found += _outcomes(compare(episode.reference, episode.raw), find_moves(script, cast, solved))
    return tuple(found)


def _outcomes(before: Comparison, moves: Sequence[Move]) -> list[Outcome]:
    edits = [Edit("", "move", move.start, move.end, move.old, move.new, 1.0) for move in moves]
    made = change(before, apply_edits(before.hypothesis, edits))
    repaired = {fate.raw for fate in made.fates if fate.was_wrong and not fate.is_wrong}
    broken = {fate.raw for fate in made.fates if fate.is_wrong and not fate.was_wrong}
    return [
        Outcome(
            move.posterior,
            sum(word in repaired for word in range(move.start, move.end)),
            sum(word in broken for word in range(move.start, move.end)),
        )
        for move in moves
    ]


def calibrate(outcomes: Iterable[Outcome]) -> tuple[float, float]:
    """Slope and offset of log-odds from posteriors to the chance that a moved word is repaired, not broken."""
    rows = [item for item in outcomes if item.repaired + item.broken]
    if not rows:
        return (1.0, 0.0)
    scores = np.array([logit(item.posterior) for item in rows])
    share = np.array([item.repaired / (item.repaired + item.broken) for item in rows])
    weight = np.array([min(item.repaired + item.broken, MOST_WORDS) for item in rows], dtype=float)

    def loss(theta: np.ndarray) -> float:
        line = theta[0] * scores + theta[1]
        cost = weight * (np.logaddexp(0, line) - share * line)
        return float(cost.sum() + 5 * ((theta - (1.0, 0.0)) ** 2).sum())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return round(float(slope), 3), round(float(offset), 3)


LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def told(trained: Trained) -> list[str]:
    """Words repaired and broken by the moves of held-out calls, by confidence."""
    slope, offset = trained.numbers.calibration
    lines = []
    for level in LEVELS:
        made = [item for item in trained.outcomes if slope * logit(item.posterior) + offset >= logit(level)]
        repaired, broken = sum(item.repaired for item in made), sum(item.broken for item in made)
        lines.append(f"held-out calls, confidence from {level:.2f}  {repaired:6d} words repaired  {broken:5d} broken")
    return lines


def document(parts: Mapping[str, Trained], provenance: Mapping[str, Any]) -> str:
    """The data file as text; the same bytes for the same input."""
    data = {name: numbers_data(trained.numbers) for name, trained in parts.items()}
    about = {"diarfix": diarfix.__version__, **provenance}
    return json.dumps({"provenance": about, **data}, indent=1, sort_keys=True) + "\n"


def folds_document(parts: Mapping[str, Trained]) -> str:
    """The numbers by held-out calls, for `diarfix bench --people-folds`."""
    first = parts[PARTS[0]]
    folds = [
        {"held_out": list(out), **{name: numbers_data(parts[name].folds[out]) for name in PARTS}} for out in first.folds
    ]
    return json.dumps({"folds": folds}, indent=1, sort_keys=True) + "\n"
