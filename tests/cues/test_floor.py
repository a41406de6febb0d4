"""Who is let in: announcements and hand-overs in recognisers' words."""

from __future__ import annotations

import pytest

from diarfix.cues.floor.events import Event, find_events
from diarfix.cues.floor.script import Script
from tests.conftest import made_of


def events(text: str) -> tuple[tuple[Event, ...], Script]:
    script = Script(made_of([("Speaker 1", text)]))
    return find_events(script), script


@pytest.mark.parametrize(
    ("said", "name", "after"),
    [
        ("Our next question comes from the line of Ana Ruiz with Harbor Bank. Please go ahead. Hi, team.", "Ana Ruiz",
         "Hi,"),
        ("The first question is from Bo Lind of Quay Partners. Good morning. I have two.", "Bo Lind", "Good"),
        ("And we'll go next to Mara Quill of Fen Securities. Thanks for taking my question.", "Mara Quill", "Thanks"),
        ("Next question is from Ana from Harbor Bank. Good morning, Ana. Good morning, everyone.", "Ana", "Good"),
    ],
)
def test_a_question_is_announced(said: str, name: str, after: str) -> None:
    found, script = events(said)
    asks = [event for event in found if event.kind == "asks"]
    assert [event.name for event in asks] == [name]
    assert script.transcript.words[asks[0].end].text == after
    assert asks[0].end > asks[0].start


@pytest.mark.parametrize(
    "said",
    [
        "The first question is about the harbour. It leaks.",
        "There was a question from the floor about pricing, and we said no.",
        "On the other hand, sales came back over the summer.",
        "We will then turn the call over to Ana, who will go through the numbers.",
    ],
)
def test_talk_about_questions_and_hands_lets_no_one_in(said: str) -> None:
    assert events(said)[0] == ()


@pytest.mark.parametrize(
    ("said", "name", "back"),
    [
        ("With that, I'll turn the call over to Ana Ruiz. Thank you, Bo.", "Ana Ruiz", False),
        ("Let me now turn it back over to Bo. Thanks, Ana.", "Bo", True),
        ("I would like to hand the conference over to Mara Quill, our president. Please go ahead. Good day.",
         "Mara Quill", False),
    ],
)
def test_the_floor_is_handed_over(said: str, name: str, back: bool) -> None:
    found = [event for event in events(said)[0] if event.kind == "speaks"]
    assert [(event.name, event.back) for event in found] == [(name, back)]


def test_the_floor_is_opened_for_questions() -> None:
    found, _ = events("We had a good year. With that, we are ready to take your questions. Operator. Thank you.")
    assert [event.kind for event in found] == ["opens"]
