"""A run of wrong words with the words around it, ready to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from diarfix.errors import Place
from diarfix.measure import Comparison, ErrorRun

CONTEXT = 8
"""Words shown on either side."""

SHOWN = 30
"""Wrong words shown of a run; from longer ones the middle is left out."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words under one label. `person` said them, where they are wrong; `skipped` words follow that are not shown."""

    label: str
    text: str
    person: str | None = None
    skipped: int = 0

    @property
    def wrong(self) -> bool:
        """Whether this is a part of the run and not of what stands around it."""
        return self.person is not None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A run, where it begins in the hypothesis, and its words with those around it, in order."""

    run: ErrorRun
    place: Place
    parts: tuple[Part, ...]


def excerpt(compared: Comparison, run: ErrorRun) -> Excerpt:
    """The run with `CONTEXT` words on either side."""
    last = min(len(compared.hypothesis.words), run.end + CONTEXT)
    said_by = _people(compared, run)
    around = _parts(compared, range(max(0, run.start - CONTEXT), run.start), {})
    after = _parts(compared, range(run.end, last), {})
    return Excerpt(run, compared.hypothesis.place(run.start), (*around, *_shown(compared, run, said_by), *after))


def _people(compared: Comparison, run: ErrorRun) -> dict[int, str]:
    """Who said each word of the run; a word without a partner goes with the one before."""
    speakers = compared.reference.speakers
    partners = {right: left for left, right in compared.pairs if run.start <= right < run.end}
    people: dict[int, str] = {}
    person = ""
    for word in range(run.start, run.end):
        person = speakers[partners[word]] if word in partners else person
        people[word] = person
    return people


def _shown(compared: Comparison, run: ErrorRun, people: dict[int, str]) -> Iterator[Part]:
    skipped = run.end - run.start - SHOWN
    if skipped <= 0:
        yield from _parts(compared, range(run.start, run.end), people)
        return
    *head, last = _parts(compared, range(run.start, run.start + SHOWN // 2), people)
    yield from head
    yield Part(last.label, last.text, last.person, skipped)
    yield from _parts(compared, range(run.end - (SHOWN - SHOWN // 2), run.end), people)


def _parts(compared: Comparison, words: range, people: dict[int, str]) -> Iterator[Part]:
    hypothesis = compared.hypothesis
    for (label, person), group in groupby(words, key=lambda word: (hypothesis.speakers[word], people.get(word))):
        yield Part(label, " ".join(hypothesis.words[word].text for word in group), person)
