"""Who is who, decided in a review: what hangs on it is proposed anew at once; flips can be moved."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

import diarfix
from diarfix.decisions import load_book, sidecar
from diarfix.errors import DiarfixError
from diarfix.model import Transcript
from diarfix.pipeline import Options, Result, repair
from diarfix.review import payload
from diarfix.review.session import Session, laid_out, prepare
from diarfix.review.stand import Stand
from diarfix.review.view import View
from diarfix.simulate import load_recipe, simulate
from tests.review.conftest import CAREFUL, SEEDS, on_copy

ALONE = Options(model=False)


@cache
def flipped() -> Result:
    """An episode whose two labels are exchanged from some point on."""
    gold = diarfix.read(SEEDS / "tidewater-hour.gold.txt")
    return repair(simulate(gold, load_recipe("flip"), random.Random(3)).as_read(), ALONE)


def only(session: Session, kind: str) -> str:
    return next(item.id for item in session.items.values() if item.edit.kind == kind)


def reopened(session: Session, options: Options) -> View:
    """What a new start on the same file shows."""
    path, _ = session.paths
    assert path is not None
    return View(*prepare(session.original, options, load_book(path)))


def same(session: Session, view: View) -> bool:
    return list(session.items.values()) == list(view.items.values()) and session.corrected == view.corrected


@pytest.mark.parametrize("kind", ["merge", "flip"])
def test_a_rejection_proposes_anew_as_a_new_start_does(kind: str, tmp_path: Path, tidewater_result: Result) -> None:
    result, options = (tidewater_result, Options()) if kind == "merge" else (flipped(), ALONE)
    session = on_copy(result, tmp_path, options)
    before, text = list(session.items.values()), session.written().text
    session.reject(only(session, kind))
    # Nothing but the flip may hang on a flip.
    assert kind == "flip" or {item.id for item in before} != set(session.items)
    assert same(session, reopened(session, options))
    after = list(session.items.values())
    session.undo()
    assert list(session.items.values()) == before and session.written().text == text
    session.redo()
    assert list(session.items.values()) == after
    session.accept(only(session, kind))
    assert [item.edit for item in session.items.values()] == [item.edit for item in before]


def test_what_was_decided_before_holds(tmp_path: Path, tidewater_result: Result) -> None:
    session = on_copy(tidewater_result, tmp_path)
    gone = [item for item in session.items.values() if item.edit.kind == "move" and item.state == "made"]
    session.accept_all([item.id for item in gone])
    session.note(4, "who is it?")
    session.reject(only(session, "merge"))
    assert [note.text for note in session.notes] == ["who is it?"] and same(session, reopened(session, CAREFUL))
    for item in gone:
        assert set(session.corrected.speakers[item.edit.start : item.edit.end]) <= {item.new, item.edit.new}


def test_screens_stand_on_what_is_there(tmp_path: Path, tidewater_result: Result) -> None:
    session = on_copy(tidewater_result, tmp_path)
    stand = Stand(session)
    stand.go(session.item(only(session, "merge")))
    stand.judge(accept=False)
    stand.settle()
    state = payload.state(session)
    assert [item["id"] for item in state["items"]] == list(session.items)
    assert stand.item is None or stand.item.id in session.items
    session.undo()
    stand.settle()
    assert stand.item is None or stand.item.id in session.items


@pytest.mark.parametrize("by", [1, 5, -1, -7])
def test_a_flip_begins_elsewhere(by: int, tmp_path: Path) -> None:
    session = on_copy(flipped(), tmp_path, ALONE)
    one = only(session, "flip")
    at, before = session.item(one).start, session.corrected.speakers
    session.nudge(one, "start", by)
    item = session.item(one)
    assert item.state == "changed" and (item.start - at) * by > 0
    low, high = sorted((at, item.start))
    after = session.corrected.speakers
    changed = [word for word, (was, now) in enumerate(zip(before, after, strict=True)) if was != now]
    assert len(changed) == abs(by) and set(changed) <= set(range(low, high))
    assert same(session, reopened(session, ALONE))
    shown = session.passage(one)
    assert shown.before != shown.after
    session.nudge(one, "start", -by)
    assert session.item(one).state == "accepted" and session.corrected.speakers == before
    while session.steps[0]:
        session.undo()
    assert not sidecar(tmp_path / Path(session.original.source.name).name).exists()


def test_nudged_twice_and_rejected(tmp_path: Path) -> None:
    session = on_copy(flipped(), tmp_path, ALONE)
    one = only(session, "flip")
    at = session.item(one).start
    session.nudge(one, "start", 3)
    session.nudge(one, "start", 2)
    assert session.item(one).start >= at + 5 and len(session._view.marks.hand) >= 1
    session.reject(one)
    assert session.item(one).state == "rejected" and not session._view.marks.hand
    for side, by in (("end", 1), ("start", -10**6), ("start", 10**6)):
        with pytest.raises(DiarfixError, match="E505"):
            session.nudge(one, side, by)  # type: ignore[arg-type]
    with pytest.raises(DiarfixError, match="E505"):
        session.reassign(one, "Someone Else")


def test_a_written_flip_is_found_settled(tmp_path: Path) -> None:
    session = on_copy(flipped(), tmp_path, ALONE)
    session.nudge(only(session, "flip"), "start", 4)
    corrected: Transcript = session.corrected
    text = session.written().text
    again = View(*laid_out(session._view.desk.result, ALONE, session.book))
    assert again.corrected == corrected
    assert diarfix.read(text).word_counts == corrected.word_counts
