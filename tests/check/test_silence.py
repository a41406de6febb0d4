"""Silencing: decisions, marks in the text, a baseline; what silences nothing is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import diarfix
from diarfix.formats.convert import convert
from diarfix.pipeline import Options
from diarfix.review.session import Session
from diarfix.silence import marks
from tests.check.conftest import Run
from tests.cli.conftest import SMALL

MARKDOWN = "\n\n".join(f"**{line.replace(': ', ':** ', 1)}" for line in SMALL.splitlines() if line) + "\n"


def codes(run: Run, *arguments: str) -> list[str]:
    lines = run("check", *arguments, "--format", "concise").out.splitlines()
    return [line.split(" ")[1] for line in lines if line.startswith(("ep.", "shows/"))]


def marked(mark: str, before: str = "**Ben:** is.") -> str:
    return MARKDOWN.replace(before, f"{mark}\n\n{before}", 1)


@pytest.mark.parametrize(
    ("mark", "left"),
    [
        ("<!-- diarfix: ignore -->", []),
        ("<!-- diarfix: ignore DF105 -- he says it so -->", []),
        ("<!-- diarfix: ignore df1, DF6 -->", []),
        ("<!-- diarfix: ignore-file DF1 -->", []),
        ("<!-- diarfix: ignore DF4 -->", ["DF001", "DF105"]),
        ("<!-- diarfix: ignor -->", ["DF001", "DF105"]),
        ("<!-- something else -->", ["DF105"]),
    ],
)
def test_marks_in_markdown(run: Run, project: Path, mark: str, left: list[str]) -> None:
    Path("ep.md").write_text(marked(mark))
    assert codes(run, "ep.md") == left
    assert run("check", "ep.md").code == (1 if "DF105" in left else 0)


def test_a_mark_covers_the_next_paragraph_only(run: Run, project: Path) -> None:
    Path("ep.md").write_text(marked("<!-- diarfix: ignore -->", before="**Ann:** At ten,"))
    assert codes(run, "ep.md") == ["DF105", "DF001"]
    out = run("check", "ep.md").out
    assert "ep.md:5:1 DF001 the mark 'ignore' silences nothing; take it out" in out


def test_fix_leaves_what_is_marked(run: Run, project: Path) -> None:
    text = marked("<!-- diarfix: ignore DF105 -->")
    Path("ep.md").write_text(text)
    for command in (["check", "ep.md", "--fix"], ["fix", "ep.md", "--in-place"]):
        assert run(*command).code == 0 and Path("ep.md").read_text() == text


def test_marks_in_webvtt(run: Run, project: Path) -> None:
    vtt = convert(diarfix.read(SMALL), "vtt").transcript.source.text
    Path("ep.vtt").write_text(vtt)
    assert codes(run, "ep.vtt") == ["DF105"]
    head, cue, rest = vtt.partition("\n\n")[0], vtt.partition("\n\n")[2].partition("\n\n")[0], vtt.split("\n\n", 2)[2]
    for note in ("NOTE diarfix: ignore DF105", "NOTE\ndiarfix: ignore DF105 -- why"):
        Path("ep.vtt").write_text(f"{head}\n\n{cue}\n\n{note}\n\n{rest}")
        assert codes(run, "ep.vtt") == [], note
    Path("ep.vtt").write_text(f"{head}\n\nNOTE diarfix: ignore DF105\n\n{cue}\n\n{rest}")
    assert codes(run, "ep.vtt") == ["DF001", "DF105"]


def test_plain_text_has_no_marks() -> None:
    text = "Ann: <!-- diarfix: ignore -->\nAnn: Well.\nBen: NOTE diarfix: ignore\nAnn: So it is, yes.\n"
    assert marks(diarfix.read(text).source) == ()


def test_rejected_edits_do_not_come_back(run: Run, project: Path) -> None:
    edit = diarfix.fix("shows/bad.txt").applied[0].id
    run("review", "shows/bad.txt", "--reject", edit)
    ran = run("check", "shows")
    assert ran.code == 0 and "1 finding silenced by decisions, marks or the baseline" in ran.out
    assert run("check", "shows", "--fix").code == 0 and Path("shows/bad.txt").read_text() == SMALL


def test_a_decision_on_what_is_gone_is_told_at_its_line(run: Run, project: Path) -> None:
    edit = diarfix.fix("shows/bad.txt").applied[0].id
    run("review", "shows/bad.txt", "--accept", edit)
    Path("shows/bad.txt").write_text(Path("shows/good.txt").read_text())
    ran = run("check", "shows")
    sidecar = Path("shows/bad.diarfix.json").read_text().splitlines()
    line = next(number for number, row in enumerate(sidecar, 1) if '"id"' in row)
    assert ran.code == 0
    assert f"shows/bad.diarfix.json:{line}:1 DF001 the accepted edit {edit} no longer fits shows/bad.txt" in ran.out


def test_accepted_edits_wait_for_a_fix(run: Run, project: Path) -> None:
    Path("diarfix.toml").write_text("repair.min-confidence = 1.0\n")
    run("review", "shows/bad.txt", "--accept", diarfix.fix("shows/bad.txt").applied[0].id)
    assert run("check", "shows").code == 1
    assert run("check", "shows", "--fix").out.startswith("1 edit made")
    assert run("check", "shows").code == 0


def test_a_baseline_is_recorded_compared_and_pruned(run: Run, project: Path) -> None:
    known = ("--baseline", "known.json")
    assert run("check", "shows", *known).err.startswith("error: E101 known.json: there is no such file")
    ran = run("check", "shows", *known, "--write-baseline")
    assert (ran.code, ran.err) == (0, "known.json: 1 known from now on\n")
    (entry,) = json.loads(Path("known.json").read_text())["known"]
    assert entry["path"] == "shows/bad.txt" and entry["code"] == "DF105" and "line" not in entry
    ran = run("check", "shows", *known)
    assert ran.code == 0 and "1 finding silenced" in ran.out
    # A new finding is told; the known one stays known further down.
    new = "Ben: We walked all the way down to the\nAnn: harbour. Yes, it was lovely there.\nBen: So it was, my dear.\n"
    Path("shows/bad.txt").write_text(new + SMALL)
    ran = run("check", "shows", *known, "--format", "concise")
    assert ran.code == 1 and "1 finding silenced" in ran.out and ran.out.startswith("shows/bad.txt:2:6 ")
    # What is mended is told as gone, and pruned.
    Path("shows/bad.txt").write_text(Path("shows/good.txt").read_text())
    ran = run("check", "shows", *known)
    assert ran.code == 0 and "known.json:1:1 DF001 known but gone: shows/bad.txt DF105" in ran.out
    assert "known but gone" not in run("check", "shows/good.txt", *known).out  # of what was checked only
    ran = run("check", "shows", *known, "--prune-baseline")
    assert ran.err == "known.json: 1 dropped, 0 kept\n" and json.loads(Path("known.json").read_text())["known"] == []


def test_a_configured_baseline_holds_from_everywhere(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("diarfix.toml").write_text("check.baseline = 'known.json'\n")
    assert run("check", ".", "--write-baseline").code == 0
    assert run("check", ".").code == 0
    monkeypatch.chdir(project / "shows")
    assert run("check", "bad.txt").code == 0
    Path("../known.json").write_text("{}")
    ran = run("check", ".")
    assert ran.code == 2 and ran.err.startswith("error: E612 ") and "its schema is not 1" in ran.err


def test_a_change_made_by_hand_waits_for_a_fix(run: Run, project: Path) -> None:
    session = Session.open(Path("shows/good.txt"), Options(), "me", lambda: "2026-01-01T00:00:00Z")
    session.rename("Ann", "Ann Quill")
    ran = run("check", "shows/good.txt", "--format", "concise")
    assert ran.code == 1
    assert "DF002 made by hand and not in the file yet: 'Ann' is 'Ann Quill' [*]" in ran.out
    assert run("check", "shows/good.txt", "--fix").code == 0
    assert Path("shows/good.txt").read_text().startswith("Ann Quill: When do")
    assert run("check", "shows/good.txt").code == 0
