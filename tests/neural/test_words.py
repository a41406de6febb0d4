"""Words as the model sees them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diarfix.neural.words import CASES, EDGES, MARKS, describe, encode, read_vocabulary


@pytest.mark.parametrize(
    ("word", "form", "mark", "case"),
    [
        ("Right,", "right", "comma", "capital"),
        ("“Day.”", "day", "stop", "capital"),
        ("what?!", "what", "question", "lower"),
        ("NASA", "nasa", "none", "upper"),
        ("I", "i", "none", "capital"),
        ("well...", "well", "dots", "lower"),
        ("well…", "well", "dots", "lower"),
        ("but—", "but", "dash", "lower"),
        ("$40:", "$40", "colon", "digit"),
        ("don’t", "don't", "none", "lower"),
        ("--", "", "dash", "other"),
        ("great!", "great", "exclamation", "lower"),
    ],
)
def test_a_word_is_described(word: str, form: str, mark: str, case: str) -> None:
    found, _, _, mark_id, case_id = describe(word)
    assert (found, MARKS[mark_id], CASES[case_id]) == (form, mark, case)


@given(st.lists(st.text(min_size=1, max_size=30), max_size=20))
def test_any_word_has_ids_in_range(words: list[str]) -> None:
    ids = encode(words, {"a": 1})
    assert ids.shape == (len(words), 5)
    limits = np.array([2, EDGES, EDGES, len(MARKS), len(CASES)])
    assert (ids >= 0).all() and (ids < limits).all()


def test_the_vocabulary_counts_from_one() -> None:
    assert read_vocabulary("the\nand\n") == {"the": 1, "and": 2}
    assert encode(["And", "zebra"], {"the": 1, "and": 2})[:, 0].tolist() == [2, 0]

