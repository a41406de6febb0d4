"""Dicts in, dicts out: repaired, of the same shape, what was given untouched."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pydantic
import pytest

import diarfix
from diarfix.errors import DiarfixError
from diarfix.formats import FORMATS, RawTurn, build
from diarfix.model import Word

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


JSON_FORMATS = [item.id for item in FORMATS if item.build is not None and ".json" in item.suffixes]
LOOSE = diarfix.Options(min_confidence=0.4)


def turns() -> list[RawTurn]:
    made, clock = [], 0.0
    for speaker, text in SAID:
        words = []
        for token in text.split():
            words.append(Word(token, 0, 0, clock, clock + 0.25, 0.9))
            clock += 0.5
        made.append(RawTurn(speaker, text, words[0].start, words[-1].end, tuple(words)))
    return made


def data(format_id: str) -> Any:
    return json.loads(build(turns(), format_id).transcript.source.text)


@pytest.mark.parametrize("format_id", JSON_FORMATS)
def test_every_json_format_goes_in_and_comes_out(format_id: str) -> None:
    given = data(format_id)
    before = copy.deepcopy(given)
    fixed = diarfix.fix(given, LOOSE)
    assert given == before and type(fixed) is type(given)
    again = diarfix.read(fixed)
    assert again.source.format == format_id
    assert [again.text(turn.start, turn.end).split()[0] for turn in again.turns] == ["It", "Right,", "And"]


class Model(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")


class Dictish:
    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    def to_dict(self) -> dict[str, Any]:
        return self._given

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Dictish:
        return cls(given)


class Protoish(type):
    def to_json(cls, given: Any) -> str:
        return json.dumps(given.given)

    def from_json(cls, text: str) -> Any:
        return cls(json.loads(text))


class Message(metaclass=Protoish):
    def __init__(self, given: Any) -> None:
        self.given = given


@dataclasses.dataclass
class Record:
    results: list[Any]

    @classmethod
    def from_dict(cls, given: dict[str, Any]) -> Record:
        return cls(given["results"])


@pytest.mark.parametrize(
    ("made", "results"),
    [
        (Model(**data("deepgram")), lambda fixed: fixed.model_dump()),
        (Dictish(data("revai")), lambda fixed: fixed.to_dict()),
        (Message(data("google")), lambda fixed: fixed.given),
        (Record(data("speechmatics")["results"]), dataclasses.asdict),
    ],
    ids=["pydantic", "to_dict", "proto-plus", "dataclass"],
)
def test_objects_of_packages_come_back_as_such(made: Any, results: Callable[[Any], Any]) -> None:
    fixed = diarfix.fix(made, LOOSE)
    assert type(fixed) is type(made) and fixed is not made
    assert diarfix.read(results(fixed)).speakers == diarfix.read(fixed).speakers
    assert diarfix.read(fixed).speakers != diarfix.read(made).speakers


def test_other_objects_say_so() -> None:
    for given in (object(), ("a", "b"), 7):
        with pytest.raises(DiarfixError) as caught:
            diarfix.fix(given)
        assert caught.value.code == "E203"


class Stretch(NamedTuple):
    start: float
    end: float


class Annotation:
    """As much of `pyannote.core.Annotation` as is used."""

    def __init__(self, uri: str | None = None, modality: str | None = None) -> None:
        self.uri, self.modality = uri, modality
        self.tracks: dict[tuple[Stretch, Any], Any] = {}

    def __setitem__(self, key: tuple[Stretch, Any], label: Any) -> None:
        self.tracks[key] = label

    def itertracks(self, yield_label: bool = False) -> Iterator[tuple[Stretch, Any, Any]]:
        for (stretch, name), label in sorted(self.tracks.items(), key=lambda item: item[0][0]):
            yield stretch, name, label


def test_a_diarization_and_its_words() -> None:
    annotation = Annotation(uri="quay")
    for turn in turns():
        annotation[Stretch(turn.time or 0.0, turn.until or 0.0), "_"] = turn.speaker
    words = [{"word": f" {word.text}", "start": word.start, "end": word.end} for turn in turns() for word in turn.words]
    words.insert(3, {"word": " "})
    words[5] = {"word": words[5]["word"]}
    before = dict(annotation.tracks)
    fixed, labelled = diarfix.fix((annotation, words), LOOSE)
    assert annotation.tracks == before and fixed.uri == "quay"
    assert [label for _, _, label in fixed.itertracks(yield_label=True)] == ["A", "A", "B", "A"]
    assert [tuple(stretch) for stretch, _, _ in fixed.itertracks()][1:3] == [(4.0, 4.25), (4.25, 5.75)]
    assert [word["word"].strip() for word in labelled] == [str(word["word"]).strip() for word in words]
    assert [word["speaker"] for word in labelled if word["word"].strip()][7:10] == ["A", "A", "B"]
    with pytest.raises(DiarfixError):
        diarfix.fix((annotation, [{"start": 1.0}]))
