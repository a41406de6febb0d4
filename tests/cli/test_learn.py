"""`diarfix learn`: what it proposes, what it writes, and that nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from diarfix.config import Show, load
from tests.cli.conftest import Ran

Run = Callable[..., Ran]

EPISODES = (
    "the tide tables came in from the harbour office on Monday and nobody there had checked a single line of them",
    "the new ferry sank at its mooring on the very first night and the mayor was asleep in the upper cabin",
    "a man in the village keeps eleven geese on his roof and says that they are better than any dog",
)


def episode(number: int) -> str:
    story = EPISODES[number]
    guest = "Cy Vane" if number else "Bo Lindqvist"
    return f"""Ana Ruiz: Welcome to the Night Desk, everyone. I'm your host, Ana Ruiz. My guest today \
knows that {story}. Thank you for coming on. How did that start for you?
{guest}: Thanks for having me. It started when {story}. I wrote a letter about it and then another one, and in the end \
I drove over there with a thermos and a camera, and I sat on the wall until somebody came out to ask what I wanted.
Pondlark Advertiser: Pondlark builds your shop while you sleep. Start free at pondlark.example today.
Ana Ruiz: And we are back. Thank you all for listening. Remember to keep your boots by the door.
"""


@pytest.fixture
def shows(tmp_path: Path) -> Path:
    folder = tmp_path / "episodes"
    folder.mkdir()
    for number in range(len(EPISODES)):
        (folder / f"{number}.txt").write_text(episode(number))
    return folder


def test_what_is_learned_can_be_read_as_a_configuration(run: Run, shows: Path, tmp_path: Path) -> None:
    out, profile = tmp_path / "diarfix.toml", tmp_path / "profiles" / "show.json"
    ran = run("learn", shows, "-o", out, "--profile", profile)
    assert ran.code == 0 and "3 episodes read, 2 people come back" in ran.err
    show = load(out)[Show]
    assert show.hosts == ("Ana Ruiz",) and show.guests == ("Cy Vane",)
    assert show.advertisers == ("Pondlark Advertiser",)
    phrases = show.catchphrases or {}
    assert "Ana Ruiz" in phrases.values()
    assert any("keep your boots by" in phrase for phrase in phrases)
    assert "in 3 of 3 episodes, host in 3" in out.read_text()
    assert show.profile == profile.parent.parent / "profiles" / "show.json"
    data = json.loads(profile.read_text())
    assert list(data["speakers"]) == ["Ana Ruiz", "Cy Vane"]
    assert "Bo" not in profile.read_text() and "thermos and a camera" not in profile.read_text()


def test_the_same_episodes_give_the_same_bytes(run: Run, shows: Path) -> None:
    first, second = run("learn", shows), run("learn", *sorted(shows.iterdir(), reverse=True))
    assert first.code == 0 and first.out == second.out and first.out.startswith("# Learned")


def test_nothing_is_overwritten_without_force(run: Run, shows: Path, tmp_path: Path) -> None:
    kept = tmp_path / "diarfix.toml"
    kept.write_text("# mine\n")
    for option in ("-o", "--profile"):
        ran = run("learn", shows, option, kept)
        assert ran.code == 2 and "E601" in ran.err and kept.read_text() == "# mine\n"
    assert run("learn", shows, "-o", kept, "--force").code == 0
    assert kept.read_text() != "# mine\n"


def test_a_profile_that_is_none_is_told_in_one_line(run: Run, shows: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("[]")
    (shows / "diarfix.toml").write_text('[show]\nprofile = "../bad.json"\n')
    ran = run("people", shows / "0.txt")
    assert ran.code == 2 and "E602" in ran.err and ran.err.count("\n") == 1


def test_nothing_to_learn_from(run: Run, tmp_path: Path) -> None:
    assert run("learn", tmp_path / "none.txt").code == 2
    (tmp_path / "empty").mkdir()
    assert run("learn", tmp_path / "empty").code == 2
