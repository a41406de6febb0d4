"""The profile curve: two who talk unlike each other are told apart, by the episode and by memory."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy")

from diarfix.formats import from_turns
from diarfix.measure import Episode
from diarfix.train.profiles import choices, judge, table

ASKS = "So what do you reckon happened next, and why did nobody tell you about the boat before you went, do you think?"
TELLS = "Basically the harbour master kept the ledger under the stove, and we found it when the stove was taken away."


def episode(key: str, series: str) -> Episode:
    turns = [(who, f"{text} {key}{number}") for number in range(8) for who, text in (("Ann", ASKS), ("Ben", TELLS))]
    wrong = [("Ben" if number == 6 else who, text) for number, (who, text) in enumerate(turns)]
    return Episode(key, series, from_turns(wrong), from_turns(turns))


@pytest.mark.parametrize("memory", [False, True])
def test_turns_are_told_by_how_they_talk(memory: bool) -> None:
    episodes = [episode(f"{series}{number}", series) for series in ("one", "two") for number in range(8)]
    found = choices(episodes, memory)
    wrong = [item for item in found if item.observed != item.right]
    assert wrong
    judged = judge(found)
    assert all(int(chances.argmax()) == item.right for item, chances in judged)
    lines = list(table(judged))
    assert lines[0].endswith(f"{len(wrong)} of them under the wrong label")
    assert lines[-5].endswith(f"words repaired {sum(item.words for item in wrong)}, broken 0")
