"""Unchanged files are not checked again; anything that matters makes them changed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import diarfix.settled
from tests.check.conftest import Run
from tests.cli.conftest import SMALL

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def repairs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the transcripts that were really repaired."""
    done: list[str] = []
    real = diarfix.settled.repair

    def counted(transcript: diarfix.Transcript, *rest: object) -> diarfix.Result:
        done.append(transcript.source.name)
        return real(transcript, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(diarfix.settled, "repair", counted)
    return done


def test_unchanged_files_come_from_the_cache_with_the_same_findings(
    run: Run, project: Path, repairs: list[str]
) -> None:
    first = run("check", "shows")
    assert repairs == ["shows/bad.txt", "shows/good.txt"]
    assert run("check", "shows") == first and len(repairs) == 2
    assert run("check", "shows", "--no-cache") == first and len(repairs) == 4
    assert run("check", "shows", "--format", "json").code == 1 and len(repairs) == 4
    assert run("check", "shows", "--fail-on", "error", "--min-confidence", "0.1").code == 1 and len(repairs) == 4


@pytest.mark.parametrize("change", ["text", "decision", "config", "select", "rules", "rule", "model"])
def test_what_matters_is_checked_again(run: Run, project: Path, repairs: list[str], change: str) -> None:
    rule = (ROOT / "rules" / "boundaries" / "DF105.yaml").read_text().replace("DF105", "OWN105")
    if change == "rule":
        Path("diarfix.toml").write_text("rules.files = ['own.yaml']\n")
        Path("own.yaml").write_text(rule)
    run("check", "shows/bad.txt")
    repairs.clear()
    arguments: list[object] = []
    if change == "text":
        Path("shows/bad.txt").write_text(SMALL + "Ann: Bye.\n")
    elif change == "decision":
        run("review", "shows/bad.txt", "--reject", diarfix.fix("shows/bad.txt").applied[0].id)
        repairs.clear()
    elif change == "config":
        Path("diarfix.toml").write_text("repair.min-confidence = 0.9\n")
    elif change == "select":
        arguments = ["--ignore", "DF6"]
    elif change == "rules":
        Path("own.yaml").write_text(rule)
        arguments = ["--rules", "own.yaml"]
    elif change == "rule":
        Path("own.yaml").write_text(rule + "# changed\n")
    else:
        arguments = ["--no-model"]
    run("check", "shows/bad.txt", *arguments)
    assert repairs == ["shows/bad.txt"]


def test_the_words_beside_a_diarization_matter(run: Run, project: Path, repairs: list[str]) -> None:
    words = "it goes back to the lowest number there is right i see and up".split()
    rows = [f"ep 1 {0.4 * at:.2f} 0.30 {word}\n" for at, word in enumerate(words)]
    Path("shows/ep.ctm").write_text("".join(rows))
    Path("shows/ep.rttm").write_text("SPEAKER ep 1 0.000 3.100 <NA> <NA> S0 <NA> <NA>\n"
                                     "SPEAKER ep 1 3.100 3.000 <NA> <NA> S1 <NA> <NA>\n")
    run("check", "shows/ep.rttm")
    run("check", "shows/ep.rttm")
    assert repairs == ["shows/ep.rttm"]
    Path("shows/ep.ctm").write_text("".join(rows).replace("lowest", "highest"))
    run("check", "shows/ep.rttm")
    assert repairs == ["shows/ep.rttm"] * 2


def test_a_damaged_cache_only_costs_time(run: Run, project: Path, cache: Path, repairs: list[str]) -> None:
    first = run("check", "shows")
    for file in cache.rglob("*.json"):
        file.write_text("[]")
    assert run("check", "shows") == first and len(repairs) == 4


def test_no_transcript_text_beyond_excerpts_is_kept(run: Run, project: Path, cache: Path) -> None:
    run("check", "shows/good.txt")
    (kept,) = cache.rglob("*.json")
    assert json.loads(kept.read_text())["findings"] == [] and "boats" not in kept.read_text()


@pytest.mark.benchmark
def test_a_hundred_unchanged_episodes_take_less_than_a_second(run: Run, project: Path, kettles: Path) -> None:
    for number in range(100):
        Path(f"shows/{number}.txt").write_text(f"Ben: Number {number}.\n{SMALL}")
    run("check", "shows")
    program = "import time; from diarfix.cli import main; s = time.perf_counter(); main(['check', 'shows']); " \
              "print(time.perf_counter() - s)"
    start = time.perf_counter()
    env = {"PYTHONPATH": str(ROOT), **__import__("os").environ}
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=env)
    assert float(ran.stdout.splitlines()[-1]) < 1.0, time.perf_counter() - start
