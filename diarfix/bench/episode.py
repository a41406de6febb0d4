"""One episode measured: edits are proposed once, and every threshold applies some of them."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace

from diarfix.bench.baselines import BASELINES
from diarfix.bench.judge import EditOutcome, judge
from diarfix.bench.misses import Miss, find_misses
from diarfix.bench.people import PeopleCounts, count_people
from diarfix.cues.nlp import load_english
from diarfix.edits import Decided, apply_edits
from diarfix.measure import ChangeCounts, Episode, WordCounts, change, compare
from diarfix.measure.counts import RunClasses, rate
from diarfix.model import Seconds, Transcript
from diarfix.pipeline import Options, decide, repair
from diarfix.text import ends_sentence

THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
"""Confidences at which the curve is measured."""


@dataclass(frozen=True, slots=True)
class SeamCounts:
    """Changes of label, and those of them that stand after a final mark."""

    seams: int = 0
    at_ends: int = 0

    def __add__(self, other: SeamCounts) -> SeamCounts:
        return SeamCounts(self.seams + other.seams, self.at_ends + other.at_ends)

    @property
    def share(self) -> float | None:
        """Changes of label that stand at sentence ends."""
        return rate(self.at_ends, self.seams)


@dataclass(frozen=True)
class EpisodeResult:
    """What was measured of one episode. It holds no text, and everything but `seconds` is the same every time.

    `curve` goes with `THRESHOLDS`, `baselines` with `BASELINES`. `seams` are those of raw, repaired, reference.
    """

    id: str
    series: str
    fingerprint: str
    words: WordCounts
    counts: ChangeCounts
    wrong_runs: RunClasses
    repaired_runs: RunClasses
    broken_runs: RunClasses
    seams: tuple[SeamCounts, SeamCounts, SeamCounts]
    edits: tuple[EditOutcome, ...]
    misses: tuple[Miss, ...]
    people: PeopleCounts
    curve: tuple[ChangeCounts, ...]
    baselines: tuple[ChangeCounts, ...]
    seconds: Seconds

    @property
    def speed(self) -> float | None:
        """Words a second."""
        return self.words.words / self.seconds if self.seconds > 0 else None


def measure(episode: Episode, options: Options) -> EpisodeResult:
    """Repair an episode and compare it with its reference, at every threshold and with every baseline."""
    load_english()  # so that the time is the repair's own
    began = time.perf_counter()
    result = repair(episode.raw, options)
    seconds = time.perf_counter() - began

    before = compare(episode.reference, episode.raw)
    made = change(before, result.repaired)
    outcomes = judge(episode.id, before, made, result.edits)
    return EpisodeResult(
        episode.id,
        episode.series,
        fingerprint(episode),
        before.words,
        made.counts,
        made.wrong_runs,
        made.repaired_runs,
        made.broken_runs,
        (count_seams(episode.raw), count_seams(result.repaired), count_seams(episode.reference)),
        outcomes,
        find_misses(episode.id, made, outcomes),
        count_people(made),
        tuple(
            change(before, _at(episode.raw, result.edits, replace(options, min_confidence=threshold))).counts
            for threshold in THRESHOLDS
        ),
        tuple(change(before, baseline.repair(episode.raw)).counts for baseline in BASELINES),
        seconds,
    )


def count_seams(transcript: Transcript) -> SeamCounts:
    """Changes of label in a transcript, and those at sentence ends."""
    seams = list(transcript.seams())
    return SeamCounts(len(seams), sum(ends_sentence(transcript.words[at - 1].text) for at in seams))


def fingerprint(episode: Episode) -> str:
    """Twelve hex digits that change with any word or label of either side."""
    digest = hashlib.sha256()
    for side in (episode.raw, episode.reference):
        for turn in side.turns:
            digest.update(f"{turn.speaker}\n{side.text(turn.start, turn.end)}\n".encode())
        digest.update(b"\0")
    return digest.hexdigest()[:12]


def _at(raw: Transcript, decided: tuple[Decided, ...], options: Options) -> Transcript:
    kept = [item.edit for item in decided if decide(item.edit, options).state == "applied"]
    return apply_edits(raw, kept)
