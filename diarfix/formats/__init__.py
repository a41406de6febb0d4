"""Transcript formats: reading, writing back and writing from scratch.

    transcript = read_path("episode.txt")
    write_path("episode.txt", to_text(transcript, edited), transcript.source)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from diarfix.errors import DiarfixError, Place
from diarfix.formats import (
    assemblyai,
    aws,
    azure,
    ctm,
    deepgram,
    descript,
    eaf,
    google,
    io,
    json_repair,
    label_lines,
    markdown,
    name_lines,
    nlp,
    otter,
    podcast_html,
    podcast_json,
    revai,
    riverside,
    rttm,
    seglst,
    speechmatics,
    srt,
    stm,
    textgrid,
    timed,
    tsv,
    ttml,
    vtt,
    whisperx,
)
from diarfix.formats.base import Built, Estimate, Format, Holds, RawTurn, Repair, Written
from diarfix.formats.probe import Probe
from diarfix.model import Source, Transcript

__all__ = [
    "FORMATS",
    "Built",
    "Estimate",
    "Format",
    "Holds",
    "Notice",
    "RawTurn",
    "Repair",
    "Written",
    "build",
    "by_id",
    "detect",
    "files_beside",
    "from_turns",
    "new_document",
    "raw_turns",
    "read_bytes",
    "read_path",
    "read_text",
    "to_bytes",
    "to_text",
    "write_back",
    "write_path",
]

FORMATS: tuple[Format, ...] = (
    vtt.FORMAT,
    ttml.FORMAT,
    eaf.FORMAT,
    textgrid.FORMAT,
    seglst.FORMAT,
    aws.FORMAT,
    deepgram.FORMAT,
    azure.FORMAT,
    revai.FORMAT,
    speechmatics.FORMAT,
    google.FORMAT,
    assemblyai.FORMAT,
    podcast_json.FORMAT,
    whisperx.FORMAT,
    srt.FORMAT,
    tsv.FORMAT,
    nlp.FORMAT,
    rttm.FORMAT,
    ctm.FORMAT,
    stm.FORMAT,
    podcast_html.FORMAT,
    otter.FORMAT,
    riverside.FORMAT,
    descript.FORMAT,
    markdown.FORMAT,
    label_lines.FORMAT,
    name_lines.FORMAT,
)
"""The first that is certain (`sniff` gives 1) is the format; without one the likeliest, ties go to the first here."""

Notice = Callable[[Repair], None]
"""Told of everything that a lenient reader put right."""


def by_id(format_id: str, name: str = "") -> Format:
    """The format of that id. Raises E202."""
    for item in FORMATS:
        if item.id == format_id:
            return item
    known = ", ".join(item.id for item in FORMATS)
    place = Place(name) if name else None
    raise DiarfixError("E202", f"there is no format {format_id!r}", f"use one of {known}", place)


def files_beside(name: str) -> tuple[Path, ...]:
    """The other files that a file of that name is read with, such as the words beside a diarization.

    What depends on a transcript's content depends on theirs.
    """
    found = (item.beside(name) for item in FORMATS if item.beside is not None)
    return tuple(dict.fromkeys(path for paths in found for path in paths))


def detect(text: str, name: str = "") -> Format:
    """The format that fits the content best. Raises E201 when none does, and what is wrong with broken JSON or XML."""
    probe = Probe(text, name or "<text>")
    if probe.trouble is not None:
        raise probe.trouble
    best: tuple[float, Format | None] = (0.0, None)
    for item in FORMATS:
        score = item.sniff(probe)
        if score >= 1.0:
            return item
        if score > best[0]:
            best = (score, item)
    if best[1] is None:
        remedy = "check that each turn begins with its speaker, or name the format (`diarfix formats` lists them)"
        raise DiarfixError("E201", f"no speaker labels were found (looked for {len(FORMATS)} formats)", remedy,
                           Place(name))
    return best[1]


def read_text(
    text: str, name: str = "<text>", format_id: str | None = None, notice: Notice | None = None
) -> Transcript:
    """The transcript in `text`, which may begin with a byte order mark. Raises E102, E2xx.

    With `notice` a malformed text is repaired where that can be done, and each repair is told to it; the
    transcript's source is then the repaired text.
    """
    bom = text.startswith("\ufeff")
    body = text[1:] if bom else text
    return _read(body, name, bom, "utf-8", format_id, notice)


def read_bytes(
    data: bytes, name: str = "<bytes>", format_id: str | None = None, notice: Notice | None = None
) -> Transcript:
    """The transcript in a file's bytes. Raises E102-E106, E2xx. `notice`: see `read_text`."""
    text, bom, encoding = io.decode(data, name)
    return _read(text, name, bom, encoding, format_id, notice)


def read_path(
    path: str | os.PathLike[str], format_id: str | None = None, notice: Notice | None = None
) -> Transcript:
    """The transcript in a file. Raises E101-E106, E2xx. `notice`: see `read_text`."""
    return read_bytes(io.read_bytes(path), os.fspath(path), format_id, notice)


def write_back(original: Transcript, edited: Transcript) -> Written:
    """The source of `original` with the turns of `edited`, in its own format, and the times that had to be made up.

    Raises E203 for a label that the format cannot hold, E501 when the word counts differ.
    """
    if len(original.words) != len(edited.words):
        what = f"{len(edited.words)} words do not fit a source of {len(original.words)}"
        raise DiarfixError("E501", what, "read the file again", Place(original.source.name))
    if original.turns == edited.turns and original.words == edited.words:
        return Written(original.source.text)
    return by_id(original.source.format).write(original, edited)


def to_text(original: Transcript, edited: Transcript) -> str:
    """The text of `write_back`; without a byte order mark."""
    return write_back(original, edited).text


def to_bytes(text: str, source: Source) -> bytes:
    """`text` as bytes in the encoding that `source` was read from, its byte order mark put back."""
    return io.encode(text, source.bom, source.encoding, source.name)


def write_path(path: str | os.PathLike[str], text: str, source: Source | None = None) -> None:
    """Writes the whole file or nothing, in the encoding of `source` (UTF-8 without one). Raises E105."""
    like = source or Source(os.fspath(path), "", "")
    io.write_bytes(path, to_bytes(text, like))


def build(turns: Sequence[RawTurn], format_id: str, name: str = "<turns>") -> Built:
    """A new document in that format. Raises E102 without words, E202, E203."""
    chosen = by_id(format_id)
    if chosen.build is None:
        raise DiarfixError("E202", f"{format_id} cannot be written from scratch", "choose another format")
    spoken = [turn for turn in turns if turn.tokens]
    if not spoken:
        raise DiarfixError("E102", "there are no words to write", "give turns with words", Place(name))
    estimates: tuple[Estimate, ...] = ()
    if chosen.needs:
        filled = timed.fill(spoken, Holds.WORD_TIMES in chosen.needs, Holds.ENDS in chosen.needs)
        spoken, estimates = list(filled.turns), filled.estimates
    made = chosen.build(spoken, name)
    merged = {estimate.word: estimate for estimate in (*made.estimates, *estimates)}
    return Built(made.transcript, tuple(merged[word] for word in sorted(merged)))


def from_turns(
    turns: Iterable[tuple[str, str] | RawTurn], format_id: str = "name-lines", name: str = "<turns>"
) -> Transcript:
    """A transcript made of `(speaker, text)` pairs, with a source document in that format.

    Turns without words are left out. Raises E102 when nothing is left, E202, E203.

    >>> from_turns([("Ana", "Hello there."), ("Bo", "Hi.")]).source.text
    'Ana: Hello there.\\nBo: Hi.\\n'
    """
    raw = [turn if isinstance(turn, RawTurn) else RawTurn(*turn) for turn in turns]
    return build(raw, format_id, name).transcript


def raw_turns(transcript: Transcript, times: bool = True) -> list[RawTurn]:
    """The turns with all that is known of them, to be written from scratch; without times unless `times`."""
    if not times:
        return [RawTurn(turn.speaker, transcript.text(turn.start, turn.end)) for turn in transcript.turns]
    return [
        RawTurn(turn.speaker, transcript.text(turn.start, turn.end), turn.time, turn.until,
                transcript.words[turn.start : turn.end])
        for turn in transcript.turns
    ]


def new_document(transcript: Transcript, format_id: str, times: bool = True) -> str:
    """The transcript as a new document; its times are written where known unless `times` is false."""
    return build(raw_turns(transcript, times), format_id, transcript.source.name).transcript.source.text


def _read(
    text: str, name: str, bom: bool, encoding: str, format_id: str | None, notice: Notice | None
) -> Transcript:
    io.require_text(text, name)
    try:
        chosen = by_id(format_id, name) if format_id else detect(text, name)
        made = chosen.read(text, name, bom)
    except DiarfixError as error:
        if notice is None or not error.code.startswith("E2"):
            raise
        made = _repaired(text, name, bom, format_id, notice)
    return replace(made, source=replace(made.source, encoding=encoding))


def _repaired(text: str, name: str, bom: bool, format_id: str | None, notice: Notice) -> Transcript:
    """The transcript in a malformed text, once it is repaired; raises as reading does where it cannot be."""
    probe = Probe(text, name)
    repairs: tuple[Repair, ...] = ()
    if probe.looks_json and probe.trouble is not None:
        done = json_repair.repair(text, name)
        text, repairs = done.text, done.repairs
    chosen = by_id(format_id, name) if format_id else detect(text, name)
    if chosen.repair is not None:
        done = chosen.repair(text, name)
        text, repairs = done.text, (*repairs, *done.repairs)
    made = chosen.read(text, name, bom)
    for repair in repairs:
        notice(repair)
    return made
