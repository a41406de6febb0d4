"""Flips: from some point on two labels are exchanged. Found by how the two talk, placed by the words around.

How each talks on one side of the point is compared with how each talks on the other (`diarfix.profiles`). The place
is then looked up sentence by sentence: a flip inside a turn means that the speaker changes there, one at a change
of label that he does not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from diarfix.cues.analysis import Unit
from diarfix.cues.context import Context
from diarfix.cues.names import role_of
from diarfix.edits import Edit, Reason, apply_edits
from diarfix.model import Transcript
from diarfix.neural import Logits
from diarfix.profiles.exchange import LEAST, Counted, Exchange, Said, find_exchange, leanings

CODE = "FLIP001"
"""Stands where a rule's code would."""

WEAKEST, LEAST_TOTAL = 9.0, 25.0
"""What the side that says less must say, and both together; see docs/cast.md for what real episodes reach."""

WEAKEST_AMONG_MORE, LEAST_AMONG_MORE = 25.0, 60.0
"""The same where more than two speak, whose speech differs less."""

HALF, SPREAD = 5.5, 4.0
"""An exchange whose weaker side says `HALF` is as likely as not; the log-odds rise by one for every `SPREAD` more."""

HIGHEST = 0.9999

MOST_FLIPS = 3
"""Flips looked for in one transcript."""

ALONE = 0.95
"""Share of the words that two labels must have to be exchanged unseen: among more people, two may be part of a
larger mix-up, and a person decides."""

REACH = 250
"""Words on either side of the first guess among which the place is looked up."""

CHANGE = 1.0
"""What the boundary model's log-odds weigh beside one sentence's leaning."""

SUREST = 4.0
"""Log-odds of the boundary model are cut off here."""


def find_flips(context: Context) -> tuple[Edit, ...]:
    """Exchanges of two labels that both sides speak for, the likeliest first; ids are not set yet.

    Where the boundary model has no say, punctuation stands in for it.
    """
    transcript = context.transcript
    found: list[Edit] = []
    counted: Counted = {}
    while len(found) < MOST_FLIPS:
        best = max(_candidates(transcript, counted), key=lambda item: item[0].before + item[0].after, default=None)
        if best is None:
            break
        exchange, pair = best
        at = _placed(context, transcript, pair, exchange.at)
        edit = _edit(transcript, exchange, pair, at)
        # Flips are carried out in reading order: one that comes before another with its labels is left out.
        if any(edit.start <= other.start and {edit.old, edit.new} & {other.old, other.new} for other in found):
            break
        found.append(edit)
        transcript = apply_edits(transcript, [edit])
    return tuple(found)


def _candidates(transcript: Transcript, counted: Counted) -> Iterator[tuple[Exchange, tuple[str, str]]]:
    counts = transcript.word_counts
    met = {frozenset((a.speaker, b.speaker)) for a, b in zip(transcript.turns, transcript.turns[1:], strict=False)}
    talkers = [label for label in transcript.labels if counts[label] >= 2 * LEAST]
    for pair in combinations(talkers, 2):
        exchange = find_exchange(_pieces(transcript, pair), counted) if frozenset(pair) in met else None
        weakest, least = (WEAKEST, LEAST_TOTAL) if _alone(transcript, pair) else (WEAKEST_AMONG_MORE, LEAST_AMONG_MORE)
        if exchange and exchange.weaker >= weakest and exchange.before + exchange.after >= least:
            yield exchange, pair


def _alone(transcript: Transcript, pair: tuple[str, str]) -> bool:
    """Whether hardly anyone else speaks, advertisers left aside."""
    counts = {label: words for label, words in transcript.word_counts.items() if role_of(label) != "advertiser"}
    return sum(counts.get(label, 0) for label in pair) >= ALONE * sum(counts.values())


def _pieces(transcript: Transcript, pair: tuple[str, str]) -> list[Said]:
    words = [word.text for word in transcript.words]
    return [
        Said(turn.start, turn.end, turn.speaker == pair[0], words[turn.start : turn.end])
        for turn in transcript.turns
        if turn.speaker in pair
    ]


def _placed(context: Context, transcript: Transcript, pair: tuple[str, str], guess: int) -> int:
    """The unit near `guess` from which the exchange reads best."""
    low, high = max(0, guess - REACH), min(len(transcript.words), guess + REACH)
    units = [unit for unit in context.analysis.units if low <= unit.start and unit.end <= high]
    units = [unit for unit in units if transcript.speakers[unit.start] in pair]
    if len(units) < 2:
        return guess
    outside = [piece for piece in _pieces(transcript, pair) if piece.end <= low or piece.start >= high]
    words = [word.text for word in transcript.words]
    inside = [
        Said(unit.start, unit.end, transcript.speakers[unit.start] == pair[0], words[unit.start : unit.end])
        for unit in units
    ]
    leaning = leanings([*outside, *inside], low, high)[len(outside) :]
    total = np.concatenate([[0.0], np.cumsum(leaning)])
    scores = [
        float(total[-1] - 2 * total[number]) + CHANGE * _change(transcript, pair, unit, context.changes)
        for number, unit in enumerate(units)
    ]
    return units[max(range(len(units)), key=lambda number: (scores[number], -number))].start


def _change(transcript: Transcript, pair: tuple[str, str], unit: Unit, changes: Logits | None) -> float:
    """How well the words bear what a flip at the unit's start makes of that place."""
    at = unit.start
    if at == 0:
        return -SUREST
    if changes is not None:
        likely = min(SUREST, max(-SUREST, float(changes[at])))
    else:
        likely = 1.0 if "?" in transcript.words[at - 1].text[-3:] else -1.0
    left, right = transcript.speakers[at - 1], transcript.speakers[at]
    if left == right:
        return likely
    return -likely if left in pair else 0.0


def _edit(transcript: Transcript, exchange: Exchange, pair: tuple[str, str], at: int) -> Edit:
    old = transcript.speakers[at]
    new = pair[0] if old == pair[1] else pair[1]
    alone = _alone(transcript, pair)
    confidence = round(min(HIGHEST, 1 / (1 + math.exp(-(exchange.weaker - HALF) / SPREAD))), 4)
    return Edit("", "flip", at, len(transcript.words), old, new, confidence, _reasons(exchange, pair), alone)


def _reasons(exchange: Exchange, pair: Sequence[str]) -> tuple[Reason, ...]:
    first, second = pair
    return (
        Reason(CODE, f"from here on {first} talks as {second} did before, and {second} as {first} did", exchange.after),
        Reason(CODE, f"up to here {first} talks as {second} does after it, and {second} as {first} does",
               exchange.before),
    )
