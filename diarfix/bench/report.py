"""What `diarfix bench` finds: one record a set of episodes, everything in it derived from the episodes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from diarfix.bench.baselines import BASELINES, Baseline
from diarfix.bench.bootstrap import SEED, Interval, interval, resamples
from diarfix.bench.episode import THRESHOLDS, EpisodeResult, SeamCounts
from diarfix.bench.judge import EditOutcome
from diarfix.bench.misses import CAUSES, Cause, Miss, worst
from diarfix.bench.people import PeopleCounts
from diarfix.bench.reliability import Reliability, reliability
from diarfix.bench.rules import RuleRow, rule_rows
from diarfix.measure import ChangeCounts, WordCounts
from diarfix.measure.counts import NO_RUNS, RunClasses, add_runs
from diarfix.model import Seconds

MISSES = 30
"""Misses listed."""


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A baseline on a set. `lead` is how many wrong words fewer than it diarfix leaves, with its paired interval."""

    baseline: Baseline
    counts: ChangeCounts
    lead: int
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Speed:
    """Words a second: over all words, and the slowest, middle and fastest episode."""

    seconds: Seconds
    overall: float | None
    slowest: float | None
    median: float | None
    fastest: float | None


@dataclass(frozen=True, slots=True)
class CauseRow:
    """Runs that stay wrong for one cause, and the words in them."""

    cause: Cause
    runs: int
    words: int


@dataclass(frozen=True)
class SetReport:
    """A set's episodes and what follows from them. Intervals resample whole episodes."""

    name: str
    about: str
    episodes: tuple[EpisodeResult, ...]
    min_confidence: float

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change with any word or label of the set."""
        return hashlib.sha256(" ".join(item.fingerprint for item in self.episodes).encode()).hexdigest()[:12]

    @cached_property
    def words(self) -> WordCounts:
        """Words of the raw side; `wrong` before repair."""
        return sum((item.words for item in self.episodes), WordCounts())

    @cached_property
    def counts(self) -> ChangeCounts:
        """Words kept, repaired, broken, missed."""
        return total([item.counts for item in self.episodes])

    @property
    def net(self) -> int:
        """Wrong words after less those before: negative is better."""
        return self.counts.broken - self.counts.repaired

    @cached_property
    def _draws(self) -> list[list[int]]:
        return resamples(len(self.episodes), Random(SEED))

    @cached_property
    def net_interval(self) -> Interval | None:
        """Of `net`."""
        return interval([item.counts.broken - item.counts.repaired for item in self.episodes], self._draws, sum)

    @cached_property
    def ratio_interval(self) -> Interval | None:
        """Of words repaired for each one broken."""
        return interval([item.counts for item in self.episodes], self._draws, _ratio)

    @cached_property
    def edits(self) -> tuple[EditOutcome, ...]:
        """Every proposed edit."""
        return tuple(edit for item in self.episodes for edit in item.edits)

    @cached_property
    def reliability(self) -> Reliability:
        """Edits by confidence."""
        return reliability(self.edits)

    @cached_property
    def rules(self) -> tuple[RuleRow, ...]:
        """What each rule did."""
        return rule_rows(self.edits, self.counts)

    @cached_property
    def curve(self) -> tuple[tuple[float, ChangeCounts], ...]:
        """(threshold, counts), rising."""
        return tuple(
            (threshold, total([item.curve[at] for item in self.episodes])) for at, threshold in enumerate(THRESHOLDS)
        )

    @cached_property
    def runs(self) -> tuple[RunClasses, RunClasses, RunClasses]:
        """Wrong words of raw and those repaired by the length of their run; broken by that of the broken run."""
        wrong = repaired = broken = NO_RUNS
        for item in self.episodes:
            wrong, repaired = add_runs(wrong, item.wrong_runs), add_runs(repaired, item.repaired_runs)
            broken = add_runs(broken, item.broken_runs)
        return wrong, repaired, broken

    @cached_property
    def seams(self) -> tuple[SeamCounts, SeamCounts, SeamCounts]:
        """Changes of label in raw, repaired and reference."""
        raw, repaired, reference = (
            sum((item.seams[side] for item in self.episodes), SeamCounts()) for side in range(3)
        )
        return raw, repaired, reference

    @cached_property
    def baselines(self) -> tuple[BaselineRow, ...]:
        """Diarfix against each baseline."""
        rows = []
        for at, baseline in enumerate(BASELINES):
            leads = [
                item.baselines[at].broken - item.baselines[at].repaired - item.counts.broken + item.counts.repaired
                for item in self.episodes
            ]
            counts = total([item.baselines[at] for item in self.episodes])
            rows.append(BaselineRow(baseline, counts, sum(leads), interval(leads, self._draws, sum)))
        return tuple(rows)

    @cached_property
    def people(self) -> PeopleCounts:
        """People found, named, missed and invented."""
        return sum((item.people for item in self.episodes), PeopleCounts())

    @cached_property
    def misses(self) -> tuple[Miss, ...]:
        """Every run of words that stays wrong, in reading order."""
        return tuple(miss for item in self.episodes for miss in item.misses)

    @property
    def worst(self) -> tuple[Miss, ...]:
        """The largest of them."""
        return worst(self.misses, MISSES)

    @property
    def causes(self) -> tuple[CauseRow, ...]:
        """Runs that stay wrong, by cause."""
        return tuple(
            CauseRow(
                cause,
                sum(miss.cause == cause for miss in self.misses),
                sum(miss.words for miss in self.misses if miss.cause == cause),
            )
            for cause in CAUSES
        )

    @property
    def harmful(self) -> tuple[EditOutcome, ...]:
        """Applied edits that break more words than they repair, those that break most first."""
        bad = [item for item in self.edits if item.state == "applied" and item.broken > item.repaired]
        return tuple(sorted(bad, key=lambda item: item.repaired - item.broken))

    @property
    def speed(self) -> Speed:
        """How fast it was."""
        seconds = sum(item.seconds for item in self.episodes)
        speeds = sorted(item.speed for item in self.episodes if item.speed is not None)
        if not speeds or not seconds:
            return Speed(seconds, None, None, None, None)
        return Speed(seconds, self.words.words / seconds, speeds[0], speeds[len(speeds) // 2], speeds[-1])


@dataclass(frozen=True)
class BenchReport:
    """All sets of one run."""

    sets: tuple[SetReport, ...]
    min_confidence: float
    version: str = field(default="")


def total(counts: Sequence[ChangeCounts]) -> ChangeCounts:
    """The sum."""
    return sum(counts, ChangeCounts())


def _ratio(counts: Sequence[ChangeCounts]) -> float | None:
    """Repaired for each broken; infinite where only repaired, None where neither."""
    summed = total(counts)
    if summed.broken:
        return summed.ratio
    return float("inf") if summed.repaired else None
