"""`otter`: the text that Otter.ai exports.

    Mara Quill  0:01··        name, two spaces, a time, often two more spaces
    Good morning.

A header may be a time alone, when no one is named. `Transcribed by https://otter.ai` ends the file. Times are whole
seconds without leading zeros. Source: a real export and three parsers of such files; there is no specification.
"""

from __future__ import annotations

import re

from diarfix.formats.headers import MAX_HEADER, Header
from diarfix.formats.layout import Layout
from diarfix.formats.shape import label_shape
from diarfix.formats.textual import text_format
from diarfix.formats.times import seconds
from diarfix.model import UNLABELLED, Seconds

_TIME = r"(\d{1,3}:[0-5]\d(?::[0-5]\d)?)$"
_ALONE = re.compile(_TIME)
_NAMED = re.compile(r"(\S(?:[^\s]|\s(?!\s))*)[ \t]{2,}" + _TIME)


def _parse(head: str, length: int) -> Header | None:
    if length > MAX_HEADER:
        return None
    alone = _ALONE.match(head)
    if alone:
        return Header(UNLABELLED, 0, 0, length, seconds(alone[1]), True, True, False, None)
    found = _NAMED.match(head)
    shape = label_shape(found[1]) if found else None
    if found is None or shape is None:
        return None
    return Header(found[1], 0, found.end(1), length, seconds(found[2]), True, True, False, shape)


def _clock(time: Seconds) -> str:
    whole = max(0, int(time))
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _header(label: str, time: Seconds | None) -> str:
    written = f"{_clock(time or 0.0)}  \n"
    return written if label == UNLABELLED else f"{label}  {written}"


LAYOUT = Layout("otter", '"Name  0:01" above the words', _parse, _header, "\n\n", _clock, "  ")
FORMAT = text_format(LAYOUT, "Otter.ai text", (".txt",), lambda line: True)  # its headers are like no other's
