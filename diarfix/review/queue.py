"""Which edits are looked at, and in what order: filters, ranks, likes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from diarfix.review.view import STATES, Item, ItemState, View

Order = Literal["worth", "place"]
"""Most wrong words saved per second first, or in reading order."""

Like = Literal["rule", "cause"]


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the proposed edits is looked at; an empty collection does not narrow.

    `rules` are beginnings of codes (DF1, DF401); `speakers` are labels of the corrected transcript, on either
    side of the edit; confidence is `least` to `most`, inclusive.
    """

    states: frozenset[ItemState] = frozenset({"open"})
    rules: tuple[str, ...] = ()
    speakers: frozenset[str] = frozenset()
    least: float = 0.0
    most: float = 1.0

    def passes(self, item: Item) -> bool:
        """Whether the item is looked at."""
        if self.states and item.state not in self.states:
            return False
        if self.rules and not any(code.startswith(self.rules) for code in item.edit.codes):
            return False
        if self.speakers and not self.speakers & {item.old, item.new}:
            return False
        return self.least <= item.edit.confidence <= self.most


def queue(view: View, chosen: Filter, order: Order) -> tuple[Item, ...]:
    """The items that pass, in order."""
    items = [item for item in view.items.values() if chosen.passes(item)]
    return tuple(sorted(items, key=_by_worth)) if order == "worth" else tuple(items)


def _by_worth(item: Item) -> tuple[float, int, str]:
    return (-item.worth, item.edit.start, item.id)


def alike(view: View, item: Item, like: Like) -> tuple[Item, ...]:
    """The open items like this one and itself, in reading order.

    `rule`: the strongest rule behind it is the same. `cause`: so are its kind and its labels.
    """
    return tuple(
        other
        for other in view.items.values()
        if other.id == item.id or (other.state == "open" and _like(other, item, like))
    )


def _like(other: Item, item: Item, like: Like) -> bool:
    if other.edit.codes[:1] != item.edit.codes[:1] or not item.edit.codes:
        return False
    return like == "rule" or (other.edit.kind, other.old, other.new) == (item.edit.kind, item.old, item.new)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many edits stand how. `seconds` is the time that those left will take."""

    total: int
    seconds: float
    states: Mapping[ItemState, int]

    @property
    def left(self) -> int:
        """Edits that wait for a person."""
        return self.states["open"]

    @property
    def done(self) -> int:
        """Edits that a person has decided, whether they waited or not."""
        return self.total - self.states["open"] - self.states["made"]


def progress(items: Iterable[Item]) -> Progress:
    """The counts over all items, whatever the filter."""
    given = tuple(items)
    spent = sum(item.seconds for item in given if item.state == "open")
    return Progress(len(given), spent, {state: sum(item.state == state for item in given) for state in STATES})
