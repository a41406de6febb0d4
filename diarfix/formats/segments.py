"""JSON formats whose segments hold one speaker each: relabelling them, and cutting those that now hold several.

    before   {"speaker": "A", "start": 1.0, "end": 4.0, "text": " So it is. Right.", "words": [w0, w1, w2, w3]}
    after    {"speaker": "A", "start": 1.0, "end": 2.9, "text": " So it is.", "words": [w0, w1, w2]},
             {"speaker": "B", "start": 3.1, "end": 4.0, "text": " Right.", "words": [w3]}

A segment is cut where an edit made a boundary; one whose words disagree in the source stays as it is. All other
members are repeated in each piece as they stand. A segment that no edit touches is copied byte for byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diarfix.formats import timed
from diarfix.formats.base import Estimate
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch, decoded
from diarfix.formats.splice import Splice, cut, differences, source_edits
from diarfix.model import UNLABELLED, Seconds, Transcript, Word

Extra = Callable[["Segment", int, int], Mapping[str, str | None]]
"""More members of the piece that holds words `start:end` of a segment (counted in it), as raw JSON."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The members of a segment: its label, times, text, and the array of its words ("" where there is none).

    `time` and `label` write values as raw JSON; `patch` is that of the document.
    """

    speaker: str
    start: str
    end: str
    text: str
    words: str
    time: Callable[[Patch, Seconds], str]
    label: Callable[[Patch, str], str]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of the source: its node, label and times, and the transcript's words `first:first + len(spans)`.

    `spans` are the words' places in its decoded text, None for one that does not stand there. `items[i]` is word
    `i`'s place in the array of words; empty where there is none.
    """

    node: Node
    label: str | None
    start: Seconds | None
    end: Seconds | None
    first: int
    spans: tuple[tuple[int, int] | None, ...]
    items: tuple[int, ...] = ()

    @property
    def last(self) -> int:
        """One past the last word."""
        return self.first + len(self.spans)


def find_spans(text: str, words: Sequence[Word]) -> tuple[tuple[int, int] | None, ...]:
    """Where each word stands in a text, one after the other; None for one that does not.

    >>> find_spans(" Meet at ten.", [Word("Meet", 0, 0), Word("noon", 0, 0), Word("ten.", 0, 0)])
    ((1, 5), None, (9, 13))
    """
    spans: list[tuple[int, int] | None] = []
    edge = 0
    for word in words:
        at = text.find(word.text, edge)
        spans.append((at, at + len(word.text)) if at >= 0 else None)
        edge = at + len(word.text) if at >= 0 else edge
    return tuple(spans)


def relabel_segments(
    patch: Patch, array: Node, segments: Sequence[Segment], keys: Keys, original: Transcript, edited: Transcript,
    extra: Extra | None = None,
) -> list[Estimate]:
    """Give every segment of `array` its new label and texts, cut where needed; the times that had to be made up.

    `segments` are the items of `array` that hold words, in order. The words' own members are the caller's to set,
    before this is called.
    """
    writer = _Writer(patch, keys, original, edited, extra)
    entries: list[Node | str] = []
    known = {segment.node.begin: segment for segment in segments}
    for item in array.items:
        segment = known.get(item.begin)
        entries += writer.entries(segment) if segment is not None else [item]
    if len(entries) != len(array.items) or any(isinstance(entry, str) for entry in entries):
        patch.items(array, entries)
    return writer.estimates


def text_splices(
    segment: Segment, original: Transcript, edited: Transcript, start: int = 0, end: int | None = None
) -> list[Splice]:
    """What changes in the segment's text because words `start:end` of it are written otherwise now."""
    changes: list[Splice] = []
    for at in range(start, len(segment.spans) if end is None else end):
        old, new = original.words[segment.first + at].text, edited.words[segment.first + at].text
        span = segment.spans[at]
        if old != new and span is not None:
            changes += differences(old, new, span[0])
    return changes


class _Writer:
    """One array's writing."""

    def __init__(
        self, patch: Patch, keys: Keys, original: Transcript, edited: Transcript, extra: Extra | None
    ) -> None:
        self.patch, self.keys, self.original, self.edited, self.extra = patch, keys, original, edited, extra
        self.estimates: list[Estimate] = []

    def entries(self, segment: Segment) -> list[Node | str]:
        """What stands in place of one segment."""
        old = self.original.speakers[segment.first : segment.last]
        new = self.edited.speakers[segment.first : segment.last]
        cuts = [at for at in range(1, len(new)) if new[at] != new[at - 1] and old[at] == old[at - 1]]
        if cuts:
            return self._pieces(segment, cuts, new)
        if old != new:
            self._label(segment, new)
        node = segment.node.get(self.keys.text) if self.keys.text else None
        for change in text_splices(segment, self.original, self.edited) if node is not None else ():
            self.patch.splice(node, *change)  # type: ignore[arg-type]
        if self.extra is not None:
            for key, raw in self.extra(segment, 0, len(segment.spans)).items():
                self.patch.set(segment.node, key, raw)
        return [segment.node]

    def _label(self, segment: Segment, new: Sequence[str]) -> None:
        label = _label_of(new, segment.label)
        if label != (segment.label or UNLABELLED):
            self.patch.set(segment.node, self.keys.speaker, self._raw_label(label))

    def _raw_label(self, label: str) -> str | None:
        return None if label == UNLABELLED else self.keys.label(self.patch, label)

    def _pieces(self, segment: Segment, cuts: Sequence[int], new: Sequence[str]) -> list[Node | str]:
        edges = [0, *cuts, len(new)]
        times = self._times(segment, cuts)
        made: list[Node | str] = []
        for number, (a, b) in enumerate(pairwise(edges)):
            members: dict[str, str | None] = {self.keys.speaker: self._raw_label(_label_of(new[a:b], segment.label))}
            if times and number:
                members[self.keys.start] = self.keys.time(self.patch, times[number].begin)
            if times and b < len(new):
                members[self.keys.end] = self.keys.time(self.patch, times[number].end)
            if times and times[number].estimated:
                self.estimates.append(Estimate(segment.first + a, times[number].begin))
            if self.keys.text and segment.node.has(self.keys.text):
                members[self.keys.text] = self._text(segment, a, b)
            if segment.items:
                members[self.keys.words] = self._words(segment, a, b)
            if self.extra is not None:
                members.update(self.extra(segment, a, b))
            made.append(self.patch.render(segment.node, members))
        return made

    def _times(self, segment: Segment, cuts: Sequence[int]) -> list[timed.Share]:
        words = self.original.words[segment.first : segment.last]
        begin = segment.start if segment.start is not None else words[0].start
        end = segment.end if segment.end is not None else words[-1].end
        return [] if begin is None or end is None else timed.shares(words, cuts, begin, max(begin, end))

    def _text(self, segment: Segment, a: int, b: int) -> str:
        """The text of words `a:b`: with what stands before them, and behind the last word of all."""
        node = segment.node.get(self.keys.text)
        if node is None or any(span is None for span in segment.spans):
            words = self.edited.words[segment.first + a : segment.first + b]
            lead = " " if node is not None and str(node.value)[:1] == " " else ""
            return self.patch.quote(lead + " ".join(word.text for word in words))
        text = decoded(self.patch.source, node)
        spans = [span for span in segment.spans if span is not None]
        begin = spans[a - 1][1] if a else 0
        stop = spans[b - 1][1] if b < len(spans) else len(text.text)
        if a and not text.text[:1].isspace():
            begin = spans[a][0]
        changes = text_splices(segment, self.original, self.edited, a, b)
        edits = source_edits(text, changes, lambda new: self.patch.quote(new)[1:-1])
        return '"' + cut(self.patch.source, text.places[begin], text.end(stop - 1), edits) + '"'

    def _words(self, segment: Segment, a: int, b: int) -> str:
        """The array of words `a:b`; an item that is no word stays with the word before it."""
        array = segment.node.get(self.keys.words)
        assert array is not None
        begin = segment.items[a] if a else 0
        stop = segment.items[b] if b < len(segment.items) else len(array.items)
        return self.patch.render(array, entries=array.items[begin:stop])


def _label_of(labels: Sequence[str], own: str | None) -> str:
    """The label of a segment whose words have these: theirs, or where they differ its own if any has it."""
    counts = Counter(labels)
    return own if own is not None and own in counts else counts.most_common(1)[0][0]
