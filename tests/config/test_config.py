"""Configuration: where it is found, which value wins, where it came from, and what is refused."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diarfix.config import SECTIONS, Check, Config, Configs, Repair, Rules, find, load, load_for, settings_of
from diarfix.config.locate import lines_of
from diarfix.errors import DiarfixError
from diarfix.render.config import toml


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_all_is_default(tmp_path: Path) -> None:
    config = load_for(tmp_path / "episode.txt")
    assert config == Config() and config[Repair] == Repair() and str(config.where("check.fail-on")) == "default"


def test_the_nearest_file_upward_counts(tmp_path: Path) -> None:
    write(tmp_path / "diarfix.toml", "[check]\nfail-on = 'error'\n")
    write(tmp_path / "a" / "pyproject.toml", "[tool.other]\nx = 1\n")
    episode = write(tmp_path / "a" / "b" / "episode.txt", "")
    assert find(episode.parent) == tmp_path / "diarfix.toml"
    assert load_for(episode)[Check].fail_on == "error"
    write(tmp_path / "a" / "pyproject.toml", "[tool.diarfix.check]\nfail-on = 'warning'\nmin-confidence = 0.6\n")
    config = load_for(episode)
    assert (config[Check].fail_on, config[Check].min_confidence) == ("warning", 0.6)
    assert config.where("check.min-confidence").place is not None
    assert config.where("check.min-confidence").place.line == 3  # type: ignore[union-attr]
    write(tmp_path / "a" / "diarfix.toml", "")
    assert load_for(episode).path == tmp_path / "a" / "diarfix.toml"


def test_a_named_file_and_isolation_come_first(tmp_path: Path) -> None:
    write(tmp_path / "diarfix.toml", "repair.model = false")
    other = write(tmp_path / "other.toml", "repair.heal = false")
    episode = tmp_path / "episode.txt"
    assert Configs(other).for_file(episode)[Repair] == Repair(heal=False)
    assert Configs(isolated=True).for_file(episode) == Config()


def test_a_file_wins_over_what_it_extends_and_paths_are_its_own(tmp_path: Path) -> None:
    base = "[rules]\nfiles = ['own.yaml']\nignore = ['DF6']\n[repair]\nunsafe = true\n"
    write(tmp_path / "shared" / "base.toml", base)
    write(tmp_path / "shared" / "more.toml", "extends = ['base.toml']\n[repair]\nmin-confidence = 1\n")
    path = write(tmp_path / "diarfix.toml", "extends = 'shared/more.toml'\n[rules]\nignore = []\n")
    config = load(path)
    assert config[Rules] == Rules(files=(tmp_path / "shared" / "own.yaml",))
    assert config[Repair] == Repair(min_confidence=1.0, unsafe=True)
    assert str(config.where("repair.unsafe")).endswith("base.toml:5")
    assert [file.name for file in config.files] == ["diarfix.toml", "more.toml", "base.toml"]


def test_overrides_hold_for_their_globs_in_order(tmp_path: Path) -> None:
    write(
        tmp_path / "diarfix.toml",
        "repair.min-confidence = 0.8\n"
        "[[overrides]]\nfiles = ['archive/', '*.vtt']\nrepair.min-confidence = 0.9\n"
        "[[overrides]]\nfiles = ['archive/1999/**']\n[overrides.rules]\nignore = ['DF2']\n",
    )
    archived, deep = tmp_path / "archive" / "a.txt", tmp_path / "archive" / "1999" / "b.txt"
    assert load_for(tmp_path / "a.txt")[Repair].min_confidence == 0.8
    assert load_for(tmp_path / "new" / "a.vtt")[Repair].min_confidence == 0.9
    assert load_for(archived)[Repair].min_confidence == 0.9 and load_for(archived)[Rules].ignore == ()
    assert load_for(deep)[Repair].min_confidence == 0.9 and load_for(deep)[Rules].ignore == ("DF2",)
    assert load_for(deep).where("rules.ignore").files == ("archive/1999/**",)
    # Standard input has no name that a glob could fit.
    assert load(tmp_path / "diarfix.toml").for_file(None)[Repair].min_confidence == 0.8


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[check]\nfial-on = 'error'\n", ":2", "unknown key 'fial-on' in [check]; did you mean 'fail-on'?"),
        ("\n[chekc]\n", ":2", "unknown section 'chekc'; did you mean 'check'?"),
        ("color = 1\n", ":1", "unknown key 'color'; known: extends, overrides, rules"),
        ("check = 1\n", ":1", "check must be a table; write [check]"),
        ("[check]\nfail-on = 'never'\n", ":2", "fail-on must be one of 'error', 'warning', not 'never'"),
        ("repair.min-confidence = 1.5\n", ":1", "min-confidence must lie from 0 to 1, not 1.5"),
        ("repair.min-confidence = nan\n", ":1", "min-confidence must lie from 0 to 1, not nan"),
        ("repair.heal = 1\n", ":1", "heal must be true or false, not 1"),
        ("[rules]\n\nselect = 'DF1'\n", ":3", "select must be a list, not 'DF1'"),
        ("[rules]\nselect = [1]\n", ":2", "select must be a text in quotes, not [1]"),
        ("[check\n", ":1:7", "not TOML: expected ']' at the end of a table declaration; mend the syntax"),
        ("a = 'x", ":1:", "not TOML: "),
        ("extends = 3\n", ":1", "extends must be a path or a list of paths"),
        ("extends = 'gone.toml'\n", ":1", "there is no file "),
        ("extends = 'diarfix.toml'\n", ":1", "which extends it; break the circle"),
        ("extends = 'loop.toml'\n", "loop.toml:2", "which extends it; break the circle"),
        ("[overrides]\nfiles = ['*']\n", ":1", "overrides must be tables; write [[overrides]]"),
        ("[[overrides]]\ncheck.fail-on = 'error'\n", ":1", "an override needs files, a list of globs"),
        ("[[overrides]]\nfiles = ['*']\n[overrides.chek]\n", ":3", "unknown section 'chek'; did you mean 'check'?"),
        ("[[overrides]]\nfiles=['*']\ncheck.exclude = []\n", ":3", "check.exclude holds for the whole project"),
    ],
)
def test_mistakes_have_a_place_and_a_remedy(tmp_path: Path, text: str, line: str, said: str) -> None:
    write(tmp_path / "loop.toml", "\nextends = 'diarfix.toml'\n")
    path = write(tmp_path / "diarfix.toml", text)
    with pytest.raises(DiarfixError) as caught:
        load(path)
    assert caught.value.code == "E611" and said in str(caught.value)
    assert f"{line}: " in str(caught.value) or (line.endswith(":") and line in str(caught.value))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "diarfix.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(DiarfixError, match=r"^E104 .*diarfix.toml: it is not UTF-8"):
        load(tmp_path / "diarfix.toml")
    with pytest.raises(DiarfixError, match=r"^E101 .*gone.toml: it cannot be read"):
        load(tmp_path / "gone.toml")


def test_every_setting_says_what_it_does_and_its_default_is_valid(tmp_path: Path) -> None:
    for section in SECTIONS:
        for item in settings_of(section.record):
            assert item.about and not item.about.endswith("."), item.key
            if item.default is not None:
                read = tomllib.loads(f"x = {toml(item.default)}")["x"]
                assert item.convert(read, tmp_path) == item.default, item.key


@given(st.recursive(st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3), max_leaves=6))
def test_values_are_written_as_toml_reads_them(value: object) -> None:
    assert tomllib.loads(f"x = {toml(value)}")["x"] == value


@given(st.text(alphabet="[]='\".#ab\n ", max_size=60))
def test_finding_lines_never_fails(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in lines_of(text).values())
