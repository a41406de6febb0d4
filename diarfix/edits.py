"""Edits: relabelings of word spans plus a rename table, each with a reason and a stable id.

Edits on disjoint spans commute; each applies alone, and applying the rest is undoing it.
Renames (`merge`: one person under two labels; `name`: a label becomes a person's name) act on labels
and are carried out after the spans, so that they commute with them too. A `flip` exchanges two labels from a
word on; flips come after the merges and before the names, in reading order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, get_args

from diarfix.errors import DiarfixError
from diarfix.model import Transcript, relabel
from diarfix.text import plain

EditKind = Literal["move", "flip", "merge", "name"]
State = Literal["applied", "review", "rejected"]

CONTEXT = 6
"""Words on either side that anchor an edit's id."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence behind an edit: the rule's code, what it saw, its weight (log-odds)."""

    code: str
    message: str
    weight: float


@dataclass(frozen=True, slots=True)
class Edit:
    """Words `start:end` go from label `old` to label `new`; for renames the span is the label's first turn.

    For a flip `old` and `new` change places in the span, which reaches to the end of the transcript.

    `confidence` is the calibrated probability that the edit is right. `safe` says whether its rules
    allow it to be applied unseen at a high enough confidence.
    """

    id: str
    kind: EditKind
    start: int
    end: int
    old: str
    new: str
    confidence: float
    reasons: tuple[Reason, ...] = ()
    safe: bool = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules behind the edit, strongest first, each once."""
        ordered = sorted(self.reasons, key=lambda reason: (-abs(reason.weight), reason.code))
        return tuple(dict.fromkeys(reason.code for reason in ordered))

    @property
    def words(self) -> int:
        """Words in the span."""
        return self.end - self.start

    @property
    def is_rename(self) -> bool:
        """Whether it renames a label throughout."""
        return self.kind in ("merge", "name")


@dataclass(frozen=True, slots=True)
class Decided:
    """An edit and what becomes of it."""

    edit: Edit
    state: State
    because: str = ""


def edit_id(transcript: Transcript, kind: EditKind, start: int, end: int, old: str, new: str) -> str:
    """Eight hex digits that depend only on the words in and around the span, the labels and the kind.

    A flip is known by the words on either side of its start. Renames depend on the labels alone. The same words
    twice in one episode give the same digits: `with_ids` tells them apart by a counter.
    """
    if kind in ("move", "flip"):
        end = start if kind == "flip" else end
        left = [plain(word.text) for word in transcript.words[max(0, start - CONTEXT) : start]]
        inside = [plain(word.text) for word in transcript.words[start:end]]
        right = [plain(word.text) for word in transcript.words[end : end + CONTEXT]]
        anchor = "|".join(" ".join(part) for part in (left, inside, right))
    else:
        anchor = ""
    return hashlib.sha256(f"{kind}|{old}|{new}|{anchor}".encode()).hexdigest()[:8]


def with_ids(transcript: Transcript, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in reading order with their ids; a repeated id gets `-2`, `-3`... in that order."""
    order = {kind: number for number, kind in enumerate(get_args(EditKind))}
    seen: dict[str, int] = {}
    result = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end, order[e.kind], e.old, e.new)):
        base = edit_id(transcript, edit.kind, edit.start, edit.end, edit.old, edit.new)
        seen[base] = seen.get(base, 0) + 1
        suffix = "" if seen[base] == 1 else f"-{seen[base]}"
        result.append(replace(edit, id=base + suffix))
    return tuple(result)


def apply_edits(transcript: Transcript, edits: Sequence[Edit]) -> Transcript:
    """The transcript with `edits` made; any subset of what the solver proposed may be given.

    Raises `DiarfixError` E501 when an edit does not find what it expects, or two edits overlap.
    """
    speakers = list(transcript.speakers)
    touched = [False] * len(speakers)
    for edit in edits:
        if edit.kind == "flip" and not 0 <= edit.start < len(speakers):
            raise _stale(transcript, edit, "reaches beyond the transcript")
        if edit.kind != "move":
            continue
        if not 0 <= edit.start < edit.end <= len(speakers):
            raise _stale(transcript, edit, "reaches beyond the transcript")
        for at in range(edit.start, edit.end):
            if touched[at]:
                raise _stale(transcript, edit, "overlaps another edit")
            if transcript.speakers[at] != edit.old:
                raise _stale(transcript, edit, f"expects {edit.old!r} but finds {transcript.speakers[at]!r}")
            touched[at] = True
            speakers[at] = edit.new
    flips = flips_in(edits)
    for start, end in pairwise([0, *dict.fromkeys(flip.start for flip in flips if flip.start), len(speakers)]):
        carried = carried_labels(dict.fromkeys(speakers[start:end]), edits, start)
        speakers[start:end] = [carried[speaker] for speaker in speakers[start:end]]
    return relabel(transcript, speakers)


def flips_in(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The flips among `edits`, in the order in which they are carried out."""
    return tuple(sorted((edit for edit in edits if edit.kind == "flip"), key=lambda e: (e.start, e.old, e.new)))


def carried_labels(labels: Iterable[str], edits: Sequence[Edit], at: int) -> dict[str, str]:
    """What the merges, flips and names among `edits` make of labels at word `at`, in that order."""
    merges = {edit.old: edit.new for edit in edits if edit.kind == "merge"}
    names = {edit.old: edit.new for edit in edits if edit.kind == "name"}
    flips = [flip for flip in flips_in(edits) if flip.start <= at]
    carried = {}
    for label in labels:
        final = _renamed(label, merges)
        for flip in flips:
            final = {flip.old: flip.new, flip.new: flip.old}.get(final, final)
        carried[label] = _renamed(final, names)
    return carried


def label_before(label: str, flips: Sequence[Edit], at: int) -> str:
    """The label that `flips` make `label` of at word `at`."""
    for flip in reversed(flips_in(flips)):
        if flip.start <= at:
            label = {flip.old: flip.new, flip.new: flip.old}.get(label, label)
    return label


def undo(transcript: Transcript, applied: Sequence[Edit], ids: Collection[str]) -> Transcript:
    """The original `transcript` with all of `applied` but those in `ids`."""
    return apply_edits(transcript, [edit for edit in applied if edit.id not in ids])


def _renamed(speaker: str, renames: dict[str, str]) -> str:
    for _ in range(len(renames)):
        if speaker not in renames:
            return speaker
        speaker = renames[speaker]
    return speaker


def _stale(transcript: Transcript, edit: Edit, what: str) -> DiarfixError:
    place = transcript.place(min(edit.start, len(transcript.words) - 1)) if transcript.words else None
    return DiarfixError("E501", f"edit {edit.id} {what}", "run diarfix fix again on this file", place)
