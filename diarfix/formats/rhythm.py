"""Which lines are headers, speech and notes: the likeliest reading, learned from the document's own rhythm.

Each line is in one of five states; the path through them with the least cost is found by dynamic programming
(Viterbi), the rhythm is counted on it, and the path is found again:

    PAGE* -> HEADER -> SPEECH* -> HEADER -> ... -> NOTES*        (ASIDE: a line of metadata between turns)

A label that recurs is cheap. A label seen once is dear, but dearer still is a second line of speech where every
other turn has one: that is how "Wix Advertiser" is a label in a strict document and a phrase in a loose one. Nothing
is a label by its colon alone. Costs are in nats: minus the logarithm of how often such a thing is seen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from diarfix.formats.headers import Header

NEVER = 1e9
_PASSES = 3
_LEARN_FROM = 20_000
_ENTER_NOTES = 4.0
_NO_HEADING = 3.0
_NO_SPEECH = (8.0, 3.0)  # a label with nothing under it: seen once, and recurring
_END_BARE = (6.0, 1.0)  # the same at the very end


class State(IntEnum):
    """What a line is; lower wins a tie."""

    HEADER = 0
    SPEECH = 1
    ASIDE = 2
    NOTES = 3
    PAGE = 4


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


@dataclass(frozen=True)
class Rhythm:
    """Costs learned from a path: of speech going on after speech, and of a blank line in each kind of step."""

    labels: Counter[str]
    header_next: float = 0.3
    speech_next: float = 1.2
    blank: tuple[tuple[float, float], ...] = ((0.7, 0.7), (0.7, 0.7), (0.7, 0.7))


def classify(clues: Sequence[Clue]) -> list[State]:
    """The state of every line; all PAGE where no header was found."""
    rhythm = Rhythm(_count_labels(clue.header for clue in clues))
    sample = clues[:_LEARN_FROM]
    for _ in range(_PASSES - 1):
        rhythm = _learn(sample, _best_path(sample, rhythm), clues, rhythm)
    return _best_path(clues, rhythm)


def _count_labels(headers: Iterable[Header | None]) -> Counter[str]:
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
    if count >= 2 and name:
        return cost + colon + min(7.0, 2.5 + 1.2 * math.log(count))
    if first and header.bare:
        return cost / 2
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
    if clue.header is not None and (clue.header.strong or _count(clue.header, labels) >= 2):
        return 5.0
    return 1.0 - clue.notes


def _best_path(clues: Sequence[Clue], rhythm: Rhythm) -> list[State]:
    """The path of least cost; linear in the number of lines."""
    header, speech, aside, notes, page = State
    back: list[tuple[int, int, int, int, int]] = []
    best = [NEVER, NEVER, NEVER, NEVER, 0.0]
    first, was_bare, firm = True, False, 0
    for clue in clues:
        bare = clue.header is not None and clue.header.bare
        blank = 1 if clue.blank else 0
        to_header, to_more, to_first = (kind[blank] for kind in rhythm.blank)
        from_header = best[header] + (_NO_SPEECH[firm] if was_bare else rhythm.header_next)
        carried = clue.header is not None and clue.header.carried
        said = _speech_cost(clue, rhythm.labels)
        said_first = _speech_cost(clue, rhythm.labels, first=True) if was_bare else said
        go_on = rhythm.speech_next + to_more + said
        enter = _ENTER_NOTES + _NO_HEADING * (1 - clue.notes)
        options = (
            _least(
                (header, from_header + to_header),
                (speech, best[speech] + rhythm.header_next + to_header),
                (aside, best[aside] + to_header),
                (page, NEVER if carried else best[page] + (0.0 if first else 0.5)),
            ),
            _least(
                (header, best[header] + (0.05 + to_first + said_first if was_bare else go_on)),
                (speech, best[speech] + go_on),
                (aside, best[aside] + 2.0 + said),
            ),
            _least(
                (header, NEVER if was_bare else best[header] + 1.5),
                (speech, best[speech] + 1.5),
                (aside, best[aside] + 1.0),
            ),
            _least(
                (header, best[header] + enter + (_NO_SPEECH[0] if was_bare else 0.0)),
                (speech, best[speech] + enter),
                (aside, best[aside] + enter - 1.0),
                (notes, best[notes]),
            ),
            (int(page), best[page] + (1.0 if first else 0.0)),
        )
        costs = (
            _header_cost(clue, rhythm.labels),
            0.0,
            0.5 if clue.aside else NEVER,
            _notes_cost(clue, rhythm.labels),
            _page_cost(clue, rhythm.labels),
        )
        back.append((options[0][0], options[1][0], options[2][0], options[3][0], options[4][0]))
        best = [option[1] + cost for option, cost in zip(options, costs, strict=True)]
        first, was_bare = False, bare
        firm = int(clue.header is not None and (clue.header.strong or _count(clue.header, rhythm.labels) >= 2))
    best[header] += _END_BARE[firm] if was_bare else 0.0
    return _trace(back, best)


def _least(*options: tuple[State, float]) -> tuple[int, float]:
    state, cost = options[0]
    for other, price in options[1:]:
        if price < cost:
            state, cost = other, price
    return int(state), cost


def _trace(back: Sequence[tuple[int, ...]], best: Sequence[float]) -> list[State]:
    last = min((State.HEADER, State.SPEECH, State.ASIDE, State.NOTES), key=lambda state: (best[state], state))
    if best[last] >= NEVER:
        return [State.PAGE] * len(back)
    at: int = last
    path = []
    for row in reversed(back):
        path.append(State(at))
        at = row[at]
    path.reverse()
    return path


def _learn(sample: Sequence[Clue], path: Sequence[State], clues: Sequence[Clue], old: Rhythm) -> Rhythm:
    """The rhythm of a path. Labels keep counts from the whole document where the sample is only its start."""
    labels = _count_labels(c.header for c, state in zip(sample, path, strict=True) if state is State.HEADER)
    more = ends = 0
    blanks = [[0, 0], [0, 0], [0, 0]]
    for at, (clue, state) in enumerate(zip(sample, path, strict=True)):
        if not at:
            continue
        before, bare_before = path[at - 1], sample[at - 1].header
        if before not in (State.HEADER, State.SPEECH) or state not in (State.HEADER, State.SPEECH):
            continue
        after_bare = before is State.HEADER and bare_before is not None and bare_before.bare
        if state is State.HEADER:
            ends += 1
            blanks[0][clue.blank] += 1
        elif after_bare:
            blanks[2][clue.blank] += 1
        else:
            more += 1
            blanks[1][clue.blank] += 1
    if not labels:
        return old
    if len(clues) > len(sample):
        labels = Counter({label: max(old.labels[label], count) for label, count in labels.items()}) | Counter(
            {label: count for label, count in old.labels.items() if count > 2 and label not in labels}
        )
    p_more = (more + 0.3) / (more + ends + 1.0)
    return Rhythm(labels, -math.log(1 - p_more), min(6.0, -math.log(p_more)), tuple(_blank_costs(b) for b in blanks))


def _blank_costs(counts: Sequence[int]) -> tuple[float, float]:
    total = counts[0] + counts[1] + 1.0
    return (min(4.0, -math.log((counts[0] + 0.5) / total)), min(4.0, -math.log((counts[1] + 0.5) / total)))
