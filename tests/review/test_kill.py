"""Killed in the middle, a review loses nothing that it has acknowledged, and never leaves half a file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diarfix.decisions import load_book, sidecar

PROGRAM = """
import sys
from itertools import count
from pathlib import Path
from diarfix.pipeline import Options
from diarfix.review.session import Session

session = Session.open(Path(sys.argv[1]), Options(), "Ann", lambda: "2026-01-01T00:00:00Z")
print("ready", flush=True)
for at in count():
    word = 2 * (at % 20)
    session.note(word, f"note {at}")
    print(f"{word} note {at}", flush=True)
"""

TEXT = "Ann: It goes back to the lowest number there is, I think.\nBen: Right, I see. And when do the boats come?\n" * 3


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("after", [1, 17, 60])
def test_kill_loses_nothing_acknowledged(tmp_path: Path, after: int) -> None:
    episode = tmp_path / "episode.txt"
    episode.write_text(TEXT)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(episode)], stdout=subprocess.PIPE, text=True, env=environ
    ) as child:
        assert child.stdout is not None and child.stdout.readline() == "ready\n"
        told: dict[int, str] = {}
        for _ in range(after):
            word, text = child.stdout.readline().split(" ", 1)
            told[int(word)] = text.strip()
        # It goes on meanwhile: the blow falls somewhere in an action.
        time.sleep(0.003 * after)
        os.kill(child.pid, signal.SIGKILL)
        for line in child.stdout.read().splitlines():
            word, _, text = line.partition(" ")
            if text and line.count(" ") == 2:
                told[int(word)] = text
    kept = {note.spot.word: note.text for note in load_book(sidecar(episode)).notes}
    last = {text: int(text.split()[1]) for text in (*kept.values(), *told.values())}
    for word, text in told.items():
        # The next note at the same word may have been saved and not been told yet.
        assert word in kept and last[kept[word]] >= last[text]
    json.loads(sidecar(episode).read_text())
    assert len(list(tmp_path.iterdir())) <= 3
