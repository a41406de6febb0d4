"""JSON formats whose segments hold one speaker each: relabelling them, and cutting those that now hold several.

    before   {"speaker": "A", "start": 1.0, "end": 4.0, "text": " So it is. Right.", "words": [w0, w1, w2, w3]}
    after    {"speaker": "A", "start": 1.0, "end": 2.9, "text": " So it is.", "words": [w0, w1, w2]},
             {"speaker": "B", "start": 3.1, "end": 4.0, "text": " Right.", "words": [w3]}

A segment is cut where an edit made a boundary; one whose words disagree in the source stays as it is. All other
members are repeated in each piece as they stand. A segment that no edit touches is copied byte for byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from diarfix.formats import timed
from diarfix.formats.base import Estimate
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch, decoded
from diarfix.formats.splice import Decoded, Splice, cut, differences, source_edits
from diarfix.model import UNLABELLED, Seconds, Transcript, Word

REACH = 200
"""Characters ahead in which a word of a segment is looked for in its text."""


class Change(NamedTuple):
    """Words and their labels, before and after; all four are as long."""

    old_words: Sequence[Word]
    new_words: Sequence[Word]
    old: Sequence[str]
    new: Sequence[str]

    @classmethod
    def of(cls, original: Transcript, edited: Transcript) -> Change:
        """From one transcript to the other."""
        return cls(original.words, edited.words, original.speakers, edited.speakers)

    def at(self, order: Sequence[int]) -> Change:
        """The words `order` alone; for lists that hold some words, or in another order."""
        words, new_words = [self.old_words[at] for at in order], [self.new_words[at] for at in order]
        return Change(words, new_words, [self.old[at] for at in order], [self.new[at] for at in order])

    def relabelled(self) -> Iterator[int]:
        """The words whose label is another now."""
        return (at for at, (old, new) in enumerate(zip(self.old, self.new, strict=True)) if old != new)

    def respelled(self) -> Iterator[int]:
        """The words whose text is another now."""
        pairs = zip(self.old_words, self.new_words, strict=True)
        return (at for at, (old, new) in enumerate(pairs) if old.text != new.text)


class Piece(NamedTuple):
    """Words `start:end` of a segment (counted in it) as they are to be written: under `label`, at `share`'s times.

    `relabelled`: the source says another label, or the piece is one of several. `share` is None for a whole segment.
    """

    segment: Segment
    start: int
    end: int
    label: str
    relabelled: bool
    share: timed.Share | None = None


Extra = Callable[[Piece], Mapping[str, str | None]]
"""More members of a piece, as raw JSON; those of a whole segment only where they change."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The members of a segment: its label, times, text, and the array of its words ("" where there is none).

    `time` and `write_label` write values as raw JSON; `patch` is that of the document.
    """

    speaker: str
    start: str
    end: str
    text: str
    words: str
    time: Callable[[Patch, Seconds], str]
    write_label: Callable[[Patch, str], str] = Patch.quote


@dataclass(frozen=True)
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

    @cached_property
    def placed(self) -> tuple[tuple[int, int], ...] | None:
        """The places of all words; None where one of them has none."""
        known = tuple(span for span in self.spans if span is not None)
        return known if len(known) == len(self.spans) else None


def find_spans(text: str, words: Sequence[Word]) -> tuple[tuple[int, int] | None, ...]:
    """Where each word stands in a text, one after the other; None for one that does not.

    >>> find_spans(" Meet at ten.", [Word("Meet", 0, 0), Word("noon", 0, 0), Word("ten.", 0, 0)])
    ((1, 5), None, (9, 13))
    """
    spans: list[tuple[int, int] | None] = []
    edge = 0
    for word in words:
        at = _find(text, word.text, edge)
        spans.append((at, at + len(word.text)) if at >= 0 else None)
        edge = at + len(word.text) if at >= 0 else edge
    return tuple(spans)


def _find(text: str, word: str, edge: int) -> int:
    """The first place of a whole word within `REACH` characters, so that one word amiss does not lose the others."""
    stop = edge + REACH + len(word)
    at = text.find(word, edge, stop)
    while at >= 0:
        end = at + len(word)
        if not (at > edge and _joined(text[at - 1], word[0])) and not _joined(word[-1], text[end : end + 1]):
            return at
        at = text.find(word, at + 1, stop)
    return -1


def _joined(left: str, right: str) -> bool:
    """Whether two characters belong to one word, in scripts that put spaces between words."""
    return left.isalnum() and right.isalnum() and max(left, right) < "\u2e80"


def relabel_segments(
    patch: Patch, array: Node, segments: Sequence[Segment], keys: Keys, change: Change, extra: Extra | None = None
) -> list[Estimate]:
    """Give every segment of `array` its new label and texts, cut where needed; the times that had to be made up.

    `segments` are the items of `array` that hold words of `change`. The words' own members are the caller's to set,
    before this is called.
    """
    writer = _Writer(patch, keys, change, extra)
    entries: list[Node | str] = []
    known = {segment.node.begin: segment for segment in segments if segment.spans}
    for item in array.items:
        segment = known.get(item.begin)
        entries += writer.entries(segment) if segment is not None else [item]
    if len(entries) != len(array.items) or any(isinstance(entry, str) for entry in entries):
        patch.items(array, entries)
    return writer.estimates


def text_splices(segment: Segment, change: Change, start: int = 0, end: int | None = None) -> list[Splice]:
    """What changes in the segment's text because words `start:end` of it are written otherwise now."""
    changes: list[Splice] = []
    for at in range(start, len(segment.spans) if end is None else end):
        old, new = change.old_words[segment.first + at].text, change.new_words[segment.first + at].text
        span = segment.spans[at]
        if old != new and span is not None:
            changes += differences(old, new, span[0])
    return changes


class _Writer:
    """One array's writing."""

    def __init__(self, patch: Patch, keys: Keys, change: Change, extra: Extra | None) -> None:
        self.patch, self.keys, self.change, self.extra = patch, keys, change, extra
        self.estimates: list[Estimate] = []

    def entries(self, segment: Segment) -> list[Node | str]:
        """What stands in place of one segment."""
        old = self.change.old[segment.first : segment.last]
        new = self.change.new[segment.first : segment.last]
        cuts = [at for at in range(1, len(new)) if new[at] != new[at - 1] and old[at] == old[at - 1]]
        if cuts:
            return self._pieces(segment, cuts, new)
        label = label_of(new, segment.label)
        relabelled = old != new and label != (segment.label or UNLABELLED)
        if relabelled and self.keys.speaker:
            self.patch.set(segment.node, self.keys.speaker, self._raw_label(label))
        node = segment.node.get(self.keys.text) if self.keys.text else None
        for splice in text_splices(segment, self.change) if node is not None else ():
            self.patch.splice(node, *splice)  # type: ignore[arg-type]
        if self.extra is not None:
            for key, raw in self.extra(Piece(segment, 0, len(segment.spans), label, relabelled)).items():
                self.patch.set(segment.node, key, raw)
        return [segment.node]

    def _raw_label(self, label: str) -> str | None:
        return None if label == UNLABELLED else self.keys.write_label(self.patch, label)

    def _pieces(self, segment: Segment, cuts: Sequence[int], new: Sequence[str]) -> list[Node | str]:
        edges = [0, *cuts, len(new)]
        times = self._times(segment, cuts)
        node = segment.node.get(self.keys.text) if self.keys.text else None
        text = decoded(self.patch.source, node) if node is not None and segment.placed is not None else None
        made: list[Node | str] = []
        for number, (a, b) in enumerate(pairwise(edges)):
            label = label_of(new[a:b], segment.label)
            members: dict[str, str | None] = {}
            if self.keys.speaker:
                members[self.keys.speaker] = self._raw_label(label)
            if times and number and self.keys.start:
                members[self.keys.start] = self.keys.time(self.patch, times[number].begin)
            if times and b < len(new) and self.keys.end:
                members[self.keys.end] = self.keys.time(self.patch, times[number].end)
            if times and times[number].estimated:
                self.estimates.append(Estimate(segment.first + a, times[number].begin))
            if self.keys.text and segment.node.has(self.keys.text):
                members[self.keys.text] = self._text(segment, text, a, b)
            if segment.items:
                members[self.keys.words] = self._words(segment, a, b)
            if self.extra is not None:
                members.update(self.extra(Piece(segment, a, b, label, True, times[number] if times else None)))
            made.append(self.patch.render(segment.node, members))
        return made

    def _times(self, segment: Segment, cuts: Sequence[int]) -> list[timed.Share]:
        words = self.change.old_words[segment.first : segment.last]
        begin = segment.start if segment.start is not None else words[0].start
        end = segment.end if segment.end is not None else words[-1].end
        return [] if begin is None or end is None else timed.shares(words, cuts, begin, max(begin, end))

    def _text(self, segment: Segment, text: Decoded | None, a: int, b: int) -> str:
        """The text of words `a:b`: with what stands before them, and behind the last word of all.

        `text` is the segment's, None where the words do not stand in it.
        """
        spans = segment.placed
        if text is None or spans is None:
            node = segment.node.get(self.keys.text)
            words = self.change.new_words[segment.first + a : segment.first + b]
            lead = " " if node is not None and str(node.value)[:1] == " " else ""
            return self.patch.quote(lead + " ".join(word.text for word in words))
        begin = spans[a - 1][1] if a else 0
        stop = spans[b - 1][1] if b < len(spans) else len(text.text)
        if a and not text.text[:1].isspace():
            begin = spans[a][0]
        changes = text_splices(segment, self.change, a, b)
        edits = source_edits(text, changes, lambda new: self.patch.quote(new)[1:-1])
        return '"' + cut(self.patch.source, text.places[begin], text.end(stop - 1), edits) + '"'

    def _words(self, segment: Segment, a: int, b: int) -> str:
        """The array of words `a:b`; an item that is no word stays with the word before it."""
        array = segment.node.get(self.keys.words)
        assert array is not None
        begin = segment.items[a] if a else 0
        stop = segment.items[b] if b < len(segment.items) else len(array.items)
        return self.patch.render(array, entries=array.items[begin:stop])


def label_of(labels: Sequence[str], own: str | None) -> str:
    """The label of a segment whose words have these: theirs, or where they differ its own if any has it."""
    counts = Counter(labels)
    return own if own is not None and own in counts else counts.most_common(1)[0][0]
