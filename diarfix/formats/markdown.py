r"""`markdown`: paragraphs that begin with a bold label.

    **Mara Quill:** \[00:01\] Good morning, *shed* people.

    Still me, second paragraph.

The colon may stand outside the bold. Escaped times are kept but are not words; headings, front matter and
rules stay as they are; emphasis marks inside words belong to the words.
"""

from __future__ import annotations

from diarfix.formats.headers import bold_header
from diarfix.formats.layout import Layout
from diarfix.formats.textual import text_format
from diarfix.formats.times import clock
from diarfix.model import Seconds


def _header(label: str, time: Seconds | None) -> str:
    return f"**{label}:** " if time is None else rf"**{label}:** \[{clock(time)}\] "


LAYOUT = Layout("markdown", '"**Name:** words"', bold_header, _header, "\n\n")
FORMAT = text_format(LAYOUT, "Markdown, **Name:** text", (".md", ".markdown"))
