"""`eaf`: ELAN annotation files, https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf.

    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/>              whole milliseconds; none: not aligned
    <TIER TIER_ID="Mara" PARTICIPANT="Mara Quill" ...>             a tier is a speaker: PARTICIPANT, else TIER_ID
      <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
        <ANNOTATION_VALUE>Good morning</ANNOTATION_VALUE> ...

Tiers with a parent (glosses, translations, words of phrases) are no speech; they go where theirs goes. Annotations are
read by their start, ties by the order of their time slots; those that share a slot are read one after the other, which
is how the pieces of one that was cut stay together.
Own reader: pympi-ling 1.71 loses comments, attribute order and layout, and writes slots out of order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.sax.saxutils import escape

from diarfix.errors import DiarfixError
from diarfix.formats import xml_doc
from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_doc import place
from diarfix.formats.probe import Probe
from diarfix.formats.splice import Decoded
from diarfix.formats.tiers import Row, Seat, reading_order, seat_for
from diarfix.formats.xml_doc import Element
from diarfix.formats.xml_patch import quoted
from diarfix.model import UNLABELLED, Seconds, Source, Transcript, Word

_MILLISECONDS = re.compile(r"\s*\d{1,11}\s*")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<ANNOTATION_DOCUMENT AUTHOR="" DATE="1970-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">'
)
_TYPE = '<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>'


class Slot(NamedTuple):
    """A time slot: its place in the order, its milliseconds (None: not aligned), the known ones at or around it."""

    at: int
    value: int | None
    low: int
    high: int
    element: Element


class Span(NamedTuple):
    """An annotation with words: its tier's index, its `ANNOTATION` and `ALIGNABLE_ANNOTATION`, its slots, its text."""

    tier: int
    outer: Element
    inner: Element
    first: Slot
    last: Slot
    value: Element
    text: Decoded
    words: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Tier:
    """A tier without a parent, and its speaker."""

    element: Element
    label: str


@dataclass(frozen=True)
class Document:
    """What is read of an annotation document; slots by id, in their order."""

    text: str = field(repr=False)
    name: str
    root: Element
    order: Element
    slots: dict[str, Slot]
    tiers: tuple[Tier, ...]


def sniff(probe: Probe) -> float:
    """1 where the root of the XML is that of an annotation document."""
    return float(probe.xml_root == "ANNOTATION_DOCUMENT")


def _fault(text: str, name: str, at: int, what: str, remedy: str = "save it from ELAN again") -> DiarfixError:
    return DiarfixError("E203", what, remedy, place(text, name, at))


def parse(text: str, name: str) -> Document:
    """The slots and speakers' tiers. Raises E203."""
    root = xml_doc.parse(text, name)
    order = next((item for item in root.elements if item.tag == "TIME_ORDER"), None)
    if root.tag != "ANNOTATION_DOCUMENT" or order is None:
        raise _fault(text, name, root.begin, "it is no annotation document with a TIME_ORDER")
    header = next((item for item in root.elements if item.tag == "HEADER"), None)
    units = header.get("TIME_UNITS") if header else None
    if units is not None and units.value != "milliseconds":
        raise _fault(text, name, units.first, f"its times are in {units.value[:40]!r}", "save it in milliseconds")
    tiers = tuple(Tier(item, label_of(item)) for item in root.elements
                  if item.tag == "TIER" and item.get("PARENT_REF") is None)
    return Document(text, name, root, order, _slots(text, name, order), tiers)


def label_of(tier: Element) -> str:
    """The speaker of a tier."""
    names = (" ".join((tier.value(tag) or "").split()) for tag in ("PARTICIPANT", "TIER_ID"))
    return next((name for name in names if name), UNLABELLED)


def _slots(text: str, name: str, order: Element) -> dict[str, Slot]:
    found: list[tuple[str, int | None, Element]] = []
    for item in order.elements:
        given = item.get("TIME_VALUE")
        if given is not None and not _MILLISECONDS.fullmatch(given.value):
            raise _fault(text, name, given.first, f"the time {given.value[:40]!r} is no whole number of milliseconds")
        found.append((item.value("TIME_SLOT_ID") or "", int(given.value) if given else None, item))
    highs, high = [], max((value for _, value, _ in found if value is not None), default=0)
    for _, value, _ in reversed(found):
        high = high if value is None else value
        highs.append(high)
    made: dict[str, Slot] = {}
    low = 0
    for at, (key, value, item) in enumerate(found):
        low = low if value is None else value
        made[key] = Slot(at, value, low, max(low, highs[-1 - at]), item)
    return made


def aligned_in(document: Document, tier: Element) -> Iterator[tuple[Element, Element, Slot, Slot]]:
    """A tier's aligned annotations with their slots, in document order. Raises E203."""
    for outer in tier.elements:
        for inner in outer.elements:
            if inner.tag != "ALIGNABLE_ANNOTATION":
                continue
            ends = [_slot(document, inner, tag) for tag in ("TIME_SLOT_REF1", "TIME_SLOT_REF2")]
            if ends[0].value is not None and ends[1].value is not None and ends[1].value < ends[0].value:
                raise _fault(document.text, document.name, inner.begin,
                             f"an annotation ends ({ends[1].value} ms) before it starts ({ends[0].value} ms)",
                             "mend its times in ELAN")
            yield outer, inner, ends[0], ends[1]


def _slot(document: Document, inner: Element, tag: str) -> Slot:
    given = inner.get(tag)
    if given is None or given.value not in document.slots:
        what = f"an annotation has no {tag}" if given is None else f"there is no time slot {given.value[:40]!r}"
        raise _fault(document.text, document.name, given.first if given else inner.begin, what)
    return document.slots[given.value]


def number_of(key: str | None) -> int:
    """The number at the end of an id; 0 without one."""
    found = re.search(r"[0-9]{1,15}\Z", key or "")
    return int(found[0]) if found else 0


def spans_of(document: Document) -> list[Span]:
    """The annotations that hold words, in reading order."""
    found: list[Span] = []
    for at, tier in enumerate(document.tiers):
        for outer, inner, first, last in aligned_in(document, tier.element):
            value = next((item for item in inner.elements if item.tag == "ANNOTATION_VALUE"), None)
            text = value.decoded() if value else None
            words = tuple(text.words()) if text else ()
            if value and text and words:
                found.append(Span(at, outer, inner, first, last, value, text, words))
    # An annotation keeps its id when it changes its tier, so that neither changes the order.
    found.sort(key=lambda span: (span.first.low, span.first.at, number_of(span.inner.value("ANNOTATION_ID"))))
    seats = [Seat(span.first.low, span.first.at, span.last.at) for span in found]
    return [found[at] for at in reading_order(seats)]


def seconds(slot: Slot) -> Seconds | None:
    """The time of a slot."""
    return None if slot.value is None else slot.value / 1000


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in an annotation document."""
    document = parse(text, name)
    units = []
    for span in spans_of(document):
        words = [Word(span.text.text[a:b], *span.text.span(a, b)) for a, b in span.words]
        start, end = seconds(span.first), seconds(span.last)
        words[0] = replace(words[0], start=start)
        words[-1] = replace(words[-1], end=end)
        label = document.tiers[span.tier].label
        units.append(Unit(None if label == UNLABELLED else label, words, span.outer.begin, start, end))
    return assemble(units, Source(name, "eaf", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The tiers with the labels of `edited`; see `eaf_write`."""
    from diarfix.formats import eaf_write

    return eaf_write.write(parse(original.source.text, original.source.name), original, edited)


def tier_id(label: str, used: set[str]) -> str:
    """An id for a new tier, which is put among the used ones: the label, with a number where it is taken."""
    made, number = label or " ", 1
    while made in used:
        number += 1
        made = f"{label}-{number}" if label else " " * number
    used.add(made)
    return made


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: an annotation for each turn, a tier for each speaker, a second where one overlaps."""
    rows: list[Row] = []
    filled: list[list[tuple[int, int, str]]] = []
    edges: list[tuple[int, bool, int]] = []
    for at, turn in enumerate(turns):
        assert turn.time is not None and turn.until is not None
        start = max(0, round(turn.time * 1000))
        end = max(start + 1, round(turn.until * 1000))
        label = "" if turn.speaker == UNLABELLED else " ".join(turn.speaker.split())
        seat = seat_for(rows, label, start, end)
        if seat == len(filled):
            filled.append([])
        filled[seat].append((start, at, " ".join(word.text for word in turn.tokens)))
        edges += [(start, True, at), (end, False, at)]
    slots = {(starts, at): number for number, (_, starts, at) in enumerate(sorted(edges), 1)}
    lines = [_HEAD, '    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">',
             f'        <PROPERTY NAME="lastUsedAnnotationId">{len(turns)}</PROPERTY>', "    </HEADER>",
             "    <TIME_ORDER>"]
    lines += [f'        <TIME_SLOT TIME_SLOT_ID="ts{number}" TIME_VALUE="{value}"/>'
              for number, (value, _, _) in enumerate(sorted(edges), 1)]
    lines.append("    </TIME_ORDER>")
    used: set[str] = set()
    for row, items in zip(rows, filled, strict=True):
        who = f' PARTICIPANT="{quoted(row.label)}"' if row.label else ""
        lines.append(f'    <TIER LINGUISTIC_TYPE_REF="default-lt"{who} TIER_ID="{quoted(tier_id(row.label, used))}">')
        for _, at, said in sorted(items):
            lines += ["        <ANNOTATION>",
                      f'            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at + 1}"'
                      f' TIME_SLOT_REF1="ts{slots[True, at]}" TIME_SLOT_REF2="ts{slots[False, at]}">',
                      f"                <ANNOTATION_VALUE>{escape(said)}</ANNOTATION_VALUE>",
                      "            </ALIGNABLE_ANNOTATION>", "        </ANNOTATION>"]
        lines.append("    </TIER>")
    text = "\n".join([*lines, f"    {_TYPE}", "</ANNOTATION_DOCUMENT>", ""])
    return Built(read(text, name, False))


FORMAT = Format(
    id="eaf",
    title="ELAN annotation document, a tier for each speaker",
    suffixes=(".eaf",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.OVERLAPS}),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
