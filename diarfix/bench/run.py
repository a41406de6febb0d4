"""Running a manifest: episodes side by side in processes, the results in the order of the manifest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import islice

from diarfix import __version__
from diarfix.bench.episode import EpisodeResult, measure
from diarfix.bench.manifest import Suite, chosen, read_manifests
from diarfix.bench.report import BenchReport, SetReport
from diarfix.measure import Episode
from diarfix.people import Numbers
from diarfix.pipeline import Options
from diarfix.solve import Weights

Progress = Callable[[int, int], None]
"""Called with the episodes done and all of them."""


def run(
    sources: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    options: Options | None = None,
    *,
    names: Sequence[str] = (),
    limit: int | None = None,
    jobs: int = 2,
    folds: Mapping[str, Weights] | None = None,
    people_folds: Mapping[str, Numbers] | None = None,
    progress: Progress | None = None,
) -> BenchReport:
    """Measure the sets of manifests or folders; only the sets in `names`, only the first `limit` episodes of each.

    `folds` gives weights by episode id or series, which must not have seen that episode; the others are
    repaired with those of `options`; `people_folds` does so for the numbers of the people. The result does not depend
    on `jobs`. Raises E101-E106, E2xx, E601, E602.
    """
    given = [sources] if isinstance(sources, str | os.PathLike) else sources
    return run_suites(
        chosen(read_manifests(given), names), options, limit=limit, jobs=jobs, folds=folds,
        people_folds=people_folds, progress=progress,
    )


def run_suites(
    suites: Sequence[Suite],
    options: Options | None = None,
    *,
    limit: int | None = None,
    jobs: int = 2,
    folds: Mapping[str, Weights] | None = None,
    people_folds: Mapping[str, Numbers] | None = None,
    progress: Progress | None = None,
) -> BenchReport:
    """As `run`, for sets made in code."""
    options = options or Options()
    loaded = [list(islice(suite.episodes(), limit)) for suite in suites]
    work = [
        (episode, _fitted(episode, options, folds or {}, people_folds or {}))
        for episodes in loaded for episode in episodes
    ]
    results = _measured(work, jobs, progress or (lambda done, count: None))
    sets = tuple(
        SetReport(suite.name, suite.about, tuple(islice(results, len(episodes))), options.min_confidence)
        for suite, episodes in zip(suites, loaded, strict=True)
    )
    return BenchReport(sets, options.min_confidence, __version__)


def _fitted(
    episode: Episode, options: Options, folds: Mapping[str, Weights], people: Mapping[str, Numbers]
) -> Options:
    return replace(
        options,
        weights=folds.get(episode.id, folds.get(episode.series, options.weights)),
        numbers=people.get(episode.id, people.get(episode.series, options.numbers)),
    )


def _measured(work: Sequence[tuple[Episode, Options]], jobs: int, progress: Progress) -> Iterator[EpisodeResult]:
    if jobs <= 1 or len(work) <= 1:
        for done, (episode, options) in enumerate(work, 1):
            result = measure(episode, options)
            progress(done, len(work))
            yield result
        return
    pool = ProcessPoolExecutor(min(jobs, len(work)))
    try:
        futures: list[Future[EpisodeResult]] = [pool.submit(measure, episode, options) for episode, options in work]
        for done, future in enumerate(futures, 1):
            result = future.result()
            progress(done, len(work))
            yield result
    finally:
        pool.shutdown(cancel_futures=True)
