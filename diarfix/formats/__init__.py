"""Transcript formats: reading, writing back and writing from scratch.

    transcript = read_path("episode.txt")
    write_path("episode.txt", to_text(transcript, edited), transcript.source)
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from diarfix.errors import DiarfixError, Place
from diarfix.formats import io, label_lines, markdown, name_lines
from diarfix.formats.base import Format, RawTurn
from diarfix.model import Source, Transcript

__all__ = [
    "FORMATS",
    "Format",
    "RawTurn",
    "by_id",
    "detect",
    "from_turns",
    "new_document",
    "read_bytes",
    "read_path",
    "read_text",
    "to_bytes",
    "to_text",
    "write_path",
]

FORMATS: tuple[Format, ...] = (markdown.FORMAT, label_lines.FORMAT, name_lines.FORMAT)
"""The best `sniff` wins; ties go to the first here."""


def by_id(format_id: str, name: str = "") -> Format:
    """The format of that id. Raises E202."""
    for item in FORMATS:
        if item.id == format_id:
            return item
    known = ", ".join(item.id for item in FORMATS)
    place = Place(name) if name else None
    raise DiarfixError("E202", f"there is no format {format_id!r}", f"use one of {known}", place)


def detect(text: str, name: str = "") -> Format:
    """The format that fits the content best. Raises E201 when none does."""
    scored = [(item.sniff(text), -at) for at, item in enumerate(FORMATS)]
    score, at = max(scored)
    if score <= 0:
        known = "; ".join(item.title for item in FORMATS)
        raise DiarfixError("E201", f"no speaker labels were found (looked for: {known})",
                           "check that each turn begins with its speaker, or name the format", Place(name))
    return FORMATS[-at]


def read_text(text: str, name: str = "<text>", format_id: str | None = None) -> Transcript:
    """The transcript in `text`, which may begin with a byte order mark. Raises E102, E2xx."""
    bom = text.startswith("\ufeff")
    body = text[1:] if bom else text
    return _read(body, name, bom, "utf-8", format_id)


def read_bytes(data: bytes, name: str = "<bytes>", format_id: str | None = None) -> Transcript:
    """The transcript in a file's bytes. Raises E102-E106, E2xx."""
    text, bom, encoding = io.decode(data, name)
    return _read(text, name, bom, encoding, format_id)


def read_path(path: str | os.PathLike[str], format_id: str | None = None) -> Transcript:
    """The transcript in a file. Raises E101-E106, E2xx."""
    return read_bytes(io.read_bytes(path), os.fspath(path), format_id)


def to_text(original: Transcript, edited: Transcript) -> str:
    """The source of `original` with the turns of `edited`, in its own format; without a byte order mark."""
    return by_id(original.source.format).write(original, edited)


def to_bytes(text: str, source: Source) -> bytes:
    """`text` as bytes in the encoding that `source` was read from, its byte order mark put back."""
    return io.encode(text, source.bom, source.encoding, source.name)


def write_path(path: str | os.PathLike[str], text: str, source: Source | None = None) -> None:
    """Writes the whole file or nothing, in the encoding of `source` (UTF-8 without one). Raises E105."""
    like = source or Source(os.fspath(path), "", "")
    io.write_bytes(path, to_bytes(text, like))


def from_turns(
    turns: Iterable[tuple[str, str] | RawTurn], format_id: str = "name-lines", name: str = "<turns>"
) -> Transcript:
    """A transcript made of `(speaker, text)` pairs, with a source document in that format.

    Turns without words are left out. Raises E102 when nothing is left, E202, E203.

    >>> from_turns([("Ana", "Hello there."), ("Bo", "Hi.")]).source.text
    'Ana: Hello there.\\nBo: Hi.\\n'
    """
    chosen = by_id(format_id)
    if chosen.build is None:
        raise DiarfixError("E202", f"{format_id} cannot be written from scratch", "choose another format")
    raw = (turn if isinstance(turn, RawTurn) else RawTurn(*turn) for turn in turns)
    made = chosen.build(raw, name)
    if not made.words:
        raise DiarfixError("E102", "there are no words to write", "give turns with words", Place(name))
    return made


def new_document(transcript: Transcript, format_id: str, times: bool = True) -> str:
    """The transcript as a new document; its turns' times are written where known unless `times` is false."""
    turns = (
        RawTurn(turn.speaker, transcript.text(turn.start, turn.end), turn.time if times else None)
        for turn in transcript.turns
    )
    return from_turns(turns, format_id, transcript.source.name).source.text


def _read(text: str, name: str, bom: bool, encoding: str, format_id: str | None) -> Transcript:
    io.require_text(text, name)
    chosen = by_id(format_id, name) if format_id else detect(text, name)
    made = chosen.read(text, name, bom)
    return replace(made, source=replace(made.source, encoding=encoding))
