"""What became of each quote: found or not, under whose label, by the one who is said to have said it or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from diarfix.edits import Decided
from diarfix.model import Transcript
from diarfix.quotes.match import Line, Passage, find_passages
from diarfix.quotes.parse import Quote

Verdict = Literal["agrees", "other speaker", "several speakers", "no name given", "speaker unknown", "not found"]

MOSTLY = 0.9
"""Share of a quote's words under one label from which it is that label's."""

NEAR = 12
"""Words on either side of a quote within which a doubtful edit is told."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A quote and its passages. `label` has most of the words; `expected` is the label of the one who is named.

    `doubts` are ids of edits near the quote that wait for a person.
    """

    quote: Quote
    verdict: Verdict
    passages: tuple[Passage, ...] = ()
    label: str = ""
    expected: str = ""
    doubts: tuple[str, ...] = ()


def check_quotes(
    transcript: Transcript, quotes: Iterable[Quote], names: Mapping[str, str], edits: Sequence[Decided] = ()
) -> tuple[Checked, ...]:
    """Every quote against a (repaired) transcript; `names` gives each label's person, `edits` what was proposed."""
    line = Line(transcript)
    return tuple(_checked(transcript, quote, find_passages(line, quote), names, edits) for quote in quotes)


def _checked(
    transcript: Transcript, quote: Quote, passages: tuple[Passage, ...], names: Mapping[str, str],
    edits: Sequence[Decided],
) -> Checked:
    expected = label_of(quote.who, names)
    if not passages:
        return Checked(quote, "not found", expected=expected)
    label, share = _most(transcript, passages)
    if share < MOSTLY:
        verdict: Verdict = "several speakers"
    elif not quote.who:
        verdict = "no name given"
    elif not expected:
        verdict = "speaker unknown"
    else:
        verdict = "agrees" if label == expected else "other speaker"
    return Checked(quote, verdict, passages, label, expected, _doubts(passages, edits))


def stand_under(transcript: Transcript, passages: Iterable[Passage]) -> str:
    """The label that has (nearly) all words of the passages; empty where none has."""
    label, share = _most(transcript, passages)
    return label if share >= MOSTLY else ""


def _most(transcript: Transcript, passages: Iterable[Passage]) -> tuple[str, float]:
    """The label with most words of the passages, and its share of them."""
    counts = Counter(transcript.speakers[at] for passage in passages for at in range(passage.start, passage.end))
    label = max(counts, key=lambda one: (counts[one], one))
    return label, counts[label] / sum(counts.values())


def label_of(who: str, names: Mapping[str, str]) -> str:
    """The one label whose name (or own words) is that person's; empty where none or several are."""
    wanted = set(who.casefold().split())
    if not wanted:
        return ""
    found = []
    for label, name in names.items():
        own = set((name or label).casefold().split())
        if own and (own <= wanted or wanted <= own):
            found.append(label)
    return found[0] if len(found) == 1 else ""


def _doubts(passages: Iterable[Passage], edits: Sequence[Decided]) -> tuple[str, ...]:
    spans = [(passage.start - NEAR, passage.end + NEAR) for passage in passages]
    waiting = [item.edit for item in edits if item.state == "review" and item.edit.kind == "move"]
    return tuple(
        edit.id for edit in waiting if any(edit.start < stop and begin < edit.end for begin, stop in spans)
    )
