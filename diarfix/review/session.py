"""A review without a screen: all that one can see and do. Screens show it and call it, and hold nothing themselves.

    session = Session.open(Path("episode.txt"), Options(), reviewer="Ann", clock=utc_now)
    item = session.next()                    # the edit whose look saves the most wrong words per second
    session.accept(item.id)                  # on the disk, in episode.diarfix.json, when this returns
    session.nudge(item.id, "end", +1); session.give(120, 131, "Bo"); session.rename("Speaker 1", "Ann")
    session.undo(); session.redo()
    session.write()                          # the corrected transcript, in the input's format

Reading never changes anything. An action returns one line that says what was done, or raises `DiarfixError` (E503:
no such edit; E505: it does not fit; E506, E105: it could not be saved) and then nothing is changed. Words are
addressed by their index in the transcript, speakers by the label that the corrected transcript shows. Every
action takes a lock: threads may share a session. `payload.state(session)` is all of it as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import RLock

from diarfix import api
from diarfix.cues.context import Context
from diarfix.decisions import Book, Verdict, laid_over, recall, relocate, sidecar, standing
from diarfix.decisions.record import HandRow, NoteRow
from diarfix.formats import Written
from diarfix.model import Transcript, Turn
from diarfix.pipeline import Options, Result, reconsidered, repair
from diarfix.review import actions
from diarfix.review.actions import Side, Stamp, item_of, misfit
from diarfix.review.reading import Reading
from diarfix.review.store import Store, Target, beside
from diarfix.review.view import Desk, Marks, View
from diarfix.silence import verdicts

Clock = Callable[[], str]
"""The time as ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A state of the review and what led to it."""

    view: View
    said: str


@dataclass
class _History:
    """Steps up to now, and those that were undone. Without limit."""

    past: list[_Step] = field(default_factory=list)
    future: list[_Step] = field(default_factory=list)


class Session(Reading):
    """See the module. `store` None keeps nothing; `clock` and `reviewer` go into every decision."""

    def __init__(
        self,
        desk: Desk,
        marks: Marks,
        store: Store | None,
        target: Target | None,
        reviewer: str,
        clock: Clock,
        propose: Callable[[Context, Options], Result] = reconsidered,
    ) -> None:
        super().__init__(View(desk, marks))
        self._store, self._target = store, target
        self._reviewer, self._clock, self._propose = reviewer, clock, propose
        self._history = _History([_Step(self._view, "")])
        self._revision = 0
        self._lock = RLock()
        self._written: Marks | None = None

    @classmethod
    def open(
        cls,
        source: Path,
        options: Options,
        reviewer: str,
        clock: Clock,
        transcript: Transcript | None = None,
        target: Path | None = None,
    ) -> Session:
        """A review of a file with what was decided before. `transcript` spares reading it again.

        The corrected transcript goes to `target`, else to NAME.fixed.EXT beside it. Raises E1xx, E2xx, E504.
        """
        store = Store(sidecar(source))
        book = store.load()
        read = api.read(source) if transcript is None else transcript
        desk, marks = prepare(read, options, book)
        return cls(desk, marks, store, Target(target or beside(source), source), reviewer, clock)

    @property
    def reviewer(self) -> str:
        """Who decides."""
        return self._reviewer

    @property
    def revision(self) -> int:
        """Goes up with every change, undo and redo; a screen that has seen it is up to date."""
        return self._revision

    @property
    def paths(self) -> tuple[Path | None, Path | None]:
        """The decisions file and the corrected transcript's."""
        return self._store.path if self._store else None, self._target.path if self._target else None

    def accept(self, one: str) -> str:
        """Make an edit as it was proposed."""
        return self._judge([one], "accepted")

    def reject(self, one: str) -> str:
        """Leave an edit, and never propose it again."""
        return self._judge([one], "rejected")

    def accept_all(self, ids: Sequence[str]) -> str:
        """Make many edits in one step."""
        return self._judge(ids, "accepted")

    def reject_all(self, ids: Sequence[str]) -> str:
        """Leave many edits in one step."""
        return self._judge(ids, "rejected")

    def forget(self, *ids: str) -> str:
        """Take back what was decided on edits."""
        return self._do(f"forgot {_named(ids)}", lambda stamp: actions.forget(self._view, ids))

    def nudge(self, one: str, side: Side, by: int) -> str:
        """Move one end of an edit by `by` words, and accept it so."""
        said = f"moved the {side} of {one} by {by:+d}"
        return self._do(said, lambda stamp: actions.nudge(self._view, one, side, by, stamp))

    def reassign(self, one: str, speaker: str) -> str:
        """Accept an edit for another speaker, known or new; a rename with another name."""

        def act(stamp: Stamp) -> Marks:
            item = item_of(self._view, one)
            return actions.amend(self._view, one, item.start, item.end, speaker, stamp)

        return self._do(f"gave {one} to {speaker}", act)

    def give(self, start: int, end: int, speaker: str) -> str:
        """Words `start:end` are said by `speaker`, known or new."""
        words = f"{end - start} words" if end - start != 1 else "1 word"
        said = f"gave {words} to {speaker}"
        return self._do(said, lambda stamp: actions.give(self._view, start, end, speaker, stamp))

    def split(self, word: int, speaker: str) -> str:
        """The turn is cut before `word`; what follows in it is said by `speaker`."""
        turn = self._turn(word)
        if word == turn.start:
            raise misfit("the turn begins with this word", "give the whole turn to someone, or split further on")
        return self.give(word, turn.end, speaker)

    def merge(self, word: int, back: bool = True) -> str:
        """The turn of `word` joins the one before it (or behind it)."""
        turns = self._view.corrected.turns
        at = self._view.corrected.turn_at(word) if 0 <= word < len(self.original.words) else -1
        other = at - 1 if back else at + 1
        if at < 0 or not 0 <= other < len(turns):
            raise misfit("there is no turn to join on that side", "choose another turn")
        return self.give(turns[at].start, turns[at].end, turns[other].speaker)

    def rename(self, speaker: str, name: str, since: int | None = None, swap: bool = False) -> str:
        """`speaker` is called `name`: everywhere, or from word `since` on; with `swap` the two change places there.

        Where `name` is another speaker, the two become one.
        """
        if since is None and not swap:
            return self._do(f"renamed {speaker} to {name}",
                            lambda stamp: actions.rename_everywhere(self._view, speaker, name, stamp))
        said = f"exchanged {speaker} and {name}" if swap else f"renamed {speaker} to {name}"
        where = f" from word {since} on" if since else ""
        return self._do(said + where, lambda stamp: actions.rename_from(
            self._view, since or 0, speaker, name, stamp, swap))

    def note(self, word: int, text: str) -> str:
        """Write a note at a word; an empty text takes it away."""
        said = "noted" if text.strip() else "took the note away"
        return self._do(said, lambda stamp: actions.write_note(self._view, word, text, stamp))

    def forget_rows(self, *ids: str) -> str:
        """Take back whatever the file keeps under these ids; also what fits this transcript no longer."""
        return self._do(f"forgot {_named(ids)}", lambda stamp: actions.forget_rows(self._view, ids))

    def settle(self, accept: Sequence[str] = (), reject: Sequence[str] = (), forget: Sequence[str] = ()) -> str:
        """Accept, reject and take back many things in one step; that may be nothing new."""

        def act(stamp: Stamp) -> Marks:
            view = View(self._view.desk, actions.judge(self._view, accept, "accepted", stamp))
            view = View(view.desk, actions.judge(view, reject, "rejected", stamp))
            return actions.forget_rows(view, forget)

        parts = (("accepted", accept), ("rejected", reject), ("forgot", forget))
        return self._do(", ".join(f"{what} {_named(ids)}" for what, ids in parts if ids), act, idle=True)

    def undo(self) -> str:
        """Back by one action. Raises E505 where there is none."""
        with self._lock:
            past = self._history.past
            if len(past) < 2:
                raise misfit("there is nothing to undo", "go on")
            self._set(past[-2].view, first=len(past) == 2)
            self._history.future.append(past.pop())
            return f"undone: {self._history.future[-1].said}"

    def redo(self) -> str:
        """Forward by one action that was undone. Raises E505 where there is none."""
        with self._lock:
            if not self._history.future:
                raise misfit("there is nothing to redo", "go on")
            self._set(self._history.future[-1].view)
            self._history.past.append(self._history.future.pop())
            return f"redone: {self._history.past[-1].said}"

    @property
    def steps(self) -> tuple[int, int]:
        """How many actions can be undone and redone."""
        return len(self._history.past) - 1, len(self._history.future)

    def written(self) -> Written:
        """The corrected transcript in the input's format. Raises E203, E502 where that cannot hold it."""
        return api.written(self._view.result)

    def write(self, path: Path | None = None) -> str:
        """Write the corrected transcript, to its own file or to `path`. Raises E105, E203, E502, E506."""
        with self._lock:
            target = self._target if path is None else Target(path)
            if target is None:
                raise misfit("no file was named", "name one")
            made = self.written()
            target.write(made.text, self.original.source)
            self._written = self._view.marks
            return f"wrote {target.path}"

    @property
    def is_written(self) -> bool:
        """Whether the corrected transcript was written as it is now."""
        return self._written is self._view.marks

    # -- how it is done -----------------------------------------------------------------------------------------

    def _judge(self, ids: Sequence[str], verdict: Verdict) -> str:
        if not ids:
            raise misfit("there is nothing to decide", "choose an edit")
        said = f"{verdict} {_named(ids)}"
        return self._do(said, lambda stamp: actions.judge(self._view, ids, verdict, stamp))

    def _do(self, said: str, act: Callable[[Stamp], Marks], idle: bool = False) -> str:
        with self._lock:
            marks = act(Stamp(self._reviewer, self._clock()))
            if marks == self._view.marks:
                if idle:
                    return "nothing changed"
                raise misfit("that changes nothing", "go on")
            view = self._seen(marks.kept(self.original, View(self._view.desk, marks).sources))
            self._set(view)
            self._history.past.append(_Step(view, said))
            self._history.future.clear()
            return said

    def _seen(self, marks: Marks) -> View:
        """The desk under new marks; where these decide who is who otherwise, with what is proposed on top of that.

        A review that is opened again begins with the same.
        """
        desk = self._view.desk
        view = View(desk, marks)
        if view.identity == self._view.identity:
            return view
        result = self._propose(desk.result.context, asked(desk.options, marks.book))
        desk, marks = laid_out(result, desk.options, marks.book)
        return View(desk, marks.kept(self.original, View(desk, marks).sources))

    def _set(self, view: View, first: bool = False) -> None:
        """Everything that can fail comes before anything changes."""
        _ = view.corrected, view.items
        if self._store is not None:
            self._store.save(view.marks.book, first)
        self._view = view
        self._revision += 1

    def _turn(self, word: int) -> Turn:
        if not 0 <= word < len(self.original.words):
            raise misfit(f"there is no word {word}", "choose a place in the transcript")
        return self._view.corrected.turns[self._view.corrected.turn_at(word)]


def prepare(transcript: Transcript, options: Options, book: Book) -> tuple[Desk, Marks]:
    """What is proposed, and what was decided before, found again."""
    return laid_out(repair(transcript, asked(options, book)), options, book)


def asked(options: Options, book: Book) -> Options:
    """The options under which edits are proposed: decisions say who is who, nothing made by hand is evidence."""
    return replace(options, recall=partial(verdicts, decisions=book.decisions), hand=())


def laid_out(result: Result, options: Options, book: Book) -> tuple[Desk, Marks]:
    """The same for what is proposed already."""
    transcript = result.original
    found = recall(transcript, [item.edit for item in result.edits], book.decisions)
    placed = relocate(transcript, book.by_hand, book.notes)
    # What was accepted and is proposed no longer holds all the same; it is kept as made by hand from now on.
    accepted, lost = standing(transcript, found.lost)
    known = {decision.id for decision in found.found.values()} | {item.of for item in accepted}
    loose = Book(
        tuple(row for row in book.decisions if row.id not in known),
        (*placed.settled, *(row for row in placed.lost if isinstance(row, HandRow))),
        tuple(row for row in placed.lost if isinstance(row, NoteRow)),
    )
    desk = Desk(result, options, (*lost, *placed.lost))
    return desk, Marks(found.found, laid_over(accepted, placed.hand), placed.notes, loose)


def _named(ids: Iterable[str]) -> str:
    given = tuple(ids)
    return given[0] if len(given) == 1 else f"{len(given)} edits"
