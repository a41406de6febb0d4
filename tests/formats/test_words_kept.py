"""Words that look like parts of times are words."""

from __future__ import annotations

import pytest

from diarfix import formats


@pytest.mark.parametrize("word", ["to", "-", "–", "a"])
def test_a_turn_of_one_small_word_keeps_it(word: str) -> None:
    text = f"Ann: it was built in\nBo: {word}\nAnn: that wall.\nBo: Yes, it was.\n"
    read = formats.read_text(text)
    assert [item.text for item in read.words[4:5]] == [word]
    assert read.speakers[4] == "Bo"
