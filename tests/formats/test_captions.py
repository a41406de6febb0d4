"""Captions: what is a label, what is malformed and where, what --lenient repairs, and which bytes an edit touches."""

from __future__ import annotations

import re
import time

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import RawTurn, Repair, build, read_text, to_text, write_back
from diarfix.model import UNLABELLED, relabel

HEAD = "WEBVTT\n\n"


def srt(*cues: str) -> str:
    """Cues of one second each."""
    blocks = [f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{text}" for n, text in enumerate(cues, 1)]
    return "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    ("cues", "labels"),
    [
        (["Mara: tea at 10:30 sharp", "Tobias: One rule: no shoes", "We have one rule: no shoes"], ("Mara", "Tobias")),
        (["Mara: Hello.", "So: what now?", "Tobias: Well."], ("Mara", "Tobias")),
        (["We met at 10:30.", "Note the time: ten.", "And left."], (UNLABELLED,)),
        (["[Music]", "[Ana] Hello.", "[Music] [Bo] Hm.", "[Ana] Yes."], ("(no label)", "Ana")),
        (["[SPEAKER_00]: Hi.", "[SPEAKER_01]: Ho: ho."], ("SPEAKER_00", "SPEAKER_01")),
        ([">> ANA: Hi.", ">> Who is it?", ">> BO: Me."], ("ANA", UNLABELLED, "BO")),
        (["- Is it far?", "It is - or was."], (UNLABELLED,)),
        (["Slides: https://example.org", "Ana: Hi.", "Ana: Look."], (UNLABELLED, "Ana")),
    ],
)
def test_labels_and_colons(cues: list[str], labels: tuple[str, ...]) -> None:
    assert read_text(srt(*cues)).labels == labels


def test_unlabelled_cues_are_carried_or_unknown() -> None:
    carried = read_text(srt("Ana: One.", "Two.", "Bo: Three.", "Four."))
    assert [(turn.speaker, len(turn)) for turn in carried.turns] == [("Ana", 2), ("Bo", 2)]
    unknown = read_text(srt("Ana: One.", "Ana: Two.", "Three.", "Bo: Four."))
    assert [(turn.speaker, turn.origin) for turn in unknown.turns][1] == (UNLABELLED, "missing")


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        (HEAD + "00:00:01,000 --> 00:00:02.000\nHi.\n", "x:3:1", "cannot be read"),
        (HEAD + "00:05.000 --> 00:01.000\nHi.\n", "x:3:15", "ends (00:01.000) before it starts (00:05.000)"),
        (HEAD + "00:01.000 --> 00:02.000\nHi.\n\nthere.\n", "x:6:1", "a block without times"),
        (HEAD + "00:01.000 --> 00:02.000\nHi.\n00:03.000 --> 00:04.000\nHo.\n", "x:5:1", "a blank line is missing"),
        (srt("Hi.").replace("00:00:01,000", "00:00:1:000"), "x:2:1", "cannot be read"),
        (srt("Hi.") + "\n2\n00:00:09,000 --> 00:00:08,000\nHo.\n", "x:6:18", "before it starts"),
    ],
)
def test_malformed_captions_say_where(text: str, place: str, what: str) -> None:
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x", "vtt" if text.startswith("W") else "srt")
    assert (caught.value.code, str(caught.value.place)) == ("E203", place)
    assert what in str(caught.value)
    told: list[Repair] = []
    assert read_text(text, "x", "vtt" if text.startswith("W") else "srt", told.append).words[0].text == "Hi."
    assert told and all(repair.place.line for repair in told)


@pytest.mark.parametrize(
    ("rows", "place", "what"),
    [
        ("1000\t2000\tHi.\nthere\n", "x:3:1", "does not begin with two times"),
        ("1000\t2000\tHi.\n1.5\t2\tthere\n", "x:3:1", "does not begin with two times"),
        ("1000\t900\tHi.\n", "x:2:6", "ends (900) before it starts (1000)"),
    ],
)
def test_malformed_tables_say_where(rows: str, place: str, what: str) -> None:
    text = "start\tend\ttext\n" + rows
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x")
    assert (caught.value.code, str(caught.value.place)) == ("E203", place) and what in str(caught.value)
    told: list[Repair] = []
    made = read_text(text, "x", None, told.append)
    assert made.source.format == "tsv" and made.text(0, len(made.words)).split()[0] == "Hi." and len(told) == 1
    assert sum(text.count(word) for word in ("Hi.", "there")) == sum(w.text in ("Hi.", "there") for w in made.words)


def test_a_row_stays_one_line_however_short_it_is() -> None:
    original = read_text("start\tend\ttext\n5\t6\t[Ana]: One two three.\n6\t90\t[Bo]: Four\tfive: six.\n")
    edited = relabel(original, ["Ana", "Bo", "Ana", "Bo", "Ana", "Ana"])
    again = read_text(to_text(original, edited))
    assert again.speakers == edited.speakers and again.source.format == "tsv"
    assert again.source.text.count("\n") == 6


@pytest.mark.parametrize(
    ("payload", "place", "what"),
    [
        ('{"spokenText":"Hi.",}', "x:7:21", "malformed"),
        ('{"spokenText":5}', "x:7:1", "'spokenText' should be a string"),
        ('{"speakerName":"Ana"}', "x:7:1", "'spokenText' should be a string"),
        ("So it is.", "x:7:1", "malformed"),
    ],
)
def test_malformed_objects_in_cues_say_where(payload: str, place: str, what: str) -> None:
    text = HEAD + '0:0:1.0 --> 0:0:2.0\n{"spokenText":"Yes."}\n\n00:03.000 --> 00:04.000\n' + payload + "\n"
    with pytest.raises(DiarfixError) as caught:
        read_text(text, "x")
    assert (caught.value.code, str(caught.value.place)) == ("E203", place) and what in str(caught.value)


def test_lenient_keeps_every_word() -> None:
    text = HEAD + "00:01.000 --> 00:02.000\nHi\n\nthere.\n\n00:03,5 -> 00:02.000\nHo.\n"
    told: list[Repair] = []
    transcript = read_text(text, "x", None, told.append)
    assert transcript.text(0, 3) == "Hi there. Ho."
    assert len(told) == 3
    assert read_text(transcript.source.text).words == transcript.words


def test_untouched_cues_stay_to_the_byte() -> None:
    text = srt("Ana: One two.", "Bo:  Three   four.  ", "Ana: Five.", "Bo: Six.").replace("\n", "\r\n")
    original = read_text(text)
    speakers = list(original.speakers)
    speakers[0] = "Bo"
    made = write_back(original, relabel(original, speakers))
    assert made.text[made.text.index("Bo:  Three") :] == text[text.index("Bo:  Three") :]
    assert [(item.word, item.time) for item in made.estimates] == [(1, 1.444)]


def test_a_cue_too_short_to_cut_is_shared() -> None:
    text = HEAD + "00:01.000 --> 00:01.001\n<v Ana>One two.</v>\n\n00:02.000 --> 00:03.000\n<v Ana>Three.</v>\n"
    original = read_text(text)
    written = to_text(original, relabel(original, ["Ana", "Bo", "Ana"]))
    assert "<v Ana>One</v>\n<v Bo>two.</v>" in written


def test_names_with_marks_are_escaped() -> None:
    made = build([RawTurn("Ana & <Bo>", "Hi --> there <i> & so."), RawTurn("Cy", "Yes.")], "vtt").transcript
    assert "<v Ana &amp; &lt;Bo&gt;>" in made.source.text and "--&gt;" in made.source.text
    assert made.labels == ("Ana & <Bo>", "Cy") and made.text(0, 6) == "Hi --> there <i> & so."


def test_new_captions_fit_players() -> None:
    said = " ".join(["Nobody told the ferry that the tide had turned."] * 30)
    for format_id, width in (("vtt", 65), ("srt", 32)):
        made = build([RawTurn("Ana", said, 0.0, 90.0), RawTurn("Bo", "Well?", 90.0, 91.0)], format_id).transcript
        spoken = [re.sub(r"</?v[^>]*>", "", line) for line in made.source.text.splitlines() if "-->" not in line]
        assert max(len(line) for line in spoken) <= width
        assert made.text(0, len(made.words)) == f"{said} Well?"


@pytest.mark.parametrize(
    "payload", ["<" * 60_000, "<v " * 30_000, "&" * 60_000, "[" * 60_000, "{\\" * 30_000, "- " * 30_000, "a:" * 30_000]
)
@pytest.mark.parametrize("head", [HEAD + "00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n"])
def test_hostile_payloads_take_linear_time(head: str, payload: str) -> None:
    begin = time.process_time()
    try:
        transcript = read_text(head + payload)
        to_text(transcript, relabel(transcript, ["Ana"] * len(transcript.words)))
    except DiarfixError:
        pass
    assert time.process_time() - begin < 5
