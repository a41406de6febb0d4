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
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from diarfix.formats.clues import NEVER, Clue, count_labels, line_costs

_PASSES = 3
_LEARN_FROM = 20_000
_ENTER_PAGE = 1.0
_LEAVE_PAGE = 0.5
_NO_SPEECH = (8.0, 2.5)  # a label with nothing under it: seen once, and recurring
_END_BARE = (6.0, 1.0)  # the same at the very end


class State(IntEnum):
    """What a line is; lower wins a tie."""

    HEADER = 0
    SPEECH = 1
    ASIDE = 2
    NOTES = 3
    PAGE = 4


class _Blank(NamedTuple):
    """What the presence (or the absence) of a blank line costs before a header, before more speech under the
    same label, and before the first speech under a label of its own."""

    header: float
    more: float
    first: float


@dataclass(frozen=True)
class Rhythm:
    """Costs learned from a path: of a header or more speech after speech; of no blank line and of one."""

    labels: Counter[str]
    header_next: float = 0.3
    speech_next: float = 2.5
    blank: tuple[_Blank, _Blank] = (_Blank(0.7, 0.7, 0.7), _Blank(0.7, 0.7, 0.7))


def classify(clues: Sequence[Clue]) -> list[State]:
    """The state of every line; all PAGE where no header was found."""
    rhythm = Rhythm(count_labels(clue.header for clue in clues))
    sample = clues[:_LEARN_FROM]
    for _ in range(_PASSES - 1):
        rhythm = _learn(sample, _best_path(sample, rhythm), clues, rhythm)
    return _best_path(clues, rhythm)


def _best_path(clues: Sequence[Clue], rhythm: Rhythm) -> list[State]:
    """The path of least cost; linear in the number of lines. A tie keeps the state tried first."""
    back: list[tuple[State, State, State, State]] = []
    header = speech = aside = notes = NEVER
    page, step_from_page = 0.0, 0.0
    bare, firm = False, False
    go_header, go_speech = rhythm.header_next, rhythm.speech_next
    for clue, cost in zip(clues, line_costs(clues, rhythm.labels), strict=True):
        blank = rhythm.blank[clue.blank]

        new_header, to_header = header + (_NO_SPEECH[firm] if bare else go_header) + blank.header, State.HEADER
        if (price := speech + go_header + blank.header) < new_header:
            new_header, to_header = price, State.SPEECH
        if (price := aside + blank.header) < new_header:
            new_header, to_header = price, State.ASIDE
        if not cost.carried and (price := page + step_from_page) < new_header:
            new_header, to_header = price, State.PAGE

        go_on = go_speech + blank.more + cost.said
        new_speech, to_speech = header + (0.05 + blank.first + cost.said_first if bare else go_on), State.HEADER
        if (price := speech + go_on) < new_speech:
            new_speech, to_speech = price, State.SPEECH
        if (price := aside + 2.0 + cost.said) < new_speech:
            new_speech, to_speech = price, State.ASIDE

        new_aside, to_aside = (NEVER if bare else header + 1.5), State.HEADER
        if (price := speech + 1.5) < new_aside:
            new_aside, to_aside = price, State.SPEECH
        if (price := aside + 1.0) < new_aside:
            new_aside, to_aside = price, State.ASIDE

        new_notes, to_notes = notes, State.NOTES
        if (price := header + cost.enter + (_NO_SPEECH[0] if bare else 0.0)) < new_notes:
            new_notes, to_notes = price, State.HEADER
        if (price := speech + cost.enter) < new_notes:
            new_notes, to_notes = price, State.SPEECH
        if (price := aside + cost.enter - 1.0) < new_notes:
            new_notes, to_notes = price, State.ASIDE

        back.append((to_header, to_speech, to_aside, to_notes))
        page += cost.page + (0.0 if step_from_page else _ENTER_PAGE)
        header, speech = new_header + cost.header, new_speech
        aside, notes = new_aside + cost.aside, new_notes + cost.notes
        step_from_page, bare, firm = _LEAVE_PAGE, cost.bare, cost.firm
    return _trace(back, (header + (_END_BARE[firm] if bare else 0.0), speech, aside, notes))


def _trace(back: Sequence[tuple[State, ...]], best: Sequence[float]) -> list[State]:
    at = min((State.HEADER, State.SPEECH, State.ASIDE, State.NOTES), key=lambda state: (best[state], state))
    if best[at] >= NEVER:
        return [State.PAGE] * len(back)
    path = []
    for row in reversed(back):
        path.append(at)
        at = row[at] if at is not State.PAGE else at
    path.reverse()
    return path


def _learn(sample: Sequence[Clue], path: Sequence[State], clues: Sequence[Clue], old: Rhythm) -> Rhythm:
    """The rhythm of a path. Labels keep counts from the whole document where the sample is only its start."""
    labels = count_labels(c.header for c, state in zip(sample, path, strict=True) if state is State.HEADER)
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
    without, with_blank = zip(*(_blank_costs(counts) for counts in blanks), strict=True)
    blank = (_Blank(*without), _Blank(*with_blank))
    return Rhythm(labels, -math.log(1 - p_more), min(6.0, -math.log(p_more)), blank)


def _blank_costs(counts: Sequence[int]) -> tuple[float, float]:
    total = counts[0] + counts[1] + 1.0
    return (min(4.0, -math.log((counts[0] + 0.5) / total)), min(4.0, -math.log((counts[1] + 0.5) / total)))
