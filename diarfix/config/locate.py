"""Where the configuration file is, and on which line of it a key stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from diarfix.errors import DiarfixError

NAME = "diarfix.toml"
PROJECT = "pyproject.toml"

Keys = tuple[str, ...]
"""A key with those above it; a table of an array has its number among them: ("overrides", "0", "files")."""

_PART = r"""[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'"""
_DOTTED = rf"(?:{_PART})(?:\s*\.\s*(?:{_PART}))*"
_TABLE = re.compile(rf"\s*(\[{{1,2}})\s*({_DOTTED})\s*\]{{1,2}}\s*(?:#.*)?$")
_PAIR = re.compile(rf"\s*({_DOTTED})\s*=")


def find(start: Path) -> Path | None:
    """The configuration nearest to `start`, a file or a folder, looking upward; None where there is none.

    In one folder `diarfix.toml` comes before `pyproject.toml`, which counts only with a `[tool.diarfix]`.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return folder / NAME
        if has_section(folder / PROJECT):
            return folder / PROJECT
    return None


def has_section(project: Path) -> bool:
    """Whether a `pyproject.toml` has a `[tool.diarfix]`; a broken one is another tool's business unless it says so."""
    try:
        text = project.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    if "diarfix" not in text:
        return False
    try:
        return "diarfix" in tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError:
        return bool(re.search(r"^\s*\[tool\.diarfix\b", text, re.M))


def lines_of(text: str) -> dict[Keys, int]:
    """Line (from 1) of every table and key, as far as lines tell; what stands inside an inline table is not found.

    >>> lines_of("[check]\\nfail-on = 'error'\\n[[overrides]]\\nfiles = []\\n")[("overrides", "0", "files")]
    4
    """
    found: dict[Keys, int] = {}
    counts: dict[Keys, int] = {}
    table: Keys = ()
    for number, line in enumerate(text.splitlines(), 1):
        head = _TABLE.match(line)
        if head:
            table = _parts(head[2])
            if head[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
            table = _numbered(table, counts)
            found.setdefault(table, number)
        elif pair := _PAIR.match(line):
            keys = table + _parts(pair[1])
            for length in range(len(table) + 1, len(keys) + 1):
                found.setdefault(keys[:length], number)
    return found


def line_of(lines: dict[Keys, int], keys: Iterable[str]) -> int | None:
    """The line of a key, or of the nearest one above it that is known."""
    at = tuple(keys)
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at)


def _parts(dotted: str) -> Keys:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _numbered(table: Keys, counts: dict[Keys, int]) -> Keys:
    """The table's keys with the numbers of the arrays it stands in."""
    keys: Keys = ()
    for length in range(1, len(table) + 1):
        keys += (table[length - 1],)
        if table[:length] in counts:
            keys += (str(counts[table[:length]]),)
    return keys


def broken_toml(problem: tomllib.TOMLDecodeError, text: str) -> tuple[str, int, int]:
    """What is wrong with a TOML text, and its line and column."""
    said = re.match(r"(.*?)(?: \(at (?:line (\d+), column (\d+)|end of document)\))?$", str(problem), re.S)
    assert said is not None
    if said[2]:
        return said[1], int(said[2]), int(said[3])
    return said[1], text.count("\n") + 1, 1


def unreadable(problem: OSError | UnicodeDecodeError) -> DiarfixError:
    """E101 or E104 for a configuration file."""
    if isinstance(problem, OSError):
        return DiarfixError("E101", f"it cannot be read ({problem.strerror})", "check the path and its rights")
    return DiarfixError("E104", "it is not UTF-8", "save it as UTF-8")
