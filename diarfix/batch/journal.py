"""The journal of a run: a line for each outcome, synced before the next, so that a stopped run can go on.

    {"journal": 1, "settings": "..."}
    {"key": "a.txt", "stamp": "sha256:...", "state": "done", ...}
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from diarfix.batch.record import Outcome, State
from diarfix.errors import DiarfixError, Place

VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the last line about an episode stands, and what it says in short."""

    offset: int
    stamp: str
    state: State
    output: str


class Journal:
    """An open journal. Outcomes are kept on disk; in memory there is an `Entry` for each."""

    def __init__(self, stream: BinaryIO, path: Path, entries: dict[str, Entry]) -> None:
        self._stream, self._path, self.entries = stream, path, entries

    @classmethod
    def open(cls, path: Path, settings: str, resume: bool) -> Journal:
        """Begin a journal, or go on with one. Raises E105, and E622 for one that may not be gone on with."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            old = path.exists() and path.stat().st_size > 0
            if old and not resume:
                raise _taken(path, "a run was begun here", "give --resume to go on with it, or another folder")
            stream = path.open("r+b" if old else "w+b")
            entries = _entries(stream, path, settings) if old else {}
            journal = cls(stream, path, entries)
            if not old or stream.tell() == 0:
                journal._append({"journal": VERSION, "settings": settings})
        except OSError as problem:
            raise _unwritable(path, problem) from None
        return journal

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome; once this returns it survives a crash. Raises E105."""
        row = {name: value for name, value in asdict(outcome).items() if name != "seconds"}
        try:
            offset = self._append(row)
        except OSError as problem:
            raise _unwritable(self._path, problem) from None
        self.entries[outcome.key] = Entry(offset, outcome.stamp, outcome.state, outcome.output)

    def rows(self, keys: list[str]) -> Iterator[dict[str, Any]]:
        """The last line about each of these episodes, in their order."""
        for key in keys:
            entry = self.entries.get(key)
            if entry is not None:
                self._stream.seek(entry.offset)
                yield json.loads(self._stream.readline())

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _append(self, row: dict[str, Any]) -> int:
        offset = self._stream.seek(0, os.SEEK_END)
        self._stream.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass"))
        self._stream.flush()
        os.fsync(self._stream.fileno())
        return offset


def _entries(stream: BinaryIO, path: Path, settings: str) -> dict[str, Entry]:
    """What a journal says; a last line that was cut off is dropped. The stream stands at the end of what counts."""
    entries: dict[str, Entry] = {}
    end = 0
    for number, line in enumerate(stream, 1):
        if not line.endswith(b"\n"):
            break
        try:
            row = json.loads(line)
            if number == 1:
                _check_head(row, path, settings)
            else:
                entries[row["key"]] = Entry(end, row["stamp"], row["state"], row["output"])
        except (ValueError, KeyError, TypeError) as problem:
            raise _taken(path, f"line {number} of the journal cannot be read ({problem})",
                         "give another folder, or remove the journal to begin anew") from None
        end += len(line)
    stream.truncate(end)
    stream.seek(end)
    return entries


def _check_head(row: Any, path: Path, settings: str) -> None:
    if row.get("journal") != VERSION:
        raise _taken(path, "another version of diarfix wrote the journal", "give another folder")
    if row["settings"] != settings:
        what = "the run was begun with other settings or another version"
        raise _taken(path, what, "give the same ones, or another folder")


def _taken(path: Path, what: str, remedy: str) -> DiarfixError:
    return DiarfixError("E622", what, remedy, Place(str(path)))


def _unwritable(path: Path, problem: OSError) -> DiarfixError:
    what = f"the journal cannot be written ({problem.strerror or problem})"
    return DiarfixError("E105", what, "mend that and go on with --resume; what was told as done is kept",
                        Place(str(path)))
