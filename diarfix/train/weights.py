"""`diarfix train weights`: fit on everything, judge on held-out series, calibrate, write one data file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import diarfix
from diarfix.formats import write_path
from diarfix.solve.weights import RULES, TOGETHER, Weights, weights_data
from diarfix.train.data import Sample
from diarfix.train.fit import Outcome, Penalty, calibration, cross_validate, with_calibration

LEVELS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Posteriors at which folds are reported."""

@dataclass(frozen=True)
class Trained:
    """The weights, those of each fold by the series held out, and the outcomes and the loss (nats) of each fold.

    The calibration of a fold's weights comes from held-out moves in other series only.
    """

    weights: Weights
    folds: dict[tuple[str, ...], Weights]
    by_series: dict[tuple[str, ...], tuple[Outcome, ...]]
    losses: dict[tuple[str, ...], float]


class _OfSeries(Protocol):
    @property
    def series(self) -> str: ...


def series_folds(samples: Sequence[_OfSeries]) -> tuple[tuple[str, ...], ...]:
    """One fold for each of the largest series, and one for the small rest.

    >>> series_folds([])
    ()
    """
    counts: dict[str, int] = {}
    for sample in samples:
        counts[sample.series] = counts.get(sample.series, 0) + 1
    large = sorted((name for name in counts if counts[name] >= 5), key=lambda name: (-counts[name], name))
    small = tuple(sorted(name for name in counts if counts[name] < 5))
    return (*((name,) for name in large), *((small,) if small else ()))


def train(
    real: Sequence[Sample],
    simulated: Sequence[Sample],
    penalty: Penalty,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Judge on each held-out series and fit on all, calibrated on the held-out moves; the same for any `jobs`."""
    held: tuple[tuple[str, ...], ...] = (*series_folds(real), ())
    fitted: dict[tuple[str, ...], Weights] = {}
    judged: dict[tuple[str, ...], tuple[Outcome, ...]] = {}
    losses: dict[tuple[str, ...], float] = {}
    with ProcessPoolExecutor(jobs, initializer=_share, initargs=(real, simulated, penalty)) as pool:
        for fold, (own, outcomes, loss) in zip(held, pool.map(_fit_fold, held), strict=True):
            progress(f"held out: {', '.join(fold)}, {loss:.0f} nats" if fold else "held out: nothing")
            fitted[fold] = own
            judged[fold] = outcomes
            losses[fold] = loss
    weights = fitted.pop(())
    judged.pop(())
    losses.pop(())
    folds = {
        fold: with_calibration(own, calibration(o for other, part in judged.items() if other != fold for o in part))
        for fold, own in fitted.items()
    }
    curves = calibration(outcome for part in judged.values() for outcome in part)
    return Trained(with_calibration(weights, curves), folds, judged, losses)


_shared: list[tuple[Sequence[Sample], Sequence[Sample], Penalty]] = []
"""What a process that fits a fold learns from; given once, since samples are large."""


def _share(real: Sequence[Sample], simulated: Sequence[Sample], penalty: Penalty) -> None:
    _shared[:] = [(real, simulated, penalty)]


def _fit_fold(fold: tuple[str, ...]) -> tuple[Weights, tuple[Outcome, ...], float]:
    real, simulated, penalty = _shared[0]
    weights, outcomes, loss = cross_validate(real, penalty, simulated, partial(_is_of, fold))
    return weights, tuple(outcomes), loss


def _is_of(series: Collection[str], sample: Sample) -> bool:
    return sample.series in series


def curve(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Words repaired and broken by the moves at or over each of `LEVELS`."""
    rows = []
    for level in LEVELS:
        made = [outcome for outcome in outcomes if outcome.posterior >= level]
        repaired, broken = sum(o.repaired for o in made), sum(o.broken for o in made)
        rows.append({"posterior": level, "edits": len(made), "repaired": repaired, "broken": broken})
    return rows


def fingerprint(path: Path) -> str:
    """The first twelve hex digits of a file's SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()[:12]


def document(together: Trained, alone: Trained, provenance: dict[str, Any]) -> str:
    """The data file as text: what was fitted with the boundary model and for the rules alone, and where it comes
    from; the same bytes for the same input."""
    data = {
        "provenance": {"diarfix": diarfix.__version__, **provenance},
        RULES: _part(alone),
        TOGETHER: _part(together),
    }
    return json.dumps(data, indent=1, sort_keys=True) + "\n"


def _part(trained: Trained) -> dict[str, Any]:
    folds = {", ".join(fold): curve(outcomes) for fold, outcomes in trained.by_series.items()}
    losses = {", ".join(fold): round(loss, 1) for fold, loss in trained.losses.items()}
    return {**weights_data(trained.weights), "folds": folds, "held-out loss": losses}


def write(path: Path, together: Trained, alone: Trained, provenance: dict[str, Any]) -> None:
    """Write the data file, whole or not at all."""
    write_path(path, document(together, alone, provenance))
