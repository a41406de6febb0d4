"""Whole runs: the same bytes however they are spread, stopped and begun again; inputs never harmed."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import diarfix

DIARFIX = [sys.executable, "-c", "import sys\nfrom diarfix.cli import main\n"
           "if __name__ == '__main__': sys.exit(main())", "batch"]


def batch(*given: object) -> subprocess.CompletedProcess[str]:
    command = [*DIARFIX, *map(str, given)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def tree(folder: Path) -> dict[str, str]:
    """Every file of a run by its digest, the journal (whose order varies) aside."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".diarfix-batch" not in path.parts
    }


@pytest.fixture(scope="session")
def once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of the template; not to be changed."""
    out = tmp_path_factory.mktemp("once")
    done = batch(template, "--out", out, "-j", 1, "--no-model")
    assert done.returncode == 1, done.stderr  # bad.txt
    return out


def test_outputs_and_tables_are_what_one_by_one_gives(archive: Path, once: Path) -> None:
    options = diarfix.Options(model=False)
    for path in sorted(archive.rglob("*.txt")):
        if path.name != "bad.txt":
            made = once / path.relative_to(archive)
            assert made.read_text() == diarfix.to_text(diarfix.fix(path, options))
    rows = pq.read_table(once / "episodes.parquet").to_pylist()
    assert [(row["key"], row["state"], row["error_code"]) for row in rows][:2] == [
        ("bad.txt", "failed", "E201"), ("deep/er/six.txt", "done", None),
    ]
    edits = pq.read_table(once / "edits.parquet").to_pylist()
    applied = [row for row in edits if row["state"] == "applied" and row["type"] == "edit"]
    assert len(applied) == sum(row["edits_applied"] or 0 for row in rows)
    assert not (once / "bad.txt").exists()


@pytest.mark.slow
def test_two_processes_give_the_same_bytes_as_one(archive: Path, once: Path, tmp_path: Path) -> None:
    assert batch(archive, "--out", tmp_path / "two", "-j", 2, "--no-model").returncode == 1
    assert tree(tmp_path / "two") == tree(once)


@pytest.mark.slow
def test_shards_share_a_destination(archive: Path, once: Path, tmp_path: Path) -> None:
    out = tmp_path / "parts"
    for part in ("1/2", "2/2"):
        assert batch(archive, "--out", out, "-j", 1, "--no-model", "--shard", part).returncode in (0, 1)
    wanted = {name: digest for name, digest in tree(once).items() if name.endswith(".txt")}
    assert {name: digest for name, digest in tree(out).items() if name.endswith(".txt")} == wanted
    both = [row for part in (1, 2) for row in pq.read_table(out / f"episodes-{part}of2.parquet").to_pylist()]
    whole = pq.read_table(once / "episodes.parquet").to_pylist()
    assert sorted(both, key=lambda row: row["key"]) == whole


@pytest.mark.slow
def test_resume_redoes_what_changed_and_nothing_else(archive: Path, tmp_path: Path) -> None:
    once = tmp_path / "out"
    assert batch(archive, "--out", once, "-j", 1, "--no-model").returncode == 1
    before = {path: path.stat().st_mtime_ns for path in once.rglob("*.txt")}
    (archive / "ep1.txt").write_text("Ann: Now it is another text here\nBen: altogether. Yes, it is.\nAnn: Good.\n")
    (once / "ep2.txt").unlink()
    done = batch(archive, "--out", once, "-j", 1, "--no-model", "--resume")
    assert done.returncode == 1
    after = {path: path.stat().st_mtime_ns for path in once.rglob("*.txt")}
    changed = {path.name for path, when in after.items() if before.get(path) != when}
    assert changed == {"ep1.txt", "ep2.txt"}
    assert "4  done before, unchanged" in done.stderr
    again = batch(archive, "--out", once, "--no-model")
    assert again.returncode == 2 and "E622" in again.stderr
    other = batch(archive, "--out", once, "--no-model", "--resume", "--min-confidence", "0.9")
    assert other.returncode == 2 and "other settings" in other.stderr


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_goes_on(archive: Path, once: Path, tmp_path: Path, number: signal.Signals) -> None:
    inputs = tree(archive)
    out = tmp_path / "ended"
    command = [*DIARFIX, str(archive), "--out", str(out), "-j", "1", "--no-model"]
    quiet = subprocess.DEVNULL
    run = subprocess.Popen(command, stdout=quiet, stderr=subprocess.PIPE, text=True, start_new_session=True)
    journal = out / ".diarfix-batch" / "journal.jsonl"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and (not journal.exists() or journal.read_bytes().count(b"\n") < 3):
        time.sleep(0.01)
    if number == signal.SIGKILL:
        os.killpg(run.pid, number)
    else:
        run.send_signal(number)
    told = run.communicate(timeout=120)[1]
    assert run.returncode in ((-9,) if number == signal.SIGKILL else (130, 1)), told
    assert tree(archive) == inputs
    whole = tree(once)
    for name, digest in tree(out).items():
        assert name.endswith(".parquet") or digest == whole[name], f"half a file: {name}"
    assert batch(archive, "--out", out, "-j", 1, "--no-model", "--resume").returncode == 1
    assert tree(out) == whole


@pytest.mark.slow
def test_two_runs_on_one_destination(archive: Path, once: Path, tmp_path: Path) -> None:
    out = tmp_path / "shared"
    command = [*DIARFIX, str(archive), "--out", str(out), "-j", "1", "--no-model", "-q"]
    first = subprocess.Popen(command)
    lock = out / ".diarfix-batch" / "lock"
    while not lock.exists():
        time.sleep(0.01)
    second = batch(archive, "--out", out, "-j", 1, "--no-model", "--resume")
    assert first.wait(timeout=120) == 1
    assert second.returncode == 2 and "another run is writing here" in second.stderr, second.stderr
    assert tree(out) == tree(once)


@pytest.mark.slow
def test_an_episode_that_takes_too_long_is_given_up_and_the_rest_done(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    long = "".join(f"{'AB'[n % 2]}: So what we see here is number {n} of them and\n" for n in range(60_000))
    (folder / "long.txt").write_text(long)
    (folder / "short.txt").write_text("Ann: It goes back there\nBen: again. Right, I see.\nAnn: And up.\n")
    done = batch(folder, "--out", tmp_path / "out", "-j", 1, "--no-model", "--timeout", "3")
    assert done.returncode == 1
    rows = pq.read_table(tmp_path / "out" / "episodes.parquet").to_pylist()
    assert [(row["state"], row["error_code"]) for row in rows] == [("failed", "E623"), ("done", None)]


def test_a_link_that_leads_out_of_the_destination_is_refused(archive: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    (out / "deep").symlink_to(elsewhere, target_is_directory=True)
    done = batch(archive, "--out", out, "--no-model")
    assert done.returncode == 2 and "E601" in done.stderr
    assert not list(elsewhere.iterdir())


def test_a_destination_that_cannot_be_written_is_one_line(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = batch(archive, "--out", tmp_path / "file", "--no-model")
    assert done.returncode == 2 and done.stderr.startswith("error: E105"), done.stderr
    assert done.stderr.count("\n") == 1


def test_outputs_in_another_format_that_would_meet_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for ending in ("txt", "md"):
        (folder / f"one.{ending}").write_text("Ann: It goes there.\nBen: Right, I see.\n")
    done = batch(folder, "--out", tmp_path / "out", "--to", "vtt", "--no-model")
    assert done.returncode == 2 and "both be written here" in done.stderr
