"""Fitting the numbers of a call: the gradient is that of the loss, and what is fitted survives the data file."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy")

import numpy as np

from diarfix.measure import Episode
from diarfix.people.numbers import numbers_data, read_numbers
from diarfix.people.solve import first_learned
from diarfix.train.calls import Outcome, calibrate, make_call
from diarfix.train.people import Layout, fit, loss
from tests.conftest import made_of
from tests.people.call import CALL

TRUTH = (
    ("Operator", CALL[0][1]),
    ("Dana", CALL[1][1]),
    ("Marcus", CALL[2][1].split(" Thanks, Marcus")[0]),
    ("Helen", "Thanks, Marcus" + CALL[2][1].split(" Thanks, Marcus")[1]),
    ("Operator", CALL[3][1]),
    ("Priya", CALL[4][1]),
    ("Marcus", CALL[5][1].split(" Okay, that's")[0]),
    ("Priya", "Okay, that's" + CALL[5][1].split(" Okay, that's")[1].split(" Sure.")[0]),
    ("Marcus", "Sure." + CALL[5][1].split(" Sure.")[1]),
    ("Priya", CALL[6][1]),
    ("Operator", CALL[7][1]),
    ("Tom", CALL[8][1]),
    ("Marcus", CALL[9][1]),
    ("Tom", CALL[10][1]),
    ("Operator", CALL[11][1]),
    ("Marcus", CALL[12][1]),
    ("Operator", CALL[13][1]),
)
EPISODE = Episode("kestrel", "kestrel", made_of(CALL), made_of(TRUTH))


def test_the_gradient_is_that_of_the_loss() -> None:
    call = make_call(EPISODE, model=False)
    assert call is not None
    layout = Layout([call])
    theta = layout.start() + 0.1 * np.random.default_rng(1).standard_normal(int(layout.edges[-1]))
    learned = [first_learned(call.script, call.cast, call.seen)]
    _, gradient = loss(theta, layout, [call], learned, 1.0)
    for at in (*range(0, len(theta), 13), *range(int(layout.edges[2]), len(theta))):
        step = np.zeros_like(theta)
        step[at] = 1e-5
        high, low = (loss(theta + sign * step, layout, [call], learned, 1.0)[0] for sign in (1, -1))
        assert gradient[at] == pytest.approx((high - low) / 2e-5, rel=1e-3, abs=1e-4)


def test_fitted_numbers_survive_the_data_file() -> None:
    call = make_call(EPISODE, model=False)
    assert call is not None
    numbers = fit([call], 1.0)
    assert read_numbers(numbers_data(numbers)) == numbers


def test_confidence_follows_what_held_out_moves_were_worth() -> None:
    good = [Outcome(0.9, 30, 0)] * 20 + [Outcome(0.6, 15, 15)] * 20
    slope, offset = calibrate(good)
    assert slope * np.log(9) + offset > np.log(9)
    assert abs(slope * np.log(1.5) + offset) < 0.5
