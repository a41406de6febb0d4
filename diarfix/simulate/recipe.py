"""A recipe: how often which error is made, how long it is and how it is written. Recipes are data files."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

SPAN_KINDS = ("tail_leak", "head_leak", "swallowed_reply", "swallowed_turn", "swap", "stolen")
"""Errors that give a span of words to a wrong label, in the order in which they are made: what has the fewest
places to go comes first."""

Unit = str
"""What a rate counts by: "per_seam" (a change of speaker) or "per_1000_words"."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths in words: buckets `(shortest, longest, weight)`; within a bucket each is as likely.

    >>> Lengths(((1, 1, 3.0), (5, 9, 1.0))).draw(random.Random(2))
    5
    """

    buckets: tuple[tuple[int, int, float], ...]

    def draw(self, rng: random.Random) -> int:
        """A length."""
        at = rng.choices(range(len(self.buckets)), [weight for _, _, weight in self.buckets])[0]
        low, high, _ = self.buckets[at]
        return rng.randint(low, high)


@dataclass(frozen=True, slots=True)
class Edges:
    """Weights of where a span is cut out of a turn: at a sentence end on both sides, only where it starts, only
    where it ends, or inside sentences. A leak has one cut, so `both` counts as a sentence end there."""

    both: float = 1.0
    start: float = 0.0
    end: float = 0.0
    neither: float = 0.0

    def draw(self, rng: random.Random) -> tuple[bool, bool]:
        """Whether the cut before the span and the one after it stand at sentence ends."""
        choices = ((True, True), (True, False), (False, True), (False, False))
        return rng.choices(choices, (self.both, self.start, self.end, self.neither))[0]


@dataclass(frozen=True, slots=True)
class SpanError:
    """One of `SPAN_KINDS`. `rare` is the share that goes to a label of its own which no one else has.

    `edges` holds for spans of up to `LONG` words, `long_edges` for longer ones.
    """

    rate: float
    unit: Unit
    lengths: Lengths
    edges: Edges = Edges()
    long_edges: Edges = Edges()
    rare: float = 0.0


LONG = 6
"""Words of the longest span that counts as short."""


@dataclass(frozen=True, slots=True)
class Phantom:
    """One person under two labels in this share of `episodes`.

    There are `per_1000_words` cuts in that person's words, and the label changes at each; where lengths of
    `pieces` are given, as many pieces of these lengths instead. `sentence_ends` is the share of cuts at one.
    The second label is the person's with a number ("Ana Ruiz 2"); in a share of the phantoms, `unrelated`, it
    has nothing in common with the first ("CO-HOST").
    """

    episodes: float
    per_1000_words: float
    sentence_ends: float
    pieces: Lengths | None = None
    unrelated: float = 0.0


@dataclass(frozen=True, slots=True)
class Merged:
    """In this share of `episodes`, only `keep` (a share, lowest and highest) of the people have a label of their
    own; the others go under one of those, the quiet ones first."""

    episodes: float
    keep: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Junction:
    """How words are written where the speaker changes after a final mark: the chance that the mark is lost, and
    that the next word is in lower case, after a lost mark and after one that stays."""

    open: float = 0.0
    lower_after_open: float = 0.0
    lower_after_mark: float = 0.0


@dataclass(frozen=True, slots=True)
class Marks:
    """Punctuation and letter case.

    `pieces` is the share of false cuts inside sentences that are written with a full stop and a capital, as by a
    recogniser that punctuates each piece on its own; at the others marks and case stay as spoken. `seam` is for
    true label changes, `lost` for those that labels miss. `bare` stretches lose their marks and capitals;
    `quotes` is the chance that an episode loses its quotation marks.
    """

    pieces: float = 0.0
    seam: Junction = Junction()
    lost: Junction = Junction()
    bare_per_1000_words: float = 0.0
    bare_lengths: Lengths = Lengths(((60, 120, 1.0),))
    quotes: float = 0.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of it. `spread` is the variance, relative to the mean squared, of episodes' error rates: 0 makes all
    alike. `flip` and `anonymised` are shares of episodes. `provenance` says how the numbers were come by."""

    name: str
    summary: str
    spans: Mapping[str, SpanError] = field(default_factory=dict)
    spread: float = 0.0
    phantom: Phantom | None = None
    merged: Merged | None = None
    flip: float = 0.0
    anonymised: float = 0.0
    marks: Marks = Marks()
    provenance: Mapping[str, str] = field(default_factory=dict)
