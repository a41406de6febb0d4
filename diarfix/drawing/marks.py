"""The marks that pictures and legend share: cuts, old and new places of edits, aliases, arrows."""

from __future__ import annotations

from math import hypot

from diarfix.drawing.svg import number, tag, words

Point = tuple[float, float]


def jagged(x: float, top: float, bottom: float, title: str = "") -> str:
    """A red zigzag down a seam, on a halo of paper, so that it shows on any colour."""
    points = []
    y, side = top, -1
    while y < bottom:
        points.append(f"{number(x + 2.2 * side)},{number(y)}")
        y, side = y + 3.5, -side
    points.append(f"{number(x + 2.2 * side)},{number(bottom)}")
    path = " ".join(points)
    return tag(
        "g",
        *([tag("title", words(title))] if title else []),
        tag("polyline", points=path, class_="df-paper-line", stroke_width=4),
        tag("polyline", points=path, class_="df-bad-line", stroke_width=1.7),
        class_="cut",
    )


def hatched(x: float, y: float, wide: float, high: float) -> str:
    """The place that words leave: paper with strokes."""
    area: dict[str, str | float] = {"x": x, "y": y, "width": wide, "height": high}
    return tag("rect", class_="df-paper", **area) + tag("rect", fill="url(#df-hatch)", **area)


def moved(x: float, old: float, new: float, wide: float, high: float, colour: str, applied: bool) -> str:
    """The place that words come to, outlined (dashed while it waits), and a line from the old place."""
    middle = x + wide / 2
    start, end = (old + high, new) if new > old else (old, new + high)
    dashes: dict[str, str | float] = {} if applied else {"stroke_dasharray": "2.5 2"}
    return (
        tag("line", x1=middle, x2=middle, y1=start, y2=end, class_="df-ink-line", stroke_width=1.1, **dashes)
        + tag("rect", x=x, y=new, width=wide, height=high, fill=colour, fill_opacity=0.9 if applied else 0.35)
        + tag("rect", x=x, y=new, width=wide, height=high, class_="df-ink-line", stroke_width=1.5, **dashes)
    )


def pin(x: float, y: float, applied: bool) -> str:
    """A small triangle over the lanes that points down at an edit: full when applied, hollow while it waits."""
    points = f"{number(x - 4)},{number(y - 7)} {number(x + 4)},{number(y - 7)} {number(x)},{number(y)}"
    tone = "df-ink" if applied else "df-ink-line"
    return tag("polygon", points=points, class_=tone, stroke_width=1.1)


def bracket(x: float, first: float, second: float) -> str:
    """A dashed red double bracket that joins two lanes."""
    return "".join(
        tag(
            "path",
            d=f"M{number(x - 3)},{number(first)} H{number(edge)} V{number(second)} H{number(x - 3)}",
            class_="df-bad-line",
            stroke_width=1.2,
            stroke_dasharray="4 2",
        )
        for edge in (x, x + 2.5)
    )


HATCH = (
    '<pattern id="df-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="1" y1="0" x2="1" y2="4" class="df-soft-line" stroke-width="1.4"/></pattern>'
)


def double_dashed(start: Point, end: Point) -> str:
    """Two parallel dashed red lines: the suspicion that both ends are one person."""
    across = _normal(start, end)
    lines = []
    for side in (-2.4, 2.4):
        (x1, y1), (x2, y2) = _shift(start, across, side), _shift(end, across, side)
        lines.append(
            tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="df-bad-line", stroke_width=1.8, stroke_dasharray="7 4")
        )
    return "".join(lines)


def bend(start: Point, end: Point, by: float) -> Point:
    """The control point of a curve that bows to the left of its way by a share of its length."""
    across = _normal(start, end)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    return _shift(middle, across, by * hypot(end[0] - start[0], end[1] - start[1]))


def toward(start: Point, end: Point, by: float) -> Point:
    """The point `by` pixels from `start` on the way to `end`."""
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (start[0] + (end[0] - start[0]) * by / length, start[1] + (end[1] - start[1]) * by / length)


def arrow(start: Point, control: Point, end: Point, colour: str, thick: float) -> str:
    """A curved arrow with its head at `end`."""
    head = 5.0 + 1.6 * thick
    neck = toward(end, control, head)
    across = _normal(neck, end)
    left, right = _shift(neck, across, head / 2), _shift(neck, across, -head / 2)
    path = f"M{_pair(start)} Q{_pair(control)} {_pair(neck)}"
    return tag("path", d=path, fill="none", stroke=colour, stroke_width=thick, stroke_opacity=0.8) + tag(
        "polygon", points=f"{_pair(end)} {_pair(left)} {_pair(right)}", fill=colour
    )


def _pair(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"


def _normal(start: Point, end: Point) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return ((end[1] - start[1]) / length, -(end[0] - start[0]) / length)


def _shift(point: Point, way: Point, by: float) -> Point:
    return (point[0] + way[0] * by, point[1] + way[1] * by)
