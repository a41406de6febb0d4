"""A small SVG writer: tags, safe text and its estimated width. Lengths are in pixels."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape, quoteattr

# Characters that XML 1.0 cannot hold, and the marks that turn the reading direction of what follows.
_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069\u200e\u200f]"
)

_NARROW = frozenset("iljtfrI.,:;'|!()[]/ -·")
_BROAD = frozenset("mwMW@%—…<>+=~")


def clean(text: str) -> str:
    """Text without what XML forbids and without marks that turn the direction of the text around it.

    >>> clean("a\\x00b\\u202ec")
    'abc'
    """
    return _FORBIDDEN.sub("", text)


def isolated(text: str) -> str:
    """Text that keeps its own direction and leaves its neighbours' alone (Unicode isolates around it)."""
    cleaned = clean(text)
    return cleaned if cleaned.isascii() else f"\u2068{cleaned}\u2069"


def number(value: float) -> str:
    """A length with at most two decimals.

    >>> number(3.0), number(2.346), number(-0.001)
    ('3', '2.35', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def tag(name: str, *children: str, **attributes: str | float) -> str:
    """An element; `class_` stands for `class`, other underscores for hyphens. Children are markup already.

    >>> tag("rect", x=1.5, class_="a&b")
    '<rect x="1.5" class="a&amp;b"/>'
    """
    parts = [name]
    for key, value in attributes.items():
        shown = clean(value) if isinstance(value, str) else number(value)
        parts.append(f"{key.rstrip('_').replace('_', '-')}={quoteattr(shown)}")
    opening = " ".join(parts)
    return f"<{opening}>{''.join(children)}</{name}>" if children else f"<{opening}/>"


def words(content: str) -> str:
    """Text as markup."""
    return escape(clean(content))


def label(x: float, y: float, content: str, **attributes: str | float) -> str:
    """A line of text whose baseline starts at `x`, `y`."""
    # `isolated` last: its isolates would not survive `clean`.
    return tag("text", escape(isolated(content)), x=x, y=y, **attributes)


def group(*children: str, **attributes: str | float) -> str:
    """A `g` element, one child a line."""
    return tag("g", "\n", *(f"{child}\n" for child in children), **attributes)


BOLD = 1.14
"""How much wider bold letters are."""


def width(text: str, size: float) -> float:
    """About how wide text of a sans-serif font of `size` pixels is; rather too wide than too narrow."""
    return size * sum(_em(char) for char in text)


def fit(text: str, room: float, size: float) -> str:
    """Text cut with an ellipsis where it does not fit into `room` pixels.

    >>> fit("a" * 5000, 60, 12)
    'aaaaaa…'
    """
    text = clean(" ".join(text.split()))
    used = 0.0
    for index, char in enumerate(text):
        used += size * _em(char)
        if used > room:
            while index and used + size > room:
                index -= 1
                used -= size * _em(text[index])
            return text[:index].rstrip() + "…"
    return text


def _em(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _NARROW:
        return 0.36
    if char in _BROAD:
        return 0.95
    return 0.7 if char.isupper() else 0.57
