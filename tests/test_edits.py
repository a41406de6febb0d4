"""Edits: ids, applying any subset, undoing, and saying when they no longer fit."""

from __future__ import annotations

from itertools import permutations

import pytest

from diarfix import DiarfixError, Edit, apply_edits, read, undo
from diarfix.edits import edit_id, with_ids

TEXT = "Ann: The ferry leaves from the\nBen: pier. Right, and when is\nAnn: that? At ten.\nBen: Good. Thanks, Ann.\n"


def move(start: int, end: int, old: str, new: str) -> Edit:
    return Edit("", "move", start, end, old, new, 0.9)


def test_subsets_commute_and_undo() -> None:
    transcript = read(TEXT)
    edits = with_ids(transcript, [move(5, 6, "Ben", "Ann"), move(10, 11, "Ann", "Ben")])
    results = {tuple(apply_edits(transcript, list(order)).speakers) for order in permutations(edits)}
    assert len(results) == 1
    assert undo(transcript, edits, [edits[0].id]).speakers == apply_edits(transcript, edits[1:]).speakers
    assert undo(transcript, edits, [edit.id for edit in edits]) == transcript


def test_turns_merge_only_where_touched() -> None:
    transcript = read("Ann: One boat is here.\n\nAnn: Two boats are out.\n\nBen: Three are lost. Bye.\n")
    same = apply_edits(transcript, [])
    assert [turn.start for turn in same.turns] == [turn.start for turn in transcript.turns]
    moved = apply_edits(transcript, [move(8, 11, "Ben", "Ann")])
    assert [(turn.speaker, turn.start, turn.end) for turn in moved.turns] == [
        ("Ann", 0, 4),
        ("Ann", 4, 11),
        ("Ben", 11, 12),
    ]


def test_merges_and_names_chain() -> None:
    transcript = read(TEXT)
    edits = [Edit("a", "merge", 0, 5, "Ben", "Ann", 0.9), Edit("b", "name", 0, 5, "Ann", "Ann Lee", 0.9)]
    assert apply_edits(transcript, edits).labels == ("Ann Lee",)
    assert apply_edits(transcript, edits[:1]).labels == ("Ann",)
    assert len(apply_edits(transcript, edits).turns) == 1


def test_stale_edits_say_so() -> None:
    transcript = read(TEXT)
    for bad in (move(5, 6, "Ann", "Ben"), move(0, 99, "Ann", "Ben")):
        with pytest.raises(DiarfixError, match="E501"):
            apply_edits(transcript, [bad])
    with pytest.raises(DiarfixError, match="overlaps"):
        apply_edits(transcript, [move(5, 6, "Ben", "Ann"), move(5, 7, "Ben", "Ann")])


def test_ids_hold_when_words_far_away_change() -> None:
    long = "Ann: Before all that we had tea and toast and a long walk on the sand.\n" + TEXT
    first, second = read(TEXT), read(long)
    at = len(second.words) - len(first.words)
    anchored = edit_id(first, "move", 10, 11, "Ann", "Ben")
    assert anchored == edit_id(second, "move", 10 + at, 11 + at, "Ann", "Ben")
    assert anchored != edit_id(first, "move", 11, 12, "Ann", "Ben")


def test_the_same_words_twice_get_two_ids() -> None:
    transcript = read(("Ann: yes we can do that now and then\nBen: yes we can do that now and then\n") * 4)
    spans = [(turn.start + 7, turn.start + 8) for turn in transcript.turns if turn.speaker == "Ben"][1:3]
    edits = with_ids(transcript, [move(start, end, "Ben", "Ann") for start, end in spans])
    assert len({edit.id for edit in edits}) == 2
