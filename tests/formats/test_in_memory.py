"""Dicts in, dicts out: repaired, of the same shape, what was given untouched."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

import diarfix
from diarfix.errors import DiarfixError

SAID = [
    ("A", "It goes back to the lowest number there"),
    ("B", "is. Right, I see."),
    ("A", "And up it goes again, most days."),
]


def whisperx() -> dict[str, Any]:
    segments, clock = [], 0.0
    for speaker, text in SAID:
        words: list[dict[str, Any]] = []
        for word in text.split():
            times = {"start": np.float64(clock), "end": clock + 0.25}
            words.append({"word": word, **times, "score": 0.9, "speaker": speaker})
            clock += 0.5
        segments.append({"start": words[0]["start"], "end": words[-1]["end"], "text": " " + text, "words": words,
                         "speaker": speaker})
    flat = [dict(word) for segment in segments for word in segment["words"]]
    return {"segments": segments, "word_segments": flat, "embeddings": np.zeros(3), "language": "en"}


def test_a_dict_is_repaired_and_the_given_one_untouched() -> None:
    given = whisperx()
    before = copy.deepcopy(given)
    fixed = diarfix.fix(given, diarfix.Options(min_confidence=0.4))
    assert given["segments"] == before["segments"] and given["word_segments"] == before["word_segments"]
    assert list(fixed) == list(given) and fixed["embeddings"] is given["embeddings"]
    moved = [word["word"] for word in fixed["word_segments"] if word["speaker"] == "A"]
    assert "is" in [word.strip(".").lower() for word in moved]
    assert [word for segment in fixed["segments"] for word in segment["words"]] == fixed["word_segments"]
    for segment in fixed["segments"]:
        assert segment["start"] == segment["words"][0]["start"] and segment["end"] == segment["words"][-1]["end"]
        assert {word["speaker"] for word in segment["words"]} == {segment["speaker"]}
    times = [(word["start"], word["end"], word["score"]) for word in before["word_segments"]]
    assert [(word["start"], word["end"], word["score"]) for word in fixed["word_segments"]] == times


def test_a_dict_can_be_read() -> None:
    transcript = diarfix.read(whisperx())
    assert transcript.labels == ("A", "B") and transcript.words[0].confidence == 0.9
    assert diarfix.fix(transcript).original is transcript


def test_what_is_no_transcript_says_so() -> None:
    loop: dict[str, Any] = {}
    loop["loop"] = loop
    for given, code in (({"a": 1}, "E201"), (loop, "E203"), ({}, "E201")):
        with pytest.raises(DiarfixError) as caught:
            diarfix.fix(given)
        assert caught.value.code == code
