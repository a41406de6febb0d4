"""Transcripts written from scratch, for conversion and simulation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from diarfix.errors import DiarfixError
from diarfix.formats.base import RawTurn
from diarfix.formats.layout import Layout
from diarfix.formats.patch import writable
from diarfix.model import UNLABELLED, Source, Transcript, Turn, Word

UNKNOWN = "Unknown Speaker"
"""The label of a turn that has none, in formats which need one."""

_WORD = re.compile(r"\S+")


def build(layout: Layout, turns: Iterable[RawTurn], name: str) -> Transcript:
    """A transcript and its document, made together; turns without words are left out."""
    parts: list[str] = []
    words: list[Word] = []
    made: list[Turn] = []
    at = 0
    for turn in turns:
        body = " ".join(turn.text.split())
        if not body:
            continue
        label = " ".join(turn.speaker.split())
        label = UNKNOWN if label in ("", UNLABELLED) else label
        if not writable(layout, label):
            raise DiarfixError("E203", f"the label {label!r} cannot be written as {layout.id}", "rename it first")
        separator = layout.separator if parts else ""
        header = layout.header(label, turn.time)
        begin = at + len(separator)
        at = begin + len(header)
        start = len(words)
        words += [Word(found[0], at + found.start(), at + found.end()) for found in _WORD.finditer(body)]
        made.append(Turn(label, start, len(words), begin, turn.time))
        parts += [separator, header, body]
        at += len(body)
    text = "".join([*parts, "\n" if parts else ""])
    return Transcript(tuple(words), tuple(made), Source(name, layout.id, text))
