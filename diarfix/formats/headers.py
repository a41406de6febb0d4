r"""Turn headers: what stands before the words of a turn, in its parts.

    [00:01:02] Ana Ruiz: hello        Ana Ruiz (00:01:02):        **Ana Ruiz:** \[01:02\] hello
               |label |  |body        |label |                      |label |    |body

Offsets count from the start of the line, whose leading white space is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diarfix.formats.shape import Shape, label_shape, metadata_key
from diarfix.formats.times import CLOCK, seconds
from diarfix.model import Seconds


@dataclass(frozen=True, slots=True)
class Header:
    """A possible header. `strong`: mark-up or a time says so. `bare`: no words on its line. `colon`: it has one.

    `label` is "" for a bare time, under which the same speaker goes on. `body` is where words may begin.
    """

    label: str
    begin: int
    stop: int
    body: int
    time: Seconds | None
    strong: bool
    bare: bool
    colon: bool
    shape: Shape | None

    @property
    def carried(self) -> bool:
        return not self.label


_UNTIL = rf"(?:\s?(?:-->|[-–—])\s?{CLOCK})?"
_PREFIX = re.compile(rf"[\[(]?({CLOCK}){_UNTIL}[\])]?(?:\s?[-–—|])?[ \t]+")
_SUFFIX = re.compile(rf"[ \t]*(?:\(({CLOCK}){_UNTIL}\)|\[({CLOCK}){_UNTIL}\])$")
_CARRIED = re.compile(rf"(?:\(({CLOCK})\)|\[({CLOCK})\]):$")
_TIME_AFTER = re.compile(rf":[ \t]+[\[(]?({CLOCK})[\])]?$")
_COLON = re.compile(r":(?=\s|$)")
_BOLD = re.compile(r"\*\*([^*\r\n]{1,100}?)\*\*[ \t]*")

MAX_HEADER = 110
"""Characters that a header may take, time included."""


def bare_header(head: str, length: int) -> Header | None:
    """The header of a line that holds nothing else: `Name`, `Name:`, `Name (00:01):`, `Name: 00:01`, `(00:01):`.

    >>> bare_header("Mara Quill (00:00:01):", 22).label, bare_header("Mara Quill", 10).time
    ('Mara Quill', None)
    """
    if length > MAX_HEADER:
        return None
    carried = _CARRIED.match(head)
    if carried:
        return Header("", 0, 0, length, seconds(carried[1] or carried[2]), True, True, True, None)
    after = _TIME_AFTER.search(head)
    if after:
        return _build(head, 0, after.start(), length, seconds(after[1]), False, True)
    begin, stop, time = _cut_times(head, len(head[:-1].rstrip()) if head.endswith(":") else len(head))
    return _build(head, begin, stop, length, time, False, True, colon=head.endswith(":"))


def inline_header(head: str, length: int) -> Header | None:
    """The header of a line that goes on with words: `Name: text`, with or without a time.

    >>> inline_header("[00:01:02] Ana: Hello: you", 26).label
    'Ana'
    """
    found = _COLON.search(head, 0, MAX_HEADER)
    if not found:
        return None
    begin, stop, time = _cut_times(head, len(head[: found.start()].rstrip()))
    body = _skip_space(head, found.end())
    if stop <= begin and not found.start():
        return None
    return _build(head, begin, stop, body, time, False, body >= length)


def bold_header(head: str, length: int) -> Header | None:
    r"""The header of a Markdown paragraph: `**Name:** text` or `**Name**: text`.

    >>> bold_header(r"**Ana Ruiz**: \[00:01\] hello", 29).label
    'Ana Ruiz'
    """
    found = _BOLD.match(head)
    if not found:
        return None
    inner, body = found[1], found.end()
    end = len(inner.rstrip())
    if end and inner[end - 1] == ":":
        end = len(inner[: end - 1].rstrip())
    else:
        outer = re.compile(rf"(?:[\[(]{CLOCK}[\])][ \t]*)?:[ \t]*").match(head, body)
        if not outer:
            return None
        body = outer.end()
    begin, stop, time = _cut_times(head[:2] + inner[:end], 2 + end, at=2)
    return _build(head, begin, stop, _skip_space(head, body), time, True, body >= length)


def _build(
    head: str, begin: int, stop: int, body: int, time: Seconds | None, strong: bool, bare: bool, colon: bool = True
) -> Header | None:
    label = head[begin:stop]
    shape = label_shape(label)
    if shape is None or (colon and metadata_key(f"{label}:")):
        return None
    return Header(label, begin, stop, body, time, strong or time is not None, bare, colon, shape)


def _cut_times(head: str, stop: int, at: int = 0) -> tuple[int, int, Seconds | None]:
    """`at:stop` without a time at either end, and that time."""
    time: Seconds | None = None
    prefix = _PREFIX.match(head, at, stop)
    if prefix:
        at, time = prefix.end(), seconds(prefix[1])
    suffix = _SUFFIX.search(head, max(at, stop - 60), stop)
    if suffix:
        stop = suffix.start()
        time = seconds(suffix[1] or suffix[2]) if time is None else time
    return at, stop, time


def _skip_space(head: str, at: int) -> int:
    while at < len(head) and head[at].isspace():
        at += 1
    return at
