"""`diarfix convert`, `fix --to`, `--lenient` and `formats`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from diarfix.formats import FORMATS, read_path
from tests.cli.conftest import Ran

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
WORDS = FIXTURES / "whisperx" / "aligned.json"


def test_each_loss_has_a_line(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("convert", WORDS, tmp_path / "new" / "a.srt")
    assert ran.code == 0 and ran.out == ""
    assert [line.split(":")[1].strip() for line in ran.err.splitlines()] == ["word times", "word confidence"]
    assert read_path(tmp_path / "new" / "a.srt").labels == ("SPEAKER_00", "SPEAKER_01")


def test_strict_writes_nothing(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("convert", WORDS, tmp_path / "a.srt", "--strict")
    assert ran.code == 2 and ran.err.startswith("error: E205") and not (tmp_path / "a.srt").exists()


def test_endings_and_names_of_formats(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("convert", WORDS, tmp_path / "a.unknown").err.startswith("error: E601")
    assert run("convert", WORDS, "-", "--to", "stone").err.startswith("error: E202")
    assert run("convert", WORDS, "-", "--to", "markdown", "-q").out.startswith("**SPEAKER_00:**")
    assert run("convert", WORDS, WORDS).err.startswith("error: E601")
    assert run("convert", WORDS, "-", "--to", "whisperx").out == WORDS.read_text("utf-8")


def test_fix_writes_another_format(run: Callable[..., Ran], small: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    ran = run("fix", small, "--to", "vtt", "--out-dir", tmp_path / "out", "--report", report)
    assert ran.code == 0 and "times" in ran.err
    assert read_path(tmp_path / "out" / "small.vtt").source.format == "vtt"
    assert json.loads(report.read_text())["transcripts"][0]["estimated_times"]
    assert run("fix", small, "--in-place", "--to", "vtt").err.startswith("error: E601")


def test_lenient_lists_what_it_repaired(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:05.000 --> 00:01,5\n<v Ana>Hi.\n")
    assert run("fix", path, "-o", tmp_path / "b.vtt").err.startswith(f"error: E203 {path}:3:1")
    ran = run("fix", path, "-o", tmp_path / "b.vtt", "--lenient")
    assert ran.code == 0 and ran.err.startswith(f"repaired: {path}:3:1: the cue ended")


def test_every_format_is_listed_with_what_it_holds(run: Callable[..., Ran]) -> None:
    out = run("formats").out
    assert all(item.id in out for item in FORMATS) and out.count("holds ") == len(FORMATS)
