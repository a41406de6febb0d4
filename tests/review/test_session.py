"""The session without a screen: its queue, its actions, its file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import diarfix
from diarfix.decisions import load_book, save_book, sidecar
from diarfix.edits import with_ids
from diarfix.errors import DiarfixError
from diarfix.pipeline import Options, Result
from diarfix.review import payload
from diarfix.review.queue import Filter
from diarfix.review.session import Session
from diarfix.review.wish import filter_text, parse_filter
from tests.review.conftest import CAREFUL, on_copy, session_on, untouched


def path_of(session: Session) -> Path:
    decisions, _ = session.paths
    assert decisions is not None
    return decisions


def test_the_queue_begins_with_what_saves_most_per_second(kettles: Session) -> None:
    worths = [item.worth for item in kettles.queue()]
    assert worths == sorted(worths, reverse=True) and len(worths) == kettles.progress.left > 1
    kettles.order = "place"
    assert [item.start for item in kettles.queue()] == sorted(item.start for item in kettles.queue())


def test_next_goes_round_and_on_from_what_was_decided(kettles: Session) -> None:
    first, second, *rest = kettles.queue()
    last = rest[-1] if rest else second
    assert kettles.next() == first and kettles.next(first.id) == second and kettles.next(last.id) == first
    assert kettles.next(first.id, back=True) == last
    kettles.accept(first.id)
    after = kettles.next(first.id)
    assert after is not None and after.id in {item.id for item in (second, *rest)}
    for item in (second, *rest):
        kettles.reject(item.id)
    assert kettles.next(last.id) is None and kettles.progress.left == 0


def test_accepting_makes_the_edit_and_rejecting_takes_a_safe_one_back(kettles: Session) -> None:
    item, made = kettles.queue()[0], next(one for one in kettles.items.values() if one.state == "made")
    kettles.accept(item.id)
    kettles.reject(made.id)
    assert set(kettles.corrected.speakers[item.start : item.end]) == {item.new}
    assert set(kettles.corrected.speakers[made.start : made.end]) == {made.old}
    rows = json.loads(path_of(kettles).read_text())["decisions"]
    assert {(row["id"], row["verdict"], row["by"]) for row in rows} == {
        (item.id, "accepted", "Ann"), (made.id, "rejected", "Ann")}  # fmt: skip


def test_a_nudged_edit_is_accepted_so_and_the_proposal_rejected(kettles: Session) -> None:
    item = kettles.queue()[0]
    kettles.nudge(item.id, "end", 1)
    kettles.nudge(item.id, "start", 1)
    changed = kettles.item(item.id)
    assert (changed.state, changed.start, changed.end) == ("changed", item.start + 1, item.end + 1)
    assert set(kettles.corrected.speakers[changed.start : changed.end]) == {item.new}
    assert kettles.corrected.speakers[item.start] == item.old
    kettles.nudge(item.id, "start", -1)
    kettles.nudge(item.id, "end", -1)
    assert kettles.item(item.id).state == "accepted" and not load_book(path_of(kettles)).by_hand


def test_an_edit_goes_to_another_or_to_someone_new(kettles: Session) -> None:
    item = kettles.queue()[0]
    kettles.reassign(item.id, "Dora Quill")
    assert set(kettles.corrected.speakers[item.start : item.end]) == {"Dora Quill"}
    assert [one.name for one in kettles.speakers][-1] == "Dora Quill"
    kettles.reject(item.id)
    assert "Dora Quill" not in kettles.corrected.labels


def test_renames_act_everywhere_or_from_a_word_on(kettles: Session) -> None:
    counts = kettles.corrected.word_counts
    kettles.rename("Bo", "Beau")
    assert kettles.corrected.word_counts["Beau"] == counts["Bo"] and "Bo" not in kettles.corrected.labels
    kettles.rename("Beau", "Teodora Quist", since=2000)
    assert "Beau" not in kettles.corrected.speakers[2000:] and "Beau" in kettles.corrected.speakers[:2000]
    before = kettles.corrected.speakers
    kettles.rename("Beau", "Ines", since=100, swap=True)
    swap = {"Beau": "Ines", "Ines": "Beau"}
    assert kettles.corrected.speakers[100:] == tuple(swap.get(name, name) for name in before[100:])
    kettles.rename("Beau", "Ines", since=100, swap=True)
    assert kettles.corrected.speakers == before


def test_two_labels_of_one_person_stay_one_under_a_new_name(tidewater: Session) -> None:
    kettles_names = [one.name for one in tidewater.speakers]
    assert "Corwin Maddock" in kettles_names
    tidewater.rename("Corwin Maddock", "C. Maddock")
    assert not {"Corwin Maddock", "Tidewater Hour Host", "Tidewater Hour Co-Host"} & set(tidewater.corrected.labels)
    name = next(item for item in tidewater.items.values() if item.edit.kind == "name")
    assert name.state == "by hand"
    tidewater.undo()
    tidewater.reassign(name.id, "Corry")
    assert tidewater.item(name.id).state == "changed" and "Corry" in tidewater.corrected.labels


def test_split_merge_and_words_given_by_hand(kettles: Session) -> None:
    turn = max(kettles.corrected.turns, key=len)
    kettles.split(turn.start + 10, "Bo")
    cut = kettles.corrected.turns[kettles.corrected.turn_at(turn.start + 10)]
    assert (cut.speaker, cut.start) == ("Bo", turn.start + 10)
    kettles.merge(turn.start + 10)
    assert turn.speaker == kettles.corrected.speakers[turn.start + 10]
    kettles.give(5, 8, "Bo")
    assert set(kettles.corrected.speakers[5:8]) == {"Bo"}
    with pytest.raises(DiarfixError, match=r"E505 Bo has these words already"):
        kettles.give(5, 8, "Bo")


def test_alike_is_previewed_and_accepted_in_one_step(tmp_path: Path, kettles_result: Result) -> None:
    session = on_copy(kettles_result, tmp_path, untouched())
    one = max(session.items, key=lambda key: len(session.alike(key)))
    found, same_cause = session.alike(one), session.alike(one, "cause")
    assert len(found) > len(same_cause) >= 1 and len(found) > 2
    assert {item.edit.codes[0] for item in found} == {session.item(one).edit.codes[0]}
    session.accept_all([item.id for item in found])
    assert session.steps == (1, 0) and all(session.item(item.id).state == "accepted" for item in found)
    session.undo()
    assert session.progress.left == len(session.items)


def test_filters_narrow_the_queue(tmp_path: Path, kettles_result: Result) -> None:
    session = on_copy(kettles_result, tmp_path, untouched())
    names = [one.name for one in session.speakers]
    for text in ("rule:DF105", "conf:0.5-0.8", "speaker:Ines", 'speaker:"Teodora Quist" rule:DF1', "state:made,open"):
        session.filter = parse_filter(text, names)
        assert 0 < len(session.queue()) <= len(session.items)
        assert parse_filter(filter_text(session.filter), names) == session.filter
    session.filter = parse_filter("conf:0.5-0.8", names)
    assert all(0.5 <= item.edit.confidence <= 0.8 for item in session.queue())
    assert parse_filter("", names) == Filter()
    for wrong in ("DF1", "rule:", "state:odd", "conf:x", "speaker:nobody", "colour:red", 'speaker:"open'):
        with pytest.raises(DiarfixError, match="E505"):
            parse_filter(wrong, names)


def test_what_does_not_fit_says_so_and_changes_nothing(kettles: Session) -> None:
    one = kettles.queue()[0].id
    for act in (
        lambda: kettles.accept("ffffffff"),
        lambda: kettles.nudge(one, "end", -50),
        lambda: kettles.nudge(one, "end", 10**6),
        lambda: kettles.give(5, 5, "Bo"),
        lambda: kettles.give(0, 10**6, "Bo"),
        lambda: kettles.give(0, 2, "Bo\nBen"),
        lambda: kettles.give(0, 2, "  "),
        lambda: kettles.give(0, 2, "x" * 200),
        lambda: kettles.rename("Nobody", "Bo"),
        lambda: kettles.rename("Bo", "Bo"),
        lambda: kettles.split(0, "Bo"),
        lambda: kettles.merge(0),
        lambda: kettles.note(10**6, "x"),
        lambda: kettles.note(1, ""),
        lambda: kettles.forget(one),
        kettles.undo,
        kettles.redo,
    ):
        with pytest.raises(DiarfixError, match=r"^E50[35] "):
            act()
    assert kettles.revision == 0 and not path_of(kettles).exists()


def test_a_name_that_was_given_away_is_not_taken_again_in_silence(kettles: Session) -> None:
    kettles.rename("Bo", "Beau")
    with pytest.raises(DiarfixError, match="E505 'Bo' is the old name of 'Beau'"):
        kettles.give(0, 3, "Bo")
    kettles.rename("Beau", "Bo")
    kettles.give(0, 3, "Bo")


def test_the_file_of_an_earlier_version_is_read_and_undone_to_its_bytes(
    tmp_path: Path, kettles_result: Result
) -> None:
    session = on_copy(kettles_result, tmp_path)
    session.accept(session.queue()[0].id)
    path = path_of(session)
    old = path.read_text()
    assert json.loads(old)["schema"] == 1
    # Written by hand, in another layout: undoing all gives these bytes back all the same.
    path.write_text(json.dumps(json.loads(old)))
    given = path.read_bytes()
    again = session_on(kettles_result, path.with_name("two-kettles.txt"))
    again.note(7, "who is it?")
    assert json.loads(path.read_text())["schema"] == 2
    again.give(3, 5, "Bo")
    again.undo()
    again.undo()
    assert path.read_bytes() == given


def test_another_writer_is_not_overwritten(kettles: Session) -> None:
    first, second, *_ = kettles.queue()
    kettles.accept(first.id)
    path = path_of(kettles)
    theirs = path.read_bytes() + b"\n"
    path.write_bytes(theirs)
    with pytest.raises(DiarfixError, match=r"^E506 "):
        kettles.accept(second.id)
    assert path.read_bytes() == theirs and kettles.item(second.id).state == "open" and kettles.steps == (1, 0)


def test_the_corrected_transcript_is_written_in_the_same_format(kettles: Session, tmp_path: Path) -> None:
    kettles.give(0, 4, "Dora Quill")
    assert kettles.write().endswith("two-kettles.fixed.txt") and kettles.is_written
    again = diarfix.read(tmp_path / "two-kettles.fixed.txt")
    assert again.speakers == kettles.corrected.speakers
    kettles.undo()
    assert not kettles.is_written


def test_an_input_that_was_changed_meanwhile_is_not_written_over(kettles_result: Result, tmp_path: Path) -> None:
    session = on_copy(kettles_result, tmp_path)
    source = tmp_path / "two-kettles.txt"
    session = Session.open(source, Options(), "Ann", lambda: "", kettles_result.original, target=source)
    session.give(0, 4, "Bo")
    session.write()
    assert diarfix.read(source).speakers == session.corrected.speakers
    source.write_text("Ann: Something else.\nBo: Indeed.\n")
    with pytest.raises(DiarfixError, match=r"^E506 "):
        session.write()
    assert source.read_text() == "Ann: Something else.\nBo: Indeed.\n"


def test_fix_follows_what_was_made_by_hand(kettles: Session, tmp_path: Path) -> None:
    from diarfix.cli import main

    kettles.give(0, 4, "Dora Quill")
    kettles.rename("Bo", "Beau", since=500)
    source = tmp_path / "two-kettles.txt"
    careful = ["-q", "--min-confidence", str(CAREFUL.min_confidence)]
    assert main(["fix", str(source), "-o", str(tmp_path / "out.txt"), *careful]) == 0
    assert diarfix.read(tmp_path / "out.txt").speakers == kettles.corrected.speakers
    assert main(["fix", str(source), "--in-place", *careful]) == 0
    assert main(["fix", str(source), "-o", str(tmp_path / "twice.txt"), *careful]) == 0
    assert diarfix.read(tmp_path / "twice.txt").speakers == kettles.corrected.speakers


def test_a_flip_is_seen_before_and_after(kettles_result: Result, tmp_path: Path) -> None:
    count = len(kettles_result.original.words)
    edits = with_ids(kettles_result.original, [diarfix.Edit("", "flip", 3000, count, "Bo", "Ines", 0.6)])
    result = replace(kettles_result, edits=tuple(diarfix.Decided(edit, "review") for edit in edits))
    session = on_copy(result, tmp_path, propose=lambda *_: result)
    one = session.queue()[0].id
    before, shown = session.corrected.speakers, session.passage(one)
    assert [line.speaker for line in shown.before] != [line.speaker for line in shown.after]
    session.accept(one)
    swap = {"Bo": "Ines", "Ines": "Bo"}
    assert session.corrected.speakers[3000:] == tuple(swap.get(name, name) for name in before[3000:])
    assert session.passage(one) == shown
    with pytest.raises(DiarfixError, match="E505"):
        session.nudge(one, "end", 1)


def test_a_passage_shows_the_words_in_question_under_both_speakers(kettles: Session) -> None:
    for one, item in kettles.items.items():
        shown = kettles.passage(one)
        assert [line.start for line in shown.before[:1]] == [line.start for line in shown.after[:1]]
        for side, speaker in ((shown.before, item.old), (shown.after, item.new)):
            moved = [line for line in side if line.moved_end > line.moved_start]
            assert {line.speaker for line in moved} == {speaker}
            assert sum(line.moved_end - line.moved_start for line in moved) == item.end - item.start


def test_the_state_is_json_and_the_same_for_the_same_state(kettles: Session) -> None:
    kettles.note(3, "hm")
    first = json.dumps(payload.state(kettles), sort_keys=True)
    assert first == json.dumps(payload.state(kettles), sort_keys=True)
    item = payload.state(kettles)["items"][0]
    assert {"id", "kind", "state", "old", "new", "reasons", "worth", "seconds", "proposed"} <= set(item)
    turns = payload.turns(kettles)
    assert turns[0]["start"] == 0 and turns[-1]["end"] == len(payload.words(kettles))
    json.dumps(payload.passage_state(kettles, item["id"]))


def test_what_lost_its_place_is_listed_and_kept_until_it_is_forgotten(
    kettles: Session, kettles_result: Result, tmp_path: Path
) -> None:
    kettles.give(100, 110, "Bo")
    kettles.note(300, "check this")
    kettles.accept(kettles.queue()[0].id)
    other = tmp_path / "other.txt"
    other.write_text("Ann: It goes back to the lowest number there\nBen: is. Right, I see. Thanks.\nAnn: Bye.\n")
    save_book(sidecar(other), load_book(path_of(kettles)))
    session = Session.open(other, Options(), "Ann", lambda: "2026-01-01T00:00:00Z")
    assert len(session.lost) == 3
    session.give(0, 2, "Ben")
    assert len(load_book(sidecar(other)).rows) == 4
    session.forget_rows(session.lost[0].id)
    assert len(session.lost) == 2 and len(load_book(sidecar(other)).rows) == 3


def test_what_was_accepted_holds_though_it_is_proposed_no_longer(
    kettles: Session, kettles_result: Result, tmp_path: Path
) -> None:
    item, source = kettles.queue()[0], tmp_path / "two-kettles.txt"
    kettles.accept(item.id)
    before = path_of(kettles).read_bytes()
    gone = replace(kettles_result, edits=tuple(one for one in kettles_result.edits if one.edit.id != item.id))
    session = session_on(gone, source)
    assert session.lost == () and set(session.corrected.speakers[item.start : item.end]) == {item.new}
    session.note(1, "hm")
    assert load_book(path_of(session)).by_hand[0].of == item.id
    assert session_on(gone, source).corrected == session.corrected
    session.undo()
    assert path_of(session).read_bytes() == before


def test_decisions_on_moves_hold_where_a_merge_is_rejected(tidewater: Session, tmp_path: Path) -> None:
    accepted = [item for item in tidewater.items.values() if item.edit.kind == "move"]
    tidewater.accept_all([item.id for item in accepted])
    tidewater.reject(next(item.id for item in tidewater.items.values() if item.edit.kind == "merge"))
    again = Session.open(tmp_path / "tidewater-hour.txt", Options(), "Ann", lambda: "")
    assert again.lost == ()
    for item in accepted:
        spoken = set(again.corrected.speakers[item.start : item.end])
        assert len(spoken) == 1 and (spoken != {item.old} or item.old == item.new), item
