"""Judgement of edits, misses, calibration and intervals, counted by hand."""

from __future__ import annotations

from random import Random

import pytest

from diarfix.bench.bootstrap import Interval, interval, resamples
from diarfix.bench.episode import SeamCounts, count_seams
from diarfix.bench.judge import EditOutcome, judge
from diarfix.bench.misses import find_misses
from diarfix.bench.reliability import reliability
from diarfix.bench.report import _ratio
from diarfix.bench.rules import rule_rows
from diarfix.edits import Decided, Edit, EditKind, Reason, State, apply_edits
from diarfix.formats import from_turns
from diarfix.measure import Change, ChangeCounts, change, compare

RAW = from_turns([
    ("S0", "Welcome to the show about the"), ("S1", "sea. Thanks for having me here today."),
    ("S0", "Tell us."), ("S2", "How did it start and when?"), ("S1", "Long ago. Right. It began with a boat."),
])
GOLD = from_turns([
    ("Ana", "Welcome to the show about the sea."), ("Bo", "Thanks for having me here today."),
    ("Ana", "Tell us. How did it start and when?"), ("Bo", "Long ago."), ("Ana", "Right."),
    ("Bo", "It began with a boat."),
])
# Words from 0: "sea." is 6, S2's turn 15-20, "Right." 23.


def edit(key: str, kind: EditKind, start: int, end: int, old: str, new: str, code: str = "DF1") -> Edit:
    return Edit(key, kind, start, end, old, new, 0.8, (Reason(code, "", 1.0),))


SEA = edit("sea", "move", 6, 7, "S1", "S0")
MERGE = edit("merge", "merge", 15, 21, "S2", "S0", "DF4")
WRONG = edit("wrong", "move", 13, 15, "S0", "S1")
RIGHT = edit("right", "move", 23, 24, "S1", "S2", "DF2")
NAME = edit("name", "name", 0, 6, "S0", "Ana", "DF4")


def done(*items: tuple[Edit, State]) -> tuple[Change, tuple[EditOutcome, ...]]:
    decided = [Decided(item, state) for item, state in items]
    before = compare(GOLD, RAW)
    made = change(before, apply_edits(RAW, [item for item, state in items if state == "applied"]))
    return made, judge("ep", before, made, decided)


def test_every_edit_is_judged_alone() -> None:
    _, outcomes = done((SEA, "applied"), (MERGE, "applied"), (WRONG, "review"), (RIGHT, "review"), (NAME, "review"))
    assert {item.id: (item.aligned, item.repaired, item.broken) for item in outcomes} == {
        "sea": (1, 1, 0), "merge": (6, 6, 0), "wrong": (2, 0, 2), "right": (1, 1, 0), "name": (8, 0, 0),
    }
    assert [item.id for item in outcomes if item.right] == ["sea", "merge", "right"]
    assert [item.id for item in outcomes if not item.judged] == ["name"]


def test_a_move_to_a_label_of_no_one_is_not_right() -> None:
    _, [outcome] = done((RIGHT, "review"))  # S2 stands for no one while it is not merged
    assert (outcome.judged, outcome.right, outcome.repaired, outcome.broken) == (True, False, 0, 0)


def test_words_are_credited_once_and_add_up() -> None:
    made, outcomes = done((SEA, "applied"), (MERGE, "applied"), (WRONG, "applied"), (RIGHT, "review"))
    assert {item.id: item.credit for item in outcomes} == {
        "sea": (1, 0), "merge": (6, 0), "wrong": (0, 2), "right": (0, 0),
    }
    rows = {row.code: (row.edits, row.right, row.repaired, row.broken) for row in rule_rows(outcomes, made.counts)}
    assert rows == {"DF1": (2, 1, 1, 2), "DF4": (1, 1, 6, 0)}
    assert (made.counts.repaired, made.counts.broken) == (7, 2)


def test_what_stays_wrong_has_a_cause() -> None:
    made, outcomes = done((MERGE, "review"), (RIGHT, "review"), (SEA, "review"))
    misses = find_misses("ep", made, outcomes)
    assert [(miss.start, miss.end, miss.words, miss.turn, miss.cause, miss.waiting) for miss in misses] == [
        (6, 7, 1, 2, "edge", 0.8), (15, 21, 6, 4, "whole turns", None), (23, 24, 1, 5, "inside", None),
    ]


def test_people_without_a_label_are_a_cause() -> None:
    gold = from_turns([("Ana", "Hello to all of you."), ("Cy", "And from me."), ("Bo", "Hi there.")])
    raw = from_turns([("S0", "Hello to all of you. And from me."), ("S1", "Hi there.")])
    [miss] = find_misses("ep", change(compare(gold, raw), raw), ())
    assert (miss.words, miss.cause) == (3, "no label")


def test_changes_of_label_at_sentence_ends() -> None:
    assert count_seams(RAW) == SeamCounts(4, 3)
    assert SeamCounts().share is None


def outcome(confidence: float, right: bool, aligned: int = 1) -> EditOutcome:
    return EditOutcome("e", "i", "move", "review", 0, 1, 1, confidence, (), aligned, int(right), int(not right))


def test_calibration_by_hand() -> None:
    found = reliability([outcome(0.9, True), outcome(0.92, False), outcome(0.65, True), outcome(1.0, True, aligned=0),
                         outcome(0.1, False)])
    assert (found.edits, found.unjudged) == (4, 1)
    [low, mid, high] = [item for item in found.bins if item.edits]
    assert (low.low, mid.low, high.low) == (0.0, 0.6, 0.9)
    assert (high.edits, high.share_right, high.mean_confidence) == (2, 0.5, pytest.approx(0.91))
    # 0.1 + |1 - 0.65| + |1 - 1.82|, over 4 and without the first over 3
    assert found.ece == pytest.approx((0.1 + 0.35 + 0.82) / 4)
    assert found.ece_likely == pytest.approx((0.35 + 0.82) / 3)
    assert reliability([]).ece is None
    assert reliability([outcome(1.0, True)]).bins[-1].edits == 1


def test_resampling_is_seeded() -> None:
    draws = resamples(5, Random(7))
    assert draws == resamples(5, Random(7)) != resamples(5, Random(8))
    assert (len(draws), {len(draw) for draw in draws}) == (2000, {5})


def test_intervals() -> None:
    draws = resamples(30, Random(1))
    found = interval([0, 2] * 15, draws, sum)
    assert found is not None and found.low is not None and found.high is not None
    # The sum has mean 30 and a deviation of the root of 30.
    assert 18 <= found.low <= 21 and 39 <= found.high <= 42
    assert interval([1], draws, sum) is None
    assert interval([3] * 30, draws, sum) == Interval(90, 90)
    assert Interval(1, None).excludes_zero and not Interval(-1, 1).excludes_zero


def test_the_ratio_has_no_bound_where_nothing_breaks() -> None:
    draws = resamples(2, Random(1))
    assert interval([ChangeCounts(repaired=3), ChangeCounts(repaired=2)], draws, _ratio) == Interval(None, None)
    assert interval([ChangeCounts(), ChangeCounts()], draws, _ratio) is None
