"""Realistic diarization errors in clean transcripts, by recipes whose rates are fitted to real ones.

    made = simulate(transcript, load_recipe("podcast"), random.Random(7))
    made.raw, made.gold, made.errors
"""

from diarfix.simulate.changelog import changelog
from diarfix.simulate.draft import RENAMES, Planted
from diarfix.simulate.load import load_recipe, parse_recipe, read_recipe, recipe_names
from diarfix.simulate.recipe import Recipe
from diarfix.simulate.run import Simulated, errors_json, replay, simulate

__all__ = [
    "RENAMES",
    "Planted",
    "Recipe",
    "Simulated",
    "changelog",
    "errors_json",
    "load_recipe",
    "parse_recipe",
    "read_recipe",
    "recipe_names",
    "replay",
    "simulate",
]
