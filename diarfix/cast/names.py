"""Who a label is, by name: it says so itself, it is called and answers, it is thanked after it spoke.

    A: "... Josie, how did that start?"      called, then speaks:   B is Josie
    B: "Well, I heard a talk."
    A: "Thanks, Josie."                      thanked after it:      B is Josie
    C: "As Josie said, ..."                  names her:             C is not Josie
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diarfix.cast.record import Clue
from diarfix.cues.context import Context
from diarfix.cues.names import is_person
from diarfix.cues.people import is_called
from diarfix.graph.roster import Roster

SELF, HANDED, TAKEN, THANKED, CALLED, ANSWERED, OTHER = 3.0, 1.5, 1.0, 1.5, 1.0, 0.7, -1.5
"""Log-odds that a label is the name: it says so; it is introduced and speaks next, and gives thanks for it; it is
thanked after it spoke; it is called and speaks next; it is called right after it spoke; it calls or names someone so
itself."""

LEAST, LEAD = 2.0, 1.0
"""Log-odds that a name needs, and by how much it must lead over the label's other names and the name's other labels."""

END, START = 40, 6
"""Words before a turn's end within which a call asks for an answer, and after its start within which it replies."""

OPENING = 3
"""Words of a turn within which the thanks for the floor begin."""

_GREETINGS = frozenset({"hey", "hi", "hello", "so", "well", "thanks", "okay", "yeah"})
_THANKS = frozenset({"thanks", "thank", "you"})


@dataclass(frozen=True, slots=True)
class Vote:
    """One thing that says that `label` is (or is not) `name`."""

    label: str
    name: str
    clue: Clue


@dataclass(frozen=True, slots=True)
class Named:
    """A label's name, its confidence and what says so."""

    name: str
    confidence: float
    clues: tuple[Clue, ...]


def name_labels(context: Context, roster: Roster, more: Iterable[Vote] = ()) -> dict[str, Named]:
    """Names for labels that only count speakers or say a role; a label that is a person's name keeps it."""
    votes = [*_votes(context, roster), *more]
    open_labels = [label for label in context.transcript.labels if not is_person(label)]
    taken = {label for label in context.transcript.labels if is_person(label)}
    scores: dict[tuple[str, str], float] = {}
    for vote in votes:
        if vote.label in open_labels and vote.name not in taken:
            key = (vote.label, vote.name)
            scores[key] = scores.get(key, 0.0) + vote.clue.weight
    found: dict[str, Named] = {}
    for (label, name), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        rest = {key: other for key, other in scores.items() if key != (label, name)}
        rivals = [other for key, other in rest.items() if key[0] == label or key[1] == name]
        if score < LEAST or score - max(rivals, default=0.0) < LEAD:
            continue
        if label in found or any(other.name == name for other in found.values()):
            continue
        clues = [vote.clue for vote in votes if (vote.label, vote.name) == (label, name) and vote.clue.weight > 0]
        clues.sort(key=lambda clue: (-clue.weight, clue.at or 0))
        margin = min(score, score - max([*rivals, 0.0]) + 1)
        found[label] = Named(name, round(1 / (1 + math.exp(-(margin - 0.5))), 3), tuple(clues))
    return found


def _votes(context: Context, roster: Roster) -> Iterator[Vote]:
    speakers = context.transcript.speakers
    introduced = {item.start: item for item in roster.introductions}
    for mention in roster.mentions:
        label, name, at = speakers[mention.start], _unhailed(mention.name), mention.start
        item = introduced.get(at)
        if item is not None and item.manner == "self":
            yield Vote(label, name, Clue(f"says so: {_around(context, at, mention.end)}", SELF, at))
            continue
        yield Vote(label, name, Clue(f"names {name} as someone else", OTHER / 3, at))
        turn = context.transcript.turn_at(at)
        before, after = _beside(context, turn)
        if item is not None and after:
            yield Vote(after, name, Clue(f"introduced as {name}, then speaks", HANDED, at))
            if item.manner != "guest" and _gives_thanks(context, turn + 1):
                yield Vote(after, name, Clue("thanks for the floor", TAKEN, context.transcript.turns[turn + 1].start))
        elif is_called(context, at, mention.end):
            yield Vote(label, name, Clue(f"calls {name}", OTHER, at))
            yield from _call(context, turn, name, at, mention.end, before, after)


def _call(
    context: Context, turn: int, name: str, at: int, end: int, before: str, after: str
) -> Iterator[Vote]:
    span = context.transcript.turns[turn]
    words = context.plain[max(span.start, at - 2) : at]
    opens = at - span.start < START
    if opens and before and words and _THANKS.issuperset(words):
        yield Vote(before, name, Clue(f"is thanked as {name} after it spoke", THANKED, at))
    elif opens and before:
        yield Vote(before, name, Clue(f"is called {name} after it spoke", ANSWERED, at))
    if span.end - end < END and after and not (opens and words and _THANKS.issuperset(words)):
        yield Vote(after, name, Clue(f"is called {name} and speaks next", CALLED, at))


def _gives_thanks(context: Context, turn: int) -> bool:
    """Whether a turn begins with thanks."""
    start = context.transcript.turns[turn].start
    return any(word in ("thank", "thanks") for word in context.plain[start : start + OPENING])


def _unhailed(name: str) -> str:
    """The name without a greeting that the parser took for a part of it ("Hey Bo")."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in _GREETINGS else name


def _beside(context: Context, turn: int) -> tuple[str, str]:
    """The labels that speak before and after a turn; empty at the ends."""
    turns, own = context.transcript.turns, context.transcript.turns[turn].speaker
    before = next((item.speaker for item in reversed(turns[:turn]) if item.speaker != own), "")
    after = next((item.speaker for item in turns[turn + 1 : turn + 6] if item.speaker != own), "")
    return before, after


def _around(context: Context, start: int, end: int) -> str:
    return f"“{context.transcript.text(max(0, start - 2), end)}”"
