r"""`srt`: SubRip captions. No standard; https://www.matroska.org/technical/subtitles.html#srt-subtitles describes it.

    2                                          Label dialects: `Name: `, `[NAME]: `, `[Name] `, `(Name)` on a line of
    00:00:03,600 --> 00:00:06,000              its own, `>> NAME: ` and `>> `, `- ` for two talkers. The index may be
    Tobias: Lovely. Where is it?               missing or repeated; a dot may stand for the comma

Read by our own parser: srt 3.5.3 and pysubs2 1.8.1 take the fraction of `00:00:01,5` differently, and both write the
file anew instead of keeping what stands between cues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diarfix.errors import DiarfixError, Place
from diarfix.formats import captions, captions_write, timed
from diarfix.formats.assemble import assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Repaired, Written
from diarfix.formats.captions import Captions, Cue, Grammar, fault, lines_of
from diarfix.formats.captions_repair import mended
from diarfix.formats.dialects import DIALECTS, prefixes
from diarfix.formats.payload import SRT_MARKS
from diarfix.formats.probe import Probe
from diarfix.formats.times import seconds
from diarfix.model import UNLABELLED, Furniture, Seconds, Source, Transcript

WIDTH, LINES = 32, 2
"""Characters a line and lines a cue: https://github.com/Podcastindex-org/podcast-namespace transcripts."""

_TIME = r"\d{1,4}:[0-5]?\d:[0-5]?\d(?:[.,]\d{1,6})?"
_TIMING = re.compile(rf"[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})(?=[ \t]|$)[^\r\n]*")
_SNIFF = re.compile(r"(?:^|[\r\n])[ \t]*\d{1,3}:\d\d:\d\d[.,]\d{1,3}[ \t]*-->[ \t]*\d")


def sniff(probe: Probe) -> float:
    """1 where a line is an SRT timing line."""
    return float(bool(_SNIFF.search(probe.head)))


def clock(at: Seconds, like: str = ",") -> str:
    """`HH:MM:SS,mmm`, with a dot where `like` has one.

    >>> clock(3661.5), clock(1.25, "00:00:01.5")
    ('01:01:01,500', '00:00:01.250')
    """
    ms = max(0, round(at * 1000))
    mark = "." if "." in like else ","
    return f"{ms // 3_600_000:02d}:{ms // 60000 % 60:02d}:{ms // 1000 % 60:02d}{mark}{ms % 1000:03d}"


def parse(text: str, name: str) -> tuple[list[Cue], list[Furniture]]:
    """The cues and what stands before the first. Blank lines inside a cue belong to it. Raises E203."""
    lines = lines_of(text)[:-1]
    starts = [at for at, (begin, stop, _) in enumerate(lines) if "-->" in text[begin:stop]]
    heads = [at - (at > 0 and text[slice(*lines[at - 1][:2])].strip().isdigit()) for at in starts]
    cues: list[Cue] = []
    for number, (at, head) in enumerate(zip(starts, heads, strict=True)):
        begin, stop, _ = lines[at]
        found = _TIMING.match(text, begin, stop)
        if not found:
            raise fault(f"the times of a cue cannot be read: {text[begin:stop][:60]!r}",
                         "write them as 00:00:01,000 --> 00:00:02,000, or let --lenient try", text, name, begin)
        start, end = seconds(found[1]), seconds(found[2])
        if end < start:
            raise fault(f"the cue ends ({found[2]}) before it starts ({found[1]})", "fix the times or pass --lenient",
                         text, name, found.start(2))
        last = (heads[number + 1] if number + 1 < len(heads) else len(lines)) - 1
        while last > at and lines[last][2]:
            last -= 1
        payload = (lines[at + 1][0], lines[last][1]) if last > at else (stop, stop)
        cues.append(Cue(lines[head][0], begin, *payload, found.span(1), found.span(2), start, end))
    before = text[: cues[0].begin].rstrip() if cues else ""
    return cues, [Furniture("page", 0, len(before))] if before.strip() else []


COLON = next(dialect for dialect in DIALECTS if dialect.id == "colon")
# A further cue repeats the index of the one it was cut from: what comes after keeps its own.
GRAMMAR = Grammar("srt", SRT_MARKS, clock, str, str, lambda _: None, COLON, lambda text: parse(text, "<text>")[0])


def _captions(text: str, name: str) -> tuple[Captions, list[Furniture]]:
    cues, furniture = parse(text, name)
    if not cues:
        raise fault("there is no line with times", "check that this is SRT", text, name, 0)
    return captions.captions(text, GRAMMAR, cues), furniture


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in an SRT text."""
    doc, furniture = _captions(text, name)
    return assemble(captions.units(doc), Source(name, "srt", text, bom), furniture)


def write(original: Transcript, edited: Transcript) -> Written:
    """The text with the labels of `edited`."""
    doc, _ = _captions(original.source.text, original.source.name)
    return captions_write.write(doc, original, edited)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new text: a card for each change of speaker, `Name: ` on every card, lines as podcast players want them."""
    made = timed.captions(turns, WIDTH, LINES)
    blocks = []
    for number, turn in enumerate(made.turns, start=1):
        assert turn.time is not None and turn.until is not None
        label = " ".join(turn.speaker.split())
        if label != UNLABELLED and not COLON.fits(label):
            raise DiarfixError("E203", f"the label {label!r} cannot be written as srt", "rename it first")
        words = [word.text for word in turn.tokens]
        prefix = [] if label == UNLABELLED else [f"{label}:"]
        times = f"{clock(turn.time)} --> {clock(max(turn.until, turn.time + timed.LEAST))}"
        lines = timed.wrapped([*prefix, *words], WIDTH, LINES)
        if any(prefixes(COLON, line) for line in lines[1:]):  # a line may not begin as a label does
            lines = [" ".join(lines)]
        blocks.append("\n".join([str(number), times, *lines]))
    built = Built(read("\n\n".join(blocks) + "\n", name, False), made.estimates)
    if len(built.transcript.words) > sum(len(turn.tokens) for turn in turns):
        what = "some of its labels cannot be written as srt: nothing tells them from speech"
        raise DiarfixError("E203", what, "give people names, or choose vtt", Place(name))
    return built


def repair(text: str, name: str) -> Repaired:
    """See `captions_repair`."""
    return mended(text, name, clock, lambda lines, first: first or bool(lines), index=True)


FORMAT = Format(
    id="srt",
    title="SubRip captions, with name prefixes",
    suffixes=(".srt",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    holds=frozenset(
        {Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.OVERLAPS, Holds.MARKUP}
    ),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
