"""What is observed of a call before it is solved: pieces, the features of their words and of the gaps between."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from diarfix.cues.floor import phrases
from diarfix.cues.floor.events import Event, Kind
from diarfix.cues.floor.script import Script
from diarfix.neural import Logits
from diarfix.people.cast import Cast
from diarfix.people.roles import ROLES, features
from diarfix.solve.chain import Array
from diarfix.text import is_capitalised

CALLED = 60
"""Words for which a call by name is remembered."""

MISSED = 0.4
"""Share of the changes that labels miss, where nothing is known of the document."""


@dataclass(frozen=True)
class Table:
    """Features by name: `values` has a row for each piece and a column for each of `names`."""

    names: tuple[str, ...]
    values: Array

    def scores(self, weights: Mapping[str, float]) -> Array:
        """The weighted sum of every row; an unknown name weighs nothing."""
        total: Array = self.values @ np.array([weights.get(name, 0.0) for name in self.names])
        return total


@dataclass(frozen=True)
class Observed:
    """Everything that does not change while a call is solved; rows are pieces, columns members.

    `allowed`, `spans`, `opener` and `lead` have shape (pieces, members): who can speak, who was handed the floor for
    this stretch, and 1 where who opened the call, or the one to whom the floor comes back, would answer.
    `announced` are the pieces that announce a question, `announcer` who does. `targets` are (piece, kind of event,
    member who is let in). `gaps` describes the change of speaker before each piece.
    """

    pieces: tuple[tuple[int, int], ...]
    words: Table
    gaps: Table
    role_of: np.ndarray[Any, np.dtype[np.intp]]
    allowed: np.ndarray[Any, np.dtype[np.bool_]]
    spans: Array
    opener: Array
    lead: Array
    announced: np.ndarray[Any, np.dtype[np.bool_]]
    announcer: int
    targets: tuple[tuple[int, Kind, int], ...]


def observe(script: Script, cast: Cast, logits: Logits | None) -> Observed:
    """Look once at everything."""
    pieces = cut_pieces(script, cast.events)
    ends = {event.end: event for event in cast.events}
    inside = {at for event in cast.events for at in range(event.start + 1, event.end)}
    missed = math.log(missed_changes(script, cast.events) / MISSED)
    gaps: list[dict[str, float]] = [{}]
    for start, _ in pieces[1:]:
        found = change_features(script, start, None if logits is None else float(logits[start]), ends)
        if script.transcript.speakers[start] == script.transcript.speakers[start - 1]:
            found["missed"] = missed
        if start in inside:
            found["in an event"] = 1.0
        gaps.append(found)
    asked = [event for event in cast.events if event.kind == "asks"]
    announced = np.array([any(event.start <= start < event.end for event in asked) for start, _ in pieces])
    row_of = {start: row for row, (start, _) in enumerate(pieces)}
    targets = [
        (row_of[event.end], event.kind, member) for event, member in cast.target.items() if event.end in row_of
    ]
    targets += _called(script, cast, pieces)
    return Observed(
        pieces,
        tabulate([features(script, start, end) for start, end in pieces]),
        tabulate(gaps),
        np.array([ROLES.index(member.role) for member in cast.members]),
        np.array(
            [
                [
                    (not member.scope or _within(member.scope, start)) and not (member.role == "asks" and announces)
                    for member in cast.members
                ]
                for (start, _), announces in zip(pieces, announced, strict=True)
            ]
        ),
        np.array([[float(_within(m.spans, start)) for m in cast.members] for start, _ in pieces]),
        *_first_and_lead(cast, pieces),
        announced,
        cast.moderator or 0,
        tuple(sorted(targets)),
    )


def _called(script: Script, cast: Cast, pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Kind, int]]:
    """Pieces after which someone of the house was called by name, and who: "Helen, I think you said..."."""
    names = {
        member.name.split()[0].casefold(): at
        for at, member in enumerate(cast.members) if member.role == "answers" and member.name
    }
    words = script.transcript.words
    heard = [
        (word, names[plain]) for word, plain in enumerate(script.plain)
        if plain in names and word >= cast.questions and is_capitalised(words[word].text)
    ]
    at = 0
    for row, (start, _) in enumerate(pieces):
        while at < len(heard) and heard[at][0] < start - CALLED:
            at += 1
        recent = dict.fromkeys(member for word, member in heard[at:] if word < start)
        for member in recent:
            yield row, "called", member


def _first_and_lead(cast: Cast, pieces: Sequence[tuple[int, int]]) -> tuple[Array, Array]:
    """1 for the first of the house, who leads in and seldom answers, and for the lead, wherever questions are asked."""
    first, lead = np.zeros((2, len(pieces), len(cast.members)))
    asked = np.array([start >= cast.questions for start, _ in pieces])
    house = [at for at, member in enumerate(cast.members) if member.role == "answers"]
    if len(house) > 1 and cast.members[house[0]].spans and not cast.members[house[0]].lead:
        first[asked, house[0]] = 1.0
    for at in house:
        if cast.members[at].lead:
            lead[asked, at] = 1.0
    return first, lead


def tabulate(rows: Sequence[Mapping[str, float]]) -> Table:
    """Features by name as a table; names in alphabetical order."""
    names = tuple(sorted({name for row in rows for name in row}))
    column = {name: at for at, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for name, value in row.items():
            values[at, column[name]] = value
    return Table(names, values)


def _within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def cut_pieces(script: Script, events: Sequence[Event]) -> tuple[tuple[int, int], ...]:
    """Units, cut once more where an event begins or ends."""
    cuts = {unit.start for unit in script.units}
    for event in events:
        cuts |= {event.start, event.end}
    inside = sorted(cut for cut in cuts if cut < len(script.plain))
    return tuple(zip(inside, [*inside[1:], len(script.plain)], strict=True))


def change_features(script: Script, at: int, logit: float | None, ends: Mapping[int, Event]) -> dict[str, float]:
    """What speaks for a change of speaker before word `at`."""
    words, speakers = script.transcript.words, script.transcript.speakers
    found = {"any": 1.0}
    seam = speakers[at] != speakers[at - 1]
    stop = words[at - 1].text[-1] in ".?!"
    kind = ("seam" if seam else "inside") + (" stop" if stop else " open")
    found[kind] = 1.0
    if logit is not None:
        found[f"model {kind}"] = max(-8.0, min(4.0, logit))
    if words[at - 1].text[-1] == "?":
        found["question"] = 1.0
    said = script.said(at, min(len(words), at + 6))
    if phrases.THANKS.match(said):
        found["thanks"] = 1.0
    elif phrases.GREETS.match(said):
        found["greets"] = 1.0
    event = ends.get(at)
    if event is not None:
        found[f"after {event.kind}"] = 1.0
    return found


def missed_changes(script: Script, events: Sequence[Event]) -> float:
    """The share of the changes that the events announce and the labels do not show, drawn towards `MISSED`."""
    speakers = script.transcript.speakers
    places = [event.end for event in events if event.kind != "opens"]
    shown = sum(
        any(speakers[at] != speakers[at - 1] for at in range(max(1, end - 3), min(len(speakers), end + 4)))
        for end in places
    )
    return (len(places) - shown + 4 * MISSED) / (len(places) + 4)
