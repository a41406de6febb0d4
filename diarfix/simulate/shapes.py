"""What the errors of a transcript look like: runs of wrong words by kind, and marks where labels change.

The same measure serves real pairs and simulated ones, so that the two can be laid side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diarfix.simulate.pairs import Labelled
from diarfix.text import ends_sentence, is_capitalised

KINDS = (
    "tail_leak", "head_leak", "swallowed_reply", "swallowed_turn", "swap", "stolen", "phantom", "merged", "mixed",
)
PHANTOM = 0.8
"""Share of a left-over label's words that must be one person's for it to be a phantom."""

REPLY = 4
"""Words of the longest reply; a longer swallowed run is a turn."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words `start:end` of one person (`old`) under one wrong label (`new`).

    `cuts` are the places at its edges where the label changes though the speaker does not.

        gold   A A A A B B B       A A A B B B B       A A B A A       A A A A A
        raw    A A B B B B B       A A A A B B B       A A A A A       A A B A A
                   tail_leak             head_leak     swallowed_*       stolen
    """

    kind: str
    start: int
    end: int
    old: str
    new: str
    cuts: tuple[int, ...] = ()

    @property
    def words(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Junctions:
    """Places of one sort by how they are written: left word without a final mark, right word in lower case."""

    open_lower: int = 0
    open_capital: int = 0
    marked_lower: int = 0
    marked_capital: int = 0

    @property
    def total(self) -> int:
        return self.open_lower + self.open_capital + self.marked_lower + self.marked_capital

    def __add__(self, other: Junctions) -> Junctions:
        return Junctions(
            self.open_lower + other.open_lower,
            self.open_capital + other.open_capital,
            self.marked_lower + other.marked_lower,
            self.marked_capital + other.marked_capital,
        )


@dataclass(frozen=True, slots=True)
class Shapes:
    """Counts of one episode.

    `seams` are right label changes, `lost` those the raw labels miss, `cuts` false ones inside sentences,
    `sentence_cuts` false ones at a sentence end. `bare` holds the lengths of stretches without any mark,
    `raw_turns` and `gold_turns` those of turns.
    """

    name: str
    words: int
    runs: tuple[Run, ...]
    seams: Junctions
    lost: Junctions
    cuts: Junctions
    sentence_cuts: Junctions
    bare: tuple[int, ...]
    raw_turns: tuple[int, ...]
    gold_turns: tuple[int, ...]

    @property
    def wrong(self) -> int:
        """Words under a wrong label."""
        return sum(run.words for run in self.runs)


def measure(pair: Labelled) -> Shapes:
    """The shapes of one pair."""
    raw_seams, gold_seams = set(changes(pair.raw)), set(changes(pair.gold))
    false = raw_seams - gold_seams
    inner = {at for at in false if not pair.ends_at(at)}
    return Shapes(
        pair.name,
        len(pair.words),
        tuple(find_runs(pair)),
        junctions(pair, raw_seams & gold_seams),
        junctions(pair, gold_seams - raw_seams),
        junctions(pair, inner),
        junctions(pair, false - inner),
        tuple(_bare(pair.words)),
        tuple(_lengths(sorted(raw_seams), len(pair.words))),
        tuple(_lengths(sorted(gold_seams), len(pair.words))),
    )


def find_runs(pair: Labelled) -> Iterator[Run]:
    """Runs of wrong words, in order."""
    raw, gold = pair.raw, pair.gold
    raw_spans, gold_spans = _spans(raw), _spans(gold)
    people, phantoms = set(raw), _phantoms(pair)
    start = 0
    while start < len(raw):
        if raw[start] == gold[start]:
            start += 1
            continue
        end = start + 1
        while end < len(raw) and raw[end] == raw[start] and gold[end] == gold[start]:
            end += 1
        kind = _kind(pair, (start, end), raw_spans[start], gold_spans[start], people, phantoms)
        cuts = tuple(
            at for at in (start, end) if 0 < at < len(raw) and gold[at] == gold[at - 1] and raw[at] != raw[at - 1]
        )
        yield Run(kind, start, end, gold[start], raw[start], cuts)
        start = end


def _phantoms(pair: Labelled) -> frozenset[str]:
    """Labels that are left over and stand for one person, most of the time."""
    shared = Counter((label, who) for label, who in zip(pair.raw, pair.gold, strict=True) if label.startswith("?"))
    total = Counter(label for label in pair.raw if label.startswith("?"))
    return frozenset(label for (label, _), words in shared.items() if words >= PHANTOM * total[label])


def _kind(
    pair: Labelled,
    run: tuple[int, int],
    in_raw: tuple[int, int],
    in_gold: tuple[int, int],
    people: set[str],
    phantoms: frozenset[str],
) -> str:
    start, end = run
    raw, gold = pair.raw, pair.gold
    if gold[start] not in people:
        return "merged"
    if raw[start] in phantoms:
        return "phantom"
    if run == in_raw:
        return "swap" if run == in_gold else "stolen"
    if run == in_gold:
        return "swallowed_reply" if end - start <= REPLY else "swallowed_turn"
    if start == in_raw[0] and in_gold[0] < start and raw[start - 1] == gold[start]:
        return "tail_leak"
    if end == in_raw[1] and in_gold[1] > end and raw[end] == gold[start]:
        return "head_leak"
    return "mixed"


def changes(labels: Sequence[str]) -> Iterator[int]:
    """Words at which the label changes."""
    return (at for at in range(1, len(labels)) if labels[at] != labels[at - 1])


def _spans(labels: Sequence[str]) -> list[tuple[int, int]]:
    """For every word, the stretch of its label."""
    edges = [0, *changes(labels), len(labels)]
    return [
        (start, end) for start, end in pairwise(edges) for _ in range(end - start)
    ]


def _lengths(changes: Sequence[int], words: int) -> Iterator[int]:
    edges = [0, *changes, words]
    return (end - start for start, end in pairwise(edges))


def junctions(pair: Labelled, places: set[int]) -> Junctions:
    """How the raw words around these places are written."""
    seen: Counter[tuple[bool, bool]] = Counter()
    for at in places:
        seen[ends_sentence(pair.words[at - 1]), is_capitalised(pair.words[at])] += 1
    return Junctions(seen[False, False], seen[False, True], seen[True, False], seen[True, True])


BARE = 60
"""A stretch of so many words without a mark is one the recogniser did not punctuate."""


def _bare(words: Sequence[str]) -> Iterator[int]:
    length = 0
    for word in (*words, "."):
        if word[-1:].isalnum():
            length += 1
            continue
        if length >= BARE:
            yield length
        length = 0
