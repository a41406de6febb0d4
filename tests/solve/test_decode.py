"""Which pieces move, and how sure that is: decided piece by piece, at a price for words broken."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from diarfix.solve.chain import best_sequence, forward_backward
from diarfix.solve.decode import solve, solve_moves
from diarfix.solve.lattice import Feature, Lattice, Piece, _reach
from diarfix.solve.weights import Weights, potentials

NO_ONE: tuple[tuple[Feature, ...], ...] = ((), ())


def lattice(observed: Sequence[int], wrong: Sequence[float], change: Sequence[float] = ()) -> Lattice:
    """One-word pieces of two labels; `wrong` and `change` are their scores."""
    changes = change or [0.0] * len(observed)
    return Lattice(("Ann", "Ben"), tuple(
        Piece(at, at + 1, label, (("change", changes[at]),), (), (("wrong", wrong[at]),), NO_ONE)
        for at, label in enumerate(observed)
    ))


WEIGHTS = Weights({"change": 1.0, "wrong": 1.0, "instead": 1.0}, {})


@pytest.mark.parametrize("chance", [0.3, 0.49, 0.51, 0.6, 0.66, 0.67, 0.9])
def test_what_is_not_worth_its_price_is_a_doubt(chance: float) -> None:
    made = solve_moves(lattice([0], [math.log(chance / (1 - chance))]), WEIGHTS)
    assert [move.shape for move in made] == ([] if chance < 0.5 else ["turn" if chance > 2 / 3 else "doubt"])
    assert all(move.posterior == pytest.approx(chance) for move in made)


def test_of_a_move_only_the_part_that_is_worth_its_price_goes() -> None:
    chances = [0.55, 0.9, 0.8, 0.6, 0.3]
    made = solve_moves(lattice([0] * 5, [math.log(chance / (1 - chance)) for chance in chances]), WEIGHTS)
    assert [(move.start, move.end, move.shape) for move in made] == [(1, 3, "inner")]
    assert made[0].posterior == pytest.approx(0.85)


def test_an_end_that_may_lie_in_many_places_does_not_hide_what_all_of_them_move() -> None:
    """Ben's turn begins with words of Ann's, but how many is not clear: none is likelier than any number, and yet the
    first word is hers by three to one."""
    count = 7
    given = lattice([1] * count, [2.3, *[0.0] * (count - 2), -9.0], [0.0, *[-3.0] * (count - 1)])
    scores = potentials(given, WEIGHTS)
    assert list(best_sequence(scores.unary, scores.pair)) == [1] * count
    best, node = solve(given, WEIGHTS)
    assert np.allclose(node, forward_backward(scores.unary, scores.pair).node)
    assert node[0, 0] > 0.7
    (move,) = solve_moves(given, WEIGHTS)
    assert (move.start, move.old, move.new, move.shape) == (0, "Ben", "Ann", "edge")
    assert best == [0] * move.end + [1] * (count - move.end)


def test_the_posterior_of_a_move_is_the_share_of_its_words_expected_to_be_right() -> None:
    long = Piece(0, 9, 0, (), (), (("wrong", 1.0),), NO_ONE)
    short = Piece(9, 10, 0, (), (), (("wrong", 3.0),), NO_ONE)
    given = Lattice(("Ann", "Ben"), (long, short))
    (move,) = solve_moves(given, WEIGHTS)
    chances = [1 / (1 + math.exp(-score)) for score in (1.0, 3.0)]
    assert move.posterior == pytest.approx((9 * chances[0] + chances[1]) / 10)


def test_what_a_stretch_costs_to_begin_is_paid_once() -> None:
    """Two pieces go to Ben as one stretch: his being the right one instead counts for the first alone."""
    row = ((), (("instead", -0.7),))
    pieces = tuple(Piece(at, at + 1, 0, (), (), (("wrong", 1.0),), row) for at in range(2))
    scores = potentials(Lattice(("Ann", "Ben"), pieces), WEIGHTS)
    both = scores.unary[0, 1] + scores.pair[1][1, 1] + scores.unary[1, 1]
    assert both == pytest.approx(1.0 - 0.7 + 1.0)
    second = scores.unary[0, 0] + scores.pair[1][0, 1] + scores.unary[1, 1]
    assert second == pytest.approx(-0.7 + 1.0)


def test_the_reach_of_a_stretch_is_that_of_its_pieces() -> None:
    for start, end, length in ((0, 5, 40), (3, 9, 40), (0, 40, 40), (30, 40, 40), (0, 1, 1), (18, 23, 41)):
        whole = _reach(start, end, length)
        words = sum(_reach(at, at + 1, length) for at in range(start, end))
        assert whole == pytest.approx(words, abs=0.06) and whole >= 0
    assert _reach(0, 5, 40) == pytest.approx(math.log(6))
    assert _reach(0, 40, 40) == pytest.approx(2 * math.log(21))
