"""Decisions: found again by id, by the words around, under other labels; lost ones are reported."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diarfix
from diarfix.decisions import (
    SCHEMA,
    Anchor,
    Decision,
    Verdict,
    decision_on,
    load,
    recall,
    save,
    sidecar,
    verdicts_for,
)
from diarfix.edits import with_ids

TEXT = """Ann: Before all that we had tea and toast and a long walk on the sand.
Ben: The ferry leaves every day from the old stone
Ann: pier. Right, and when is the last one back?
Ben: It is at ten, I think, unless the fog is in.
"""


def moved(text: str, words: str, old: str, new: str) -> tuple[diarfix.Transcript, diarfix.Edit]:
    """The transcript and the edit that moves the first passage of these words."""
    transcript = diarfix.read(text)
    wanted = words.split()
    texts = [word.text for word in transcript.words]
    at = next(at for at in range(len(texts)) if texts[at : at + len(wanted)] == wanted)
    return transcript, with_ids(transcript, [diarfix.Edit("", "move", at, at + len(wanted), old, new, 0.6)])[0]


def decided(text: str = TEXT, words: str = "pier.", old: str = "Ann", new: str = "Ben") -> Decision:
    return decision_on(*moved(text, words, old, new), "accepted", "Ann", "2024-01-02T03:04:05Z")


def test_the_same_edit_is_found_by_its_id() -> None:
    transcript, edit = moved(TEXT, "pier.", "Ann", "Ben")
    assert verdicts_for(transcript, [edit], [decided()]) == {edit.id: "accepted"}


def test_a_new_transcription_with_some_other_words_is_found_by_its_context() -> None:
    text = "Ann: Well, hello.\n" + TEXT.replace("every day", "each day").replace("Right, and", "Alright, and")
    transcript, edit = moved(text, "pier.", "Ann", "Ben")
    assert edit.id != decided().id
    assert verdicts_for(transcript, [edit], [decided()]) == {edit.id: "accepted"}


def test_renamed_labels_are_found_but_another_person_is_not() -> None:
    renamed = TEXT.replace("Ann:", "Speaker 1:").replace("Ben:", "Speaker 2:")
    transcript, edit = moved(renamed, "pier.", "Speaker 1", "Speaker 2")
    assert verdicts_for(transcript, [edit], [decided()]) == {edit.id: "accepted"}
    three = TEXT + "Cid: I will wait over there, then, with the bags.\n"
    transcript, edit = moved(three, "pier.", "Ann", "Cid")
    assert verdicts_for(transcript, [edit], [decided(three)]) == {}


def test_other_words_at_the_place_are_not_taken_for_it() -> None:
    transcript, edit = moved(TEXT, "Right, and when is", "Ann", "Ben")
    assert verdicts_for(transcript, [edit], [decided()]) == {}


def test_of_two_alike_passages_the_nearer_one_is_meant() -> None:
    line = "Ann: we go down to the old pier now and then\nBen: we go down to the old pier now and then\n" * 3
    transcript = diarfix.read(line)
    spans = [(turn.start + 5, turn.start + 6) for turn in transcript.turns if turn.speaker == "Ben"]
    edits = with_ids(transcript, [diarfix.Edit("", "move", start, end, "Ben", "Ann", 0.6) for start, end in spans])
    decision = decision_on(transcript, edits[1], "rejected", "Ann", "")
    assert verdicts_for(transcript, edits, [decision]) == {edits[1].id: "rejected"}
    # The first edit is no longer proposed, so that the second now bears the first's digits.
    again = with_ids(transcript, [replace(edit, id="") for edit in edits[1:]])
    assert again[0].id == edits[0].id
    both = [decision_on(transcript, edits[0], "accepted", "Ann", ""), decision]
    assert verdicts_for(transcript, again[:1], both) == {again[0].id: "rejected"}


def test_merges_hold_only_while_the_labels_say_what_they_said() -> None:
    transcript = diarfix.read(TEXT)
    first = transcript.turns[0]
    edit = with_ids(transcript, [diarfix.Edit("", "merge", first.start, first.end, "Ann", "Ben", 0.6)])[0]
    decision = decision_on(transcript, edit, "rejected", "Ann", "")
    assert verdicts_for(transcript, [edit], [decision]) == {edit.id: "rejected"}
    turned = with_ids(transcript, [diarfix.Edit("", "merge", 15, 24, "Ben", "Ann", 0.6)])[0]
    assert verdicts_for(transcript, [turned], [decision]) == {turned.id: "rejected"}
    swapped = diarfix.read(TEXT.replace("Ann:", "X:").replace("Ben:", "Ann:").replace("X:", "Ben:"))
    assert verdicts_for(swapped, [edit], [decision]) == {}


def test_what_was_carried_out_is_not_lost_but_what_has_no_place_is() -> None:
    transcript, edit = moved(TEXT, "pier.", "Ann", "Ben")
    done = diarfix.apply_edits(transcript, [edit])
    assert recall(done, [], [decided()]).lost == ()
    assert recall(transcript, [], [decided()]).lost == (decided(),)
    assert recall(transcript, [], [replace(decided(), verdict="rejected")]).lost == ()
    other = diarfix.read("Ann: Nothing of the kind was said here.\nBen: Not by me, at any rate.\n")
    assert recall(other, [], [replace(decided(), verdict="rejected")]).lost != ()


texts = st.text(max_size=20)
anchors = st.builds(Anchor, st.integers(0, 10**6), texts, texts, texts)
decisions = st.builds(
    Decision,
    st.uuids().map(lambda made: made.hex[:8]),
    st.sampled_from(("accepted", "rejected")),
    texts,
    texts,
    st.sampled_from(("move", "flip", "merge", "name")),
    texts,
    texts,
    st.lists(texts, max_size=3).map(tuple),
    anchors,
)


@settings(deadline=None)
@given(st.lists(decisions, max_size=5, unique_by=lambda item: item.id))
def test_a_file_reads_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, given_ones: list[Decision]) -> None:
    path = tmp_path_factory.mktemp("d") / "x.diarfix.json"
    save(path, given_ones)
    read = load(path)
    assert sorted(read, key=lambda item: item.id) == sorted(given_ones, key=lambda item: item.id)
    before = path.read_bytes()
    save(path, reversed(read))
    assert path.read_bytes() == before and before.endswith(b"}\n")


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert load(sidecar(tmp_path / "episode.txt")) == ()


ROW = {
    "id": "0a1b2c3d", "verdict": "accepted", "by": "Ann", "when": "", "kind": "move", "old": "Ann", "new": "Ben",
    "rules": ["DF101"], "anchor": {"word": 3, "before": "", "inside": "pier", "after": ""},
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"verdict": "maybe"}, "verdict 'maybe' is neither accepted nor rejected"),
        ({"kind": "bend"}, "kind 'bend' is none of move, flip, merge, name"),
        ({"by": 3}, "must be texts"),
        ({"rules": "DF101"}, "rules must be a list"),
        ({"anchor": {"word": 3}}, "an anchor lacks 'before'"),
        ({"anchor": {**ROW["anchor"], "word": True}}, "word True is not a whole number"),  # type: ignore[dict-item]
        ({"colour": "red"}, "a decision has an unknown field 'colour'"),
        ({"id": "ffffffff"}, "ffffffff is decided twice"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, change: dict[str, object], what: str) -> None:
    path = tmp_path / "x.diarfix.json"
    rows = [{**ROW, "id": "ffffffff", "rules": []}, {**ROW, **change}]
    text = json.dumps({"schema": SCHEMA, "decisions": rows}, indent=1)
    path.write_text(text)
    at = [number for number, shown in enumerate(text.splitlines(), 1) if '"id"' in shown][1]
    with pytest.raises(diarfix.DiarfixError) as caught:
        load(path)
    assert caught.value.code == "E504" and what in caught.value.what
    assert str(caught.value.place) == f"{path}:{at}"


def test_a_merge_conflict_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.diarfix.json"
    path.write_text('{\n "schema": 1,\n<<<<<<< ours\n "decisions": []\n}\n')
    with pytest.raises(diarfix.DiarfixError, match=r"E504 .*:3:1: not JSON"):
        load(path)


def test_the_pipeline_asks_for_verdicts_once_edits_are_known() -> None:
    text = "Ann: It goes back to the lowest number there\nBen: is. Right, I see.\nAnn: And up.\n"
    plain = diarfix.fix(text)
    edit = plain.edits[0].edit

    def reject(_: diarfix.Transcript, edits: object) -> dict[str, Verdict]:
        return {edit.id: "rejected"}

    result = diarfix.fix(text, diarfix.Options(recall=reject))
    assert [item.state for item in result.edits if item.edit.id == edit.id] == ["rejected"]
