"""`diarfix simulate` as run from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diarfix.cli import main
from diarfix.formats import read_path
from diarfix.model import Transcript


def test_writes_raw_gold_and_errors(tmp_path: Path, clean: Transcript, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "clean.txt"
    source.write_text(clean.source.text, encoding="utf-8")
    raw, errors = tmp_path / "raw.txt", tmp_path / "errors.json"
    command = ["simulate", str(source), "-o", str(raw), "--seed", "5", "--recipe", "meeting", "--errors", str(errors)]
    assert main(command) == 0
    assert (tmp_path / "raw.gold.txt").read_bytes() == source.read_bytes()
    first = raw.read_bytes()
    assert len(read_path(raw).words) == len(clean.words)
    assert json.loads(errors.read_text())["errors"]
    assert "swallowed reply" in capsys.readouterr().err
    assert main(command) == 0 and raw.read_bytes() == first


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["-o", "clean.txt", "--seed", "1"], "E601"),
        (["-o", "raw.txt", "--seed", "1", "--gold", "raw.txt"], "E601"),
        (["-o", "raw.txt", "--seed", "1", "--recipe", "podcats"], "E602"),
    ],
)
def test_mistakes(
    options: list[str], code: str, tmp_path: Path, clean: Transcript, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clean.txt").write_text(clean.source.text, encoding="utf-8")
    assert main(["simulate", "clean.txt", *options]) == 2
    assert code in capsys.readouterr().err
    assert not Path("raw.txt").exists()
