"""What weights are fitted on: real pairs, and errors simulated in clean transcripts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diarfix.measure.datasets import real_pairs
from diarfix.simulate import changelog, load_recipe, simulate
from diarfix.simulate.corpus import excerpt, is_held_out
from diarfix.train.data import Pair

STRIDE = 4
"""Every so-manyeth transcript of the archive is taken, so that a few episodes span all its years."""


@dataclass(frozen=True)
class Share:
    """So many simulated episodes of one recipe."""

    recipe: str
    episodes: int


MIXTURE = (Share("podcast", 60), Share("meeting", 30), Share("clean", 15))
"""The simulated part: errors as real pairs have them, among more people, and talk without any error.

Phantom labels are left out: the rules for pieces punctuated on their own keep the weights they were written with.
"""


def real_corpus(path: Path) -> Iterator[Pair]:
    """The pairs of a JSON lines file with their series."""
    for episode in real_pairs(path):
        yield Pair(episode.id, episode.series, episode.raw, episode.reference)


def simulated_corpus(archive: Path, mixture: Sequence[Share], seed: int, weight: float) -> Iterator[Pair]:
    """Simulated pairs from a `tar.xz` archive of clean Markdown transcripts; the same seed gives the same pairs."""
    wanted = [share.recipe for share in mixture for _ in range(share.episodes)]
    clean = (item for at, item in enumerate(changelog(archive)) if at % STRIDE == 3 and not is_held_out(at))
    for number, (recipe, transcript) in enumerate(zip(wanted, clean, strict=False)):
        rng = random.Random(f"{seed}/{number}")
        made = simulate(excerpt(transcript, rng), load_recipe(recipe), rng)
        yield Pair(f"{recipe}-{number}", "simulated", made.raw, made.gold, weight)
