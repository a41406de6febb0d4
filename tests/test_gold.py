"""The stand-off gold covers every word once, and fits the episode where that lies beside the clone."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_spans_partition_every_turn(path: Path) -> None:
    turns = load(path)["turns"]
    assert [number for number, _ in turns] == list(range(len(turns)))
    for number, spans in turns:
        assert spans[0][0] == 0, number
        assert all(left[1] == right[0] for left, right in pairwise(spans)), number
        for start, end, label, *accepted in spans:
            assert start < end, number
            assert not accepted or (label in accepted[0] and len(accepted[0]) > 1), number


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_spans_fit_the_episode(path: Path) -> None:
    gold = load(path)
    episode = ROOT.parent / "shared" / "seeds" / gold["source"]
    if not episode.is_file():
        pytest.skip(f"{gold['source']} does not lie beside this clone")
    lines = episode.read_text(encoding="utf-8").splitlines()[2:]  # two lines of page furniture come first
    texts = lines[1 : 2 * len(gold["turns"]) : 2]
    assert [len(text.split()) for text in texts] == [spans[-1][1] for _, spans in gold["turns"]]
