"""Shapes are measured as they are drawn, and a fit gives back the recipe that made the errors."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from diarfix.formats import from_turns
from diarfix.model import Transcript
from diarfix.simulate import load_recipe, simulate
from diarfix.simulate.fit import fit, main
from diarfix.simulate.pairs import Labelled, labelled
from diarfix.simulate.shapes import find_runs, measure

LETTERS = {"A": "Ann", "B": "Bo", "C": "Cy", "P": "Speaker 9"}


def pair(raw: str, gold: str) -> Labelled:
    """One word a letter, each side given as labels."""
    def build(labels: str) -> Transcript:
        return from_turns([(LETTERS[label], f"w{at}") for at, label in enumerate(labels)])
    return labelled("test", build(raw), build(gold))


@pytest.mark.parametrize(
    ("gold", "raw", "kind"),
    [
        ("AAAAAABBBBBB", "AAAABBBBBBBB", "tail_leak"),
        ("AAAAAABBBBBB", "AAAAAAAABBBB", "head_leak"),
        ("AAAABBAAAABBBB", "AAAAAAAAAABBBB", "swallowed_reply"),
        ("AAAABBBBBBAAAABBBBBBBB", "AAAAAAAAAAAAAABBBBBBBB", "swallowed_turn"),
        ("AAAAAABBBBBB", "AABAAABBBBBB", "stolen"),
        ("AAAABBBCCCCCBBBB", "AAAABBBCCAACBBBB", "stolen"),
        ("AAAABBACCCCBBBB", "AAAACCACCCCBBBB", "swap"),
        ("AAAAAABBBBBB", "AAPPAABBBBBB", "phantom"),
        ("AAAABCAAAABBB", "AAAABBAAAABBB", "merged"),
    ],
)
def test_kinds(gold: str, raw: str, kind: str) -> None:
    assert [run.kind for run in find_runs(pair(raw, gold))] == [kind]


def test_what_is_made_is_what_is_measured(clean: Transcript) -> None:
    recipe = load_recipe("podcast")
    kinds = set()
    for seed in range(20):
        made = simulate(clean, recipe, random.Random(seed))
        shapes = measure(labelled("x", made.raw, made.gold))
        kinds |= {run.kind for run in shapes.runs}
        spans = {(error.start, error.end) for error in made.errors if error.kind in recipe.spans}
        if not any(error.kind in ("merged", "phantom") for error in made.errors):
            assert {(run.start, run.end) for run in shapes.runs} == spans
    assert kinds >= {"tail_leak", "head_leak", "swallowed_reply", "stolen"}


def test_fit_gives_the_rates_back(clean: Transcript) -> None:
    recipe = load_recipe("podcast")
    made = (simulate(clean, recipe, random.Random(seed)) for seed in range(120))
    again = fit((labelled(str(at), one.raw, one.gold) for at, one in enumerate(made)), "again", {})
    for kind in ("tail_leak", "head_leak", "stolen"):
        assert again.spans[kind].rate == pytest.approx(recipe.spans[kind].rate, rel=0.35), kind
    assert again.anonymised == 1


def test_command(tmp_path: Path, clean: Transcript) -> None:
    made = simulate(clean, load_recipe("podcast"), random.Random(1))
    sides = {
        side: [[turn.speaker, given.text(turn.start, turn.end)] for turn in given.turns]
        for side, given in (("raw", made.raw), ("reviewed", made.gold))
    }
    data = tmp_path / "pairs.jsonl"
    data.write_text(json.dumps({"id": "one", "series": "s", **sides}) + "\n", encoding="utf-8")
    assert main([str(data), "-o", str(tmp_path / "mine.yaml")]) == 0
    assert load_recipe(str(tmp_path / "mine.yaml")).name == "mine"
    assert main([str(tmp_path / "none.jsonl"), "-o", str(tmp_path / "x.yaml")]) == 2
