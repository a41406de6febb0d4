"""The text of one caption cue: decoded, its tags beside it, words and labels at their places in the source.

    source    <i>Tea &amp; toast</i>, {\\an8}please.
    decoded   Tea & toast, please.                     tags are marks between decoded characters
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from diarfix.formats.splice import Decoded, cut

VTT_MARKS = re.compile(r"<[^<>\r\n]*>|&(?:#?\w{1,31});")
r"""Tags and character references of WebVTT. A `<` that nothing closes on its line is read as text."""

SRT_MARKS = re.compile(r"</?(?:i|b|u|s|font)\b[^>\r\n]{0,200}>|\{\\[^}\r\n]{0,200}\}", re.I)
"""What players of SRT take for mark-up; anything else in angle brackets is text."""

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


def slice_of(
    source: str, payload: Payload, begin: int, stop: int, dropped: Sequence[tuple[int, int]],
    edits: Iterable[tuple[int, int, str]],
) -> str:
    """Source characters `begin:stop` on their own: tags that are open there are opened, those left open closed.

    `dropped` are source spans (labels) to leave out; voice tags always go. `edits` are changes inside words.
    """
    inside = [tag for tag in payload.tags if tag.name != "v"]
    before = [tag for tag in inside if tag.stop <= begin]
    lead = "".join(source[tag.begin : tag.stop] for tag in _open(before))
    within = [tag for tag in inside if begin <= tag.begin and tag.stop <= stop]
    ended = _open([*before, *within])
    closed = [source[tag.begin + 1 : tag.begin + 1 + len(tag.name)] for tag in reversed(ended) if tag.name != "{"]
    tail = "".join(f"</{name}>" for name in closed)
    voices = [(tag.begin, tag.stop, "") for tag in payload.tags if tag.name == "v"]
    gone = [(first, last, "") for first, last in dropped]
    inner = [edit for edit in edits if not any(first <= edit[0] and edit[1] <= last for first, last, _ in gone)]
    return lead + cut(source, begin, stop, [*voices, *gone, *inner]) + tail


def _open(tags: Iterable[Tag]) -> list[Tag]:
    """The tags that are still open after these; a stray closing tag closes nothing. Times in `<...>` do not stay."""
    stack: list[Tag] = []
    for tag in tags:
        if not tag.closing:
            stack.append(tag)
        elif any(item.name == tag.name for item in stack):
            last = max(at for at, item in enumerate(stack) if item.name == tag.name)
            del stack[last]
    return [tag for tag in stack if tag.name]
