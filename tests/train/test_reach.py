"""Where the right label of wrong words stands, and what follows on questions inside turns."""

from __future__ import annotations

import numpy as np

from diarfix.formats import from_turns
from diarfix.measure import Comparison, compare
from diarfix.train.reach import Stretch, questions, stretches, table

ASKS = "How long did the ferry take to cross that morning?"
TELLS = "About forty minutes, because the tide was against us and the engine kept coughing."
MORE = "Nobody had told the harbour that we were bringing nine goats and a piano with us."

ANN, BEN, CAT = "Ann", "Ben", "Cat"
RIGHT = [
    (ANN, f"Let me begin with the boat. {ASKS}"), (BEN, TELLS), (CAT, MORE), (BEN, "Which was a pity, I always say."),
    (ANN, "We will come back to those goats later on, I promise."), (CAT, "Please do come back to them soon."),
]


def spoiled(*raw: tuple[str, str]) -> Comparison:
    return compare(from_turns(RIGHT), from_turns(raw))


def test_a_swallowed_answer_at_the_end_of_a_turn_is_an_edge() -> None:
    compared = spoiled((ANN, f"{RIGHT[0][1]} {TELLS}"), *RIGHT[2:3], *RIGHT[3:])
    start = len(RIGHT[0][1].split())
    changes = np.full(len(compared.hypothesis.words), -5.0, dtype=np.float32)
    changes[start] = 1.5
    assert list(stretches("ferry", compared, changes)) == [Stretch("ferry", 14, 14, "edge", "a third one's", 1.5)]
    assert questions(compared, changes) == {(0.0, True): 1}
    changes[start] = -1.0
    assert questions(compared, changes) == {(float("-inf"), True): 1}


def test_a_whole_turn_of_the_wrong_one_cuts_nothing() -> None:
    compared = spoiled(*RIGHT[:2], (ANN, MORE), *RIGHT[3:])
    changes = np.zeros(len(compared.hypothesis.words), dtype=np.float32)
    (found,) = stretches("ferry", compared, changes)
    assert (found.place, found.right, found.least) == ("whole turn", "a third one's", None)
    assert found.words == found.run == len(MORE.split())


def test_an_answer_inside_a_turn_is_cut_at_both_ends() -> None:
    words = f"{RIGHT[0][1]} {TELLS}"
    right = [(ANN, RIGHT[0][1]), (BEN, TELLS), (ANN, MORE), (BEN, "Which was a pity, as I always say to people here.")]
    compared = compare(from_turns(right), from_turns([(ANN, f"{words} {MORE}"), right[3]]))
    changes = np.full(len(compared.hypothesis.words), 2.0, dtype=np.float32)
    changes[len(words.split())] = -3.0
    (found,) = stretches("ferry", compared, changes)
    assert (found.place, found.right, found.least) == ("inside", "a neighbour's", -3.0)
    (line,) = table([found])
    assert line.startswith("a neighbour's") and "0 with every cut heard; 14 in ferry" in line
