"""Manifests: what is found, and what is said when it is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diarfix.bench.manifest import chosen, read_manifests
from diarfix.errors import DiarfixError

ROOT = Path(__file__).resolve().parents[2]


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_the_seeds_are_four_pairs() -> None:
    [suite] = read_manifests([ROOT / "seeds"])
    assert [pair.id for pair in suite.pairs] == ["tidewater-hour", "two-kettles", "harbour-table", "kestrel-q3-call"]
    assert next(suite.episodes()).reference.labels[0] == "Corwin Maddock"


def test_a_folder_without_manifest_is_searched_for_pairs(tmp_path: Path) -> None:
    put(tmp_path, b__txt="Ann: Hi.\n", b__gold__txt="Ann: Hi.\n", a__md="x", lonely__gold__txt="Ann: Hi.\n")
    [suite] = read_manifests([tmp_path])
    assert suite.name == tmp_path.name
    assert [(pair.raw.name, pair.reference.name) for pair in suite.pairs] == [("b.txt", "b.gold.txt")]


def test_a_folder_without_anything_says_so(tmp_path: Path) -> None:
    with pytest.raises(DiarfixError, match=r"^E101 .*no bench\.toml and no pair"):
        read_manifests([tmp_path])


def test_a_pair_knows_its_series(tmp_path: Path) -> None:
    text = '[[set]]\nname = "s"\npairs = [{ raw = "a.txt", reference = "b.txt", series = "show" }]\n'
    put(tmp_path, a__txt="Ann: Hi.\n", b__txt="Ann: Hi.\n", bench__toml=text)
    [suite] = read_manifests([tmp_path / "bench.toml"])
    [episode] = suite.episodes()
    assert (episode.id, episode.series) == ("a", "show")


def test_a_data_set_is_read_by_its_kind(tmp_path: Path) -> None:
    line = json.dumps({"id": "one", "series": "s", "raw": [["A", "Hi."]], "reviewed": [["Ann", "Hi."]]})
    put(tmp_path, bench__toml='[[set]]\nname = "s"\nkind = "real-pairs"\npath = "p.jsonl"\n', p__jsonl=line + "\n")
    [suite] = read_manifests([tmp_path])
    assert [episode.id for episode in suite.episodes()] == ["one"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[set]]\nname = "s"\npairs = [{ raw = "no.txt", reference = "a.txt" }]', "E101 .*no.txt, which is not there"),
        ('[[set]]\nname = "s"\nkind = "real-pairs"\npath = "no.jsonl"', "E101 .*no.jsonl.*leave the set out"),
        ('[[set]]\nname = "s"\npears = []', "E602 .*unknown key 'pears'; did you mean 'pairs'"),
        ('[[sets]]\nname = "s"', "E602 .*unknown key 'sets'; did you mean 'set'"),
        ('[[set]]\nname = "s"\nkind = "real-pair"\npath = "a.txt"', "E602 .*did you mean 'real-pairs'"),
        ('[[set]]\nname = "s"\npairs = [{ raw = "a.txt", ref = "a.txt" }]', "E602 .*unknown key 'ref'"),
        ('[[set]]\nname = "s"', "E602 .*neither of pairs and kind"),
        ('[[set]]\nname = "s"\npairs = []', "E602 .*must be a list"),
        ('[[set]]\nname = 3\npairs = [{ raw = "a.txt", reference = "a.txt" }]', "E602 .*name must be text"),
        ("set = 3", r"E602 .*no \[\[set\]\]"),
        ("[[set]", "E602 .*not TOML"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, message: str) -> None:
    put(tmp_path, bench__toml=text, a__txt="Ann: Hi.\n")
    with pytest.raises(DiarfixError, match=f"^{message}"):
        read_manifests([tmp_path])


def test_sets_are_chosen_by_name(tmp_path: Path) -> None:
    pair = 'pairs = [{ raw = "a.txt", reference = "a.txt" }]\n'
    text = f'[[set]]\nname = "one"\n{pair}[[set]]\nname = "two"\n{pair}'
    put(tmp_path, bench__toml=text, a__txt="Ann: Hi.\n")
    suites = read_manifests([tmp_path])
    assert [suite.name for suite in chosen(suites, ["two"])] == ["two"]
    assert chosen(suites, []) == suites
    with pytest.raises(DiarfixError, match=r"^E601 .*did you mean 'two'"):
        chosen(suites, ["tow"])
    with pytest.raises(DiarfixError, match=r"^E602 two sets are named 'one'"):
        read_manifests([tmp_path, tmp_path])
