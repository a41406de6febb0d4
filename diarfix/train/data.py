"""From a raw transcript and its reference to what is learned from: a lattice and the truth by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from diarfix.measure.compare import compare
from diarfix.model import Transcript
from diarfix.pipeline import Options, examine, prepare
from diarfix.solve.lattice import Feature, Lattice, build_lattice
from diarfix.solve.learned import PREFIX
from diarfix.train.likelihood import UNKNOWN


@dataclass(frozen=True)
class Pair:
    """A raw transcript and its reference; pairs of one series are held out together."""

    id: str
    series: str
    raw: Transcript
    reference: Transcript
    weight: float = 1.0


@dataclass(frozen=True)
class Sample:
    """A pair's lattice with the true label of every piece and of every word (an index, or `UNKNOWN`)."""

    id: str
    series: str
    weight: float
    lattice: Lattice
    piece_truth: tuple[int, ...]
    word_truth: tuple[int, ...]


def make_sample(pair: Pair, model_dir: Path | None = None) -> Sample:
    """Analyse the raw side as `repair` would and project the reference's speakers onto its labels."""
    options = Options(model_dir=model_dir)
    prepared = prepare(examine(pair.raw, options), options)
    view = prepared.view.transcript
    lattice = build_lattice(prepared.view, prepared.matches)
    found = compare(pair.reference, view)
    person_to_label = {person: label for label, person in found.mapping.items()}
    index = {label: number for number, label in enumerate(lattice.labels)}
    words = [UNKNOWN] * len(view.words)
    for (_, at), (person, _) in zip(found.pairs, found.labels, strict=True):
        label = person_to_label.get(person)
        words[at] = UNKNOWN if label is None else index.get(label, UNKNOWN)
    pieces = [_most(words[piece.start : piece.end]) for piece in lattice.pieces]
    return Sample(pair.id, pair.series, pair.weight, lattice, tuple(pieces), tuple(words))


def rules_alone(sample: Sample) -> Sample:
    """The sample as it is without the boundary model."""
    pieces = tuple(replace(piece, change=_without_model(piece.change)) for piece in sample.lattice.pieces)
    return replace(sample, lattice=replace(sample.lattice, pieces=pieces))


def _without_model(features: tuple[Feature, ...]) -> tuple[Feature, ...]:
    return tuple(item for item in features if not item[0].startswith(PREFIX))


def make_samples(pairs: Iterable[Pair], processes: int = 2, model_dir: Path | None = None) -> Iterator[Sample]:
    """Samples in the order of `pairs`, made in parallel."""
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(partial(make_sample, model_dir=model_dir), pairs, chunksize=1)


def _most(labels: list[int]) -> int:
    known = Counter(label for label in labels if label != UNKNOWN)
    if not known:
        return UNKNOWN
    return min(known, key=lambda label: (-known[label], label))
