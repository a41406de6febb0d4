"""`riverside`: the text that Riverside exports.

    Mara Quill (00:01.9)
    Good morning.

Times are `MM:SS` or `HH:MM:SS` with one to three digits of a second. In a file of two passes, one a speaker, times
start again: turns stay in the order in which they stand. Source: two parsers of such files and one real file; there
is no specification, and whether leading zeros of the fraction are kept is not known (it is read as written).
"""

from __future__ import annotations

import re

from diarfix.formats.headers import Header, bare_header
from diarfix.formats.layout import Layout
from diarfix.formats.textual import text_format
from diarfix.model import Seconds

_MARK = re.compile(r".{1,80}\((?:\d{1,2}:)?\d{1,3}:[0-5]\d\.\d{1,3}\)$")


def _parse(head: str, length: int) -> Header | None:
    header = bare_header(head, length)
    return header if header is not None and header.time is not None and not header.carried else None


def _clock(time: Seconds) -> str:
    tenths = max(0, round(time * 10))
    whole = tenths // 10
    hours = f"{whole // 3600:02d}:" if whole >= 3600 else ""
    return f"{hours}{whole // 60 % 60:02d}:{whole % 60:02d}.{tenths % 10}"


def _header(label: str, time: Seconds | None) -> str:
    return f"{label} ({_clock(time or 0.0)})\n"


LAYOUT = Layout("riverside", '"Name (00:01.9)" above the words', _parse, _header, "\n\n", _clock)
FORMAT = text_format(LAYOUT, "Riverside text", (".txt",), lambda line: bool(_MARK.match(line.head)))
