"""What was made by hand, found again after the episode was transcribed anew: at its place, or told as lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diarfix
from diarfix import formats
from diarfix.decisions import Book, HandEdit, Note, carry_out, hand_rows, load_book, note_rows, relocate
from diarfix.decisions.file import book_bytes, read_book
from diarfix.decisions.hand import source_labels
from tests.review.conftest import SEEDS

EPISODE = diarfix.read(SEEDS / "two-kettles.txt")


def written(change: dict[str, str] | None = None, seed: int | None = None, share: float = 0.03) -> str:
    """The same talk under other labels; with a seed from another recogniser: some words differ, some are missing."""
    dice = random.Random(seed)
    lines = []
    for turn in EPISODE.turns:
        words = []
        for word in EPISODE.words[turn.start : turn.end]:
            chance = dice.random() if seed is not None else 0.5
            if chance >= share / 3:
                words.append("uh" if chance < share * 2 / 3 else word.text)
            if chance > 1 - share / 3:
                words.append("well")
        lines.append(f"{(change or {}).get(turn.speaker, turn.speaker)}: {' '.join(words or ['uh'])}")
    return "\n".join(lines) + "\n"


def moved(start: int, end: int, new: str = "Bo") -> HandEdit:
    return HandEdit("move", start, end, EPISODE.speakers[start], new, "Ann", "2026-01-01T00:00:00Z")


def near(words: tuple[diarfix.Word, ...], start: int, end: int) -> list[str]:
    return [word.text.strip(".,?!").lower() for word in words[start:end]]


@pytest.mark.parametrize("seed", range(4))
def test_spans_are_found_in_another_transcription(seed: int) -> None:
    spans = [(at, at + 1 + (at // 7) % 40) for at in range(20, 3400, 150)]
    rows = hand_rows(EPISODE, [moved(start, end) for start, end in spans])
    other = diarfix.read(written(seed=seed))
    assert [word.text for word in other.words] != [word.text for word in EPISODE.words]
    found = relocate(other, rows)
    assert len(found.hand) + len(found.lost) >= len(rows) and len(found.hand) >= 0.85 * len(rows)
    where = {item.kept.id: item for item in found.hand if item.kept}
    for row, (start, end) in zip(rows, spans, strict=True):
        if row.id not in where:
            continue
        before, after = near(EPISODE.words, start, end), near(other.words, where[row.id].start, where[row.id].end)
        assert len(set(before) & set(after)) >= 0.5 * len(set(before)), (before, after)


def test_labels_that_were_dealt_out_anew_are_known_by_what_was_said_under_them() -> None:
    rows = hand_rows(EPISODE, [moved(500, 520, "Bo"), HandEdit("rename", 0, 0, "Ines", "Ida", "Ann", "")])
    change = {"Ines": "Speaker 2", "Bo": "Speaker 0", "Teodora Quist": "Speaker 1"}
    other = diarfix.read(written(change))
    found = relocate(other, rows)
    assert found.lost == () and [(item.kind, item.old, item.new) for item in found.hand] == [
        ("rename", "Speaker 2", "Ida"), ("move", rows[0].old, "Speaker 0")]  # fmt: skip
    # And with the very same names, dealt out to others.
    turn = {"Ines": "Bo", "Bo": "Teodora Quist", "Teodora Quist": "Ines"}
    other = diarfix.read(written(turn))
    found = relocate(other, rows)
    assert [(item.kind, item.new) for item in found.hand] == [("rename", "Ida"), ("move", "Teodora Quist")]
    assert found.hand[0].old == "Bo"


def test_what_was_carried_out_in_the_file_is_not_done_twice() -> None:
    swap = [HandEdit("from", 800, 800, "Bo", "Ines", "Ann", ""), HandEdit("from", 800, 800, "Ines", "Bo", "Ann", "")]
    hand = (*swap, HandEdit("rename", 0, 0, "Teodora Quist", "Tea", "Ann", ""), moved(30, 40, "Bo"))
    made = carry_out(EPISODE, [], hand)
    after = diarfix.read(formats.to_text(EPISODE, made))
    found = relocate(after, hand_rows(EPISODE, hand, source_labels(EPISODE, [], hand)))
    assert found.lost == () and carry_out(after, [], found.hand).speakers == made.speakers


def test_a_place_that_is_gone_is_told() -> None:
    rows = hand_rows(EPISODE, [moved(500, 520)])
    notes = note_rows(EPISODE, [Note(500, "hm", "Ann", "")])
    other = diarfix.read("Ann: Nothing of the kind was said here.\nBen: Not by me, at any rate.\n")
    found = relocate(other, rows, notes)
    assert found.hand == () and found.notes == () and found.lost == (*rows, *notes)


spans = st.tuples(st.integers(0, 3400), st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(deadline=None, max_examples=60)
@given(st.lists(spans, min_size=1, max_size=4))
def test_on_the_same_transcript_everything_is_found_where_it_was(given_spans: list[tuple[int, int]]) -> None:
    hand = [moved(start, end) for start, end in given_spans]
    rows = hand_rows(EPISODE, hand)
    assert len({row.id for row in rows}) == len(rows)
    data = book_bytes(Book((), rows, note_rows(EPISODE, [Note(hand[0].start, "hm", "Ann", "")])))
    book = read_book(data, Path("x"))
    assert book_bytes(book) == data
    for row, span in zip(rows, given_spans, strict=True):
        found = relocate(EPISODE, [row])
        assert [(item.start, item.end, item.new) for item in found.hand] == [(*span, "Bo")]
    assert relocate(EPISODE, [], book.notes).notes[0].word == hand[0].start


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ('"kind": "move"', '"kind": "steal"'),
        ('"words": 20', '"words": -1'),
        ('"words": 20', '"words": 0'),
        ('"by": "Ann"', '"by": 3'),
        ('"spot": {', '"more": 1, "spot": {'),
        ('"by_hand"', '"by_foot"'),
        ('"notes": []', '"notes": {}'),
    ],
)
def test_a_malformed_row_is_told_with_its_line(tmp_path: Path, change: str, what: str) -> None:
    path = tmp_path / "x.diarfix.json"
    text = book_bytes(Book((), hand_rows(EPISODE, [moved(500, 520)]))).decode()
    assert change in text
    path.write_text(text.replace(change, what))
    with pytest.raises(diarfix.DiarfixError, match=rf"^E504 {path}:\d+"):
        load_book(path)
