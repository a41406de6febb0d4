"""Pairs made from an archive: held-out episodes only, the same every time, ready to be measured."""

from __future__ import annotations

import io
import random
import tarfile
from pathlib import Path

import pytest

import diarfix
from diarfix.simulate.corpus import EXCERPT, excerpt, held_out_pairs, is_held_out, main
from diarfix.simulate.load import load_recipe
from tests.simulate.conftest import talk


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Episode 39 has two people, episode 79 three; every word of an episode tells its number."""
    path = tmp_path_factory.mktemp("clean") / "all.tar"
    with tarfile.open(path, "w") as file:
        for number in range(81):
            people = ["Ann", "Bo", "Cy"][: 2 if number < 50 else 3]
            turns = talk(random.Random(number), people, 30)
            text = "\n\n".join(f"**{who}:** {words} episode {number}." for who, words in turns).encode()
            info = tarfile.TarInfo(f"show/{number:03}.md")
            info.size = len(text)
            file.addfile(info, io.BytesIO(text))
    return path


def test_only_held_out_episodes_are_taken(archive: Path) -> None:
    assert [at for at in range(100) if is_held_out(at)] == [39, 79]
    made = list(held_out_pairs(archive, load_recipe("podcast"), None, 1))
    assert ["episode 39." in made[0].gold.source.text, "episode 79." in made[1].gold.source.text] == [True, True]
    assert len(made) == 2
    assert [len(pair.gold.labels) for pair in held_out_pairs(archive, load_recipe("clean"), 3, 1)] == [3]


def test_the_program_writes_pairs_that_bench_finds(archive: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        main([str(archive), "-o", str(tmp_path / folder), "--recipe", "phantom", "--episodes", "1", "--people", "2"])
    raw, gold = (diarfix.read(tmp_path / "one" / name) for name in ("phantom-01.txt", "phantom-01.gold.txt"))
    assert len(raw.words) == len(gold.words) and len(raw.labels) == len(gold.labels) + 1
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_an_excerpt_has_whole_turns(clean: diarfix.Transcript) -> None:
    part = excerpt(clean, random.Random(1))
    assert EXCERPT <= len(part.words) < EXCERPT + 400
    assert all(turn in {clean.text(t.start, t.end) for t in clean.turns} for turn in
               (part.text(t.start, t.end) for t in part.turns))
