"""Writing takes time in proportion to the document, however it is cut and whatever tags it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import FORMATS, Format, build, read_text, write_back
from diarfix.formats.base import RawTurn
from diarfix.model import Transcript, Word, relabel
from tests.formats.fixture_view import new_labels
from tests.growth import lines

SMALL, TIMES = 250, 4
"""Words of the small input, and how many times larger the other is: 4 times the work is in proportion, 16 is not."""

HOSTILE: dict[str, tuple[str, Callable[[int], str]]] = {
    "unclosed tags": ("podcast-html", lambda n: "<cite>Ana:</cite><p>" + "<b>x " * n),
    "tags that differ": ("podcast-html", lambda n: "<cite>Ana:</cite><p>" + "".join(f"<b{k}>x " for k in range(n))),
    "end tags alone": ("podcast-html", lambda n: "<cite>Ana:</cite><p>" + "<b>" * n + "x </i>" * n),
    "a long tag": ("podcast-html", lambda n: f'<cite>Ana:</cite><p class="{"y" * n}">' + "x " * n),
    "a long inner tag": ("podcast-html", lambda n: f'<cite>Ana:</cite><p><b class="{"y" * n}">' + "x " * n),
    "comments": ("podcast-html", lambda n: "<cite>Ana:</cite><p>" + "x <!-- y --> " * n),
    "vtt tags": ("vtt", lambda n: "WEBVTT\n\n00:01.000 --> 99:00.000\n<v Ana>" + "<b>x " * n + "\n"),
    "vtt voices": ("vtt", lambda n: "WEBVTT\n\n00:01.000 --> 99:00.000\n" + "<v Ana>x " * n + "\n"),
    "vtt settings": ("vtt", lambda n: f"WEBVTT\n\n00:01.000 --> 99:00.000 x:{'y' * n}\n<v Ana>" + "x " * n + "\n"),
    "srt tags": ("srt", lambda n: "1\n00:00:01,000 --> 09:00:00,000\nAna: " + "<i>x " * n + "\n"),
    "srt styles": ("srt", lambda n: "1\n00:00:01,000 --> 09:00:00,000\nAna: " + "{\\an8}x " * n + "\n"),
    "markdown stars": ("markdown", lambda n: "**Bo:** Yes.\n\n**Ana:** Well. " + "**x *y " * (n // 2) + "\n"),
}


def shared_out(transcript: Transcript, new: str) -> Transcript:
    """Every second word under another label, and every third in capitals."""
    edited = relabel(transcript, [new if at % 2 else label for at, label in enumerate(transcript.speakers)])
    words = [replace(word, text=word.text.upper()) if at % 3 == 1 else word for at, word in enumerate(edited.words)]
    return replace(edited, words=tuple(words))


def work(transcript: Transcript, new: str) -> tuple[int, int]:
    """Lines that run to write it, and characters that are written."""
    made = ""

    def write() -> None:
        nonlocal made
        try:
            made = write_back(transcript, shared_out(transcript, new)).text
        except DiarfixError:  # refused, which must not take long either
            made = ""

    return lines(write), len(made)


def in_proportion(make: Callable[[int], Transcript], new: str) -> None:
    small, large = (work(make(SMALL * times), new) for times in (1, TIMES))
    assert large[0] < 2 * TIMES * small[0], f"{large[0] / small[0]:.1f} times the lines for {TIMES} times the words"
    assert large[1] <= 2 * TIMES * small[1], f"{large[1] / small[1]:.1f} times the text for {TIMES} times the words"


@pytest.mark.parametrize("item", [item for item in FORMATS if item.build], ids=lambda item: item.id)
def test_a_turn_cut_at_every_word(item: Format) -> None:
    def make(count: int) -> Transcript:
        words = tuple(Word("so", 0, 0, at * 0.5, at * 0.5 + 0.4) for at in range(count))
        return build([RawTurn("Speaker 1", "so " * count, 0, count, words)], item.id).transcript

    in_proportion(make, new_labels(item.id)[0])


@pytest.mark.parametrize("item", [item for item in FORMATS if item.build], ids=lambda item: item.id)
def test_many_turns_cut_once(item: Format) -> None:
    def make(count: int) -> Transcript:
        turns = []
        for at in range(0, count, 2):
            words = tuple(Word("so", 0, 0, n * 0.5, n * 0.5 + 0.4) for n in (at, at + 1))
            turns.append(RawTurn(f"Speaker {at % 3}", "so so", at * 0.5, at * 0.5 + 0.9, words))
        return build(turns, item.id).transcript

    in_proportion(make, new_labels(item.id)[0])


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_cut_at_every_word(case: str) -> None:
    format_id, text = HOSTILE[case]
    in_proportion(lambda count: read_text(text(count), "x", format_id), "Zoe")
