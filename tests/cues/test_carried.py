"""Seams that one person's words go over: counted with a boundary model, unknown without one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from diarfix.cues.analysis import analyse
from diarfix.cues.carried import Carried, carried
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.formats import from_turns

TALK = [
    ("Host", "We walked all along the quay and then we saw the"),
    ("Co-Host", "Boats that had come in over night with the storm behind them."),
    ("Host", "Nobody was hurt at all, which is more than we had hoped for."),
]


def _context(sure_at: int | None) -> Context:
    def model(words: Sequence[str]) -> NDArray[np.float32]:
        found = np.full(len(words), -1.0, dtype=np.float32)
        if sure_at is not None:
            found[sure_at - 4 : sure_at + 5] = -6.0
        return found

    return Context(analyse(from_turns(TALK), load_english()), boundary=model)


def test_a_seam_is_carried_where_no_change_is_near() -> None:
    first = len(TALK[0][1].split())
    found = carried(_context(first), ("Co-Host", "Host"))
    assert (found.seams, found.carried, found.share) == (2, 1, 0.5)
    assert found.word_share == 1.0


def test_nothing_is_carried_where_a_change_may_be_near_or_no_model_is_asked() -> None:
    assert carried(_context(None), ("Host", "Co-Host")).carried == 0
    silent = Context(analyse(from_turns(TALK), load_english()))
    assert carried(silent, ("Host", "Co-Host")) == Carried()
    assert Carried().share == Carried().word_share == 0.0
