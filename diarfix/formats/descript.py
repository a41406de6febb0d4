"""`descript`: the text that Descript exports with speaker labels and a time on every paragraph.

    [00:00:01] Mara Quill: Good morning.

    [00:00:04] Tobias: Is it?

Whole seconds; a blank line between paragraphs; a paragraph without a label goes on under the one before. What stands
without blank lines is `name-lines`. Its SRT and WebVTT exports, with a label only where the speaker changes, are read
by `srt` and `vtt`, its Markdown by `markdown`. Source: descriptions of the export and archives of shows; there is no
specification.
"""

from __future__ import annotations

import re

from diarfix.formats.headers import Header, inline_header
from diarfix.formats.layout import Layout
from diarfix.formats.textual import text_format
from diarfix.formats.times import clock
from diarfix.model import Seconds

_MARK = re.compile(r"\[\d{2}:[0-5]\d:[0-5]\d\] ")


def _parse(head: str, length: int) -> Header | None:
    return inline_header(head, length) if _MARK.match(head) else None


def _header(label: str, time: Seconds | None) -> str:
    return f"[{clock(time or 0.0)}] {label}: "


LAYOUT = Layout("descript", '"[00:00:01] Name: words"', _parse, _header, "\n\n", clock)
FORMAT = text_format(LAYOUT, "Descript text", (".txt",), lambda line: line.blank_before or line.begin == 0)
