"""Who is named: the names heard or noted, in one spelling each, and the labels they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from diarfix.cues.context import Context
from diarfix.cues.names import is_person, notes_hosts
from diarfix.graph.introductions import Introduction, find_introductions
from diarfix.text import is_capitalised, plain

LONGEST_NAME = 4
"""Words of a name; longer runs of capitals are lists or titles."""

ALIKE = 85.0
"""How alike (0 to 100) a heard name and a label must be spelt to be the same."""

_TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "sir", "dame"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `start:end` name someone; `name` is the full name where only one fits."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Roster:
    """Names by mentions, and labels by name.

    `heard` counts mentions by name in order of first mention, `noted` are the names of the show notes,
    `labels` gives the label (and how alike they are spelt) of each name that has one.
    """

    mentions: tuple[Mention, ...]
    introductions: tuple[Introduction, ...]
    heard: Mapping[str, int]
    noted: frozenset[str]
    labels: Mapping[str, tuple[str, float]]


def build_roster(context: Context) -> Roster:
    """Everyone who is named in the speech, in introductions or in the show notes."""
    people = [label for label in context.transcript.labels if is_person(label)]
    first_names = {plain(label.split()[0]) for label in people}
    noted = notes_hosts(context.transcript)
    introduced = tuple(find_introductions(context, first_names))
    raw = _apart({*_entities(context), *((item.start, item.end) for item in introduced)})
    written = [clean_name(context, start, end) for start, end in raw]
    full = _Full([*people, *noted, *written])
    mentions = tuple(Mention(*span, full.of(name)) for span, name in zip(raw, written, strict=True) if name)
    heard = dict.fromkeys((*noted, *(mention.name for mention in mentions)), 0)
    for mention in mentions:
        heard[mention.name] += 1
    return Roster(mentions, introduced, heard, frozenset(noted), _labels(heard, people))


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in reading order; of two that overlap, the one that starts first, then the longer."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def clean_name(context: Context, start: int, end: int) -> str:
    """Words `start:end` as a name: no outer marks, titles or possessive."""
    words = [context.transcript.words[at].text.strip(" \t.,;:!?…\"'“”‘’()[]*_") for at in range(start, end)]
    while words and words[0].casefold() in _TITLES:
        words = words[1:]
    name = " ".join(word for word in words if word)
    return name[:-2] if name.endswith(("'s", "’s")) else name


def _entities(context: Context) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that the parser takes for a person; a mark or a unit's end ends a run."""
    words, unit_of, entities = context.transcript.words, context.analysis.unit_of, context.analysis.entities
    capitals = [is_capitalised(word.text) for word in words]
    entities.look_at(at for at, capital in enumerate(capitals) if capital)
    start = 0
    for at in range(len(words) + 1):
        named = at < len(words) and capitals[at] and entities[at] == "PERSON"
        parted = at > start and (words[at - 1].text[-1] in ",.;:?!…" or (named and unit_of[at] != unit_of[at - 1]))
        if parted and plain(words[at - 1].text) in _TITLES:
            parted = False
        if not named or parted:
            if start < at <= start + LONGEST_NAME:
                yield start, at
            start = at
        if not named:
            start = at + 1


class _Full:
    """The one full name that a single first or last name can stand for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_part: dict[str, dict[str, None]] = {}
        for name in names:
            parts = name.split()
            if len(parts) > 1:
                for part in (parts[0], parts[-1]):
                    self._by_part.setdefault(part.casefold(), {})[name] = None

    def of(self, name: str) -> str:
        candidates = self._by_part.get(name.casefold(), {})
        return next(iter(candidates)) if len(candidates) == 1 else name


def _labels(names: Iterable[str], people: list[str]) -> dict[str, tuple[str, float]]:
    """The label that is spelt most like each name; only labels that share a word's first two letters are tried."""
    by_start: dict[str, dict[str, None]] = {}
    for label in people:
        for part in label.split():
            by_start.setdefault(part[:2].casefold(), {})[label] = None
    found: dict[str, tuple[str, float]] = {}
    for name in names:
        near = dict.fromkeys(label for part in name.split() for label in by_start.get(part[:2].casefold(), ()))
        scored = [(round(fuzz.ratio(name.casefold(), label.casefold()), 1), label) for label in near]
        # The earliest label wins a tie.
        score, label = max(scored, key=lambda item: item[0], default=(0.0, ""))
        if score >= ALIKE:
            found[name] = (label, score)
    return found
