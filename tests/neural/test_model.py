"""Windows over a transcript, and the bundled model."""

from __future__ import annotations

import time
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diarfix.neural import BoundaryModel, bundled_model
from diarfix.neural.model import WINDOW, Logits, OnnxNetwork, window_places
from diarfix.neural.words import Ids


def echo(ids: Ids) -> Logits:
    """Gives the words' forms back, so that a test can see which word came out where."""
    assert ids.shape[1:] == (WINDOW, 5)
    return ids[..., 0].astype(np.float32)


@given(st.integers(0, 2000))
def test_windows_give_every_word_once_with_context(count: int) -> None:
    places = list(window_places(count))
    assert [at for _, start, end in places for at in range(start, end)] == list(range(count))
    for begin, start, end in places:
        assert begin <= start < end <= begin + WINDOW
        assert begin == 0 or start - begin >= 32
        assert begin + WINDOW - end >= min(32, count - end)


@pytest.mark.parametrize("count", [1, 5, 255, 256, 257, 900, 5000])
def test_logits_belong_to_their_words(count: int) -> None:
    words = [f"w{number}" for number in range(count)]
    model = BoundaryModel(echo, {word: number for number, word in enumerate(words, 1)}, {})
    assert model.changes(words).tolist() == list(range(1, count + 1))


QUESTION = (
    "So the new bridge opens in May and everybody can cross it for free. How long did it take you to build it? "
    "About four years, because the river floods in spring and we had to wait every time."
)


def test_the_bundled_model_hears_a_question_and_its_answer() -> None:
    words = QUESTION.split()
    changes = bundled_model().changes(words)
    assert changes[1:].argmax() + 1 == words.index("About")
    assert changes[words.index("because")] < -3


def test_the_bundled_model_says_the_same_every_time() -> None:
    words = QUESTION.split() * 20
    assert (bundled_model().changes(words) == bundled_model().changes(words)).all()


def test_the_card_names_data_and_licence() -> None:
    card = bundled_model().card
    assert "CC BY-SA 4.0" in card["data"]["licence"] and card["command"].startswith("diarfix train model")


@pytest.mark.benchmark
def test_speed_on_one_core() -> None:
    """At least 15,000 words a second: `pytest -m benchmark tests/neural`, on a machine that does nothing else."""
    network = OnnxNetwork(files("diarfix").joinpath("data/boundary/boundary.onnx").read_bytes(), threads=1)
    model = BoundaryModel(network, bundled_model().vocabulary, {})
    words = QUESTION.split() * 400
    model.changes(words[:2000])
    speeds = []
    for _ in range(3):
        begun = time.process_time()
        model.changes(words)
        speeds.append(len(words) / (time.process_time() - begun))
    print(f"words a second on one core: {min(speeds):,.0f} to {max(speeds):,.0f}")
    assert max(speeds) > 15_000
