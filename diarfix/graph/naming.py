"""Edges from units to people: who speaks, who is called by name, who is introduced, which names are labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diarfix.cues.context import Context
from diarfix.cues.floor import Script, find_events
from diarfix.cues.floor.names import same_name
from diarfix.cues.people import calls, is_called
from diarfix.graph.record import Edge, name_id, person_id, unit_id
from diarfix.graph.roster import Roster

_THANKED = re.compile(r"\b(?:thank you|thanks)(?: so much| very much)?$")


def same_label(context: Context, _: Roster) -> Iterator[Edge]:
    """Every unit and the label it stands under."""
    for index, unit in enumerate(context.analysis.units):
        speaker = context.transcript.turns[unit.turn].speaker
        yield Edge("same_label", unit_id(index), person_id(speaker), unit.start, {})


def addresses(context: Context, roster: Roster) -> Iterator[Edge]:
    """Units and the people they call; `by` tells a label's first name from another name that is heard."""
    found: list[tuple[int, str, str]] = []
    by_first_name = calls(context)
    taken = {call.at for call in by_first_name} | {item.start for item in roster.introductions}
    found += [(call.at, person_id(call.called), "first-name") for call in by_first_name]
    speakers = context.transcript.speakers
    for mention in roster.mentions:
        if mention.start in taken or not is_called(context, mention.start, mention.end):
            continue
        target = _person(roster, mention.name)
        if target != person_id(speakers[mention.start]):
            found.append((mention.start, target, "name"))
    for at, target, by in sorted(found):
        yield Edge("addresses", unit_id(context.analysis.unit_of[at]), target, at, {"by": by})


def introductions(context: Context, roster: Roster) -> Iterator[Edge]:
    """Units and the people they introduce, with the manner; one who says "I'm Ann" introduces herself.

    "With me are Ann Bell, our chair, and Ben Ray" introduces everyone whose full name follows.
    """
    names = {mention.start: mention.name for mention in roster.mentions}
    known = {item.start for item in roster.introductions}
    for item in roster.introductions:
        starts = [item.start]
        if item.start and context.plain[item.start - 1] == "are":
            unit = context.analysis.units[item.unit]
            starts += [at for at in range(item.end, unit.end) if at not in known and " " in names.get(at, "")]
        for at in starts:
            if at in names:
                evidence = {"manner": item.manner}
                yield Edge("introduces", unit_id(item.unit), _person(roster, names[at]), at, evidence)


def hand_overs(context: Context, roster: Roster) -> Iterator[Edge]:
    """Units that give the floor, and whom they name; `to` tells an announced question from a hand-over."""
    for event in find_events(Script(context.transcript)):
        target = _known(roster, event.name)
        if target is not None:
            unit = context.analysis.unit_of[event.start]
            yield Edge("hands_over", unit_id(unit), target, event.start, {"to": event.kind, "back": event.back})


def thanks(context: Context, roster: Roster) -> Iterator[Edge]:
    """Units that thank someone by name: who is thanked has just spoken."""
    for mention in roster.mentions:
        if _THANKED.search(" ".join(context.plain[max(0, mention.start - 4) : mention.start])):
            unit = context.analysis.unit_of[mention.start]
            if context.analysis.unit_of[max(0, mention.start - 1)] == unit:
                yield Edge("thanks", unit_id(unit), _person(roster, mention.name), mention.start, {})


def _known(roster: Roster, name: str) -> str | None:
    """The node of a heard name, in the roster's own spelling where it has one."""
    same = next((known for known in roster.heard if same_name(known, name)), None)
    return None if same is None else _person(roster, same)


def same_names(_: Context, roster: Roster) -> Iterator[Edge]:
    """Names heard and the labels that are spelt like them (`alike`, 0 to 100)."""
    for name, (label, alike) in roster.labels.items():
        yield Edge("same_name", name_id(name), person_id(label), None, {"alike": alike})


def _person(roster: Roster, name: str) -> str:
    label = roster.labels.get(name)
    return person_id(label[0]) if label else name_id(name)
