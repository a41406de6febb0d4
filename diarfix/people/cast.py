"""Who takes part: the one who runs the questions, everyone announced to ask, and those who speak for the house.

    |operator|  IR  | CEO  | CFO  | CEO |operator| asker 1 .. answers .. |op| asker 2 .. answers .. |CEO|op|
             ^hand-over    ^      ^     ^        ^asks                   ^asks                      ^hand-over
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diarfix.cues.floor import phrases
from diarfix.cues.floor.events import Event
from diarfix.cues.floor.names import same_name
from diarfix.cues.floor.script import Script
from diarfix.people.roles import Role
from diarfix.text import is_capitalised

TAKEN = 24
"""Words after a hand-over within which someone takes the floor."""

RUN = 40
"""Words under one label on either side of a seam that mark a change of speaker in prepared remarks."""

NEAR = 12
"""Words between a hand-over and a change of label that show the same change of speaker."""

SAME_LABEL = 0.6
"""Share of a stretch that its main label has at least."""


@dataclass(frozen=True)
class Member:
    """Someone who takes part. `scope` holds the word spans where they can speak (empty: anywhere).

    `labels` counts words by label that are theirs from the start; `lead` says that the floor comes back to them.
    """

    name: str
    role: Role
    scope: tuple[tuple[int, int], ...] = ()
    labels: Counter[str] = field(default_factory=Counter)
    spans: tuple[tuple[int, int], ...] = ()
    lead: bool = False


@dataclass(frozen=True)
class Cast:
    """The members, and what each event hands the floor to: event -> member (an index)."""

    members: tuple[Member, ...]
    events: tuple[Event, ...]
    target: dict[Event, int]
    questions: int
    moderator: int | None = None


def find_cast(script: Script, events: Sequence[Event], answers: Sequence[float]) -> Cast | None:
    """The cast of a call with announced questions; None where fewer than two questions are announced.

    `answers` says of every unit how much it sounds like an answer, 0 to 1.
    """
    asks = [event for event in events if event.kind == "asks"]
    formal = any(phrases.GO_AHEAD.search(script.said(event.start, event.end)) for event in asks)
    if len(asks) < 2 or not (formal or phrases.BOILERPLATE.search(script.line)):
        return None
    questions = asks[0].start
    members: list[Member] = [Member("Operator", "runs")]
    target: dict[Event, int] = {}
    kept: list[Event] = []
    for event in events:
        found = event if event.kind == "asks" else _taken(script, event)
        # The thanks of the one who takes the floor are the end of the hand-over before them.
        if found is not None and not (kept and kept[-1].end >= found.end):
            kept.append(found)
    _house(script, [event for event in kept if event.kind != "asks"], questions, members, target)
    _askers(script, asks, _closing(script, kept, asks[-1]), members, target)
    _by_label(script, asks, answers, members)
    _join(script, questions, members)
    moderator = _moderator(script, asks, members)
    return Cast(tuple(members), tuple(kept), target, questions, moderator)


def _taken(script: Script, event: Event) -> Event | None:
    """The event, ended where someone takes the floor it gives; None where no one does."""
    words, speakers = len(script.plain), script.transcript.speakers
    end = event.end
    while end < min(words, event.end + TAKEN):
        unit = script.units[script.unit_of[end]]
        if phrases.GREETS.match(script.said(end, unit.end)):
            return replace(event, end=end)
        end = unit.end
    near = [at for at in range(max(1, event.end - 3), min(words, event.end + 4)) if speakers[at] != speakers[at - 1]]
    return event if near else None


def _labels(script: Script, start: int, end: int) -> Counter[str]:
    return Counter(script.transcript.speakers[start:end])


def _house(
    script: Script, given: Sequence[Event], questions: int, members: list[Member], target: dict[Event, int]
) -> None:
    """Those who are handed the floor before (and after) the questions, one member each."""
    cuts = [event for event in given if event.end <= questions]
    total = len(script.plain)
    first_end = cuts[0].end if cuts else questions
    opening = script.said(0, first_end)
    current = 0
    if not phrases.BOILERPLATE.search(opening):
        members.append(Member("", "answers", labels=_labels(script, 0, first_end), spans=((0, first_end),)))
        current = 1
    given_at = {first_end, questions, *(event.end for event in cuts)}
    seams = {at for at in _seams(script, first_end, questions) if min(abs(at - end) for end in given_at) > NEAR}
    edges = sorted(given_at | seams)
    at_end = {event.end: event for event in cuts}
    for start, end in pairwise(edges):
        event = at_end.get(start)
        if (event is not None and event.kind == "opens") or _runs(script, start, end):
            current = 0
            if event is not None:
                target[event] = 0
            continue
        labels = _labels(script, start, end)
        found = _whose(members, event, labels, current)
        if found is None:
            members.append(Member(event.name if event else "", "answers", labels=labels, spans=((start, end),)))
            found = len(members) - 1
        elif found > 0:
            old = members[found]
            name = max(old.name, event.name if event else "", key=lambda item: (len(item.split()), -len(item)))
            lead = old.lead or (event is not None and event.back)
            members[found] = Member(name, old.role, old.scope, old.labels + labels, (*old.spans, (start, end)), lead)
        if event is not None:
            target[event] = found
            _thanked(script, event, members, current)
        current = found
    for event in given:
        if event.end > questions and event.kind == "speaks":
            found = _whose(members, event, _labels(script, event.end, min(total, event.end + 40)), 0)
            if found is not None:
                target[event] = found


def _thanked(script: Script, event: Event, members: list[Member], current: int) -> None:
    """Who takes the floor thanks the one who gave it: that names them, where nothing else did."""
    match = phrases.TAKES.match(script.line, script.offset(event.end))
    if match is None or members[current].role != "answers" or members[current].name:
        return
    at = script.word_at(match.start())
    name = next((at for at in range(at + 1, at + 5) if script.plain[at] in match.group(1).split()), None)
    if name is not None and is_capitalised(script.transcript.words[name].text):
        members[current] = replace(members[current], name=script.name(name, name + 1))


def _runs(script: Script, start: int, end: int) -> bool:
    """Whether a stretch is what the operator says: hardly anything but the forms of a call."""
    return sum(1 for _ in script.find(phrases.BOILERPLATE, start, end)) >= max(2, (end - start) / 40)


def _seams(script: Script, start: int, end: int) -> list[int]:
    """Where one label's long run gives way to another's."""
    speakers = script.transcript.speakers
    found = []
    for at in range(start + RUN, end - RUN):
        if speakers[at] != speakers[at - 1]:
            before = Counter(speakers[at - RUN : at])[speakers[at - 1]]
            after = Counter(speakers[at : at + RUN])[speakers[at]]
            if before > 0.8 * RUN and after > 0.8 * RUN:
                found.append(at)
    return found


def _main(labels: Counter[str]) -> str | None:
    """The label that most of the words bear; None where none does."""
    if not labels:
        return None
    label, words = labels.most_common(1)[0]
    return label if words >= SAME_LABEL * labels.total() else None


def _whose(members: Sequence[Member], event: Event | None, labels: Counter[str], current: int) -> int | None:
    """The member who speaks a stretch; None for someone new.

    A name that is known tells; then a label that is known and new here; then that the floor goes back.
    """
    others = [at for at, member in enumerate(members) if member.role == "answers" and at != current]
    if event is not None and event.name:
        for at in others:
            if same_name(members[at].name, event.name):
                return at
    label = _main(labels)
    sharing = [at for at in others if label is not None and _main(members[at].labels) == label]
    if not sharing:
        return None if event is not None or label != _main(members[current].labels) else current
    moved = label != _main(members[current].labels)
    if event is not None and event.name and not event.back:
        # Another name than theirs was called: someone new under their label.
        sharing = [at for at in sharing if not members[at].name]
    if not sharing:
        return None
    leads = [at for at in sharing if members[at].lead] or sharing
    if moved or (event is not None and event.back):
        return leads[0]
    return None if event is not None else current


def _closing(script: Script, events: Sequence[Event], last: Event) -> int:
    """The word from which no one asks any more: the floor goes back for closing remarks, or the end."""
    for event in events:
        after = event.kind == "speaks" and event.start >= last.end
        if after and phrases.CLOSES.search(script.said(event.start, event.end)):
            return event.end
    return len(script.plain)


def _askers(
    script: Script, asks: Sequence[Event], closing: int, members: list[Member], target: dict[Event, int]
) -> None:
    """Everyone who is announced to ask; who is announced twice is one member with two scopes."""
    ends = [event.start for event in asks[1:]] + [closing]
    first = len(members)
    for event, end in zip(asks, ends, strict=True):
        scope = (event.start, end)
        again = (at for at in range(first, len(members)) if same_name(members[at].name, event.name))
        at = next(again, None)
        if at is None:
            members.append(Member(event.name, "asks", (scope,)))
            at = len(members) - 1
        else:
            old = members[at]
            members[at] = Member(old.name, old.role, (*old.scope, scope))
        target[event] = at


def _by_label(script: Script, asks: Sequence[Event], answers: Sequence[float], members: list[Member]) -> None:
    """One member for each label that answers several askers and belongs to no one yet."""
    starts = [event.start for event in asks]
    words: Counter[str] = Counter()
    answered: dict[str, float] = {}
    met: dict[str, set[int]] = {}
    announced = Counter(
        script.transcript.speakers[word] for event in asks for word in range(event.start, event.end)
    )
    for unit, chance in zip(script.units, answers, strict=True):
        if unit.start < starts[0]:
            continue
        label = script.transcript.turns[unit.turn].speaker
        words[label] += len(unit)
        answered[label] = answered.get(label, 0.0) + chance * len(unit)
        if len(unit) >= 8 and chance > 0.6:
            met.setdefault(label, set()).add(bisect_right(starts, unit.start))
    for label, count in words.items():
        owned = any(2 * member.labels[label] >= member.labels.total() > 0 for member in members)
        runs = announced[label] > 0.1 * count
        if not owned and not runs and len(met.get(label, ())) >= 2 and answered[label] >= max(60, 0.5 * count):
            members.append(Member("", "answers", labels=Counter({label: count})))


def _join(script: Script, questions: int, members: list[Member]) -> None:
    """Who leads, and is heard before the questions under another's label, answers under the label that is called so.

    One member who is thanked, named or handed the floor as "Mark" and one label that answers where "Mark" is called
    are one, where there is no other choice.
    """
    homeless = [
        at for at, member in enumerate(members)
        if member.spans and any(
            other is not member and other.labels[_main(member.labels) or ""] > member.labels[_main(member.labels) or ""]
            for other in members
        )
    ]
    nameless = [at for at, member in enumerate(members) if member.role == "answers" and not member.spans]
    if len(nameless) != 1 or not homeless:
        return
    label = members[nameless[0]].labels.most_common(1)[0][0]
    called = {at: _called(script, questions, members[at].name, label) for at in homeless}
    best = max(homeless, key=lambda at: (called[at], members[at].lead))
    if called[best] and (members[best].lead or called[best] > 1):
        old, other = members[best], members[nameless[0]]
        members[best] = replace(old, labels=Counter({label: old.labels.total() + other.labels.total()}))
        # The empty place stays, so that the numbers of the others do.
        members[nameless[0]] = replace(other, scope=((0, 0),), labels=Counter())


def _called(script: Script, questions: int, name: str, label: str) -> int:
    """How often a name is called right before `label` speaks, less how often before another one does."""
    first = name.split()[0].casefold() if name else ""
    if not first:
        return 0
    count = 0
    speakers = script.transcript.speakers
    for at in range(questions, len(script.plain)):
        if script.plain[at] == first and speakers[at] != label:
            turn = script.transcript.turn_at(at)
            after = script.transcript.turns[turn + 1 : turn + 3]
            count += 1 if any(item.speaker == label and len(item) > 15 for item in after) else -1
    return count


def _moderator(script: Script, asks: Sequence[Event], members: Sequence[Member]) -> int | None:
    """The member of the house who announces the questions, where the announcements greet or thank by name."""
    personal = 0
    for event in asks:
        said = script.said(event.start, event.end)
        tail = said.split()[-4:]
        personal += any(word in ("morning", "afternoon", "evening") for word in tail)
    house = [at for at, member in enumerate(members) if member.role == "answers"]
    return house[0] if house and personal >= 0.4 * len(asks) else None
