"""`rttm`: NIST's rich transcription time marks, https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm.

    SPEAKER shed 1 1.000 0.600 <NA> <NA> Mara_Quill <NA> <NA>
    LEXEME  shed 1 1.000 0.200 good lex  Mara_Quill 0.98 <NA>     type recording channel start duration word kind label

Words are LEXEME rows; the SPEAKER rows over them change with them. An RTTM without words, as diarizers write it, takes
those of the CTM beside it (`ep.rttm` and `ep.ctm`), each under the SPEAKER row that it lies in; only the RTTM is
written. Rows of other types stay. Read by ourselves: MeetEval fails at SPKR-INFO and drops the words of LEXEME.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from diarfix.errors import DiarfixError, Place
from diarfix.formats import ctm, io, timed
from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Estimate, Format, Holds, RawTurn, Repaired, Written
from diarfix.formats.captions import fault
from diarfix.formats.probe import Probe
from diarfix.formats.rows import (
    Row,
    confidence,
    exact,
    is_number,
    like,
    line_break,
    mostly,
    number,
    one_recording,
    rows,
    session,
    shown,
    without,
    written,
)
from diarfix.formats.splice import cut
from diarfix.model import UNLABELLED, Seconds, Source, Transcript, Word

NONE = "<NA>"
TYPES = ("SPEAKER", "LEXEME", "NON-LEX", "NON-SPEECH", "SPKR-INFO", "SU", "NOSCORE", "NO_RT_METADATA", "SEGMENT",
         "FILLER", "EDIT", "IP", "CB", "A/P")

NEAR = 1.0
"""Seconds between a word and the SPEAKER row that it may still belong to, where it lies in none."""

LOOK_BACK = 200
"""SPEAKER rows that begin before a word ends and are looked at, the last ones first."""


class Spoken(NamedTuple):
    """A SPEAKER row and its times."""

    row: Row
    start: Seconds
    end: Seconds
    label: str


class Document(NamedTuple):
    """An RTTM: its SPEAKER rows, its words with their LEXEME rows (without any: a CTM's), and their order."""

    speakers: list[Spoken]
    said: list[ctm.Spoken]
    order: list[int]
    beside: bool


def _fits(row: Row) -> bool:
    fields = [field.text for field in row.fields]
    timed_row = fields[0] in ("SPEAKER", "LEXEME")
    if fields[0] not in TYPES or not 8 <= len(fields) <= 11:
        return False
    return not timed_row or (is_number(fields[3]) and is_number(fields[4]) and float(fields[4]) >= 0)


def sniff(probe: Probe) -> float:
    """1 where rows begin with a type of these and have as many fields."""
    return mostly(probe.text, _fits)


def _times(row: Row, text: str, name: str) -> tuple[Seconds, Seconds]:
    start, length = (number(field, what, text, name)
                     for field, what in zip(row.fields[3:5], ("time", "duration"), strict=True))
    if length < 0:
        raise fault(f"the duration is below zero: {row.fields[4].text}",
                    "mend the row, or pass --lenient to leave it out", text, name, row.fields[4].begin)
    return start, round(start + length, 6)


def parse(text: str, name: str) -> Document:
    """The rows of an RTTM. Raises E102 where no words are in it nor beside it, E203."""
    speakers: list[Spoken] = []
    said: list[ctm.Spoken] = []
    recordings = []
    for row in rows(text):
        kind = row.fields[0].text
        if len(row.fields) < 8:
            raise fault(f"{len(row.fields)} fields where nine or ten are needed",
                        "mend the row, or pass --lenient to leave it out", text, name, row.begin)
        if kind in ("SPEAKER", "LEXEME"):
            recordings.append(row.fields[1])
            start, end = _times(row, text, name)
        if kind == "SPEAKER":
            speakers.append(Spoken(row, start, end, row.fields[7].text))
        elif kind == "LEXEME" and row.fields[5].text != NONE:
            word = row.fields[5]
            sure = confidence(row.fields[8] if len(row.fields) > 8 else None)
            said.append(ctm.Spoken(row, Word(word.text, word.begin, word.stop, start, end, sure), []))
    if recordings:
        one_recording(recordings, text, name)
    beside = not said
    if beside:
        said = _beside(name) if speakers else []
    if not said:
        raise DiarfixError("E102", "there are no words in it", "put the recogniser's CTM beside it, named alike",
                           Place(name))
    return Document(speakers, said, ctm.ordered(said), beside)


def words_beside(name: str) -> tuple[Path, ...]:
    """The CTM beside an RTTM, if there is one."""
    path = Path(name).with_suffix(".ctm") if name.lower().endswith(".rttm") else None
    return (path,) if path is not None and path.is_file() else ()


def _beside(name: str) -> list[ctm.Spoken]:
    """The words of the CTM beside an RTTM; none where there is none. Raises as reading it does."""
    said = []
    for path in words_beside(name):
        text, _, _ = io.decode(io.read_bytes(path), str(path))
        said += ctm.parse(text, str(path))
    return said


def _owners(document: Document) -> list[int | None]:
    """The SPEAKER row of each word: that which it lies in most, ties to the first; of LEXEME rows one of its label."""
    speakers = document.speakers
    by_start = sorted(range(len(speakers)), key=lambda at: (speakers[at].start, at))
    starts = [speakers[at].start for at in by_start]
    found: list[int | None] = []
    for one in document.said:
        start, end = one.word.start or 0.0, one.word.end or 0.0
        label = None if document.beside else one.row.fields[7].text
        stop = bisect_right(starts, end + NEAR)
        best: tuple[Seconds, int] | None = None
        for at in by_start[max(0, stop - LOOK_BACK) : stop]:
            row = speakers[at]
            if label is not None and row.label != label:
                continue
            # In hundredths: a cut rounds its times, and may not hand a word to another row by that.
            lies = (round(min(end, row.end) - max(start, row.start), 2), -at)
            if lies[0] >= -NEAR and (best is None or lies > best):
                best = lies
        found.append(None if best is None else -best[1])
    return found


def _label(field: str) -> str | None:
    return None if field == NONE else shown(field)


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in an RTTM, or in one and the CTM beside it."""
    document = parse(text, name)
    owners = _owners(document) if document.beside else []
    units = []
    for at in document.order:
        row, word, _ = document.said[at]
        if document.beside:
            owner = owners[at]
            speaker = None if owner is None else document.speakers[owner]
            stands = speaker.row.fields[7] if speaker is not None else document.speakers[0].row.fields[7]
            word = replace(word, begin=stands.begin, stop=stands.stop)
            label, begin = None if speaker is None else _label(speaker.label), stands.begin
        else:
            label, begin = _label(row.fields[7].text), row.begin
        units.append(Unit(label, [word], begin))
    return assemble(units, Source(name, "rttm", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The rows with the labels of `edited`: of words, and of the SPEAKER rows over them, cut where they change."""
    text, name = original.source.text, original.source.name
    document = parse(text, name)
    place = {at: number for number, at in enumerate(document.order)}
    fields = [row.fields[7].text for row in rows(text) if row.fields[0].text in ("SPEAKER", "LEXEME")]
    taken = {field: _label(field) or UNLABELLED for field in fields}
    owned: dict[int, list[int]] = {}
    for at, owner in enumerate(_owners(document)):
        if owner is not None:
            owned.setdefault(owner, []).append(place[at])
        elif document.beside and edited.speakers[place[at]] != original.speakers[place[at]]:
            raise DiarfixError("E203", f"no SPEAKER row is near the word {original.words[place[at]].text!r}",
                               "add one to the RTTM", Place(name))
    edits = list(_speakers(text, document, owned, original, edited, taken))
    estimates = [item for *_, made in edits for item in made]
    changes = [edit[:3] for edit in edits]
    for at, (row, word, _) in enumerate(document.said):
        new, label = edited.words[place[at]].text, edited.speakers[place[at]]
        if new != original.words[place[at]].text:
            if document.beside:
                raise DiarfixError("E203", f"the words stand in the CTM beside it, and {word.text!r} may not change",
                                   "pass --no-heal", Place(name))
            changes.append((word.begin, word.stop, new))
        if not document.beside and label != original.speakers[place[at]]:
            changes.append((row.fields[7].begin, row.fields[7].stop, _written(label, taken)))
    return Written(cut(text, 0, len(text), changes), tuple(sorted(estimates, key=lambda one: one.word)))


def _written(label: str, taken: dict[str, str]) -> str:
    return NONE if label == UNLABELLED else written(label, "rttm", taken)


def _speakers(
    text: str, document: Document, owned: dict[int, list[int]], original: Transcript, edited: Transcript,
    taken: dict[str, str],
) -> Iterator[tuple[int, int, str, list[Estimate]]]:
    """The SPEAKER rows whose words have other labels now, as they are to be written."""
    for at, places in sorted(owned.items()):
        speaker = document.speakers[at]
        places = sorted(places, key=lambda one: (original.words[one].start or 0.0, one))
        labels = [edited.speakers[one] for one in places]
        if labels == [original.speakers[one] for one in places]:
            continue
        cuts = [one for one in range(1, len(labels)) if labels[one] != labels[one - 1]]
        words = [original.words[one] for one in places]
        shares = timed.shares(words, cuts, speaker.start, speaker.end)
        pieces, estimates = [], []
        for share, (a, b) in zip(shares, pairwise([0, *cuts, len(labels)]), strict=True):
            pieces.append(_piece(text, speaker, share, a > 0, b < len(labels), _written(labels[a], taken)))
            if share.estimated:
                estimates.append(Estimate(places[a], share.begin))
        row = speaker.row
        yield row.begin, row.stop, line_break(text, row.stop).join(pieces), estimates


def _piece(text: str, speaker: Spoken, share: timed.Share, later: bool, ends: bool, label: str) -> str:
    """The SPEAKER row of one share."""
    fields = speaker.row.fields
    edits = [(fields[7].begin, fields[7].stop, label)]
    if later:
        edits.append((fields[3].begin, fields[3].stop, like(share.begin, fields[3].text)))
    if later or ends:
        edits.append((fields[4].begin, fields[4].stop, like(share.end - share.begin, fields[4].text)))
    return cut(text, speaker.row.begin, speaker.row.stop, edits)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """New rows: of each turn, and of its words."""
    return Built(read("".join(_rows(turns, session(name), {})), name, False))


def _rows(turns: Sequence[RawTurn], recording: str, taken: dict[str, str]) -> Iterator[str]:
    for turn in turns:
        label = _written(" ".join(turn.speaker.split()) or UNLABELLED, taken)
        start, end = turn.time or 0.0, turn.until or 0.0
        if label != NONE:
            length = exact(max(0.0, end - start))
            yield f"SPEAKER {recording} 1 {exact(start)} {length} <NA> <NA> {label} <NA> <NA>\n"
        for word in turn.tokens:
            begin = word.start or 0.0
            length = exact(max(0.0, (word.end or 0.0) - begin))
            sure = NONE if word.confidence is None else f"{word.confidence:g}"
            for part in word.text.split():
                if part == NONE:
                    raise DiarfixError("E203", f"the word {part!r} cannot be written as rttm", "choose another format")
                yield f"LEXEME {recording} 1 {exact(begin)} {length} {part} lex {label} {sure} <NA>\n"


def repair(text: str, name: str) -> Repaired:
    """Rows that cannot be read are left out."""
    return without(text, name, lambda row: len(row.fields) < 8 or (row.fields[0].text in TYPES[:2] and not _fits(row)))


FORMAT = Format(
    id="rttm",
    title="NIST rich transcription time marks",
    suffixes=(".rttm",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    repair=repair,
    beside=words_beside,
    holds=frozenset({
        Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES, Holds.WORD_CONFIDENCE,
        Holds.OVERLAPS,
    }),
    needs=frozenset({Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES}),
)
