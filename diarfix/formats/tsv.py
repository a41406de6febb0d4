r"""`tsv`: what Whisper and WhisperX write with `--output_format tsv`, https://github.com/m-bain/whisperX (`utils.py`).

    start   end     text                            tabs between the columns; whole milliseconds; a row is a segment.
    1000    2200    [SPEAKER_00]: Meet at ten.      There is no column for speakers

Neither tool says in it who speaks. A label stands at the start of the text, as in WhisperX's .txt, .srt and .vtt
siblings, and is read in all the dialects of captions; a table without labels gets `[NAME]: ` with its first edit. Read
by ourselves: csv and pandas write quotes and line ends anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diarfix.errors import DiarfixError, Place
from diarfix.formats import captions, captions_write, timed
from diarfix.formats.assemble import assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Repair, Repaired, Written
from diarfix.formats.captions import Captions, Cue, Grammar, fault, lines_of
from diarfix.formats.dialects import DIALECTS
from diarfix.formats.json_doc import place
from diarfix.formats.probe import Probe
from diarfix.formats.splice import cut
from diarfix.model import UNLABELLED, Seconds, Source, Transcript

WIDTH = 200
"""Characters of a new row, before it is parted from the next at the end of a sentence."""

HEADER = "start\tend\ttext"
_HEADER = re.compile(rf"{HEADER}[ \t]*(?=[\r\n]|$)")
_ROW = re.compile(r"[ ]*([0-9]{1,10})[ ]*\t[ ]*([0-9]{1,10})[ ]*(?:\t|$)")
_NO_MARKS = re.compile(r"(?!)")


def sniff(probe: Probe) -> float:
    """1 where the first line is the header."""
    return float(bool(_HEADER.match(probe.text)))


def clock(at: Seconds, like: str = "") -> str:
    """Whole milliseconds.

    >>> clock(1.25), clock(-1.0)
    ('1250', '0')
    """
    return str(max(0, round(at * 1000)))


def parse(text: str, name: str) -> list[Cue]:
    """The rows under the header. Raises E203."""
    if not _HEADER.match(text):
        raise fault("the first line is not the header", "begin it with start, end and text, parted by tabs", text, name,
                    0)
    cues = []
    for begin, stop, blank in lines_of(text)[1:]:
        if blank:
            continue
        found = _ROW.match(text, begin, stop)
        if not found:
            raise fault("the row does not begin with two times in milliseconds and a tab",
                        "mend the row, or pass --lenient to join it to the one above", text, name, begin)
        start, end = int(found[1]) / 1000, int(found[2]) / 1000
        if end < start:
            raise fault(f"the row ends ({found[2]}) before it starts ({found[1]})", "fix the times or pass --lenient",
                        text, name, found.start(2))
        cues.append(Cue(begin, begin, found.end(), stop, found.span(1), found.span(2), start, end))
    return cues


LABEL = next(dialect for dialect in DIALECTS if dialect.id == "bracket-colon")
GRAMMAR = Grammar("tsv", _NO_MARKS, clock, str, str, lambda _: None, LABEL, lambda text: parse(text, "<text>"), True)


def _captions(text: str, name: str) -> Captions:
    return captions.captions(text, GRAMMAR, parse(text, name))


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a table of segments."""
    return assemble(captions.units(_captions(text, name)), Source(name, "tsv", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The table with the labels of `edited`."""
    return captions_write.write(_captions(original.source.text, original.source.name), original, edited)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new table: a row for each sentence or so, a label on every one."""
    made = timed.captions(turns, WIDTH, 1)
    rows = [HEADER]
    for turn in made.turns:
        assert turn.time is not None and turn.until is not None
        label = " ".join(turn.speaker.split())
        if label != UNLABELLED and not LABEL.fits(label):
            raise DiarfixError("E203", f"the label {label!r} cannot be written as tsv", "rename it first")
        lead = "" if label == UNLABELLED else LABEL.written(label)
        said = " ".join(word.text for word in turn.tokens)
        rows.append(f"{clock(turn.time)}\t{clock(turn.until)}\t{lead}{said}")
    built = Built(read("\n".join(rows) + "\n", name, False), made.estimates)
    if len(built.transcript.words) != sum(len(turn.tokens) for turn in turns):
        what = "some of its labels cannot be written as tsv: nothing tells them from speech"
        raise DiarfixError("E203", what, "give people names, or choose whisperx", Place(name))
    return built


def repair(text: str, name: str) -> Repaired:
    """Lines without times are joined to the row above, and ends before starts moved to these."""
    edits: list[tuple[int, int, str]] = []
    repairs: list[Repair] = []
    edge = None
    for begin, stop, blank in lines_of(text)[1:]:
        found = _ROW.match(text, begin, stop)
        if found and int(found[2]) < int(found[1]):
            edits.append((*found.span(2), found[1]))
            what = f"the row ended ({found[2]}) before it started ({found[1]}); its end was moved to its start"
            repairs.append(Repair(place(text, name, found.start(2)), what))
        elif not found and not blank and edge is not None:
            edits.append((edge, begin, " "))
            repairs.append(Repair(place(text, name, begin), "a line without times was joined to the row above"))
        edge = edge if blank else stop
    return Repaired(cut(text, 0, len(text), edits), tuple(repairs))


FORMAT = Format(
    id="tsv",
    title="Whisper and WhisperX tables, with name prefixes",
    suffixes=(".tsv",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    holds=frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.OVERLAPS}),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
