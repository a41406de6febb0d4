"""A real scheduler with workers in processes of their own, one of which dies on the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.test_run import DIARFIX, batch, once, tree

pytest.importorskip("distributed", reason="needs the dask extra")

__all__ = ["once"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def cluster() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers on this machine: its address and the workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard"]
    scheduler = subprocess.Popen(dask, **quiet)
    work = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    workers = [subprocess.Popen(work, start_new_session=True, **quiet) for _ in range(2)]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(
    archive: Path, once: Path, tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    out = tmp_path / "far"
    command = [*DIARFIX, str(archive), "--out", str(out), "--scheduler", address, "--no-model"]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    journal = out / ".diarfix-batch" / "journal.jsonl"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and (not journal.exists() or journal.read_bytes().count(b"\n") < 2):
        time.sleep(0.02)
    os.kill(workers[0].pid, signal.SIGKILL)
    told = run.communicate(timeout=180)[1]
    assert run.returncode == 1, told
    assert tree(out) == tree(once)


def test_a_scheduler_that_does_not_answer_is_one_line(archive: Path, tmp_path: Path) -> None:
    done = batch(archive, "--out", tmp_path / "out", "--scheduler", f"tcp://127.0.0.1:{free_port()}", "--no-model")
    assert done.returncode == 2 and "E625" in done.stderr, done.stderr
