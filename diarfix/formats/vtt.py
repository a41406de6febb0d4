"""`vtt`: WebVTT, https://www.w3.org/TR/webvtt1/ (syntax in section 4, parser in section 6).

    t-2                                              `Name: text` and `[Name]: text` in place of the voice tag are
    00:00:03.400 --> 00:00:06.000 align:start        read, too (Zoom, WhisperX, Descript), and Microsoft Teams'
    <v Tobias>Lovely. Where?</v>                     short and negative times (`0:0:0.0`)

Read by our own parser: webvtt-py 0.6.0 writes NOTE and REGION blocks otherwise than it read them, gives the first of
several voices only and leaves entities as they are; pysubs2 1.8.1 drops voice tags.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diarfix.errors import Place
from diarfix.formats import captions, captions_write, teams, timed
from diarfix.formats.assemble import assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Repair, Repaired, Written
from diarfix.formats.captions import Cue, Grammar, fault, lines_of
from diarfix.formats.captions_repair import mended
from diarfix.formats.dialects import VOICE
from diarfix.formats.payload import VTT_MARKS
from diarfix.formats.probe import Probe
from diarfix.formats.times import seconds
from diarfix.model import UNLABELLED, Furniture, Seconds, Source, Transcript

WIDTH, LINES = 65, 2
"""Characters a line and lines a cue: https://github.com/Podcastindex-org/podcast-namespace transcripts."""

_TIME = r"-?(?:\d{1,6}:)?\d{1,2}:\d{1,2}\.\d{1,3}"
_OTHER = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")
_TIMING = re.compile(rf"[ \t]*({_TIME})[ \t]*-->[ \t]*({_TIME})(?=[ \t]|$)[^\r\n]*")


def sniff(probe: Probe) -> float:
    """1 where the text begins as WebVTT does: the word, then white space or nothing."""
    head = probe.text[:7]
    return float(head[:6] == "WEBVTT" and head[6:7] in ("", " ", "\t", "\n", "\r"))


def clock(at: Seconds, like: str = "00:00:00.000") -> str:
    """`HH:MM:SS.mmm`; without hours under one hour where `like` has none.

    >>> clock(3661.5), clock(61.25, "00:03.400"), clock(-2)
    ('01:01:01.500', '01:01.250', '-00:00:02.000')
    """
    ms = round(abs(at) * 1000)
    sign = "-" if at < 0 and ms else ""
    rest = f"{ms // 60000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
    return sign + (rest if like.count(":") == 1 and ms < 3_600_000 else f"{ms // 3_600_000:02d}:{rest}")


def parse(text: str, name: str) -> tuple[list[Cue], list[Furniture]]:
    """The cues and what stands between them. Raises E203."""
    cues: list[Cue] = []
    furniture: list[Furniture] = []
    block: list[tuple[int, int]] = []  # the lines of the block that is being read: begin and stop
    for begin, stop, blank in lines_of(text):
        if not blank:
            block.append((begin, stop))
            continue
        if block:
            _block(text, name, block, cues, furniture)
        block = []
    return cues, furniture


def _block(
    text: str, name: str, lines: Sequence[tuple[int, int]], cues: list[Cue], furniture: list[Furniture]
) -> None:
    """A header, a comment, a style, a region, or a cue with or without its id."""
    first = text[slice(*lines[0])]
    timing = next((at for at, span in enumerate(lines[:2]) if "-->" in text[slice(*span)]), None)
    if lines[0][0] == 0 or (timing is None and _OTHER.match(first)):
        kind = "notes" if first.startswith("NOTE") else "page"
        furniture.append(Furniture(kind, lines[0][0], lines[-1][1]))  # type: ignore[arg-type]
        return
    if timing is None:
        raise fault("a block without times", "give it a timing line, or let --lenient join it to the cue before", text,
                     name, lines[0][0])
    span = lines[timing]
    found = _TIMING.match(text, *span)
    if not found:
        raise fault(f"the times of a cue cannot be read: {text[slice(*span)][:60]!r}",
                     "write them as 00:00:01.000 --> 00:00:02.000, or let --lenient try", text, name, span[0])
    start, end = _seconds(found[1]), _seconds(found[2])
    if end < start:
        what = f"the cue ends ({found[2]}) before it starts ({found[1]})"
        raise fault(what, "fix the times or pass --lenient", text, name, found.start(2))
    for begin, stop in lines[timing + 1 :]:
        if "-->" in text[begin:stop]:
            raise fault("a blank line is missing before this cue", "add one, or pass --lenient", text, name, begin)
    head = lines[timing + 1][0] if timing + 1 < len(lines) else span[1]
    cues.append(Cue(lines[0][0], span[0], head, lines[-1][1], found.span(1), found.span(2), start, end))


def _seconds(raw: str) -> Seconds:
    return -seconds(raw[1:]) if raw[0] == "-" else seconds(raw)


def _inline(tag: str) -> Seconds | None:
    return _seconds(tag[1:-1]) if re.fullmatch(rf"<{_TIME}>", tag) else None


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


GRAMMAR = Grammar("vtt", VTT_MARKS, clock, _escape, lambda _: "", _inline, VOICE, lambda text: parse(text, "<text>")[0])


def _cues(text: str, name: str) -> tuple[list[Cue], list[Furniture]]:
    if not sniff(Probe(text, name)):
        raise fault("it does not begin with WEBVTT", "add that line, or let --lenient do so", text, name, 0)
    return parse(text, name)


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a WebVTT text."""
    cues, furniture = _cues(text, name)
    if teams.is_metadata(text, cues):
        units = teams.units(text, name, cues)
    else:
        units = captions.units(captions.captions(text, GRAMMAR, cues))
    return assemble(units, Source(name, "vtt", text, bom), furniture)


def write(original: Transcript, edited: Transcript) -> Written:
    """The text with the labels of `edited`."""
    text = original.source.text
    cues, _ = _cues(text, original.source.name)
    if teams.is_metadata(text, cues):
        return teams.write(cues, GRAMMAR, original, edited)
    return captions_write.write(captions.captions(text, GRAMMAR, cues), original, edited)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new text: a voice tag on every cue, hours always, lines as podcast players want them."""
    made = timed.captions(turns, WIDTH, LINES)
    blocks = ["WEBVTT"]
    for turn in made.turns:
        assert turn.time is not None and turn.until is not None
        lines = "\n".join(_escape(line) for line in timed.wrapped((word.text for word in turn.tokens), WIDTH, LINES))
        label = "" if turn.speaker == UNLABELLED else f"<v {_escape(' '.join(turn.speaker.split()))}>"
        times = f"{clock(turn.time)} --> {clock(max(turn.until, turn.time + timed.LEAST))}"
        blocks.append(f"{times}\n{label}{lines}{'</v>' if label else ''}")
    text = "\n\n".join(blocks) + "\n"
    return Built(read(text, name, False), made.estimates)


def repair(text: str, name: str) -> Repaired:
    """See `captions_repair`; a missing first line is added, too."""
    done = mended(text, name, clock, _is_block)
    if sniff(Probe(text, name)):
        return done
    added = Repair(Place(name, 1, 1), "the line WEBVTT was added")
    return Repaired("WEBVTT\n\n" + done.text, (added, *done.repairs))


def _is_block(lines: Sequence[str], first: bool) -> bool:
    """Whether lines without times are a block of their own."""
    return (first and lines[0].startswith("WEBVTT")) or bool(_OTHER.match(lines[0]))


FORMAT = Format(
    id="vtt",
    title="WebVTT captions, with voice tags or name prefixes",
    suffixes=(".vtt",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    holds=frozenset(Holds) - {Holds.WORD_CONFIDENCE, Holds.SPEAKER_CONFIDENCE, Holds.CHANNELS, Holds.WORD_TIMES},
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
