"""ELAN documents, written back: a tier that no edit touches stays byte for byte, and so do annotations in one that is.

An annotation whose words get another speaker moves to that speaker's tier, whole or cut at a word; both pieces of a cut
share a new time slot. A tier that wholly gets one new label is renamed. An annotation that others depend on stays with
them: that it gets another speaker is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from diarfix.errors import DiarfixError
from diarfix.formats import timed
from diarfix.formats.base import Estimate, Written
from diarfix.formats.eaf import Document, Span, aligned_in, number_of, parse, spans_of, tier_id
from diarfix.formats.json_doc import place
from diarfix.formats.splice import Splice, cut, differences
from diarfix.formats.tiers import Row, seat_for
from diarfix.formats.xml_doc import Element
from diarfix.formats.xml_patch import XmlPatch, quoted
from diarfix.model import UNLABELLED, Transcript


class Piece(NamedTuple):
    """What becomes of an annotation or a part of it: its times in milliseconds, its label, and how it is written."""

    low: int
    high: int
    label: str
    entry: Element | str
    whole: bool


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
        self.tiers = list(root.find("TIER"))
        self.order = sorted(self.document.slots.values(), key=lambda slot: slot.at)
        self.dependent: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
        for tier in self.tiers:
            self.dependent[tier.value("PARENT_REF")] += [
                (first.low, last.high) for _, _, first, last in aligned_in(self.document, tier)
            ]
        every = [item for outer in root.find("ANNOTATION") for item in outer.elements]
        self.property = next((item for item in root.find("PROPERTY")
                              if item.value("NAME") == "lastUsedAnnotationId"), None)
        said = self.property.decoded().text.strip() if self.property else ""
        self.last_id = max([number_of(said), *(number_of(item.value("ANNOTATION_ID")) for item in every)])
        self.last_slot = max(map(number_of, self.document.slots), default=0)
        self.referred = {item.value("ANNOTATION_REF") for item in every}
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
        ids = {item.value("TIER_ID") or "" for item in self.tiers}
        for tier, name in zip(tiers, self.names, strict=True):
            if name != tier.label:
                self._rename(tier.element, tier.label, name, ids)
        last = self.last_id
        pieces = [(span, piece) for at, span in enumerate(self.spans) for piece in self._pieces(at, span)]
        rows = [Row(name) for name in self.names]
        for span, piece in pieces:
            if piece.label == self.names[span.tier]:
                rows[span.tier].take(piece.low, piece.high)
        gone: set[int] = set()
        added: dict[int, list[tuple[int, int, Element | str]]] = defaultdict(list)
        changed: set[int] = set()
        for order, (span, piece) in enumerate(pieces):
            stays = piece.label == self.names[span.tier]
            at = span.tier if stays else seat_for(rows, piece.label, piece.low, piece.high)
            if not (stays and piece.whole):
                gone.add(span.outer.begin)
                changed |= {span.tier, at}
                added[at].append((piece.low, order, piece.entry))
        for at in sorted(changed & set(range(len(tiers)))):
            self.patch.children(tiers[at].element, self._merged(tiers[at].element, gone, added[at]))
        self._new_tiers(rows, added, ids)
        if self.new_slots:
            order_of = self.document.order.elements
            self.patch.children(self.document.order, [
                entry for at in range(len(order_of) + 1)
                for entry in (*self.new_slots.get(at, ()), *order_of[at : at + 1])
            ])
        if self.property is not None and self.last_id != last:
            text = self.property.decoded().text
            self.patch.splice(self.property, [Splice(0, len(text), str(self.last_id))] if text else [])
        return Written(self.patch.text(), tuple(self.estimates))

    def _rename(self, tier: Element, old: str, new: str, ids: set[str]) -> None:
        """Another speaker for a tier, and for the tiers that hang on it."""
        key = tier.value("TIER_ID") or ""
        children = [item for item in self.tiers if item.value("PARENT_REF") == key]
        if key == old and new not in ids:
            ids.add(new)
            self.patch.set(tier, "TIER_ID", new)
            for item in children:
                self.patch.set(item, "PARENT_REF", new)
        elif not (tier.value("PARTICIPANT") or "").strip():
            self.patch.set(tier, "PARTICIPANT", new)
        for item in (tier, *children):
            if " ".join((item.value("PARTICIPANT") or "").split()) == old:
                self.patch.set(item, "PARTICIPANT", new)

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
        if cuts or labels[0] != self.names[span.tier]:
            self._refuse_dependents(span)
        if not cuts:
            self.patch.splice(span.value, changes)
            yield Piece(low, high, labels[0], span.outer, True)
            return
        shares = timed.shares(old[first:last], cuts, low / 1000, high / 1000)
        slot, time = span.inner.value("TIME_SLOT_REF1") or "", low
        for (a, b), share in zip(pairwise([0, *cuts, len(labels)]), [*shares[1:], None], strict=True):
            until, leave = high, span.inner.value("TIME_SLOT_REF2") or ""
            if share is not None:
                until = min(high, max(time + 1, round(share.begin * 1000)))
                leave = self._slot(span, until)
                if None not in (span.first.value, span.last.value):
                    self.estimates.append(Estimate(first + b, until / 1000))
            said = " ".join(word.text for word in new[first + a : first + b])
            yield Piece(time, until, labels[a], self._part(span, a, slot, leave, said), False)
            slot, time = leave, until

    def _part(self, span: Span, a: int, enter: str, leave: str, said: str) -> str:
        """A part of an annotation between two slots; the first one keeps its id."""
        edits = [(span.value.inner, span.value.close, escape(said))]
        values = {"TIME_SLOT_REF1": enter, "TIME_SLOT_REF2": leave}
        if a:
            self.last_id += 1
            values["ANNOTATION_ID"] = f"a{self.last_id}"
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
        behind = (slot for slot in self.order if slot.at > span.first.at)
        stop = next((slot.at for slot in behind if slot.at == span.last.at or (slot.value or 0) > time),
                    len(self.document.order.elements))
        value = f' TIME_VALUE="{time}"' if aligned else ""
        self.new_slots[stop].append(f'<TIME_SLOT TIME_SLOT_ID="{key}"{value}/>')
        return key

    def _refuse_dependents(self, span: Span) -> None:
        key = self.document.tiers[span.tier].element.value("TIER_ID")
        inside = (low < max(span.last.high, span.first.low + 1) and high > span.first.low
                  for low, high in self.dependent.get(key, ()))
        own = span.inner.value("ANNOTATION_ID")
        if (own is not None and own in self.referred) or any(inside):
            raise DiarfixError("E203", f"others depend on annotation {own or ''}, which gets another speaker",
                               "convert it to vtt, or take the dependent tiers out",
                               place(self.document.text, self.document.name, span.inner.begin))

    def _merged(
        self, tier: Element, gone: set[int], added: list[tuple[int, int, Element | str]]
    ) -> list[Element | str]:
        """A tier's annotations by their start; those that stay keep their order."""
        times = {outer.begin: first.low for outer, _, first, _ in aligned_in(self.document, tier)}
        made: list[Element | str] = []
        waiting = sorted(added, key=lambda item: item[:2])
        for outer in tier.elements:
            while waiting and outer.begin in times and waiting[0][0] < times[outer.begin]:
                made.append(waiting.pop(0)[2])
            if outer.begin not in gone:
                made.append(outer)
        return [*made, *(item[2] for item in waiting)]

    def _new_tiers(
        self, rows: list[Row], added: dict[int, list[tuple[int, int, Element | str]]], ids: set[str]
    ) -> None:
        """Tiers for labels that had none, or no room, behind the last one and in the style of the fullest."""
        tiers = self.document.tiers
        if len(rows) == len(tiers):
            return
        like = max((tier.element for tier in tiers), key=lambda item: len(item.elements))
        made: list[str] = []
        for at in range(len(tiers), len(rows)):
            label = "" if rows[at].label == UNLABELLED else rows[at].label
            key = tier_id(label, ids)
            who = label if label and (key != label or like.get("PARTICIPANT")) else None
            entries = [item[2] for item in sorted(added[at], key=lambda item: item[:2])]
            made.append(self.patch.render(like, {"TIER_ID": key, "PARTICIPANT": who}, entries))
        own = self.document.root.elements
        last = max(at for at, item in enumerate(own) if item.tag == "TIER")
        self.patch.children(self.document.root, [*own[: last + 1], *made, *own[last + 1 :]])
