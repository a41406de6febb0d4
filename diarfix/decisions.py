"""What a person decided about edits, kept in `NAME.diarfix.json` beside the transcript.

A decision holds the words around its edit, so that it is found again after the episode was transcribed
anew: words may differ a little, labels may have other names. What no longer fits is reported, never guessed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from diarfix.edits import CONTEXT, Edit, EditKind
from diarfix.errors import DiarfixError, Place
from diarfix.formats import io
from diarfix.model import Transcript
from diarfix.text import plain

Verdict = Literal["accepted", "rejected"]

SCHEMA = 1
"""The version of the file's layout."""

ALIKE = 70.0
"""Similarity (0 to 100) from which the words around a decision are the words around an edit."""

ALIKE_INSIDE = 60.0
"""The same for the words of the edit itself, which are few."""

_FIELDS = ("id", "verdict", "by", "when", "kind", "old", "new", "rules", "anchor")
_ANCHOR_FIELDS = ("word", "before", "inside", "after")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an edit stands, in plain words; `word` is the index it had when it was decided.

    A move has the words before, in and after its span, a flip those before and after its start. A rename has the
    first words of the label that goes in `inside`, and those of the label that stays in `after`.
    """

    word: int
    before: str
    inside: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one edit. `when` is ISO 8601 in UTC."""

    id: str
    verdict: Verdict
    by: str
    when: str
    kind: EditKind
    old: str
    new: str
    rules: tuple[str, ...]
    anchor: Anchor


@dataclass(frozen=True)
class Recall:
    """Decisions found again: edit id -> decision; and those that no edit and no passage fits any more."""

    found: Mapping[str, Decision]
    lost: tuple[Decision, ...]

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """Edit id -> verdict."""
        return {edit: decision.verdict for edit, decision in self.found.items()}


def sidecar(transcript: Path) -> Path:
    """The decisions file of a transcript.

    >>> sidecar(Path("shows/episode.txt")).as_posix()
    'shows/episode.diarfix.json'
    """
    return transcript.with_name(f"{transcript.stem}.diarfix.json")


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


def save(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the file whole or not at all, in reading order, one field a line. Raises E105."""
    rows = [asdict(item) for item in sorted(decisions, key=lambda item: (item.anchor.word, item.id))]
    document = {"schema": SCHEMA, "decisions": rows}
    io.write_bytes(path, (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())


def load(path: Path) -> tuple[Decision, ...]:
    """The decisions in a file; none where there is no file. Raises E101, E104 and, with the line, E504."""
    if not path.exists():
        return ()
    text = io.read_bytes(path).decode("utf-8", errors="replace")
    try:
        document = json.loads(text)
    except json.JSONDecodeError as problem:
        raise _malformed(path, problem.lineno, f"not JSON: {problem.msg}", problem.colno) from None
    if not isinstance(document, dict) or not isinstance(document.get("decisions"), list):
        raise _malformed(path, 1, "there is no list of decisions")
    if document.get("schema") != SCHEMA:
        raise _malformed(path, _line(text, '"schema"', 0), f"schema {document.get('schema')!r} is not {SCHEMA}")
    decisions: dict[str, Decision] = {}
    for number, row in enumerate(document["decisions"]):
        try:
            decision = _decision(row)
            if decision.id in decisions:
                raise ValueError(f"{decision.id} is decided twice")
        except ValueError as problem:
            raise _malformed(path, _line(text, '"id"', number), str(problem)) from None
        decisions[decision.id] = decision
    return tuple(decisions.values())


def _decision(row: Any) -> Decision:
    fields = _checked(row, _FIELDS, "a decision")
    anchor = _checked(fields["anchor"], _ANCHOR_FIELDS, "an anchor")
    if fields["verdict"] not in get_args(Verdict):
        raise ValueError(f"verdict {fields['verdict']!r} is neither accepted nor rejected")
    if fields["kind"] not in get_args(EditKind):
        raise ValueError(f"kind {fields['kind']!r} is none of {', '.join(get_args(EditKind))}")
    texts = [fields[key] for key in ("id", "by", "when", "old", "new")] + [anchor[key] for key in _ANCHOR_FIELDS[1:]]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("id, by, when, old, new and the anchor's words must be texts")
    if isinstance(anchor["word"], bool) or not isinstance(anchor["word"], int):
        raise ValueError(f"word {anchor['word']!r} is not a whole number")
    if not isinstance(fields["rules"], list) or not all(isinstance(code, str) for code in fields["rules"]):
        raise ValueError("rules must be a list of codes")
    return Decision(**{**fields, "rules": tuple(fields["rules"]), "anchor": Anchor(**anchor)})


def _checked(row: Any, keys: Sequence[str], what: str) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ValueError(f"{what} must be an object")
    for key in keys:
        if key not in row:
            raise ValueError(f"{what} lacks {key!r}")
    unknown = [key for key in row if key not in keys]
    if unknown:
        raise ValueError(f"{what} has an unknown field {unknown[0]!r}")
    return dict(row)


def _line(text: str, key: str, number: int) -> int:
    """The line of the `number`th (from 0) `key`, as near as the text tells; 1 where there is none."""
    at = -1
    for _ in range(number + 1):
        following = text.find(key, at + 1)
        if following < 0:
            break
        at = following
    return text.count("\n", 0, max(0, at)) + 1


def _malformed(path: Path, line: int, what: str, column: int | None = None) -> DiarfixError:
    return DiarfixError("E504", what, "mend it or remove the file", Place(str(path), line, column))
