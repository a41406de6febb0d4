"""Facts about a result that several renderers tell: who became whom, how much moved, what is a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarfix.edits import Edit, carried_labels, flips_in

if TYPE_CHECKING:
    from diarfix.pipeline import Result
    from diarfix.rulebook import Match


@dataclass(frozen=True, slots=True)
class Person:
    """Raw labels that carry one label in the end, and the renames that made them."""

    label: str
    raw: tuple[str, ...]
    renames: tuple[Edit, ...]


def final_labels(result: Result, at: int = 0) -> dict[str, str]:
    """Raw label -> the label that its words from `at` on carry once the applied merges, flips and names are made."""
    wanted = dict.fromkeys([*result.original.labels, *(edit.new for edit in result.applied if edit.kind != "move")])
    return carried_labels(wanted, result.applied, at)


def flips(result: Result) -> tuple[Edit, ...]:
    """The applied exchanges of two labels."""
    return flips_in(result.applied)


def people(result: Result) -> tuple[Person, ...]:
    """Everyone whose label changed as a whole, in order of first appearance."""
    final = final_labels(result)
    groups: dict[str, list[str]] = {}
    for raw in result.original.labels:
        groups.setdefault(final[raw], []).append(raw)
    renames = [edit for edit in result.applied if edit.is_rename]
    return tuple(
        Person(label, tuple(raw), tuple(edit for edit in renames if edit.old in raw))
        for label, raw in groups.items()
        if raw != [label]
    )


def moves(result: Result) -> tuple[Edit, ...]:
    """The applied edits that moved words."""
    return tuple(edit for edit in result.applied if edit.kind == "move")


def healed(result: Result) -> int:
    """Words whose marks or letter case were healed at a seam."""
    return sum(old.text != new.text for old, new in zip(result.original.words, result.repaired.words, strict=True))


def is_finding(match: Match) -> bool:
    """A defect, or a note on the whole document; the rest of the matches are evidence only."""
    return match.rule.severity != "info" or not match.evidence


def notes(result: Result) -> tuple[Match, ...]:
    """Findings that no edit follows from: the health of the document."""
    return tuple(match for match in result.matches if not match.evidence)


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "edit"), counted(1200, "word"), counted(0, "reply", "replies")
    ('1 edit', '1,200 words', '0 replies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
