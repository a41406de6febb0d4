"""Heard names: which spellings are one person's, and how many people a talk lets in."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from diarfix.cues.floor.events import Event

ALIKE = 78.0
"""How alike (0 to 100) two spellings of a heard name must be to be one person's."""


def same_name(left: str, right: str) -> bool:
    """Whether two heard names can be one person's: alike as a whole, or one is a part of the other."""
    a, b = left.casefold(), right.casefold()
    if not a or not b:
        return False
    if fuzz.ratio(a, b) >= ALIKE:
        return True
    parts, others = a.split(), b.split()
    shorter, longer = sorted((parts, others), key=len)
    return all(any(_same_part(part, other) for other in longer) for part in shorter)


def _same_part(left: str, right: str) -> bool:
    """Whether two words can be one name: alike in spelling, or a short form and its long one ("Jeff", "Jeffrey")."""
    short, long = sorted((left, right), key=len)
    return fuzz.ratio(left, right) >= ALIKE + 4 or (len(short) >= 3 and long.startswith(short))


def let_in(events: Iterable[Event]) -> tuple[str, ...]:
    """Everyone who is announced or handed the floor by name, each once, in order; spellings of one name are joined."""
    found: list[str] = []
    for event in events:
        if event.name and not any(same_name(event.name, known) for known in found):
            found.append(event.name)
    return tuple(found)
