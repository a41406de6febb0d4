"""Which label is which person."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from diarfix.measure.labels import assign, best_mapping, carried_mapping

GRIDS = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=5)
)


def best_by_trying(weights: list[list[int]]) -> int:
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        weights = [list(row) for row in zip(*weights, strict=True)]
        rows, columns = columns, rows
    return max(sum(weights[row][at] for row, at in enumerate(order)) for order in permutations(range(columns), rows))


@given(GRIDS)
def test_the_assignment_is_the_best_there_is(weights: list[list[int]]) -> None:
    held = assign(weights)
    used = [at for at in held if at is not None]
    assert len(held) == len(weights)
    assert len(set(used)) == len(used) == min(len(weights), len(weights[0]))
    assert sum(weights[row][at] for row, at in enumerate(held) if at is not None) == best_by_trying(weights)


@given(GRIDS)
def test_the_assignment_is_the_same_every_time(weights: list[list[int]]) -> None:
    assert assign(weights) == assign([list(row) for row in weights])


def test_nothing_is_assigned_to_nothing() -> None:
    assert assign([]) == []
    assert best_mapping({}) == {}


def test_the_mapping_is_best_as_a_whole() -> None:
    # S0 -> Ana alone would be 9, but S0 -> Bo and S1 -> Ana is 8 + 7.
    assert best_mapping({("Ana", "S0"): 9, ("Bo", "S0"): 8, ("Ana", "S1"): 7}) == {"S0": "Bo", "S1": "Ana"}


def test_labels_without_a_shared_word_stay_unmapped() -> None:
    assert best_mapping({("Ana", "S0"): 5, ("Ana", "S1"): 2}) == {"S0": "Ana"}
    assert best_mapping({("Ana", "S0"): 5, ("Bo", "S0"): 2, ("Ana", "S1"): 1}) == {"S0": "Ana"}


def test_of_equal_mappings_namesakes_win_then_the_first() -> None:
    tied = {("Ana", "Bo"): 2, ("Ana", "Ana"): 2, ("Bo", "Bo"): 2, ("Bo", "Ana"): 2}
    assert best_mapping(tied) == {"Bo": "Bo", "Ana": "Ana"}
    assert best_mapping({("Ana", "S0"): 2, ("Ana", "S1"): 2}) == {"S0": "Ana"}


def words(text: str) -> list[tuple[str, str, str]]:
    """`person/raw/hypothesis*count` items."""
    made = []
    for item in text.split():
        labels, count = item.split("*")
        person, raw, label = labels.split("/")
        made += [(person, raw, label)] * int(count)
    return made


BEFORE = {"S0": "Ana", "S1": "Bo"}


def test_an_untouched_transcript_keeps_its_mapping() -> None:
    assert carried_mapping(BEFORE, words("Ana/S0/S0*9 Bo/S1/S1*5 Ana/S2/S2*3")) == BEFORE


def test_a_new_name_takes_over_from_its_label() -> None:
    assert carried_mapping(BEFORE, words("Ana/S0/Host*9 Bo/S1/S1*5")) == {"Host": "Ana", "S1": "Bo"}


def test_a_merge_keeps_the_person_whichever_label_stays() -> None:
    assert carried_mapping(BEFORE, words("Ana/S0/S2*9 Ana/S2/S2*3 Bo/S1/S1*5")) == {"S2": "Ana", "S1": "Bo"}
    assert carried_mapping(BEFORE, words("Ana/S0/S0*9 Ana/S2/S0*3 Bo/S1/S1*5")) == BEFORE


def test_a_label_that_hands_on_most_of_its_words_hands_on_its_person() -> None:
    """One label held two people; the tool gave the larger one a new label."""
    split = words("Ana/S0/Ana*9 Cy/S0/S0*3 Bo/S1/S1*5")
    assert carried_mapping(BEFORE, split) == {"S1": "Bo", "Ana": "Ana", "S0": "Cy"}


def test_a_new_label_stands_for_someone_who_had_none() -> None:
    split = words("Ana/S0/S0*9 Cy/S0/New*3 Bo/S1/S1*5")
    assert carried_mapping(BEFORE, split) == {**BEFORE, "New": "Cy"}


def test_a_label_keeps_its_person_though_another_would_fit_better_now() -> None:
    """Else a few moved words would turn the mapping round and count the rest as repaired and broken."""
    moved = words("Ana/S0/S0*5 Ana/S0/S1*2 Cy/S0/S0*6 Bo/S1/S1*5")
    assert carried_mapping(BEFORE, moved) == BEFORE


def test_merging_two_people_leaves_one_without_a_label() -> None:
    assert carried_mapping(BEFORE, words("Ana/S0/S0*9 Bo/S1/S0*5")) == {"S0": "Ana"}
