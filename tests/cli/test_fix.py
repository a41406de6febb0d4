"""`diarfix fix`: what goes where, what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

import diarfix
from diarfix.cli import main

ROOT = Path(__file__).resolve().parents[2]
KETTLES = ROOT / "seeds" / "two-kettles.txt"


def test_the_transcript_goes_to_stdout_and_the_summary_to_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", str(KETTLES)]) == 0
    out, err = capfd.readouterr()
    assert out == diarfix.to_text(diarfix.fix(KETTLES))
    assert "for a person" in err
