"""Quotes as evidence: who is named for a passage most likely said it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from diarfix.model import Transcript
from diarfix.quotes.match import Line, find_passages
from diarfix.quotes.parse import Quote
from diarfix.quotes.verdict import label_of
from diarfix.solve.testimony import Testimony

CODE = "QUOTE001"
"""Stands where a rule's code would."""

WEIGHT = 10.0
"""Log-odds that the one who is named said it: enough to propose a swallowed turn. All 13 quotes at hand name the
right one. A quote alone makes no edit safe: a person decides."""

SURE = 88.0
"""How alike (0 to 100) a passage must be to count as evidence."""

LONG = 5
"""Words of a passage that can be only the one that was meant."""


def testimony_of(
    transcript: Transcript, quotes: Iterable[Quote], names: Mapping[str, str]
) -> tuple[Testimony, ...]:
    """What the quotes say of whose words are whose; `names` gives each label's person."""
    return tuple(_testimony(transcript, quotes, names))


def _testimony(transcript: Transcript, quotes: Iterable[Quote], names: Mapping[str, str]) -> Iterator[Testimony]:
    line = Line(transcript)
    for quote in quotes:
        label = label_of(quote.who, names)
        if not label:
            continue
        for passage in find_passages(line, quote):
            if passage.alike >= SURE and passage.end - passage.start >= LONG:
                message = f"the quote “{_short(quote.text)}” is {quote.who}'s"
                yield Testimony(passage.start, passage.end, label, WEIGHT, CODE, message)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
