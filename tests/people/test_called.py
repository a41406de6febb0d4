"""Who is let in by name on shows, panels and phone-ins: a finding, and a stretch for a person to look at."""

from __future__ import annotations

import pytest

from diarfix.cues.floor.guests import find_guests
from diarfix.cues.floor.names import let_in
from diarfix.cues.floor.script import Script
from diarfix.pipeline import Options, repair
from tests.conftest import made_of

ALONE = Options(model=False, flips=False)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Joining me are Bo Lindqvist, who keeps the pier, and Ana Ruiz from the Ferry.", ("Bo Lindqvist", "Ana Ruiz")),
        ("I'm joined today by Bo Lindqvist, Ana Ruiz, and Tom Acker.", ("Ana Ruiz", "Bo Lindqvist", "Tom Acker")),
        ("With us in the studio is Bo. Our guest on the line is Teodora Quist, a potter.", ("Bo", "Teodora Quist")),
        ("We have Bo on line two. Go ahead, Bo.", ("Bo",)),
        ("Ana, over to you.", ("Ana",)),
        ("I told Ana go ahead. My guests are the people of Harbour Town. We have time on our hands.", ()),
    ],
)
def test_who_is_let_in(said: str, names: tuple[str, ...]) -> None:
    assert sorted(let_in(find_guests(Script(made_of([("Ann", said)]))))) == sorted(names)


PHONE_IN = (
    ("Speaker 0", "So that is it. We have Bo on line two. Go ahead, Bo. Hi, thanks. I live by the pier, and it sags."),
    ("Speaker 1", "It does sag, and we know about it."),
)


def test_a_caller_under_the_hosts_label_is_shown_for_review() -> None:
    result = repair(made_of(PHONE_IN), ALONE)
    (edit,) = [edit for edit in result.waiting if "PEOPLE006" in edit.codes]
    assert result.original.text(edit.start, edit.end) == "Hi, thanks. I live by the pier, and it sags."
    assert (edit.old, edit.new, edit.safe) == ("Speaker 0", "Bo", False)
    assert "Bo" not in result.repaired.labels


@pytest.mark.parametrize("reply", ["Thanks for calling. What is it?", "What is it, then?"])
def test_the_hosts_own_words_stay(reply: str) -> None:
    talk = (("Speaker 0", f"We have Bo on line two. Go ahead, Bo. {reply}"), ("Speaker 1", "It sags."))
    assert not [edit for edit in repair(made_of(talk), ALONE).waiting if "PEOPLE006" in edit.codes]


@pytest.mark.parametrize(("labels", "fires"), [(2, True), (3, False)])
def test_fewer_labels_than_guests_are_found(labels: int, fires: bool) -> None:
    talk = [
        ("Speaker 0", "Welcome to Slack Water. Joining me are Bo Lindqvist, who keeps the pier, and Ana Ruiz."),
        ("Speaker 1", "Thanks for having us."),
        (f"Speaker {labels - 1}", "Yes, thank you."),
    ]
    codes = {match.rule.code for match in repair(made_of(talk), ALONE).matches}
    assert ("DF605" in codes) is fires
