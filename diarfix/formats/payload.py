"""The text of one caption cue: decoded, its tags beside it, words and labels at their places in the source.

    source    <i>Tea &amp; toast</i>, {\\an8}please.
    decoded   Tea & toast, please.                     tags are marks between decoded characters
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from diarfix.formats.splice import Decoded, cut, within

VTT_MARKS = re.compile(r"<[^<>\r\n]*>|&(?:#?\w{1,31});")
r"""Tags and character references of WebVTT. A `<` that nothing closes on its line is read as text."""

SRT_MARKS = re.compile(r"</?(?:i|b|u|s|font)\b[^>\r\n]{0,200}>|\{\\[^}\r\n]{0,200}\}", re.I)
"""What players of SRT take for mark-up; anything else in angle brackets is text."""

CARRIED = 256
"""Characters of open tags that are opened again where a text is cut, the innermost ones: or thousands that nothing
closes would be written again for every piece."""

_NAME = re.compile(r"</?((?:[A-Za-z][\w-]*)?)")


class Tag(NamedTuple):
    """A tag at source characters `begin:stop`, before decoded character `at`.

    `name` is in lower case, "{" for `{\\an8}`, which holds for the whole cue, and "" for a time `<00:01.000>`.
    """

    begin: int
    stop: int
    at: int
    name: str
    closing: bool


@dataclass(frozen=True, slots=True)
class Payload:
    """A cue's text and its tags, both in source order."""

    text: Decoded
    tags: tuple[Tag, ...]


def read(source: str, begin: int, stop: int, marks: re.Pattern[str]) -> Payload:
    """The payload at source characters `begin:stop`."""
    found = marks.finditer(source, begin, stop)
    return marked(source, begin, stop, ((*one.span(), unescape(one[0]) if one[0][0] == "&" else None) for one in found))


def marked(source: str, begin: int, stop: int, marks: Iterable[tuple[int, int, str | None]]) -> Payload:
    """The payload at source characters `begin:stop`, in which `marks` stand for a text, or are tags (None)."""
    parts: list[str] = []
    places: list[int] = []
    stops: list[int] = []
    tags: list[Tag] = []
    edge = begin
    for first, last, said in marks:
        parts.append(source[edge:first])
        places += range(edge, first)
        stops += range(edge + 1, first + 1)
        edge = last
        if said is not None:
            parts.append(said)
            places += [first] * len(said)
            stops += [last] * len(said)
        else:
            name = _NAME.match(source, first, last)
            kind = name[1].lower() if name else "{"
            tags.append(Tag(first, last, len(places), kind, source[first + 1] == "/"))
    parts.append(source[edge:stop])
    places += [*range(edge, stop), stop]
    stops += [*range(edge + 1, stop + 1), stop]
    return Payload(Decoded("".join(parts), places, begin, stop, stops), tuple(tags))


def slices(
    source: str, payload: Payload, spans: Sequence[tuple[int, int]], dropped: Sequence[tuple[int, int]],
    edits: Iterable[tuple[int, int, str]],
) -> Iterator[str]:
    """Source spans, in order, each on its own: tags that are open there are opened, those left open closed.

    `dropped` are source spans (labels), in order, to leave out; voice tags always go. `edits` are changes inside words.
    """
    labels = [first for first, _ in dropped]
    changes = [(tag.begin, tag.stop, "") for tag in payload.tags if tag.name == "v"]
    changes += [(first, last, "") for first, last in dropped]
    for edit in edits:
        around = bisect_right(labels, edit[0]) - 1
        if around < 0 or edit[1] > dropped[around][1]:
            changes.append(edit)
    changes.sort(key=lambda edit: edit[:2])
    tags = [tag for tag in payload.tags if tag.name != "v"]
    opened = _Opened(source)
    at = 0
    for begin, stop in spans:
        while at < len(tags) and tags[at].stop <= begin:
            opened.take(tags[at])
            at += 1
        lead = opened.again()
        while at < len(tags) and tags[at].stop <= stop:
            opened.take(tags[at])
            at += 1
        yield lead + cut(source, begin, stop, within(changes, begin, stop)) + opened.ends()


class _Opened:
    """The tags that are open at one place; mutable, it goes forward with the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._stack: list[Tag] = []
        self._size = 0

    def take(self, tag: Tag) -> None:
        """Go past a tag. One that closes what is not open closes nothing; times in `<...>` do not stay."""
        if not tag.closing:
            if tag.name:
                self._stack.append(tag)
                self._size += tag.stop - tag.begin
            while self._size > CARRIED:
                self._drop(0)
            return
        last = next((at for at in reversed(range(len(self._stack))) if self._stack[at].name == tag.name), None)
        if last is not None:
            self._drop(last)

    def _drop(self, at: int) -> None:
        gone = self._stack.pop(at)
        self._size -= gone.stop - gone.begin

    def again(self) -> str:
        """The tags as they were opened."""
        return "".join(self._source[tag.begin : tag.stop] for tag in self._stack)

    def ends(self) -> str:
        """What closes them; `{\\an8}` holds without."""
        names = (self._source[tag.begin + 1 : tag.begin + 1 + len(tag.name)] for tag in reversed(self._stack)
                 if tag.name != "{")
        return "".join(f"</{name}>" for name in names)
