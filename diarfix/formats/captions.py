"""Caption files, read: cues with times, in each the labels and the words, whatever the grammar around them.

A `Grammar` (WebVTT, SRT) finds the cues; here labels are found in them and carried on. A document that repeats a
label where the speaker has not changed, or labels every cue, labels them all: there a cue without one has no known
speaker. Any other document names people when they change, and a cue without a label belongs to the last one named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from diarfix.errors import DiarfixError
from diarfix.formats import payload as payloads
from diarfix.formats.assemble import Unit
from diarfix.formats.dialects import VOICE, Dialect, choose
from diarfix.formats.json_doc import place
from diarfix.formats.payload import Payload
from diarfix.model import LabelOrigin, Seconds, Word

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")


def fault(what: str, remedy: str, text: str, name: str, at: int) -> DiarfixError:
    """E203 at a character of a caption file."""
    return DiarfixError("E203", what, remedy, place(text, name, at))


@dataclass(frozen=True, slots=True)
class Grammar:
    """What tells one caption format from another when a cue is written.

    `clock(seconds, like)` writes a time as `like` is written; `escape` makes text safe in a payload, `again` is the
    line before the timing line of a further cue made from one (`like` is that cue's own, maybe ""); `inline(mark)`
    reads a time tag inside a payload. `default` is how labels are written where the document has none;
    `cues(text)` finds the cues of a well-formed text. `rows`: a cue is one line, the next cue the next line.
    """

    id: str
    marks: re.Pattern[str]
    clock: Callable[[Seconds, str], str]
    escape: Callable[[str], str]
    again: Callable[[str], str]
    inline: Callable[[str], Seconds | None]
    default: Dialect
    cues: Callable[[str], Sequence[Cue]]
    rows: bool = False


class Cue(NamedTuple):
    """A cue: source characters `begin:timing` hold its id line, `timing:head` its timing line, `head:stop` its payload.

    `first` and `last` are the source spans of its two times, `start` and `end` their seconds.
    """

    begin: int
    timing: int
    head: int
    stop: int
    first: tuple[int, int]
    last: tuple[int, int]
    start: Seconds
    end: Seconds


class Mark(NamedTuple):
    """A label at source characters `begin:stop`, the name in it at `first:last`. `lead` is a voice tag's classes."""

    begin: int
    stop: int
    first: int
    last: int
    name: str
    lead: str = ""


class Part(NamedTuple):
    """Words of one cue under one label, or before any (`mark` None); `spans` are theirs in decoded characters."""

    mark: Mark | None
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Captions:
    """A caption file as read. `parts[i]` are those of `cues[i]`; `every` says that each cue is to have its label."""

    text: str = field(repr=False)
    grammar: Grammar
    dialect: Dialect
    cues: tuple[Cue, ...]
    payloads: tuple[Payload, ...]
    parts: tuple[tuple[Part, ...], ...]
    every: bool

    @property
    def newline(self) -> str:
        """How lines end here."""
        found = re.search(r"\r\n|\n|\r", self.text)
        return found[0] if found else "\n"


def lines_of(text: str) -> list[tuple[int, int, bool]]:
    r"""Every line as `(begin, stop, is blank)`, and a blank one at the end; `\n`, `\r\n` and `\r` end a line.

    >>> lines_of("a\r\n\rb")
    [(0, 1, False), (3, 3, True), (4, 5, False), (5, 5, True)]
    """
    lines = []
    at = 0
    while at < len(text):
        found = _LINE.match(text, at)
        assert found is not None
        lines.append((at, found.end(1), not found[1].strip()))
        at = found.end()
    return [*lines, (at, at, True)]


def captions(text: str, grammar: Grammar, cues: Sequence[Cue]) -> Captions:
    """The labels and words of the cues."""
    bodies = tuple(payloads.read(text, cue.head, cue.stop, grammar.marks) for cue in cues)
    if any(tag.name == "v" for body in bodies for tag in body.tags):
        dialect, parts = VOICE, [_voices(text, body) for body in bodies]
    else:
        chosen, found = choose([body.text.text for body in bodies])
        dialect = chosen or grammar.default
        parts = []
        for body, labels in zip(bodies, found, strict=True):
            marks = [Mark(*body.text.span(label.begin, label.stop), *_name_span(body, label.first, label.last),
                          label.name) for label in labels]
            ends = [(label.begin, label.stop) for label in labels]
            parts.append(_split(body, list(zip(marks, ends, strict=True))))
    kept = tuple(tuple(part) for part in parts)
    return Captions(text, grammar, dialect, tuple(cues), bodies, kept, _labels_every_cue(kept))


def units(doc: Captions) -> list[Unit]:
    """One unit for every part of every cue, labels carried on where the document does so."""
    made: list[Unit] = []
    running: str | None = None
    for cue, body, parts in zip(doc.cues, doc.payloads, doc.parts, strict=True):
        words = _words(doc, cue, body, parts)
        at = 0
        filled = [part for part in parts if part.spans]
        for number, part in enumerate(filled):
            mine = words[at : at + len(part.spans)]
            at += len(mine)
            origin: LabelOrigin = "given"
            speaker: str | None = None
            if part.mark is not None:
                speaker = running = part.mark.name or None
            elif not doc.every:
                speaker, origin = running, "carried"
            begin = part.mark.begin if part.mark is not None else mine[0].begin
            time = cue.start if number == 0 else mine[0].start
            until = cue.end if number == len(filled) - 1 else mine[-1].end
            apart = part.mark is not None and speaker is None
            made.append(Unit(speaker, mine, begin, time, until, origin, apart))
    return made


def _words(doc: Captions, cue: Cue, body: Payload, parts: Sequence[Part]) -> list[Word]:
    """The words of a cue; the first starts and the last ends with it, the others where a time tag says so."""
    text = body.text
    spans = [span for part in parts for span in part.spans]
    words = [Word(text.text[a:b], *text.span(a, b)) for a, b in spans]
    for tag in body.tags:
        time = None if tag.name or not words else doc.grammar.inline(doc.text[tag.begin : tag.stop])
        if time is None:
            continue
        after = next((at for at, span in enumerate(spans) if span[0] >= tag.at), len(words))
        if after < len(words):
            words[after] = replace(words[after], start=time)
        if after:
            words[after - 1] = replace(words[after - 1], end=time)
    if words:
        words[0] = replace(words[0], start=cue.start if words[0].start is None else words[0].start)
        words[-1] = replace(words[-1], end=cue.end if words[-1].end is None else words[-1].end)
    return words


def _labels_every_cue(parts: Sequence[Sequence[Part]]) -> bool:
    """Whether a cue without a label has no known speaker; see the module."""
    filled = [cue for cue in parts if any(part.spans for part in cue)]
    if all(part.mark is not None for cue in filled for part in cue if part.spans):
        return True
    names = [part.mark.name for cue in filled for part in cue if part.mark is not None and part.spans]
    return any(left == right and left for left, right in pairwise(names))


def _name_span(body: Payload, first: int, last: int) -> tuple[int, int]:
    if first < last:
        return body.text.span(first, last)
    at = body.text.places[first]
    return at, at


def _split(body: Payload, marks: Sequence[tuple[Mark, tuple[int, int]]]) -> list[Part]:
    """The words before the first mark (if any), and those after each; marks go with their decoded span."""
    text = body.text
    edges = [span for _, span in marks]
    parts: list[Part] = []
    lead = tuple(text.words(0, edges[0][0] if edges else None))
    if lead or not marks:
        parts.append(Part(None, lead))
    for number, (mark, span) in enumerate(marks):
        stop = edges[number + 1][0] if number + 1 < len(edges) else None
        parts.append(Part(mark, tuple(text.words(span[1], stop))))
    return parts


def _voices(source: str, body: Payload) -> list[Part]:
    """The parts of a cue with voice tags; what follows a `</v>` without a new one has no label."""
    text = body.text
    parts: list[Part] = []
    mark: Mark | None = None
    edge = 0
    for tag in [*(tag for tag in body.tags if tag.name == "v"), None]:
        stop = tag.at if tag is not None else len(text.text)
        spans = tuple(text.words(edge, stop))
        if spans:
            parts.append(Part(mark, spans))
        if tag is None:
            break
        edge, mark = stop, None
        found = VOICE.pattern.match(source, tag.begin, tag.stop)
        if not tag.closing and found and found[2].strip():
            name = " ".join(unescape(found[2]).split())
            mark = Mark(tag.begin, tag.stop, *found.span(2), name, found[1])
    return parts or [Part(None, ())]
