"""A project of small transcripts, and a cache of its own for every test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SMALL, Ran, kettles, run

__all__ = ["kettles", "run"]

CLEAN = """Ann: When do the boats come in?
Ben: At ten, most days, unless the fog is on the bar. You get used to it, you know, after a while.
Ann: Good. Thanks, Ben. That was all I wanted to ask you about today.
Ben: You are welcome.
"""

Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("DIARFIX_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a faulty and a clean transcript in it, where commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shows").mkdir()
    (tmp_path / "shows" / "bad.txt").write_text(SMALL, encoding="utf-8")
    (tmp_path / "shows" / "good.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path
