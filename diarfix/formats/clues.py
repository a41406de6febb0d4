"""What a line looks like, and what each reading of it costs, in nats: minus the logarithm of how often it is seen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diarfix.formats.headers import Header

NEVER = 1e9

_Key = tuple[str | None, bool, bool, bool, bool, bool, float]


@dataclass(frozen=True, slots=True)
class Clue:
    """What one line looks like: its possible header, how like notes it is (0 to 1), a blank line before it.

    `aside`: it may be a line of metadata between turns; `marker`: a header with nothing but a time after it,
    such as "**Break:** [34:01]".
    """

    header: Header | None
    notes: float
    aside: bool
    blank: bool
    marker: bool = False


class Costs(NamedTuple):
    """A line as header, as speech, as the first speech under a bare label, as an aside, as notes, as page furniture.

    `enter` is what it costs to begin the notes with it; `firm` says that its label, if it is one, is no chance.
    """

    header: float
    said: float
    said_first: float
    aside: float
    notes: float
    page: float
    enter: float
    bare: bool
    carried: bool
    firm: bool


def line_costs(clues: Sequence[Clue], labels: Counter[str]) -> list[Costs]:
    """The costs of every line, given how often each label stands. Equal clues are priced once."""
    known: dict[_Key, Costs] = {}
    result = []
    for clue in clues:
        header = clue.header
        if header is None:
            key: _Key = (None, False, False, False, False, clue.aside, clue.notes)
        else:
            key = (header.label, header.strong, header.bare, header.colon, clue.marker, clue.aside, clue.notes)
        costs = known.get(key)
        if costs is None:
            costs = known[key] = _price(clue, labels)
        result.append(costs)
    return result


def _price(clue: Clue, labels: Counter[str]) -> Costs:
    header = clue.header
    return Costs(
        header=_header_cost(clue, labels),
        said=_speech_cost(clue, labels),
        said_first=_speech_cost(clue, labels, first=True),
        aside=0.5 if clue.aside else NEVER,
        notes=_notes_cost(clue, labels),
        page=_page_cost(clue, labels),
        enter=4.0 + 3.0 * (1 - _notes_like(clue, labels)),
        bare=header is not None and header.bare,
        carried=header is not None and header.carried,
        firm=header is not None and (header.strong or _count(header, labels) >= 2),
    )


def count_labels(headers: Iterable[Header | None]) -> Counter[str]:
    """How often each label stands; a role ("Guest:") after itself is a list, and counts once."""
    labels: Counter[str] = Counter()
    last = ""
    for header in headers:
        if header is None or header.carried:
            continue
        if header.label != last or not (header.shape and header.shape.role):
            labels[header.label] += 1
        last = header.label
    return labels


def _count(header: Header, labels: Counter[str]) -> int:
    """How often the label stands; one such as "Speaker 1" is sure enough to count twice."""
    count = labels[header.label]
    return max(count, 2) if header.shape is not None and header.shape.numbered else count


def _header_cost(clue: Clue, labels: Counter[str]) -> float:
    """How unlikely this header is: little for one that recurs, much for a phrase seen once."""
    header = clue.header
    if header is None:
        return NEVER
    if header.shape is None:
        return 0.3
    shape, count = header.shape, _count(header, labels)
    often = count >= 2
    cost = max(0.1, 2.2 - 0.7 * math.log(count)) if often else 2.0
    if not shape.name:
        cost += max(0.0, 3.0 - 0.8 * math.log(count)) if often else 4.0
    if shape.opener:
        cost += max(0.0, 3.0 - 0.8 * math.log(count)) if often else 3.0
    cost += (1.0 if often else 4.0) if shape.long else 0.0
    cost += (1.5 if often else 6.0) if shape.heading else 0.0
    cost += 3.0 if shape.role and _notes_like(clue, labels) else 0.0
    if header.strong:
        cost = min(cost, 0.5 + cost / 4)
    return cost + 4.0 if clue.marker and not often else cost


def _notes_like(clue: Clue, labels: Counter[str]) -> float:
    """The clue's `notes`, but 0 for a "Host:" that recurs as labels do."""
    header = clue.header
    recurs = header is not None and header.shape is not None and header.shape.role and labels[header.label] >= 2
    return 0.0 if recurs else clue.notes


def _speech_cost(clue: Clue, labels: Counter[str], first: bool = False) -> float:
    """How unlikely someone said this line; under a label of its own (`first`) phrases are welcome."""
    header, cost = clue.header, 4.0 * _notes_like(clue, labels)
    if header is None:
        return cost
    if header.strong:
        return cost + 7.0
    count = _count(header, labels)
    name = header.shape is not None and header.shape.name and not header.shape.opener
    colon = 1.0 if header.colon else 0.0
    if first and header.bare and not header.colon:
        return cost / 2 + (2.0 if count >= 2 and name else 0.0)
    if count >= 2 and name:
        return cost + colon + min(7.0, 2.5 + 1.2 * math.log(count))
    if count >= 2:
        return cost + min(7.0, 1.0 + 1.2 * math.log(count))
    return cost + (1.5 + colon if name else 0.0)


def _page_cost(clue: Clue, labels: Counter[str]) -> float:
    """How unlikely this line stands above the transcript."""
    header, notes = clue.header, _notes_like(clue, labels)
    if header is None or notes >= 0.6:
        return 0.1 if notes >= 0.6 else 1.2
    if header.strong:
        return 6.0
    if _count(header, labels) >= 2:
        return 5.0
    name = header.shape is not None and header.shape.name and not header.shape.opener
    return (2.5 if header.bare else 3.5) if name else 1.0


def _notes_cost(clue: Clue, labels: Counter[str]) -> float:
    """How unlikely this line stands in the notes."""
    if clue.header is not None and (clue.header.strong or _count(clue.header, labels) >= 2):
        return 5.0
    name = clue.header is not None and clue.header.shape is not None and clue.header.shape.name
    return 1.8 if name and clue.header and not clue.header.bare and clue.notes < 0.6 else 1.0 - clue.notes
