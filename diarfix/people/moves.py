"""From members to labels: who keeps which label, who gets a new one, and the moves that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from diarfix.measure.labels import best_mapping
from diarfix.people.cast import Cast
from diarfix.people.script import Script
from diarfix.people.solve import Solved


KEEPS = 0.3
"""Share of a label's words from which the member who has most of them keeps it."""

CLAIM = 0.25
"""Share of a label's first words from which one of the house can keep it."""

OWN = 0.6
"""Share of a label's words from which it is one member's."""


@dataclass(frozen=True, slots=True)
class Move:
    """Words `start:end` go from one label to another; `posterior` is the mean of the pieces', `member` an index."""

    start: int
    end: int
    old: str
    new: str
    posterior: float
    member: int


def find_moves(script: Script, cast: Cast, solved: Solved) -> tuple[Move, ...]:
    """The moves that give every piece the label of its member, in reading order."""
    shared = _words(script, solved)
    owned = _owned(script, cast, shared)
    label_of = _new_labels(script, cast, owned, shared)
    speakers = script.transcript.speakers
    kept = set(_left_alone(script, label_of, shared))
    house = {label for label, member in owned.items() if cast.members[member].role == "answers"}
    ends = {event.end for event in cast.events if event.kind == "speaks"}
    moves: list[Move] = []
    for row, ((start, end), member) in enumerate(zip(solved.pieces, solved.best, strict=True)):
        new, old = label_of[member], speakers[start]
        if new == old or (member, old) in kept:
            continue
        handed = any(a <= start < b for a, b in cast.members[member].spans) or start in ends
        if old in house and new in house and not handed:
            # Which of two who answer speaks is for their labels to say, unless the words hand over.
            continue
        chance = float(solved.posterior[row, member])
        last = moves[-1] if moves else None
        if last and (last.end, last.old, last.new) == (start, old, new):
            share = (last.end - last.start) / (end - last.start)
            moves[-1] = Move(last.start, end, old, new, share * last.posterior + (1 - share) * chance, member)
        else:
            moves.append(Move(start, end, old, new, chance, member))
    return tuple(moves)


def _words(script: Script, solved: Solved) -> Counter[tuple[int, str]]:
    """Words by member and label."""
    words: Counter[tuple[int, str]] = Counter()
    for (start, end), member in zip(solved.pieces, solved.best, strict=True):
        words[member, script.transcript.speakers[start]] += end - start
    return words


def _owned(script: Script, cast: Cast, shared: Counter[tuple[int, str]]) -> dict[str, int]:
    """The member who keeps each label: one each, so that most words keep theirs; a label may be no one's.

    Those of the house keep labels that were theirs from the start; who asks keeps one that is hardly heard elsewhere.
    """
    speakers = script.transcript.speakers
    total = script.transcript.word_counts
    claims = {label: sum(member.labels[label] for member in cast.members) for label in total}
    can: dict[tuple[str, str], int] = {}
    for (at, label), count in shared.items():
        member = cast.members[at]
        if member.role == "answers":
            may = member.labels[label] >= CLAIM * max(1, claims[label])
        elif member.role == "asks":
            heard = sum(speakers[start:end].count(label) for start, end in member.scope)
            may = heard >= OWN * total[label]
        else:
            may = claims[label] < CLAIM * total[label]
        if may and count >= KEEPS * total[label]:
            can[str(at), label] = count
    return {label: int(at) for label, at in best_mapping(can).items()}


def _new_labels(
    script: Script, cast: Cast, owned: dict[str, int], shared: Counter[tuple[int, str]]
) -> dict[int, str]:
    """The label of every member who speaks: their own, or a new one."""
    found = {member: label for label, member in owned.items()}
    taken = set(script.transcript.labels)
    for member, _ in shared:
        if member not in found:
            name = cast.members[member].name or f"Speaker {len(taken) + 1}"
            while name in taken:
                name += " 2"
            taken.add(name)
            found[member] = name
    return found


def _left_alone(
    script: Script, label_of: dict[int, str], shared: Counter[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """Members and second labels that are nearly all theirs: whether two labels are one person is not judged here."""
    owned = set(label_of.values())
    total = script.transcript.word_counts
    for (member, label), count in shared.items():
        if label not in owned and count >= OWN * total[label]:
            yield member, label
