"""The head that is asked who goes on: its questions, what it learns of its states, and its trunk."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the train extra")
pytest.importorskip("onnx", reason="training needs the train extra")

import torch

from diarfix.neural.model import WINDOW, bundled_model
from diarfix.neural.words import Ids
from diarfix.train import who
from diarfix.train.boundary import Corpus


def corpus(episodes: int = 40, words: int = 400) -> Corpus:
    """Three people who take turns at random; the form of every word tells who says it."""
    rng = np.random.default_rng(4)
    people = np.concatenate([np.repeat(rng.permutation(3), rng.integers(5, 30, 3)) for _ in range(episodes * 12)])
    people = people[: episodes * words].astype(np.int16)
    ids = np.zeros((len(people), 5), dtype=np.uint16)
    ids[:, 0] = people + 1
    return Corpus(ids, people, tuple(range(0, len(people), words)), ("oars", "sails", "nets"))


def telling(ids: Ids) -> who.States:
    """A trunk whose states are who speaks."""
    return np.eye(4, dtype=np.float32)[ids[..., 0]]


def blind(ids: Ids) -> who.States:
    """A trunk that has seen nothing."""
    return np.zeros((*ids.shape[:2], 4), dtype=np.float32)


def test_turns_that_do_not_meet_are_asked_about() -> None:
    spoken = np.repeat([0, 1, 0, 2], [4, 1, 7, 3]).astype(np.int16)
    logits, asked = who.WhoHead(4)([torch.zeros(15, 4)], [spoken])
    assert logits.shape == (3,)
    assert asked.same.tolist() == [1, 0, 0]
    assert asked.apart.tolist() == [2, 3, 2]
    assert asked.words.tolist() == [4, 3, 1]


def area(line: str) -> float:
    return float(line.rsplit(" ", 1)[1])


def test_a_head_learns_what_its_states_tell_and_nothing_else() -> None:
    torch.set_num_threads(1)
    made = corpus()
    told = list(who.judge(telling, who.train(telling, made, 25, 1), made, 24))
    assert told and all(area(line) > 0.9 for line in told)
    guessed = list(who.judge(blind, who.train(blind, made, 25, 1), made, 24))
    assert any(area(line) < 0.7 for line in guessed)


def test_the_trunk_gives_what_the_network_decides_by() -> None:
    trunk = who.BoundaryTrunk(files("diarfix").joinpath("data/boundary/boundary.onnx").read_bytes())
    ids = np.zeros((2, WINDOW, 5), dtype=np.int64)
    ids[1, 100, 0] = 7
    states = trunk(ids)
    assert states.shape[:2] == (2, WINDOW) and states.shape[2] > 100
    # Another word is seen by all states around, and by the answers made of them.
    answers = bundled_model().network(ids)
    for seen in (np.abs(states[0] - states[1]).max(-1), np.abs(answers[0] - answers[1])):
        assert seen[98:103].min() > 1e-3
        assert seen[98:103].max() > 10 * seen[:20].max()
