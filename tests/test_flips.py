"""Flips: found where two labels are exchanged, placed, applied, undone, remembered and told."""

from __future__ import annotations

import random
from dataclasses import replace
from io import StringIO
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diarfix import Edit, Result, apply_edits, fix, read, undo
from diarfix.decisions import decision_on, recall
from diarfix.edits import label_before, with_ids
from diarfix.model import Transcript
from diarfix.pipeline import Options
from diarfix.render import screen
from diarfix.render.diff import print_diff
from diarfix.render.explain import print_edit
from diarfix.render.report import report_of
from diarfix.render.summary import print_summary
from diarfix.simulate import Simulated, load_recipe, simulate

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
HOST, GUEST = "Corwin Maddock", "Maren Tollefsby"
TEXT = "Ann: One boat.\nBen: Two boats.\nAnn: Three boats.\nBen: Four boats.\nCy: Five boats.\nAnn: Six.\n"


def flip(transcript: Transcript, start: int, old: str, new: str) -> Edit:
    return Edit("", "flip", start, len(transcript.words), old, new, 0.9)


@pytest.fixture(scope="module")
def flipped() -> Simulated:
    gold = read(SEEDS / "tidewater-hour.gold.txt")
    return simulate(gold, load_recipe("flip"), random.Random(3))


@pytest.fixture(scope="module")
def fixed(flipped: Simulated) -> Result:
    return fix(flipped.as_read())


def test_subsets_commute_and_undo() -> None:
    transcript = read(TEXT)
    edits = with_ids(
        transcript,
        [
            flip(transcript, 4, "Ann", "Ben"),
            flip(transcript, 8, "Cy", "Ann"),
            Edit("", "move", 2, 3, "Ben", "Ann", 0.9),
            Edit("", "name", 0, 2, "Ann", "Ann Lee", 0.9),
        ],
    )
    assert len({edit.id for edit in edits}) == 4
    assert len({tuple(apply_edits(transcript, list(order)).speakers) for order in permutations(edits)}) == 1
    assert undo(transcript, edits, [edit.id for edit in edits]) == transcript


def test_an_exchange_reaches_to_the_end() -> None:
    transcript = read(TEXT)
    done = apply_edits(transcript, [flip(transcript, 4, "Ann", "Ben")])
    assert [turn.speaker for turn in done.turns] == ["Ann", "Ben", "Ann", "Cy", "Ben"]
    assert apply_edits(done, [flip(done, 4, "Ben", "Ann")]).speakers == transcript.speakers


@given(st.lists(st.tuples(st.integers(0, 10), st.permutations(["Ann", "Ben", "Cy"])), max_size=3), st.integers(0, 10))
def test_label_before_undoes_flips(drawn: list[tuple[int, list[str]]], at: int) -> None:
    transcript = read(TEXT)
    flips = [flip(transcript, start, old, new) for start, (old, new, _) in drawn]
    wanted = apply_edits(transcript, flips).speakers[at]
    assert label_before(wanted, flips, at) == transcript.speakers[at]


def test_found_placed_and_applied(flipped: Simulated, fixed: Result) -> None:
    planted = min(error.start for error in flipped.errors)
    found = [edit for edit in fixed.applied if edit.kind == "flip"]
    assert len(found) == 1
    assert {found[0].old, found[0].new} == {HOST, GUEST}
    assert {reason.message.split()[0] for reason in found[0].reasons} == {"from", "up"}
    wrong = sum(a != b for a, b in zip(flipped.as_read().speakers, flipped.gold.speakers, strict=True))
    left = sum(a != b for a, b in zip(fixed.repaired.speakers, flipped.gold.speakers, strict=True))
    assert wrong > 800
    assert left < 0.05 * wrong
    assert abs(found[0].start - planted) < 60


def test_nothing_is_found_where_nothing_is_wrong(flipped: Simulated, fixed: Result) -> None:
    clean = fix(flipped.gold)
    assert [item.edit for item in clean.edits if item.edit.kind == "flip"] == []
    again = fix(fixed.repaired)
    assert [item.edit for item in again.edits if item.edit.kind == "flip"] == []


def test_moves_are_told_apart_from_the_flip_they_stand_behind(flipped: Simulated) -> None:
    raw = flipped.as_read()
    made = fix(raw)
    without = undo(raw, made.applied, [edit.id for edit in made.applied if edit.kind == "flip"])
    assert sum(a != b for a, b in zip(without.speakers, raw.speakers, strict=True)) < 60


def test_a_person_may_reject_it(flipped: Simulated, fixed: Result) -> None:
    raw = flipped.as_read()
    found = next(edit for edit in fixed.applied if edit.kind == "flip")
    rejected = fix(raw, Options(verdicts={found.id: "rejected"}))
    assert [item.edit.id for item in rejected.edits if item.state == "rejected"] == [found.id]
    assert abs(len(rejected.repaired.turns) - len(raw.turns)) < 12


def test_decisions_hold_after_a_word_changed(flipped: Simulated, fixed: Result) -> None:
    raw = flipped.as_read()
    found = next(edit for edit in fixed.applied if edit.kind == "flip")
    decision = decision_on(raw, found, "rejected", "Ann", "2026-01-01T00:00:00Z")
    words = list(raw.words)
    words[found.start + 3] = replace(words[found.start + 3], text="harbour")
    anew = replace(raw, words=tuple(words))
    edits = with_ids(anew, [replace(found, id="")])
    assert edits[0].id != found.id
    assert recall(anew, edits, [decision]).found == {edits[0].id: decision}
    assert recall(fixed.repaired, [], [replace(decision, verdict="accepted")]).lost == ()


def test_screens_and_report_tell_it(fixed: Result) -> None:
    found = next(item for item in fixed.edits if item.edit.kind == "flip")
    told = StringIO()
    console = screen.console(told)
    print_edit(console, fixed, found)
    print_summary(console, fixed, "")
    print_diff(console, fixed)
    text = told.getvalue()
    assert f"{found.edit.old} <-> {found.edit.new}" in text
    assert "from here on" in text and "up to here" in text
    # The turns behind the flip are not shown one by one: the exchange says it for all.
    assert text.count("@@") < 15
    row = next(row for row in report_of(fixed)["edits"] if row["kind"] == "flip")
    assert len(row["words"].split()) < 400
