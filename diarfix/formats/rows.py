"""Fields of a row, each with its place, and the numbers in them."""

from __future__ import annotations

import re
from typing import NamedTuple

from diarfix.formats.captions import fault
from diarfix.formats.json_read import MAX_SECONDS
from diarfix.model import Seconds

_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?")


class Field(NamedTuple):
    """A field at characters `begin:stop`."""

    begin: int
    stop: int
    text: str


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
