"""Tables of NIST's kinds: words that are not cut, labels as fields, malformed rows, hostile ones."""

from __future__ import annotations

import time

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import RawTurn, Repair, build, read_text, to_text
from diarfix.model import relabel


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("shed 1 Ana 1 2 Good\nshed 1 Bo 2\n", "x:2:1", "4 fields"),
        ("shed 1 Ana 1 2 Good\nshed 1 Bo 2 x morning\n", "x:2:13", "the time is no number: 'x'"),
        (";; c\nshed 1 Ana 1 2 Good\nshed 1 Bo 3 2 morning\n", "x:3:13", "ends at 2 before it starts"),
    ],
)
def test_malformed_segments_say_where_and_can_be_left_out(text: str, place: str, what: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x", "stm")
    assert (caught.value.code, str(caught.value.place)) == ("E203", place)
    assert what in str(caught.value)
    told: list[Repair] = []
    assert [word.text for word in read_text(text, "x", "stm", told.append).words] == ["Good"]
    assert [str(repair.place) for repair in told] == [place.rpartition(":")[0] + ":1"]


def test_a_second_recording_is_refused() -> None:
    with pytest.raises(DiarfixError, match=r"x:2:1: a second recording begins here: 'barn' after 'shed'"):
        read_text("shed 1 Ana 1 2 Good\nbarn 1 Bo 2 3 morning\n", "x", "stm")


def test_labels_that_would_be_one_are_refused() -> None:
    original = read_text("shed 1 Ana_Ruiz 1 2 Good\nshed 1 Bo 2 3 morning\n")
    assert original.labels == ("Ana Ruiz", "Bo")
    with pytest.raises(DiarfixError) as caught:
        to_text(original, relabel(original, ["Ana Ruiz", "Ana_Ruiz"]))
    assert caught.value.code == "E203"


def test_a_word_that_looks_like_a_list_of_labels_stays_a_word() -> None:
    made = build([RawTurn("Ana", "<laugh> So <hm> it is.", 1.0, 3.0)], "stm").transcript
    assert [word.text for word in made.words] == ["<laugh>", "So", "<hm>", "it", "is."]
    cut = read_text(to_text(made, relabel(made, ["Ana", "Ana", "Bo", "Bo", "Bo"])))
    assert [word.text for word in cut.words] == [word.text for word in made.words]
    assert cut.labels == ("Ana", "Bo")


@pytest.mark.parametrize("format_id", ["stm", "ctm", "rttm"])
@pytest.mark.parametrize(
    "body", ["{ " * 100_000, "( " * 50_000 + ") " * 50_000, "<" * 200_000, "1" * 200_000, "_" * 200_000]
)
def test_hostile_rows_take_linear_time(format_id: str, body: str) -> None:
    begin = time.process_time()
    for text in (f"shed 1 Ana 1 2 {body}\n", f"shed 1 {body} 1 2 Good\n", f"shed 1 Ana {body} 2 Good\n"):
        try:
            made = read_text(text, "x", format_id)
            to_text(made, relabel(made, ["Bo"] * len(made.words)))
        except DiarfixError:
            pass
    assert time.process_time() - begin < 5


def test_a_channel_that_names_no_one_refuses_labels_of_some_words() -> None:
    original = read_text("shed 1 0.1 0.2 Good\nshed 1 0.3 0.4 morning\n")
    assert (original.source.format, original.labels) == ("ctm", ("(no label)",))
    with pytest.raises(DiarfixError) as caught:
        to_text(original, relabel(original, ["Ana", "(no label)"]))
    assert caught.value.code == "E203"
    assert read_text(to_text(original, relabel(original, ["Ana", "Bo"]))).labels == ("Ana", "Bo")


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [("shed 1 2 -1 so", 10, "below zero"), ("shed 1 2 so", 1, "4 fields"), ("shed 1 nan 1 so", 8, "no number: 'nan'")],
)
def test_malformed_words_say_where_and_can_be_left_out(row: str, column: int, what: str) -> None:
    text = f"shed 1 0.1 0.2 Good\n{row}\n"
    with pytest.raises(DiarfixError, match=what) as caught:
        read_text(text, "x", "ctm")
    assert str(caught.value.place) == f"x:2:{column}"
    assert read_text(text, "x", "ctm", lambda repair: None).text(0, 1) == "Good"
