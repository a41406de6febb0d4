"""A new user's way: ten new episodes, three faulty; init, a red run, fix, review, commit, a green run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

import diarfix
from tests.check.episodes import Episode, episodes

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = f"""#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
from diarfix.cli import main
sys.exit(main())
"""
ANNOTATION = re.compile(r"::(error|warning|notice) title=diarfix (\w+),file=([^,]+),line=(\d+),")


@dataclass(frozen=True)
class Shell:
    """A project's folder and the environment that its commands run in."""

    folder: Path
    env: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(command), cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )

    def diarfix(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("diarfix", *arguments)

    def git(self, *arguments: str) -> str:
        ran = self.run("git", "-c", "user.name=New User", "-c", "user.email=new@example.org", *arguments)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An empty repository, with `diarfix` on the PATH."""
    program = tmp_path / "bin" / "diarfix"
    program.parent.mkdir()
    program.write_text(PROGRAM)
    program.chmod(0o755)
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "DIARFIX_CACHE_DIR": str(tmp_path / "cache")}
    env.pop("COLUMNS", None)
    (tmp_path / "show" / "episodes").mkdir(parents=True)
    made = Shell(tmp_path / "show", env)
    made.git("init", "-q")
    return made


def action(shell: Shell, folder: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """The shell steps of action.yml as a runner would run them, installation apart; and the job's summary."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text())
    values = {name: item["default"] for name, item in steps["inputs"].items()} | inputs
    files = {name: folder / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    ran = None
    for step in steps["runs"]["steps"]:
        if "run" not in step or step["name"] == "Install":
            continue
        given = {
            name: re.sub(r"\$\{\{ (\w+)\.([\w-]+) \}\}",
                         lambda hit: values[hit[2]] if hit[1] == "inputs" else str(folder), text)
            for name, text in step.get("env", {}).items()
        }
        env = shell.env | given | {name: str(path) for name, path in files.items()}
        # As runners call bash: it stops at the first command that fails.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        ran = subprocess.run(command, cwd=shell.folder, env=env, capture_output=True, text=True, check=False)
    assert ran is not None
    assert files["GITHUB_OUTPUT"].read_text() == f"exit-code={ran.returncode}\n"
    return ran, files["GITHUB_STEP_SUMMARY"].read_text()


def annotations(output: str) -> list[tuple[str, str, int]]:
    found = [ANNOTATION.match(line) for line in output.splitlines()]
    assert all(found), output
    return [(hit[1], hit[3], int(hit[4])) for hit in found if hit]


def said(text: str) -> list[tuple[str, str]]:
    """Every word with its speaker; a caption file may need another cue for the same words."""
    transcript = diarfix.read(text)
    return list(zip(transcript.speakers, (word.text for word in transcript.words), strict=True))


def faulty() -> tuple[list[Episode], list[tuple[str, str, int]]]:
    """The ten episodes with faults in three, and the annotations that these ask for."""
    shows = list(episodes())
    shows[2] = shows[2].leaked(5, 2)
    shows[4] = shows[4].leaked(3, 3).leaked(8, 2)
    shows[7] = shows[7].leaked(9, 1).early(12, 1)
    expected = [("error", shows[2].name, shows[2].line(6)), ("error", shows[4].name, shows[4].line(4)),
                ("error", shows[4].name, shows[4].line(9)), ("error", shows[7].name, shows[7].line(10)),
                ("warning", shows[7].name, shows[7].line(12))]
    return shows, [(level, f"episodes/{name}", line) for level, name, line in expected]


@pytest.mark.slow
def test_from_nothing_to_a_green_run(shell: Shell, tmp_path: Path) -> None:
    shows, expected = faulty()
    right = {f"episodes/{show.name}": said(show.written()) for show in episodes()}
    for show in shows:
        (shell.folder / "episodes" / show.name).write_text(show.written())
    (shell.folder / "README.md").write_text("# Small Trades\n\nTranscripts of a show.\n")

    # A configuration from the episodes.
    ran = shell.diarfix("init", "episodes")
    assert ran.returncode == 0 and "10 episodes" in ran.stderr
    config = shell.folder / "diarfix.toml"
    config.write_text(config.read_text().replace("[repair]", "[repair]\nmin-confidence = 0.93", 1))
    shell.git("add", "-A")
    shell.git("commit", "-qm", "Ten new episodes")

    # Red, with annotations on the faulty lines and on no others.
    red, summary = action(shell, tmp_path)
    assert red.returncode == 1 and annotations(red.stdout) == expected
    assert summary.startswith(f"## ❌ diarfix: {len(expected)} findings in 10 files")

    # The safe repairs give back what was said; the doubtful ones wait.
    ran = shell.diarfix("check", ".", "--fix")
    assert ran.returncode == 1 and "4 edits made" in ran.stdout
    mended = {f"episodes/{shows[2].name}", f"episodes/{shows[4].name}"}
    for name in mended:
        assert said((shell.folder / name).read_text()) == right[name]
    assert set(shell.git("diff", "--name-only").split()) == {*mended, f"episodes/{shows[7].name}"}

    # A person decides.
    doubtful = f"episodes/{shows[7].name}"
    report = json.loads(shell.diarfix("check", doubtful, "--format", "json").stdout)
    waiting = report["files"][0]["findings"]
    assert [item["fix"]["kind"] for item in waiting] == ["review"]
    (sound,) = (item["fix"]["edit"] for item in waiting)
    ran = shell.diarfix("review", doubtful, "--accept", sound, "--by", "New User")
    assert ran.returncode == 0 and "1 accepted" in ran.stderr
    assert shell.diarfix("check", ".").returncode == 1  # accepted, not yet made
    assert shell.diarfix("check", ".", "--fix").returncode == 0

    # Committed with the decisions; the next run is green and stays so.
    shell.git("add", "-A")
    shell.git("commit", "-qm", "Mend who said what")
    committed = shell.git("show", "--name-only", "--format=", "HEAD").split()
    assert f"{doubtful.rpartition('.')[0]}.diarfix.json" in committed
    green, summary = action(shell, tmp_path, sarif="out/diarfix.sarif")
    assert (green.returncode, green.stdout) == (0, "")
    assert summary.startswith("## ✅ diarfix: nothing found in 10 files")
    assert json.loads((shell.folder / "out" / "diarfix.sarif").read_text())["runs"][0]["results"] == []
    assert shell.diarfix("check", ".", "--no-cache").returncode == 0
