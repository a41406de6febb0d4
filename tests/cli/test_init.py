"""`diarfix init`: a first configuration from the episodes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from diarfix.config import SECTIONS, Config, load, settings_of
from tests.cli.conftest import SMALL, Ran

Run = Callable[..., Ran]
MARKDOWN = "**Ann:** Hello there to you all.\n\n**Ben:** Good morning.\n\n**Ann:** Well, well.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = SMALL) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def test_the_episodes_are_included_and_the_rest_is_commented(run: Run) -> None:
    write("shows/2023/a.txt")
    write("shows/2024/b.txt")
    write("extra/c.md", MARKDOWN)
    write("d.txt")
    write("shows/notes.txt", "Prose that nobody said.\nAnd more of it.\n")
    ran = run("init")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "diarfix.toml: written from 4 episodes (3 name-lines, 1 markdown)\nnext: diarfix check .\n"
    text = Path("diarfix.toml").read_text()
    set_keys = tomllib.loads(text)
    assert set_keys == {"rules": {}, "repair": {}, "check": {
        "include": ["/*.txt", "/extra/*.md", "/shows/**/*.txt"], "exclude": ["/shows/notes.txt"],
    }} | {section.name: {} for section in SECTIONS if section.name not in ("rules", "repair", "check")}
    assert "# Labels and the episodes they are in: Ann (4), Ben (4).\n" in text
    assert run("check", ".").code == 1  # the episodes, and nothing that is none


def test_every_setting_is_there_with_its_default(run: Run) -> None:
    write("a.txt")
    run("init", "-q")
    text = Path("diarfix.toml").read_text()
    for section in SECTIONS:
        for item in settings_of(section.record):
            assert re.search(rf"^(# )?{item.key} = ", text, re.M), item.key
    # Uncommented, it is still a configuration, and says what the defaults are.
    opened = re.sub(r"^# (\S+ = (?!\"\"|.*\.$))", r"\1", text.partition("# Other choices")[0], flags=re.M)
    Path("diarfix.toml").write_text(opened)
    values, plain = load(Path("diarfix.toml")).values(), Config().values()
    assert {key for key in values if values[key] != plain[key]} == {"check.include"}


def test_nothing_is_written_over(run: Run) -> None:
    write("a.txt")
    write("diarfix.toml", "# mine\n")
    ran = run("init")
    assert ran.code == 2 and ran.err.startswith("error: E601 diarfix.toml: there is a configuration already")
    assert Path("diarfix.toml").read_text() == "# mine\n"
    assert run("init", "--force").code == 0 and "# mine" not in Path("diarfix.toml").read_text()
    assert run("init", "-o", "-").out == Path("diarfix.toml").read_text()


def test_malformed_and_missing_episodes(run: Run) -> None:
    write("a.vtt", "WEBVTT\n\n00:05.000 --> 00:01.000\n<v Ann>Hello there.\n\n00:05.000 --> 00:08.000\n<v Ben>Ho.\n")
    write("b.txt", "Ann: caf\n")
    Path("b.txt").write_bytes(b"Ann: caf\xe9.\nBen: So.\n")
    ran = run("init")
    assert ran.code == 0 and "note: b.txt is left out: E104 b.txt:1:9" in ran.err
    assert tomllib.loads(Path("diarfix.toml").read_text())["repair"] == {"lenient": True}
    assert run("init", "gone", "--force").code == 2


def test_labels_cannot_leave_their_comment(run: Run) -> None:
    write("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n<v [check] = x>Hello there.\n")
    run("init")
    assert set(tomllib.loads(Path("diarfix.toml").read_text())) == {section.name for section in SECTIONS}
