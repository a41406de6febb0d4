"""The report as JSON: plain data, field by field as `docs/bench.md` says."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from diarfix.bench.bootstrap import LEVEL, RESAMPLES, SEED, Interval
from diarfix.bench.episode import EpisodeResult
from diarfix.bench.judge import EditOutcome
from diarfix.bench.people import PeopleCounts
from diarfix.bench.reliability import Reliability
from diarfix.bench.report import BaselineRow, BenchReport, SetReport
from diarfix.measure import ChangeCounts
from diarfix.measure.counts import LENGTH_NAMES

VERSION = 1


def to_json(report: BenchReport, baselines: bool = True) -> dict[str, Any]:
    """The report as plain data. Fields keep name and meaning within a `VERSION`; only `time` varies from run to run."""
    return {
        "version": VERSION,
        "diarfix": report.version,
        "min_confidence": report.min_confidence,
        "bootstrap": {"resamples": RESAMPLES, "seed": SEED, "level": LEVEL},
        "sets": [_set(item, baselines) for item in report.sets],
    }


def _set(item: SetReport, baselines: bool) -> dict[str, Any]:
    speed = item.speed
    return {
        "name": item.name,
        "about": item.about,
        "fingerprint": item.fingerprint,
        "words": item.words.words,
        **_counts(item.counts),
        "net": {"words": item.net, "interval": _interval(item.net_interval)},
        "ratio_interval": _interval(item.ratio_interval),
        "reliability": _reliability(item.reliability),
        "curve": [{"threshold": threshold, **_counts(counts)} for threshold, counts in item.curve],
        "rules": [asdict(row) for row in item.rules],
        "runs": _runs(item),
        "sentence_ends": {
            side: {**asdict(counts), "share": counts.share}
            for side, counts in zip(("raw", "repaired", "reference"), item.seams, strict=True)
        },
        "people": _people(item.people),
        "baselines": [_baseline(row) for row in item.baselines] if baselines else None,
        "causes": [asdict(row) for row in item.causes],
        "misses": [asdict(miss) for miss in item.worst],
        "harmful": [_edit(edit) for edit in item.harmful],
        "episodes": [_episode(episode) for episode in item.episodes],
        "time": {
            "seconds": speed.seconds,
            "words_per_second": speed.overall,
            "slowest": speed.slowest,
            "median": speed.median,
            "fastest": speed.fastest,
        },
    }


def _counts(counts: ChangeCounts) -> dict[str, Any]:
    return {
        "aligned": counts.aligned,
        "wrong_before": counts.wrong_before,
        "wrong_after": counts.wrong_after,
        "wder_before": counts.wder_before,
        "wder_after": counts.wder_after,
        "repaired": counts.repaired,
        "broken": counts.broken,
        "ratio": counts.ratio,
        "repaired_rate": counts.repaired_rate,
    }


def _people(counts: PeopleCounts) -> dict[str, int]:
    return {**asdict(counts), "missed": counts.missed}


def _interval(found: Interval | None) -> list[float | None] | None:
    return None if found is None else [found.low, found.high]


def _reliability(found: Reliability) -> dict[str, Any]:
    bins = [
        {
            "low": item.low,
            "high": item.high,
            "edits": item.edits,
            "right": item.right,
            "share_right": item.share_right,
            "mean_confidence": item.mean_confidence,
            "repaired": item.repaired,
            "broken": item.broken,
        }
        for item in found.bins
    ]
    return {
        "ece": found.ece,
        "ece_likely": found.ece_likely,
        "edits": found.edits,
        "unjudged": found.unjudged,
        "bins": bins,
    }


def _runs(item: SetReport) -> list[dict[str, Any]]:
    rows = zip(LENGTH_NAMES, *item.runs, strict=True)
    return [
        {"length": length, "wrong": wrong.words, "repaired": repaired.words, "broken": broken.words}
        for length, wrong, repaired, broken in rows
    ]


def _baseline(row: BaselineRow) -> dict[str, Any]:
    return {
        "id": row.baseline.id,
        "title": row.baseline.title,
        **_counts(row.counts),
        "lead": {"words": row.lead, "interval": _interval(row.interval)},
    }


def _edit(edit: EditOutcome) -> dict[str, Any]:
    keys = ("episode", "id", "kind", "start", "end", "line", "confidence", "repaired", "broken")
    return {**{key: getattr(edit, key) for key in keys}, "codes": list(edit.codes)}


def _episode(item: EpisodeResult) -> dict[str, Any]:
    return {
        "id": item.id,
        "series": item.series,
        "fingerprint": item.fingerprint,
        "words": item.words.words,
        **_counts(item.counts),
        "people": _people(item.people),
        "edits": {
            state: sum(edit.state == state for edit in item.edits) for state in ("applied", "review", "rejected")
        },
    }
