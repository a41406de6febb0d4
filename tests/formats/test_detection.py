"""What is a label and what is not, by rhythm and shape."""

from __future__ import annotations

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import detect, from_turns, read_text
from diarfix.formats.shape import label_shape

LABELS = [
    "Speaker 0", "SPEAKER_00", "Aaron van Wirdum", "O'Neil", "Dr. Ana Ruiz", "Operator", "André", "Unknown Speaker 1",
    "Q", "A", "MODERATOR", "Wix Advertiser", "Sammy Bell Jr.", "李明", "[SPEAKER_01]", "Head of Audio, Ana Ruiz",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("format_id", ["label-lines", "name-lines", "markdown"])
def test_labels_of_every_kind(label: str, format_id: str) -> None:
    other = "Bo Chen"
    made = from_turns([(label, "Good morning."), (other, "Hello."), (label, "Shall we?"), (other, "Yes.")], format_id)
    again = read_text(made.source.text)
    assert again.source.format == format_id
    assert again.labels == (label, other)


@pytest.mark.parametrize(
    "line", ["Not bad.", "Arthur, welcome.", "How's it doing?", "Right!", "https://a.example", "a" * 61]
)
def test_sentences_have_no_label_shape(line: str) -> None:
    assert label_shape(line) is None


@pytest.mark.parametrize(
    "line",
    ["Here is the thing: we lost.", "So: what now?", "We met at 10:30 and left.", "Slides: https://example.org/x",
     "Topic: the sea", "Quote: “Never.”", "Remember: a clean one."],
)
def test_colons_inside_speech_and_metadata_make_no_speaker(line: str) -> None:
    body = ["Ana: One and two.", "", "Bo: Three and four.", ""] * 6
    body.insert(10, line)
    body.insert(11, "")
    assert read_text("\n".join(body)).labels == ("Ana", "Bo")


def test_label_seen_once_in_a_strict_rhythm_is_a_turn() -> None:
    lines = ["Ana", "One and two.", "Bo", "Three and four."] * 6
    lines[8:8] = ["Night Train Advertiser", "Trains by night."]
    assert "Night Train Advertiser" in read_text("\n".join(lines)).labels


def test_name_like_line_in_wrapped_speech_is_no_label() -> None:
    lines = []
    for n, place in enumerate(["the hill", "the mill", "a field", "some barn", "that well", "our gate"]):
        lines += ["Ana", f"We went up to {place} and", f"looked at it {n} times", "then down again"]
        lines += ["Bo", "And I stayed in", f"{place} with {n} friends", "and all the bees"]
    lines[11] = "New York City"
    assert read_text("\n".join(lines)).labels == ("Ana", "Bo")


def test_notes_without_any_known_key_end_a_strict_document() -> None:
    lines = ["Ana", "One and two.", "Bo", "Three and four."] * 20
    notes = ["Podcast: Sea", "They talk about counting.", "[00:10–00:20]", "Quote:", "“One.” — Ana [00:12]"]
    transcript = read_text("\n".join(lines + notes))
    assert transcript.notes() == "\n".join(notes)
    assert len(transcript.turns) == 40


def test_prose_with_headings_is_no_transcript() -> None:
    text = "\n\n".join(f"Heading {'ABCDEFGH'[n]}\n\nA paragraph that says something, number {n}." for n in range(8))
    with pytest.raises(DiarfixError):
        detect(text)


def test_subtitles_are_left_to_their_own_format() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nAna: Hi.\n\n2\n00:00:02,000 --> 00:00:03,000\nBo: Ho.\n"
    assert detect(text).id == "srt"


def test_utf16_and_marks_are_remembered() -> None:
    source = read_text("\ufeffAna: Hi.\nBo: Ho.\n").source
    assert source.bom and source.encoding == "utf-8" and source.text.startswith("Ana")
