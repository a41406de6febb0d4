"""`diarfix review`: decisions kept beside the transcript, and what `fix` makes of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import diarfix
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


@pytest.fixture
def episode(kettles: Path, tmp_path: Path) -> Path:
    path = tmp_path / "episode.txt"
    path.write_bytes(kettles.read_bytes())
    return path


def waiting(path: Path) -> list[diarfix.Edit]:
    return list(diarfix.fix(path).waiting)


def states(run: Run, path: Path) -> dict[str, str]:
    report = path.with_name("r.json")
    assert run("fix", path, "--dry-run", "-q", "--report", report).code == 0
    return {row["id"]: row["state"] for row in json.loads(report.read_text())["transcripts"][0]["edits"]}


def test_decisions_are_kept_carried_out_and_forgotten(run: Run, episode: Path) -> None:
    first, second = waiting(episode)[0], diarfix.fix(episode).applied[0]
    ran = run("review", episode, "--accept", first.id, "--reject", second.id[:6], "--by", "Ann")
    sidecar = episode.with_name("episode.diarfix.json")
    assert (ran.code, ran.out, ran.err) == (0, "", f"{sidecar}: 1 accepted, 1 rejected\n")
    rows = json.loads(sidecar.read_text())["decisions"]
    assert second.start < first.start
    assert [(row["id"], row["verdict"], row["by"]) for row in rows] == [
        (second.id, "rejected", "Ann"),
        (first.id, "accepted", "Ann"),
    ]
    after = states(run, episode)
    assert (after[first.id], after[second.id]) == ("applied", "rejected")
    err = run("fix", episode, "--dry-run").err
    assert "1 accepted and 1 rejected" in err and first.id not in err and second.id not in err
    listing = run("review", episode, "--list").out
    assert f"{first.id}  accepted" in listing and f"{second.id}  rejected" in listing
    run("review", episode, "--undo", first.id, "--undo", second.id)
    assert states(run, episode)[first.id] == "review"


def test_a_rule_is_accepted_as_a_whole(run: Run, episode: Path) -> None:
    edits = [edit for edit in waiting(episode) if "DF107" in edit.codes]
    assert run("review", episode, "--accept-rule", "DF107").code == 0
    after = states(run, episode)
    assert edits and all(after[edit.id] == "applied" for edit in edits)
    assert run("review", episode, "--accept-rule", "DF107").err.startswith("error: E503 ")


def test_a_verdict_can_be_changed_but_not_doubled(run: Run, episode: Path) -> None:
    edit = waiting(episode)[0]
    ran = run("review", episode, "--accept", edit.id, "--reject", edit.id)
    assert ran.code == 2 and ran.err.startswith("error: E601 ")
    assert not episode.with_name("episode.diarfix.json").exists()
    run("review", episode, "--accept", edit.id)
    run("review", episode, "--reject", edit.id)
    assert states(run, episode)[edit.id] == "rejected"


def test_an_applied_edit_can_be_rejected(run: Run, episode: Path) -> None:
    edit = diarfix.fix(episode).applied[0]
    run("review", episode, "--reject", edit.id)
    assert states(run, episode)[edit.id] == "rejected"


def test_fixed_in_place_nothing_is_asked_or_lost(run: Run, episode: Path) -> None:
    edit = waiting(episode)[0]
    run("review", episode, "--accept", edit.id)
    run("fix", episode, "--in-place", "-q")
    assert "no longer" not in run("fix", episode, "--dry-run").err


def test_a_transcript_with_other_words_reports_what_no_longer_fits(run: Run, episode: Path, small: Path) -> None:
    run("review", episode, "--accept", waiting(episode)[0].id)
    episode.write_bytes(small.read_bytes())
    err = run("fix", episode, "--dry-run").err
    assert "1 decision no longer fits" in err


@pytest.mark.parametrize(
    "text", ["{", '{"schema": 1,\n "decisions": [\n  {"id": "x"}]}', "[]", '{"schema": 9, "decisions": []}']
)
def test_a_malformed_file_is_told_with_its_line(run: Run, episode: Path, text: str) -> None:
    path = episode.with_name("episode.diarfix.json")
    path.write_text(text)
    for command in ("fix", "review"):
        ran = run(command, episode)
        assert ran.code == 2 and ran.err.startswith(f"error: E504 {path}:") and ran.err.count("\n") == 1


def test_unknown_ids_and_standard_input(run: Run, episode: Path) -> None:
    assert run("review", episode, "--accept", "ffffffff").err.startswith("error: E503 ")
    assert run("review", episode, "--undo", "ffffffff").err.startswith("error: E503 ")
    assert run("review", "-", "--list").err.startswith("error: E601 ")
