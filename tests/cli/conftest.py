"""Running commands in this process, and inputs that every test may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from diarfix.cli import main

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

SMALL = """Ann: It goes back to the lowest number there
Ben: is. Right, I see. And when do the boats come in?
Ann: At ten, most days, unless the fog is on the bar. You get used to it, you know, after a while.
Ben: Good. Thanks, Ann. That was all I wanted to ask you about today.
"""


@dataclass(frozen=True)
class Ran:
    """A command's exit code and what it wrote."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `diarfix` with the given arguments."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def _run(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return _run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A short transcript with one word to move."""
    path = tmp_path / "small.txt"
    path.write_text(SMALL)
    return path


@pytest.fixture
def kettles() -> Path:
    """An invented episode with edits of every state."""
    return SEEDS / "two-kettles.txt"


@pytest.fixture
def tidewater() -> Path:
    """An invented episode whose host has two labels."""
    return SEEDS / "tidewater-hour.txt"
