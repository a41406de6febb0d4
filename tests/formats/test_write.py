"""Edits written back: only the seams that changed are new, and the result is read as the edited transcript."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diarfix.errors import DiarfixError
from diarfix.formats import RawTurn, from_turns, new_document, read_path, read_text, to_text
from diarfix.model import Transcript, relabel
from tests.formats.fixture_view import ROOT


def written(text: str, speakers: dict[tuple[int, int], str], format_id: str | None = None) -> str:
    """`text` after words `start:end` went to each speaker."""
    original = read_text(text, format_id=format_id)
    labels = list(original.speakers)
    for (start, end), speaker in speakers.items():
        labels[start:end] = [speaker] * (end - start)
    return to_text(original, relabel(original, labels))


def assert_same(edited: Transcript, again: Transcript) -> None:
    assert [word.text for word in again.words] == [word.text for word in edited.words]
    assert again.speakers == edited.speakers
    assert again.source.format == edited.source.format


def test_merge_drops_header_and_blank_lines() -> None:
    text = "Ana\nA walk in the.\n\nBo\nPark is\nnice.\n\nAna\nYes.\n"
    assert written(text, {(4, 7): "Ana"}) == "Ana\nA walk in the. Park is\nnice. Yes.\n"
    assert written(text, {(0, 4): "Bo"}) == "Bo\nA walk in the. Park is\nnice.\n\nAna\nYes.\n"


def test_boundary_moves_and_time_of_a_moved_start_goes() -> None:
    text = "Ana (00:01): One two.\nBo (00:05): Three four.\nAna (00:09): Five.\n"
    assert written(text, {(2, 3): "Ana"}) == "Ana (00:01): One two. Three\nBo: four.\nAna (00:09): Five.\n"
    assert written(text, {(2, 4): "Cy"}) == "Ana (00:01): One two.\nCy (00:05): Three four.\nAna (00:09): Five.\n"


def test_split_uses_the_documents_own_separator() -> None:
    text = "Ana: Is it on? Yes.\r\n\r\nBo: Good.\r\n\r\nAna: Go."
    assert written(text, {(3, 4): "Bo"}) == "Ana: Is it on?\r\n\r\nBo: Yes. Good.\r\n\r\nAna: Go."


def test_split_in_markdown_keeps_inline_times() -> None:
    text = "**Ana:** \\[00:01\\] One two. \\[00:05\\] Three.\n\n**Bo**: \\[00:07\\] Four.\n\n**Ana:** Five.\n"
    assert written(text, {(2, 3): "Bo"}) == (
        "**Ana:** \\[00:01\\] One two.\n\n**Bo:** \\[00:05\\] Three. \\[00:07\\] Four.\n\n**Ana:** Five.\n"
    )


def test_furniture_between_merged_turns_stays() -> None:
    text = "**Ana:** One.\n\n## Part\n\n**Bo:** Two.\n\n**Ana:** Three.\n"
    assert written(text, {(1, 2): "Ana"}) == "**Ana:** One.\n\n## Part\n\n**Ana:** Two. Three.\n"


def test_bare_times_stay_or_get_a_label() -> None:
    text = "Ana (00:01):\nOne.\n\n(00:05):\nTwo.\n\nBo (00:09):\nThree.\n"
    assert written(text, {(1, 2): "Bo"}) == "Ana (00:01):\nOne.\n\nBo (00:05):\nTwo. Three.\n"
    assert written(text, {(0, 2): "Cy"}) == "Cy (00:01):\nOne.\n\n(00:05):\nTwo.\n\nBo (00:09):\nThree.\n"
    assert written(text, {(0, 1): "Cy"}) == "Cy (00:01):\nOne.\n\nAna (00:05):\nTwo.\n\nBo (00:09):\nThree.\n"


def test_word_texts_are_healed_in_place() -> None:
    original = read_text("Ana\nA walk in\nthe.\nBo\nPark is nice.\n")
    edited = relabel(original, ["Ana"] * 7)
    words = list(edited.words)
    words[3], words[4] = replace(words[3], text="the"), replace(words[4], text="park")
    assert to_text(original, replace(edited, words=tuple(words))) == "Ana\nA walk in\nthe park is nice.\n"


def test_labels_that_cannot_be_written_are_refused() -> None:
    with pytest.raises(DiarfixError) as caught:
        written("Ana: One.\nBo: Two.\n", {(0, 1): "Dr: Who"})
    assert caught.value.code == "E203"
    with pytest.raises(DiarfixError) as caught:
        from_turns([("a\n: b", "One.")], "markdown")
    assert caught.value.code == "E203"


@pytest.mark.parametrize("format_id", ["label-lines", "name-lines", "markdown"])
@pytest.mark.parametrize("times", [False, True])
def test_new_documents_are_read_back(format_id: str, times: bool) -> None:
    turns = [RawTurn("Ana Ruiz", "Good  morning.", 1.0), RawTurn("Bo", "At 10:30?", 4.5), RawTurn("", "Yes.", 7.0)]
    made = from_turns([*turns, RawTurn("Bo", " ")], format_id)
    again = read_text(new_document(made, format_id, times))
    assert_same(made, again)
    assert [turn.time for turn in again.turns] == ([1.0, 4.0, 7.0] if times else [None] * 3)
    assert made.labels[2] == "Unknown Speaker"


@pytest.mark.parametrize("at", range(12))
def test_untouched_turns_are_copied(at: int) -> None:
    original = read_path(ROOT / "label-lines" / "page-and-notes.txt")
    turn = original.turns[at]
    speakers = list(original.speakers)
    speakers[turn.start : turn.end] = ["Zoe Novel"] * len(turn)
    text = to_text(original, relabel(original, speakers))
    assert text == original.source.text[: turn.begin] + original.source.text[turn.begin :].replace(
        turn.speaker, "Zoe Novel", 1
    )


def test_real_episode_is_found_and_comes_back() -> None:
    seed = ROOT.parents[2] / "shared" / "seeds" / "big-technology-2026-01-14.txt"
    if not seed.is_file():
        pytest.skip("the real episode is not beside this clone")
    transcript = read_path(seed)
    assert (len(transcript.turns), len(transcript.words), len(transcript.labels)) == (122, 10525, 5)
    assert [item.kind for item in transcript.furniture] == ["page", "notes"]
    assert transcript.place(0).line == 4
    assert transcript.notes().startswith("Podcast: ") and transcript.source.text.endswith(transcript.notes())
    assert to_text(transcript, transcript).encode() == seed.read_bytes()
    merged = relabel(transcript, [speaker.replace("Co-Host", "Host") for speaker in transcript.speakers])
    again = read_text(to_text(transcript, merged))
    assert_same(merged, again)
    assert len(again.turns) == len(merged.turns)
