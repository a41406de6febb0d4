"""Everything a reviewer can do, as pure functions: a view and a wish give new marks. Screens call `Session`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from diarfix.decisions import Book, Decision, HandEdit, Note, Verdict, decision_on
from diarfix.decisions.hand import exchange_from, paint, rename
from diarfix.edits import Edit
from diarfix.errors import DiarfixError
from diarfix.review.exchange import next_place, shifted
from diarfix.review.view import Item, Marks, View

LONGEST_LABEL = 80
"""Characters of a label that a reviewer may type."""

Side = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who acts, and when (ISO 8601 in UTC)."""

    by: str
    when: str


def judge(view: View, ids: Iterable[str], verdict: Verdict, stamp: Stamp) -> Marks:
    """Accept or reject edits as they were proposed."""
    marks, decisions = view.marks, dict(view.marks.decisions)
    for one in ids:
        edit = _edit(view, one)
        before = decisions.get(one)
        # Said twice by one person it was said the first time.
        if before is None or (before.verdict, before.by) != (verdict, stamp.by):
            decisions[one] = _decision(view, edit, verdict, stamp)
        marks = _without_stand_in(marks, one)
    return replace(marks, decisions=decisions)


def forget(view: View, ids: Iterable[str]) -> Marks:
    """Take back what was decided on edits."""
    marks, decisions = view.marks, dict(view.marks.decisions)
    for one in ids:
        _edit(view, one)
        decisions.pop(one, None)
        marks = _without_stand_in(marks, one)
    return replace(marks, decisions=decisions)


def amend(view: View, one: str, start: int, end: int, speaker: str, stamp: Stamp) -> Marks:
    """Accept an edit with another span, another speaker, or both; a rename with another name."""
    edit = _edit(view, one)
    if edit.kind == "flip":
        if {speaker} - {view.reads(edit, edit.old), view.reads(edit, edit.new)}:
            raise misfit("an exchange is of these two labels", "reject it, and rename from here on")
        return _amend_flip(view, edit, start, stamp)
    if edit.is_rename:
        return _amend_rename(view, edit, speaker, stamp)
    if not 0 <= start < end <= len(view.desk.original.words):
        raise misfit("nothing would be left of the edit", "reject it instead")
    new = _source(view, speaker)
    if (start, end, new) == (edit.start, edit.end, view.source_new(edit)):
        return judge(view, [one], "accepted", stamp)
    marks = _without_stand_in(view.marks, one)
    made = HandEdit("move", start, end, edit.old, new, stamp.by, stamp.when, one)
    decisions = {**marks.decisions, one: _decision(view, edit, "rejected", stamp)}
    return replace(marks, decisions=decisions, hand=paint(marks.hand, made))


def _amend_flip(view: View, edit: Edit, start: int, stamp: Stamp) -> Marks:
    """Accept a flip from another word on."""
    if not 0 <= start < len(view.desk.original.words):
        raise misfit("nothing would be left of the edit", "reject it instead")
    accepted = judge(view, [edit.id], "accepted", stamp)
    hand = shifted(View(view.desk, accepted), edit, start, stamp.by, stamp.when)
    return accepted if hand is None else replace(accepted, hand=hand)


def _amend_rename(view: View, edit: Edit, speaker: str, stamp: Stamp) -> Marks:
    if speaker == edit.new:
        return judge(view, [edit.id], "accepted", stamp)
    marks = _without_stand_in(view.marks, edit.id)
    decisions = {**marks.decisions, edit.id: _decision(view, edit, "rejected", stamp)}
    name = speaker if speaker in view.speakers else checked_label(speaker)
    hand = rename(marks.hand, [edit.old], name, stamp.by, stamp.when, edit.id)
    return replace(marks, decisions=decisions, hand=hand)


def nudge(view: View, one: str, side: Side, by: int, stamp: Stamp) -> Marks:
    """Move one end of an edit's span by `by` words (negative: towards the beginning)."""
    item = item_of(view, one)
    if item.edit.kind == "flip" and side == "start":
        return amend(view, one, next_place(view, item.edit, item.start, by), item.end, item.new, stamp)
    if item.edit.kind == "flip":
        raise misfit("an exchange goes on to the end", "nudge its start")
    if item.edit.kind != "move":
        raise misfit("only moves of words have ends to nudge", "accept it or reject it")
    start, end = (item.start + by, item.end) if side == "start" else (item.start, item.end + by)
    if start >= end:
        raise misfit("nothing would be left of the edit", "reject it instead")
    if start < 0 or end > len(view.desk.original.words):
        raise misfit("the transcript ends here", "nudge the other way")
    return amend(view, one, start, end, item.new, stamp)


def give(view: View, start: int, end: int, speaker: str, stamp: Stamp) -> Marks:
    """Words `start:end` are said by `speaker`, whoever has them now."""
    if not 0 <= start < end <= len(view.desk.original.words):
        raise misfit(f"words {start} to {end} are not in the transcript", "choose a place in it")
    new = _source(view, speaker)
    if all(view.sources[at] == new for at in range(start, end)):
        raise misfit(f"{speaker} has these words already", "choose another speaker")
    old = view.sources[start]
    made = HandEdit("move", start, end, old, new, stamp.by, stamp.when)
    return replace(view.marks, hand=paint(view.marks.hand, made))


def rename_everywhere(view: View, speaker: str, name: str, stamp: Stamp) -> Marks:
    """`speaker` is called `name` throughout; where that is another speaker, the two are one from then on."""
    labels = view.labels_of(speaker)
    if not labels:
        raise misfit(f"no one is called {speaker!r}", "choose someone who speaks")
    if (name if name in view.speakers else checked_label(name)) == speaker:
        raise misfit(f"{speaker} is called so already", "choose another name")
    return replace(view.marks, hand=rename(view.marks.hand, labels, name, stamp.by, stamp.when))


def rename_from(view: View, word: int, speaker: str, name: str, stamp: Stamp, swap: bool = False) -> Marks:
    """From `word` on, what `speaker` says is said by `name`; with `swap` also the other way round."""
    if not 0 <= word < len(view.desk.original.words):
        raise misfit(f"there is no word {word}", "choose a place in the transcript")
    new, theirs = _source(view, name), view.labels_of(speaker)
    others = view.labels_of(name) if swap else ()
    back = _source(view, speaker)
    if not theirs and not others:
        raise misfit(f"no one is called {speaker!r}", "choose someone who speaks")
    if name == speaker:
        raise misfit(f"{speaker} is called so already", "choose another name")
    changes = {**dict.fromkeys(theirs, new), **dict.fromkeys(others, back)}
    known = (*view.desk.original.labels, *view.sources, new, back)
    hand = exchange_from(
        view.marks.hand, word, known, lambda label: changes.get(label, label), stamp.by, stamp.when
    )
    if hand == view.marks.hand:
        raise misfit(f"{speaker} says nothing from here on", "choose an earlier place")
    return replace(view.marks, hand=hand)


def write_note(view: View, word: int, text: str, stamp: Stamp) -> Marks:
    """A note at a word; an empty text takes it away."""
    if not 0 <= word < len(view.desk.original.words):
        raise misfit(f"there is no word {word}", "choose a place in the transcript")
    kept = tuple(note for note in view.marks.notes if note.word != word)
    said = " ".join(text.split())
    if said:
        kept = (*kept, Note(word, _printable(said, "a note"), stamp.by, stamp.when))
    return replace(view.marks, notes=tuple(sorted(kept, key=lambda note: note.word)))


def forget_rows(view: View, ids: Iterable[str]) -> Marks:
    """Take back whatever is kept under these ids: on edits, by hand, notes, and what lost its place. Raises E503."""
    marks = view.marks
    for one in ids:
        loose = marks.loose
        left = Book(
            tuple(row for row in loose.decisions if row.id != one),
            tuple(row for row in loose.by_hand if row.id != one),
            tuple(row for row in loose.notes if row.id != one),
        )
        gone = [edit for edit, row in marks.decisions.items() if one in (edit, row.id)]
        hand = tuple(item for item in marks.hand if not (item.of in gone or (item.kept and item.kept.id == one)))
        notes = tuple(note for note in marks.notes if not (note.kept and note.kept.id == one))
        decisions = {edit: row for edit, row in marks.decisions.items() if edit not in gone}
        made = Marks(decisions, hand, notes, left)
        if made == marks:
            raise DiarfixError("E503", f"nothing was decided on {one!r}", "diarfix review IN --list shows what was")
        marks = made
    return marks


def checked_label(name: str) -> str:
    """A label that can be written on one line. Raises E505."""
    if not name.strip() or name != name.strip():
        raise misfit("a label must not be empty, nor begin or end with a space", "type a name")
    if len(name) > LONGEST_LABEL:
        raise misfit(f"a label has at most {LONGEST_LABEL} characters", "type a shorter one")
    return _printable(name, "a label")


def _printable(text: str, what: str) -> str:
    bad = next((char for char in text if not char.isprintable() and char not in "\u200c\u200d"), None)
    if bad is not None:
        raise misfit(f"{what} must not hold the character {bad!r}", "leave it out")
    return text


def item_of(view: View, one: str) -> Item:
    """The item of that id. Raises E503."""
    _edit(view, one)
    return view.items[one]


def misfit(what: str, remedy: str) -> DiarfixError:
    """Something that cannot be done here."""
    return DiarfixError("E505", what, remedy)


def _edit(view: View, one: str) -> Edit:
    if one not in view.desk.edits:
        raise DiarfixError("E503", f"there is no edit {one!r}", "diarfix review IN --list shows what there is")
    return view.desk.edits[one]


def _source(view: View, speaker: str) -> str:
    label = view.source_of(speaker if speaker in view.speakers else checked_label(speaker))
    if label is None:
        raise misfit(f"{speaker!r} is the old name of {view.names(speaker)!r}", "choose another name, or rename back")
    return label


def _decision(view: View, edit: Edit, verdict: Verdict, stamp: Stamp) -> Decision:
    return decision_on(view.desk.original, edit, verdict, stamp.by, stamp.when)


def _without_stand_in(marks: Marks, one: str) -> Marks:
    return replace(marks, hand=tuple(item for item in marks.hand if item.of != one))
