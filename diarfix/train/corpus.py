"""What weights are fitted on: real pairs, and errors simulated in clean transcripts."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diarfix.formats import from_turns
from diarfix.measure.datasets import real_pairs
from diarfix.model import Transcript
from diarfix.simulate import changelog, load_recipe, simulate
from diarfix.train.data import Pair

STRIDE = 11
"""Every so-manyeth transcript of the archive is taken, so that a few episodes span all its years."""

EXCERPT = 4000
"""Words taken from one clean transcript, from a random turn on."""


@dataclass(frozen=True)
class Share:
    """So many simulated episodes of one recipe."""

    recipe: str
    episodes: int


MIXTURE = (Share("podcast", 20), Share("meeting", 10), Share("clean", 5))
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
    clean = (item for at, item in enumerate(changelog(archive)) if at % STRIDE == 3 and len(item.labels) >= 2)
    for number, (recipe, transcript) in enumerate(zip(wanted, clean, strict=False)):
        rng = random.Random(f"{seed}/{number}")
        made = simulate(excerpt(transcript, rng), load_recipe(recipe), rng)
        yield Pair(f"{recipe}-{number}", "simulated", made.raw, made.gold, weight)


def excerpt(transcript: Transcript, rng: random.Random) -> Transcript:
    """About `EXCERPT` words of whole turns."""
    spare = len(transcript.words) - EXCERPT
    if spare <= 0:
        return transcript
    first = rng.choice([at for at, turn in enumerate(transcript.turns) if turn.start <= spare])
    start = transcript.turns[first].start
    turns = [turn for turn in transcript.turns[first:] if turn.start < start + EXCERPT]
    return from_turns((turn.speaker, transcript.text(turn.start, turn.end)) for turn in turns)
