"""`stm`: NIST's segment time marks, https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm.

    ;; comment
    shed 1 Mara_Quill 1.00 1.60 <o,f0,female> good { um / uh } morning       recording channel speaker start end text

`{ a / b }` and `(perhaps)` are one word each and never cut. Comments, label lists and segments that scoring ignores
stay. Read by ourselves: MeetEval drops comments and spacing, and takes label lists for words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from diarfix.errors import DiarfixError
from diarfix.formats import timed
from diarfix.formats.assemble import Unit, assemble, interleaved
from diarfix.formats.base import Built, Estimate, Format, Holds, RawTurn, Repaired, Written
from diarfix.formats.captions import fault
from diarfix.formats.probe import Probe
from diarfix.formats.rows import (
    Field,
    Row,
    exact,
    is_number,
    like,
    line_break,
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
from diarfix.formats.splice import Edit, cut, within
from diarfix.model import Seconds, Source, Transcript, Word

IGNORED = "IGNORE_TIME_SEGMENT_IN_SCORING"
"""The text of a segment that no one is scored on; it holds no words."""

OPTIONAL = 60
"""Characters of brackets that hold one optional word; in longer ones someone speaks."""

_LABELS = re.compile(r"<[^<>\s]*>")
_WORD = re.compile(r"\S+")
_BRACKET = re.compile(r"(?<!\S)[{(]|[})]")


class Segment(NamedTuple):
    """A segment: its row, its times, and its words."""

    row: Row
    start: Seconds
    end: Seconds
    words: tuple[Word, ...]

    @property
    def speaker(self) -> Field:
        """The field of the label."""
        return self.row.fields[2]


def _fits(row: Row) -> bool:
    fields = [field.text for field in row.fields[:5]]
    return len(fields) == 5 and is_number(fields[3]) and is_number(fields[4]) and float(fields[3]) <= float(fields[4])


def sniff(probe: Probe) -> float:
    """1 where rows begin with a recording, a channel, a speaker and two times in order."""
    return mostly(probe.text, _fits)


def spans(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where the words of a segment's text stand; alternatives and optional words whole.

    >>> said = "so { um / uh } (you know) yes {"
    >>> [said[a:b] for a, b in spans(said, 0, len(said))]
    ['so', '{ um / uh }', '(you know)', 'yes', '{']
    """
    closes: dict[int, int] = {}
    opened: dict[str, list[int]] = {"}": [], ")": []}
    for mark in _BRACKET.finditer(text, begin, stop):
        if mark[0] in "{(":
            opened["}" if mark[0] == "{" else ")"].append(mark.start())
        elif opened[mark[0]]:
            first = opened[mark[0]].pop()
            if mark[0] == "}" or mark.end() - first <= OPTIONAL:
                closes[first] = mark.end()
    first = last = edge = -1
    for word in _WORD.finditer(text, begin, stop):
        if word.start() >= edge:
            if first >= 0:
                yield first, last
            first, edge = word.start(), -1
        last = word.end()
        edge = max(edge, closes.get(word.start(), -1))
    if first >= 0:
        yield first, last


def parse(text: str, name: str) -> list[Segment]:
    """The segments in the order of the rows. Raises E203."""
    made = []
    for row in rows(text):
        fields = row.fields
        if len(fields) < 5:
            raise fault(f"{len(fields)} fields where five and a text are needed",
                        "mend the row, or pass --lenient to leave it out", text, name, row.begin)
        start, end = (number(field, "time", text, name) for field in fields[3:5])
        if end < start:
            raise fault(f"the segment ends at {fields[4].text} before it starts",
                        "mend the row, or pass --lenient to leave it out", text, name, fields[4].begin)
        labelled = len(fields) > 5 and bool(_LABELS.fullmatch(fields[5].text))
        said = fields[5 + labelled :]
        words = [] if not said or (len(said) == 1 and said[0].text == IGNORED) else [
            Word(" ".join(text[a:b].split()), a, b) for a, b in spans(text, said[0].begin, row.stop)
        ]
        if words:
            words[0] = replace(words[0], start=start)
            words[-1] = replace(words[-1], end=end)
        made.append(Segment(row, start, end, tuple(words)))
    one_recording([segment.row.fields[0] for segment in made], text, name)
    channels = {segment.row.fields[1].text for segment in made}
    if len(channels) > 1:
        made = [
            one._replace(words=tuple(replace(word, channel=one.row.fields[1].text) for word in one.words))
            for one in made
        ]
    return [segment for segment in made if segment.words]


def _order(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """The words as (segment, word), in the order in which they are read."""
    streams = [
        [(row, at) for row in one for at in range(len(segments[row].words))]
        for one in passes([(segment.start, segment.end) for segment in segments], joined=True)
    ]
    words = [[segments[row].words[at] for row, at in one] for one in streams]
    return [streams[stream][at] for stream, at in interleaved(words)]


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in segment time marks."""
    segments = parse(text, name)
    units = [
        Unit(shown(segments[row].speaker.text), [segments[row].words[at]], segments[row].row.begin)
        for row, at in _order(segments)
    ]
    return assemble(units, Source(name, "stm", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The segments under the labels of `edited`, cut where speakers change."""
    text = original.source.text
    segments = parse(text, original.source.name)
    place = {where: at for at, where in enumerate(_order(segments))}
    taken = {segment.speaker.text: shown(segment.speaker.text) for segment in segments}
    edits: list[tuple[int, int, str]] = []
    estimates: list[Estimate] = []
    for row, segment in enumerate(segments):
        order = [place[row, at] for at in range(len(segment.words))]
        labels = [edited.speakers[at] for at in order]
        spelled = [
            (word.begin, word.stop, edited.words[at].text)
            for word, at in zip(segment.words, order, strict=True) if edited.words[at].text != word.text
        ]
        cuts = [at for at in range(1, len(labels)) if labels[at] != labels[at - 1]]
        if not cuts and labels[0] == shown(segment.speaker.text):
            edits += spelled
            continue
        times = timed.shares(segment.words, cuts, segment.start, segment.end)
        pieces = []
        for share, (a, b) in zip(times, pairwise([0, *cuts, len(labels)]), strict=True):
            if share.estimated:
                estimates.append(Estimate(order[a], share.begin))
            pieces.append(_piece(text, segment, a, b, share, written(labels[a], "stm", taken), spelled))
        edits.append((segment.row.begin, segment.row.stop, line_break(text, segment.row.stop).join(pieces)))
    return Written(cut(text, 0, len(text), edits), tuple(sorted(estimates, key=lambda one: one.word)))


def _piece(
    text: str, segment: Segment, a: int, b: int, share: timed.Share, label: str, spelled: Sequence[Edit]
) -> str:
    """The row of words `a:b` of a segment."""
    fields, words = segment.row.fields, segment.words
    edits = [(segment.speaker.begin, segment.speaker.stop, label)]
    edits += within(spelled, words[a].begin, words[b - 1].begin)
    lead = "<> " if a and fields[5].begin == words[0].begin and _LABELS.fullmatch(words[a].text) else ""
    if a:
        edits.append((fields[3].begin, fields[3].stop, like(share.begin, fields[3].text)))
        edits.append((words[0].begin, words[a].begin, lead))
    if b < len(words):
        edits.append((fields[4].begin, fields[4].stop, like(share.end, fields[4].text)))
        edits.append((words[b - 1].stop, segment.row.stop, ""))
    return cut(text, segment.row.begin, segment.row.stop, edits)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """New segments, one for each turn."""
    recording = session(name)
    taken: dict[str, str] = {}
    lines = []
    for turn in turns:
        label = written(" ".join(turn.speaker.split()), "stm", taken)
        said = " ".join(word.text for word in turn.tokens)
        if said == IGNORED:
            raise DiarfixError("E203", f"the word {said!r} cannot be written as stm", "choose another format")
        lead = "<> " if _LABELS.fullmatch(said.split()[0]) else ""
        channel = "_".join((turn.tokens[0].channel or "").split()) or "1"
        times = f"{exact(turn.time or 0.0, 2)} {exact(turn.until or 0.0, 2)}"
        lines.append(f"{recording} {channel} {label} {times} {lead}{said}\n")
    return Built(read("".join(lines), name, False))


def repair(text: str, name: str) -> Repaired:
    """Segments that cannot be read are left out."""
    return without(text, name, lambda row: not _fits(row))


FORMAT = Format(
    id="stm",
    title="NIST segment time marks",
    suffixes=(".stm",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    holds=frozenset({
        Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.OVERLAPS, Holds.CHANNELS,
    }),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
