"""`textgrid`: Praat's TextGrid, long and short, https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html.

    item [1]:                             "IntervalTier"        a tier is a speaker; intervals without text are
        class = "IntervalTier"            "Mara Quill"          silence; point tiers are left as they are
        name = "Mara Quill"               0
        ...                               ...

As Praat itself does, only numbers, quoted strings and flags are read, in their order; all else is a comment. Two tiers
may have one name, which is how one speaker can overlap himself. `X - words` beside `X - phones` or others of X (forced
aligners) is the tier of X; the others are parts of its words and go where they go. An interval is cut at a time that is
no whole millisecond: so its pieces are known and read together.
Own parser: praat-textgrids 1.4.0 fails on line breaks and doubled quotes in labels; neither it nor pympi-ling
1.71 keeps numbers and layout as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from diarfix.errors import DiarfixError, Place
from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Repair, Repaired, Written
from diarfix.formats.json_doc import place
from diarfix.formats.probe import Probe
from diarfix.formats.splice import Decoded
from diarfix.formats.tiers import Row, Seat, reading_order, seat_for
from diarfix.model import UNLABELLED, Seconds, Source, Transcript, Word

_HEADER = re.compile(r'[^"]{0,200}"ooTextFile(?: short)?"[^"]{0,200}"TextGrid"')
_TOKEN = re.compile(r'"[^"]*+(?:""[^"]*+)*+(?P<end>"?)|![^\r\n]*|[^\s"]+')
_NUMBER = re.compile(r"[-+]?\d{1,18}(?:\.\d{1,30})?(?:[eE][-+]?\d{1,3})?")
_PART = re.compile(r'""|[^"]')
MAX_SECONDS = 1e7
"""Later times are refused."""


class Token(NamedTuple):
    """A number, string (without its quotes) or flag at characters `begin:stop`."""

    kind: str
    begin: int
    stop: int
    value: str


class Interval(NamedTuple):
    """An interval: its two times as written and as numbers, and its text."""

    first: Token
    last: Token
    text: Token
    start: Seconds
    end: Seconds


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of intervals; `begin` is where what is written of it begins, after all that went before.

    `kind` is "words" or, where it is no `speech`, what parts of the label's words it holds; "" in a plain document.
    """

    name: Token
    label: str
    begin: int
    bounds: tuple[Token, Token]
    size: Token
    intervals: tuple[Interval, ...]
    speech: bool = True
    kind: str = ""


@dataclass(frozen=True)
class Grid:
    """A TextGrid: its bounds, the number of its tiers as written, and those of intervals in order."""

    text: str = field(repr=False)
    bounds: tuple[Seconds, Seconds]
    size: Token
    count: int
    tiers: tuple[Tier, ...]
    stop: int


class Span(NamedTuple):
    """An interval with words, in the order of the document: its tier's index, its own, and its words decoded."""

    tier: int
    at: int
    interval: Interval
    text: Decoded
    words: tuple[tuple[int, int], ...]

    @property
    def seat(self) -> Seat:
        """Where it stands in time."""
        start, end = self.interval.start, self.interval.end
        return Seat(start, *(time if is_seam(time) else None for time in (start, end)))


def is_seam(time: Seconds) -> bool:
    """Whether a time is no whole millisecond; see the module."""
    return round(time, 3) != time


def sniff(probe: Probe) -> float:
    """1 where the text begins as a TextGrid does."""
    return float(_HEADER.match(probe.head) is not None)


def fault(text: str, name: str, at: int, what: str, remedy: str = "export it from Praat again") -> DiarfixError:
    """E203 at a character."""
    return DiarfixError("E203", what, remedy, place(text, name, at))


def tokens(text: str, name: str, begin: int = 0) -> Iterator[Token]:
    """Numbers, strings and flags; anything else is a comment. Raises E203 for a string without its end."""
    at = begin
    while (found := _TOKEN.search(text, at)) is not None:
        at = found.end()
        raw = found[0]
        if found["end"] == "":
            raise fault(text, name, found.start(), "a text has no end",
                        "close it with a quote; a quote inside a text is doubled")
        if raw[0] == '"':
            yield Token("string", found.start(), at, raw[1:-1].replace('""', '"'))
        elif _NUMBER.fullmatch(raw) and text[found.start() - 1 : found.start()].strip() == "":
            yield Token("number", found.start(), at, raw)
        elif raw in ("<exists>", "<absent>"):
            yield Token("flag", found.start(), at, raw)


class _Reader:
    """The tokens one after the other."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.tokens = tokens(text, name)
        self.last = 0

    def take(self, kind: str, what: str) -> Token:
        """The next token, which must be of that kind."""
        token = next(self.tokens, None)
        if token is None:
            raise fault(self.text, self.name, len(self.text.rstrip()), f"it ends where {what} should be",
                        "export it again, or let --lenient correct the counts")
        if token.kind != kind:
            raise fault(self.text, self.name, token.begin, f"{token.value[:40]!r} stands where {what} should be",
                        "export it again, or let --lenient correct the counts")
        self.last = token.stop
        return token

    def count(self, what: str) -> Token:
        """A number of things."""
        token = self.take("number", what)
        if not token.value.isdigit():
            raise fault(self.text, self.name, token.begin, f"{token.value!r} is not {what}")
        return token

    def time(self, what: str) -> tuple[Token, Seconds]:
        """A time in seconds."""
        token = self.take("number", what)
        value = float(token.value)
        if abs(value) > MAX_SECONDS:
            raise fault(self.text, self.name, token.begin, f"the time {token.value!r} is out of range")
        return token, value


def parse(text: str, name: str) -> Grid:
    """The tiers of a TextGrid. Raises E203."""
    reader = _Reader(text, name)
    if not _HEADER.match(text):
        raise fault(text, name, 0, "it does not begin as a TextGrid does", 'its first line is File type = "ooTextFile"')
    reader.take("string", "the file type")
    reader.take("string", "the object class")
    bounds = reader.time("its start")[1], reader.time("its end")[1]
    reader.take("flag", "<exists>")
    size = reader.count("the number of tiers")
    made: list[Tier] = []
    for _ in range(int(size.value)):
        begin = reader.last
        kind = reader.take("string", "the class of a tier")
        if kind.value not in ("IntervalTier", "TextTier"):
            raise fault(text, name, kind.begin, f"{kind.value[:40]!r} is no class of tiers",
                        "use IntervalTier or TextTier")
        title = reader.take("string", "the name of a tier")
        edges = reader.time("the start of a tier")[0], reader.time("the end of a tier")[0]
        count = reader.count("the size of a tier")
        if kind.value == "TextTier":
            for _ in range(int(count.value)):
                reader.time("the time of a point")
                reader.take("string", "the text of a point")
            continue
        made.append(Tier(title, "", begin, edges, count, tuple(_intervals(reader, int(count.value)))))
    extra = next(reader.tokens, None)
    if extra is not None:
        raise fault(text, name, extra.begin, f"{extra.value[:40]!r} stands behind the last tier",
                    "correct the counts, or let --lenient do so")
    return Grid(text, bounds, size, int(size.value), _named(made), reader.last)


def _intervals(reader: _Reader, count: int) -> Iterator[Interval]:
    edge: Seconds | None = None
    for _ in range(count):
        first, start = reader.time("the start of an interval")
        last, end = reader.time("the end of an interval")
        if end < start:
            raise fault(reader.text, reader.name, last.begin,
                        f"an interval ends ({end:g}) before it starts ({start:g})", "mend its times in Praat")
        if edge is not None and start < edge:
            raise fault(reader.text, reader.name, first.begin,
                        f"an interval starts ({start:g}) before the last one ends ({edge:g})",
                        "mend its times in Praat")
        edge = end
        yield Interval(first, last, reader.take("string", "the text of an interval"), start, end)


def _named(tiers: Sequence[Tier]) -> tuple[Tier, ...]:
    """The tiers with their labels; those of parts beside words are no speech."""
    names = [" ".join(tier.name.value.split()) for tier in tiers]
    owners = {name.removesuffix("words"): name.removesuffix(" - words") for name in names if name.endswith("words")}
    parts: list[tuple[str, str] | None] = []
    for name in names:
        owner, dash, kind = name.rpartition(" - ")
        known = owners.get(owner + dash) if dash or name == "phones" else None
        if owners and name.endswith("phones"):
            parts.append((known or owner, "phones"))
        else:
            parts.append((known, kind) if known is not None and kind != "words" else None)
    made = []
    for tier, name, part in zip(tiers, names, parts, strict=True):
        if part is not None:
            made.append(replace(tier, label=part[0] or UNLABELLED, speech=False, kind=part[1]))
        elif any(parts) and name.endswith("words"):
            made.append(replace(tier, label=name.removesuffix(" - words") or UNLABELLED, kind="words"))
        else:
            made.append(replace(tier, label=name or UNLABELLED))
    return tuple(made)


def spans_of(grid: Grid) -> list[Span]:
    """The intervals that hold words, in reading order."""
    found: list[Span] = []
    for number, tier in enumerate(grid.tiers):
        for at, interval in enumerate(tier.intervals if tier.speech else ()):
            text = decoded(grid.text, interval.text)
            words = tuple(text.words())
            if words:
                found.append(Span(number, at, interval, text, words))
    return [found[at] for at in reading_order([span.seat for span in found])]


def decoded(source: str, token: Token) -> Decoded:
    """The text of a string token, doubled quotes as one."""
    parts = list(_PART.finditer(source, token.begin + 1, token.stop - 1))
    places = (*(part.start() for part in parts), token.stop - 1)
    return Decoded(token.value, places, token.begin + 1, token.stop - 1)


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a TextGrid."""
    grid = parse(text, name)
    units = []
    for span in spans_of(grid):
        words = [Word(span.text.text[a:b], *span.text.span(a, b)) for a, b in span.words]
        words[0] = replace(words[0], start=span.interval.start)
        words[-1] = replace(words[-1], end=span.interval.end)
        label = grid.tiers[span.tier].label
        units.append(Unit(None if label == UNLABELLED else label, words, span.interval.first.begin,
                          span.interval.start, span.interval.end))
    return assemble(units, Source(name, "textgrid", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The tiers with the labels of `edited`; see `textgrid_write`."""
    from diarfix.formats import textgrid_write

    grid = parse(original.source.text, original.source.name)
    return textgrid_write.write(grid, spans_of(grid), original, edited)


def quote(text: str) -> str:
    """A string as it is written."""
    return '"' + text.replace('"', '""') + '"'


def number(value: Seconds) -> str:
    """A number as Praat writes it: all of its digits, no exponent."""
    return (f"{value:.9f}".rstrip("0") if "e" in repr(value) else repr(float(value)).removesuffix(".0")).rstrip(".")


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new TextGrid in long form: an interval for each turn, a tier for each speaker, a second where one overlaps."""
    rows: list[Row] = []
    filled: list[list[tuple[Seconds, Seconds, str]]] = []
    low, high = 0.0, 0.0
    for turn in turns:
        assert turn.time is not None and turn.until is not None
        end = max(turn.until, turn.time + 0.001)
        label = "" if turn.speaker == UNLABELLED else " ".join(turn.speaker.split())
        at = seat_for(rows, label, turn.time, end)
        if at == len(filled):
            filled.append([])
        filled[at].append((turn.time, end, " ".join(word.text for word in turn.tokens)))
        low, high = min(low, turn.time), max(high, end)
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", f"xmin = {number(low)} ",
             f"xmax = {number(high)} ", "tiers? <exists> ", f"size = {len(rows)} ", "item []: "]
    for at, row in enumerate(rows):
        intervals = list(tiled(sorted(filled[at]), low, high))
        lines += [f"    item [{at + 1}]:", '        class = "IntervalTier" ', f"        name = {quote(row.label)} ",
                  f"        xmin = {number(low)} ", f"        xmax = {number(high)} ",
                  f"        intervals: size = {len(intervals)} "]
        for index, (start, end, said) in enumerate(intervals):
            lines += [f"        intervals [{index + 1}]:", f"            xmin = {number(start)} ",
                      f"            xmax = {number(end)} ", f"            text = {quote(said)} "]
    return Built(read("\n".join(lines) + "\n", name, False))


def tiled(
    filled: Sequence[tuple[Seconds, Seconds, str]], low: Seconds, high: Seconds
) -> Iterator[tuple[Seconds, Seconds, str]]:
    """Intervals with empty ones in every gap between `low` and `high`."""
    edge = low
    for start, end, said in filled:
        if start > edge:
            yield edge, start, ""
        yield start, end, said
        edge = end
    if edge < high:
        yield edge, high, ""


def repair(text: str, name: str) -> Repaired:
    """Counts made right, and the last text closed."""
    repairs: list[Repair] = []
    try:
        found = list(tokens(text, name))
    except DiarfixError as error:
        text = text.rstrip() + '"\n'
        repairs.append(Repair(error.place or Place(name), "the last text was closed"))
        found = list(tokens(text, name))
    kinds = "".join({"string": "s", "number": "n", "flag": "f"}[token.kind] for token in found)
    at, tiers, edits = 6, 0, []
    if not kinds.startswith("ssnnfn"):
        return Repaired(text, tuple(repairs))
    while kinds.startswith("ssnnn", at):
        size, at, step = found[at + 4], at + 5, "nns" if found[at].value == "IntervalTier" else "ns"
        count = 0
        while kinds.startswith(step, at):
            at, count = at + len(step), count + 1
        tiers += 1
        if size.value != str(count):
            edits.append((size, count, "the size of a tier"))
    if found[5].value != str(tiers):
        edits.append((found[5], tiers, "the number of tiers"))
    for size, count, what in sorted(edits, reverse=True):
        repairs.append(Repair(place(text, name, size.begin), f"{what} was {size.value} and is {count}"))
        text = f"{text[: size.begin]}{count}{text[size.stop :]}"
    return Repaired(text, tuple(sorted(repairs, key=lambda one: (one.place.line or 0, one.place.column or 0))))


FORMAT = Format(
    id="textgrid",
    title="Praat TextGrid, a tier for each speaker",
    suffixes=(".TextGrid", ".textgrid"),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    holds=frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.OVERLAPS}),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
