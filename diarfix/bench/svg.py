"""SVG by hand: elements as strings, everything escaped, and scales from numbers to pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from math import floor, log10, sqrt

from diarfix.bench.say import visible

Scale = Callable[[float], float]
"""A number to its place in pixels."""


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """An element; `inside` is markup, a trailing `_` of an attribute's name goes, other `_` become `-`.

    >>> tag("rect", x=1.25, class_="a<b")
    '<rect x="1.25" class="a&lt;b"/>'
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{''.join(inside)}</{name}>" if inside else f"<{name}{pairs}/>"


def label(x: float, y: float, text: str, anchor: str = "start", class_: str = "ink") -> str:
    """A line of text."""
    return tag("text", escape(visible(text)), x=x, y=y, text_anchor=anchor, class_=class_)


def hover(markup: str, text: str) -> str:
    """An element with a title that shows on hovering."""
    return tag("g", tag("title", escape(visible(text))), markup)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def picture(width: float, height: float, name: str, *inside: str) -> str:
    """The whole drawing; `name` is what a screen reader says."""
    return tag("svg", *inside, viewBox=f"0 0 {width:.0f} {height:.0f}", width=width, role="img", aria_label=name)


def shortened(text: str, letters: int) -> str:
    """At most so many letters, cut in the middle.

    >>> shortened("replace-by-fee-rbf", 11)
    'repla…e-rbf'
    """
    if len(text) <= letters:
        return text
    left = letters // 2
    return f"{text[:left]}…{text[len(text) - (letters - 1 - left) :]}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot's inner rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def across(self, most: float, bend: Callable[[float], float] = float) -> Scale:
        """0 to `most` from left to right."""
        return lambda value: self.left + (self.right - self.left) * bend(max(0.0, value)) / bend(most)

    def up(self, most: float, bend: Callable[[float], float] = float) -> Scale:
        """0 to `most` from bottom to top."""
        return lambda value: self.bottom - (self.bottom - self.top) * bend(max(0.0, value)) / bend(most)


def ticks(most: float, count: int = 5) -> tuple[float, ...]:
    """Round numbers from 0 to `most`, about `count` of them.

    >>> ticks(23)
    (0, 5, 10, 15, 20)
    """
    if most <= 0:
        return (0,)
    rough = most / count
    size = 10 ** floor(log10(rough))
    step = next(size * unit for unit in (1, 2, 5, 10) if size * unit >= rough * 0.999)
    numbers = [round(step * at, 10) for at in range(int(most / step + 1e-9) + 1)]
    return tuple(int(number) if number == int(number) else number for number in numbers)


def root_ticks(most: float) -> tuple[float, ...]:
    """Round numbers for a square-root axis, not closer than a tenth of it.

    >>> root_ticks(120)
    (0, 2, 10, 20, 50, 100)
    """
    steps = [unit * 10**power for power in range(9) for unit in (1, 2, 5)]
    chosen: list[float] = [0]
    for number in reversed([step for step in steps if step <= most]):
        nearest = min(abs(sqrt(number) - sqrt(other)) for other in chosen)
        if nearest >= 0.1 * sqrt(most):
            chosen.append(number)
    return tuple(sorted(chosen))


def _number(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".") if value != int(value) else str(int(value))
