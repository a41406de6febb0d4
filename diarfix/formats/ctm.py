"""`ctm`: NIST's time-marked words, https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm.

    ;; comment
    shed A 1.00 0.20 good 0.98                       recording channel start duration word, maybe a confidence

No speaker is named: the channel stands for one, or where all rows are of one channel the recording (a file for each
speaker). A short channel is shown as `Channel A`; NeMo writes speakers there, which are labels as they stand. Rows of
alternatives keep their place: the first one's words are read. Who spoke when stands in an RTTM beside it: see `rttm`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diarfix.errors import DiarfixError
from diarfix.formats.assemble import Unit, assemble, interleaved
from diarfix.formats.base import Built, Format, Holds, RawTurn, Repaired, Written
from diarfix.formats.captions import fault
from diarfix.formats.probe import Probe
from diarfix.formats.rows import (
    Field,
    Row,
    confidence,
    exact,
    is_number,
    mostly,
    number,
    one_recording,
    passes,
    rows,
    session,
    shown,
    without,
    written,
)
from diarfix.formats.splice import cut
from diarfix.model import UNLABELLED, Source, Transcript, Word

ALTERNATIVES = ("<ALT_BEGIN>", "<ALT>", "<ALT_END>")

_SHORT = re.compile(r"[A-Za-z]|[0-9]{1,3}")
_PREFIX = "Channel "


class Spoken(NamedTuple):
    """A row that holds a word, and those of its alternatives, which go where it goes."""

    row: Row
    word: Word
    others: list[Row]


def _fits(row: Row) -> bool:
    fields = [field.text for field in row.fields]
    if len(fields) < 5 or fields[4] in ALTERNATIVES:
        return len(fields) >= 5 and fields[2] == fields[3] == "*"
    times = is_number(fields[2]) and (is_number(fields[3]) and float(fields[3]) >= 0)
    return times and (len(fields) == 5 or is_number(fields[5]) or fields[5] in ("NA", "<NA>"))


def sniff(probe: Probe) -> float:
    """1 where rows begin with a recording, a channel, a start, a duration and a word."""
    found = [row for row in rows(probe.head) if len(row.fields) > 4]
    if found and all(is_number(row.fields[4].text) for row in found):
        return 0.0
    return mostly(probe.text, _fits)


def parse(text: str, name: str) -> list[Spoken]:
    """The words in the order of the rows, of alternatives the first. Raises E203."""
    made: list[Spoken] = []
    passed_over = False
    ahead: list[Row] = []
    for row in rows(text):
        fields = row.fields
        mark = fields[4].text if len(fields) >= 5 else ""
        if mark in ALTERNATIVES:
            passed_over = mark == "<ALT>"
        if len(fields) < 5:
            raise fault(f"{len(fields)} fields where five are needed",
                        "mend the row, or pass --lenient to leave it out", text, name, row.begin)
        if mark in ALTERNATIVES or passed_over or mark == "@":
            (ahead if mark == ALTERNATIVES[0] or not made else made[-1].others).append(row)
            continue
        start, length = (number(field, what, text, name)
                         for field, what in zip(fields[2:4], ("time", "duration"), strict=True))
        if length < 0:
            raise fault(f"the duration is below zero: {fields[3].text}",
                        "mend the row, or pass --lenient to leave it out", text, name, fields[3].begin)
        sure = confidence(fields[5] if len(fields) > 5 else None)
        word = fields[4]
        end = round(start + length, 6)
        made.append(Spoken(row, Word(word.text, word.begin, word.stop, start, end, sure), ahead))
        ahead = []
    return made


def ordered(said: Sequence[Spoken]) -> list[int]:
    """The rows in the order in which they are read."""
    streams = passes([(one.word.start or 0.0, one.word.end or 0.0) for one in said])
    return [streams[number][at] for number, at in interleaved([[said[at].word for at in one] for one in streams])]


def _column(said: Sequence[Spoken], text: str, name: str) -> int | None:
    """Which field tells speakers apart: 1 the channel, 0 the recording; None where neither does. Raises E203."""
    recordings = [one.row.fields[0] for one in said]
    channels = {one.row.fields[1].text for one in said}
    if len(channels) == 1 and all(_SHORT.fullmatch(channel) for channel in channels):
        return 0 if len({field.text for field in recordings}) > 1 else None
    one_recording(recordings, text, name)
    return 1


def _shown(field: Field, column: int) -> str:
    return _PREFIX + field.text if column and _SHORT.fullmatch(field.text) else shown(field.text)


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in time-marked words."""
    said = parse(text, name)
    column = _column(said, text, name)
    units = (
        Unit(None if column is None else _shown(one.row.fields[column], column), [one.word], one.row.begin)
        for one in (said[at] for at in ordered(said))
    )
    return assemble(units, Source(name, "ctm", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The words with the channels (or recordings) that the labels of `edited` stand for."""
    text = original.source.text
    said = parse(text, original.source.name)
    column = _column(said, text, original.source.name)
    if column is None and UNLABELLED in edited.labels and len(edited.labels) > 1:
        raise DiarfixError("E203", "one channel of one recording holds no labels of some words alone",
                           "put the diarizer's RTTM beside it, or convert it to another format")
    taken = {} if column is None else {
        one.row.fields[column].text: _shown(one.row.fields[column], column) for one in said
    }
    edits: list[tuple[int, int, str]] = []
    for at, place in enumerate(ordered(said)):
        row, word, others = said[place]
        if edited.words[at].text != word.text:
            edits.append((word.begin, word.stop, edited.words[at].text))
        if edited.speakers[at] != original.speakers[at]:
            label = _label(edited.speakers[at], column != 0, taken)
            fields = [one.fields[1 if column is None else column] for one in (row, *others)]
            edits += [(field.begin, field.stop, label) for field in fields]
    return Written(cut(text, 0, len(text), edits))


def _label(label: str, channel: bool, taken: dict[str, str]) -> str:
    """The field for a label. Raises E203 for one that would be read as another."""
    own = label.removeprefix(_PREFIX)
    if channel and own != label and _SHORT.fullmatch(own):
        if taken.setdefault(own, label) == label:
            return own
    elif not (channel and _SHORT.fullmatch(label)):
        return written(label, "ctm", taken)
    raise DiarfixError("E203", f"the label {label!r} cannot be written as ctm", "rename it first")


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """New rows, the speakers as channels; of one alone the channel is 1 where there is no label."""
    taken: dict[str, str] = {}
    alone = all(turn.speaker in ("", UNLABELLED) for turn in turns)
    return Built(read("".join(_rows(turns, session(name), alone, taken)), name, False))


def _rows(turns: Sequence[RawTurn], recording: str, alone: bool, taken: dict[str, str]) -> Iterator[str]:
    for turn in turns:
        own = " ".join(turn.speaker.split())
        label = "1" if alone else own if _SHORT.fullmatch(own) else _label(own, True, taken)
        for word in turn.tokens:
            start = word.start or 0.0
            length = max(0.0, (word.end or 0.0) - start)
            sure = "" if word.confidence is None else f" {word.confidence:g}"
            for part in word.text.split():
                if part in (*ALTERNATIVES, "@"):
                    raise DiarfixError("E203", f"the word {part!r} cannot be written as ctm", "choose another format")
                yield f"{recording} {label} {exact(start, 2)} {exact(length, 2)} {part}{sure}\n"


def repair(text: str, name: str) -> Repaired:
    """Words that cannot be read are left out."""
    return without(text, name, lambda row: not _fits(row))


FORMAT = Format(
    id="ctm",
    title="NIST time-marked words",
    suffixes=(".ctm",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    holds=frozenset({
        Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES, Holds.WORD_CONFIDENCE,
        Holds.OVERLAPS,
    }),
    needs=frozenset({Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES}),
)
