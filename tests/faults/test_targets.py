"""Targets that are no files, and files that change or vanish while they are worked on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from diarfix import pipeline
from diarfix.cli import main
from diarfix.formats import io
from tests.faults.harm import TEXT

ARGS = ("--no-model", "-q")


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    path = tmp_path / "episode.txt"
    path.write_text(TEXT)
    return path


def during(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> None:
    """Have something happen while a transcript is repaired, between reading and writing."""
    find = pipeline.propose

    def meanwhile(*given: object, **more: object) -> object:
        work()
        return find(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "propose", meanwhile)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    io.write_bytes(pipe, b"Ann: Yes.\n")
    assert os.read(reader, 100) == b"Ann: Yes.\n"
    os.close(reader)
    assert pipe.is_fifo() and list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["fix", "check"])
def test_standard_output_without_room_is_one_line(episode: Path, command: str) -> None:
    program = "import sys\nfrom diarfix.cli import main\nsys.exit(main())"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-c", program, command, str(episode), "--no-model"], stdout=full,
                              stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("error: E105 <stdout>: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [("fix", "--in-place", *ARGS), ("check", "--fix", "--no-cache", "--no-model")])
def test_what_was_saved_meanwhile_is_not_overwritten(
    episode: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    mine = TEXT.replace("ten", "eleven")
    during(monkeypatch, lambda: episode.write_text(mine))
    assert main([command[0], str(episode), *command[1:]]) == 2
    assert "E506" in "".join(capfd.readouterr())
    assert episode.read_text() == mine


@pytest.mark.parametrize("name", ["fix", "check"])
def test_an_input_that_vanishes_is_not_made_again(
    episode: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    during(monkeypatch, episode.unlink)
    more = ("--in-place", *ARGS) if name == "fix" else ("--fix", "--no-cache", "--no-model")
    assert main([name, str(episode), *more]) == 2
    assert list(episode.parent.iterdir()) == []


def test_one_of_many_that_is_gone_costs_only_itself(
    episode: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(["fix", str(tmp_path / "gone.txt"), str(episode), "--out-dir", str(tmp_path / "out"), *ARGS])
    assert code == 2 and "E101" in capfd.readouterr().err
    assert (tmp_path / "out" / "episode.txt").exists()


def test_links_in_a_ring_are_one_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.symlink_to(two)
    two.symlink_to(one)
    assert main(["fix", str(one), *ARGS]) == 2
    err = capfd.readouterr().err
    assert err.startswith("error: E101 ") and err.count("\n") == 1


def test_a_review_that_met_a_full_disk_writes_once_there_is_room(
    episode: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diarfix.errors import DiarfixError
    from diarfix.model import Source
    from diarfix.review.store import Target

    target, like = Target(episode, episode), Source("episode.txt", "name-lines", TEXT)
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", lambda number: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(DiarfixError, match="E105"):
            target.write("Ann: New.\n", like)
    assert episode.read_text() == TEXT
    target.write("Ann: New.\n", like)
    assert episode.read_text() == "Ann: New.\n"
