"""Inputs are never harmed and outputs are whole or absent, whatever comes between."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import harm
from tests.faults.__main__ import KINDS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    if not hasattr(harm.os, "fork"):
        pytest.skip("this system does not fork")
    harm.ready()


@pytest.fixture
def disk() -> Iterator[Path]:
    with harm.small_disk(64) as made:
        if made is None:
            pytest.skip("this user may not mount a small disk")
        yield made


@pytest.mark.parametrize("name", harm.COMMANDS)
@pytest.mark.parametrize(("about", "make"), KINDS)
def test_nothing_is_lost(name: str, about: str, make: object) -> None:
    once = make(name)  # type: ignore[operator]
    rng = random.Random(f"{name}/{about}")
    assert [loss for number in range(5) for loss in once(number, rng)] == []


@pytest.mark.parametrize("name", harm.COMMANDS)
def test_a_full_disk_is_one_line_and_room_is_all_it_takes(disk: Path, name: str) -> None:
    whole = harm.wanted()
    with harm.folder(disk) as at:
        (at / "out.txt").write_bytes(harm.OTHER)
        ballast = harm.fill(disk)
        full = harm.run(at, name)
        assert "cannot be written (No space left" in full.err + full.out and full.is_plain, full
        assert harm.losses(at, whole) == [] and (at / "episode.txt").read_text() == harm.TEXT
        assert not list(at.glob(".*")), "what could not be finished is cleared away"
        ballast.unlink()
        assert harm.run(at, name).code == 0
        assert harm.losses(at, whole) == []


@pytest.mark.parametrize("name", harm.COMMANDS)
def test_a_read_only_disk_is_one_line(disk: Path, name: str) -> None:
    with harm.folder(disk) as at:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        try:
            ended = harm.run(at, name)
            assert "cannot be written (Read-only" in ended.err + ended.out and ended.is_plain, ended
            assert [path.name for path in at.iterdir()] == ["episode.txt"]
        finally:
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def test_a_batch_on_a_full_disk_goes_on_once_there_is_room(disk: Path, tmp_path: Path) -> None:
    with harm.folder() as at:
        (disk / "out").mkdir()
        ballast = harm.fill(disk)
        command = [*harm.BATCH, str(at), "--out", str(disk / "out"), "-j", "1", "--no-model", "-q", "--resume"]
        full = subprocess.run(command, capture_output=True, text=True)
        assert full.returncode in (1, 2) and "Traceback" not in full.stderr, full.stderr
        assert (at / "episode.txt").read_text() == harm.TEXT and not (disk / "out" / "episode.txt").exists()
        ballast.unlink()
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert (disk / "out" / "episode.txt").read_bytes() == harm.wanted()["after"]


@pytest.mark.parametrize("name", harm.COMMANDS)
def test_what_a_kill_leaves_is_in_nobodys_way(name: str) -> None:
    """The hidden file of a killed run is neither read, nor checked, nor does it keep the next run from its work."""
    with harm.folder() as calm, harm.folder() as at:
        assert harm.run(calm, name).code == 0
        for step in range(12):
            harm.killed_at_step(at, name, step)
            (at / "episode.txt").write_text(harm.TEXT)
            for path in at.iterdir():
                if path.name != "episode.txt" and not path.name.startswith("."):
                    path.unlink()
        assert list(at.glob(".*.tmp"))
        from diarfix.batch.source import find_episodes
        from diarfix.check.discover import discover
        from diarfix.config import Configs

        assert [found.path.name for found in discover([str(at)], Configs(), frozenset({".txt", ".tmp"}), False)] == [
            "episode.txt"
        ]
        assert [episode.key for episode in find_episodes([str(at)], "/nowhere")] == ["episode.txt"]
        assert harm.run(at, name).code == 0
        seen = [
            {path.name: path.read_bytes() for path in one.iterdir() if path.suffix == ".txt"} for one in (calm, at)
        ]
        assert seen[0] == seen[1]
