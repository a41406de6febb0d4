"""`NAME.diarfix.json` beside the transcript: one field a line, in reading order, written whole or not at all.

What was made by hand and notes came with schema 2; a file without them is written as schema 1, which every
version reads.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar, get_args

from diarfix.decisions.record import Anchor, Book, Decision, HandKind, HandRow, NoteRow, Spot, Verdict
from diarfix.edits import EditKind
from diarfix.errors import DiarfixError, Place
from diarfix.formats import io

SIDECAR = ".diarfix.json"
"""How the names of decisions files end; they hold no transcript."""

SCHEMAS = (1, 2)
"""The versions of the file's layout that can be read."""

_FIELDS = ("id", "verdict", "by", "when", "kind", "old", "new", "rules", "anchor")
_ANCHOR_FIELDS = ("word", "before", "inside", "after")
_KEYS = ("schema", "decisions", "by_hand", "notes")

_Row = TypeVar("_Row", Decision, HandRow, NoteRow)


def sidecar(transcript: Path) -> Path:
    """The decisions file of a transcript.

    >>> sidecar(Path("shows/episode.txt")).as_posix()
    'shows/episode.diarfix.json'
    """
    return transcript.with_name(sidecar_name(transcript.name))


def sidecar_name(transcript: str) -> str:
    """The same for a name, or for a path or URL with forward slashes.

    >>> sidecar_name("s3://shows/episode.txt")
    's3://shows/episode.diarfix.json'
    """
    return posixpath.splitext(transcript)[0] + SIDECAR


def book_bytes(book: Book) -> bytes:
    """The file's content; the same bytes for the same book."""
    document: dict[str, Any] = {"schema": 2 if book.by_hand or book.notes else 1}
    decisions = sorted(book.decisions, key=lambda item: (item.anchor.word, item.id))
    document["decisions"] = [asdict(item) for item in decisions]
    if book.by_hand or book.notes:
        document["by_hand"] = [asdict(item) for item in sorted(book.by_hand, key=_place)]
        document["notes"] = [asdict(item) for item in sorted(book.notes, key=_place)]
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _place(row: HandRow | NoteRow) -> tuple[int, str]:
    return row.spot.word, row.id


def save_book(path: Path, book: Book) -> None:
    """Write the file whole or not at all, on the disk when this returns. Raises E105."""
    io.write_bytes(path, book_bytes(book))


def save(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a file of decisions on proposed edits alone; see `save_book`."""
    save_book(path, Book(tuple(decisions)))


def load(path: Path) -> tuple[Decision, ...]:
    """The decisions on proposed edits in a file; see `load_book`."""
    return load_book(path).decisions


def load_book(path: Path) -> Book:
    """All that a file holds; an empty book where there is no file. Raises E101, E104 and, with the line, E504."""
    if not path.exists():
        return Book()
    return read_book(io.read_bytes(path), path)


def read_book(data: bytes, path: Path) -> Book:
    """The book in a file's bytes; `path` is for messages. Raises E504."""
    text = data.decode("utf-8", errors="replace")
    try:
        document = json.loads(text)
    except json.JSONDecodeError as problem:
        raise _malformed(path, problem.lineno, f"not JSON: {problem.msg}", problem.colno) from None
    except RecursionError:
        raise _malformed(path, 1, "it is nested too deeply") from None
    if not isinstance(document, dict) or not isinstance(document.get("decisions"), list):
        raise _malformed(path, 1, "there is no list of decisions")
    if document.get("schema") not in SCHEMAS:
        raise _malformed(path, _line(text, '"schema"', 0), f"schema {document.get('schema')!r} is not 1 or 2")
    unknown = [key for key in document if key not in _KEYS]
    if unknown and document["schema"] > 1:
        raise _malformed(path, _line(text, json.dumps(unknown[0]), 0), f"there is an unknown field {unknown[0]!r}")
    rows = _Rows(path, text)
    decisions = rows.read(document["decisions"], _decision)
    return Book(
        decisions, rows.read(document.get("by_hand", []), _hand_row), rows.read(document.get("notes", []), _note_row)
    )


class _Rows:
    """Reads lists of rows one after the other, and knows the line of each by its `id`."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text, self._seen = path, text, 0

    def read(self, given: Any, read: Callable[[Any], _Row]) -> tuple[_Row, ...]:
        """The rows by `read`, which raises `ValueError`. Raises E504."""
        if not isinstance(given, list):
            raise _malformed(self._path, 1, f"{given!r} is not a list")
        made: dict[str, _Row] = {}
        for raw in given:
            try:
                row = read(raw)
                if row.id in made:
                    raise ValueError(f"{row.id} is decided twice")
            except ValueError as problem:
                raise _malformed(self._path, _line(self._text, '"id"', self._seen), str(problem)) from None
            self._seen += 1
            made[row.id] = row
        return tuple(made.values())


def _hand_row(row: Any) -> HandRow:
    given = _checked(row, [item.name for item in fields(HandRow)], "a row made by hand")
    if given["kind"] not in get_args(HandKind):
        raise ValueError(f"kind {given['kind']!r} is none of {', '.join(get_args(HandKind))}")
    spot = _spot(given["spot"])
    if (given["kind"] == "move") != (spot.words > 0):
        raise ValueError("a move has words, a from and a rename have none")
    _need_texts(given, ("id", "old", "new", "by", "when", "of"))
    if not given["new"]:
        raise ValueError("new must not be empty")
    return HandRow(**{**given, "spot": spot})


def _note_row(row: Any) -> NoteRow:
    given = _checked(row, [item.name for item in fields(NoteRow)], "a note")
    _need_texts(given, ("id", "text", "by", "when"))
    return NoteRow(**{**given, "spot": _spot(given["spot"])})


def _spot(row: Any) -> Spot:
    given = _checked(row, [item.name for item in fields(Spot)], "a spot")
    for key in ("word", "words"):
        if isinstance(given[key], bool) or not isinstance(given[key], int) or given[key] < 0:
            raise ValueError(f"{key} {given[key]!r} is not a whole number of 0 or more")
    _need_texts(given, [key for key in given if key not in ("word", "words")])
    return Spot(**given)


def _need_texts(given: dict[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        if not isinstance(given[key], str):
            raise ValueError(f"{key} {given[key]!r} is not a text")


def _decision(row: Any) -> Decision:
    given = _checked(row, _FIELDS, "a decision")
    anchor = _checked(given["anchor"], _ANCHOR_FIELDS, "an anchor")
    if given["verdict"] not in get_args(Verdict):
        raise ValueError(f"verdict {given['verdict']!r} is neither accepted nor rejected")
    if given["kind"] not in get_args(EditKind):
        raise ValueError(f"kind {given['kind']!r} is none of {', '.join(get_args(EditKind))}")
    texts = [given[key] for key in ("id", "by", "when", "old", "new")] + [anchor[key] for key in _ANCHOR_FIELDS[1:]]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("id, by, when, old, new and the anchor's words must be texts")
    if isinstance(anchor["word"], bool) or not isinstance(anchor["word"], int):
        raise ValueError(f"word {anchor['word']!r} is not a whole number")
    if not isinstance(given["rules"], list) or not all(isinstance(code, str) for code in given["rules"]):
        raise ValueError("rules must be a list of codes")
    return Decision(**{**given, "rules": tuple(given["rules"]), "anchor": Anchor(**anchor)})


def _checked(row: Any, keys: Sequence[str], what: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ValueError(f"{what} must be an object")
    for key in keys:
        if key not in row:
            raise ValueError(f"{what} lacks {key!r}")
    unknown = [key for key in row if key not in keys]
    if unknown:
        raise ValueError(f"{what} has an unknown field {unknown[0]!r}")
    return dict(row)


def _line(text: str, key: str, number: int) -> int:
    """The line of the `number`th (from 0) `key`, as near as the text tells; 1 where there is none."""
    at = -1
    for _ in range(number + 1):
        following = text.find(key, at + 1)
        if following < 0:
            break
        at = following
    return text.count("\n", 0, max(0, at)) + 1


def _malformed(path: Path, line: int, what: str, column: int | None = None) -> DiarfixError:
    return DiarfixError("E504", what, "mend it or remove the file", Place(str(path), line, column))
