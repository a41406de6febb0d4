"""Shapes of simulated errors beside real ones: `python -m diarfix.simulate.compare PAIRS CHANGELOG`."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from diarfix.errors import DiarfixError
from diarfix.measure import real_pairs
from diarfix.model import Transcript
from diarfix.simulate.changelog import changelog
from diarfix.simulate.load import load_recipe
from diarfix.simulate.pairs import labelled
from diarfix.simulate.recipe import Recipe
from diarfix.simulate.run import simulate
from diarfix.simulate.shapes import KINDS, Junctions, Shapes, measure

CLASSES = ((1, 3), (4, 10), (11, 40), (41, 10**9))
"""Lengths of error runs as reports give them."""


@dataclass(frozen=True)
class Column:
    """One set of episodes."""

    title: str
    episodes: tuple[Shapes, ...]

    @property
    def words(self) -> int:
        return sum(shapes.words for shapes in self.episodes)

    def per_thousand(self, count: int) -> str:
        return f"{1000 * count / self.words:.2f}" if self.words else "-"

    def runs(self, kind: str | None = None, low: int = 1, high: int = 10**9) -> list[int]:
        """Lengths of the runs of a kind (of all) that are `low` to `high` words long."""
        lengths = (run.words for shapes in self.episodes for run in shapes.runs if kind in (None, run.kind))
        return [length for length in lengths if low <= length <= high]

    def junctions(self, part: str) -> Junctions:
        return sum((getattr(shapes, part) for shapes in self.episodes), Junctions())

    def quantiles(self, values: Iterable[float], at: Sequence[float], digits: int = 0) -> str:
        ordered = sorted(values)
        return " / ".join(f"{ordered[int(len(ordered) * q)]:.{digits}f}" for q in at) if ordered else "-"


def simulated(transcripts: Iterable[Transcript], recipe: Recipe, seed: int) -> Iterator[Shapes]:
    """Shapes of the transcripts spoiled by the recipe, each from a seed of its own."""
    for number, transcript in enumerate(transcripts):
        made = simulate(transcript, recipe, random.Random(f"{seed}:{number}"))
        yield measure(labelled(transcript.source.name, made.raw, made.gold))


def rows(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """The table, head first."""
    yield ("", *(column.title for column in columns))
    for title, cell in _CELLS:
        yield (title, *(cell(column) for column in columns))


def markdown(table: Iterable[tuple[str, ...]]) -> str:
    """The table in Markdown."""
    head, *body = table
    lines = [head, ("---", *("---:" for _ in head[1:])), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _final(part: str) -> Callable[[Column], str]:
    """Share of the places whose left word has a final mark."""

    def cell(column: Column) -> str:
        seen = column.junctions(part)
        return _percent(seen.marked_lower + seen.marked_capital, seen.total)

    return cell


def _at_sentence_ends(column: Column) -> str:
    """Share of raw label changes after a word with a final mark."""
    seen = column.junctions("seams") + column.junctions("cuts") + column.junctions("sentence_cuts")
    return _percent(seen.marked_lower + seen.marked_capital, seen.total)


def _class(low: int, high: int) -> tuple[str, Callable[[Column], str]]:
    title = f"runs of {low}-{high} words" if high < 10**9 else f"runs of over {low - 1} words"

    def cell(column: Column) -> str:
        lengths = column.runs(low=low, high=high)
        wrong = sum(column.runs())
        return f"{_percent(len(lengths), len(column.runs()))} ({_percent(sum(lengths), wrong)} of the words)"

    return title, cell


def _kind(kind: str) -> tuple[str, Callable[[Column], str]]:
    def cell(column: Column) -> str:
        lengths = column.runs(kind)
        return f"{column.per_thousand(len(lengths))} ({column.quantiles(lengths, (0.5, 0.9))})"

    return f"{kind.replace('_', ' ')}, per 1,000 words (length: 50 / 90 %)", cell


_CELLS: tuple[tuple[str, Callable[[Column], str]], ...] = (
    ("episodes", lambda column: str(len(column.episodes))),
    ("words", lambda column: f"{column.words:,}"),
    ("wrong words", lambda column: _percent(sum(column.runs()), column.words)),
    ("wrong runs per 1,000 words", lambda column: column.per_thousand(len(column.runs()))),
    (
        "the same by episode (10 / 50 / 90 %)",
        lambda column: column.quantiles(
            (1000 * len(shapes.runs) / shapes.words for shapes in column.episodes), (0.1, 0.5, 0.9), 1
        ),
    ),
    *(_kind(kind) for kind in KINDS),
    *(_class(low, high) for low, high in CLASSES),
    ("label changes per 1,000 words", lambda column: column.per_thousand(
        sum(len(shapes.raw_turns) for shapes in column.episodes))),
    ("label changes at sentence ends", _at_sentence_ends),
    ("true changes kept: after a final mark", _final("seams")),
    ("true changes missed: after a final mark", _final("lost")),
    ("false changes at a sentence end", lambda column: _percent(
        column.junctions("sentence_cuts").total,
        column.junctions("sentence_cuts").total + column.junctions("cuts").total)),
    ("false changes inside a sentence: with a false final mark", _final("cuts")),
    ("stretches of 60 words without a mark, per 1,000", lambda column: column.per_thousand(
        sum(len(shapes.bare) for shapes in column.episodes))),
    ("words in raw turns (10 / 25 / 50 / 75 / 90 %)", lambda column: column.quantiles(
        (n for shapes in column.episodes for n in shapes.raw_turns), (0.1, 0.25, 0.5, 0.75, 0.9))),
    ("words in true turns (10 / 25 / 50 / 75 / 90 %)", lambda column: column.quantiles(
        (n for shapes in column.episodes for n in shapes.gold_turns), (0.1, 0.25, 0.5, 0.75, 0.9))),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser("python -m diarfix.simulate.compare", description=__doc__)
    parser.add_argument("pairs", help="JSON lines with id, series, raw and reviewed")
    parser.add_argument("changelog", help="the archive of clean transcripts")
    parser.add_argument("--recipe", default="podcast")
    parser.add_argument("--episodes", type=int, default=60, help="taken from the archive, evenly spread")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    try:
        recipe = load_recipe(given.recipe)
        episodes = list(real_pairs(given.pairs))
        reviewed = [episode.reference for episode in episodes]
        clean = islice(islice(changelog(given.changelog), 0, None, 26), given.episodes)
        columns = (
            Column("real", tuple(measure(labelled(item.id, item.raw, item.reference)) for item in episodes)),
            Column("simulated on the reviewed", tuple(simulated(reviewed * 3, recipe, given.seed))),
            Column("simulated on The Changelog", tuple(simulated(clean, recipe, given.seed))),
        )
    except DiarfixError as error:
        print(error, file=sys.stderr)
        return 2
    print(markdown(rows(columns)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
