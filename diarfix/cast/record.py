"""Records of the cast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal[
    "host", "co-host", "guest", "operator", "executive", "analyst", "advertiser", "caller", "narrator", "unknown"
]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks for a role or a name; `at` is the word where it stands, None where it stands nowhere.

    `weight` is in log-odds, as a person judged it.
    """

    text: str
    weight: float
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One label in the end. `raw` are the labels as read that it goes back to.

    `name` is empty where nothing names the person; `name_confidence` and `role_confidence` lie between 0 and 1.
    `ads` are word spans that the member reads as advertisements.
    """

    label: str
    raw: tuple[str, ...]
    name: str
    name_confidence: float
    role: Role
    role_confidence: float
    words: int
    turns: int
    clues: tuple[Clue, ...]
    ads: tuple[tuple[int, int, str], ...] = ()

    @property
    def ad_words(self) -> int:
        """Words of the advertisements that the member reads."""
        return sum(end - start for start, end, _ in self.ads)


@dataclass(frozen=True)
class Cast:
    """Everyone who speaks, in order of first appearance, and `absent`: people who are announced and have no label."""

    members: tuple[Member, ...]
    absent: tuple[str, ...] = ()
