"""A baseline: findings that are known and not told again, so that only new ones fail a check.

Entries hold the path, seen from the baseline's folder, the code and the fingerprint, but no line: what moves down a few
lines is still known.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from diarfix.check.discover import shown
from diarfix.check.quiet import UNUSED, unused
from diarfix.check.record import FileResult, Finding
from diarfix.errors import DiarfixError, Place
from diarfix.formats import io

SCHEMA = 1

__all__ = ["UNUSED", "Compared", "Entry", "compare", "entry_of", "load", "save", "stale_finding"]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One known finding."""

    path: str
    code: str
    fingerprint: str
    about: str


def entry_of(finding: Finding, folder: Path) -> Entry:
    """The finding as a baseline in `folder` writes it."""
    path = Path(os.path.relpath(finding.path, folder)).as_posix()
    return Entry(path, finding.code, finding.fingerprint, finding.message)


def save(path: Path, entries: Iterable[Entry]) -> None:
    """Write the file whole or not at all, sorted. Raises E105."""
    rows = [
        {"path": item.path, "code": item.code, "fingerprint": item.fingerprint, "about": item.about}
        for item in sorted(entries)
    ]
    text = json.dumps({"schema": SCHEMA, "known": rows}, indent=2, ensure_ascii=False) + "\n"
    # A lone half of a character, as in names that are no text, becomes the escape that JSON has for it.
    io.write_bytes(path, text.encode(errors="backslashreplace"))


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a file. Raises E101, E104, and E612 for what is no baseline."""
    text, _, _ = io.decode(io.read_bytes(path), str(path))
    try:
        document = json.loads(text)
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise ValueError(f"its schema is not {SCHEMA}")
        rows = document["known"]
        entries = [Entry(row["path"], row["code"], row["fingerprint"], row["about"]) for row in rows]
        if not all(isinstance(part, str) for entry in entries for part in (entry.path, entry.code, entry.fingerprint)):
            raise ValueError("path, code and fingerprint must be texts")
    except json.JSONDecodeError as problem:
        raise _malformed(path, f"not JSON: {problem.msg}", problem.lineno, problem.colno) from None
    except (ValueError, KeyError, TypeError) as problem:
        what = f"{problem} is missing" if isinstance(problem, KeyError) else str(problem)
        raise _malformed(path, what, 1, 1) from None
    return tuple(entries)


@dataclass(frozen=True)
class Compared:
    """The files without what is known, the entries still met, and those about checked files that are not."""

    files: tuple[FileResult, ...]
    kept: tuple[Entry, ...]
    stale: tuple[Entry, ...]


def compare(files: Iterable[FileResult], entries: Iterable[Entry], folder: Path) -> Compared:
    """Take known findings out. Files that cannot be read stay findings; entries on files not checked are kept."""
    left: Counter[tuple[str, str]] = Counter((item.path, item.fingerprint) for item in entries)
    results = []
    checked: set[str] = set()
    for file in files:
        checked.add(Path(os.path.relpath(file.path, folder)).as_posix())
        new: list[Finding] = []
        known: list[Finding] = []
        for finding in file.findings:
            entry = entry_of(finding, folder)
            key = (entry.path, entry.fingerprint)
            if not finding.trouble and left[key]:
                left[key] -= 1
                known.append(finding)
            else:
                new.append(finding)
        results.append(replace(file, findings=tuple(new), silenced=(*file.silenced, *known)))
    kept, stale = [], []
    for item in sorted(entries, reverse=True):
        key = (item.path, item.fingerprint)
        if left[key] and item.path in checked:
            left[key] -= 1
            stale.append(item)
        else:
            kept.append(item)
    return Compared(tuple(results), tuple(reversed(kept)), tuple(reversed(stale)))


def stale_finding(path: Path, entry: Entry) -> Finding:
    """An entry that no finding meets."""
    message = f"known but gone: {entry.path} {entry.code} {entry.about}; drop it with --prune-baseline"
    return unused(shown(path), 1, 1, message, entry.fingerprint)


def _malformed(path: Path, what: str, line: int, column: int) -> DiarfixError:
    return DiarfixError("E612", what, "record it again with --write-baseline", Place(str(path), line, column))
