"""An invented transcript with turns of every length."""

from __future__ import annotations

import random

import pytest

from diarfix.formats import from_turns
from diarfix.model import Transcript

WORDS = "the boat came back with salt on its lamp and nobody asked why we kept the old rope near a door".split()
REPLIES = ("Yeah.", "Right, right.", "I see.", "Oh, that's odd.", "You bet.", "Why is that?")


def talk(rng: random.Random, people: list[str], turns: int) -> list[tuple[str, str]]:
    """Made-up turns: some short replies, some of many sentences, never one person twice in a row."""
    made: list[tuple[str, str]] = []
    for _ in range(turns):
        speaker = rng.choice([who for who in people if not made or who != made[-1][0]])
        if rng.random() < 0.3:
            made.append((speaker, rng.choice(REPLIES)))
            continue
        sentences = []
        for _ in range(rng.choice((1, 1, 2, 3, 8))):
            words = [rng.choice(WORDS) for _ in range(rng.randint(3, 18))]
            sentences.append(" ".join(words).capitalize() + rng.choice((".", ".", ".", "?", "...")))
        made.append((speaker, " ".join(sentences)))
    return made


@pytest.fixture(scope="session")
def clean() -> Transcript:
    """Four people, about 6,000 words."""
    return from_turns(talk(random.Random(3), ["Ann", "Bo", "Cy", "Dee"], 220), name="clean.txt")
