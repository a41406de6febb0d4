"""The report as JSON: plain data, field by field as `docs/score.md` says."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from diarfix.measure import BoundaryCounts, Change
from diarfix.measure.counts import LENGTH_NAMES
from diarfix.model import Transcript
from diarfix.score.cpwer import CpCounts
from diarfix.score.excerpts import Excerpt, excerpt
from diarfix.score.report import Report

VERSION = 1


def to_json(report: Report, worst: int = 10) -> dict[str, Any]:
    """The report as plain data, with its `worst` longest runs. Fields keep name and meaning within a `VERSION`."""
    compared = report.comparison
    words = compared.words
    return {
        "version": VERSION,
        "reference": _transcript(compared.reference),
        "hypothesis": _transcript(compared.hypothesis),
        "raw": _transcript(report.change.before.hypothesis) if report.change else None,
        "aligned": words.aligned,
        "alike": report.alike,
        "wrong": words.wrong,
        "wder": words.wder,
        "cpwer": _cp(report.cp),
        "cpwer_raw": _cp(report.cp_raw),
        "cpwer_missing": report.cp_missing,
        "labels": [asdict(row) for row in report.labels],
        "confusion": [{**asdict(row), "wrong": row.wrong} for row in report.confusion],
        "boundaries": _boundaries(compared.boundaries),
        "runs": [
            {"length": length, **asdict(item)}
            for length, item in zip(LENGTH_NAMES, compared.run_classes, strict=True)
        ],
        "change": _change(report.change) if report.change else None,
        "worst": [_excerpt(excerpt(compared, run)) for run in report.worst(worst)],
    }


def _transcript(transcript: Transcript) -> dict[str, Any]:
    return {
        "name": transcript.source.name,
        "format": transcript.source.format,
        "words": len(transcript.words),
        "turns": len(transcript.turns),
        "labels": transcript.word_counts,
    }


def _cp(counts: CpCounts | None) -> dict[str, Any] | None:
    return {"rate": counts.rate, "errors": counts.errors, **asdict(counts)} if counts else None


def _boundaries(counts: BoundaryCounts) -> dict[str, Any]:
    return {
        **asdict(counts),
        "precision": counts.precision,
        "recall": counts.recall,
        "near_precision": counts.near_precision,
        "near_recall": counts.near_recall,
    }


def _change(changed: Change) -> dict[str, Any]:
    counts = changed.counts
    classes = zip(LENGTH_NAMES, changed.wrong_runs, changed.repaired_runs, changed.broken_runs, strict=True)
    return {
        **asdict(counts),
        "wder_before": counts.wder_before,
        "wder_after": counts.wder_after,
        "repaired_rate": counts.repaired_rate,
        "ratio": counts.ratio,
        "runs": [
            {"length": length, "wrong": wrong.words, "repaired": repaired.words, "broken": broken.words}
            for length, wrong, repaired, broken in classes
        ],
    }


def _excerpt(item: Excerpt) -> dict[str, Any]:
    run = item.run
    return {
        "words": run.words,
        "start": run.start,
        "end": run.end,
        "line": item.place.line,
        "column": item.place.column,
        "labels": list(run.labels),
        "people": list(run.people),
        "parts": [asdict(part) for part in item.parts],
    }
