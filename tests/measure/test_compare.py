"""Whole comparisons, on invented transcripts small enough to count by hand."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from diarfix.formats import from_turns
from diarfix.measure import ChangeCounts, WordCounts, change, compare
from diarfix.model import Transcript, relabel

Turns = Sequence[tuple[str, str]]

REFERENCE: Turns = [
    ("Ana", "the ferry leaves the harbour at ten"),
    ("Bo", "right and who steers it"),
    ("Ana", "my brother does most days"),
    ("Cy", "he is good"),
]
RAW: Turns = [
    ("S0", "the ferry leaves the harbour at"),
    ("S1", "ten right and who"),
    ("S2", "steers it"),
    ("S0", "my brother does most days he is good"),
]


def made(turns: Turns) -> Transcript:
    return from_turns(turns)


def test_a_transcript_is_right_by_itself() -> None:
    same = compare(made(REFERENCE), made(REFERENCE))
    assert same.words == WordCounts(20, 20, 20, 0)
    assert same.runs == ()
    assert same.boundaries.exact == 3
    assert same.mapping == {"Ana": "Ana", "Bo": "Bo", "Cy": "Cy"}


def test_wrong_words_runs_and_confusion_by_hand() -> None:
    compared = compare(made(REFERENCE), made(RAW))
    assert compared.mapping == {"S0": "Ana", "S1": "Bo"}
    assert compared.words == WordCounts(20, 20, 20, 6)  # "ten", "steers it", "he is good"
    assert [(run.start, run.end, run.labels, run.people) for run in compared.runs] == [
        (6, 7, ("S1",), ("Ana",)),
        (10, 12, ("S2",), ("Bo",)),
        (17, 20, ("S0",), ("Cy",)),
    ]
    assert [(item.runs, item.words) for item in compared.run_classes] == [(3, 6), (0, 0), (0, 0), (0, 0)]
    assert compared.confusion == {
        ("Ana", "S0"): 11, ("Ana", "S1"): 1, ("Bo", "S1"): 3, ("Bo", "S2"): 2, ("Cy", "S0"): 3,
    }  # fmt: skip
    # Reference changes at 7, 12, 17; raw changes at 6, 10, 12.
    assert (compared.boundaries.exact, compared.boundaries.near) == (1, 2)


def test_words_that_differ_do_not_count_as_wrong() -> None:
    raw = made([("S0", "um the ferry leaves harbor at ten"), ("S1", "write and who steers it")])
    compared = compare(made(REFERENCE[:2]), raw)
    assert compared.words == WordCounts(12, 12, 11, 0)


def test_a_run_goes_on_over_a_word_without_a_partner() -> None:
    reference = made([("Ana", "one two three four five"), ("Bo", "six seven eight nine"), ("Ana", "ten eleven twelve")])
    raw = made([("S0", "one two three four five"), ("S1", "six"), ("S0", "seven um eight nine ten eleven twelve")])
    compared = compare(reference, raw)
    assert [(run.start, run.end, run.words) for run in compared.runs] == [(6, 10, 3)]


def test_repaired_broken_and_missed_by_hand() -> None:
    fixed = [
        ("S0", "the ferry leaves the harbour at ten"),  # "ten" repaired
        ("S1", "right and who steers it"),  # "steers it" repaired
        ("S1", "my"),  # broken
        ("S0", "brother does most days he is good"),  # "he is good" missed
    ]
    done = change(compare(made(REFERENCE), made(RAW)), made(fixed))
    assert done.counts == ChangeCounts(kept=13, repaired=3, broken=1, missed=3)
    assert [item.words for item in done.wrong_runs] == [6, 0, 0, 0]
    assert [(item.runs, item.words) for item in done.repaired_runs] == [(2, 3), (0, 0), (0, 0), (0, 0)]
    assert [(item.runs, item.words) for item in done.broken_runs] == [(1, 1), (0, 0), (0, 0), (0, 0)]
    assert [fate.hypothesis for fate in done.fates if fate.is_wrong and not fate.was_wrong] == [12]


def test_naming_a_label_changes_nothing() -> None:
    named = [({"S0": "Ana"}.get(label, label), words) for label, words in RAW]
    done = change(compare(made(REFERENCE), made(RAW)), made(named))
    assert done.counts == ChangeCounts(kept=14, repaired=0, broken=0, missed=6)


def test_merging_two_labels_of_one_person_repairs_the_smaller() -> None:
    before = compare(made(REFERENCE), made(RAW))
    for stays in ("S1", "S2", "Bo"):
        merged = [(stays if label in ("S1", "S2") else label, words) for label, words in RAW]
        assert change(before, made(merged)).counts == ChangeCounts(kept=14, repaired=2, broken=0, missed=4)


def test_merging_two_people_breaks_the_smaller() -> None:
    merged = [("S0" if label == "S1" else label, words) for label, words in RAW]
    counts = change(compare(made(REFERENCE), made(RAW)), made(merged)).counts
    assert counts == ChangeCounts(kept=11, repaired=3, broken=3, missed=3)


def test_a_label_for_someone_who_had_none_repairs() -> None:
    split = [*RAW[:3], ("S0", "my brother does most days"), ("New", "he is good")]
    counts = change(compare(made(REFERENCE), made(RAW)), made(split)).counts
    assert counts == ChangeCounts(kept=14, repaired=3, broken=0, missed=3)


def test_a_hypothesis_with_other_words_is_aligned_on_its_own() -> None:
    other = [("S0", "the ferry leaves the big harbour at ten"), *RAW[1:]]
    other[1] = ("S1", "right and who")
    counts = change(compare(made(REFERENCE), made(RAW)), made(other)).counts
    assert counts == ChangeCounts(kept=14, repaired=1, broken=0, missed=5)


SPEAKERS = st.lists(st.tuples(*[st.sampled_from("ABC")] * 3), min_size=1, max_size=60)


def labelled(speakers: Sequence[str]) -> Transcript:
    return relabel(from_turns([("A", " ".join(f"w{at}" for at in range(len(speakers))))]), speakers)


@given(SPEAKERS)
def test_counts_add_up(speakers: list[tuple[str, str, str]]) -> None:
    reference, raw, hypothesis = (labelled(side) for side in zip(*speakers, strict=True))
    before = compare(reference, raw)
    done = change(before, hypothesis)
    counts = done.counts
    assert counts.aligned == len(speakers) == len(done.fates)
    assert counts.wrong_before == before.words.wrong == sum(run.words for run in before.runs)
    assert counts.wrong_after == done.after.words.wrong >= compare(reference, hypothesis).words.wrong
    assert sum(item.words for item in done.wrong_runs) == counts.wrong_before
    assert sum(item.words for item in done.repaired_runs) == counts.repaired
    assert sum(item.words for item in done.broken_runs) == counts.broken
    assert sum(before.confusion.values()) == len(speakers)


@given(SPEAKERS, st.permutations("ABC"))
def test_other_names_for_the_labels_change_no_count(speakers: list[tuple[str, str, str]], names: list[str]) -> None:
    reference, raw, _ = (labelled(side) for side in zip(*speakers, strict=True))
    renamed = relabel(raw, [names["ABC".index(speaker)] for speaker in raw.speakers])
    one, two = compare(reference, raw), compare(reference, renamed)
    assert (one.words, one.boundaries) == (two.words, two.boundaries)


@given(SPEAKERS)
def test_the_sides_can_be_swapped(speakers: list[tuple[str, str, str]]) -> None:
    reference, raw, _ = (labelled(side) for side in zip(*speakers, strict=True))
    assert compare(reference, raw).words.wrong == compare(raw, reference).words.wrong


@given(SPEAKERS)
def test_leaving_a_transcript_alone_changes_nothing(speakers: list[tuple[str, str, str]]) -> None:
    reference, raw, _ = (labelled(side) for side in zip(*speakers, strict=True))
    counts = change(compare(reference, raw), raw).counts
    assert (counts.repaired, counts.broken) == (0, 0)
