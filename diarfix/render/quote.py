"""An edit's words in their context, on one line."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from diarfix.edits import Edit
from diarfix.model import Transcript
from diarfix.render.screen import QUIET, has_colour

AROUND = 6
"""Words of context on either side."""

MOST = 24
"""Words of a span shown; the middle of a longer one is left out."""


def quote(console: Console, transcript: Transcript, edit: Edit) -> Text:
    """... words before [the words of the edit] words after ..., with `/` where a label changes."""
    text = Text()
    before, after = max(0, edit.start - AROUND), min(len(transcript.words), edit.end + AROUND)
    if before:
        text.append("… ", QUIET)
    _words(text, transcript, before, edit.start, QUIET)
    marks = ("", "") if has_colour(console) else ("[", "]")
    _bar(text, transcript, edit.start)
    text.append(marks[0])
    if edit.words > MOST:
        _words(text, transcript, edit.start, edit.start + MOST // 2, "bold")
        text.append(" … ", QUIET)
        _words(text, transcript, edit.end - MOST // 2, edit.end, "bold")
    else:
        _words(text, transcript, edit.start, edit.end, "bold")
    text.append(marks[1])
    if edit.end < after:
        text.append(" ")
        _bar(text, transcript, edit.end)
        _words(text, transcript, edit.end, after, QUIET)
    if after < len(transcript.words):
        text.append(" …", QUIET)
    return text


def _words(text: Text, transcript: Transcript, start: int, end: int, style: str) -> None:
    for at in range(start, end):
        if at > start:
            text.append(" ")
            _bar(text, transcript, at)
        text.append(transcript.words[at].text, style)
    if style == QUIET and end > start and end < len(transcript.words):
        text.append(" ")


def _bar(text: Text, transcript: Transcript, at: int) -> None:
    turn = transcript.turns[transcript.turn_at(at)]
    if at and turn.start == at and transcript.speakers[at - 1] != turn.speaker:
        text.append("/ ", QUIET)
