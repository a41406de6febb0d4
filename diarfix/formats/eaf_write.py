"""ELAN documents, written back: a tier that no edit touches stays byte for byte, and so do annotations in one that is.

An annotation whose words get another speaker moves to that speaker's tier, whole or cut at a word; both pieces of a cut
share a new time slot. A tier that wholly gets one new label is renamed. What depends on an annotation goes with it, to
the tier of the same type that hangs on the new speaker's, made where there is none; a cut falls between the annotations
in time that depend on it (see `eaf_children`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from diarfix.errors import DiarfixError
from diarfix.formats import timed
from diarfix.formats.base import Estimate, Written
from diarfix.formats.eaf import Document, Span, number_of, parse, spans_of
from diarfix.formats.eaf_children import Child, Line
from diarfix.formats.eaf_tiers import Move, NewTier, TierBook
from diarfix.formats.json_doc import place
from diarfix.formats.splice import Splice, cut, differences
from diarfix.formats.tiers import Row, seat_for
from diarfix.formats.xml_doc import Element
from diarfix.formats.xml_patch import XmlPatch, quoted
from diarfix.model import UNLABELLED, Transcript


class Piece(NamedTuple):
    """What becomes of an annotation or a part of it, `whole` or its words `start:end`.

    Its times in milliseconds, its label, how it is written, its id, and the ids of its slots.
    """

    low: int
    high: int
    label: str
    entry: Element | str
    whole: bool
    start: int
    end: int
    key: str
    enter: str
    leave: str


class Seam(NamedTuple):
    """Where an annotation is cut: milliseconds, the slot that is there ("": none), and whether the time is known."""

    time: int
    key: str
    known: bool


def write(document: Document, original: Transcript, edited: Transcript) -> Written:
    """The document with the turns and words of `edited`. Raises E203 where it cannot hold them."""
    made = _Writer(document, original, edited).written()
    again = parse(made.text, document.name)
    read = [(span.text.text[a:b], again.tiers[span.tier].label) for span in spans_of(again) for a, b in span.words]
    labels = [" ".join(label.split()) for label in edited.speakers]
    if read != list(zip((word.text for word in edited.words), labels, strict=True)):
        raise DiarfixError("E203", "its tiers cannot hold these words and speakers in this order",
                           "convert it to vtt, which can", edited.place(0))
    return made


@dataclass
class _Writer:
    """One writing; the only mutable thing here."""

    document: Document
    original: Transcript
    edited: Transcript
    estimates: list[Estimate] = field(default_factory=list)
    new_slots: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        root = self.document.root
        self.patch = XmlPatch(self.document.text, root)
        self.spans = spans_of(self.document)
        self.firsts = [0]
        for span in self.spans:
            self.firsts.append(self.firsts[-1] + len(span.words))
        self.book = TierBook(self.document, self.patch)
        self.dependents = self.book.dependents
        # A seam there would join what is no part of the same annotation.
        self.taken = {slot.at for span in self.spans for slot in (span.first, span.last)}
        self.slots_end = len(self.document.order.elements)
        self.order = sorted(self.document.slots.values(), key=lambda slot: slot.at)
        every = [item for outer in root.find("ANNOTATION") for item in outer.elements]
        self.property = next((item for item in root.find("PROPERTY")
                              if item.value("NAME") == "lastUsedAnnotationId"), None)
        said = self.property.decoded().text.strip() if self.property else ""
        self.last_id = max([number_of(said), *(number_of(item.value("ANNOTATION_ID")) for item in every)])
        self.last_slot = max(map(number_of, self.document.slots), default=0)
        self.names = self._renamed()

    def _renamed(self) -> list[str]:
        """The label of each tier: another one where all its words get that one, which no tier had."""
        tiers = self.document.tiers
        labels: list[set[str]] = [set() for _ in tiers]
        for at, span in enumerate(self.spans):
            labels[span.tier] |= set(self.edited.speakers[self.firsts[at] : self.firsts[at + 1]])
        known = {tier.label for tier in tiers} | {UNLABELLED}
        return [next(iter(new)) if len(new) == 1 and not new & known else tier.label
                for tier, new in zip(tiers, labels, strict=True)]

    def written(self) -> Written:
        """The whole document."""
        tiers = self.document.tiers
        targets: list[Element | NewTier] = [tier.element for tier in tiers]
        keys = [tier.element.value("TIER_ID") or "" for tier in tiers]
        for at, (tier, name) in enumerate(zip(tiers, self.names, strict=True)):
            if name != tier.label:
                keys[at] = self.book.rename(tier.element, tier.label, name)
        last = self.last_id
        pieces = [list(self._pieces(at, span)) for at, span in enumerate(self.spans)]
        rows = [Row(name) for name in self.names]
        for span, mine in zip(self.spans, pieces, strict=True):
            for piece in mine:
                if piece.label == self.names[span.tier]:
                    rows[span.tier].take(piece.low, piece.high)
        order = 0
        for span, mine in zip(self.spans, pieces, strict=True):
            seats = []
            for piece in mine:
                stays = piece.label == self.names[span.tier]
                at = span.tier if stays else seat_for(rows, piece.label, piece.low, piece.high)
                if at == len(targets):
                    targets.append(self.book.new(piece.label))
                    keys.append(targets[-1].key)  # type: ignore[union-attr]
                seats.append((piece, targets[at], keys[at]))
                if not (stays and piece.whole):
                    self.book.put(span.outer, targets[at], (piece.low, order, piece.entry))
                order += 1
            if len(mine) > 1 or seats[0][1] is not tiers[span.tier].element:
                self._follow(span, seats)
        self._finish(last)
        return Written(self.patch.text(), tuple(self.estimates))

    def _finish(self, last: int) -> None:
        """Tiers, slots and the last id used are written."""
        self.book.write()
        if self.new_slots:
            order_of = self.document.order.elements
            self.patch.children(self.document.order, [
                entry for at in range(len(order_of) + 1)
                for entry in (*self.new_slots.get(at, ()), *order_of[at : at + 1])
            ])
        if self.property is not None and self.last_id != last:
            text = self.property.decoded().text
            self.patch.splice(self.property, [Splice(0, len(text), str(self.last_id))] if text else [])

    def _follow(self, span: Span, seats: Sequence[tuple[Piece, Element | NewTier, str]]) -> None:
        """What depends on an annotation goes where its pieces go."""
        tier = self.document.tiers[span.tier].element
        pieces = [piece for piece, _, _ in seats]
        edges = [0, *(piece.end for piece in pieces)]
        times = [piece.low for piece in pieces]
        for line in self.dependents.lines(tier, span.inner):
            if line.timed and None in (span.first.value, span.last.value):
                raise self._fault(span, "others depend on annotation {}, which has no times")
            for (piece, parent, key), items in zip(seats, line.shared(edges, times), strict=True):
                changes = [self._changed(line, item, piece, at, len(items)) for at, item in enumerate(items)]
                if any(one and line.timed and self._timed_below(line.tier, item)
                       for one, item in zip(changes, items, strict=True)):
                    raise self._fault(span, "annotation {} would be cut inside what depends on it twice over")
                names = tier.value("TIER_ID") or "", key
                move = Move(tier, parent, key, names) if parent is not tier else None
                if items and (move or any(changes)):
                    self.book.hand_over(line.tier, items, changes, move)

    def _changed(self, line: Line, item: Child, piece: Piece, at: int, count: int) -> dict[str, str | None]:
        """Other attributes of the item `at` of the `count` that go with a piece."""
        if piece.whole:
            return {}
        if not line.timed:
            made: dict[str, str | None] = {}
            if piece.start:
                made["ANNOTATION_REF"] = piece.key
                made |= {"PREVIOUS_ANNOTATION": None} if at == 0 and item.inner.get("PREVIOUS_ANNOTATION") else {}
            return made
        assert item.ends is not None
        first, last = item.ends
        enters = (line.tiling and at == 0) or (first.value is not None and first.value < piece.low)
        leaves = (line.tiling and at == count - 1) or (last.value is not None and last.value > piece.high)
        wanted = {"TIME_SLOT_REF1": piece.enter if enters else None, "TIME_SLOT_REF2": piece.leave if leaves else None}
        return {tag: slot for tag, slot in wanted.items() if slot is not None and slot != item.inner.value(tag)}

    def _timed_below(self, tier: Element, item: Child) -> bool:
        return any(line.timed for line in self.dependents.lines(tier, item.inner))

    def _pieces(self, index: int, span: Span) -> Iterator[Piece]:
        """One annotation as it is to be written."""
        first, last = self.firsts[index], self.firsts[index + 1]
        old, new = self.original.words, self.edited.words
        labels = self.edited.speakers[first:last]
        changes = [
            splice for at in range(first, last) if old[at].text != new[at].text
            for splice in differences(old[at].text, new[at].text, span.words[at - first][0])
        ]
        cuts = [at for at in range(1, len(labels)) if labels[at] != labels[at - 1]]
        low, high = span.first.low, max(span.first.low, span.last.high)
        key, enter, end = (span.inner.value(tag) or "" for tag in ("ANNOTATION_ID", "TIME_SLOT_REF1", "TIME_SLOT_REF2"))
        if not cuts:
            self.patch.splice(span.value, changes)
            yield Piece(low, high, labels[0], span.outer, True, 0, len(labels), key, enter, end)
            return
        shares = timed.shares(old[first:last], cuts, low / 1000, high / 1000)
        slot, time = enter, low
        seams = self._seams(span, cuts, [round(share.begin * 1000) for share in shares[1:]], low, high)
        for (a, b), seam in zip(pairwise([0, *cuts, len(labels)]), [*seams, None], strict=True):
            until, leave = high, end
            if seam is not None:
                until, leave = seam.time, seam.key or self._slot(span, seam.time)
                if not seam.known and None not in (span.first.value, span.last.value):
                    self.estimates.append(Estimate(first + b, until / 1000))
            said = " ".join(word.text for word in new[first + a : first + b])
            if a:
                self.last_id += 1
                key = f"a{self.last_id}"
            yield Piece(time, until, labels[a], self._part(span, key, slot, leave, said), False, a, b, key, slot, leave)
            slot, time = leave, until

    def _seams(self, span: Span, cuts: Sequence[int], guesses: Sequence[int], low: int, high: int) -> Iterator[Seam]:
        """Where an annotation is cut before the words `cuts`: between what depends on it, else as guessed."""
        lines = [line for line in self.dependents.lines(self.document.tiers[span.tier].element, span.inner)
                 if line.timed]
        count = len(span.words)
        worded = next((line for line in lines if len(line.items) == count), None)
        starts = sorted({(item.ends[0].value, self._free(item)) for line in lines for item in line.items
                         if item.ends is not None and item.ends[0].value is not None})
        edge = low
        for number, (cut_at, guess) in enumerate(zip(cuts, guesses, strict=True)):
            room = high - (len(cuts) - number)
            ends = worded.items[cut_at].ends if worded is not None else None
            if ends is not None and worded is not None:
                key = self._free(worded.items[cut_at])
                time = ends[0].value
                if time is None:
                    time = min(high, max(edge + 1, guess))
                    self.patch.set(ends[0].element, "TIME_VALUE", str(time))
                    yield Seam(time, key, False)
                elif edge < time < high:
                    yield Seam(time, key, True)
                else:
                    raise self._fault(span, "the words that depend on annotation {} do not lie in it")
            else:
                inside = [one for one in starts if edge < one[0] <= room]
                alone = (min(high, max(edge + 1, guess)), "")
                time, key = min(inside, key=lambda one: (abs(one[0] - guess), one), default=alone)
                yield Seam(time, key, False)
            edge = time

    def _free(self, item: Child) -> str:
        """The id of the slot at which a dependent annotation begins, if no speaker's annotation meets there."""
        assert item.ends is not None
        return "" if item.ends[0].at in self.taken else item.inner.value("TIME_SLOT_REF1") or ""

    def _part(self, span: Span, key: str, enter: str, leave: str, said: str) -> str:
        """A part of an annotation, of that id and between these slots."""
        edits = [(span.value.inner, span.value.close, escape(said))]
        values = {"ANNOTATION_ID": key, "TIME_SLOT_REF1": enter, "TIME_SLOT_REF2": leave}
        for tag, value in values.items():
            found = span.inner.get(tag)
            if found is not None:
                edits.append((found.first, found.last, quoted(value)))
        return cut(self.document.text, span.outer.begin, span.outer.stop, edits)

    def _slot(self, span: Span, time: int) -> str:
        """A new slot in order behind the first one of the annotation; without a time where one of its ends has none."""
        self.last_slot += 1
        key = f"ts{self.last_slot}"
        aligned = None not in (span.first.value, span.last.value)
        start = bisect_right(self.order, span.first.at, key=lambda slot: slot.at)
        behind = (self.order[at] for at in range(start, len(self.order)))
        stop = next((slot.at for slot in behind if slot.at == span.last.at or (slot.value or 0) > time),
                    self.slots_end)
        value = f' TIME_VALUE="{time}"' if aligned else ""
        self.new_slots[stop].append(f'<TIME_SLOT TIME_SLOT_ID="{key}"{value}/>')
        return key

    def _fault(self, span: Span, what: str) -> DiarfixError:
        said = what.format(span.inner.value("ANNOTATION_ID") or "")
        return DiarfixError("E203", f"{said}; it gets another speaker", "convert it to vtt, or mend its tiers in ELAN",
                            place(self.document.text, self.document.name, span.inner.begin))
