"""From members to labels: who keeps which label, who gets a new one, and the moves that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from diarfix.cues.floor import phrases
from diarfix.cues.floor.script import Script
from diarfix.measure.labels import best_mapping
from diarfix.people.cast import Cast
from diarfix.people.solve import Solved
from diarfix.text import is_capitalised

KEEPS = 0.3
"""Share of a label's words from which the member who has most of them keeps it."""

CLAIM = 0.25
"""Share of a label's words from which it is the house's, and not of who runs the call."""

LEADS = 1.5
"""What a word of the lead counts, who gives most answers, where two share a label from the start."""

LIKELY = 0.6
"""Posterior on whose other side a sentence is a move of its own, so that a doubtful one takes no sure one along..."""

SHORT = 6
"""...unless it has fewer words."""

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
        if old in house and cast.members[member].role == "answers" and not handed:
            # Which of two who answer speaks is for their labels to say, unless the words hand over.
            continue
        chance = float(solved.posterior[row, member])
        last = moves[-1] if moves else None
        alike = last is not None and (end - start < SHORT or (last.posterior >= LIKELY) == (chance >= LIKELY))
        if last and alike and (last.end, last.old, last.new) == (start, old, new):
            share = (last.end - last.start) / (end - last.start)
            moves[-1] = Move(last.start, end, old, new, share * last.posterior + (1 - share) * chance, member)
        else:
            moves.append(Move(start, end, old, new, chance, member))
    return tuple(move for move in moves if cast.members[move.member].role != "runs" or _is_formal(script, move))


def _is_formal(script: Script, move: Move) -> bool:
    """Whether the words hold what only the one who runs a call says; short replies of theirs are left alone."""
    forms = (phrases.BOILERPLATE, phrases.QUEUE, phrases.GO_AHEAD, phrases.HANDS)
    said = script.said(move.start, move.end)
    return any(form.search(said) for form in forms)


def kept_labels(script: Script, cast: Cast, solved: Solved) -> dict[str, int]:
    """The member who keeps each label; a label may be no one's."""
    return _owned(script, cast, _words(script, solved))


def _words(script: Script, solved: Solved) -> Counter[tuple[int, str]]:
    """Words by member and label."""
    words: Counter[tuple[int, str]] = Counter()
    for (start, end), member in zip(solved.pieces, solved.best, strict=True):
        words[member, script.transcript.speakers[start]] += end - start
    return words


def _owned(script: Script, cast: Cast, shared: Counter[tuple[int, str]]) -> dict[str, int]:
    """The member who keeps each label: one each, so that most words keep theirs; a label may be no one's.

    Of the house, who has most of a label's words from the start keeps it; who asks keeps one that is hardly heard
    elsewhere.
    """
    total = script.transcript.word_counts
    claims = {label: sum(member.labels[label] for member in cast.members) for label in total}
    first = {label: _claimant(cast, label) for label in total}
    can: dict[tuple[str, str], int] = {}
    for (at, label), words in shared.items():
        member = cast.members[at]
        if member.role == "answers":
            may = at == first[label]
        elif member.role == "asks":
            may = words >= OWN * total[label]
        else:
            may = claims[label] < CLAIM * total[label]
        if may and (member.role == "answers" or words >= KEEPS * total[label]):
            can[str(at), label] = words
    return {label: int(at) for label, at in best_mapping(can).items()}


def _claimant(cast: Cast, label: str) -> int:
    """Who of the house has most of a label's words from the start; the lead's count for more."""
    return max(
        range(len(cast.members)),
        key=lambda at: cast.members[at].labels[label] * (LEADS if cast.members[at].lead else 1.0),
    )


def _new_labels(
    script: Script, cast: Cast, owned: dict[str, int], shared: Counter[tuple[int, str]]
) -> dict[int, str]:
    """The label of every member who speaks: their own, or a new one, named where the name was heard well."""
    found = {member: label for label, member in owned.items()}
    taken = set(script.transcript.labels)
    numbers = (f"Speaker {number}" for number in count(1))
    for member, _ in shared:
        if member not in found:
            name = spelt(cast.members[member].name)
            if not name or name in taken:
                name = next(label for label in numbers if label not in taken)
            taken.add(name)
            found[member] = name
    return found


def spelt(name: str) -> str:
    """The name where every word of it is capitalised as names are; else nothing.

    >>> spelt("Ana Ruiz"), spelt("their guests")
    ('Ana Ruiz', '')
    """
    return name if name and all(is_capitalised(word) for word in name.split()) else ""


def _left_alone(
    script: Script, label_of: dict[int, str], shared: Counter[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """Members and second labels that are nearly all theirs: whether two labels are one person is not judged here."""
    owned = set(label_of.values())
    total = script.transcript.word_counts
    for (member, label), words in shared.items():
        if label not in owned and words >= OWN * total[label]:
            yield member, label
