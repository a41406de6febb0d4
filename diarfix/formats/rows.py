"""Texts of rows and fields, each with its place: what CTM, STM, RTTM and NLP share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from diarfix.errors import DiarfixError
from diarfix.formats.captions import fault
from diarfix.formats.json_read import MAX_SECONDS
from diarfix.model import UNLABELLED, Seconds

_FIELD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n]+")
_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?")

UNKNOWN = "Unknown_Speaker"
"""A turn without a label, in formats that need one without a space."""

BACK = 10.0
"""Seconds that a row must start before the one above it for a new pass over the recording to begin."""

T = TypeVar("T")


class Field(NamedTuple):
    """A field at characters `begin:stop`."""

    begin: int
    stop: int
    text: str


class Row(NamedTuple):
    """A line that is not blank, at characters `begin:stop`, and its fields."""

    begin: int
    stop: int
    fields: tuple[Field, ...]

    @property
    def comment(self) -> bool:
        """Whether the row is one of NIST's comments."""
        return self.fields[0].text.startswith(";;")


def rows(text: str, limit: int | None = None) -> Iterator[Row]:
    """The rows of a text, fields parted by any white space; those of its first `limit` characters only."""
    for line in _LINE.finditer(text, 0, len(text) if limit is None else min(limit, len(text))):
        found = tuple(Field(*one.span(), one[0]) for one in _FIELD.finditer(text, *line.span()))
        if found:
            yield Row(line.start(), line.end(), found)


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


def decimal(at: Seconds, like: str) -> str:
    """Seconds with as many decimals as `like` has, two at least.

    >>> decimal(1.2345, "7.100"), decimal(1.5, "7"), decimal(1.2345, "7")
    ('1.234', '1.50', '1.23')
    """
    places = len(like.partition(".")[2]) if "e" not in like.lower() else 3
    return f"{at:.{min(6, max(2, places))}f}"


def exact(at: Seconds, places: int = 3) -> str:
    """Seconds with `places` decimals, more where they are needed.

    >>> exact(1.5), exact(0.12345)
    ('1.500', '0.12345')
    """
    short = f"{at:.{places}f}"
    return short if abs(float(short) - at) < 1e-9 else f"{at:.6f}".rstrip("0")


def token(label: str, format_id: str, names: dict[str, str]) -> str:
    """A label as one field: spaces become `_`. `names` holds what was written for whom before.

    Raises E203 where two labels would be written alike.
    """
    written = UNKNOWN if label in ("", UNLABELLED) else "_".join(label.split())
    if names.setdefault(written, label) != label or written.startswith((";;", "<")):
        what = f"the label {label!r} cannot be written as {format_id}"
        raise DiarfixError("E203", what, "rename it first")
    return written


def in_passes(items: Sequence[T], starts: Sequence[Seconds]) -> list[T]:
    """Items in order of speech.

    Small steps back in time are overlaps, and stay as they stand. Where rows go over the recording several times
    (channel after channel), the passes are merged by start; labels play no part, so that edits never change the order.

    >>> in_passes("abcd", [0.0, 20.0, 1.0, 21.0]), in_passes("abc", [0.0, 5.0, 4.5])
    (['a', 'c', 'b', 'd'], ['a', 'b', 'c'])
    """
    keys: list[tuple[Seconds, int]] = []
    passes, top = 0, float("-inf")
    for at, start in enumerate(starts):
        if start < top - BACK:
            passes, top = passes + 1, start
        top = max(top, start)
        keys.append((top, at))
    return [items[at] for _, at in sorted(keys)] if passes else list(items)
