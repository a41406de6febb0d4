"""Decisions on proposed edits, found again: by id, else by the words around. What fits nothing is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diarfix.decisions.record import Anchor, Decision, Verdict
from diarfix.edits import CONTEXT, Edit
from diarfix.model import Transcript
from diarfix.text import plain

ALIKE = 70.0
"""Similarity (0 to 100) from which the words around a decision are the words around an edit."""

ALIKE_INSIDE = 60.0
"""The same for the words of the edit itself, which are few."""


@dataclass(frozen=True)
class Recall:
    """Decisions found again: edit id -> decision; and those that no edit and no passage fits any more."""

    found: Mapping[str, Decision]
    lost: tuple[Decision, ...]

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """Edit id -> verdict."""
        return {edit: decision.verdict for edit, decision in self.found.items()}


def decision_on(transcript: Transcript, edit: Edit, verdict: Verdict, by: str, when: str) -> Decision:
    """A decision on an edit of `transcript`."""
    anchor = anchor_of(transcript, edit)
    return Decision(edit.id, verdict, by, when, edit.kind, edit.old, edit.new, edit.codes, anchor)


def anchor_of(transcript: Transcript, edit: Edit) -> Anchor:
    """Where an edit of `transcript` stands."""
    if edit.kind == "flip":
        before = _plain(transcript, max(0, edit.start - 2 * CONTEXT), edit.start)
        return Anchor(edit.start, before, _plain(transcript, edit.start, edit.start + 2 * CONTEXT), "")
    if edit.kind == "move":
        before = _plain(transcript, max(0, edit.start - CONTEXT), edit.start)
        inside = _plain(transcript, edit.start, edit.end)
        return Anchor(edit.start, before, inside, _plain(transcript, edit.end, edit.end + CONTEXT))
    return Anchor(edit.start, "", _first_words(transcript, edit.old), _first_words(transcript, edit.new))


def _plain(transcript: Transcript, start: int, end: int) -> str:
    return " ".join(plain(word.text) for word in transcript.words[start:end])


def _first_words(transcript: Transcript, label: str) -> str:
    turn = next((turn for turn in transcript.turns if turn.speaker == label), None)
    return _plain(transcript, turn.start, min(turn.end, turn.start + 2 * CONTEXT)) if turn else ""


def verdicts_for(transcript: Transcript, edits: Sequence[Edit], decisions: Iterable[Decision]) -> dict[str, Verdict]:
    """Edit id -> verdict for the edits that were decided; see `recall`."""
    return recall(transcript, edits, decisions).verdicts


def recall(transcript: Transcript, edits: Sequence[Edit], decisions: Iterable[Decision]) -> Recall:
    """Find decisions again: by id, else by the words around, the best fits first; one edit a decision."""
    given = tuple(decisions)
    found = _by_id(transcript, edits, given)
    taken = {decision.id for decision in found.values()}
    rest = [decision for decision in given if decision.id not in taken]
    fits = []
    for decision in rest:
        for edit in edits:
            score = 0.0 if edit.id in found else _fit(transcript, decision, edit)
            if score:
                fits.append((-score, abs(edit.start - decision.anchor.word), decision.id, edit.id, decision))
    for _, _, _, edit_id, decision in sorted(fits, key=lambda item: item[:4]):
        if edit_id not in found and decision.id not in taken:
            found[edit_id] = decision
            taken.add(decision.id)
    lost = tuple(decision for decision in rest if decision.id not in taken and not _settled(transcript, decision))
    return Recall(found, lost)


def _by_id(transcript: Transcript, edits: Sequence[Edit], decisions: Sequence[Decision]) -> dict[str, Decision]:
    """Exact matches. A counted id (`-2`) is one only where as many edits as decisions bear its digits."""
    by_id = {decision.id: decision for decision in decisions}
    edits_of = Counter(edit.id.partition("-")[0] for edit in edits)
    decided_of = Counter(decision.id.partition("-")[0] for decision in decisions)
    counted = {decision.id.partition("-")[0] for decision in decisions if "-" in decision.id}
    found: dict[str, Decision] = {}
    for edit in edits:
        base = edit.id.partition("-")[0]
        decision = by_id.get(edit.id)
        if decision is None or (base in counted and edits_of[base] < decided_of[base]):
            continue
        # A rename's id is its labels alone, and a new run of the recogniser may have dealt them out anew.
        if not edit.is_rename or _fit(transcript, decision, edit):
            found[edit.id] = decision
    return found


def _fit(transcript: Transcript, decision: Decision, edit: Edit) -> float:
    """How well an edit is what was decided on, 0 (not at all) to 100."""
    if decision.kind != edit.kind or not _same_labels(transcript, decision, edit):
        return 0.0
    there, here = decision.anchor, anchor_of(transcript, edit)
    inside = _alike(there.inside, here.inside)
    around = _alike(f"{there.before} | {there.after}", f"{here.before} | {here.after}")
    if edit.kind == "merge" and _turned(decision, edit):
        inside, around = _alike(there.inside, here.after), _alike(there.after, here.inside)
    if inside < ALIKE_INSIDE or around < ALIKE:
        return 0.0
    return 0.4 * inside + 0.6 * around


def _alike(left: str, right: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(left, right)


def _turned(decision: Decision, edit: Edit) -> bool:
    """Whether the two labels of a merge changed places: the one with more words stays."""
    return (decision.old, decision.new) == (edit.new, edit.old)


def _same_labels(transcript: Transcript, decision: Decision, edit: Edit) -> bool:
    """A label must be the one decided on, unless that one is gone: then it may go by another name now."""
    if decision.kind == "merge" and _turned(decision, edit):
        return True
    labels = transcript.labels
    old = decision.old == edit.old or decision.old not in labels
    if decision.kind == "name":
        return old and decision.new == edit.new
    return old and (decision.new == edit.new or decision.new not in labels)


def _settled(transcript: Transcript, decision: Decision) -> bool:
    """Whether nothing is left to do: it was carried out already, or was rejected and is not proposed."""
    if decision.kind in ("merge", "name"):
        return decision.old not in transcript.labels or decision.verdict == "rejected"
    at = _located(transcript, decision.anchor)
    if at is None:
        return False
    there = transcript.speakers[at]
    carried = there == decision.new or (decision.new not in transcript.labels and there != decision.old)
    return carried or decision.verdict == "rejected"


def _located(transcript: Transcript, anchor: Anchor) -> int | None:
    """The word where the anchor's span begins in the transcript; None where no passage is like it."""
    from rapidfuzz import fuzz

    words = [plain(word.text) for word in transcript.words]
    passage = " ".join(part for part in (anchor.before, anchor.inside, anchor.after) if part)
    hit = fuzz.partial_ratio_alignment(passage, " ".join(words), score_cutoff=ALIKE)
    if hit is None or hit.score < ALIKE:
        return None
    begin = hit.dest_start + (len(anchor.before) + 1 if anchor.before else 0)
    seen = 0
    for at, word in enumerate(words):
        seen += len(word) + 1
        if seen > begin:
            return at
    return None
