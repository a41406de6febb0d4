"""Labels that the configuration names, and labels that misspell one of the show's people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from diarfix.cues.names import is_person, role_of
from diarfix.edits import Edit, EditKind, Reason
from diarfix.model import Transcript
from diarfix.show.record import Known, matches

NAMED, MISSPELT = "SHOW002", "SHOW003"
"""Stand where a rule's code would."""

SURE, LIKELY = 0.99, 0.8
"""Confidence of what the configuration says outright, and of a spelling close to a name that it gives."""

CLOSE = 85.0
"""How alike (0 to 100) a label and a name must be to be one name misspelt."""


@dataclass(frozen=True)
class Renames:
    """The edits, and who stands behind each label that is settled: those renamed, and those that bear a right name."""

    edits: tuple[Edit, ...] = ()
    settled: Mapping[str, str] | None = None

    def merges(self, found: Sequence[Edit], transcript: Transcript) -> tuple[Edit, ...]:
        """Merges that the words speak for, as far as they leave settled labels alone: these take the others up."""
        settled = self.settled or {}
        kept = [edit for edit in found if edit.old not in settled]
        gone = {edit.old for edit in kept}
        for edit in found:
            if edit.old in settled and edit.new not in settled and edit.new not in gone:
                first = next(turn for turn in transcript.turns if turn.speaker == edit.new)
                kept.append(replace(edit, start=first.start, end=first.end, old=edit.new, new=edit.old))
                gone.add(edit.new)
        own = (edit for edit in self.edits if edit.kind == "merge" and (edit.safe or edit.old not in gone))
        return (*own, *kept)

    def names(self, found: Sequence[Edit]) -> tuple[Edit, ...]:
        """The names given here, and those found elsewhere that do not meet them."""
        own = tuple(edit for edit in self.edits if edit.kind == "name")
        settled = self.settled or {}
        taken = {*settled, *settled.values(), *(edit.old for edit in own), *(edit.new for edit in own)}
        return (*own, *(edit for edit in found if not taken & {edit.old, edit.new}))


def show_renames(transcript: Transcript, known: Known | None, silent: Collection[str] = ()) -> Renames:
    """What the configuration makes of the labels as they were read; without what has a code of `silent`."""
    if known is None:
        return Renames()
    people, counts = set(known.people), transcript.word_counts
    settled = {label: label for label in transcript.labels if label in people}
    edits: list[Edit] = []
    wishes = [(label, *wish) for label in transcript.labels if label not in settled and (wish := _wish(label, known))]
    wishes = [wish for wish in wishes if wish[2].code not in silent]
    # What is said outright goes before what only looks like a name, the most used label first.
    for label, name, reason in sorted(wishes, key=lambda item: (item[2].code != NAMED, -counts[item[0]], item[0])):
        safe = reason.code == NAMED
        # Of two labels of one person the first becomes the name and the second the first.
        owner = next((other for other, person in settled.items() if person == name), None)
        if owner is None and name in counts:
            owner = name
        if owner is None and any(edit.new == name for edit in edits):
            continue
        first = next(turn for turn in transcript.turns if turn.speaker == label)
        kind: EditKind = "name" if owner is None else "merge"
        new, confidence = owner or name, SURE if safe else LIKELY
        edits.append(Edit("", kind, first.start, first.end, label, new, confidence, (reason,), safe))
        if safe:
            settled[label] = name
    return Renames(tuple(edits), settled)


def _wish(label: str, known: Known) -> tuple[str, Reason] | None:
    """The name that a label should have, and why."""
    pair = known.named(label)
    if pair is not None:
        return None if pair[1] == label else (pair[1], _reason(f"the configuration names “{pair[0]}” {pair[1]}"))
    if any(matches(pattern, label) for pattern in known.advertisers):
        advertises = role_of(label) == "advertiser"
        why = _reason(f"the configuration says that {label} is an advertiser")
        return None if advertises else (f"{label} Advertiser", why)
    close = list(_close(label, known)) if is_person(label) else []
    if len(close) != 1:
        return None
    return close[0], Reason(MISSPELT, f"the configuration spells one of the show's people {close[0]}", 1.5)


def _reason(text: str) -> Reason:
    return Reason(NAMED, text, 5.0)


def _close(label: str, known: Known) -> Iterator[str]:
    for name in known.people:
        if fuzz.ratio(label.casefold(), name.casefold()) >= CLOSE:
            yield name
