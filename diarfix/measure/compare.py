"""A transcript against its reference, and a repaired one against both its raw form and the reference."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from diarfix.measure.align import Pairs, align, spoken
from diarfix.measure.boundaries import boundary_counts
from diarfix.measure.counts import (
    NO_RUNS,
    BoundaryCounts,
    ChangeCounts,
    RunClasses,
    RunCounts,
    WordCounts,
    classify_runs,
    length_class,
)
from diarfix.measure.labels import Mapped, best_mapping, carried_mapping, count_confusion
from diarfix.measure.runs import ErrorRun, spans
from diarfix.model import Transcript


@dataclass(frozen=True)
class Comparison:
    """A hypothesis beside its reference. `pairs` are (reference word, hypothesis word)."""

    reference: Transcript
    hypothesis: Transcript
    pairs: Pairs = field(repr=False)
    mapping: Mapped

    @cached_property
    def labels(self) -> tuple[tuple[str, str], ...]:
        """(reference speaker, hypothesis label) of every pair."""
        ours, theirs = self.reference.speakers, self.hypothesis.speakers
        return tuple((ours[left], theirs[right]) for left, right in self.pairs)

    @cached_property
    def wrong(self) -> tuple[bool, ...]:
        """For every pair, whether the label stands for someone else than the reference speaker, or for no one."""
        return tuple(self.mapping.get(label) != person for person, label in self.labels)

    @property
    def words(self) -> WordCounts:
        """Words, aligned words and wrong words."""
        return WordCounts(len(self.hypothesis.words), len(self.reference.words), len(self.pairs), sum(self.wrong))

    @cached_property
    def confusion(self) -> Counter[tuple[str, str]]:
        """Aligned words by (reference speaker, hypothesis label), in order of first appearance."""
        return count_confusion(self.labels)

    @cached_property
    def boundaries(self) -> BoundaryCounts:
        """Speaker changes after aligned words."""
        return boundary_counts([person for person, _ in self.labels], [label for _, label in self.labels])

    @cached_property
    def runs(self) -> tuple[ErrorRun, ...]:
        """The runs of wrong words, in reading order."""
        return tuple(self._run(start, end) for start, end in spans(self.wrong))

    @property
    def run_classes(self) -> RunClasses:
        """The runs of wrong words by length."""
        return classify_runs([run.words for run in self.runs])

    def _run(self, start: int, end: int) -> ErrorRun:
        people = dict.fromkeys(person for person, _ in islice(self.labels, start, end))
        labels = dict.fromkeys(label for _, label in islice(self.labels, start, end))
        first, last = self.pairs[start][1], self.pairs[end - 1][1]
        return ErrorRun(first, last + 1, end - start, tuple(labels), tuple(people))


@dataclass(frozen=True, slots=True)
class Fate:
    """A word that stands in all three: its index in each, and whether its label is wrong in raw and hypothesis."""

    reference: int
    raw: int
    hypothesis: int
    was_wrong: bool
    is_wrong: bool


@dataclass(frozen=True)
class Change:
    """What a repair did. `after` counts with the mapping of `before`, carried on."""

    before: Comparison
    after: Comparison

    @cached_property
    def fates(self) -> tuple[Fate, ...]:
        """The words that stand in raw, hypothesis and reference, in order."""
        now = {left: (right, wrong) for (left, right), wrong in zip(self.after.pairs, self.after.wrong, strict=True)}
        return tuple(
            Fate(left, right, now[left][0], was_wrong, now[left][1])
            for (left, right), was_wrong in zip(self.before.pairs, self.before.wrong, strict=True)
            if left in now
        )

    @cached_property
    def counts(self) -> ChangeCounts:
        """Words kept, repaired, broken and missed."""
        tally = Counter((fate.was_wrong, fate.is_wrong) for fate in self.fates)
        return ChangeCounts(tally[False, False], tally[True, False], tally[False, True], tally[True, True])

    @property
    def wrong_runs(self) -> RunClasses:
        """Wrong words of raw by the length of their run in raw."""
        return self._by_raw_run([True] * len(self.fates))

    @property
    def repaired_runs(self) -> RunClasses:
        """Repaired words by the length of the run of wrong words in raw that they stood in; `runs` were touched."""
        return self._by_raw_run([not fate.is_wrong for fate in self.fates])

    @property
    def broken_runs(self) -> RunClasses:
        """Broken words by the length of the run of words broken together."""
        broken = [fate.is_wrong and not fate.was_wrong for fate in self.fates]
        return classify_runs([end - start for start, end in spans(broken)])

    def _by_raw_run(self, counted: list[bool]) -> RunClasses:
        classes = list(NO_RUNS)
        for start, end in spans([fate.was_wrong for fate in self.fates]):
            words = sum(counted[start:end])
            at = length_class(end - start)
            classes[at] += RunCounts(int(words > 0), words)
        return tuple(classes)


def compare(reference: Transcript, hypothesis: Transcript) -> Comparison:
    """The two aligned, with the mapping of labels under which most words are right."""
    pairs = align(spoken(reference), spoken(hypothesis))
    ours, theirs = reference.speakers, hypothesis.speakers
    confusion = count_confusion((ours[left], theirs[right]) for left, right in pairs)
    return Comparison(reference, hypothesis, pairs, best_mapping(confusion))


def change(before: Comparison, hypothesis: Transcript) -> Change:
    """What `hypothesis` repairs and breaks of the raw transcript in `before`, by the same reference.

    The labels keep the people that they stood for in raw; see `carried_mapping`. Naming a label is neither
    a repair nor a break; joining two labels of one person repairs the words of the one that stood for no one.
    """
    reference, raw = before.reference, before.hypothesis
    words = spoken(hypothesis)
    pairs = before.pairs if words == spoken(raw) else align(spoken(reference), words)
    now = dict(pairs)
    people, was, labels = reference.speakers, raw.speakers, hypothesis.speakers
    triples = [(people[left], was[right], labels[now[left]]) for left, right in before.pairs if left in now]
    mapping = carried_mapping(before.mapping, triples)
    return Change(before, Comparison(reference, hypothesis, pairs, mapping))
