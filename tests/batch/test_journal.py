"""The journal survives what runs do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from diarfix.batch.journal import Journal
from diarfix.batch.record import Outcome
from diarfix.errors import DiarfixError


def outcome(key: str, state: str = "done", **more: object) -> Outcome:
    return Outcome(key, f"sha256:{key}", state, f"/out/{key}", {"key": key}, [], **more)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.jsonl"


def test_what_was_added_is_there_again(path: Path) -> None:
    journal = Journal.open(path, "s", resume=False)
    journal.add(outcome("b.txt"))
    journal.add(outcome("a.txt", "failed", code="E201"))
    journal.add(outcome("a.txt"))
    journal.close()
    again = Journal.open(path, "s", resume=True)
    assert {key: entry.state for key, entry in again.entries.items()} == {"b.txt": "done", "a.txt": "done"}
    assert [row["key"] for row in again.rows(["a.txt", "b.txt", "c.txt"])] == ["a.txt", "b.txt"]
    assert "seconds" not in path.read_text()


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_was_cut_off_is_dropped_and_the_rest_kept(path: Path, cut: int) -> None:
    journal = Journal.open(path, "s", resume=False)
    journal.add(outcome("a.txt"))
    whole = path.stat().st_size
    journal.add(outcome("b.txt"))
    journal.close()
    with path.open("r+b") as stream:
        stream.truncate(min(path.stat().st_size - 1, whole + cut))
    again = Journal.open(path, "s", resume=True)
    assert list(again.entries) == ["a.txt"]
    again.add(outcome("c.txt"))
    again.close()
    assert list(Journal.open(path, "s", resume=True).entries) == ["a.txt", "c.txt"]


def test_a_head_that_was_cut_off_begins_anew(path: Path) -> None:
    Journal.open(path, "s", resume=False).close()
    with path.open("r+b") as stream:
        stream.truncate(5)
    again = Journal.open(path, "s", resume=True)
    again.add(outcome("a.txt"))
    again.close()
    assert list(Journal.open(path, "s", resume=True).entries) == ["a.txt"]


def test_it_is_not_gone_on_with_unasked_or_under_other_settings(path: Path) -> None:
    Journal.open(path, "s", resume=False).close()
    with pytest.raises(DiarfixError, match=r"E622 .*--resume"):
        Journal.open(path, "s", resume=False)
    with pytest.raises(DiarfixError, match=r"E622 .*other settings"):
        Journal.open(path, "other", resume=True)


def test_a_line_of_nonsense_is_told_by_its_number(path: Path) -> None:
    journal = Journal.open(path, "s", resume=False)
    journal.add(outcome("a.txt"))
    journal.close()
    with path.open("ab") as stream:
        stream.write(b"nonsense\n")
    with pytest.raises(DiarfixError, match=r"E622 .*line 3"):
        Journal.open(path, "s", resume=True)
