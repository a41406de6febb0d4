"""Pairs of raw and right transcripts made from an archive of clean ones; as a program, a folder for `diarfix bench`.

    python -m diarfix.simulate.corpus clean.tar.xz -o pairs --recipe phantom --episodes 12 --people 2
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from diarfix import formats
from diarfix.formats import from_turns
from diarfix.model import Transcript
from diarfix.simulate.changelog import changelog
from diarfix.simulate.load import load_recipe
from diarfix.simulate.recipe import Recipe
from diarfix.simulate.run import Simulated, simulate

EXCERPT = 4000
"""Words taken from one clean transcript, from a random turn on."""

HELD_OUT = 40
"""Every so-manyeth episode of the archive is never trained on, by the boundary model nor by the weights."""


def is_held_out(at: int) -> bool:
    """Whether the archive's episode number `at` (from 0) is kept for measuring."""
    return at % HELD_OUT == HELD_OUT - 1


def excerpt(transcript: Transcript, rng: random.Random) -> Transcript:
    """About `EXCERPT` words of whole turns."""
    spare = len(transcript.words) - EXCERPT
    if spare <= 0:
        return transcript
    first = rng.choice([at for at, turn in enumerate(transcript.turns) if turn.start <= spare])
    start = transcript.turns[first].start
    turns = [turn for turn in transcript.turns[first:] if turn.start < start + EXCERPT]
    return from_turns((turn.speaker, transcript.text(turn.start, turn.end)) for turn in turns)


def held_out_pairs(archive: Path, recipe: Recipe, people: int | None, seed: int) -> Iterator[Simulated]:
    """Excerpts of episodes that nothing was trained on, spoiled; only those of so many `people`, if given."""
    for at, transcript in enumerate(changelog(archive)):
        if not is_held_out(at):
            continue
        rng = random.Random(f"{seed}/{at}")
        part = excerpt(transcript, rng)
        if len(part.labels) == people or (people is None and len(part.labels) > 1):
            yield simulate(part, recipe, rng)


def main(argv: Sequence[str] | None = None) -> None:
    """Write `NUMBER.txt` and `NUMBER.gold.txt` into a folder."""
    parser = argparse.ArgumentParser(prog="python -m diarfix.simulate.corpus", description=__doc__.splitlines()[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--recipe", default="podcast")
    parser.add_argument("--episodes", type=int, default=12)
    parser.add_argument("--people", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    given.out.mkdir(parents=True, exist_ok=True)
    made = held_out_pairs(given.archive, load_recipe(given.recipe), given.people, given.seed)
    # A recipe may be the path of a file, which may lie anywhere.
    name = Path(given.recipe).stem
    for number, pair in enumerate(islice(made, given.episodes), 1):
        formats.write_path(given.out / f"{name}-{number:02}.txt", pair.raw_text, pair.gold.source)
        formats.write_path(given.out / f"{name}-{number:02}.gold.txt", pair.gold.source.text, pair.gold.source)


if __name__ == "__main__":
    main()
