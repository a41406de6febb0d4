"""What golden fixtures compare: the turns, times and furniture of a transcript, small enough to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from diarfix.model import Transcript

ROOT = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
CASES = sorted(path for path in ROOT.rglob("*") if path.suffix in (".txt", ".md"))


def view(transcript: Transcript) -> dict[str, Any]:
    """The transcript without offsets."""
    text = transcript.source.text
    turns = []
    for turn in transcript.turns:
        row: list[Any] = [turn.speaker, transcript.text(turn.start, turn.end)]
        if turn.time is not None or turn.origin != "given":
            row += [turn.time, turn.origin]
        turns.append(row)
    return {
        "format": transcript.source.format,
        "turns": turns,
        "word_times": {str(at): word.start for at, word in enumerate(transcript.words) if word.start is not None},
        "furniture": [[item.kind, text[item.begin : item.stop]] for item in transcript.furniture],
    }
