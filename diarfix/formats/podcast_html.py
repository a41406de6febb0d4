"""`podcast-html`: https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md

    <cite>Mara Quill:</cite>          a paragraph without a name goes on under the last one; an empty name is no one's
    <time>0:01</time>                 names with a colon or without, times as they are written
    <p>Good morning.</p>              alone or in a whole page, which stays as it is

A paragraph that now holds several speakers is cut; the new ones look like those around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import pairwise

from diarfix.errors import DiarfixError, Place
from diarfix.formats import timed
from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Estimate, Format, Holds, RawTurn, Written
from diarfix.formats.html_doc import Cite, Clock, Paragraph, paragraphs
from diarfix.formats.payload import CARRIED, slices
from diarfix.formats.probe import Probe
from diarfix.formats.rows import line_break
from diarfix.formats.splice import Splice, cut, differences, source_edits
from diarfix.formats.times import seconds
from diarfix.model import UNLABELLED, Furniture, LabelOrigin, Seconds, Source, Transcript, Word

_OWN = re.compile(r"""\s(?:id|datetime)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.I)
"""Attributes that are one element's own, and would be wrong in another."""


def sniff(probe: Probe) -> float:
    """1 where a text of tags has a name before a paragraph."""
    text = probe.text
    if not text.lstrip().startswith("<") or "<cite" not in text.lower():
        return 0.0
    return float(any(one.cite is not None for one in paragraphs(text)))


def clock(at: Seconds, like: str = "0:00") -> str:
    """A time as `like` is written; with hours from the first hour on. Cut off, never rounded up.

    >>> clock(61.9), clock(3661), clock(61.25, "00:00:01.5"), clock(61, "00:01")
    ('1:01', '1:01:01', '00:01:01.2', '01:01')
    """
    whole, _, part = like.replace(",", ".").partition(".")
    units = int(max(0.0, at) * 10 ** len(part) + 1e-6)
    total, rest = divmod(units, 10 ** len(part))
    fields = [total // 60, total % 60]
    if whole.count(":") == 2 or total >= 3600:
        fields = [total // 3600, total // 60 % 60, total % 60]
    width = 2 if whole.startswith("0") and len(whole.split(":")[0]) == 2 else 1
    shown = ":".join([f"{fields[0]:0{width}d}", *(f"{field:02d}" for field in fields[1:])])
    mark = "," if "," in like else "."
    return shown + (f"{mark}{rest:0{len(part)}d}" if part else "")


def _escape(text: str) -> str:
    return escape(text, quote=False)


def _time(text: str, one: Paragraph) -> Seconds | None:
    mark = one.time
    return None if mark is None or mark.first == mark.last else seconds(text[mark.first : mark.last])


def _words(text: str, one: Paragraph) -> list[Word]:
    """The words of a paragraph; the first starts with it."""
    said = one.inner.text
    words = [Word(said.text[a:b], *said.span(a, b)) for a, b in said.words()]
    if words:
        words[0] = replace(words[0], start=_time(text, one))
    return words


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a page or a part of one."""
    units: list[Unit] = []
    running: str | None = None
    found = paragraphs(text)
    for one in found:
        origin: LabelOrigin = "given" if one.cite is not None else "carried"
        if one.cite is not None:
            running = one.cite.name or None
        units.append(Unit(running, _words(text, one), one.first, _time(text, one), None, origin))
    furniture = []
    if found:
        around = ((0, found[0].first), (found[-1].close, len(text)))
        furniture = [Furniture("page", a, b) for a, b in around if text[a:b].strip()]
    return assemble(units, Source(name, "podcast-html", text, bom), furniture)


def _modest(mark: Cite | Clock) -> bool:
    """Whether it can be a model for others."""
    return mark.close - mark.begin <= CARRIED


def write(original: Transcript, edited: Transcript) -> Written:
    """The page with the labels and words of `edited`. Raises E203 for a label it cannot hold."""
    return _Writer(original, edited).written()


class _Writer:
    """One writing. `running` is the label that a paragraph without a name now has."""

    def __init__(self, original: Transcript, edited: Transcript) -> None:
        self.original, self.edited = original, edited
        self.text = original.source.text
        self.found = paragraphs(self.text)
        self.newline = line_break(self.text)
        named = [one for one in self.found if one.cite is not None and _modest(one.cite)]
        timed_ones = (one for one in named if one.time is not None and _modest(one.time))
        self.model = next((one for one in timed_ones if _time(self.text, one) is not None), None)
        self.plain = self.model or (named[0] if named else None)
        gaps = [self.text[a.close : b.first] for a, b in pairwise(self.found)]
        usual = Counter(gap for gap in gaps if not gap.strip()).most_common(1)
        self.gap = usual[0][0] if usual else self.newline
        self.running = UNLABELLED
        self.edits: list[tuple[int, int, str]] = []
        self.estimates: list[Estimate] = []

    def written(self) -> Written:
        sizes = [sum(1 for _ in one.inner.text.words()) for one in self.found]
        starts = [0]
        for size in sizes:
            starts.append(starts[-1] + size)
        speakers = self.edited.speakers
        cuts = [
            [at for at in range(a + 1, b) if speakers[at] != speakers[at - 1]] for a, b in pairwise(starts)
        ]
        times = self._times(starts, cuts)
        for one, (start, end), inner in zip(self.found, pairwise(starts), cuts, strict=True):
            if start == end:
                self.running = (one.cite.name or UNLABELLED) if one.cite is not None else self.running
                continue
            self._name(one, speakers[start])
            if inner:
                self._cut(one, [start, *inner, end], times)
            else:
                self.edits += self._spelled(one, start, start, end, list(one.inner.text.words()))
            self.running = speakers[end - 1]
        return Written(cut(self.text, 0, len(self.text), self.edits), tuple(self.estimates))

    def _times(self, starts: Sequence[int], cuts: Sequence[Sequence[int]]) -> dict[int, Seconds]:
        """By first word: when the pieces begin that the page does not have."""
        if self.model is None or not any(cuts):
            return {}
        edges = sorted({*starts, *(at for inner in cuts for at in inner)})
        words = self.edited.words
        turns = [RawTurn("", self.edited.text(a, b), words[a].start) for a, b in pairwise(edges)]
        filled = timed.fill(turns, word_times=False, end_times=False)
        return {at: turn.time or 0.0 for at, turn in zip(edges, filled.turns, strict=False)}

    def _name(self, one: Paragraph, label: str) -> None:
        """Puts a paragraph as a whole under a label."""
        if one.cite is None:
            if label != self.running:
                self.edits.append((one.first, one.first, self._cite(label) + self._gap()))
        elif (one.cite.name or UNLABELLED) != label:
            self.edits += self._renamed(one, label)

    def _renamed(self, one: Paragraph, label: str) -> list[tuple[int, int, str]]:
        assert one.cite is not None
        cite, new = one.cite, self._shown(label)
        if cite.first == cite.last:
            return [(cite.head, cite.head, _escape(new))]
        return list(source_edits(cite.inner.text, [Splice(cite.first, cite.last, new)], _escape))

    def _shown(self, label: str) -> str:
        """A label as the text of a name. Raises E203."""
        if label == UNLABELLED:
            return ""
        if " ".join(label.split()).rstrip(": ") != label:
            raise DiarfixError("E203", f"the label {label!r} cannot be written as podcast-html",
                               "use one without a colon at its end", Place(self.original.source.name))
        return label

    def _cite(self, label: str) -> str:
        """A new name in the style of the page."""
        model = self.plain
        if model is None or model.cite is None:
            return f"<cite>{_escape(self._shown(label))}:</cite>"
        made = cut(self.text, model.cite.head, model.cite.close, self._renamed(model, label))
        return _OWN.sub("", self.text[model.cite.begin : model.cite.head]) + made

    def _head(self, one: Paragraph, label: str, time: Seconds | None) -> str:
        """Name, time and tag of a new paragraph."""
        tag = _OWN.sub("", self.text[one.begin : one.head]) if one.head - one.begin <= CARRIED else "<p>"
        parts = [self._cite(label)]
        if self.model is not None and self.model.time is not None and time is not None:
            mark = self.model.time
            like = clock(time, self.text[mark.first : mark.last])
            opened = _OWN.sub("", self.text[mark.begin : mark.first])
            parts.append(opened + like + self.text[mark.last : mark.close])
        return self._gap().join([*parts, tag])

    def _gap(self) -> str:
        """What stands behind the name of a new paragraph, and before its tag."""
        model = self.plain
        if model is None or model.cite is None:
            return self.newline
        later = [model.begin, *([model.time.begin] if model.time is not None else [])]
        gap = self.text[model.cite.close : min(at for at in later if at >= model.cite.close)]
        return self.newline if gap.strip() else gap

    def _cut(self, one: Paragraph, edges: Sequence[int], times: dict[int, Seconds]) -> None:
        said, text = one.inner.text, self.text
        start, end, close = edges[0], edges[-1], text[one.stop : one.close] or "</p>"
        inside = list(said.words())
        words = [said.span(*span) for span in inside]
        places = [(one.head if a == start else words[a - start][0], one.stop if b == end else words[b - 1 - start][1])
                  for a, b in pairwise(edges)]
        bodies = slices(text, one.inner, places, (), self._spelled(one, start, start, end, inside))
        kept = [*self._kept(one, [(left[1], right[0]) for left, right in pairwise(places)]), ""]
        parts = []
        for a, body, rest in zip(edges, bodies, kept, strict=False):
            if a > start:
                time = times.get(a)
                parts.append(close + self.gap + self._head(one, self.edited.speakers[a], time))
                if time is not None:
                    self.estimates.append(Estimate(a, time))
            parts.append(body + rest)
        self.edits.append((one.head, one.stop, "".join(parts)))

    def _kept(self, one: Paragraph, gaps: Sequence[tuple[int, int]]) -> Iterator[str]:
        """What stands between two words and is neither white space nor an open or closed tag: images, comments."""
        starts = [tag.begin for tag in one.inner.tags]
        for begin, stop in gaps:
            tags = one.inner.tags[bisect_left(starts, begin) : bisect_left(starts, stop)]
            left = cut(self.text, begin, stop, [(tag.begin, tag.stop, "") for tag in tags])
            yield left.rstrip() if "<" in left and not re.fullmatch(r"(?:\s|<br\b[^<>]*>)*", left, re.I) else ""

    def _spelled(
        self, one: Paragraph, start: int, a: int, b: int, spans: Sequence[tuple[int, int]]
    ) -> list[tuple[int, int, str]]:
        """Changes inside words `a:b` of a paragraph whose first word is `start` and whose words stand at `spans`."""
        old, new = self.original.words, self.edited.words
        if old is new:
            return []
        return [
            edit
            for at in range(a, b) if old[at].text != new[at].text
            for edit in source_edits(
                one.inner.text, differences(old[at].text, new[at].text, spans[at - start][0]), _escape
            )
        ]


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new fragment: a name, a time where it is known, and a paragraph for each turn."""
    lines = []
    for turn in turns:
        label = "" if turn.speaker == UNLABELLED else " ".join(turn.speaker.split())
        if label.rstrip(": ") != label:
            raise DiarfixError("E203", f"the label {label!r} cannot be written as podcast-html", "rename it first")
        lines.append(f"<cite>{_escape(label)}:</cite>")
        start = turn.time if turn.time is not None else turn.tokens[0].start
        if start is not None:
            lines.append(f"<time>{clock(start)}</time>")
        lines.append(f"<p>{_escape(' '.join(word.text for word in turn.tokens))}</p>\n")
    return Built(read("\n".join(lines), name, False))


FORMAT = Format(
    id="podcast-html",
    title="Podcasting 2.0 HTML",
    suffixes=(".html", ".htm"),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.NOTES, Holds.MARKUP}),
)
