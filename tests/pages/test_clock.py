"""Word times: as written, in between in proportion, rising."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diarfix.model import Source, Transcript, Turn, Word
from diarfix.pages.clock import word_times


def timed(times: list[float | None]) -> Transcript:
    words = tuple(Word("w", 2 * at, 2 * at + 1, start=time) for at, time in enumerate(times))
    return Transcript(words, (Turn("Ann", 0, len(words)),), Source("x", "name-lines", "w " * len(words)))


def test_known_times_stand_and_the_rest_is_shared() -> None:
    assert word_times(timed([0.0, None, 2.0, None])) == pytest.approx((0.0, 1.0, 2.0, 3.0, 4.0))
    assert word_times(timed([None, 1.0, 3.0])) == pytest.approx((0.0, 1.0, 3.0, 5.0))


def test_turn_times_serve_where_words_have_none(transcript_of: Callable[..., Transcript]) -> None:
    plain = transcript_of([("Ann", "one two"), ("Ben", "three four")])
    first, second = plain.turns
    turns = (replace(first, time=0.0), replace(second, time=10.0, until=20.0))
    assert word_times(replace(plain, turns=turns)) == (0.0, 5.0, 10.0, 15.0, 20.0)


def test_without_two_times_nothing_is_made_up() -> None:
    assert word_times(timed([None, None])) is None
    assert word_times(timed([1.0, None])) is None


@given(st.lists(st.none() | st.floats(0, 1e5), min_size=1, max_size=40))
def test_times_never_run_backwards(times: list[float | None]) -> None:
    found = word_times(timed(times))
    if found is not None:
        assert len(found) == len(times) + 1
        assert all(left <= right for left, right in pairwise(found)) and found[0] >= 0
