"""Which role a label has: log-odds of what it says, where it stands and how often it asks, made one probability."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from diarfix.cast.record import Clue, Role
from diarfix.cast.signs import CALL_ROLES, MOST, SHOW_ROLES, SIGNS
from diarfix.cues.ads import ad_words
from diarfix.cues.context import Context
from diarfix.cues.names import role_of

GIVEN = 4.0
"""Log-odds of a role that the label, the show notes or the configuration says."""

NONE = 1.0
"""Log-odds that a role must lead with to be told at all: what "unknown" has from the start."""

OPENING, CLOSING, FIRST_ASKER = 0.7, 0.4, 1.0
"""Log-odds for host: speaks first, speaks last, asks most."""

ANSWERS = 1.0
"""Log-odds for guest, per share of its turns that answer a question."""

ADVERTISES = 0.7
"""Share of a label's words in advertisements from which it is an advertiser's."""

CALLED = 2.0
"""Log-odds for analyst: speaks right after the operator announced a question."""

BESIDE, NEAR = 2.0, 200
"""Log-odds for co-host, who gives a name beside the host's within the first so many words."""

SHOWN = 6
"""Words of a sign that are shown."""

FEW = 40
"""Words under which a label's habits say nothing."""


_I_AM = re.compile(r"\b(?:I['’]m|I am|my name is) [A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """A role with its probability and what says so, strongest first."""

    role: Role
    confidence: float
    clues: tuple[Clue, ...]


def find_roles(context: Context, given: Mapping[str, Iterable[tuple[Role, Clue]]] | None = None) -> dict[str, Judged]:
    """The role of every label. `given` holds what is known from elsewhere (notes, configuration)."""
    labels = context.transcript.labels
    clues: dict[str, list[tuple[Role, Clue]]] = {label: [] for label in labels}
    for label, role, clue in (*_said(context), *_labelled(context), *_habits(context), *_advertised(context)):
        clues[label].append((role, clue))
    for label, more in (given or {}).items():
        clues.get(label, []).extend(more)
    runs = {label: _sum(clues[label], "operator") for label in labels}
    call = max(runs.values(), default=0.0) >= 2 * NONE + 1
    if call:
        operator = max(labels, key=lambda label: runs[label])
        for label, clue in _after_operator(context, operator):
            clues[label].append(("analyst", clue))
    else:
        for label, clue in _self_named(context):
            clues[label].append(("co-host", clue))
    found = {label: _judged(clues[label], call) for label in labels}
    return _with_cohosts(context, found, clues)


def _sum(clues: Iterable[tuple[Role, Clue]], role: Role) -> float:
    return sum(clue.weight for kind, clue in clues if kind == role)


def _judged(clues: list[tuple[Role, Clue]], call: bool) -> Judged:
    scores: dict[Role, float] = {"unknown": NONE}
    for role, clue in clues:
        scores[role] = scores.get(role, 0.0) + clue.weight
    for role in scores:
        if (role in SHOW_ROLES) if call else (role in CALL_ROLES):
            scores[role] -= 3.0
    best = max(scores, key=lambda role: (scores[role], role == "unknown", role))
    total = sum(math.exp(score) for score in scores.values())
    reasons = sorted((clue for role, clue in clues if role == best), key=lambda clue: (-clue.weight, clue.at or 0))
    return Judged(best, round(math.exp(scores[best]) / total, 3), tuple(reasons))


def _said(context: Context) -> Iterator[tuple[str, Role, Clue]]:
    """Signs in what each label says, each counted a few times."""
    counts: dict[tuple[str, str], int] = {}
    for unit in context.analysis.units:
        label = context.transcript.speakers[unit.start]
        text = context.transcript.text(unit.start, unit.end)
        for sign in SIGNS:
            match = sign.pattern.search(text)
            if match is None or counts.get((label, sign.about), 0) >= MOST:
                continue
            counts[label, sign.about] = counts.get((label, sign.about), 0) + 1
            at = unit.start + text[: match.start()].count(" ")
            shown = context.transcript.text(at, min(unit.end, at + SHOWN))
            yield label, sign.role, Clue(f"{sign.about}: “{shown}”", sign.weight, at)


def _labelled(context: Context) -> Iterator[tuple[str, Role, Clue]]:
    for label in context.transcript.labels:
        role = role_of(label)
        if role == "host" and "co" in label.casefold().replace("-", " ").split():
            yield label, "co-host", Clue("the label says so", GIVEN)
        elif role != "none":
            yield label, role, Clue("the label says so", GIVEN)


def _advertised(context: Context) -> Iterator[tuple[str, Role, Clue]]:
    for label, words in ad_words(context).items():
        if words >= ADVERTISES * context.transcript.word_counts[label]:
            yield label, "advertiser", Clue("says hardly anything but advertisements", GIVEN - 1)


def _habits(context: Context) -> Iterator[tuple[str, Role, Clue]]:
    """Who opens and closes, who asks, who answers."""
    transcript = context.transcript
    counts = transcript.word_counts
    talkers = [label for label in transcript.labels if counts[label] >= FEW and role_of(label) != "advertiser"]
    if len(talkers) < 2:
        return
    turns = [turn for turn in transcript.turns if turn.speaker in talkers]
    yield turns[0].speaker, "host", Clue("speaks first", OPENING, turns[0].start)
    yield turns[-1].speaker, "host", Clue("speaks last", CLOSING, turns[-1].start)
    asked = dict.fromkeys(talkers, 0)
    answered = dict.fromkeys(talkers, 0)
    for unit in context.analysis.units:
        label = transcript.speakers[unit.start]
        if label in asked and "?" in transcript.words[unit.end - 1].text[-3:]:
            asked[label] += 1
    for left, right in pairwise(turns):
        if left.speaker != right.speaker and "?" in transcript.words[left.end - 1].text[-3:]:
            answered[right.speaker] += 1
    total = sum(asked.values())
    for label in talkers:
        share = (asked[label] + 1) / (total + len(talkers)) / ((counts[label] + FEW) / (sum(counts.values()) + FEW))
        gain = max(-2.0, min(2.0, math.log(share)))
        if total >= 4 and abs(gain) >= 0.3:
            about = f"asks {asked[label]} of {total} questions in {counts[label]:,} words"
            yield label, ("host" if gain > 0 else "guest"), Clue(about, round(abs(gain), 2))
        own = sum(turn.speaker == label for turn in turns)
        if answered[label] >= 2:
            weight = round(ANSWERS * min(1.0, 2 * answered[label] / own), 2)
            yield label, "guest", Clue(f"answers {answered[label]} questions in {own} turns", weight)


def _after_operator(context: Context, operator: str) -> Iterator[tuple[str, Clue]]:
    announces = next(sign for sign in SIGNS if sign.role == "operator")
    turns = context.transcript.turns
    for left, right in pairwise(turns):
        if left.speaker == operator != right.speaker:
            text = context.transcript.text(max(left.start, left.end - 60), left.end)
            if announces.pattern.search(text):
                yield right.speaker, Clue("speaks after a question is announced", CALLED, right.start)


def _self_named(context: Context) -> Iterator[tuple[str, Clue]]:
    """Who says a name of their own near the start, after the one who speaks first did."""
    transcript = context.transcript
    talkers = [turn for turn in transcript.turns if role_of(turn.speaker) != "advertiser"]
    first, seen = talkers[0], False
    for turn in talkers:
        if turn.start > first.start + NEAR:
            return
        match = _I_AM.search(transcript.text(turn.start, min(turn.end, turn.start + NEAR)))
        if match and turn.speaker == first.speaker:
            seen = True
        elif match and seen:
            yield turn.speaker, Clue(f"gives a name beside the host: “{match[0]}”", BESIDE, turn.start)


def _with_cohosts(
    context: Context, found: dict[str, Judged], clues: Mapping[str, list[tuple[Role, Clue]]]
) -> dict[str, Judged]:
    """Of several hosts the one with most for it stays; the others are co-hosts."""
    hosts = [label for label, cast in found.items() if cast.role == "host"]
    if len(hosts) < 2:
        return found
    opens = next(turn.speaker for turn in context.transcript.turns if role_of(turn.speaker) != "advertiser")
    first = max(hosts, key=lambda label: (_sum(clues[label], "host") + (label == opens), -hosts.index(label)))
    return {
        label: Judged("co-host", cast.confidence, cast.clues) if label in hosts and label != first else cast
        for label, cast in found.items()
    }
