"""The traps of the recognisers' JSON, one by one, and hostile documents: an error with a place, never a traceback."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diarfix.errors import DiarfixError
from diarfix.formats import FORMATS, RawTurn, Repair, build, read_path, read_text, to_text
from diarfix.formats.convert import convert
from diarfix.model import UNLABELLED, Transcript, relabel
from tests.formats.fixture_view import CASES, ROOT

JSON_CASES = [path for path in CASES if path.suffix == ".json"]


def read(value: Any, format_id: str | None = None) -> Transcript:
    return read_text(json.dumps(value), "x", format_id)


def to(transcript: Transcript, *labels: str) -> Any:
    """The document after each word went to the label named for it."""
    return json.loads(to_text(transcript, relabel(transcript, labels)))


def aws(*items: dict[str, Any], **results: Any) -> dict[str, Any]:
    return {"results": {"items": list(items), **results}}


def said(text: str, start: str, speaker: str | None = "spk_0", confidence: str = "0.9") -> dict[str, Any]:
    more = {} if speaker is None else {"speaker_label": speaker}
    return {"type": "pronunciation", "start_time": start, "end_time": f"{float(start) + 0.2}", **more,
            "alternatives": [{"confidence": confidence, "content": text}]}


def mark(text: str) -> dict[str, Any]:
    return {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": text}]}


def test_aws_strings_are_numbers_and_marks_have_no_confidence() -> None:
    transcript = read(aws(said("So", "1.04"), mark("."), mark("!"), said("Yes", "2.0", "spk_12", "0.0")))
    assert [word.text for word in transcript.words] == ["So.!", "Yes"]
    assert transcript.labels == ("spk_0", "spk_12")
    assert transcript.words[0].start == 1.04 and transcript.words[0].confidence == 0.9


def test_aws_duplicate_words_keep_their_own_labels() -> None:
    items = [said("no", "1.0"), said("no", "2.0"), said("no", "3.0")]
    transcript = read(aws(*items))
    made = to(transcript, "spk_0", "spk_1", "spk_0")
    assert [item["speaker_label"] for item in made["results"]["items"]] == ["spk_0", "spk_1", "spk_0"]


def test_a_mark_before_any_word_is_a_word() -> None:
    assert [word.text for word in read(aws(mark("..."), said("So", "1.0"))).words] == ["...", "So"]


def test_deepgram_without_punctuation_or_speakers() -> None:
    words = [{"word": "so", "start": 1, "end": 1.2, "confidence": 0.9}, {"word": "yes", "start": 2, "end": 3}]
    transcript = read({"results": {"channels": [{"alternatives": [{"words": words}]}]}})
    assert transcript.labels == (UNLABELLED,) and transcript.words[1].confidence is None
    made = to(transcript, UNLABELLED, "Speaker 0")
    assert [word.get("speaker") for word in made["results"]["channels"][0]["alternatives"][0]["words"]] == [None, 0]


def test_a_person_who_gets_a_name_stays_a_number() -> None:
    path = ROOT / "deepgram" / "paragraphs.json"
    transcript = read_path(path)
    named = relabel(transcript, [label.replace("Speaker 0", "Ana Ruiz") for label in transcript.speakers])
    made = json.loads(to_text(transcript, named))
    before = json.loads(path.read_text("utf-8"))
    assert made["results"] == before["results"]
    assert made["metadata"]["extra"] == {"speaker_0": "Ana Ruiz"}
    assert read(made).labels == ("Ana Ruiz", "Speaker 1")


def test_two_people_who_are_one_share_a_number() -> None:
    transcript = read_path(ROOT / "deepgram" / "paragraphs.json")
    made = json.loads(to_text(transcript, relabel(transcript, ["Ana Ruiz"] * len(transcript.words))))
    numbers = {word["speaker"] for word in made["results"]["channels"][0]["alternatives"][0]["words"]}
    assert len(numbers) == 1 and read(made).labels == ("Ana Ruiz",)


def test_assemblyai_milliseconds_stay_whole() -> None:
    transcript = read_path(ROOT / "assemblyai" / "speakers.json")
    assert transcript.words[2].end == 1.901
    made = to_text(transcript, relabel(transcript, ["C", *transcript.speakers[1:]]))
    assert '"start": 1200, "end": 1901' in made or '"start": 1200, "end": 2800' in made
    assert not {type(word[key]) for word in json.loads(made)["words"] for key in ("start", "end")} - {int}


def test_google_zero_means_none_and_the_last_result_counts() -> None:
    transcript = read_path(ROOT / "google" / "cumulative.json")
    assert len(transcript.words) == 9 and transcript.words[1].confidence is None
    only = [{"word": "so", "startTime": "1s", "speakerTag": 0, "speakerLabel": "", "confidence": 0}]
    assert read({"results": [{"alternatives": [{"words": only}]}]}).labels == (UNLABELLED,)


@pytest.mark.parametrize(
    ("time_as_written", "seconds"),
    [("1.400s", 1.4), ("2s", 2.0), (1.5, 1.5), ("1.5", 1.5), ({"seconds": "3", "nanos": 250000000}, 3.25),
     ({"seconds": 3}, 3.0), ({}, 0.0)],
)
def test_google_times_in_every_form(time_as_written: Any, seconds: float) -> None:
    word = {"word": "so", "startTime": time_as_written, "speakerTag": 1}
    assert read({"results": [{"alternatives": [{"words": [word]}]}]}).words[0].start == seconds


def test_google_inside_an_operation_and_a_batch() -> None:
    results = json.loads((ROOT / "google" / "v2-batch.json").read_text("utf-8"))["results"]
    for outer in ({"name": "1", "done": True, "response": {"results": results}},
                  {"results": {"gs://b/a.wav": {"transcript": {"results": results}}}},
                  {"response": {"results": {"gs://b/a.wav": {"inlineResult": {"transcript": {"results": results}}}}}}):
        transcript = read(outer)
        assert transcript.source.format == "google" and transcript.labels == ("Speaker 1", "patient")


def test_azure_gives_no_time_to_what_it_cannot_place() -> None:
    transcript = read_path(ROOT / "azure" / "phrases.json")
    assert [word.start for word in transcript.words][:3] == [1.0, None, 2.4]
    made = to_text(transcript, relabel(transcript, ["Speaker 2", *transcript.speakers[1:]]))
    again = read_text(made)
    assert again.words[1].text == "13.60." and again.words[1].start is not None  # where the phrase was cut
    assert len(json.loads(made)["recognizedPhrases"]) == 4


def test_azure_forms_with_words_at_their_end_keep_them() -> None:
    phrase = {"speaker": 1, "offset": "PT1S", "duration": "PT2S",
              "nBest": [{"display": "So it is.", "lexical": "so it is you know"}]}
    made = to(read({"recognizedPhrases": [phrase]}), "Speaker 1", "Speaker 2", "Speaker 2")
    assert [item["nBest"][0]["lexical"] for item in made["recognizedPhrases"]] == ["so", "it is you know"]


@pytest.mark.parametrize(
    ("offset", "seconds"), [("PT1M1.5S", 61.5), ("PT0S", 0.0), ("PT1H0.25S", 3600.25), ("PT0.04S", 0.04)]
)
def test_azure_iso_times(offset: str, seconds: float) -> None:
    phrase = {"speaker": 1, "offset": offset, "duration": "PT1S", "nBest": [{"display": "So it is."}]}
    assert read({"recognizedPhrases": [phrase]}).words[0].start == seconds


def test_speechmatics_unknown_speaker_is_none() -> None:
    words = [{"type": "word", "start_time": n, "end_time": n + 1, "alternatives": [{"content": "so", "speaker": who}]}
             for n, who in enumerate(("UU", "S1"))]
    transcript = read({"results": words})
    assert transcript.labels == (UNLABELLED, "S1")
    made = to(transcript, "S1", UNLABELLED)
    assert [item["alternatives"][0]["speaker"] for item in made["results"]] == ["S1", "UU"]


def test_revai_two_people_of_one_name_stay_apart() -> None:
    info = {"id": "1", "display_name": "Speaker"}
    monologues = [{"speaker": n, "speaker_info": info, "elements": [{"type": "text", "value": "So"}]} for n in (0, 1)]
    assert read({"monologues": monologues}).labels == ("Speaker 0", "Speaker 1")


def test_seglst_of_two_sessions_is_refused() -> None:
    with pytest.raises(DiarfixError) as caught:
        read([{"session_id": name, "speaker": "A", "words": "so"} for name in "ab"])
    assert caught.value.code == "E203" and "2 sessions" in str(caught.value)


def test_podcast_segments_cannot_lose_a_speaker_that_is_carried_on() -> None:
    segments = [{"speaker": "A", "body": "One two."}, {"body": "Three."}]
    transcript = read({"version": "1.0.0", "segments": segments})
    assert transcript.labels == ("A",) and transcript.turns[0].end == 3
    with pytest.raises(DiarfixError) as caught:
        to(transcript, "A", "A", UNLABELLED)
    assert caught.value.code == "E203"


def test_overlaps_and_channels_survive_from_one_recogniser_to_another() -> None:
    channels = [path for path in JSON_CASES if "channels" in path.name or "stereo" in path.name]
    assert len(channels) >= 4
    for path in channels:
        transcript = read_path(path)
        for target in ("aws", "deepgram", "azure", "speechmatics", "google", "assemblyai"):
            made = convert(transcript, target).transcript
            assert [word.text for word in made.words] == [word.text for word in transcript.words]
            assert len({word.channel for word in made.words}) == 2, (path, target)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"results": {"items": [{"start_time": "x", "alternatives": [{"content": "a"}]}]}}', 39),
        ('{"results": {"items": 5}}', 23),
        ('{"results": {"channels": [{"alternatives": [{"words": [{"word": "a", "speaker": -1}]}]}]}}', 81),
        ('{"results": {"channels": [{"alternatives": [{"words": [{"word": "a", "speaker": "b"}]}]}]}}', 81),
        ('{"recognizedPhrases": [{"offset": "1s", "nBest": [{"display": "a"}]}]}', 35),
        ('{"monologues": [{"speaker": 0.5, "elements": []}]}', 29),
        ('{"results": [{"alternatives": [{"words": [{"word": "a", "startTime": "soon"}]}]}]}', 70),
        ('[{"session_id": "s", "words": ["a", 5]}]', 37),
        ('{"segments": [{"body": 5}]}', 24),
        ('{"status": "completed", "words": [{"text": "a", "start": 9000000000000000}]}', 58),
    ],
)
def test_wrong_values_say_where(text: str, place: int) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x")
    assert (caught.value.code, str(caught.value.place)) == ("E203", f"x:1:{place}")


@pytest.mark.parametrize("path", JSON_CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_lenient_reads_a_document_that_is_cut_off(path: Any) -> None:
    text = path.read_text("utf-8").rstrip()
    told: list[Repair] = []
    whole = read_text(text, "x")
    assert read_text(text[:-1], "x", path.parent.name, told.append).speakers == whole.speakers
    assert told


NOTHING = [None, True, 0, -1, 1e308, "", "a", [], {}, [[]], [{}], {"a": []}]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(JSON_CASES), st.data())
def test_any_value_anywhere_gives_a_transcript_or_an_error(path: Any, data: st.DataObject) -> None:
    """One value of a well-formed document becomes something else; no such document may end in a traceback."""
    value = json.loads(path.read_text("utf-8"))
    at: Any = value
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(at[key], dict | list) and at[key] and data.draw(st.integers(0, 5)):
            at = at[key]
            continue
        at[key] = data.draw(st.sampled_from(NOTHING))
        break
    text = json.dumps(value)
    for format_id in (path.parent.name, None):
        try:
            transcript = read_text(text, "x", format_id)
            assert to_text(transcript, transcript) == text
            moved = relabel(transcript, [transcript.speakers[-1], *transcript.speakers[1:]])
            to_text(transcript, moved)
        except DiarfixError as error:
            assert error.place is not None


@pytest.mark.parametrize("format_id", [item.id for item in FORMATS if ".json" in item.suffixes])
def test_long_transcripts_take_linear_time(format_id: str) -> None:
    turns = [RawTurn(f"Speaker {n % 3}", "so it goes on and on. " * 10) for n in range(150)]
    transcript = build(turns, format_id).transcript
    speakers = list(transcript.speakers)
    speakers[1000:1010] = ["Speaker 1"] * 10
    begin = time.perf_counter()
    again = read_text(to_text(transcript, relabel(transcript, speakers)), format_id=format_id)
    assert list(again.speakers) == speakers and time.perf_counter() - begin < 30
