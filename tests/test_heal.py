"""Healing: false marks and capitals go, names and "I" keep theirs, and no word changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

import diarfix
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.heal import apply_heals, check_words, find_heals
from diarfix.model import Transcript, relabel


def joined(left: str, right: str) -> str:
    transcript = diarfix.read(
        f"Show Host: {left}\nShow Co-Host: {right}\nMara Quill: I am glad to be here, thank you.\n"
    )
    context = Context(analyse(transcript, load_english()))
    one = ["Show Host" if label == "Show Co-Host" else label for label in transcript.speakers]
    healed = apply_heals(relabel(transcript, one), find_heals(context, relabel(transcript, one)))
    check_words(transcript, healed)
    turn = healed.turns[0]
    return healed.text(turn.start, turn.end)


@pytest.mark.parametrize(
    ("left", "right", "whole"),
    [
        ("We walk down to the.", "Harbour wall at noon.", "We walk down to the harbour wall at noon."),
        ("We walk down to the.", "NATO pier at noon.", "We walk down to the NATO pier at noon."),
        ("That is what.", "I think about the wall.", "That is what. I think about the wall."),
        (
            "She is the head of Low Water.",
            "Maren, welcome to us.",
            "She is the head of Low Water. Maren, welcome to us.",
        ),
        ("It is the law of the U.S.", "Government at noon.", "It is the law of the U.S. government at noon."),
        ("We talk of the sea and beyond.", "We have a show.", "We talk of the sea and beyond. We have a show."),
        ("This is the.", "I mean, the old wall.", "This is the I mean, the old wall."),
        ("We walk down to the", "harbour wall at noon.", "We walk down to the harbour wall at noon."),
        ("Is that so?", "Then we walk.", "Is that so? Then we walk."),
        ("We walk to the...", "No, we swim.", "We walk to the... No, we swim."),
        ("We had lunch there.", "Later it rained all day.", "We had lunch there. Later it rained all day."),
    ],
)
def test_seams(left: str, right: str, whole: str) -> None:
    assert joined(left, right) == whole


def with_text(transcript: Transcript, at: int, text: str) -> Transcript:
    words = list(transcript.words)
    words[at] = replace(words[at], text=text)
    return replace(transcript, words=tuple(words))


def test_a_changed_word_is_refused() -> None:
    transcript = diarfix.read("Ann: The boat leaves at ten.\nBen: Good. I will be there.\n")
    check_words(transcript, with_text(transcript, 4, "ten"))
    for text in ("eleven.", "te", "ten-ish."):
        with pytest.raises(diarfix.DiarfixError, match="E502"):
            check_words(transcript, with_text(transcript, 4, text))
