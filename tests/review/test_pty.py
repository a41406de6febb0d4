"""`diarfix review` on a true terminal: it draws, takes keys, saves, writes and leaves."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import sys
import time
from pathlib import Path

import pytest

import diarfix
from diarfix.decisions import load_book, sidecar
from tests.review.conftest import SEEDS

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

PROGRAM = "import sys; from diarfix.cli import main; sys.exit(main(sys.argv[1:]))"


def wait_for(handle: int, text: bytes, patience: float = 60.0) -> None:
    """Read until the terminal shows `text`."""
    seen, end = b"", time.monotonic() + patience
    while text not in seen:
        assert time.monotonic() < end, seen[-2000:]
        if select.select([handle], [], [], 0.2)[0]:
            seen += os.read(handle, 65536)


@pytest.mark.slow
def test_a_review_on_a_true_terminal(tmp_path: Path) -> None:
    import fcntl
    import struct
    import termios

    episode, out = tmp_path / "kestrel.txt", tmp_path / "out.txt"
    shutil.copy(SEEDS / "kestrel-q3-call.txt", episode)
    left = len(diarfix.fix(episode).waiting)
    environ = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path)}
    child, handle = pty.fork()
    if child == 0:
        arguments = ["review", str(episode), "-o", str(out), "--by", "Ann"]
        os.execve(sys.executable, [sys.executable, "-c", PROGRAM, *arguments], environ)
    try:
        fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        wait_for(handle, f"{left} left".encode())
        os.write(handle, b"a" * left)
        wait_for(handle, b"all decided")
        os.write(handle, b"q")
        wait_for(handle, b"not written yet")
        os.write(handle, b"w")
        end = time.monotonic() + 30
        status = (0, 0)
        while status[0] == 0 and time.monotonic() < end:
            if select.select([handle], [], [], 0.1)[0]:
                with contextlib.suppress(OSError):
                    os.read(handle, 65536)
            status = os.waitpid(child, os.WNOHANG)
        assert status == (child, 0)
        child = 0
    finally:
        if child:
            os.kill(child, 9)
            os.waitpid(child, 0)
        os.close(handle)
    decisions = load_book(sidecar(episode)).decisions
    assert [(row.verdict, row.by) for row in decisions] == [("accepted", "Ann")] * left
    assert diarfix.read(out).speakers != diarfix.read(episode).speakers
