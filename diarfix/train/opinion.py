"""`diarfix train opinion`: what a model's opinion is worth, fitted and judged on held-out series."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar

from diarfix.cues.context import Context
from diarfix.edits import apply_edits
from diarfix.formats import write_path
from diarfix.measure import ChangeCounts, Episode, change, compare
from diarfix.opinion.consult import SecondOpinion
from diarfix.opinion.disputes import find_disputes
from diarfix.opinion.record import AnswerKind, Opinion
from diarfix.opinion.weight import Weight
from diarfix.pipeline import Options, decide, examine, prepare, propose
from diarfix.solve import Weights, bundled_weights
from diarfix.solve.lattice import build_lattice
from diarfix.train.weights import fingerprint, series_folds

PULL = 1.0
"""Precision of the Gaussian that draws the factor to 0."""

MOST = 2.0
"""The largest factor; the smallest is 0, for a model that is worth nothing."""


@dataclass(frozen=True)
class Case:
    """An opinion and the words that the disputed move would repair and break."""

    opinion: Opinion
    repaired: int
    broken: int

    @property
    def judged(self) -> bool:
        """Whether the reference says anything on it."""
        return self.repaired != self.broken

    @property
    def right(self) -> bool:
        """Whether the move would do more good than harm."""
        return self.repaired > self.broken


@dataclass(frozen=True)
class Heard:
    """An episode, the weights it is solved with (which have not seen it), and what the model says of its disputes."""

    episode: Episode
    context: Context
    weights: Weights
    asked: int
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Judged:
    """The weight fitted without some series, and those series' words repaired and broken without and with it."""

    held_out: tuple[str, ...]
    weight: Weight
    without: ChangeCounts
    with_it: ChangeCounts


def hear(episode: Episode, weights: Weights | None, second: SecondOpinion) -> Heard:
    """Ask about an episode's disputes. Raises E701."""
    own = weights or bundled_weights(model=True)
    options = Options(weights=own)
    context = examine(episode.raw, options)
    prepared = prepare(context, options)
    view = prepared.view.transcript
    disputes = find_disputes(build_lattice(prepared.view, prepared.matches), own)
    opinions = second.opinions(view, disputes)
    found = compare(episode.reference, view)
    people = {at: true for (_, at), (true, _) in zip(found.pairs, found.labels, strict=True)}
    cases = []
    for opinion in opinions:
        dispute = opinion.dispute
        said = [people[at] for at in range(dispute.start, dispute.end) if at in people]
        repaired, broken = (said.count(found.mapping.get(label, "")) for label in (dispute.new, dispute.old))
        cases.append(Case(opinion, repaired, broken))
    return Heard(episode, context, own, len(disputes), tuple(cases))


def fit_weight(heard: Iterable[Heard], kind: AnswerKind) -> Weight:
    """The factor under which the moves' calibrated chances explain best which of them are right."""
    cases = [(item.weights, case) for item in heard for case in item.cases if case.opinion.kind == kind]
    if not cases:
        return Weight()
    centre = round(float(np.mean([case.opinion.value for _, case in cases])), 3) if kind == "logit" else 0.0
    judged = [(weights, case) for weights, case in cases if case.judged]

    def loss(factor: float) -> float:
        total = 0.5 * PULL * factor * factor
        for weights, case in judged:
            chance = believed(weights, case.opinion, Weight(factor, centre))
            total -= math.log(chance if case.right else 1 - chance)
        return total

    found = minimize_scalar(loss, bounds=(0.0, MOST), method="bounded", options={"xatol": 1e-4})
    factor = float(found.x) if found.fun < loss(0.0) else 0.0
    return Weight(round(factor, 3), centre)


def believed(weights: Weights, opinion: Opinion, weight: Weight) -> float:
    """The calibrated chance of a disputed move once the opinion is added to its log-odds."""
    chance = min(1 - 1e-6, max(1e-6, opinion.dispute.posterior))
    score = math.log(chance / (1 - chance)) + weight.evidence(opinion)
    return min(1 - 1e-6, max(1e-6, weights.calibrate(1 / (1 + math.exp(-score)), opinion.dispute.shape)))


@dataclass(frozen=True)
class Finding:
    """What was found of one model and one kind of answer: its weight, and how it did on held-out series."""

    kind: AnswerKind
    weight: Weight
    asked: int
    answered: int
    agreed: int
    judged: int
    folds: tuple[Judged, ...]

    @property
    def without(self) -> ChangeCounts:
        """All held-out series, repaired without the model."""
        return sum((fold.without for fold in self.folds), ChangeCounts())

    @property
    def with_it(self) -> ChangeCounts:
        """All held-out series, repaired with the model."""
        return sum((fold.with_it for fold in self.folds), ChangeCounts())

    @property
    def helps(self) -> bool:
        """Whether fewer words are wrong with the model, on series that its weight was not fitted on."""
        return self.with_it.wrong_after < self.without.wrong_after


def judge_all(heard: Sequence[Heard], second: SecondOpinion) -> Finding:
    """Fit on everything, judge on each held-out series; the kind of answer is the one that most opinions have."""
    kinds = [case.opinion.kind for item in heard for case in item.cases]
    kind: AnswerKind = "choice" if kinds.count("choice") > kinds.count("logit") else "logit"
    folds = series_folds([item.episode for item in heard])
    weight = fit_weight(heard, kind)
    cases = [case for item in heard for case in item.cases if case.opinion.kind == kind]
    agreed, judged = agreement(cases, weight)
    asked = sum(item.asked for item in heard)
    return Finding(kind, weight, asked, len(cases), agreed, judged, tuple(judge(heard, folds, kind, second)))


def judge(
    heard: Sequence[Heard], folds: Iterable[tuple[str, ...]], kind: AnswerKind, second: SecondOpinion
) -> Iterator[Judged]:
    """For each fold the weight fitted on the others, and the whole repair without and with it."""
    for fold in folds:
        weight = fit_weight([item for item in heard if item.episode.series not in fold], kind)
        held = [item for item in heard if item.episode.series in fold]
        asked = replace(second, weight=weight)
        without = sum((repaired(item, None) for item in held), ChangeCounts())
        yield Judged(fold, weight, without, sum((repaired(item, asked) for item in held), ChangeCounts()))


def repaired(item: Heard, consult: SecondOpinion | None) -> ChangeCounts:
    """What the repair of an episode changes, at the default confidence."""
    options = Options(weights=item.weights, consult=consult)
    edits, _ = propose(item.context, options)
    made = [edit for edit in edits if decide(edit, options).state == "applied"]
    raw = item.episode.raw
    return change(compare(item.episode.reference, raw), apply_edits(raw, made)).counts


def agreement(cases: Iterable[Case], weight: Weight) -> tuple[int, int]:
    """Judged cases in which the opinion, its liking for a label taken off, is on the right side; and all of them."""
    judged = [case for case in cases if case.judged]
    return sum((case.opinion.value > weight.centre) == case.right for case in judged), len(judged)


def hear_all(
    episodes: Sequence[Episode],
    folds: Mapping[str, Weights],
    second: SecondOpinion,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Heard]:
    """`hear` for every episode, each with the weights that have not seen it, where there are such."""
    heard = []
    for episode in episodes:
        heard.append(hear(episode, folds.get(episode.id, folds.get(episode.series)), second))
        progress(f"{episode.id}: {heard[-1].asked} questions, {len(heard[-1].cases)} answered")
    return heard


def told(found: Finding) -> Iterator[str]:
    """What was found, line by line."""
    yield f"{found.asked} questions, {found.answered} answered ({found.kind})"
    if found.judged:
        yield f"on the side of the reference: {found.agreed} of {found.judged} ({found.agreed / found.judged:.1%})"
    for fold in found.folds:
        counted = _counted(fold.without, fold.with_it)
        yield f"held out {', '.join(fold.held_out)}: factor {fold.weight.factor}, {counted}"
    yield f"all held-out series: {_counted(found.without, found.with_it)}"
    yield f"fitted on all: factor {found.weight.factor}, centre {found.weight.centre}"
    if not found.helps:
        yield "no fewer words are wrong with it on series it was not fitted on: its weight is written as 0"


def _counted(without: ChangeCounts, with_it: ChangeCounts) -> str:
    before, after = (f"{counts.repaired} repaired, {counts.broken} broken" for counts in (without, with_it))
    return f"without {before}; with {after}"


def origin(real: Path, episodes: int, folds: Path) -> dict[str, str]:
    """Where a weight comes from: the pairs, and the solver's weights that it was fitted beside."""
    pairs = f"{real.name} ({fingerprint(real)}), {episodes} episodes"
    return {"real": pairs, "folds": f"{folds.name} ({fingerprint(folds)})"}


def write(path: Path, model: str, found: Finding, provenance: Mapping[str, Any]) -> None:
    """Put the weight into the data file, in place of the one the model had there; 0 where it did not help."""
    fitted = json.loads(path.read_text(encoding="utf-8"))["fitted"] if path.is_file() else []
    kept = [item for item in fitted if (item["model"], item["kind"]) != (model, found.kind)]
    own = {
        "model": model,
        "kind": found.kind,
        "factor": found.weight.factor if found.helps else 0.0,
        "centre": found.weight.centre,
        "questions": found.asked,
        "answered": found.answered,
        "agreed": [found.agreed, found.judged],
        "held_out": {
            name: {"repaired": counts.repaired, "broken": counts.broken}
            for name, counts in (("without", found.without), ("with", found.with_it))
        },
        **provenance,
    }
    ordered = sorted([*kept, own], key=lambda item: (item["model"], item["kind"]))
    write_path(path, json.dumps({"fitted": ordered}, indent=1, sort_keys=True) + "\n")
