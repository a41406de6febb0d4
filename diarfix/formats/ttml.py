"""`ttml`: timed text in XML as Apple Podcasts keeps its transcripts, https://www.w3.org/TR/ttml2/.

    <p begin="1.000" end="1.600" ttm:agent="SPEAKER_1"><span begin="1.000" end="1.600" podcasts:unit="sentence">
      <span begin="1.000" end="1.200" podcasts:unit="word">Good</span><span ...>morning.</span></span></p>

A `<p>` has one speaker; `<span podcasts:unit>` parts words, white space or not, and so does `<br/>`. A `<p>` may hold
plain text too. Times are `S.mmm`, `M:SS.mmm`, `H:MM:SS.mmm` or with a unit (`1.5s`), all from the start of the
recording, as Apple writes them; frames and ticks are refused. `ttm:agent` is read as `ttml_agents` says.
Paragraphs are read in the order of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from diarfix.errors import DiarfixError, Place
from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_doc import place
from diarfix.formats.probe import Probe
from diarfix.formats.splice import Decoded
from diarfix.formats.times import CLOCK
from diarfix.formats.times import seconds as clock_seconds
from diarfix.formats.ttml_agents import AGENT, METADATA, Agent, declaration, declared, label_of_ids, new_id
from diarfix.formats.xml_doc import Attribute, Element, Piece, parse
from diarfix.formats.xml_patch import quoted
from diarfix.model import UNLABELLED, Seconds, Source, Transcript, Word
from diarfix.text import ends_sentence

TT = "{http://www.w3.org/ns/ttml}"
PODCASTS = "http://podcasts.apple.com/transcript-ttml-internal"
_WORD = re.compile(r"\S+")
_CLOCK = re.compile(CLOCK)
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|)")
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "": 1.0, "ms": 0.001}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A `<p>`: its label and times, its text with a space wherever words part, and the words as they stand there."""

    element: Element
    label: str | None
    start: Seconds | None
    end: Seconds | None
    text: Decoded
    spans: tuple[tuple[int, int], ...]
    words: tuple[Word, ...]


def sniff(probe: Probe) -> float:
    """1 where the root is `tt`."""
    return float(probe.xml_root == f"{TT}tt")


def paragraphs(text: str, name: str) -> list[Paragraph]:
    """All `<p>` of a document, in order. Raises E203, E206, E106."""
    root = parse(text, name)
    if root.tag != f"{TT}tt":
        raise DiarfixError("E203", f"the root is <{root.name}>, not <tt>", "check that this is TTML",
                           place(text, name, root.begin))
    agents = declared(root)
    return [_paragraph(element, agents, text, name) for element in _tops(root)]


def _tops(element: Element) -> Iterator[Element]:
    """The `<p>` under an element; what stands inside one belongs to it."""
    for child in element.elements:
        if child.tag == f"{TT}p":
            yield child
        elif child.tag != f"{TT}head":
            yield from _tops(child)


class _Flow:
    """The characters of a `<p>` and where they stand; and its timed spans that hold no others, as `(span, a, b)`."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.places: list[int] = []
        self.stops: list[int] = []
        self.timed: list[tuple[Element, int, int]] = []

    def add(self, char: str, begin: int, stop: int) -> None:
        """One character."""
        self.text.append(char)
        self.places.append(begin)
        self.stops.append(stop)

    def walk(self, element: Element) -> None:
        """All text in an element that is spoken; metadata is not."""
        for child in element.children:
            if isinstance(child, Piece):
                one = child.stop - child.begin != len(child.value)
                for at, char in enumerate(child.value):
                    first = child.begin + (0 if one else at)
                    self.add(char, first, child.stop if one else first + 1)
            elif child.tag == f"{TT}br":
                self.add(" ", child.begin, child.begin)
            elif child.tag == f"{TT}span":
                self._span(child)

    def _span(self, span: Element) -> None:
        parts = _unit(span) is not None
        if parts:
            self.add(" ", span.begin, span.begin)
        at, before = len(self.text), len(self.timed)
        self.walk(span)
        if len(self.timed) == before and (span.value("begin") is not None or span.value("end") is not None):
            self.timed.append((span, at, len(self.text)))
        if parts:
            self.add(" ", span.close, span.close)


def _unit(span: Element) -> str | None:
    return next((item.value for item in span.attributes if item.tag.endswith("}unit")), None)


def _paragraph(element: Element, agents: dict[str, Agent], text: str, name: str) -> Paragraph:
    flow = _Flow()
    flow.walk(element)
    places, stops = (*flow.places, element.close), (*flow.stops, element.close)
    decoded = Decoded("".join(flow.text), places, element.inner, element.close, stops)
    spans = tuple(found.span() for found in _WORD.finditer(decoded.text))
    words = [Word(decoded.text[a:b], places[a], stops[b - 1]) for a, b in spans]
    at = 0
    for span, begin, stop in flow.timed:
        start, end = times(span, text, name)
        while at < len(spans) and spans[at][1] <= begin:
            at += 1
        last = at
        while last + 1 < len(spans) and spans[last + 1][0] < stop:
            last += 1
        if at < len(spans) and begin <= spans[at][0] < stop:
            words[at] = replace(words[at], start=start)
        if last < len(spans) and begin < spans[last][1] <= stop:
            words[last] = replace(words[last], end=end)
    label = label_of_ids(element.value(AGENT), agents)
    return Paragraph(element, label, *times(element, text, name), decoded, spans, tuple(words))


def times(element: Element, text: str, name: str) -> tuple[Seconds | None, Seconds | None]:
    """Begin and end of an element, the end from `dur` where only that is given. Raises E203."""
    start, end, length = (_seconds(element.get(key), text, name) for key in ("begin", "end", "dur"))
    return start, start + length if end is None and start is not None and length is not None else end


def _seconds(attribute: Attribute | None, text: str, name: str) -> Seconds | None:
    if attribute is None:
        return None
    written = attribute.value.strip()
    if _CLOCK.fullmatch(written):
        return clock_seconds(written)
    found = _OFFSET.fullmatch(written)
    if found is None:
        raise DiarfixError("E203", f"{written[:40]!r} is no time", "write 12.500, 1:02.500 or 1:00:02.500",
                           place(text, name, attribute.first))
    return float(found[1]) * _UNITS[found[2]] if found[2] else float(found[1])


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a TTML document."""
    units = [Unit(item.label, item.words, item.element.begin, item.start, item.end)
             for item in paragraphs(text, name)]
    return assemble(units, Source(name, "ttml", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The paragraphs with the labels of `edited`; see `ttml_write`."""
    from diarfix.formats import ttml_write

    source = original.source
    return ttml_write.write(source, paragraphs(source.text, source.name), original, edited)


def clock(at: Seconds) -> str:
    """A time as Apple writes it.

    >>> clock(1.5), clock(61.25), clock(3600)
    ('1.500', '1:01.250', '1:00:00.000')
    """
    whole, milli = divmod(max(0, round(at * 1000)), 1000)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours}:{minutes:02d}:{rest:02d}.{milli:03d}"
    return f"{minutes}:{rest:02d}.{milli:03d}" if minutes else f"{rest}.{milli:03d}"


def checked(text: str, name: str) -> str:
    """The text, if XML can hold it. Raises E203."""
    if _FORBIDDEN.search(text):
        raise DiarfixError("E203", f"{text[:40]!r} cannot be written: XML has no such character",
                           "take the control character out", Place(name))
    return text


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: a `<p>` for each turn; sentences and words are spans where anything is known of their times."""
    taken: set[str] = set()
    labels = dict.fromkeys(" ".join(turn.speaker.split()) for turn in turns if turn.speaker != UNLABELLED)
    ids = {label: new_id(label, taken) for label in labels if label}
    people = "".join(declaration(own, checked(label, name)) for label, own in ids.items())
    body = [_new_paragraph(turn, ids, name) for turn in turns]
    begin = min(turn.time or 0.0 for turn in turns)
    end = max(turn.until or 0.0 for turn in turns)
    head = (f'<tt xmlns="{TT[1:-1]}" xmlns:ttm="{METADATA}" xmlns:podcasts="{PODCASTS}" xml:lang="">'
            f"<head><metadata>{people}</metadata></head>"
            f'<body dur="{clock(end)}">\n<div begin="{clock(begin)}" end="{clock(end)}">\n')
    return Built(read(head + "\n".join(body) + "\n</div>\n</body></tt>\n", name, False))


def _new_paragraph(turn: RawTurn, ids: dict[str, str], name: str) -> str:
    tokens = turn.tokens
    agent = ids.get(" ".join(turn.speaker.split()))
    timed = any(word.start is not None or word.end is not None for word in tokens)
    inner = _sentences(tokens, name) if timed else escape(checked(" ".join(word.text for word in tokens), name))
    return f"<p{_times(turn.time, turn.until)}{_attribute('ttm:agent', agent)}>{inner}</p>"


def _sentences(words: Sequence[Word], name: str) -> str:
    edges = [at + 1 for at, word in enumerate(words[:-1]) if ends_sentence(word.text)]
    made = []
    for a, b in zip([0, *edges], [*edges, len(words)], strict=True):
        said = "".join(
            f'<span{_times(word.start, word.end)} podcasts:unit="word">{escape(checked(word.text, name))}</span>'
            for word in words[a:b]
        )
        made.append(f'<span{_times(words[a].start, words[b - 1].end)} podcasts:unit="sentence">{said}</span>')
    return "".join(made)


def _times(start: Seconds | None, end: Seconds | None) -> str:
    return _attribute("begin", None if start is None else clock(start)) + _attribute(
        "end", None if end is None else clock(end))


def _attribute(key: str, value: str | None) -> str:
    return "" if value is None else f' {key}="{quoted(value)}"'


FORMAT = Format(
    id="ttml",
    title="TTML (Apple Podcasts), a speaker on each paragraph",
    suffixes=(".ttml", ".xml"),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES,
                     Holds.OVERLAPS}),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
