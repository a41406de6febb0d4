"""What golden fixtures compare: the turns, times and furniture of a transcript, small enough to read.

A case is a file `fixtures/formats/<format id>/NAME.ext` with its golden view `NAME.ext.json` beside it. Where a
`NAME.ext.edits` stands there, too, `NAME.ext.edited` is what must be written for it, byte for byte.
`python -m tests.formats.fixture_view` writes the goldens that are missing, to be looked at before they are kept.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from diarfix.formats import read_path, write_back
from diarfix.formats.base import Written
from diarfix.model import Transcript, relabel

ROOT = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
GOLDEN, EDITS, EDITED = ".json", ".edits", ".edited"


def _is_case(path: Path) -> bool:
    own = path.suffix not in (EDITS, EDITED) and not path.with_suffix("").is_file()
    return path.is_file() and own and path.parent.parent == ROOT


CASES = sorted(path for path in ROOT.rglob("*") if _is_case(path))
TEXT_CASES = [path for path in CASES if path.parent.name in ("label-lines", "name-lines", "markdown")]

NEW_LABELS: dict[str, tuple[str, ...]] = {}
"""Labels that the laws give to words, for formats that cannot hold any text as a label."""


def new_labels(format_id: str) -> tuple[str, ...]:
    """Two labels that no fixture has."""
    return NEW_LABELS.get(format_id, ("Zoe Novel", "Speaker 7"))


def beside(path: Path, ending: str) -> Path:
    """The file that goes with a case."""
    return path.with_name(path.name + ending)


def view(transcript: Transcript) -> dict[str, Any]:
    """The transcript without offsets; what it has no times, ends or confidences of is left out."""
    text = transcript.source.text
    turns = []
    for turn in transcript.turns:
        row: list[Any] = [turn.speaker, transcript.text(turn.start, turn.end)]
        if turn.time is not None or turn.origin != "given" or turn.until is not None:
            row += [turn.time, turn.origin]
        if turn.until is not None:
            row.append(turn.until)
        turns.append(row)
    seen = {
        "format": transcript.source.format,
        "turns": turns,
        "word_times": _known(transcript, "start"),
        "furniture": [[item.kind, text[item.begin : item.stop]] for item in transcript.furniture],
    }
    more = {
        "word_ends": _known(transcript, "end"),
        "confidences": _known(transcript, "confidence"),
        "speaker_confidences": _known(transcript, "speaker_confidence"),
        "channels": _known(transcript, "channel"),
    }
    return seen | {key: value for key, value in more.items() if value}


def _known(transcript: Transcript, field: str) -> dict[str, Any]:
    values = {str(at): getattr(word, field) for at, word in enumerate(transcript.words)}
    return {at: value for at, value in values.items() if value is not None}


def edited(original: Transcript, edits: dict[str, Any]) -> Transcript:
    """The transcript after a case's edits: `labels` is `[[start, end, label], ...]`, `words` is `{index: text}`."""
    speakers = list(original.speakers)
    for start, end, label in edits.get("labels", ()):
        assert end <= len(speakers), "the case has fewer words"
        speakers[start:end] = [label] * (end - start)
    made = relabel(original, speakers)
    words = list(made.words)
    for at, text in edits.get("words", {}).items():
        words[int(at)] = replace(words[int(at)], text=text)
    return replace(made, words=tuple(words)) if edits.get("words") else made


def written(path: Path) -> Written:
    """What a case's edits make of it."""
    original = read_path(path)
    return write_back(original, edited(original, json.loads(beside(path, EDITS).read_text("utf-8"))))


def _write_missing() -> None:
    for path in CASES:
        golden = beside(path, GOLDEN)
        if not golden.is_file():
            golden.write_text(_dump(view(read_path(path))), "utf-8")
        if beside(path, EDITS).is_file() and not beside(path, EDITED).is_file():
            beside(path, EDITED).write_bytes(written(path).text.encode())


def _dump(seen: dict[str, Any]) -> str:
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in seen["turns"])
    rest = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in seen.items()]
    rest[1] = f' "turns": [\n{rows}\n ]'
    return "{\n" + ",\n".join(rest) + "\n}\n"


if __name__ == "__main__":
    _write_missing()
