"""Which word is which."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diarfix.formats import from_turns
from diarfix.measure import align, spoken

WORDS = st.lists(st.sampled_from("a b c d e f".split()), max_size=40)


def test_replacements_pair_up_one_to_one() -> None:
    left = "the old boat went out at ten".split()
    right = "the new ship went out at noon".split()
    assert align(left, right) == tuple((at, at) for at in range(7))


def test_words_that_one_side_lacks_have_no_partner() -> None:
    left = "well um the boat went out".split()
    right = "well the boat really went out".split()
    assert align(left, right) == ((0, 0), (2, 1), (3, 2), (4, 4), (5, 5))


def test_nothing_aligns_with_nothing() -> None:
    assert align([], ["a"]) == align(["a"], []) == align([], []) == ()


def test_a_passage_left_out_is_not_scattered() -> None:
    """By edit distance alone the kept "the sea" could as well be taken from inside the passage left out."""
    lost = "and the tide of the sea was high so the men of the town went to the sea".split()
    kept = "the sea is calm today said everyone in town".split()
    assert align(lost + kept, kept) == tuple((len(lost) + at, at) for at in range(len(kept)))


def test_marks_case_and_apostrophes_do_not_matter() -> None:
    left = from_turns([("A", "“Don’t go,” she said.")])
    right = from_turns([("B", "don't GO! She said")])
    assert spoken(left) == spoken(right) == ["don't", "go", "she", "said"]


@given(WORDS)
def test_a_text_aligns_with_itself_word_by_word(words: list[str]) -> None:
    assert align(words, words) == tuple((at, at) for at in range(len(words)))


@given(WORDS, WORDS)
def test_pairs_rise_on_both_sides(left: list[str], right: list[str]) -> None:
    pairs = align(left, right)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert all(a < len(left) and b < len(right) for a, b in pairs)


@given(WORDS, WORDS)
def test_where_words_are_alike_the_longer_side_alone_is_left_over(left: list[str], right: list[str]) -> None:
    words = [*left, "X", *right]
    assert len(align(words, [*left, *right])) == len(words) - 1


@pytest.mark.parametrize("size", [20_000])
def test_long_transcripts_align_in_under_a_second(size: int) -> None:
    chance = random.Random(7)
    vocabulary = [f"w{int(chance.paretovariate(0.6)) % 3000}" for _ in range(3000)]
    left = [chance.choice(vocabulary) for _ in range(size)]
    right = [chance.choice(vocabulary) if chance.random() < 0.05 else word for word in left if chance.random() > 0.02]
    started = time.process_time()
    pairs = align(left, right)
    assert time.process_time() - started < 3  # 0.1 s on the machine it was written on; slow runners get room
    assert len(pairs) > 0.96 * size
