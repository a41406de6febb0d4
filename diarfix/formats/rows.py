"""Rows and fields, each with its place, the numbers and labels in them: what CTM, STM, RTTM and NLP share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from diarfix.errors import DiarfixError
from diarfix.formats.base import Repair, Repaired
from diarfix.formats.captions import fault
from diarfix.formats.compose import UNKNOWN
from diarfix.formats.json_doc import place
from diarfix.formats.json_read import MAX_SECONDS
from diarfix.formats.probe import HEAD
from diarfix.formats.splice import cut
from diarfix.model import UNLABELLED, Seconds

_FIELD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?")


class Field(NamedTuple):
    """A field at characters `begin:stop`."""

    begin: int
    stop: int
    text: str


class Row(NamedTuple):
    """A line that is neither blank nor one of NIST's comments, at characters `begin:stop`, and its fields."""

    begin: int
    stop: int
    fields: tuple[Field, ...]


BACK = 10.0
"""Seconds that a row must start before the one above it for a new pass over the recording to begin."""


def rows(text: str, limit: int | None = None) -> Iterator[Row]:
    """The rows of a text, fields parted by any white space; with `limit` those that end within so many characters."""
    for line in _LINE.finditer(text):
        if limit is not None and line.end() > limit:
            return
        found = tuple(Field(*one.span(), one[0]) for one in _FIELD.finditer(text, *line.span()))
        if found and not found[0].text.startswith(";;"):
            yield Row(line.start(), line.end(), found)


def mostly(text: str, fits: Callable[[Row], bool]) -> float:
    """1 where more than half of the first rows of a text fit, and the very first does; else 0."""
    found = [fits(row) for row in rows(text, HEAD)]
    return float(bool(found) and found[0] and 2 * sum(found) > len(found))


def line_break(text: str, at: int = 0) -> str:
    """The line break of a text at or behind a character, or else its first, or else a line feed."""
    found = _BREAK.search(text, at) or _BREAK.search(text)
    return found[0] if found else "\n"


def is_number(text: str) -> bool:
    """Whether a field is a number.

    >>> [is_number(field) for field in ("1.50", "-2", "1e5", "*", "nan")]
    [True, True, True, False, False]
    """
    return bool(_NUMBER.fullmatch(text))


def number(field: Field, what: str, text: str, name: str) -> float:
    """A field's number. Raises E203 where it is none, `what` says of what it should be one."""
    if not is_number(field.text) or abs(float(field.text)) > MAX_SECONDS:
        raise fault(f"the {what} is no number: {field.text[:40]!r}", "mend the row, or pass --lenient to leave it out",
                    text, name, field.begin)
    return float(field.text)


def confidence(field: Field | None) -> float | None:
    """A confidence between 0 and 1; None where the field says none, or holds another kind of score."""
    value = float(field.text) if field is not None and is_number(field.text) else None
    return value if value is not None and 0.0 <= value <= 1.0 else None


def exact(at: Seconds, places: int = 3) -> str:
    """Seconds with `places` decimals, more where they are needed.

    >>> exact(1.5), exact(0.12345)
    ('1.500', '0.12345')
    """
    short = f"{at:.{places}f}"
    return short if abs(float(short) - at) < 1e-9 else f"{at:.6f}".rstrip("0")


def like(at: Seconds, field: str) -> str:
    """Seconds with as many decimals as a field has, three at least.

    >>> like(1.23456, "7.10"), like(1.23456, "7.1000")
    ('1.235', '1.2346')
    """
    places = len(field.partition(".")[2]) if "e" not in field.lower() else 3
    return f"{at:.{min(6, max(3, places))}f}"


def shown(field: str) -> str:
    """The label that a field stands for: `_` in what is written as names are is a space.

    >>> shown("Mara_Quill"), shown("SPEAKER_00"), shown("spk_1")
    ('Mara Quill', 'SPEAKER_00', 'spk_1')
    """
    words = field.replace("_", " ").split()
    named = field != field.upper() and field != field.lower() and field == "_".join(words)
    return " ".join(words) if named else field


def written(label: str, format_id: str, taken: dict[str, str]) -> str:
    """A label as one field, its spaces as `_`. `taken` holds which label was written so before.

    Raises E203 where two labels would be written alike, or the field would mean something else.
    """
    made = "_".join((UNKNOWN if label in ("", UNLABELLED) else label).split())
    if taken.setdefault(made, label) != label or made.startswith((";;", "<")):
        raise DiarfixError("E203", f"the label {label!r} cannot be written as {format_id}", "rename it first")
    return made


def session(name: str) -> str:
    """The first field of new rows: what the recording is called."""
    return "_".join(name.rpartition("/")[2].partition(".")[0].strip("<>;").split()) or "session"


def one_recording(found: Sequence[Field], text: str, name: str) -> None:
    """Raises E203 where rows name several recordings in `found`."""
    other = next((field for field in found if field.text != found[0].text), None)
    if other is not None:
        raise fault(f"a second recording begins here: {other.text[:40]!r} after {found[0].text[:40]!r}",
                    "give each recording in a file of its own", text, name, other.begin)


def passes(spans: Sequence[tuple[Seconds, Seconds]], joined: bool = False) -> list[list[int]]:
    """The rows of each pass over a recording, from their starts and ends.

    Labels play no part, so that edits never change the order. With `joined` a row that begins where the one above
    ends belongs to it: cutting a row begins no new pass.

    >>> passes([(0.0, 9.0), (20.0, 22.0), (1.0, 3.0)]), passes([(0.0, 50.0), (50.0, 60.0), (3.0, 4.0)], joined=True)
    ([[0, 1], [2]], [[0, 1, 2]])
    """
    made: list[list[int]] = []
    top = end = 0.0
    for at, (start, stop) in enumerate(spans):
        meets = joined and bool(made) and abs(start - end) < 0.0015
        if not made or (not meets and start < top - BACK):
            made.append([])
            top = start
        if not meets:
            top = max(top, start)
        end = stop
        made[-1].append(at)
    return made


def without(text: str, name: str, bad: Callable[[Row], bool]) -> Repaired:
    """The text without the rows that cannot be read, each told as a repair."""
    edits: list[tuple[int, int, str]] = []
    repairs: list[Repair] = []
    for row in rows(text):
        if bad(row):
            end = _BREAK.match(text, row.stop)
            edits.append((row.begin, end.end() if end else row.stop, ""))
            left_out = f"the row {text[row.begin : row.stop][:60]!r} was left out"
            repairs.append(Repair(place(text, name, row.begin), left_out))
    return Repaired(cut(text, 0, len(text), edits), tuple(repairs))
