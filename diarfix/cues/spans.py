"""Cues of a span: a head, tail, turn or unit that may belong to someone else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from diarfix.cues.context import Context
from diarfix.cues.junctions import Value, clause
from diarfix.cues.names import ROLES, role_of
from diarfix.cues.selves import KINDS, own_name
from diarfix.cues.sites import Site, SiteKind
from diarfix.text import ends_sentence

_WEB = re.compile(r"^(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,12}(?:/\S*)?[.,]?$")

LONG = 5
"""Letters from which one word alone counts as said again."""

SPANS: tuple[SiteKind, ...] = ("head", "tail", "turn", "unit")


@dataclass(frozen=True, slots=True)
class SpanCue:
    """A named observation of a span, and the kinds of site it makes sense for."""

    name: str
    about: str
    find: Callable[[Context, Site], Value]
    kinds: tuple[SiteKind, ...] = SPANS
    values: tuple[str, ...] = ()


def _text(context: Context, at: int) -> str:
    return context.transcript.words[at].text


def _turn_words(context: Context, site: Site) -> int:
    return len(context.transcript.turns[context.transcript.turn_at(site.start)])


def _sandwiched(context: Context, site: Site) -> bool:
    turns = context.transcript.turns
    index = context.transcript.turn_at(site.start)
    return 0 < index < len(turns) - 1 and turns[index - 1].speaker == turns[index + 1].speaker


def _rest(context: Context, site: Site) -> int:
    """Words of the turn outside the span."""
    return _turn_words(context, site) - site.words


def _inner_marks(context: Context, site: Site) -> int:
    return sum(ends_sentence(_text(context, at)) for at in range(site.start, site.end - 1))


def _echoed(context: Context, site: Site) -> float:
    """Share of the span's words that stand, with a neighbour or as a long word, among the eight before or after it."""
    words = context.plain
    left, right = words[max(0, site.start - 8) : site.start], words[site.end : site.end + 8]
    pairs = {*pairwise(left), *pairwise(right)}
    single = {word for word in (*left, *right) if len(word) >= LONG}
    said = set()
    for at in range(site.start, site.end):
        if words[at] in single:
            said.add(at)
        if at + 1 < site.end and (words[at], words[at + 1]) in pairs:
            said |= {at, at + 1}
    return len(said) / site.words


def _mean(values: Iterable[float | None]) -> float:
    """The mean of what is known; 1 where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 1.0


def _label(context: Context, site: Site) -> str:
    return context.transcript.turns[context.transcript.turn_at(site.start)].speaker


SPAN_CUES: tuple[SpanCue, ...] = (
    SpanCue("words", "words in the span", lambda c, s: s.words),
    SpanCue("closed", "the span ends with a final mark", lambda c, s: ends_sentence(_text(c, s.end - 1))),
    SpanCue("comma", "the span ends with a comma", lambda c, s: _text(c, s.end - 1)[-1] in ",;:"),
    SpanCue("lower", "the span starts in lower case", lambda c, s: _text(c, s.start)[:1].islower()),
    SpanCue("question", "the span ends with a question mark", lambda c, s: "?" in _text(c, s.end - 1)[-3:]),
    SpanCue("backchannel", "the span is a short reply", lambda c, s: c.is_backchannel(s.start, s.end)),
    SpanCue("clause", "the span has a subject and a finite verb", lambda c, s: clause(c, s.start, s.end)),
    SpanCue("inner_marks", "sentence ends inside the span", _inner_marks),
    SpanCue("echoed", "share of the span's words that stand close by on either side, 0 to 1", _echoed),
    SpanCue("turn.words", "words in the span's turn", _turn_words),
    SpanCue("rest.words", "words of the turn outside the span", _rest),
    SpanCue("sandwiched", "the turns on both sides have one label", _sandwiched, ("turn", "head", "tail")),
    SpanCue("label.share", "the label's share of all words, 0 to 1", lambda c, s: c.shares[_label(c, s)]),
    SpanCue("label.turns", "turns under the label", lambda c, s: c.turn_counts[_label(c, s)]),
    SpanCue("label.role", "the role in the label's own words", lambda c, s: role_of(_label(c, s)), values=ROLES),
    SpanCue(
        "web_address", "the span is a web address", lambda c, s: s.words == 1 and bool(_WEB.match(_text(c, s.start)))
    ),
    SpanCue(
        "confidence",
        "the recogniser's mean confidence in the span's words, 0 to 1; 1 where it says none",
        lambda c, s: _mean(word.confidence for word in c.transcript.words[s.start : s.end]),
    ),
    SpanCue(
        "speaker_confidence",
        "the diarizer's mean confidence in the label of the span's words, 0 to 1; 1 where it says none",
        lambda c, s: _mean(word.speaker_confidence for word in c.transcript.words[s.start : s.end]),
    ),
    SpanCue(
        "own_name", "what the turn does to the bearer of its own label, by name", own_name, ("turn",), values=KINDS
    ),
    SpanCue("labels", "labels in the transcript", lambda c, s: len(c.transcript.labels)),
)
