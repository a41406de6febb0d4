"""Which label is which person: the one-to-one mapping under which most words are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Confusion = Mapping[tuple[str, str], int]
"""Words by (reference speaker, hypothesis label), in order of first appearance."""

Mapped = Mapping[str, str]
"""Reference speakers by hypothesis label; a label that is left over is missing."""


def count_confusion(words: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Words counted by (reference speaker, hypothesis label)."""
    return Counter(words)


def best_mapping(confusion: Confusion) -> dict[str, str]:
    """Hypothesis label -> reference speaker, one to one, with as many words right as can be.

    Of equally good mappings, the one with more labels that are their speaker's name wins; what is
    still tied goes by order of first appearance. Labels that share no word are never mapped.

    >>> best_mapping({("Ana", "S0"): 9, ("Bo", "S0"): 8, ("Bo", "S1"): 2, ("Ana", "S2"): 1})
    {'S0': 'Ana', 'S1': 'Bo'}
    """
    people = list(dict.fromkeys(person for person, _ in confusion))
    labels = list(dict.fromkeys(label for _, label in confusion))
    scale = min(len(people), len(labels)) + 1  # all namesakes together weigh less than one word
    weights = [
        [confusion.get((person, label), 0) * scale + (person == label) for person in people] for label in labels
    ]
    chosen = zip(labels, assign(weights), strict=True)
    return {
        label: people[at] for label, at in chosen if at is not None and confusion.get((people[at], label), 0) > 0
    }


def carried_mapping(before: Mapped, words: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """The mapping `before` of raw labels, carried on to the labels of a repaired transcript.

    `words` are (reference speaker, raw label, hypothesis label), one a word. A label that keeps at least half of its
    words keeps its person, unless most of what it keeps is that of another label's person: so it is where two labels
    were exchanged, and one of them stood for the person of its longer, wrong part. The others (new, renamed, merged
    or mostly handed on) share the people who are left as is best for them, so that a new name for a label changes
    nothing.

    >>> carried_mapping({"S0": "Ana", "S1": "Bo"}, [("Ana", "S0", "Ana"), ("Ana", "S2", "Ana"), ("Bo", "S1", "S1")])
    {'S1': 'Bo', 'Ana': 'Ana'}
    >>> flip = [("Ana", "S0", "S0")] * 6 + [("Bo", "S1", "S1")] * 40 + [("Bo", "S0", "S1")] * 4
    >>> carried_mapping({"S0": "Bo", "S1": "Ana"}, flip + [("Ana", "S1", "S0")] * 60)
    {'S0': 'Ana', 'S1': 'Bo'}
    """
    total = Counter(raw for _, raw, _ in words)
    kept = Counter(raw for _, raw, label in words if raw == label)
    own = Counter((person, raw) for person, raw, label in words if raw == label)
    told = set(before.values())
    others = {
        raw
        for (person, raw), count in own.items()
        if 2 * count > kept[raw] and before.get(raw) != person and person in told
    }
    fixed = {
        label: person
        for label, person in before.items()
        if 0 < total[label] <= 2 * kept[label] and label not in others
    }
    taken = frozenset(fixed.values())
    rest = count_confusion(
        (person, label) for person, _, label in words if label not in fixed and person not in taken
    )
    return {**fixed, **best_mapping(rest)}


def assign(weights: Sequence[Sequence[int]]) -> list[int | None]:
    """For each row the column given to it, so that the sum of weights (0 or more) is highest; exact.

    Rows and columns need not be equal in number; a row without a column has None. The Hungarian method
    with potentials, rows entering one by one: O(rows² columns). Ties go by the order of rows and columns.

    >>> assign([[9, 8], [8, 2], [1, 1]])
    [1, 0, None]
    """
    rows = len(weights)
    columns = len(weights[0]) if rows else 0
    if rows > columns:
        turned: list[int | None] = [None] * rows
        for column, row in enumerate(assign(list(zip(*weights, strict=True)))):
            if row is not None:
                turned[row] = column
        return turned
    row_of = [0] * (columns + 1)  # the row (from 1) that holds each column; column 0 is where a row enters
    row_gain, column_gain = [0] * (rows + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        _enter(weights, row, row_of, row_gain, column_gain)
    held: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if row_of[column]:
            held[row_of[column] - 1] = column - 1
    return held


def _enter(
    weights: Sequence[Sequence[int]], row: int, row_of: list[int], row_gain: list[int], column_gain: list[int]
) -> None:
    """Gives `row` a column along the cheapest chain of rows that move over."""
    columns = len(row_of) - 1
    row_of[0] = row
    slack: list[float] = [float("inf")] * (columns + 1)
    came = [0] * (columns + 1)
    done = [False] * (columns + 1)
    at = 0
    while row_of[at]:
        done[at] = True
        mover = row_of[at]
        step, nearest = float("inf"), 0
        for column in range(1, columns + 1):
            if done[column]:
                continue
            cost = -weights[mover - 1][column - 1] - row_gain[mover] - column_gain[column]
            if cost < slack[column]:
                slack[column], came[column] = cost, at
            if slack[column] < step:
                step, nearest = slack[column], column
        for column in range(columns + 1):
            if done[column]:
                row_gain[row_of[column]] += int(step)
                column_gain[column] -= int(step)
            else:
                slack[column] -= step
        at = nearest
    while at:
        row_of[at] = row_of[came[at]]
        at = came[at]
