"""An edit's words in their context, on one line."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console
from rich.text import Text

from diarfix.edits import Edit
from diarfix.model import Transcript
from diarfix.render.screen import QUIET, has_colour

AROUND = 6
"""Words of context on either side; a third less on a narrow screen."""

MOST = 24
"""Words of a span shown; the middle of a longer one is left out."""


def quote(console: Console, transcript: Transcript, edit: Edit) -> Text:
    """… words before [the words of the edit] words after …, with `/` where a label changes."""
    around = AROUND if console.width >= 100 else AROUND * 2 // 3
    if edit.kind == "flip":
        edit = replace(edit, end=min(edit.end, edit.start + MOST // 2))
    first, last = max(0, edit.start - around), min(len(transcript.words), edit.end + around)
    left, right = ("", "") if has_colour(console) else ("[", "]")
    pieces: list[tuple[str, str]] = [("…", QUIET)] if first else []
    for at in range(first, last):
        if at and at > first and transcript.speakers[at - 1] != transcript.speakers[at]:
            pieces.append(("/", QUIET))
        if edit.words > MOST and edit.start + MOST // 2 <= at < edit.end - MOST // 2:
            if at == edit.start + MOST // 2:
                pieces.append(("…", QUIET))
            continue
        inside = edit.start <= at < edit.end
        word = (left if at == edit.start else "") + transcript.words[at].text + (right if at == edit.end - 1 else "")
        pieces.append((word, "bold" if inside else QUIET))
    if last < len(transcript.words):
        pieces.append(("…", QUIET))
    text = Text()
    for number, (word, style) in enumerate(pieces):
        text.append(" " if number else "").append(word, style)
    return text
