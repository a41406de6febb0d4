"""`diarfix score` from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diarfix.cli import main

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
GOLD, RAW = str(SEEDS / "two-kettles.gold.txt"), str(SEEDS / "two-kettles.txt")


def test_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", GOLD, RAW, "--worst", "2"]) == 0
    out = capsys.readouterr().out
    assert "62 wrong of 3,475 aligned words" in out
    assert "Longest runs of wrong words (2 of " in out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", GOLD, GOLD, "--raw", RAW, "--json", "--worst", "0"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["wrong"], data["change"]["repaired"], data["change"]["broken"]) == (0, 62, 0)
    assert data["worst"] == []


@pytest.mark.parametrize("args", [["-", "-"], [GOLD, "nowhere.txt"], [GOLD, RAW, "--worst", "-1"], [GOLD]])
def test_trouble_is_one_line_and_exit_2(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", *args]) == 2
    assert capsys.readouterr().err.count("\n") == 1
