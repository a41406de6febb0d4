"""Fitting a recipe to pairs of raw and reviewed transcripts: `python -m diarfix.simulate.fit PAIRS -o FILE`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import fmean, variance

from diarfix.errors import DiarfixError
from diarfix.formats import io
from diarfix.measure import real_pairs
from diarfix.simulate.dump import dump_recipe
from diarfix.simulate.pairs import Labelled, labelled
from diarfix.simulate.recipe import (
    LONG,
    SPAN_KINDS,
    Edges,
    Junction,
    Lengths,
    Marks,
    Merged,
    Phantom,
    Recipe,
    SpanError,
)
from diarfix.simulate.shapes import Junctions, Run, Shapes, changes, junctions, measure

BUCKETS = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 6), (7, 9), (10, 14), (15, 24), (25, 44), (45, 79), (80, 159))
"""Lengths that are counted together; longer runs count as the last."""

Pair = tuple[Labelled, Shapes]
Runs = Sequence[tuple[Labelled, Run]]


def fit(pairs: Iterable[Labelled], name: str, provenance: dict[str, str]) -> Recipe:
    """The recipe whose errors have the rates and shapes of those in `pairs`."""
    measured = [(pair, measure(pair)) for pair in pairs]
    words = sum(shapes.words for _, shapes in measured)
    seams = sum(shapes.seams.total + shapes.lost.total for _, shapes in measured)
    by_kind: dict[str, list[tuple[Labelled, Run]]] = {}
    for pair, shapes in measured:
        for run in shapes.runs:
            by_kind.setdefault(run.kind, []).append((pair, run))
    runs = sum(map(len, by_kind.values()))
    return Recipe(
        name=name,
        summary=f"Fitted to {len(measured)} episodes with {words} words, {seams} changes of speaker and {runs} runs of "
        "wrong words.",
        spans={kind: _span(kind, by_kind[kind], words, seams) for kind in SPAN_KINDS if kind in by_kind},
        spread=_spread([shapes for _, shapes in measured]),
        phantom=_phantom(by_kind.get("phantom", []), measured),
        merged=_merged(by_kind.get("merged", []), measured),
        anonymised=_share(sum(pair.anonymous for pair, _ in measured), len(measured)),
        marks=_marks([shapes for _, shapes in measured], words, [pair for pair, _ in measured]),
        provenance=provenance,
    )


def _span(kind: str, runs: Runs, words: int, seams: int) -> SpanError:
    per_seam = kind in ("tail_leak", "head_leak")
    short = [item for item in runs if item[1].words <= LONG]
    long = [item for item in runs if item[1].words > LONG]
    return SpanError(
        rate=len(runs) / seams if per_seam else 1000 * len(runs) / words,
        unit="per_seam" if per_seam else "per_1000_words",
        lengths=_lengths(run.words for _, run in runs),
        edges=_edges(short),
        long_edges=_edges(long),
        rare=sum(run.new.startswith("?") for _, run in runs) / len(runs) if kind in ("swap", "stolen") else 0.0,
    )


def _lengths(lengths: Iterable[int]) -> Lengths:
    longest = BUCKETS[-1][1]
    counts = Counter(next(bucket for bucket in BUCKETS if min(length, longest) <= bucket[1]) for length in lengths)
    return Lengths(tuple((low, high, float(counts[low, high])) for low, high in BUCKETS if counts[low, high]))


def _edges(runs: Runs) -> Edges:
    """Where runs are cut. An edge that is no cut counts as what the other one is."""
    seen: Counter[tuple[bool, bool]] = Counter()
    for pair, run in runs:
        ends = {at: pair.ends_at(at) for at in run.cuts}
        if ends:
            seen[ends.get(run.start, ends.get(run.end, True)), ends.get(run.end, ends.get(run.start, True))] += 1
    if not seen:
        return Edges()
    return Edges(seen[True, True], seen[True, False], seen[False, True], seen[False, False])


def _spread(episodes: Sequence[Shapes]) -> float:
    """Variance of error rates between episodes beyond what chance gives, relative to the mean squared."""
    rates = [len(shapes.runs) / shapes.words for shapes in episodes]
    if len(rates) < 2 or not any(rates):
        return 0.0
    mean = fmean(rates)
    by_chance = mean * fmean(1 / shapes.words for shapes in episodes)
    return max(0.0, (variance(rates) - by_chance) / mean**2)


def _phantom(runs: Runs, measured: Sequence[Pair]) -> Phantom | None:
    if not runs:
        return None
    hosts = {(pair.name, run.old): pair for pair, run in runs}
    words = sum(pair.gold.count(person) for (_, person), pair in hosts.items())
    cuts = [pair.ends_at(at) for pair, run in runs for at in run.cuts]
    return Phantom(
        episodes=len({pair.name for pair, _ in runs}) / len(measured),
        per_1000_words=1000 * len(runs) / words,
        sentence_ends=sum(cuts) / len(cuts) if cuts else 1.0,
        pieces=_lengths(run.words for _, run in runs),
    )


def _merged(runs: Runs, measured: Sequence[Pair]) -> Merged | None:
    if not runs:
        return None
    lost = {(pair.name, run.old): len(set(pair.gold)) for pair, run in runs}
    counts = Counter(name for name, _ in lost)
    kept = sorted(1 - counts[name] / people for (name, _), people in lost.items())
    return Merged(len(counts) / len(measured), (kept[0], kept[-1]))


def _marks(episodes: Sequence[Shapes], words: int, pairs: Sequence[Labelled]) -> Marks:
    bare = [length for shapes in episodes for length in shapes.bare]
    cuts = sum((shapes.cuts for shapes in episodes), Junctions())
    return Marks(
        pieces=_share(cuts.marked_capital + cuts.marked_lower, cuts.total),
        # Clean text has open ends of its own where speakers change, and hardly any where a reply was swallowed.
        seam=_junction(sum((_marked_seams(pair) for pair in pairs), Junctions())),
        lost=_junction(sum((shapes.lost for shapes in episodes), Junctions())),
        bare_per_1000_words=1000 * len(bare) / words,
        bare_lengths=Lengths(tuple(_bare_buckets(bare))) if bare else Marks().bare_lengths,
        quotes=_share(sum(not _quotes(pair) for pair in pairs), len(pairs)),
    )


def _marked_seams(pair: Labelled) -> Junctions:
    """Right label changes at which the truth has a final mark."""
    raw = set(changes(pair.raw))
    return junctions(pair, {at for at in changes(pair.gold) if at in raw and pair.ends_at(at)})


def _junction(seen: Junctions) -> Junction:
    is_open = seen.open_lower + seen.open_capital
    return Junction(
        open=_share(is_open, seen.total),
        lower_after_open=_share(seen.open_lower, is_open),
        lower_after_mark=_share(seen.marked_lower, seen.total - is_open),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _bare_buckets(lengths: Sequence[int]) -> Iterable[tuple[int, int, float]]:
    """Quarters of the sorted lengths, each as likely."""
    ordered = sorted(lengths)
    edges = [ordered[len(ordered) * quarter // 4] for quarter in range(4)] + [ordered[-1] + 1]
    return ((low, max(low, high - 1), 1.0) for low, high in pairwise(edges))


def _quotes(pair: Labelled) -> bool:
    return any('"' in word or "“" in word for word in pair.words)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser("python -m diarfix.simulate.fit", description=__doc__)
    parser.add_argument("pairs", type=Path, help="JSON lines with id, series, raw and reviewed")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the recipe file to write")
    parser.add_argument("--name", help="the recipe's name (default: the file's)")
    given = parser.parse_args(arguments)
    try:
        name = given.name or given.output.stem
        pairs = [labelled(item.id, item.raw, item.reference) for item in real_pairs(given.pairs)]
        provenance = {
            "command": f"python -m diarfix.simulate.fit {given.pairs.name} -o {given.output.name}",
            "data": f"{given.pairs.name}, {len(pairs)} pairs of raw and reviewed transcripts",
        }
        io.write_bytes(given.output, dump_recipe(fit(pairs, name, provenance)).encode())
    except DiarfixError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
