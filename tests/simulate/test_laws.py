"""Words stay, the gold is the input, the records say what was done, chance comes from the seed alone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from diarfix.formats import from_turns
from diarfix.model import Transcript
from diarfix.simulate import load_recipe, parse_recipe, recipe_names, replay, simulate
from diarfix.simulate.draft import RENAMES
from diarfix.simulate.dump import dump_recipe
from diarfix.simulate.recipe import SPAN_KINDS, Recipe
from diarfix.text import plain

HARSH = """
spread: 1
spans:
  tail_leak: {per_seam: 0.2, lengths: {1-6: 1}, edges: {both: 1, neither: 1}}
  head_leak: {per_seam: 0.2, lengths: {1-6: 1}, edges: {both: 1, neither: 1}}
  swallowed_reply: {per_1000_words: 6, lengths: {1-4: 1}}
  swallowed_turn: {per_1000_words: 3, lengths: {5-60: 1}}
  swap: {per_1000_words: 3, lengths: {1-9: 1}, rare: 0.3}
  stolen: {per_1000_words: 8, lengths: {1-9: 1}, edges: {both: 1, start: 1, end: 1, neither: 1}, rare: 0.5}
phantom: {episodes: 1, per_1000_words: 20, sentence_ends: 0.3}
merged: {episodes: 0.5, keep: [0.5, 0.8]}
flip: 1
anonymised: 0.5
marks:
  pieces: 0.5
  quotes: 0.5
  seam: {open: 0.3, lower_after_open: 0.7, lower_after_mark: 0.1}
  lost: {open: 0.3, lower_after_open: 0.7, lower_after_mark: 0.1}
  bare: {per_1000_words: 1, lengths: {20-80: 1}}
"""
RECIPES = [*(load_recipe(name) for name in recipe_names()), parse_recipe(HARSH, "harsh.yaml")]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_laws(clean: Transcript, recipe: Recipe, seed: int) -> None:
    made = simulate(clean, recipe, random.Random(seed))
    assert made.gold is clean
    assert [plain(word.text) for word in made.raw.words] == [plain(word.text) for word in clean.words]
    assert replay(clean.speakers, made.errors) == list(made.raw.speakers)
    assert simulate(clean, recipe, random.Random(seed)) == made
    read = made.as_read()
    assert read.speakers == made.raw.speakers
    assert [word.text for word in read.words] == [word.text for word in made.raw.words]


@pytest.mark.parametrize(
    "turns", [[("Ann", "Hm.")], [("Ann", "A b c."), ("Bo", "D?")], [("Ann", "Yes."), ("Ann", "I said so. \"Now.\"")]]
)
def test_tiny_transcripts(turns: list[tuple[str, str]]) -> None:
    for recipe in RECIPES:
        for seed in range(20):
            made = simulate(from_turns(turns), recipe, random.Random(seed))
            assert replay(made.gold.speakers, made.errors) == list(made.raw.speakers)


def test_seeds_differ(clean: Transcript) -> None:
    texts = {simulate(clean, load_recipe("podcast"), random.Random(seed)).raw_text for seed in range(5)}
    assert len(texts) == 5


def test_clean_recipe_changes_nothing(clean: Transcript) -> None:
    made = simulate(clean, load_recipe("clean"), random.Random(1))
    assert made.raw_text == clean.source.text and made.errors == ()


@pytest.mark.parametrize("kind", SPAN_KINDS)
def test_each_kind_is_made_and_noted(clean: Transcript, kind: str) -> None:
    harsh = parse_recipe(HARSH)
    alone = Recipe("alone", "", spans={kind: harsh.spans[kind]})
    made = simulate(clean, alone, random.Random(5))
    assert made.errors and {error.kind for error in made.errors} == {kind}
    wrong = {at for at, (a, b) in enumerate(zip(made.raw.speakers, clean.speakers, strict=True)) if a != b}
    assert wrong == {at for error in made.errors for at in range(error.start, error.end)}


def test_phantom_pieces_are_punctuated_apart(clean: Transcript) -> None:
    made = simulate(clean, load_recipe("phantom"), random.Random(2))
    cuts = [
        at for at in made.raw.seams()
        if clean.speakers[at] == clean.speakers[at - 1] and not clean.words[at - 1].text.endswith((".", "?", "..."))
    ]
    assert len(cuts) > 20
    assert all(made.raw.words[at - 1].text.endswith(".") for at in cuts)
    assert all(made.raw.words[at].text[0].isupper() for at in cuts)


def test_a_phantom_may_have_an_unrelated_label(clean: Transcript) -> None:
    recipe = load_recipe("phantom")
    assert recipe.phantom is not None
    apart = replace(recipe, phantom=replace(recipe.phantom, unrelated=1.0))
    assert set(simulate(clean, apart, random.Random(2)).raw.labels) - set(clean.labels) == {"CO-HOST"}
    assert parse_recipe(dump_recipe(apart)).phantom == apart.phantom


def test_spoken_regime_leaves_marks_and_case(clean: Transcript) -> None:
    harsh = parse_recipe(HARSH)
    made = simulate(clean, Recipe("spoken", "", spans=harsh.spans), random.Random(2))
    assert [word.text for word in made.raw.words] == [word.text for word in clean.words]


def test_merged_people_keep_two_labels(clean: Transcript) -> None:
    recipe = replace(load_recipe("call"), anonymised=0.0, spans={})
    made = simulate(clean, recipe, random.Random(4))
    assert 2 <= len(made.raw.labels) < len(clean.labels)
    assert {error.kind for error in made.errors} <= set(RENAMES)


def test_flip_exchanges_two_labels(clean: Transcript) -> None:
    made = simulate(clean, Recipe("flip", "", flip=1.0), random.Random(4))
    start = made.errors[0].start
    pairs = set(zip(clean.speakers[start:], made.raw.speakers[start:], strict=True))
    swapped = {(a, b) for a, b in pairs if a != b}
    assert len(swapped) == 2 and {(b, a) for a, b in swapped} == swapped
    assert clean.speakers[:start] == made.raw.speakers[:start]
