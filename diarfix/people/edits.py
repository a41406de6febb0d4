"""The people of a call as edits: new labels for those who have none, each with its reasons and its confidence."""

from __future__ import annotations

import math
from collections.abc import Iterator

from diarfix.codes import entry
from diarfix.cues.floor.events import find_events
from diarfix.cues.floor.script import Script
from diarfix.cues.names import is_generic
from diarfix.edits import Edit, Reason
from diarfix.model import Transcript
from diarfix.neural import Logits
from diarfix.people.called import called_edits
from diarfix.people.cast import Cast, find_cast
from diarfix.people.moves import Move, find_moves, kept_labels, spelt
from diarfix.people.numbers import Numbers
from diarfix.people.roles import answering
from diarfix.people.solve import Solved, solve
from diarfix.text import plain

HEARD_AGAIN = 0.6
"""Confidence of a full name that is heard at least twice in one spelling: on the calls two of four were right..."""

HEARD_ONCE = 0.5
"""...and of one that is not: a recogniser has often misheard it. A person looks at either."""


def people_edits(transcript: Transcript, numbers: Numbers, logits: Logits | None) -> tuple[Edit, ...]:
    """Moves to the people whom the words announce, and names for the labels that they keep; where no two questions are
    announced, only stretches for review of those who are let in by name. Ids are not set."""
    script = Script(transcript)
    cast = find_cast(script, find_events(script), answering(script))
    if cast is None:
        return tuple(called_edits(script))
    solved = solve(script, cast, numbers, logits)
    moves = tuple(_edit(cast, move, numbers) for move in find_moves(script, cast, solved))
    taken = {*transcript.labels, *(move.new for move in moves)}
    return (*moves, *(edit for edit in _names(script, cast, solved) if edit.new not in taken))


def _names(script: Script, cast: Cast, solved: Solved) -> Iterator[Edit]:
    """Names for labels that only count speakers: a full name, sure where it is heard again in the same spelling."""
    for label, at in sorted(kept_labels(script, cast, solved).items()):
        name = spelt(cast.members[at].name)
        if not is_generic(label) or " " not in name:
            continue
        parts = " ".join(plain(part) for part in name.split())
        confidence = HEARD_AGAIN if f" {script.line} ".count(f" {parts} ") > 1 else HEARD_ONCE
        first = next(turn for turn in script.transcript.turns if turn.speaker == label)
        reason = Reason("PEOPLE005", entry("PEOPLE005").summary, round(math.log(confidence / (1 - confidence)), 3))
        yield Edit("", "name", first.start, first.end, label, name, confidence, (reason,))


def _edit(cast: Cast, move: Move, numbers: Numbers) -> Edit:
    chance = min(max(move.posterior, 1e-4), 1 - 1e-4)
    slope, offset = numbers.calibration
    confidence = 1 / (1 + math.exp(-(slope * math.log(chance / (1 - chance)) + offset)))
    reasons = tuple(
        Reason(code, entry(code).summary, round(math.log(chance / (1 - chance)), 3)) for code in _codes(cast, move)
    )
    return Edit("", "move", move.start, move.end, move.old, move.new, round(confidence, 4), reasons)


def _codes(cast: Cast, move: Move) -> Iterator[str]:
    member = cast.members[move.member]
    if member.role == "runs":
        yield "PEOPLE003"
    elif member.role == "asks":
        yield "PEOPLE001"
    elif any(start < move.end and move.start < end for start, end in member.spans):
        yield "PEOPLE002"
    else:
        yield "PEOPLE004"
