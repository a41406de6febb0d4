"""`diarfix config`, and configured commands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def test_the_effective_configuration_is_toml_with_origins(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("diarfix.toml").write_text("[check]\nfail-on = 'error'\nbaseline = 'known.json'\n")
    ran = run("config")
    assert ran.code == 0 and "# diarfix.toml\n" in ran.out
    read = tomllib.loads(ran.out)
    assert read["check"]["fail-on"] == "error" and read["check"]["baseline"] == "known.json"
    assert read["repair"] == {
        "min-confidence": 0.7, "unsafe": False, "heal": True, "model": True, "people": True, "lenient": False,
    }
    line = next(line for line in ran.out.splitlines() if line.startswith("fail-on"))
    assert line.split("#")[1].strip() == "diarfix.toml:2"
    values = json.loads(run("config", "--json").out)["values"]
    assert values["check.fail-on"] == {"value": "error", "from": {"file": "diarfix.toml", "line": 2, "files": []}}
    assert values["repair.heal"] == {"value": True, "from": None}
    assert run("config", "--isolated").out.count("# default") == len(values)


def test_every_key_is_explained(run: Run) -> None:
    out = run("config", "--keys").out
    assert "fail-on = \"warning\"\n    the least severity" in out


def test_a_mistake_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "diarfix.toml").write_text("[repair]\nheel = true\n")
    (tmp_path / "a.txt").write_text("Ann: Hi.\nBen: Ho.\n")
    for command in ("config", "fix", "review"):
        ran = run(command, tmp_path / "a.txt")
        assert ran.code == 2 and ran.out == "" and ran.err.count("\n") == 1
        assert ran.err.endswith("diarfix.toml:2: unknown key 'heel' in [repair]; did you mean 'heal'?\n")


def test_fix_and_review_follow_it_and_options_come_first(run: Run, small: Path) -> None:
    plain = run("fix", small, "-q").out
    assert "Ann: It goes back to the lowest number there is." in plain
    (small.parent / "diarfix.toml").write_text("repair.min-confidence = 1.0\n")
    assert run("fix", small, "-q").out == small.read_text()
    assert "1 edit waits" in run("review", small).out
    assert run("fix", small, "-q", "--min-confidence", "0.7").out == plain
    assert run("fix", small, "-q", "--isolated").out == plain
    (small.parent / "diarfix.toml").write_text("rules.select = ['DF4']\nrepair.model = false\n")
    assert run("fix", small, "-q").out == small.read_text()
    assert run("fix", small, "-q", "--extend-select", "DF1").out == plain


def test_overrides_reach_each_input(run: Run, small: Path, tmp_path: Path) -> None:
    other = tmp_path / "old" / "small.txt"
    other.parent.mkdir()
    other.write_text(small.read_text())
    (tmp_path / "diarfix.toml").write_text("[[overrides]]\nfiles = ['old/']\nrepair.min-confidence = 1.0\n")
    assert run("fix", small, other, "--in-place").code == 0
    assert other.read_text() != small.read_text() and "there\nBen: is." in other.read_text()
