"""The whole flow: its laws on the seed episodes, and the real episode where it is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import diarfix
from diarfix.text import plain

ROOT = Path(__file__).resolve().parents[1]
SEEDS = [
    ROOT / "seeds" / name
    for name in ("tidewater-hour.txt", "two-kettles.txt", "harbour-table.md", "kestrel-q3-call.txt")
]


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem)
def result(request: pytest.FixtureRequest) -> diarfix.Result:
    return diarfix.fix(request.param)


def test_words_never_change(result: diarfix.Result) -> None:
    before = [plain(word.text) for word in result.original.words]
    assert [plain(word.text) for word in result.repaired.words] == before
    again = diarfix.read(diarfix.to_text(result))
    assert [plain(word.text) for word in again.words] == before
    assert again.speakers == result.repaired.speakers


def test_same_input_same_output(result: diarfix.Result) -> None:
    again = diarfix.fix(result.original)
    assert again.edits == result.edits
    assert diarfix.to_text(again) == diarfix.to_text(result)


def test_furniture_stays(result: diarfix.Result) -> None:
    written = diarfix.to_text(result)
    for item in result.original.furniture:
        assert result.original.source.text[item.begin : item.stop] in written


def test_every_edit_applies_alone_and_all_can_be_undone(result: diarfix.Result) -> None:
    moves = [decided.edit for decided in result.edits]
    assert len({edit.id for edit in moves}) == len(moves)
    for edit in moves:
        diarfix.apply_edits(result.original, [edit])
    assert diarfix.undo(result.original, result.applied, [edit.id for edit in result.applied]) == result.original


def test_applied_edits_have_reasons(result: diarfix.Result) -> None:
    for edit in result.applied:
        assert edit.reasons and edit.confidence >= 0.5


def test_fixing_twice_is_fixing_once(result: diarfix.Result) -> None:
    once = diarfix.to_text(result)
    second = diarfix.fix(diarfix.read(once))
    assert [edit for edit in second.applied if edit.kind != "move"] == []
    assert sum(edit.words for edit in second.applied) <= 3


def wrong_words(raw: diarfix.Transcript, gold: diarfix.Transcript) -> int:
    return sum(a != b for a, b in zip(raw.speakers, gold.speakers, strict=True))


def test_a_phantom_host_becomes_one_person_with_a_name() -> None:
    gold = diarfix.read(ROOT / "seeds" / "tidewater-hour.gold.txt")
    result = diarfix.fix(SEEDS[0])
    assert set(result.repaired.labels) == set(gold.labels)
    assert "Corwin Maddock" in result.repaired.labels
    assert wrong_words(result.repaired, gold) < 0.01 * len(gold.words)


@pytest.mark.parametrize("path", [path for path in SEEDS if path.stem != "tidewater-hour"], ids=lambda path: path.stem)
def test_real_people_are_never_merged(path: Path) -> None:
    result = diarfix.fix(path)
    assert [edit for edit in (*result.applied, *result.waiting) if edit.kind == "merge"] == []


@pytest.mark.parametrize("name", ["two-kettles", "harbour-table"])
def test_repairs_outnumber_damage(name: str) -> None:
    raw = next(path for path in SEEDS if path.stem == name)
    gold = diarfix.read(raw.with_name(f"{name}.gold{raw.suffix}"))
    result = diarfix.fix(raw)
    repaired = broken = 0
    for old, new, right in zip(result.original.speakers, result.repaired.speakers, gold.speakers, strict=True):
        repaired += old != right and new == right
        broken += old == right and new != right
    assert repaired > 3 * broken


def test_clean_transcripts_are_hardly_touched() -> None:
    for path in SEEDS:
        gold = path.with_name(f"{path.stem}.gold{path.suffix}")
        result = diarfix.fix(gold)
        moved = sum(edit.words for edit in result.applied if edit.kind == "move")
        assert moved <= 0.001 * len(result.original.words), gold.name
        assert all(edit.kind == "move" for edit in result.applied)


def test_the_real_episode(shared: Path) -> None:
    path = shared / "seeds" / "big-technology-2026-01-14.txt"
    gold = json.loads((ROOT / "tests" / "gold" / "big-technology.json").read_text(encoding="utf-8"))
    result = diarfix.fix(path)
    assert result.repaired.labels.count("Alex Kantrowitz") == 1
    assert not [label for label in result.repaired.labels if "Host" in label]
    assert 75 <= len(result.repaired.turns) <= 90
    wrong = 0
    for number, spans in gold["turns"]:
        start = result.original.turns[number].start
        for first, last, label, *others in spans:
            accepted = {label, *(others[0] if others else [])}
            wrong += sum(result.repaired.speakers[start + at] not in accepted for at in range(first, last))
    assert wrong < 0.01 * len(result.original.words)
    written = diarfix.to_text(result)
    for item in result.original.furniture:
        assert result.original.source.text[item.begin : item.stop] in written
    for advertiser in ("Progressive Insurance Advertiser", "Wix Advertiser"):
        kept = result.repaired.word_counts[advertiser]
        assert kept >= result.original.word_counts[advertiser] - 1
