"""Who takes part in a call, and which names are one person's."""

from __future__ import annotations

import pytest

from diarfix.cues.floor.events import find_events
from diarfix.cues.floor.names import same_name
from diarfix.cues.floor.script import Script
from diarfix.people.cast import Cast, find_cast
from diarfix.people.roles import answering
from tests.conftest import Pairs, made_of
from tests.people.call import CALL


def cast_of(pairs: Pairs) -> Cast | None:
    script = Script(made_of(pairs))
    return find_cast(script, find_events(script), answering(script))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Bo", "Bo Lindqvist", True),
        ("Jeff", "Jeffrey Hale", True),
        ("Ana Ruiz", "Anna Ruiz", True),
        ("Ana Ruiz", "Ana Reyes", False),
        ("Bo", "Mo", False),
        ("", "Bo", False),
    ],
)
def test_spellings_of_one_name_are_joined(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same


def test_everyone_who_is_let_in_is_in_the_cast() -> None:
    cast = cast_of(CALL)
    assert cast is not None
    assert [(member.name, member.role) for member in cast.members] == [
        ("Operator", "runs"),
        ("Dana Hale", "answers"),
        ("Marcus Oye", "answers"),
        ("Helen Brandt", "answers"),
        ("Priya Nand", "asks"),
        ("Tom Acker", "asks"),
    ]


def test_who_is_announced_twice_is_one_member() -> None:
    again = (
        ("Speaker 0", "Our next question comes from the line of Priya Nand with Coldwater. Please go ahead."),
        ("Speaker 3", "Thanks for letting me back in. One more for Helen, on the freight?"),
    )
    cast = cast_of((*CALL, *again))
    assert cast is not None
    asking = [member for member in cast.members if member.role == "asks"]
    assert [(member.name, len(member.scope)) for member in asking] == [("Priya Nand", 2), ("Tom Acker", 1)]


def test_talk_without_announced_questions_has_no_cast() -> None:
    assert cast_of((("Ann", "Where does the river rise?"), ("Bo", "In the hills. I'll turn it over to you."))) is None
