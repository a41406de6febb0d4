"""Words as the model sees them: a known form or none, hashed edges, the mark behind, the letter case.

    "Right,"  ->  form "right", edges "rig" and "ght", mark comma, case capital
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FORM, PREFIX, SUFFIX, MARK, CASE = range(5)
"""Columns of encoded words."""

EDGES = 4096
"""Buckets that the first and the last three letters are hashed to."""

MARKS = ("none", "comma", "stop", "question", "exclamation", "dots", "dash", "colon")
CASES = ("lower", "capital", "upper", "digit", "other")

UNKNOWN_FORM = 0
"""The form of a word outside the vocabulary; the vocabulary counts from 1."""

Ids = NDArray[np.int64]

_QUOTES = "'\"“”‘’()[]«»"
_BODY = re.compile(r"[\w%$€£+#@&]")
_CACHED = 200_000


def encode(words: Sequence[str], vocabulary: Mapping[str, int]) -> Ids:
    """Ids of shape (words, 5), columns `FORM` to `CASE`.

    >>> encode(["Right,"], {"right": 7})[0, [FORM, MARK, CASE]].tolist()
    [7, 1, 1]
    """
    rows = np.empty((len(words), 5), dtype=np.int64)
    for at, word in enumerate(words):
        form, *rest = describe(word)
        rows[at, FORM] = vocabulary.get(form, UNKNOWN_FORM)
        rows[at, 1:] = rest
    return rows


@lru_cache(_CACHED)
def describe(word: str) -> tuple[str, int, int, int, int]:
    """Form, hashed first and last three letters, mark and case of one word as written."""
    core = word.strip(_QUOTES)
    last = next((at for at in range(len(core) - 1, -1, -1) if _BODY.match(core[at])), -1)
    body, tail = core[: last + 1], core[last + 1 :].strip(_QUOTES)
    form = body.lower().replace("’", "'")
    return form, _bucket(form[:3] + "<"), _bucket(">" + form[-3:]), _mark(tail), _case(body.lstrip(_QUOTES))


def _bucket(letters: str) -> int:
    return zlib.crc32(letters.encode()) % EDGES


def _mark(tail: str) -> int:
    for mark, name in (("?", "question"), ("...", "dots"), ("…", "dots")):
        if mark in tail:
            return MARKS.index(name)
    if tail[-1:] in ("-", "–", "—"):
        return MARKS.index("dash")
    for mark, name in (("!", "exclamation"), (".", "stop"), (",", "comma")):
        if mark in tail:
            return MARKS.index(name)
    return MARKS.index("colon" if tail[-1:] in (":", ";") else "none")


def _case(body: str) -> int:
    first = body[:1]
    if first.isdigit() or first in ("$", "€", "£"):
        return CASES.index("digit")
    if len(body) > 1 and body.isupper():
        return CASES.index("upper")
    return CASES.index("capital" if first.isupper() else "lower" if first.islower() else "other")


def read_vocabulary(text: str) -> dict[str, int]:
    """Form to id from a file of one form a line."""
    return {form: number for number, form in enumerate(text.split("\n"), 1) if form}

