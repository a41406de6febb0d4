"""Realistic diarization errors made in a clean transcript, with the truth kept beside it."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from diarfix import formats
from diarfix.model import Transcript, relabel
from diarfix.simulate.draft import RENAMES, Draft, Planted
from diarfix.simulate.identity import plan_renames, plant_flip, plant_phantom
from diarfix.simulate.marks import write_marks
from diarfix.simulate.places import draw_scale
from diarfix.simulate.recipe import Recipe
from diarfix.simulate.spans import plant_spans


@dataclass(frozen=True)
class Simulated:
    """`raw` has the words of `gold` in the same order, with other labels, marks and letter case.

    `raw` still carries the source of `gold`, so that formats can write it; `as_read` is what a reader of that
    file would see. `errors` are in the order in which they were made.
    """

    raw: Transcript
    gold: Transcript
    errors: tuple[Planted, ...]

    @property
    def raw_text(self) -> str:
        """The raw transcript in the format of the gold one."""
        return formats.to_text(self.gold, self.raw)

    def as_read(self) -> Transcript:
        """The raw transcript as read from `raw_text`."""
        return formats.read_text(self.raw_text, self.gold.source.name, self.gold.source.format)


def simulate(transcript: Transcript, recipe: Recipe, rng: random.Random) -> Simulated:
    """Spoil a clean transcript by a recipe. The same transcript, recipe and state of `rng` give the same result."""
    draft = Draft(transcript)
    scale = draw_scale(rng, recipe.spread)
    plant_spans(draft, recipe, rng, scale)
    if recipe.phantom is not None and rng.random() < recipe.phantom.episodes:
        plant_phantom(draft, recipe.phantom, rng)
    if rng.random() < recipe.flip:
        plant_flip(draft, rng)
    plan_renames(draft, recipe, rng)
    write_marks(draft, recipe.marks, rng)
    words = tuple(
        word if word.text == text else replace(word, text=text)
        for word, text in zip(transcript.words, draft.texts, strict=True)
    )
    turns = tuple(
        replace(turn, speaker=draft.names_shown.get(turn.speaker, turn.speaker))
        for turn in relabel(transcript, draft.labels).turns
    )
    return Simulated(replace(transcript, words=words, turns=turns), transcript, tuple(draft.planted))


def replay(gold: Sequence[str], errors: Sequence[Planted]) -> list[str]:
    """The raw labels (one a word) that the errors make of the right ones."""
    labels = list(gold)
    for kind in ("", *RENAMES):
        renames: dict[str, str] = {}
        for error in errors:
            if kind and error.kind == kind:
                renames[error.old] = error.new
            elif not kind and error.kind not in RENAMES:
                assert set(labels[error.start : error.end]) == {error.old}, error
                labels[error.start : error.end] = [error.new] * error.words
        labels = [renames.get(label, label) for label in labels]
    return labels


def errors_json(made: Simulated, recipe: str, seed: int) -> str:
    """What was done, as JSON: the errors in the order in which they were made, words counted from 0."""
    data = {"recipe": recipe, "seed": seed, "errors": [asdict(error) for error in made.errors]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
