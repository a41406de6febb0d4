"""Plots in rows: episodes, rules, lengths of runs, causes, and the lead over simple rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from diarfix.bench import say
from diarfix.bench.bootstrap import Interval
from diarfix.bench.report import SetReport
from diarfix.bench.svg import Frame, hover, label, line, picture, shortened, tag, ticks
from diarfix.measure.counts import LENGTH_NAMES

HALF, FULL = 560.0, 1160.0
"""Widths of a plot in pixels."""

SIDES = "words broken ◂  ▸ words repaired"


@dataclass(frozen=True, slots=True)
class TwoSided:
    """A row: words broken to the left, repaired to the right of a common line."""

    name: str
    repaired: int
    broken: int


def by_rule(item: SetReport) -> str:
    """Words that each rule repaired and broke."""
    rows = [TwoSided(row.code, row.repaired, row.broken) for row in item.rules if row.repaired or row.broken]
    if not rows:
        return _nothing("No applied edit changed a word.")
    height = 26 + 20 * len(rows) + 6
    frame = Frame(34 + 8 * max(len(row.name) for row in rows), 26, HALF - 14, height)
    return picture(HALF, height, "words repaired and broken by rule", *_two_sided(frame, rows, 20))


def by_run(item: SetReport) -> str:
    """Wrong words by the length of their run; those repaired, and those broken."""
    wrong, repaired, broken = item.runs
    most = max(1, *(found.words for found in (*wrong, *broken)))
    frame = Frame(70, 8, HALF - 150, 8 + 58 * len(LENGTH_NAMES))
    x = frame.across(most)
    parts = []
    for at, name in enumerate(LENGTH_NAMES):
        top = frame.top + 58 * at
        parts.append(label(frame.left - 10, top + 27, name, "end"))
        lines = ((wrong[at].words, "wrong", "wrong before"), (repaired[at].words, "good", "repaired"),
                 (broken[at].words, "bad", "broken"))
        for below, (words, class_, what) in enumerate(lines):
            y = top + 4 + 15 * below
            wide = x(words) - frame.left
            parts.append(tag("rect", x=frame.left, y=y, width=wide, height=12, class_=class_))
            parts.append(label(x(words) + 6, y + 10, f"{words:,} {what}", class_="small"))
    return picture(HALF, frame.bottom + 6, "wrong, repaired and broken words by length of run", *parts)


def by_cause(item: SetReport) -> str:
    """Words that stay wrong, by cause."""
    most = max(1, *(row.words for row in item.causes))
    frame = Frame(110, 4, HALF - 170, 4 + 26 * len(item.causes))
    x = frame.across(most)
    parts = []
    for at, row in enumerate(item.causes):
        y = frame.top + 26 * at
        parts.append(label(frame.left - 10, y + 16, row.cause, "end"))
        parts.append(tag("rect", x=frame.left, y=y + 4, width=x(row.words) - frame.left, height=16,
                         class_="wrong"))
        text = f"{say.words(row.words)} in {row.runs:,} run{'s' * (row.runs != 1)}"
        parts.append(label(x(row.words) + 6, y + 16, text, class_="small"))
    return picture(HALF, frame.bottom + 4, "words that stay wrong, by cause", *parts)


def by_episode(item: SetReport) -> str:
    """Each episode's share of wrong words before and after, and its words repaired and broken."""
    rows = sorted(item.episodes, key=lambda row: (-(row.counts.wder_before or 0), row.id))
    step, top = 18, 44
    height = top + step * len(rows) + 8
    before = Frame(290, top, 690, height)
    most = max((row.counts.wder_before or 0) for row in rows)
    most = max(most, *((row.counts.wder_after or 0) for row in rows), 0.001)
    x = before.across(100 * most)
    parts = [label(before.left, 14, "wrong words, %: before ○, after ●", class_="head")]
    for value in ticks(100 * most):
        parts.append(line(x(value), top - 8, x(value), height - 4, "rule"))
        parts.append(label(x(value), top - 14, f"{value:g}", "middle", "small"))
    for at, row in enumerate(rows):
        y = top + step * at + step / 2
        was, now = 100 * (row.counts.wder_before or 0), 100 * (row.counts.wder_after or 0)
        class_ = "good" if now < was else "bad" if now > was else "same"
        told = f"{row.id}: {was:.2f} % before, {now:.2f} % after"
        parts.append(label(before.left - 14, y + 4, shortened(row.id, 40), "end", "small"))
        parts.append(hover(
            line(x(was), y, x(now), y, f"{class_}-line")
            + tag("circle", cx=x(was), cy=y, r=4.2, class_="hollow")
            + tag("circle", cx=x(now), cy=y, r=4.2, class_=class_), told))
    sides = [TwoSided("", row.counts.repaired, row.counts.broken) for row in rows]
    parts += _two_sided(Frame(740, top, FULL - 10, height), sides, step)
    return picture(FULL, height, "wrong words by episode", *parts)


def against(item: SetReport) -> str:
    """How many wrong words fewer diarfix leaves than each baseline, with the interval of the difference."""
    rows = item.baselines
    spans = [row.interval or Interval(row.lead, row.lead) for row in rows]
    low = min(0.0, *(found.low or 0.0 for found in spans))
    high = max(1.0, *(found.high or 0.0 for found in spans))
    frame = Frame(14, 40, HALF - 14, 40 + 46 * len(rows))
    scale = (frame.right - frame.left) / (high - low)

    def x(value: float) -> float:
        return frame.left + (value - low) * scale

    parts = [label(frame.left, 14, "wrong words fewer than with this rule, and 95 % interval", class_="head")]
    step = ticks(high - low, 4)[1]
    for value in (step * at for at in range(ceil(low / step), floor(high / step) + 1)):
        parts.append(line(x(value), 32, x(value), frame.bottom, "zero" if value == 0 else "rule"))
        parts.append(label(x(value), 28, say.signed(value), "middle", "small"))
    for at, (row, found) in enumerate(zip(rows, spans, strict=True)):
        y = frame.top + 46 * at + 30
        class_ = ("good" if row.lead > 0 else "bad") if found.excludes_zero else "same"
        title = f"{row.baseline.title}: {say.signed(row.lead)} ({say.span(row.interval)})"
        parts.append(label(frame.left, y - 11, title, class_="small"))
        parts.append(line(x(found.low or 0.0), y, x(found.high or 0.0), y, f"{class_}-line"))
        parts.append(tag("circle", cx=x(row.lead), cy=y, r=5, class_=class_))
    return picture(HALF, frame.bottom, "diarfix against simple rules", *parts)


def _two_sided(frame: Frame, rows: Sequence[TwoSided], step: float) -> Iterator[str]:
    """Bars to both sides of one line, one scale for both; the numbers stand at their ends."""
    room = 40.0
    most_broken, most_repaired = max(row.broken for row in rows), max(row.repaired for row in rows)
    scale = (frame.right - frame.left - 2 * room) / max(1, most_broken + most_repaired)
    zero = frame.left + room + most_broken * scale
    yield label(frame.left, frame.top - 30 if not rows[0].name else frame.top - 12, SIDES, class_="head")
    yield line(zero, frame.top - 4, zero, frame.top + step * len(rows), "zero")
    for at, row in enumerate(rows):
        y = frame.top + step * at
        if row.name:
            yield label(frame.left - 10, y + step / 2 + 4, row.name, "end")
        if row.broken:
            wide = max(1.0, row.broken * scale)
            yield tag("rect", x=zero - wide, y=y + 3, width=wide, height=step - 6, class_="bad")
            yield label(zero - wide - 5, y + step / 2 + 4, f"{row.broken:,}", "end", "small")
        if row.repaired:
            wide = max(1.0, row.repaired * scale)
            yield tag("rect", x=zero, y=y + 3, width=wide, height=step - 6, class_="good")
            yield label(zero + wide + 5, y + step / 2 + 4, f"{row.repaired:,}", class_="small")


def _nothing(text: str) -> str:
    return picture(HALF, 40, text, label(14, 24, text, class_="small"))
