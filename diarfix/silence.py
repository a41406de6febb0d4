"""Marks in a transcript that keep findings quiet: a NOTE in WebVTT, a comment in Markdown.

    NOTE diarfix: ignore DF101, DF2         in WebVTT, before the cue
    <!-- diarfix: ignore -->                in Markdown, before the paragraph; all codes
    <!-- diarfix: ignore-file DF6 -->       anywhere: the whole file

What follows ` -- ` is for people. Plain text has no comments, so it has no marks: decisions and a baseline serve there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diarfix.decisions import Decision, Verdict, verdicts_for
from diarfix.edits import Edit
from diarfix.model import Source, Transcript

_MARKS = {
    "vtt": re.compile(r"^NOTE[ \t\r\n]+diarfix:[ \t]*(.*?)(?:[ \t]--[ \t].*)?$", re.M),
    "markdown": re.compile(r"<!--[ \t]*diarfix:[ \t]*([^\n]{0,400}?)(?:[ \t]--[ \t][^\n]{0,400}?)?[ \t]*-->"),
}
_SAID = re.compile(r"(ignore|ignore-file)\b[: \t]*([A-Za-z0-9, \t]*)$")
_BLANK = re.compile(r"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at `at` that quiets `codes` (all, where empty) on characters `begin:stop`.

    `known` is false for a mark that says nothing we understand, which quiets nothing.
    """

    at: int
    begin: int
    stop: int
    codes: tuple[str, ...]
    text: str
    known: bool = True

    def covers(self, codes: Iterable[str], begin: int, stop: int) -> bool:
        """Whether something with one of these codes, on characters `begin:stop`, is quiet."""
        if not self.known or begin >= self.stop or stop <= self.begin:
            return False
        return not self.codes or any(code.startswith(self.codes) for code in codes)


def marks(source: Source) -> tuple[Mark, ...]:
    """The marks in a source, in order; none where the format has no comments."""
    pattern = _MARKS.get(source.format)
    if pattern is None:
        return ()
    found = []
    for hit in pattern.finditer(source.text):
        said = _SAID.match(hit[1].strip())
        shown = " ".join(hit[1].split())
        if said is None:
            found.append(Mark(hit.start(), 0, 0, (), shown, known=False))
            continue
        codes = tuple(part.upper() for part in re.split(r"[, \t]+", said[2]) if part)
        begin, stop = (0, len(source.text)) if said[1] == "ignore-file" else _block(source.text, hit.end())
        found.append(Mark(hit.start(), begin, stop, codes, shown))
    return tuple(found)


def _block(text: str, at: int) -> tuple[int, int]:
    """The next block of lines behind `at`: a cue or a paragraph, up to a blank line."""
    begin = at
    while begin < len(text) and text[begin].isspace():
        begin += 1
    end = _BLANK.search(text, begin)
    return begin, end.start() if end else len(text)


def span_of(transcript: Transcript, edit: Edit) -> tuple[int, int]:
    """The characters an edit is about: its words; of a flip, its first turn; of a rename, the label's."""
    if edit.kind == "move":
        return transcript.words[edit.start].begin, transcript.words[edit.end - 1].stop
    turn = transcript.turns[transcript.turn_at(edit.start)]
    return min(turn.begin, transcript.words[edit.start].begin), transcript.words[turn.end - 1].stop


def verdicts(transcript: Transcript, edits: Sequence[Edit], decisions: Sequence[Decision]) -> dict[str, Verdict]:
    """What a person decided on edits: in the file beside the transcript, and by marks in it, which win."""
    decided = verdicts_for(transcript, edits, decisions) if decisions else {}
    return {**decided, **rejected(transcript, edits)}


def rejected(transcript: Transcript, edits: Sequence[Edit]) -> dict[str, Verdict]:
    """The edits that marks keep from being made, as verdicts."""
    found = marks(transcript.source)
    quiet: dict[str, Verdict] = {}
    for edit in edits if found else ():
        span = span_of(transcript, edit)
        if any(mark.covers(edit.codes, *span) for mark in found):
            quiet[edit.id] = "rejected"
    return quiet
