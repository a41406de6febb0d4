"""The report of `fix --report`: what `docs/report.schema.json` describes, the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from diarfix.edits import Decided, Edit
from diarfix.errors import DiarfixError
from diarfix.formats.base import Estimate
from diarfix.model import Transcript
from diarfix.render.facts import healed, is_finding, moves

if TYPE_CHECKING:
    from diarfix.cues.context import Context
    from diarfix.pipeline import Result
    from diarfix.rulebook import Match

VERSION = 1
"""Raised when a field changes its meaning or goes."""


def report_text(transcripts: Sequence[dict[str, Any]], failures: Iterable[tuple[str, DiarfixError]] = ()) -> str:
    """The whole report as JSON, transcripts in the order they were given."""
    failed = [{"input": name, "code": error.code, "message": str(error)} for name, error in failures]
    report = {"version": VERSION, "transcripts": list(transcripts), "failed": failed}
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def report_of(result: Result, estimates: Sequence[Estimate] = ()) -> dict[str, Any]:
    """One transcript's part of the report; `estimates` are the times that writing had to make up."""
    original, repaired = result.original, result.repaired
    return {
        "input": original.source.name,
        "format": original.source.format,
        "counts": {
            "words": len(original.words),
            "turns": {"before": len(original.turns), "after": len(repaired.turns)},
            "labels": {"before": len(original.labels), "after": len(repaired.labels)},
            "edits": {
                state: sum(item.state == state for item in result.edits) for state in ("applied", "review", "rejected")
            },
            "words_moved": sum(edit.words for edit in moves(result)),
            "words_healed": healed(result),
        },
        "labels": {"before": _labels(original), "after": _labels(repaired)},
        "merges": [_rename(edit) for edit in result.applied if edit.kind == "merge"],
        "names": [_rename(edit) for edit in result.applied if edit.kind == "name"],
        "edits": [_edit(original, item) for item in result.edits],
        "findings": [_finding(original, match) for match in result.matches if is_finding(match)],
        "health": health_of(result.context),
        "estimated_times": [{"word": item.word, "time": item.time} for item in estimates],
    }


def _labels(transcript: Transcript) -> list[dict[str, Any]]:
    counts = transcript.word_counts
    turns = dict.fromkeys(counts, 0)
    for turn in transcript.turns:
        turns[turn.speaker] += 1
    return [{"label": label, "words": counts[label], "turns": turns[label]} for label in transcript.labels]


def _rename(edit: Edit) -> dict[str, Any]:
    return {"edit": edit.id, "from": edit.old, "to": edit.new, "confidence": edit.confidence}


def _place(transcript: Transcript, word: int) -> dict[str, Any]:
    place = transcript.place(word)
    return {"line": place.line, "column": place.column}


def _edit(transcript: Transcript, item: Decided) -> dict[str, Any]:
    edit = item.edit
    reasons = sorted(edit.reasons, key=lambda why: (-abs(why.weight), why.code))
    return {
        "id": edit.id,
        "kind": edit.kind,
        "state": item.state,
        "because": item.because,
        "from": edit.old,
        "to": edit.new,
        "span": [edit.start, edit.end],
        "place": _place(transcript, edit.start),
        "words": transcript.text(edit.start, edit.end if edit.kind != "flip" else _first_turn(transcript, edit)),
        "confidence": edit.confidence,
        "safe": edit.safe,
        "reasons": [{"code": why.code, "message": why.message, "weight": why.weight} for why in reasons],
    }


def _first_turn(transcript: Transcript, flip: Edit) -> int:
    """One past the words of a flip that are written out: those of its first turn."""
    return transcript.turns[transcript.turn_at(flip.start)].end


def _finding(transcript: Transcript, match: Match) -> dict[str, Any]:
    return {
        "code": match.rule.code,
        "severity": match.rule.severity,
        "message": match.message,
        "span": [match.start, match.end],
        "place": _place(transcript, match.start),
        "labels": list(match.labels),
    }


def health_of(context: Context) -> dict[str, Any]:
    """The document cues of an analysed transcript, by name."""
    from diarfix.cues.table import CUES

    found = {name: cue.find(context, None) for name, cue in CUES["document"].items()}
    return {name.removeprefix("document."): _rounded(value) for name, value in sorted(found.items())}


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value
