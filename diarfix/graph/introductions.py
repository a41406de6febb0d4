"""Introductions: "I'm Ann", "joined by Ben Ray", "Ben Ray is here with us", "over to Ben"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from diarfix.cues.context import Context
from diarfix.text import is_capitalised

Manner = Literal["self", "guest", "queue", "hand-over"]
"""Of oneself, of a guest, of who asks next, of who speaks next."""

_BEFORE_NAME: tuple[tuple[Manner, re.Pattern[str]], ...] = (
    ("self", re.compile(r"\b(?:i['’]m|i am|my name is|my name['’]s)(?: your (?:co-?)?host)? ")),
    ("self", re.compile(r"\b(?:this is )?your (?:co-?)?host ")),
    ("guest", re.compile(r"\bjoined (?:\w+ ){0,2}by ")),
    ("guest", re.compile(r"\bjoining (?:me|us)(?: \w+){0,2} (?:is|are) ")),
    ("guest", re.compile(r"\b(?:my|our) (?:\w+ )?guests?(?: \w+){0,2} (?:is|are) ")),
    ("guest", re.compile(r"\bwith (?:me|us)(?: \w+){0,2} (?:is|are) ")),
    ("guest", re.compile(r"\b(?:please welcome|welcome back|say hello to|let me introduce|welcome) ")),
    ("queue", re.compile(r"\bquestion (?:\w+ )?(?:comes|is|coming) from (?:the line of )?")),
    ("hand-over", re.compile(r"\b(?:over|back|floor|call|conference|it|things) to ")),
)
"""Phrases in plain words after which the name comes."""

_AFTER_NAME = re.compile(
    r" (?:is here (?:with|today|to)|is with (?:me|us)|is joining|joins (?:me|us)|is on the line)\b"
)
"""Phrases before which the name comes."""

LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Introduction:
    """In unit `unit`, words `start:end` are the name of someone who is introduced."""

    unit: int
    start: int
    end: int
    manner: Manner


def find_introductions(context: Context, first_names: Collection[str]) -> Iterator[Introduction]:
    """Introductions in reading order; `first_names` (plain) are names even where the parser doubts it."""
    for index, unit in enumerate(context.analysis.units):
        text = " ".join(context.plain[unit.start : unit.end])
        starts = [0]
        for word in context.plain[unit.start : unit.end]:
            starts.append(starts[-1] + len(word) + 1)
        word_at = {offset: unit.start + at for at, offset in enumerate(starts[:-1])}
        found: dict[tuple[int, int], Manner] = {}
        for manner, pattern in _BEFORE_NAME:
            for match in pattern.finditer(text):
                at = word_at.get(match.end())
                span = _name_from(context, at, unit.end, first_names) if at is not None else None
                if span:
                    found.setdefault(span, manner)
        for match in _AFTER_NAME.finditer(text):
            at = word_at.get(match.start() + 1)
            span = _name_before(context, unit.start, at, first_names) if at is not None else None
            if span:
                found.setdefault(span, "guest")
        for (start, end), manner in sorted(found.items()):
            yield Introduction(index, start, end, manner)


def _name_from(context: Context, start: int, stop: int, first_names: Collection[str]) -> tuple[int, int] | None:
    words = context.transcript.words
    end = start
    while end < min(stop, start + LONGEST_NAME) and _named(context, end, first_names):
        end += 1
        if words[end - 1].text[-1] in ",;:?!…" or (words[end - 1].text[-1] == "." and end == stop):
            break
    return (start, end) if end > start else None


def _name_before(context: Context, begin: int, end: int, first_names: Collection[str]) -> tuple[int, int] | None:
    words = context.transcript.words
    start = end
    while start > max(begin, end - LONGEST_NAME) and _named(context, start - 1, first_names):
        if start < end and words[start - 1].text[-1] in ",;:":
            break
        start -= 1
    return (start, end) if start < end else None


def _named(context: Context, at: int, first_names: Collection[str]) -> bool:
    if not is_capitalised(context.transcript.words[at].text) or context.plain[at] == "i":
        return False
    if context.plain[at] in first_names:
        return True
    analysis = context.analysis
    return analysis.tags[at].pos == "PROPN" and analysis.entities[at] in ("PERSON", "")
