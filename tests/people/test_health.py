"""Labels that say little: the finding with its figures, and edits that wait for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from diarfix import read
from diarfix.pipeline import Options, Result, repair
from tests.conftest import made_of
from tests.people.call import CALL

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ALONE = Options(model=False, flips=False)
SAID = "The ferry to the island runs from the stone pier every morning, except when the wind is in the north. " * 20


def found(result: Result) -> list[str]:
    return [match.message for match in result.matches if match.rule.code == "DF606"]


def test_labels_that_change_anywhere() -> None:
    words = SAID.split()
    cut = [("Ann" if at % 14 else "Ben", " ".join(words[at : at + 7])) for at in range(0, len(words), 7)]
    (message,) = found(repair(made_of(cut), ALONE))
    assert message.startswith("the labels say little: ") and "label changes stand at sentence ends" in message


def test_one_label_that_answers_itself() -> None:
    talk = [("Ann", SAID + "Does it run at night? No, never. " * 6), ("Ben", "I see.")]
    assert found(repair(made_of(talk), ALONE)) == [
        "the labels say little: one label has 100% of the words, and answers 6 questions of its own"
    ]


def test_half_as_many_labels_as_people() -> None:
    talk = [(label if label == "Speaker 0" else "Speaker 1", said) for label, said in CALL]
    result = repair(made_of(talk))
    assert found(result)
    applied = {code[:6] for edit in result.applied for code in edit.codes}
    assert applied == {"PEOPLE"}, "only people whom the words announce are given words unseen"


def test_what_the_labels_decide_waits() -> None:
    leak = [("Ann", "Is the pier old? It is. We went out to the."), ("Ben", "Bar, and the boat came back.")] * 9
    words = SAID.split()
    cut = [("Ben" if at % 14 else "Ann", " ".join(words[at : at + 7])) for at in range(0, len(words), 7)]
    result = repair(made_of([*cut, *leak]), ALONE)
    assert found(result) and result.edits
    assert not [edit for edit in result.applied if edit.kind == "move"]


@pytest.mark.parametrize("seed", ["harbour-table.md", "tidewater-hour.txt", "two-kettles.txt"])
def test_healthy_episodes_are_not_doubted(seed: str) -> None:
    assert found(repair(read(SEEDS / seed), ALONE)) == []
