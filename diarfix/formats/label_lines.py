"""`label-lines`: a line with the label, then the words on the next.

    Mara Quill (00:00:01):          Mara Quill
    Good morning, shed people.      Good morning, shed people.

The label may carry a colon and a time; a bare `(00:01:21):` goes on under the same label. Blank lines are free.
"""

from __future__ import annotations

from diarfix.formats.headers import bare_header
from diarfix.formats.layout import Layout
from diarfix.formats.textual import text_format
from diarfix.formats.times import clock
from diarfix.model import Seconds


def _header(label: str, time: Seconds | None) -> str:
    return f"{label}\n" if time is None else f"{label} ({clock(time)}):\n"


LAYOUT = Layout("label-lines", "a label on a line of its own above the words", bare_header, _header, "\n")
FORMAT = text_format(LAYOUT, "label line, then text line", (".txt",))
