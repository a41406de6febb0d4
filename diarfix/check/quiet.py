"""What decisions and marks keep quiet in one file, and those that keep nothing quiet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diarfix.check.collect import Located, digest
from diarfix.check.discover import Found, shown
from diarfix.check.record import FileResult, Finding, in_order
from diarfix.codes import entry
from diarfix.decisions import Decision, HandRow
from diarfix.silence import Mark, marks

if TYPE_CHECKING:
    from diarfix.pipeline import Result
    from diarfix.settled import Lost, Settled

UNUSED = "DF001"
"""The code of a silencer that silences nothing."""


def quieted(file: Found, settled: Settled, located: Sequence[Located], beside: Path) -> FileResult:
    """The findings of a file, those that are quiet, and a finding for each silencer without an effect."""
    result = settled.result
    found = marks(result.original.source)
    open_ones: list[Finding] = []
    quiet: list[Finding] = []
    hits = [0] * len(found)
    for item in located:
        by = [n for n, mark in enumerate(found) if mark.covers(item.finding.codes, item.begin, item.stop)]
        for number in by:
            hits[number] += 1
        (quiet if by or item.rejected else open_ones).append(item.finding)
    idle = [_unused_mark(file, result, number, found[number]) for number, count in enumerate(hits) if not count]
    idle += _lost(file, settled.lost, beside)
    return FileResult(
        file.shown, in_order([*open_ones, *idle]), in_order(quiet), words=len(result.original.words)
    )


def _unused_mark(file: Found, result: Result, number: int, mark: Mark) -> Finding:
    place = result.original.source.place(mark.at)
    assert place.line and place.column
    if mark.known:
        message = f"the mark {mark.text!r} silences nothing; take it out"
    else:
        message = f"the mark {mark.text!r} says nothing known; write 'ignore' or 'ignore-file', then codes"
    return unused(file.shown, place.line, place.column, message, digest("mark", mark.text, str(number)))


def _lost(file: Found, lost: Sequence[Lost], beside: Path) -> Iterator[Finding]:
    """What was decided and fits the transcript no more, on its line in the decisions file."""
    text = beside.read_text(encoding="utf-8", errors="replace") if lost else ""
    for row in lost:
        at = text.find(f'"id": {json.dumps(row.id)}')
        what = "note"
        if isinstance(row, Decision):
            what = f"{row.verdict} edit"
        elif isinstance(row, HandRow):
            what = "change made by hand"
        message = (
            f"the {what} {row.id} no longer fits {file.shown}; "
            f"forget it with: diarfix review {file.shown} --undo {row.id}"
        )
        yield unused(shown(beside), text.count("\n", 0, max(0, at)) + 1, 1, message, digest("decision", row.id))


def unused(path: str, line: int, column: int, message: str, fingerprint: str) -> Finding:
    """A silencer without an effect, as a finding that fails no check."""
    summary = entry(UNUSED).summary
    return Finding(path, line, column, line, column + 1, UNUSED, summary, message, "info", fingerprint, (UNUSED,))
