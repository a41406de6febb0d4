"""Scores of who follows whom: asked for one by one they are what they are all at once."""

from __future__ import annotations

import numpy as np

from diarfix.people.solve import Successions


def test_one_by_one_and_all_at_once() -> None:
    rng = np.random.default_rng(3)
    made = Successions(rng.normal(size=6), rng.normal(size=(4, 4)), {2: [(1, 0.5), (1, 0.25)], 5: [(0, -1.0)]})
    assert (made.all() == np.stack([made[piece] for piece in range(6)])).all()
    assert (made[2].diagonal() == 0).all()
    assert made[2][0, 1] == made.change[2] + made.step[0, 1] + 0.5 + 0.25
    assert made[3][0, 1] == made.change[3] + made.step[0, 1]
