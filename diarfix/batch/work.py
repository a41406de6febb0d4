"""One episode, from its bytes to its outcome. Runs in a worker, near or far, and never raises."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Iterator
from threading import Lock
from typing import Any

from diarfix import api, formats
from diarfix.batch import store
from diarfix.batch.record import Episode, Orders, Outcome
from diarfix.decisions import Book
from diarfix.decisions.file import read_book
from diarfix.errors import DiarfixError
from diarfix.formats.convert import convert
from diarfix.model import Transcript
from diarfix.pipeline import Result
from diarfix.settled import settle

THREADS = ("DIARFIX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that keep number crunching to one thread: there is a worker for every core."""

_one_at_a_time = Lock()
"""The parser is not made for threads; a cluster's worker may have several."""


RARELY = (50_000, 20, 100)
"""Thresholds of the garbage collector in a process of its own; nearly everything goes without it."""


def prepare_worker(model: bool) -> None:
    """Load what every episode needs, once. An interrupt is the coordinator's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in THREADS:
        os.environ[name] = "1"
    from diarfix.cues.nlp import load_english
    from diarfix.neural import bundled_model

    load_english()
    if model:
        bundled_model()
    # What is loaded now stays: looking through it for garbage, over and over, takes a thirtieth of the work.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def repair_episode(orders: Orders) -> Outcome:
    """Read, repair and write one episode; whatever goes wrong is told in its outcome."""
    started = time.monotonic()
    stamp = ""
    try:
        data = store.read(orders.episode.url)
        stamp = store.stamp(orders.episode.url, data)
        with _one_at_a_time:
            text, result, estimated = _repaired(orders, data)
        store.write(orders.target, text)
        return Outcome(
            orders.episode.key, stamp, "done", orders.target,
            {"key": orders.episode.key, "state": "done", **_metrics(result, estimated)},
            list(_rows(orders.episode.key, result)), seconds=round(time.monotonic() - started, 3),
        )
    except DiarfixError as error:
        return failure(orders.episode, stamp, error)
    except Exception as problem:  # one broken episode must not end the run over thousands
        what = f"{type(problem).__name__}: {problem}"
        return failure(orders.episode, stamp, DiarfixError("E624", what, "report this as a fault of diarfix"))


def failure(episode: Episode, stamp: str, error: DiarfixError) -> Outcome:
    """The outcome of an episode that could not be repaired. Its message does not say where the archive lies."""
    message = " ".join(str(error).splitlines()).replace(episode.url, episode.key)
    metrics = {"key": episode.key, "state": "failed", "error_code": error.code, "error": message}
    return Outcome(episode.key, stamp, "failed", metrics=metrics, code=error.code, message=message)


def _repaired(orders: Orders, data: bytes) -> tuple[bytes, Result, int]:
    """The output's bytes, the result, and how many times had to be made up."""
    notice = (lambda repair: None) if orders.lenient else None
    transcript = formats.read_bytes(data, orders.episode.url, orders.format_id, notice)
    result = settle(transcript, orders.options, _book(orders.episode.sidecar)).result
    written = api.written(result)
    if orders.to is None or orders.to == transcript.source.format:
        return formats.to_bytes(written.text, transcript.source), result, len(written.estimates)
    made = convert(result.repaired, orders.to)
    return made.transcript.source.text.encode(), result, len(made.estimates)


def _book(sidecar: str) -> Book:
    from pathlib import Path

    return read_book(store.read(sidecar), Path(sidecar)) if sidecar else Book()


def _metrics(result: Result, estimated: int) -> dict[str, Any]:
    before, after = result.original, result.repaired
    states = [item.state for item in result.edits]
    return {
        "format": before.source.format,
        "words": len(before.words),
        "turns_before": len(before.turns),
        "turns_after": len(after.turns),
        "labels_before": len(before.labels),
        "labels_after": len(after.labels),
        "edits_applied": states.count("applied"),
        "edits_review": states.count("review"),
        "edits_rejected": states.count("rejected"),
        "words_relabelled": sum(old != new for old, new in zip(before.speakers, after.speakers, strict=True)),
        "findings": sum(1 for match in result.matches if not match.evidence),
        "estimated_times": estimated,
    }


def _rows(key: str, result: Result) -> Iterator[dict[str, Any]]:
    """Edits in reading order, then the findings that no edit follows from."""
    transcript = result.original
    for item in result.edits:
        edit = item.edit
        yield {
            "key": key, "type": "edit", "id": edit.id, "kind": edit.kind, "state": item.state,
            "because": item.because, "codes": list(edit.codes), **_span(transcript, edit.start, edit.end),
            "old": edit.old, "new": edit.new, "confidence": edit.confidence, "safe": edit.safe,
            "text": transcript.text(edit.start, edit.end) if edit.kind == "move" else "",
        }
    for match in result.matches:
        if not match.evidence:
            yield {
                "key": key, "type": "finding", "kind": match.rule.site, "state": match.rule.severity,
                "because": match.rule.summary, "codes": [match.rule.code],
                **_span(transcript, match.start, match.end),
            }


def _span(transcript: Transcript, start: int, end: int) -> dict[str, Any]:
    place = transcript.place(start)
    return {"start": start, "end": end, "line": place.line, "column": place.column}
