"""`name-lines`: the label, a colon and the words on one line.

    Ana: Good morning.     [00:00:04] Ana: Good morning.     Ana (00:04): Good morning.

A paragraph without a label goes on under the one before.
"""

from __future__ import annotations

from diarfix.formats.headers import MAX_HEADER, Header, bare_header, inline_header
from diarfix.formats.layout import Layout
from diarfix.formats.textual import text_format
from diarfix.formats.times import clock
from diarfix.model import Seconds


def _parse(head: str, length: int) -> Header | None:
    if length <= MAX_HEADER and (head[0] in "([" or head[-1].isdigit() or head[-1] in ")]"):
        bare = bare_header(head, length)  # `(00:01:21):` and `Name: 00:01:02`, as in label-lines
        if bare is not None and (bare.carried or (bare.time is not None and bare.colon)):
            return bare
    return inline_header(head, length)


def _header(label: str, time: Seconds | None) -> str:
    return f"{label}: " if time is None else f"[{clock(time)}] {label}: "


LAYOUT = Layout("name-lines", '"Name: words"', _parse, _header, "\n")
FORMAT = text_format(LAYOUT, "Name: text", (".txt",))
