"""What reviewed episodes teach about a show: who comes back, which labels stand for whom, who says what alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diarfix.cast import Cast
from diarfix.cues.names import is_generic, is_person, role_of
from diarfix.model import Transcript
from diarfix.show.phrases import MARKS
from diarfix.text import plain

LEAST_WORDS = 50
"""Words in an episode from which someone counts as taking part."""

SHORTEST, LONGEST = 4, 8
"""Words of a phrase."""

SHARE = 0.5
"""Share of someone's episodes that hold a phrase of theirs, and in which a host has a host's role."""

MOST = 5
"""Phrases proposed for one person."""


@dataclass(frozen=True)
class Episode:
    """A reviewed episode, its cast, and the (label, name) pairs that a reviewer accepted for it."""

    transcript: Transcript
    cast: Cast
    accepted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to configure, and the counts behind it."""

    text: str
    name: str
    why: str


@dataclass(frozen=True)
class Lesson:
    """What is proposed; `episodes` were read."""

    episodes: int
    hosts: tuple[Entry, ...]
    guests: tuple[Entry, ...]
    advertisers: tuple[Entry, ...]
    labels: tuple[Entry, ...]
    phrases: tuple[Entry, ...]

    @property
    def regulars(self) -> tuple[str, ...]:
        """Everyone who comes back."""
        return tuple(entry.name for entry in (*self.hosts, *self.guests))


def learn(episodes: Sequence[Episode]) -> Lesson:
    """The proposals, in a fixed order. Someone comes back who takes part in two episodes or more."""
    present: Counter[str] = Counter()
    hosted: Counter[str] = Counter()
    for episode in episodes:
        for member in episode.cast.members:
            if is_person(member.label) and member.words >= LEAST_WORDS:
                present[member.label] += 1
                hosted[member.label] += member.role in ("host", "co-host")
    people = sorted((name for name in present if present[name] >= 2), key=lambda name: (-present[name], name))
    hosts = [name for name in people if hosted[name] >= SHARE * present[name]]
    whole = len(episodes)
    return Lesson(
        whole,
        tuple(Entry(name, name, f"in {present[name]} of {whole} episodes, host in {hosted[name]}") for name in hosts),
        tuple(Entry(name, name, f"in {present[name]} of {whole} episodes") for name in people if name not in hosts),
        tuple(_advertisers(episodes)), tuple(_labels(episodes)), tuple(_phrases(episodes, people, present)),
    )


def _advertisers(episodes: Iterable[Episode]) -> Iterator[Entry]:
    seen: Counter[str] = Counter()
    for episode in episodes:
        for member in episode.cast.members:
            if role_of(member.label) == "advertiser" or (
                member.role == "advertiser" and not is_generic(member.label)
            ):
                seen[member.label] += 1
    for label in sorted(seen):
        yield Entry(label, label, f"in {_counted(seen[label])}")


def _labels(episodes: Iterable[Episode]) -> Iterator[Entry]:
    """Labels that say a role, with the one name that they stand for wherever that is known."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for episode in episodes:
        pairs = {(label, name) for label, name in episode.accepted if is_person(name)}
        for member in episode.cast.members:
            if role_of(member.label) in ("host", "guest") and member.name not in ("", member.label):
                pairs.add((member.label, member.name))
        for label, name in pairs:
            # A number stands for another person in every episode.
            if not is_generic(label):
                names[label][name] += 1
    for label in sorted(names):
        if len(names[label]) == 1:
            name, times = names[label].most_common(1)[0]
            yield Entry(label, name, f"in {_counted(times)}")


def _counted(episodes: int) -> str:
    return f"{episodes} episode" + ("s" if episodes != 1 else "")


def _phrases(episodes: Sequence[Episode], people: Sequence[str], present: Mapping[str, int]) -> Iterator[Entry]:
    said: dict[tuple[str, ...], set[int]] = defaultdict(set)
    owner: dict[tuple[str, ...], str | None] = {}
    for number, episode in enumerate(episodes):
        for label, phrase in _said(episode.transcript):
            said[phrase].add(number)
            owner[phrase] = label if owner.get(phrase, label) == label else None
    for name in people:
        least = max(2, SHARE * present[name])
        own = [phrase for phrase, by in owner.items() if by == name and len(said[phrase]) >= least]
        own.sort(key=lambda phrase: (-len(said[phrase]), -len(phrase), phrase))
        kept: list[tuple[str, ...]] = []
        for phrase in own:
            # Parts of a longer phrase say nothing that this does not say.
            if len(kept) < MOST and not any(_alike(phrase, other) for other in kept):
                kept.append(phrase)
        for phrase in kept:
            times = len(said[phrase])
            yield Entry(" ".join(phrase), name, f"in {times} of {present[name]} episodes, by no one else")


def _said(transcript: Transcript) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every phrase within a sentence, with its label."""
    for turn in transcript.turns:
        sentence: list[str] = []
        for at in range(turn.start, turn.end):
            word = transcript.words[at].text
            sentence.append(plain(word))
            if word.endswith(MARKS) or at + 1 == turn.end:
                for start in range(len(sentence)):
                    for size in range(SHORTEST, min(LONGEST, len(sentence) - start) + 1):
                        yield turn.speaker, tuple(sentence[start : start + size])
                sentence = []


def _alike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether the two share a part as long as a phrase must be."""
    parts = {left[at : at + SHORTEST] for at in range(len(left) - SHORTEST + 1)}
    return any(right[at : at + SHORTEST] in parts for at in range(len(right) - SHORTEST + 1))
