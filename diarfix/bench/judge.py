"""Was an edit right? Every proposed edit, applied or not, against the reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diarfix.edits import Decided, Edit, EditKind, State, apply_edits, carried_labels, flips_in
from diarfix.measure import Change, Comparison, change


@dataclass(frozen=True, slots=True)
class EditOutcome:
    """A proposed edit and what it does alone.

    `aligned` counts the words that it relabels and that the reference has; `repaired` and `broken` are among
    them. A move is judged with the applied merges and flips made, as it was solved; a label that the raw
    transcript lacks is the person that it is once all applied edits are made. `line` is a place in the raw
    source. `credit` is (repaired, broken) of this edit in the transcript as repaired: a word is credited to the
    applied move that covers it, else to the first applied merge of its label, else to the last flip before it.
    """

    episode: str
    id: str
    kind: EditKind
    state: State
    start: int
    end: int
    line: int | None
    confidence: float
    codes: tuple[str, ...]
    aligned: int
    repaired: int
    broken: int
    credit: tuple[int, int] = (0, 0)

    @property
    def judged(self) -> bool:
        """Whether the reference says anything on it: names change no label's person, words may be missing there."""
        return self.kind != "name" and self.aligned > 0

    @property
    def right(self) -> bool:
        """Whether it repairs more words than it breaks; moving wrong words to another wrong label is not right."""
        return self.repaired > self.broken


def judge(episode: str, before: Comparison, made: Change, decided: Sequence[Decided]) -> tuple[EditOutcome, ...]:
    """The outcome of every edit, in the order given. `made` is the change by the applied ones."""
    raw = before.hypothesis
    whole = [item.edit for item in decided if item.state == "applied" and item.edit.kind in ("merge", "flip")]
    base = change(before, apply_edits(raw, whole)).after
    credits = _credits(made, [item.edit for item in decided if item.state == "applied"])
    outcomes = []
    for item in decided:
        edit = item.edit
        if edit.kind == "move":
            new = carried_labels([edit.new], whole, edit.start)[edit.new]
            aligned, repaired, broken = _judge_move(base, edit, _person(base, made, new))
        else:
            aligned, repaired, broken = _judge_labels(before, edit)
        outcomes.append(
            EditOutcome(
                episode, edit.id, edit.kind, item.state, edit.start, edit.end, raw.place(edit.start).line,
                edit.confidence, edit.codes, aligned, repaired, broken, credits.get(edit.id, (0, 0)),
            )
        )
    return tuple(outcomes)


def _person(base: Comparison, made: Change, label: str) -> str | None:
    """Whom a label stands for; one that only edits bring in stands for whom all of them together make it."""
    if label in base.hypothesis.labels:
        return base.mapping.get(label)
    return made.after.mapping.get(label)


def _judge_move(base: Comparison, edit: Edit, person: str | None) -> tuple[int, int, int]:
    aligned = repaired = broken = 0
    for (_, at), (true, _), was_wrong in zip(base.pairs, base.labels, base.wrong, strict=True):
        if edit.start <= at < edit.end:
            aligned += 1
            repaired += was_wrong and person == true
            broken += not was_wrong and person != true
    return aligned, repaired, broken


def _judge_labels(before: Comparison, edit: Edit) -> tuple[int, int, int]:
    """A rename, or an exchange of two labels from a word on."""
    named = (edit.old, edit.new) if edit.kind == "flip" else (edit.old,)
    first = edit.start if edit.kind == "flip" else 0
    pairs = zip(before.pairs, before.labels, strict=True)
    aligned = sum(at >= first and label in named for (_, at), (_, label) in pairs)
    counts = change(before, apply_edits(before.hypothesis, [edit])).counts
    return aligned, counts.repaired, counts.broken


def _credits(made: Change, applied: Iterable[Edit]) -> dict[str, tuple[int, int]]:
    """Edit id -> (repaired, broken); each changed word is credited once at most."""
    edits = list(applied)
    movers = {at: edit.id for edit in edits if edit.kind == "move" for at in range(edit.start, edit.end)}
    mergers: dict[str, str] = {}
    for edit in edits:
        if edit.kind == "merge":
            mergers.setdefault(edit.old, edit.id)
            mergers.setdefault(edit.new, edit.id)
    found: dict[str, tuple[int, int]] = {}
    labels = made.before.hypothesis.speakers
    for fate in made.fates:
        if fate.was_wrong == fate.is_wrong:
            continue
        flips = [edit.id for edit in flips_in(edits) if edit.start <= fate.raw]
        key = movers.get(fate.raw) or mergers.get(labels[fate.raw]) or (flips[-1] if flips else None)
        if key is not None:
            repaired, broken = found.get(key, (0, 0))
            found[key] = (repaired + fate.was_wrong, broken + fate.is_wrong)
    return found
