"""Laws that hold for every format: each fixture and each entry of the table is put to them; nothing to add here.

A format that cannot hold any text as a label names two that it can in `fixture_view.NEW_LABELS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diarfix.errors import DiarfixError
from diarfix.formats import FORMATS, Format, Holds, RawTurn, build, by_id, raw_turns, read_path, read_text, to_text
from diarfix.formats.convert import convert, used
from diarfix.model import UNLABELLED, Transcript, Word, relabel
from tests.formats.fixture_view import CASES, new_labels

every_case = pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
every_format = pytest.mark.parametrize("target", FORMATS, ids=lambda item: item.id)
BY_TIME = {"eaf", "textgrid"}
"""Formats whose speakers stand side by side, so that their words have no order but that of time."""

drawn = settings(max_examples=25, deadline=None, derandomize=True)


def texts(transcript: Transcript) -> list[str]:
    return [word.text for word in transcript.words]


def relabelled(data: st.DataObject, original: Transcript) -> Transcript:
    """Up to six spans of words under other labels: those of the transcript and two new ones."""
    labels: Sequence[str] = [*(label for label in original.labels if label != UNLABELLED)]
    labels = [*labels, *new_labels(original.source.format)]
    speakers = list(original.speakers)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(speakers) - 1))
        end = data.draw(st.integers(start + 1, min(len(speakers), start + 12)))
        speakers[start:end] = [data.draw(st.sampled_from(labels))] * (end - start)
    return relabel(original, speakers)


def written_again(edited: Transcript, original: Transcript) -> Transcript | None:
    """The edited transcript, written and read; None where the format refuses a label it cannot hold."""
    try:
        text = to_text(original, edited)
    except DiarfixError as error:
        assert error.code == "E203"
        return None
    return read_text(text, original.source.name, original.source.format)


@every_case
def test_the_same_labels_are_the_same_bytes(path: Path) -> None:
    original = read_path(path)
    same = relabel(original, list(original.speakers))
    assert by_id(original.source.format).write(original, same).text == original.source.text


@every_case
@drawn
@given(data=st.data())
def test_any_relabeling_is_read_back(path: Path, data: st.DataObject) -> None:
    original = read_path(path)
    edited = relabelled(data, original)
    again = written_again(edited, original)
    if again is None:  # only a document without labels, or one that carries them on, may refuse
        assert UNLABELLED in original.labels
        return
    assert texts(again) == texts(edited)
    assert again.speakers == edited.speakers
    for item in original.furniture:
        assert original.source.text[item.begin : item.stop] in again.source.text


@every_case
@drawn
@given(data=st.data())
def test_times_and_confidences_survive(path: Path, data: st.DataObject) -> None:
    original = read_path(path)
    again = written_again(relabelled(data, original), original)
    if again is None:
        return
    for old, new in zip(original.words, again.words, strict=True):
        assert (new.confidence, new.channel) == (old.confidence, old.channel)
        if old.start is not None and new.start is not None:
            assert new.start == pytest.approx(old.start, abs=0.0011)
        if old.end is not None and new.end is not None:
            assert new.end == pytest.approx(old.end, abs=0.0011)
        assert new.start is not None or old.start is None or Holds.WORD_TIMES not in _holds(original)


def _holds(transcript: Transcript) -> frozenset[Holds]:
    return by_id(transcript.source.format).holds


@every_case
@drawn
@given(data=st.data())
def test_healed_words_are_read_back(path: Path, data: st.DataObject) -> None:
    original = read_path(path)
    words = list(original.words)
    for at in data.draw(st.sets(st.integers(0, len(words) - 1), max_size=5)):
        text = words[at].text
        bare = text.rstrip(".…")
        healed = bare if bare and any(char.isalnum() for char in bare) else text
        words[at] = replace(words[at], text=healed[0].lower() + healed[1:] if len(healed[0].lower()) == 1 else healed)
    edited = replace(relabelled(data, original), words=tuple(words))
    again = written_again(edited, original)
    if again is not None and _labels_stand(original, again):
        assert texts(again) == texts(edited)


def _labels_stand(original: Transcript, again: Transcript) -> bool:
    """Whether the document could be read as labelled at all."""
    return len(again.words) == len(original.words)


@every_case
def test_a_format_holds_what_it_reads(path: Path) -> None:
    transcript = read_path(path)
    assert used(transcript) - _holds(transcript) <= {Holds.WORD_TIMES}


@every_case
@every_format
def test_anything_converts_or_says_why(path: Path, target: Format) -> None:
    transcript = read_path(path)
    if target.build is None:
        pytest.skip("the format cannot be written from scratch")
    try:
        made = convert(transcript, target.id)
    except DiarfixError as error:
        assert error.code == "E203" and "cannot be written" in str(error)
        return
    again = read_text(made.transcript.source.text, format_id=target.id)
    reordered = any(line.startswith("order:") for line in made.losses)
    if reordered:
        assert target.id in BY_TIME
        assert sorted(_spoken(again)) == sorted(_spoken(transcript))
    elif Holds.WORDS in target.holds:
        assert [token for word in again.words for token in word.text.split()] == transcript.text(
            0, len(transcript.words)
        ).split()
    if not reordered and not any(line.startswith(("labels:", "speakers:", "names:")) for line in made.losses):
        assert _spoken(again) == _spoken(transcript)
    if target.needs & {Holds.STARTS, Holds.ENDS} - used(transcript):
        assert made.estimates


def _spoken(transcript: Transcript) -> list[tuple[str, str]]:
    return [
        (token, speaker)
        for word, speaker in zip(transcript.words, transcript.speakers, strict=True)
        for token in word.text.split()
    ]


@every_format
def test_new_documents_hold_what_the_format_says(target: Format) -> None:
    if target.build is None:
        pytest.skip("the format cannot be written from scratch")
    first, second = new_labels(target.id)
    turns = [
        _turn(first, ("Good", 1.0, 1.5, 0.9), ("morning.", 1.5, 3.0, 0.8)),
        _turn(second, ("Hello,", 2.5, 3.0, 0.7), ("is", 3.1, 3.2, 0.5), ("it?", 3.2, 4.0, 0.6)),
        _turn(first, ("Yes.", 4.5, 5.0, 0.95)),
    ]
    made = build(turns, target.id).transcript
    again = read_text(made.source.text)
    assert again.source.format == target.id, "a new document must be found by its content"
    if Holds.STARTS in target.holds:
        assert [turn.time for turn in again.turns] == pytest.approx([1.0, 2.5, 4.5], abs=1.0)
    if Holds.ENDS in target.holds:
        assert [turn.until for turn in again.turns] == [3.0, 4.0, 5.0]
    if Holds.WORD_TIMES in target.holds:
        assert [word.start for word in again.words] == [1.0, 1.5, 2.5, 3.1, 3.2, 4.5]
    if Holds.WORD_CONFIDENCE in target.holds:
        assert [word.confidence for word in again.words] == [0.9, 0.8, 0.7, 0.5, 0.6, 0.95]
    assert not build(raw_turns(made), target.id).estimates


def _turn(speaker: str, *words: tuple[str, float, float, float]) -> RawTurn:
    made = tuple(Word(text, 0, 0, start, end, confidence) for text, start, end, confidence in words)
    return RawTurn(speaker, " ".join(word.text for word in made), made[0].start, made[-1].end, made)


@every_format
def test_times_are_never_made_up_in_silence(target: Format) -> None:
    if target.build is None:
        pytest.skip("the format cannot be written from scratch")
    first, second = new_labels(target.id)
    made = build([RawTurn(first, "Good morning."), RawTurn(second, "Is it?"), RawTurn(first, "Yes.")], target.id)
    assert bool(made.estimates) == bool(target.needs)
