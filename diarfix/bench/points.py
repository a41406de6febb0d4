"""Plots of points: repaired against broken at every threshold, and confidence against the share that is right."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, sqrt

from diarfix.bench.bars import HALF
from diarfix.bench.report import SetReport
from diarfix.bench.svg import Frame, hover, label, line, picture, root_ticks, tag
from diarfix.measure import ChangeCounts

HEIGHT = 400.0

LETTER = 6.5
"""Pixels of a letter, about."""

RATIOS = (1, 5, 15)
"""Guide lines: so many words repaired for each one broken."""

NAMES = {"sentence-majority": "sentence majority", "absorb-rare": "absorb rare", "unfinished-edge": "unfinished edge",
         "careful-edge": "careful edge"}
"""What baselines are called where there is little room."""


def curve(item: SetReport, baselines: bool) -> str:
    """Words repaired (up) against words broken (across); both axes by square root, so that ratios are rays."""
    simple = [row for row in item.baselines if row.baseline.id in NAMES] if baselines else []
    everything = [counts for _, counts in item.curve] + [row.counts for row in simple] + [item.counts]
    most_x = 1.15 * max(10, *(counts.broken for counts in everything))
    most_y = 1.15 * max(10, *(counts.repaired for counts in everything))
    frame = Frame(64, 30, HALF - 20, HEIGHT - 46)
    x, y = frame.across(most_x, sqrt), frame.up(most_y, sqrt)
    parts = [_axes(frame)]
    for value in root_ticks(most_x):
        parts += [line(x(value), frame.bottom, x(value), frame.bottom + 4, "axis"),
                  label(x(value), frame.bottom + 18, f"{value:,}", "middle", "small")]
    for value in root_ticks(most_y):
        parts += [line(frame.left, y(value), frame.right, y(value), "rule"),
                  label(frame.left - 8, y(value) + 4, f"{value:,}", "end", "small")]
    parts += [label((frame.left + frame.right) / 2, HEIGHT - 8, "words broken", "middle", "head"),
              label(8, 12, "words repaired", class_="head")]
    for ratio in RATIOS:
        end_x = min(most_x, most_y / ratio)
        parts += [line(x(0), y(0), x(end_x), y(end_x * ratio), "guide"),
                  label(x(end_x) - 4, y(end_x * ratio) + (14 if end_x < most_x else -4), f"{ratio}:1", "end", "faint")]
    path = " ".join(f"{x(counts.broken):.1f},{y(counts.repaired):.1f}" for _, counts in item.curve)
    parts.append(tag("polyline", points=path, class_="good-path"))
    last: tuple[float, float] | None = None
    for threshold, counts in item.curve:
        at = (x(counts.broken), y(counts.repaired))
        parts.append(hover(tag("circle", cx=at[0], cy=at[1], r=4, class_="good"),
                           f"from {threshold:.2f}: {_told(counts)}"))
        if last is None or hypot(at[0] - last[0], at[1] - last[1]) > 20:
            # Beside the axis there is room on the right only.
            side = 9 if at[0] < frame.left + 36 else -8
            parts.append(label(at[0] + side, at[1] - 6, f"{threshold:.2f}", "start" if side > 0 else "end", "small"))
            last = at
    spots = [(x(row.counts.broken), y(row.counts.repaired)) for row in simple]
    names = [NAMES[row.baseline.id] for row in simple]
    for row, spot, (left, top) in zip(simple, spots, _beside(spots, names, frame.right), strict=True):
        parts.append(hover(_diamond(*spot), f"{row.baseline.title}: {_told(row.counts)}"))
        parts.append(label(left, top, NAMES[row.baseline.id], class_="small"))
    chosen = tag("circle", cx=x(item.counts.broken), cy=y(item.counts.repaired), r=8.5, class_="ring")
    parts.append(hover(chosen, f"as applied, from {item.min_confidence:.2f}: {_told(item.counts)}"))
    return picture(HALF, HEIGHT, "words repaired against words broken, by threshold", *parts)


def reliability(item: SetReport) -> str:
    """Share of edits that are right against their mean confidence; a dot's area goes with its number of edits."""
    frame = Frame(64, 34, HALF - 20, HEIGHT - 46)
    x, y = frame.across(1.0), frame.up(1.0)
    parts = [_axes(frame), line(x(0), y(0), x(1), y(1), "guide"),
             label(x(0.44), y(0.47), "as it should be", "end", "faint")]
    for at in range(0, 11, 2):
        parts += [line(frame.left, y(at / 10), frame.right, y(at / 10), "rule"),
                  label(frame.left - 8, y(at / 10) + 4, f"{at * 10}%", "end", "small"),
                  label(x(at / 10), frame.bottom + 18, f"{at / 10:g}", "middle", "small")]
    parts += [label((frame.left + frame.right) / 2, HEIGHT - 8, "confidence", "middle", "head"),
              label(8, 12, "edits that are right", class_="head")]
    found = [part for part in item.reliability.bins if part.edits]
    largest = max((part.edits for part in found), default=1)
    for part in found:
        wanted, share = part.mean_confidence or 0.0, part.share_right or 0.0
        radius = 3 + 15 * sqrt(part.edits / largest)
        told = (f"confidence {part.low:g}–{part.high:g}: {part.right:,} of {part.edits:,} edits right, "
                f"{part.repaired:,} words repaired, {part.broken:,} broken")
        parts.append(line(x(wanted), y(wanted), x(wanted), y(share), "gap"))
        parts.append(hover(tag("circle", cx=x(wanted), cy=y(share), r=radius, class_="good see-through"), told))
        right = x(wanted) + radius + 4
        room = right < frame.right - 24
        parts.append(label(right if room else x(wanted) - radius - 4, y(share) + 4, f"{part.edits:,}",
                           "start" if room else "end", "small"))
    return picture(HALF, HEIGHT, "calibration of the confidence", *parts)


def _beside(spots: Sequence[tuple[float, float]], names: Sequence[str], right: float) -> list[tuple[float, float]]:
    """Where the names of points begin: beside them, lower where another name is in the way."""
    placed: list[tuple[float, float]] = []
    for spot, name in zip(spots, names, strict=True):
        wide = LETTER * len(name)
        left = spot[0] + 9 if spot[0] + 9 + wide < right else spot[0] - 9 - wide
        top = spot[1] + 4
        while any(abs(left - other) < wide and abs(top - height) < 13 for other, height in placed):
            top += 7
        placed.append((left, top))
    return placed


def _axes(frame: Frame) -> str:
    return line(frame.left, frame.bottom, frame.right, frame.bottom, "axis") + line(
        frame.left, frame.top, frame.left, frame.bottom, "axis"
    )


def _diamond(x: float, y: float) -> str:
    return tag("path", d=f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6-6z", class_="other")


def _told(counts: ChangeCounts) -> str:
    ratio = "" if counts.ratio is None else f", {counts.ratio:.1f} to one"
    return f"{counts.repaired:,} words repaired, {counts.broken:,} broken{ratio}"
