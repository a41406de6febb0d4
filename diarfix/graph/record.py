"""What the turn graph is made of: units, people, names heard, and typed edges between them.

unit -next, continues, answers, echoes-> unit
unit -same_label, addresses, introduces, hands_over, thanks-> person or name
person -follows, meets, alias-> person
name -same_name-> person
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from diarfix.cues.junctions import Value
from diarfix.cues.names import Role

UnitKind = Literal["statement", "question", "backchannel", "fragment"]
"""A fragment has no final mark."""

EdgeKind = Literal[
    "next",
    "continues",
    "answers",
    "echoes",
    "same_label",
    "addresses",
    "introduces",
    "hands_over",
    "thanks",
    "follows",
    "meets",
    "alias",
    "same_name",
]


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A sentence-like piece: words `start:end` of turn `turn`."""

    id: str
    start: int
    end: int
    turn: int
    speaker: str
    kind: UnitKind
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """A label of the transcript, with its words and turns."""

    id: str
    label: str
    words: int
    turns: int
    role: Role


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name that is heard `heard` times, or that the show notes give (then `notes`)."""

    id: str
    name: str
    heard: int
    notes: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """One typed edge. `at` is the word where its evidence stands; None for what is counted over the episode."""

    kind: EdgeKind
    source: str
    target: str
    at: int | None
    evidence: Mapping[str, Value]


def unit_id(index: int) -> str:
    """The node of unit `index`, as `Analysis.units` counts them."""
    return f"u{index}"


def person_id(label: str) -> str:
    """The node of a label."""
    return f"p:{label}"


def name_id(name: str) -> str:
    """The node of a name that is heard."""
    return f"n:{name}"
