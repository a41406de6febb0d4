"""The figures that diarfix is held to, on two cores that do nothing else. `pytest -m benchmark benchmarks`."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import archive
from diarfix import formats
from diarfix.cues.nlp import load_english
from diarfix.neural import bundled_model
from diarfix.pipeline import repair

pytestmark = pytest.mark.benchmark

CLEAN = Path(__file__).resolve().parents[2] / "shared" / "data" / "changelog_train.tar.xz"
SOURCE = CLEAN if CLEAN.exists() else None
"""Real talk where it lies beside a checkout, the seeds elsewhere."""


def seconds(words: int) -> float:
    """Wall time of one repair."""
    transcript = archive.long_transcript(words, clean=SOURCE)
    began = time.perf_counter()
    repair(transcript)
    return time.perf_counter() - began


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    load_english()
    bundled_model()
    repair(archive.long_transcript(500))


def test_ten_thousand_words_take_under_two_seconds() -> None:
    took = min(seconds(10_000) for _ in range(3))
    print(f"10,000 words after start-up: {took:.2f} s")
    assert took < 2.0


def test_ten_thousand_words_take_under_four_seconds_from_a_cold_start(tmp_path: Path) -> None:
    transcript = archive.long_transcript(10_000, clean=SOURCE)
    formats.write_path(tmp_path / "episode.txt", transcript.source.text, transcript.source)
    command = [sys.executable, "-c", "import sys\nfrom diarfix.cli import main\nsys.exit(main())",
               "fix", str(tmp_path / "episode.txt"), "-o", str(tmp_path / "fixed.txt"), "-q"]
    took = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, check=True)
        took.append(time.perf_counter() - began)
    print(f"10,000 words from a cold start: {min(took):.2f} s")
    assert min(took) < 4.0


def test_time_grows_in_proportion() -> None:
    ratio = min(seconds(100_000) for _ in range(2)) / min(seconds(10_000) for _ in range(3))
    print(f"100,000 words against 10,000: {ratio:.1f} times")
    assert ratio < 11


def test_an_archive_takes_both_cores(tmp_path: Path) -> None:
    """Start-up is paid once for an archive: it is the time of the first episodes, and taken out."""
    folder = tmp_path / "in"
    more = ["--clean", str(SOURCE)] if SOURCE else []
    archive.main(["-o", str(folder), "--episodes", "32", "--words", "10000", *more])
    words = [len(formats.read_path(path).words) for path in sorted(folder.iterdir())]
    whole, few = (_batch(folder, tmp_path / f"out{limit}", limit) for limit in (32, 4))
    assert sum(words[4:]) / (whole - few) > 12_000
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < 700


def _batch(folder: Path, out: Path, limit: int) -> float:
    """Seconds of a batch over the first `limit` episodes, on two processes."""
    command = [sys.executable, "-c",
               "import sys\nfrom diarfix.cli import main\nif __name__ == '__main__': sys.exit(main())",
               "batch", str(folder), "--out", str(out), "-j", "2", "-q", "--limit", str(limit)]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began
