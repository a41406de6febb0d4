"""Archives to measure with: episodes with simulated errors, from the seeds or from an archive of clean transcripts.

    python -m benchmarks.archive -o archive --episodes 2000 --words 400
    python -m benchmarks.archive -o archive --episodes 60 --words 10000 --clean changelog_train.tar.xz
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
from diarfix.simulate.run import simulate

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
GOLD = ("tidewater-hour.gold.txt", "two-kettles.gold.txt", "harbour-table.gold.md")
"""Conversations; the earnings call is another kind of talk."""


def episodes(words: int, seed: int, clean: Path | None = None) -> Iterator[Transcript]:
    """Raw transcripts of about so many words, without end where they come from the seeds."""
    recipe = load_recipe("podcast")
    for number, sound in enumerate(_clean(clean, words) if clean else _joined(words, seed)):
        yield simulate(sound, recipe, random.Random(f"{seed}/{number}")).as_read()


def long_transcript(words: int, seed: int = 1, clean: Path | None = None) -> Transcript:
    """One raw transcript of about so many words, its labels those of its parts."""
    turns: list[tuple[str, str]] = []
    count = 0
    for part in episodes(min(words, 4000), seed, clean):
        for turn in part.turns:
            if count >= words:
                return from_turns(turns)
            turns.append((turn.speaker, part.text(turn.start, turn.end)))
            count += len(turn)
    return from_turns(turns)


def _joined(words: int, seed: int) -> Iterator[Transcript]:
    """Stretches of the seeds, drawn anew for each episode."""
    sound = [formats.read_path(SEEDS / name) for name in GOLD]
    number = 0
    while True:
        rng = random.Random(f"{seed}/{number}")
        whole = rng.choice(sound)
        turns: list[tuple[str, str]] = []
        count = 0
        while count < words:
            first = rng.randrange(len(whole.turns))
            for turn in whole.turns[first : first + rng.randint(4, 40)]:
                turns.append((turn.speaker, whole.text(turn.start, turn.end)))
                count += len(turn)
                if count >= words:
                    break
        yield from_turns(turns)
        number += 1


def _clean(archive: Path, words: int) -> Iterator[Transcript]:
    """Beginnings of the archive's episodes of two people or more."""
    for transcript in changelog(archive):
        turns = [turn for turn in transcript.turns if turn.start < words]
        part = from_turns((turn.speaker, transcript.text(turn.start, turn.end)) for turn in turns)
        if len(part.labels) > 1:
            yield part


def main(argv: Sequence[str] | None = None) -> None:
    """Write an archive of raw transcripts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--episodes", type=int, default=100)
    parser.add_argument("--words", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", type=Path)
    given = parser.parse_args(argv)
    given.out.mkdir(parents=True, exist_ok=True)
    for number, transcript in enumerate(islice(episodes(given.words, given.seed, given.clean), given.episodes), 1):
        formats.write_path(given.out / f"{number:05}.txt", transcript.source.text, transcript.source)


if __name__ == "__main__":
    main()
