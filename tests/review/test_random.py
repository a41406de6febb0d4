"""Any actions in any order: the file says what the session shows, and undoing all of them leaves no trace."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import diarfix
from diarfix.decisions import load_book, sidecar
from diarfix.edits import with_ids
from diarfix.errors import DiarfixError
from diarfix.pipeline import Options, Result, repair
from diarfix.review.session import Session, laid_out
from diarfix.review.view import View
from tests.review.conftest import on_copy, untouched

TEXT = """Ann: Good morning, and welcome to the harbour. It goes back to the lowest number there
Ben: is. Right, I see. And when do the boats come
Ann: in? At ten, most days, unless the fog is on the bar. You get used to it, you know, after a while.
Ben: Good. Thanks, Ann. So we walked along the pier and looked at the.
Cid: Nets. They were all green, every one of them, and nobody could say why.
Ann: Right. Right, I see. And when do the boats come out again?
Cid: At six. Before all that we had tea and toast and a long walk on the sand with the
Ben: dog. The dog was not amused, I can tell you. It was a very long walk for a very small dog.
Ann: Right, I see. Thanks, Cid. That was all I wanted to ask you about today, so good night from all of us.
"""

NAMES = st.sampled_from(["Ann", "Ben", "Cid", "Ann Harbourne", "Dora Quill", "ANN 2", "Zoë"])
WORDS = st.integers(0, len(TEXT.replace("\n", " ").split()) - 9)


@cache
def proposed() -> Result:
    """What is proposed on the text, and a flip, a merge and a name; nothing is made unless a person says so."""
    result = repair(diarfix.read(TEXT), untouched())
    count, turns = len(result.original.words), result.original.turns
    more = [
        diarfix.Edit("", "flip", turns[5].start, count, "Ann", "Ben", 0.8),
        diarfix.Edit("", "merge", turns[4].start, turns[4].end, "Cid", "Ben", 0.9),
        diarfix.Edit("", "name", turns[0].start, turns[0].end, "Ann", "Ann Harbourne", 0.6),
    ]
    edits = with_ids(result.original, [*(item.edit for item in result.edits), *more])
    return replace(result, edits=tuple(diarfix.Decided(edit, "review") for edit in edits))


class Reviewing(RuleBasedStateMachine):
    """A person who does anything, at random."""

    options: Options = untouched()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.session = on_copy(proposed(), self.folder, self.options, lambda *_: proposed())
        self.start = self.session.written().text
        self.ids = list(self.session.items)

    def teardown(self) -> None:
        while self.session.steps[0]:
            self.session.undo()
        assert self.session.written().text == self.start
        if self.options.min_confidence > 1:
            assert self.start == self.session.original.source.text
        assert not sidecar(self.path).exists()
        shutil.rmtree(self.folder)

    @property
    def path(self) -> Path:
        return self.folder / "<text>"

    def attempt(self, name: str, *arguments: object) -> None:
        """An action; one that does not fit changes nothing."""
        before = self.session.revision, self.session.corrected, self.session.steps
        try:
            getattr(self.session, name)(*arguments)
        except DiarfixError as error:
            assert error.code == "E505", error
            assert before == (self.session.revision, self.session.corrected, self.session.steps)

    @rule(data=st.data(), name=st.sampled_from(["accept", "reject", "forget"]))
    def judge(self, data: st.DataObject, name: str) -> None:
        self.attempt(name, data.draw(st.sampled_from(self.ids)))

    @rule(data=st.data(), side=st.sampled_from(["start", "end"]), by=st.integers(-3, 3))
    def nudge(self, data: st.DataObject, side: str, by: int) -> None:
        self.attempt("nudge", data.draw(st.sampled_from(self.ids)), side, by)

    @rule(data=st.data(), name=NAMES)
    def reassign(self, data: st.DataObject, name: str) -> None:
        self.attempt("reassign", data.draw(st.sampled_from(self.ids)), name)

    @rule(data=st.data(), like=st.sampled_from(["rule", "cause"]))
    def accept_alike(self, data: st.DataObject, like: str) -> None:
        one = data.draw(st.sampled_from(self.ids))
        self.attempt("accept_all", [item.id for item in self.session.alike(one, like)])

    @rule(word=WORDS, count=st.integers(1, 30), name=NAMES)
    def give(self, word: int, count: int, name: str) -> None:
        self.attempt("give", word, min(word + count, len(self.session.original.words)), name)

    @rule(word=WORDS, name=NAMES)
    def split(self, word: int, name: str) -> None:
        self.attempt("split", word, name)

    @rule(word=WORDS, back=st.booleans())
    def merge(self, word: int, back: bool) -> None:
        self.attempt("merge", word, back)

    @rule(old=NAMES, new=NAMES, since=st.none() | WORDS, swap=st.booleans())
    def rename(self, old: str, new: str, since: int | None, swap: bool) -> None:
        self.attempt("rename", old, new, since, swap)

    @rule(word=WORDS, text=st.sampled_from(["who?", "check the tape", ""]))
    def note(self, word: int, text: str) -> None:
        self.attempt("note", word, text)

    @precondition(lambda self: self.session.steps[0])
    @rule()
    def undo(self) -> None:
        before = self.session.corrected
        self.session.undo()
        self.session.redo()
        assert self.session.corrected == before
        self.session.undo()

    @precondition(lambda self: self.session.steps[1])
    @rule()
    def redo(self) -> None:
        self.session.redo()

    @invariant()
    def the_file_says_what_the_session_shows(self) -> None:
        book = load_book(sidecar(self.path))
        again = View(*laid_out(self.session._view.desk.result, self.options, book))
        assert not again.desk.lost
        assert again.corrected == self.session.corrected
        assert [item.state for item in again.items.values()] == [item.state for item in self.session.items.values()]
        assert [note.text for note in again.marks.notes] == [note.text for note in self.session.notes]

    @invariant()
    def words_stay(self) -> None:
        texts = [[word.text.strip(".").lower() for word in made.words] for made in (self.session.original,
                                                                                   self.session.corrected)]
        assert texts[0] == texts[1]


class ReviewingWithSafeEdits(Reviewing):
    """The same where what is safe is made at the start."""

    options = Options()


RANDOM = settings(max_examples=100, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))

TestReviewing = Reviewing.TestCase
TestReviewing.settings = RANDOM
TestReviewingWithSafeEdits = ReviewingWithSafeEdits.TestCase
TestReviewingWithSafeEdits.settings = settings(RANDOM, max_examples=20)


def test_there_is_something_to_review(tmp_path: Path) -> None:
    session: Session = on_copy(proposed(), tmp_path, untouched())
    assert len(session.items) >= 3 and {item.state for item in session.items.values()} == {"open"}
    assert any(item.state == "made" for item in on_copy(proposed(), tmp_path).items.values())
