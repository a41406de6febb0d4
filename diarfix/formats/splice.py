"""Decoded text with the place of every character in the source, and small changes written back through it.

    source    Tea &amp; <i>toast</i>.        JSON escapes, entities and tags are no part of the decoded text,
    decoded   Tea & toast.                   and come through a change of one word untouched
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

Edit = tuple[int, int, str]
"""Characters `begin:stop` of a source become this raw text."""

_WORD = re.compile(r"\S+")


class Splice(NamedTuple):
    """Characters `begin:stop` of a decoded text become `new`."""

    begin: int
    stop: int
    new: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text decoded from characters `begin:stop` of a source.

    `places` holds the source offset of every character, and one more: where the last one ends. Where `stops` is
    given it holds the end of every character; otherwise each ends where the next begins.
    """

    text: str
    places: Sequence[int]
    begin: int
    stop: int
    stops: Sequence[int] | None = None

    def span(self, begin: int, stop: int) -> tuple[int, int]:
        """The source span of decoded characters `begin:stop` (not empty)."""
        return self.places[begin], self.end(stop - 1)

    def end(self, at: int) -> int:
        """Where a decoded character ends in the source."""
        return self.stops[at] if self.stops is not None else self.places[at + 1]

    def words(self, begin: int = 0, stop: int | None = None) -> Iterator[tuple[int, int]]:
        """Spans, in decoded characters, of the words between `begin` and `stop`."""
        for found in _WORD.finditer(self.text, begin, len(self.text) if stop is None else stop):
            yield found.span()


def differences(old: str, new: str, at: int = 0) -> Iterator[Splice]:
    """The smallest splices, `at` characters in, that turn `old` into `new`.

    >>> list(differences("Park.", "park"))
    [Splice(begin=0, stop=1, new='p'), Splice(begin=4, stop=5, new='')]
    """
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Splice(at + a, at + b, new[c:d])


def shared_out(parts: Sequence[str], new: str) -> list[str]:
    """What becomes of a word's parts when the word as a whole becomes `new`; "" where a part goes.

    For formats in which a word and its marks are items of their own.

    >>> shared_out(["The", "."], "the"), shared_out(["Yes", ",", "…"], "Yes,")
    (['the', ''], ['Yes', ',', ''])
    """
    made: list[str] = []
    begin = 0
    changes = list(differences("".join(parts), new))
    for at, part in enumerate(parts):
        stop = begin + len(part)
        last = at == len(parts) - 1
        text, edge = "", begin
        for change in changes:
            if begin <= change.begin and (change.begin < stop or last):
                text += "".join(parts)[edge : change.begin] + change.new
                edge = min(change.stop, stop)
            elif change.begin < begin < change.stop:
                edge = max(edge, min(change.stop, stop))
        made.append(text + "".join(parts)[edge:stop])
        begin = stop
    return made


def source_edits(
    decoded: Decoded, splices: Iterable[Splice], escape: Callable[[str], str]
) -> Iterator[tuple[int, int, str]]:
    """The splices as `(begin, stop, raw)` of the source: character by character, so that tags between them stay."""
    for splice in splices:
        if splice.begin == splice.stop:
            at = decoded.places[splice.begin] if splice.begin < len(decoded.text) else decoded.end(splice.begin - 1)
            yield at, at, escape(splice.new)
        for at in range(splice.begin, splice.stop):
            yield decoded.places[at], decoded.end(at), escape(splice.new) if at == splice.begin else ""


def spliced(source: str, decoded: Decoded, splices: Iterable[Splice], escape: Callable[[str], str]) -> str:
    """Source characters `decoded.begin:decoded.stop` with the splices made."""
    return cut(source, decoded.begin, decoded.stop, source_edits(decoded, splices, escape))


def within(edits: Sequence[Edit], begin: int, stop: int) -> Sequence[Edit]:
    """Of edits in the order of their begin, those that may lie in source characters `begin:stop`."""
    first = bisect_left(edits, begin, key=lambda edit: edit[0])
    return edits[first : bisect_right(edits, stop, lo=first, key=lambda edit: edit[0])]


def cut(source: str, begin: int, stop: int, edits: Iterable[tuple[int, int, str]]) -> str:
    """Source characters `begin:stop` with every edit that lies inside them made."""
    parts: list[str] = []
    edge = begin
    for first, last, new in sorted(edits, key=lambda edit: edit[:2]):
        if begin <= first and last <= stop and first >= edge:
            parts += [source[edge:first], new]
            edge = last
    return "".join([*parts, source[edge:stop]])
