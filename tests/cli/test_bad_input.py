"""Bad input ends in one clear line and exit code 2, or in a correct no-op; never in a traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Ran

Run = Callable[..., Ran]


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"", "E102 {}: there is nothing in it"),
        (b" \n\t\n", "E102 {}: there is nothing in it but white space"),
        (b"\x7fELF\0\0\1\2", "E103 {}: it holds NUL bytes"),
        (b"Ana: One.\nBo: caf\xe9.\n", "E104 {}:2:8: byte 0xe9 is not valid UTF-8"),
        (b"Some prose that nobody said.\nAnd one more line of it.\n", "E201 {}: no speaker labels were found"),
        (b"Ana: Hi.\nBo:\nAna: Ho.\nBo: Well.\nAna: So.\n", "E204 {}:2:1: "),
    ],
    ids=["empty", "blank", "binary", "invalid", "prose", "label-alone"],
)
@pytest.mark.parametrize("command", ["fix", "explain", "review", "graph"])
def test_files(run: Run, tmp_path: Path, command: str, data: bytes, start: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    more = {"explain": ["0"], "review": ["--accept", "0"], "graph": ["-o", tmp_path / "g.svg"]}
    ran = run(command, path, *more.get(command, []))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: " + start.format(path)) and ran.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == [path]


def test_missing_file_and_folder(run: Run, tmp_path: Path) -> None:
    assert run("fix", tmp_path / "none.txt").err.startswith(f"error: E101 {tmp_path / 'none.txt'}: there is no such")
    assert run("fix", tmp_path).err.startswith(f"error: E101 {tmp_path}: this is a folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(run: Run, small: Path) -> None:
    small.chmod(0)
    assert run("fix", small).err.startswith(f"error: E101 {small}: it cannot be read")


def test_a_file_whose_name_has_a_line_break_is_still_one_line(run: Run, tmp_path: Path) -> None:
    ran = run("fix", tmp_path / "a\nb.txt")
    assert ran.code == 2 and ran.err.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("line", [b"word ", b"x"], ids=["words", "letters"])
def test_fifty_megabytes_on_one_line(run: Run, tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"Ann: Hello there.\nBen: " + line * (50_000_000 // len(line)) + b"\nAnn: Bye.\n")
    ran = run("fix", path)
    assert (ran.code, ran.out) == (2, "") and ran.err.count("\n") == 1
    assert ran.err.startswith("error: E106 " if line == b"word " else f"error: E203 {path}:2:6: ")


RULE = """code: ZZ001
name: mine
summary: mine
rationale: mine
site: seam
when:
  at.left.open: true
evidence:
  same_speaker: 1.0
severity: error
safe: true
fails: "Ann: We went to the\\nBen: pier. It was fun."
passes: "Ann: We went to the pier.\\nBen: It was fun."
"""


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("at.left.open", "at.left.opne", ":7:3: unknown cue 'at.left.opne'; did you mean 'at.left.open'?"),
        ("summary:", "sumary:", ":3:1: unknown key 'sumary'; did you mean 'summary'?"),
        ("severity: error", "severity: eror", ":10:11: unknown severity 'eror'; did you mean 'error'?"),
        ("same_speaker: 1.0", "same_speaker: much", ":9:17: same_speaker must be a number"),
        ("ZZ001", "DF101", ":1:1: code DF101 is taken"),
        ("name: mine", "name: [", ":"),
    ],
)
@pytest.mark.parametrize("command", ["fix", "rules"])
def test_rule_files(run: Run, small: Path, tmp_path: Path, command: str, old: str, new: str, wanted: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RULE.replace(old, new))
    ran = run(command, *([small] if command == "fix" else []), "--rules", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: E40") and f"{path}{wanted}" in ran.err and ran.err.count("\n") == 1


def test_a_folder_without_rule_files(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for arguments in (["fix", small], ["check", small], ["rules"]):
        ran = run(*arguments, "--rules", tmp_path / "mine")
        assert ran.err.startswith(f"error: E401 {tmp_path / 'mine'}: the folder holds no rule file; ")


def test_learning_from_what_cannot_be_read_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0\1")
    (tmp_path / "b.txt").write_bytes(b"")
    assert run("learn", tmp_path / "a.txt").err.count("\n") == 1
    ran = run("learn", tmp_path / "a.txt", tmp_path / "b.txt")
    assert ran.code == 2 and [line.split()[0] for line in ran.err.splitlines()] == ["note:", "note:", "error:"]


def test_options(run: Run, small: Path) -> None:
    for arguments in (["fix"], ["fix", small, "--nonsense"], ["fix", small, "--min-confidence", "x"], ["nonsense"]):
        ran = run(*arguments)
        assert ran.code == 2 and ran.out == ""
        assert ran.err.startswith("error: ") and "--help" in ran.err and ran.err.count("\n") == 1
    ran = run("fix", small, "--report", small.parent)
    assert (ran.code, ran.out) == (2, "") and ran.err.startswith(f"error: E105 {small.parent}: ")
    assert run("fix", small, "--from", "stone").err.startswith(f"error: E202 {small}: ")
    assert small.read_text() == SMALL
