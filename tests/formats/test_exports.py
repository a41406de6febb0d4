"""What Otter, Riverside and Descript export: headers as they write them, and new turns with a time."""

from __future__ import annotations

import time

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import read_path, read_text, write_back
from diarfix.formats.base import Written
from diarfix.model import UNLABELLED, Transcript, relabel
from tests.formats.fixture_view import ROOT


def moved(transcript: Transcript, start: int, end: int, label: str) -> Written:
    speakers = [*transcript.speakers]
    speakers[start:end] = [label] * (end - start)
    return write_back(transcript, relabel(transcript, speakers))


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("otter/shed.txt", "Tobias  0:04  \nThe kettle"),
        ("riverside/shed.txt", "Tobias (00:05.3)\nIs the"),
        ("descript/shed.txt", "[00:00:04] Tobias: Still me:"),
    ],
)
def test_a_new_turn_is_headed_as_the_others_are_with_a_time_in_proportion(name: str, header: str) -> None:
    transcript = read_path(ROOT / name)
    begin = next(at for at, word in enumerate(transcript.words) if word.text == header.split("\n")[-1].split()[0]
                 or word.text == header.split(": ")[-1].split()[0])
    end = transcript.turns[0].end
    made = moved(transcript, begin, end, "Tobias")
    assert header in made.text
    assert [estimate.word for estimate in made.estimates] == [begin]
    again = read_text(made.text, format_id=transcript.source.format)
    assert again.speakers[begin] == "Tobias" and again.speakers[0] == "Mara Quill"


def test_the_one_without_a_name_gets_one_in_front_of_the_time() -> None:
    transcript = read_path(ROOT / "otter" / "no-names-crlf.txt")
    assert transcript.labels == (UNLABELLED,)
    made = moved(transcript, transcript.turns[1].start, transcript.turns[1].end, "Mara Quill")
    assert "\r\nMara Quill  0:07\r\nis red." in made.text and not made.estimates
    assert made.text.replace("Mara Quill  ", "") == transcript.source.text


def test_the_footer_is_no_speech() -> None:
    transcript = read_path(ROOT / "otter" / "shed.txt")
    assert all("otter.ai" not in word.text for word in transcript.words)
    assert moved(transcript, 0, 3, "Tobias").text.endswith("\n\nTranscribed by https://otter.ai\n")


def test_fractions_and_hours_are_read_as_decimal_seconds() -> None:
    times = [turn.time for turn in read_path(ROOT / "riverside" / "shed.txt").turns]
    assert times == [1.9, 6.14, 74.572, 3723.4]


def test_times_that_begin_again_keep_the_order_of_the_file() -> None:
    transcript = read_path(ROOT / "riverside" / "two-passes.txt")
    assert [turn.speaker for turn in transcript.turns] == ["Mara Quill"] * 2 + ["Tobias Finch"] * 2


def test_descript_is_told_from_name_lines_by_its_blank_lines() -> None:
    text = (ROOT / "descript" / "shed.txt").read_text()
    assert read_text(text).source.format == "descript"
    assert read_text(text.replace("\n\n", "\n")).source.format == "name-lines"


@pytest.mark.parametrize("format_id", ["otter", "riverside", "descript"])
@pytest.mark.parametrize(
    "text", ["A  " * 40_000, "A (" * 40_000, "[00:00:01] " * 20_000, "0:0" * 50_000, " " * 90 + "9"]
)
def test_hostile_lines_end_soon_in_one_error(format_id: str, text: str) -> None:
    began = time.monotonic()
    with pytest.raises(DiarfixError, match="E20"):
        read_text(text, format_id=format_id)
    assert time.monotonic() - began < 2
