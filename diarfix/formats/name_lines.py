"""`name-lines`: the label, a colon and the words on one line.

    Ana: Good morning.     [00:00:04] Ana: Good morning.     Ana (00:04): Good morning.

A paragraph without a label goes on under the one before.
"""

from __future__ import annotations

from diarfix.formats.headers import Header, bare_header, inline_header
from diarfix.formats.layout import Layout
from diarfix.formats.textual import text_format
from diarfix.formats.times import clock
from diarfix.model import Seconds


def _parse(head: str, length: int) -> Header | None:
    header = inline_header(head, length)
    if header is None and head[0] in "([" and head.endswith(":"):
        bare = bare_header(head, length)
        return bare if bare is not None and bare.carried else None
    return header


def _header(label: str, time: Seconds | None) -> str:
    return f"{label}: " if time is None else f"[{clock(time)}] {label}: "


LAYOUT = Layout("name-lines", '"Name: words"', _parse, _header, "\n")
FORMAT = text_format(LAYOUT, "Name: text", (".txt",))
