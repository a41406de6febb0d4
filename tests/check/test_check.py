"""`diarfix check`: findings, places, exit codes, fixes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

import diarfix
from diarfix import resources
from tests.check.conftest import CLEAN, Run
from tests.cli.conftest import SMALL

FIRST = "shows/bad.txt:2:6 DF105 \"is.\" is likely 'Ann', not 'Ben'"


def findings(run: Run, *arguments: object) -> list[dict[str, Any]]:
    files = json.loads(run("check", *arguments, "--format", "json").out)["files"]
    return [finding for file in files for finding in file["findings"]]


def test_a_finding_has_place_code_words_source_line_caret_and_hint(run: Run, project: Path) -> None:
    ran = run("check", "shows")
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (1, "")
    assert lines[0].startswith(FIRST) and lines[0].endswith(" [*]")
    assert lines[1] == " 2 | Ben: is. Right, I see. And when do the boats come in?"
    assert lines[2] == "   |      ^^^"
    assert lines[3] == "   = move 1 word from 'Ben' to 'Ann': --fix"
    assert lines[-2:] == ["1 error in 1 of 2 files", "[*] 1 finding can be mended with --fix"]


def test_nothing_found_is_zero(run: Run, project: Path) -> None:
    ran = run("check", "shows/good.txt")
    assert (ran.code, ran.out, ran.err) == (0, "1 file checked, nothing found\n", "")
    assert run("check", "shows/good.txt", "--quiet").out == ""


def test_the_place_is_the_words_in_the_file(run: Run, kettles: Path) -> None:
    lines = kettles.read_text().splitlines()
    found = [finding for finding in findings(run, kettles) if finding["fix"]]
    result = diarfix.fix(kettles)
    words = {edit.id: result.original.text(edit.start, edit.end) for edit in result.applied + result.waiting}
    assert len(found) > 10
    for finding in found:
        assert finding["line"] == finding["end_line"]
        there = lines[finding["line"] - 1][finding["column"] - 1 : finding["end_column"] - 1]
        assert there == words[finding["fix"]["edit"]] and there in finding["excerpt"]


def test_exit_codes(run: Run, project: Path) -> None:
    assert run("check", "shows", "--exit-zero").code == 0
    assert run("check", "shows", "--fail-on", "error").code == 1
    # Under the threshold for edits that are made unseen it is a warning.
    Path("diarfix.toml").write_text("repair.min-confidence = 0.999\n")
    warned = run("check", "shows", "--format", "concise")
    assert warned.code == 1 and "1 warning in" in warned.out
    assert run("check", "shows", "--fail-on", "error").code == 0
    assert run("check", "shows", "--min-confidence", "1").code == 0
    Path("diarfix.toml").write_text("check.fail-on = 'error'\nrepair.min-confidence = 0.999\n")
    assert run("check", "shows").code == 0 and run("check", "shows", "--fail-on", "warning").code == 1


def test_a_bad_file_is_trouble_and_the_rest_is_checked(run: Run, project: Path) -> None:
    Path("shows/broken.txt").write_bytes(b"Ann: One.\nBen: caf\xe9.\n")
    ran = run("check", "shows")
    assert ran.code == 2 and FIRST in ran.out
    assert "shows/broken.txt:2:9 E104 byte 0xe9 is not valid UTF-8; save the file as UTF-8" in ran.out
    assert run("check", "shows", "--exit-zero").code == 2
    assert run("check", "gone.txt").err == "error: E101 gone.txt: there is no such file or folder; check the path\n"
    assert run("check", "gone/*.txt").code == 2


def test_what_is_no_transcript_is_passed_over_in_folders_only(run: Run, project: Path) -> None:
    Path("shows/notes.txt").write_text("Some prose that nobody said.\nAnd one more line of it.\n")
    ran = run("check", "shows")
    assert ran.code == 1 and "1 file without a transcript passed over" in ran.out
    assert run("check", "shows/notes.txt").code == 2
    Path("diarfix.toml").write_text("check.include = ['shows/*.txt']\n")
    assert run("check", ".").code == 2  # what is included must be a transcript


def test_select_ignore_and_statistics(run: Run, project: Path) -> None:
    assert run("check", "shows", "--select", "DF4").code == 0
    assert run("check", "shows", "--select", "DF4", "--extend-select", "DF1").code == 1
    assert run("check", "shows", "--ignore", "DF1,DF2,DF3", "--no-model").code == 0
    ran = run("check", "shows", "--statistics")
    assert ran.out.startswith("1  DF105    [*] the first words") and ran.code == 1
    (row,) = json.loads(run("check", "shows", "--statistics", "--format", "json").out)
    assert (row["code"], row["count"], row["fixable"]) == ("DF105", 1, 1)
    assert run("check", "shows", "--statistics", "--format", "sarif").err.startswith("error: E601 --statistics and")


def test_mistaken_options_are_told_with_a_suggestion(run: Run, project: Path) -> None:
    assert run("check", "shows", "--format", "sarfi").err == (
        "error: E601 there is no format 'sarfi'; did you mean 'sarif'?\n"
    )
    assert run("check", "shows", "--fail-on", "errors").err.endswith("did you mean 'error'?\n")
    assert run("check", "shows", "--select", "DF9").err.startswith("error: E403 no rule starts with 'DF9'")
    assert run("check", "-", "shows").code == 2 and run("check", "-", "--fix").code == 2


def test_diff_shows_and_changes_nothing(run: Run, project: Path) -> None:
    ran = run("check", "shows", "--diff")
    assert ran.code == 1 and "{+is.+}" in ran.out and "[-is.-]" in ran.out
    assert ran.out.endswith("\n1 edit would be made in 1 file\n")
    assert Path("shows/bad.txt").read_text() == SMALL
    assert run("check", "shows/good.txt", "--diff").code == 0
    assert run("check", "shows", "--diff", "--fix").code == 1 and Path("shows/bad.txt").read_text() == SMALL


def test_fix_makes_the_safe_edits_and_tells_what_is_left(run: Run, project: Path) -> None:
    wanted = diarfix.to_text(diarfix.fix("shows/bad.txt"))
    ran = run("check", "shows", "--fix")
    assert (ran.code, ran.out) == (0, "1 edit made\n2 files checked, nothing found\n")
    assert Path("shows/bad.txt").read_text() == wanted
    assert Path("shows/good.txt").read_text() == CLEAN
    assert run("check", "shows", "--fix").out == "2 files checked, nothing found\n"


def test_fix_leaves_what_asks_for_a_person(run: Run, project: Path, kettles: Path) -> None:
    Path("k.txt").write_text(kettles.read_text())
    Path("diarfix.toml").write_text("[repair]\nmin-confidence = 0.97\n")
    before = findings(run, "k.txt")
    ran = run("check", "k.txt", "--fix", "--format", "json")
    after = json.loads(ran.out)
    assert ran.code == 1 and after["files"][0]["fixed"] >= sum(item["fix"]["kind"] == "safe" for item in before)
    assert {item["fix"]["kind"] for item in after["files"][0]["findings"] if item["fix"]} == {"review"}


def test_hidden_fixes_are_counted_and_made_on_demand(run: Run, project: Path) -> None:
    rule = (resources.rules_dir() / "boundaries" / "DF105.yaml").read_text().replace("safe: true", "safe: false")
    Path("own").mkdir()
    Path("own/OWN105.yaml").write_text(rule.replace("DF105", "OWN105"))
    arguments = ("check", "shows", "--select", "OWN", "--rules", "own")
    ran = run(*arguments)
    assert "1 hidden fix can be made with --unsafe-fixes" in ran.out and "[*]" not in ran.out and "OWN105" in ran.out
    assert run(*arguments, "--fix").code == 1 and Path("shows/bad.txt").read_text() == SMALL
    ran = run(*arguments, "--unsafe-fixes")
    assert ran.code == 0 and ran.out.startswith("1 edit made") and Path("shows/bad.txt").read_text() != SMALL


def test_standard_input(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, shown in ((None, "<stdin>"), ("shows/new.txt", "shows/new.txt")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SMALL.encode())))
        ran = run("check", "-", "--format", "concise", *(["--stdin-name", name] if name else []))
        assert ran.code == 1 and ran.out.startswith(f"{shown}:2:6 DF105 ")


def test_the_same_bytes_again_in_a_file(run: Run, project: Path) -> None:
    for name in ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown"):
        out = run("check", "shows", "--format", name).out
        assert run("check", "shows", "--format", name, "-o", "out/report").out == ""
        assert Path("out/report").read_text() == out and out


def test_fingerprints_survive_lines_above(run: Run, project: Path) -> None:
    (before,) = findings(run, "shows/bad.txt")
    Path("shows/bad.txt").write_text("Ben: Well, good morning to you all out there.\n" + SMALL)
    after = [item for item in findings(run, "shows/bad.txt") if item["fix"]]
    assert before["fingerprint"] in {item["fingerprint"] for item in after}
    assert before["line"] + 1 in {item["line"] for item in after}
