"""Quotes in a text: words in quotation marks, with who said them and when where the text says so.

    “The sea does not keep appointments.” — Maren Tollefsby [03:52]
    Maren Tollefsby: "You only have to move it." (6:31)
    > "It changes." - Maren Tollefsby, 13:02 & 14:10
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from diarfix.errors import DiarfixError, Place
from diarfix.formats import io
from diarfix.model import Seconds, Transcript

SHORTEST = 4
"""Words of a quote that can be looked for."""

_QUOTED = re.compile(r"[“\"]([^“”\"\n]{12,}?)[”\"]")
_WHO = r"(?:Dr\.? |Prof\.? )?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}"
_BEFORE = re.compile(rf"(?:^|[>*•-]\s+|\n)\s*[*_]*({_WHO})[*_]*(?:\s*[\[(][^\])]*[\])])?\s*:\s*[*_]*$")
_AFTER = re.compile(rf"^\s*[*_]*\s*(?:[—–-]+|\(|said|says)\s*[*_]*({_WHO})")
_TIME = re.compile(r"\b(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\b")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as published: its words, who is said to have said them (empty: not told) and when, and its line and
    characters `begin:stop` in `file` (empty: the transcript's own)."""

    text: str
    who: str
    times: tuple[Seconds, ...]
    line: int
    file: str = ""
    begin: int = 0
    stop: int = 0


def parse_quotes(text: str, first_line: int = 1, offset: int = 0) -> tuple[Quote, ...]:
    """The quotes of a text, in its order; it starts on line `first_line`, at character `offset`.

    >>> parse_quotes('Quote:\\n“You only have to move it.” — Maren Tollefsby [06:31]')
    (Quote(text='You only have to move it.', who='Maren Tollefsby', times=(391.0,), line=2, file='', begin=7, stop=34),)
    """
    return tuple(_quotes(text, first_line, offset))


def read_quotes(path: Path) -> tuple[Quote, ...]:
    """The quotes of a text file. Raises E101-E106, and E602 where it holds none."""
    text, _, _ = io.decode(io.read_bytes(path), str(path))
    found = parse_quotes(text)
    if not found:
        what = f"there is no quote of {SHORTEST} words or more in it"
        raise DiarfixError("E602", what, "write quotes in quotation marks, with — Name behind them", Place(str(path)))
    return tuple(replace(quote, file=str(path)) for quote in found)


def noted_quotes(transcript: Transcript) -> tuple[Quote, ...]:
    """The quotes of the show notes, with their lines in the transcript's file."""
    source = transcript.source
    return tuple(
        quote
        for item in transcript.furniture
        if item.kind == "notes"
        for quote in parse_quotes(source.text[item.begin : item.stop], source.place(item.begin).line or 1, item.begin)
    )


def _quotes(text: str, first_line: int, offset: int) -> Iterator[Quote]:
    for match in _QUOTED.finditer(text):
        said = " ".join(match[1].split())
        if len(said.split()) < SHORTEST:
            continue
        begin = text.rfind("\n", 0, match.start()) + 1
        stop = text.find("\n", match.end())
        before, after = text[begin : match.start()], text[match.end() : stop if stop >= 0 else len(text)]
        who = _who(before, after)
        times = tuple(_seconds(time) for time in _TIME.finditer(after) or ()) or tuple(
            _seconds(time) for time in _TIME.finditer(before)
        )
        line = first_line + text.count("\n", 0, match.start())
        yield Quote(said, who, times, line, "", offset + match.start(), offset + match.end())


def _who(before: str, after: str) -> str:
    if match := _AFTER.match(after):
        return match[1].strip()
    if (match := _BEFORE.search(before)) and match[1].casefold() not in ("quote", "quotes", "highlight"):
        return match[1].strip()
    return ""


def _seconds(time: re.Match[str]) -> Seconds:
    return float(int(time[1] or 0) * 3600 + int(time[2]) * 60 + int(time[3]))
