"""What `diarfix score` finds, as one record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from diarfix.errors import DiarfixError
from diarfix.measure import Change, Comparison, ErrorRun, change, compare, spoken
from diarfix.measure.counts import rate
from diarfix.measure.runs import worst
from diarfix.model import Transcript
from diarfix.score.cpwer import CpCounts, cp_counts


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label of the hypothesis: who it stands for (None: no one), its turns, words, aligned and wrong words."""

    label: str
    person: str | None
    turns: int
    words: int
    aligned: int
    wrong: int


@dataclass(frozen=True, slots=True)
class ConfusionRow:
    """Aligned words of `person` under `label`, which stands for `stands_for` (None: no one)."""

    person: str
    label: str
    stands_for: str | None
    words: int

    @property
    def wrong(self) -> bool:
        """Whether these words are wrong."""
        return self.person != self.stands_for


@dataclass(frozen=True)
class Report:
    """A comparison, what changed since raw where that was given, and cpWER or why there is none."""

    comparison: Comparison
    change: Change | None
    cp: CpCounts | None
    cp_raw: CpCounts | None
    cp_missing: str | None

    @cached_property
    def alike(self) -> float | None:
        """Share of the aligned words that are equal; low when these are not one episode."""
        ours, theirs = spoken(self.comparison.reference), spoken(self.comparison.hypothesis)
        pairs = self.comparison.pairs
        return rate(sum(ours[left] == theirs[right] for left, right in pairs), len(pairs))

    @cached_property
    def labels(self) -> tuple[LabelRow, ...]:
        """The labels of the hypothesis, in order of first appearance."""
        hypothesis, mapping = self.comparison.hypothesis, self.comparison.mapping
        rows = []
        for label, words in hypothesis.word_counts.items():
            turns = sum(turn.speaker == label for turn in hypothesis.turns)
            own = [row for row in self.confusion if row.label == label]
            wrong = sum(row.words for row in own if row.wrong)
            rows.append(LabelRow(label, mapping.get(label), turns, words, sum(row.words for row in own), wrong))
        return tuple(rows)

    @cached_property
    def confusion(self) -> tuple[ConfusionRow, ...]:
        """Words by pair of speakers, most first; right ones included."""
        mapping = self.comparison.mapping
        rows = [
            ConfusionRow(person, label, mapping.get(label), words)
            for (person, label), words in self.comparison.confusion.items()
        ]
        return tuple(sorted(rows, key=lambda row: -row.words))

    @property
    def unlabelled(self) -> dict[str, int]:
        """Words in the reference of the people for whom no label stands."""
        reached = set(self.comparison.mapping.values())
        counts = self.comparison.reference.word_counts
        return {person: words for person, words in counts.items() if person not in reached}

    def worst(self, count: int) -> list[ErrorRun]:
        """The longest runs of wrong words."""
        return worst(self.comparison.runs, count)


def score(reference: Transcript, hypothesis: Transcript, raw: Transcript | None = None) -> Report:
    """Everything about `hypothesis` by `reference`; with `raw`, what it repaired and broke, too.

    The hypothesis is scored under its own best mapping of labels; repaired and broken words under the
    mapping of raw, carried on (`measure.carried_mapping`).
    """
    changed = change(compare(reference, raw), hypothesis) if raw is not None else None
    cp = cp_raw = missing = None
    try:
        cp = cp_counts(reference, hypothesis)
        cp_raw = cp_counts(reference, raw) if raw is not None else None
    except DiarfixError as error:
        missing = f"{error.what}; {error.remedy}"
    return Report(compare(reference, hypothesis), changed, cp, cp_raw, missing)
