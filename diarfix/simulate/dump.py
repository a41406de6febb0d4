"""Recipes as YAML text: the inverse of `load`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from diarfix.simulate.recipe import Edges, Junction, Lengths, Recipe, SpanError


def dump_recipe(recipe: Recipe) -> str:
    """The recipe's file. `parse_recipe(dump_recipe(recipe))` is the recipe again, numbers to four digits."""
    return "\n".join(_lines(recipe)) + "\n"


def _lines(recipe: Recipe) -> Iterator[str]:
    yield f"name: {_text(recipe.name)}"
    yield from ("summary: >-", *textwrap.wrap(recipe.summary, 110, initial_indent="  ", subsequent_indent="  "))
    if recipe.provenance:
        yield "provenance:"
        yield from (f"  {key}: {_text(value)}" for key, value in recipe.provenance.items())
    yield f"spread: {_number(recipe.spread)}"
    if recipe.spans:
        yield "spans:"
    for kind, error in recipe.spans.items():
        yield f"  {kind}:"
        yield from (f"    {line}" for line in _span(error))
    if recipe.phantom is not None:
        yield "phantom:"
        for key in ("episodes", "per_1000_words", "sentence_ends"):
            yield f"  {key}: {_number(getattr(recipe.phantom, key))}"
        if recipe.phantom.pieces is not None:
            yield f"  pieces: {_lengths(recipe.phantom.pieces)}"
        if recipe.phantom.unrelated:
            yield f"  unrelated: {_number(recipe.phantom.unrelated)}"
    if recipe.merged is not None:
        yield "merged:"
        yield f"  episodes: {_number(recipe.merged.episodes)}"
        yield f"  keep: [{', '.join(map(_number, recipe.merged.keep))}]"
    yield f"flip: {_number(recipe.flip)}"
    yield f"anonymised: {_number(recipe.anonymised)}"
    yield "marks:"
    marks = recipe.marks
    for key in ("pieces", "quotes"):
        yield f"  {key}: {_number(getattr(marks, key))}"
    yield f"  seam: {_junction(marks.seam)}"
    yield f"  lost: {_junction(marks.lost)}"
    if marks.bare_per_1000_words:
        yield "  bare:"
        yield f"    per_1000_words: {_number(marks.bare_per_1000_words)}"
        yield f"    lengths: {_lengths(marks.bare_lengths)}"


def _span(error: SpanError) -> Iterator[str]:
    yield f"{error.unit}: {_number(error.rate)}"
    yield f"lengths: {_lengths(error.lengths)}"
    if error.edges != Edges() or error.long_edges != Edges():
        yield f"edges: {_edges(error.edges)}"
    if error.long_edges != error.edges:
        yield f"long_edges: {_edges(error.long_edges)}"
    if error.rare:
        yield f"rare: {_number(error.rare)}"


def _lengths(lengths: Lengths) -> str:
    parts = (
        f"{low if low == high else f'{low}-{high}'}: {_number(weight)}" for low, high, weight in lengths.buckets
    )
    return "{" + ", ".join(parts) + "}"


def _edges(edges: Edges) -> str:
    weights = ((key, getattr(edges, key)) for key in ("both", "start", "end", "neither"))
    return "{" + ", ".join(f"{key}: {_number(weight)}" for key, weight in weights if weight) + "}"


def _junction(junction: Junction) -> str:
    keys = ("open", "lower_after_open", "lower_after_mark")
    return "{" + ", ".join(f"{key}: {_number(getattr(junction, key))}" for key in keys) + "}"


def _number(value: float) -> str:
    """Four digits that matter."""
    return f"{value:.4g}" if abs(value) < 10000 else f"{value:.0f}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
