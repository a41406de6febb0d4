"""Written times: `01:02`, `1:02:03`, `00:01:02.50`, alone or in brackets."""

from __future__ import annotations

import re

from diarfix.model import Seconds

CLOCK = r"\d{1,4}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,6})?"
"""A written time, as a regular expression without groups."""

_MARK = re.compile(rf"\\*\[\\*({CLOCK})\\*\]")


def seconds(clock: str) -> Seconds:
    """Seconds of a written time.

    >>> seconds("01:02"), seconds("1:00:02.5")
    (62.0, 3602.5)
    """
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def clock(at: Seconds) -> str:
    """The whole second as `HH:MM:SS`; a time before the recording is its start.

    >>> clock(3661.9)
    '01:01:01'
    """
    whole = max(0, int(at))
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def inline_mark(token: str) -> tuple[int, Seconds] | None:
    r"""Length and seconds of a bracketed time at the start of `token`, backslashes allowed.

    >>> inline_mark(r"\[04:01\]"), inline_mark("[00:10]So"), inline_mark("[laughs]")
    ((9, 241.0), (7, 10.0), None)
    """
    found = _MARK.match(token)
    return (found.end(), seconds(found[1])) if found else None


def only_marks(text: str, joiners: tuple[str, ...] = ()) -> bool:
    r"""Whether `text` holds nothing but white space, inline times and `joiners`.

    >>> only_marks("[00:10] to [00:20]"), only_marks("[00:10] to [00:20]", ("to",))
    (False, True)
    >>> only_marks("to", ("to",))
    False
    """
    found = lone = False
    for token in text.split():
        mark = inline_mark(token)
        if mark is not None and mark[0] == len(token):
            found = True
        elif token in joiners:
            lone = True
        else:
            return False
    # A joiner between no times is a word that someone says.
    return found or not lone
