"""People who are announced get their words, and no one else loses any."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diarfix.codes import entry, starting_with
from diarfix.edits import apply_edits
from diarfix.people import bundled_numbers, people_edits
from diarfix.pipeline import Options, Result, repair
from tests.conftest import made_of
from tests.people.call import CALL

OURS = set(starting_with(["PEOPLE"]))


@pytest.fixture(scope="module")
def result() -> Result:
    return repair(made_of(CALL))


def label_of(result: Result, words: str) -> str:
    """The label under which a stretch of words stands after the repair."""
    said = " ".join(word.text for word in result.original.words)
    return result.repaired.speakers[said[: said.index(words)].count(" ")]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("I wanted to ask about", "Priya Nand"),
        ("could you tell us what the freight", "Priya Nand"),
        ("I was wondering if you could", "Tom Acker"),
        ("Equipment was 151 million", "Helen Brandt"),
        ("We had a good quarter", "Speaker 2"),
        ("At this time, all participants", "Speaker 0"),
        ("Some of what you will hear", "Speaker 1"),
        ("This concludes today's", "Speaker 0"),
    ],
)
def test_everyone_has_a_label_of_their_own(result: Result, words: str, label: str) -> None:
    assert label_of(result, words) == label


def test_each_edit_says_why_and_applies_alone(result: Result) -> None:
    ours = [edit for edit in result.applied if set(edit.codes) & OURS]
    assert ours
    for edit in ours:
        assert edit.reasons[0].message == entry(edit.reasons[0].code).summary
        alone = apply_edits(result.original, [edit])
        assert [word.text for word in alone.words] == [word.text for word in result.original.words]
        assert set(alone.speakers[edit.start : edit.end]) == {edit.new}


def test_a_repaired_call_is_left_alone(result: Result) -> None:
    again = repair(result.repaired)
    assert [edit for edit in again.applied if set(edit.codes) & OURS] == []


def test_it_can_be_turned_off() -> None:
    made = repair(made_of(CALL), Options(people=False))
    assert not any(set(item.edit.codes) & OURS for item in made.edits)


def test_conversations_without_announced_questions_are_left_alone() -> None:
    talk = made_of(
        (
            ("Speaker 0", "Welcome back. Today I'm joined by Mara Quill, who runs the harbour. Thanks, Mara."),
            ("Speaker 1", "Thanks for having me. I brought a map. Where should we start?"),
            ("Speaker 0", "I have a question from Bo, a listener. Is the wall safe?"),
            ("Speaker 1", "It is. With that, I'll turn it over to you."),
        )
    )
    assert people_edits(talk, bundled_numbers(False), None) == ()


def test_the_words_alone_will_do() -> None:
    made = repair(made_of(CALL), Options(model=False))
    assert "Tom Acker" in made.repaired.labels


def test_unknown_names_become_counted_speakers() -> None:
    lowered = [(label, text.replace("Tom Acker", "their acre of")) for label, text in CALL]
    made = repair(made_of(lowered), replace(Options(), min_confidence=0.5))
    assert not any("acre" in label for label in made.repaired.labels)
