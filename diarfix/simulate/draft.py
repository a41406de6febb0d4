"""A transcript being spoiled: right labels, raw labels, word texts and what was done, while it is done."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from diarfix.model import Transcript
from diarfix.text import ends_sentence, is_capitalised, plain

GAP = 2
"""Words kept free between two errors, so that each stands for itself."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One error that was made. Span errors give words `start:end` of label `old` to `new`, one after the other
    in the order of the records; renames (`merged`, `anonymised`) then turn every `old` into `new`, and their
    span is the label's first stretch."""

    kind: str
    start: int
    end: int
    old: str
    new: str

    @property
    def words(self) -> int:
        return self.end - self.start


_FINAL = frozenset(".?!…\"'”’)]")

RENAMES = ("merged", "anonymised")


class Draft:
    """Mutable on purpose: errors are made one after the other in one pass over one episode.

    `labels` are in the truth's names (and those of new labels); `names_shown` says what they are called in the
    raw transcript, where that differs. `cuts` are places inside one person's words where a label changes.
    """

    def __init__(self, gold: Transcript) -> None:
        self.gold = gold
        self.texts = [word.text for word in gold.words]
        self.labels = list(gold.speakers)
        self.taken = bytearray(len(gold.words))
        self.cuts: list[int] = []
        self.planted: list[Planted] = []
        self.names_shown: dict[str, str] = {}
        self.runs = tuple(_runs(gold))
        self._starts = [start for start, _, _ in self.runs]

    @property
    def size(self) -> int:
        return len(self.texts)

    def run_at(self, word: int) -> int:
        """Index in `runs` of the stretch that holds `word`."""
        return bisect_right(self._starts, word) - 1

    def free(self, start: int, end: int) -> bool:
        """Whether no error touches these words or stands right beside them."""
        return self.taken.find(1, max(0, start - GAP), end + GAP) < 0

    def give(self, kind: str, start: int, end: int, new: str, claim: bool = True) -> None:
        """Words `start:end`, all of one label, go to `new`."""
        old = self.labels[start]
        assert old != new, (kind, start, old)
        self.labels[start:end] = [new] * (end - start)
        self.planted.append(Planted(kind, start, end, old, new))
        if claim:
            self.taken[start:end] = b"\1" * (end - start)

    def ends_at(self, word: int) -> bool:
        """Whether a sentence ends before `word`, by the clean text."""
        return word == 0 or ends_sentence(self.gold.words[word - 1].text)

    @cached_property
    def names(self) -> frozenset[str]:
        """Plain words that are capitalised inside sentences somewhere: names, most of them."""
        texts = [word.text for word in self.gold.words]
        return frozenset(
            plain(right)
            for left, right in pairwise(texts)
            if right[0].isupper() and (left[-1].isalnum() or left[-1] == ",")
        )

    @cached_property
    def sentences(self) -> dict[int, list[int]]:
        """Where sentences start that have the same person's words on both sides, by their length in words."""
        found: dict[int, list[int]] = {}
        texts = [word.text for word in self.gold.words]
        for low, high, _ in self.runs:
            start = low
            for at in range(low, high):
                if texts[at][-1] in _FINAL and self.ends_at(at + 1):
                    if start > low and at + 1 < high:
                        found.setdefault(at + 1 - start, []).append(start)
                    start = at + 1
        return found

    def may_lower(self, word: int) -> bool:
        """Whether the word's capital stands only for the start of a sentence."""
        text = self.texts[word]
        bare = plain(text)
        if not is_capitalised(text) or bare == "i" or bare.startswith(("i'", "i’")):
            return False
        return not any(char.isupper() for char in text.lstrip("\"'“‘(")[1:]) and bare not in self.names

    def changes(self) -> list[int]:
        """Words at which the label changes as things stand."""
        labels = self.labels
        return [at for at in range(1, len(labels)) if labels[at] != labels[at - 1]]


def _runs(gold: Transcript) -> Iterator[tuple[int, int, str]]:
    """Stretches `(start, end, speaker)` of one speaker: turns, those of one speaker in a row taken together."""
    start, speaker = 0, gold.turns[0].speaker if gold.turns else ""
    for turn in gold.turns:
        if turn.speaker != speaker:
            yield start, turn.start, speaker
            start, speaker = turn.start, turn.speaker
    if gold.words:
        yield start, len(gold.words), speaker
