"""TextGrids, written back: a tier that no edit touches stays byte for byte, and so do intervals in one that is.

An interval whose words get another speaker moves to that speaker's tier, whole or cut at a word; its place in the old
tier becomes silence, and its phones go with it. A tier that wholly gets one new label is renamed, with its phones. New
tiers come last, in the style of the others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from diarfix.errors import DiarfixError
from diarfix.formats import timed
from diarfix.formats.base import Estimate, Written
from diarfix.formats.splice import cut, differences, source_edits
from diarfix.formats.textgrid import Grid, Interval, Span, Tier, is_seam, number, parse, quote, spans_of
from diarfix.formats.tiers import Row, seat_for
from diarfix.model import UNLABELLED, Seconds, Transcript

_INDEX = re.compile(r"\[\s*\d+\s*\]")
_ITEMS = re.compile(r"\s*\bitem\s*\[\s*\]\s*:")
STEP = 1e-6
"""Seconds; see `_Writer.seam`."""


class Entry(NamedTuple):
    """An interval to be written: its times, its text as raw string token, and the one it was (None: a new one)."""

    start: Seconds
    end: Seconds
    raw: str
    own: Interval | None = None


def write(grid: Grid, spans: Sequence[Span], original: Transcript, edited: Transcript) -> Written:
    """The document with the turns and words of `edited`. Raises E203 where the words could not be read in order."""
    made = _Writer(grid, spans, original, edited).written()
    name = original.source.name
    again = parse(made.text, name)
    read = [span.text.text[a:b] for span in spans_of(again) for a, b in span.words]
    if read != [word.text for word in edited.words]:
        raise DiarfixError("E203", "intervals at the same times cannot be told apart by their tiers",
                           "convert it to vtt, which can", edited.place(0))
    return made


@dataclass
class _Writer:
    """One writing; the only mutable thing here."""

    grid: Grid
    spans: Sequence[Span]
    original: Transcript
    edited: Transcript
    estimates: list[Estimate] = field(default_factory=list)
    entries: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    moved: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.used = {time for tier in self.grid.tiers for one in tier.intervals for time in (one.start, one.end)}
        self.firsts = [0]
        for span in self.spans:
            self.firsts.append(self.firsts[-1] + len(span.words))
        self.names = self._renamed()
        self.rows = [Row(_row(label, tier)) for tier, label in zip(self.grid.tiers, self.names, strict=True)]
        self.parts = self._parts()

    def _renamed(self) -> list[str]:
        """The label of each tier: another one where all its words get that one, which no tier had."""
        labels: list[set[str]] = [set() for _ in self.grid.tiers]
        for index, span in enumerate(self.spans):
            labels[span.tier] |= set(self.edited.speakers[self.firsts[index] : self.firsts[index + 1]])
        known = {tier.label for tier in self.grid.tiers}
        made = {
            (tier.label, nth): next(iter(new)) if len(new) == 1 and not new & known else tier.label
            for tier, nth, new in zip(self.grid.tiers, _ordinals(self.grid.tiers), labels, strict=True) if tier.speech
        }
        return [made.get((tier.label, nth), tier.label)
                for tier, nth in zip(self.grid.tiers, _ordinals(self.grid.tiers), strict=True)]

    def _parts(self) -> dict[int, list[int]]:
        """The tiers that hold parts of the words of each tier of words."""
        tiers = self.grid.tiers
        words = {(tier.label, nth): at for at, (tier, nth) in enumerate(zip(tiers, _ordinals(tiers), strict=True))
                 if tier.speech}
        made: dict[int, list[int]] = defaultdict(list)
        for at, (tier, nth) in enumerate(zip(tiers, _ordinals(tiers), strict=True)):
            if not tier.speech and (tier.label, nth) in words:
                made[words[tier.label, nth]].append(at)
        return made

    def written(self) -> Written:
        """The whole document."""
        pieces: list[tuple[Span, Entry, str]] = []
        for index, span in enumerate(self.spans):
            pieces += ((span, entry, label) for entry, label in self._pieces(index, span))
        for span, entry, label in pieces:
            if label == self.names[span.tier]:
                self.rows[span.tier].take(entry.start, entry.end)
        going: list[tuple[int, Interval, str]] = []
        highest: dict[Seconds, int] = {}
        for span, entry, label in pieces:
            stays = label == self.names[span.tier]
            at = span.tier if stays else seat_for(self.rows, label, entry.start, entry.end)
            if at != span.tier:
                going += [(part, one, self.rows[at].label) for part in self.parts.get(span.tier, ())
                          for one in _during(self.grid.tiers[part], entry.start, entry.end)]
            start = entry.start
            # Equal starts are read by tier; where that would change the order, a microsecond keeps it.
            while start in highest and highest[start] >= at and start + STEP < entry.end:
                start = round(start + STEP, 6)
            highest[start] = max(at, highest.get(start, at))
            self.entries[at].append(entry._replace(start=start))
            if not stays or entry.own is None or (start, entry.end) != (entry.own.start, entry.own.end):
                self.moved |= {at, span.tier}
        self._move_parts(going)
        return Written(self._text(), tuple(self.estimates))

    def _move_parts(self, going: Sequence[tuple[int, Interval, str]]) -> None:
        """Parts of words, each with its tier and the label of its word, go to that label's tier of the same kind."""
        gone = {(at, one) for at, one, _ in going}
        tiers = self.grid.tiers
        for at, tier in enumerate(tiers):
            for one in tier.intervals if not tier.speech else ():
                if one.text.value.strip() and (at, one) not in gone:
                    self.rows[at].take(one.start, one.end)
                    self.entries[at].append(Entry(one.start, one.end, self._written(one), one))
        for at, one, label in going:
            to = seat_for(self.rows, _row(label, tiers[at]), one.start, one.end)
            self.entries[to].append(Entry(one.start, one.end, self._written(one), one))
            self.moved |= {at, to}

    def _written(self, one: Interval) -> str:
        return self.grid.text[one.text.begin : one.text.stop]

    def _pieces(self, index: int, span: Span) -> Iterator[tuple[Entry, str]]:
        """One interval's entries with their labels."""
        first, last = self.firsts[index], self.firsts[index + 1]
        new = self.edited.speakers[first:last]
        cuts = [at for at in range(1, len(new)) if new[at] != new[at - 1]]
        interval, words = span.interval, self.original.words[first:last]
        if not cuts:
            yield Entry(interval.start, interval.end, self._raw(span, first, 0, len(new)), interval), new[0]
            return
        shares = timed.shares(words, cuts, interval.start, interval.end)
        between = sorted({one.start for part in self.parts.get(span.tier, ())
                          for one in _during(self.grid.tiers[part], interval.start, interval.end)})
        edges = [interval.start]
        for share in shares[1:]:
            at = bisect_left(between, share.begin)
            near = [time for time in between[max(0, at - 1) : at + 1] if edges[-1] < time < interval.end]
            time = min(near, key=lambda time: abs(time - share.begin), default=share.begin)
            edges.append(self._seam(time, interval.end))
        edges.append(interval.end)
        for (a, b), (start, end) in zip(pairwise([0, *cuts, len(new)]), pairwise(edges), strict=True):
            if a:
                self.estimates.append(Estimate(first + a, start))
            yield Entry(start, end, self._raw(span, first, a, b), None if a else interval), new[a]

    def _seam(self, at: Seconds, end: Seconds) -> Seconds:
        """A time like this one at which nothing else begins or ends, and which is no whole millisecond."""
        time = round(at + STEP, 6)
        while time in self.used or not is_seam(time):
            time = round(time + STEP, 6)
        self.used.add(time)
        return min(time, end)

    def _raw(self, span: Span, first: int, a: int, b: int) -> str:
        """Words `a:b` of an interval as a string token; white space around the text stays at its ends."""
        old, new = self.original.words, self.edited.words
        begin = span.text.places[span.words[a][0]] if a else span.text.begin
        stop = span.text.end(span.words[b - 1][1] - 1) if b < len(span.words) else span.text.stop
        changes = [
            splice for at in range(a, b) if old[first + at].text != new[first + at].text
            for splice in differences(old[first + at].text, new[first + at].text, span.words[at][0])
        ]
        edits = source_edits(span.text, changes, lambda said: said.replace('"', '""'))
        return '"' + cut(self.grid.text, begin, stop, edits) + '"'

    def _text(self) -> str:
        grid, source = self.grid, self.grid.text
        edits: list[tuple[int, int, str]] = []
        for at, tier in enumerate(grid.tiers):
            label = self.names[at]
            if label != tier.label:
                edits.append((tier.name.begin, tier.name.stop, quote(self._name(label, tier.kind))))
            if at in self.moved:
                stop = tier.intervals[-1].text.stop if tier.intervals else tier.size.stop
                intervals = self._tiled(at)
                edits.append((tier.size.begin, tier.size.stop, str(len(intervals))))
                edits.append((tier.size.stop, stop, self._intervals(tier, intervals)))
            else:
                edits += [(one.own.text.begin, one.own.text.stop, one.raw) for one in self.entries[at]
                          if one.own is not None and source[one.own.text.begin : one.own.text.stop] != one.raw]
        count = grid.count + len(self.rows) - len(grid.tiers)
        if count != grid.count:
            edits.append((grid.size.begin, grid.size.stop, str(count)))
        new = "".join(self._tier(at, grid.count + n + 1) for n, at in enumerate(range(len(grid.tiers), len(self.rows))))
        return cut(source, 0, grid.stop, edits) + new + source[grid.stop :]

    @staticmethod
    def _name(label: str, kind: str) -> str:
        if label == UNLABELLED:
            return "" if kind == "words" else kind
        return f"{label} - {kind}" if kind else label

    def _tiled(self, at: int) -> list[Entry]:
        """A tier's intervals: the spoken ones, and the silence that is left."""
        spoken = sorted(self.entries[at], key=lambda entry: entry[:2])
        if at < len(self.grid.tiers):
            held = {entry.own for entry in spoken}
            quiet = [Entry(one.start, one.end, '""' if one.text.value.strip() else
                           self.grid.text[one.text.begin : one.text.stop], one)
                     for one in self.grid.tiers[at].intervals if one not in held]
        else:
            bounds = [tuple(float(edge.value) for edge in tier.bounds) for tier in self.grid.tiers]
            quiet = [Entry(min(edge[0] for edge in bounds), max(edge[1] for edge in bounds), '""')]
        made = list(spoken)
        after = 0
        for entry in quiet:
            while after < len(spoken) and spoken[after].end <= entry.start:
                after += 1
            edge, within = entry.start, after
            while within < len(spoken) and spoken[within].start < entry.end:
                if spoken[within].start > edge:
                    made.append(entry._replace(start=edge, end=spoken[within].start))
                edge = max(edge, spoken[within].end)
                within += 1
            if edge < entry.end or (entry.start == entry.end and edge == entry.start):
                made.append(entry._replace(start=edge))
        return sorted(made, key=lambda entry: entry[:2])

    def _intervals(self, tier: Tier, entries: Sequence[Entry]) -> str:
        """What stands behind a tier's size; an interval that was there keeps its own writing."""
        index = {one: at for at, one in enumerate(tier.intervals)}
        parts = []
        for at, entry in enumerate(entries):
            own = entry.own
            if own is not None and own in index:
                before = index[own]
                begin = tier.intervals[before - 1].text.stop if before else tier.size.stop
            else:
                begin, own = self._like(tier)
            parts.append(self._one(begin, own, entry, at + 1))
        return "".join(parts)

    def _like(self, tier: Tier) -> tuple[int, Interval]:
        """An interval to take the style from, and where it begins: a tier's second, or that of any."""
        for item in (tier, *self.grid.tiers):
            if len(item.intervals) > 1:
                return item.intervals[0].text.stop, item.intervals[1]
        item = next(item for item in self.grid.tiers if item.intervals)
        return item.size.stop, item.intervals[0]

    def _one(self, begin: int, like: Interval, entry: Entry, at: int) -> str:
        source = self.grid.text
        edits = [(like.text.begin, like.text.stop, entry.raw)]
        own = entry.own or like
        edits.append((like.first.begin, like.first.stop,
                      own.first.value if own.start == entry.start else number(entry.start)))
        edits.append((like.last.begin, like.last.stop, own.last.value if own.end == entry.end else number(entry.end)))
        found = _INDEX.search(source, begin, like.first.begin)
        if found:
            edits.append((*found.span(), f"[{at}]"))
        return cut(source, begin, like.text.stop, edits)

    def _tier(self, at: int, index: int) -> str:
        """A new tier in the style of the last one."""
        like = self.grid.tiers[-1]
        source, entries = self.grid.text, self._tiled(at)
        head = _ITEMS.sub("", source[like.begin : like.name.begin], count=1)
        head = _INDEX.sub(f"[{index}]", head, count=1) if "item" in head else head
        low, high = entries[0].start, max(entry.end for entry in entries)
        edits = [(like.bounds[0].begin, like.bounds[0].stop, number(low)),
                 (like.bounds[1].begin, like.bounds[1].stop, number(high)),
                 (like.size.begin, like.size.stop, str(len(entries)))]
        label, _, kind = self.rows[at].label.rpartition("\0") if "\0" in self.rows[at].label else (
            self.rows[at].label, "", next((tier.kind for tier in self.grid.tiers if tier.speech), ""))
        rest = cut(source, like.name.stop, like.size.stop, edits)
        return head + quote(self._name(label, kind)) + rest + self._intervals(like, entries)


def _row(label: str, tier: Tier) -> str:
    """What a tier's row is called: the label, or for parts of words what no label is called."""
    return label if tier.speech else f"{label}\0{tier.kind}"


def _ordinals(tiers: Sequence[Tier]) -> list[int]:
    """How many tiers of the same label and kind stand before each."""
    seen: Counter[tuple[str, str]] = Counter()
    made = []
    for tier in tiers:
        made.append(seen[tier.label, tier.kind])
        seen[tier.label, tier.kind] += 1
    return made


def _during(tier: Tier, start: Seconds, end: Seconds) -> Sequence[Interval]:
    """The intervals with text whose middle lies between two times."""
    first = bisect_left(tier.intervals, start, key=lambda one: (one.start + one.end) / 2)
    last = bisect_left(tier.intervals, end, key=lambda one: (one.start + one.end) / 2)
    return [one for one in tier.intervals[first:last] if one.text.value.strip()]
