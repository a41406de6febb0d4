"""Podcasting 2.0 HTML as people write it: unclosed, nested, hostile."""

from __future__ import annotations

import time

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import detect, read_text, to_text, write_back
from diarfix.formats.html_doc import tokens
from diarfix.formats.payload import CARRIED
from diarfix.model import UNLABELLED, Transcript, relabel


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.speaker, transcript.text(turn.start, turn.end)) for turn in transcript.turns]


def test_tags_that_nothing_closes() -> None:
    text = "<cite>Ana:<time>0:01<p>Good <b>morning.\n<cite>Bo<time>0:04<p>Hello."
    transcript = read_text(text)
    assert said(transcript) == [("Ana", "Good morning."), ("Bo", "Hello.")]
    assert [turn.time for turn in transcript.turns] == [1.0, 4.0]
    edited = relabel(transcript, ["Ana", "Bo", "Bo"])
    assert said(read_text(to_text(transcript, edited))) == [("Ana", "Good"), ("Bo", "morning. Hello.")]


def test_what_stands_in_a_paragraph_is_speech_and_what_stands_outside_is_not() -> None:
    text = "<cite>Ana:</cite><p>I read <cite>Emma</cite> at <time>10:30</time>.</p><div>An advert</div><p>Twice.</p>"
    assert said(read_text(text)) == [("Ana", "I read Emma at 10:30. Twice.")]


def test_words_before_the_first_name_and_under_an_empty_one_have_no_label() -> None:
    text = "<p>Rain.</p><cite>Ana:</cite><p>So.</p><cite></cite><p>Yes.</p><p>No.</p>"
    transcript = read_text(text)
    assert said(transcript) == [(UNLABELLED, "Rain."), ("Ana", "So."), (UNLABELLED, "Yes. No.")]
    edited = relabel(transcript, ["Ana", "Ana", "Bo & Co", UNLABELLED])
    assert to_text(transcript, edited) == (
        "<cite>Ana:</cite><p>Rain.</p><cite>Ana:</cite><p>So.</p><cite>Bo &amp; Co</cite><p>Yes.</p>"
        "<cite>:</cite><p>No.</p>"
    )


def test_no_time_is_made_up_where_the_page_has_none() -> None:
    transcript = read_text("<cite>Ana:</cite><p>One two.</p><cite>Bo:</cite><p>Three.</p>")
    made = write_back(transcript, relabel(transcript, ["Ana", "Bo", "Bo"]))
    assert made.text == "<cite>Ana:</cite><p>One</p><cite>Bo:</cite><p>two.</p><cite>Bo:</cite><p>Three.</p>"
    assert made.estimates == ()


def test_a_comment_where_a_paragraph_is_cut_stays() -> None:
    transcript = read_text("<cite>Ana:</cite><p>One <!-- breath --> two.</p>")
    assert "<!-- breath -->" in to_text(transcript, relabel(transcript, ["Ana", "Bo"]))


def test_tags_that_are_open_where_a_paragraph_is_cut_are_opened_again() -> None:
    transcript = read_text("<cite>Ana:</cite><p>One <b>two <i>three</i> four.</p>")
    made = to_text(transcript, relabel(transcript, ["Ana", "Ana", "Bo", "Bo"]))
    assert "<p>One <b>two</b></p>" in made and "<p><b><i>three</i> four.</b></p>" in made


def test_of_thousands_of_open_tags_the_innermost_are_opened_again() -> None:
    transcript = read_text("<cite>Ana:</cite><p>" + "".join(f"<b{at}>" for at in range(5_000)) + "One two.</p>")
    made = to_text(transcript, relabel(transcript, ["Ana", "Bo"]))
    again = made[made.rindex("<p>") : made.index("two.")]
    assert again.endswith("<b4998><b4999>") and len(again) <= len("<p>") + CARRIED
    assert said(read_text(made)) == [("Ana", "One"), ("Bo", "two.")]


def test_a_label_that_ends_in_a_colon_is_refused() -> None:
    transcript = read_text("<cite>Ana:</cite><p>One two.</p>")
    with pytest.raises(DiarfixError) as caught:
        to_text(transcript, relabel(transcript, ["Ana", "Bo:"]))
    assert caught.value.code == "E203"


def test_pages_in_capitals_are_no_broken_xml() -> None:
    assert detect("<!DOCTYPE  HTML PUBLIC><P>x<CITE>Ana:</CITE><P>One.<BR>Two.").id == "podcast-html"


@pytest.mark.parametrize(
    "piece",
    ["<", "<p ", '<p a="', "<!--", "<script>", "<p>", "<cite>", "<p><cite>", "</p>", "&#", "<a '>", "<!", "<b>x "],
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    text = "<cite>Ana:</cite><p>One. " + piece * (200_000 // len(piece))
    begin = time.perf_counter()
    assert sum(1 for _ in tokens(text)) >= 3
    read_text(text)
    assert time.perf_counter() - begin < 10
