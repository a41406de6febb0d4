"""What could an answer to "same or other" reach? The wrong words of real pairs by where the right label stands.

    python -m diarfix.train.reach real_pairs_dev.jsonl

Wrong words are cut where the turn or the person changes. Only where the right label is a neighbour's does "same or
other" decide; the boundary model's log-odds say whether the words tell where the stretch begins and ends. Below stands
how often the speaker changes after a question inside a turn, which is where a swallowed answer begins.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from diarfix.measure import Comparison, compare
from diarfix.measure.datasets import real_pairs
from diarfix.neural import Logits, bundled_model

LONG = 40
"""Words of a run of wrong words over which it is a long one."""

HEARD = 0.0
"""Log-odds of a change from which the model hears one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Wrong words `start:end` of one turn that one person said; `words` of them are aligned, `run` in the whole run.

    `place` is edge, inside or whole turn. `right` says whose label would be right: a neighbour's, a third one's,
    nobody's (the person has none); or "label of nobody" where the label that stands there is no one's in the reference.
    `least` is the lowest of the model's log-odds of a change where the turn must be cut, None where it need not.
    """

    episode: str
    words: int
    run: int
    place: str
    right: str
    least: float | None


def stretches(episode: str, compared: Comparison, changes: Logits) -> Iterator[Stretch]:
    """The wrong stretches of an episode, in reading order; `changes` are the model's log-odds by raw word."""
    raw = compared.hypothesis
    label_of = {person: label for label, person in compared.mapping.items()}
    runs = {at: run.words for run in compared.runs for at in range(run.start, run.end)}
    aligned = [
        (raw.turn_at(at), person, wrong, at)
        for (_, at), (person, _), wrong in zip(compared.pairs, compared.labels, compared.wrong, strict=True)
    ]
    for turn, words in groupby(aligned, key=lambda item: item[0]):
        parts = [(key, [item[-1] for item in part]) for key, part in groupby(words, key=lambda item: item[1:3])]
        beside = {raw.turns[at].speaker for at in (turn - 1, turn + 1) if 0 <= at < len(raw.turns)}
        for number, ((person, wrong), said) in enumerate(parts):
            if wrong:
                # Words that align with nothing belong to the part before them; at a turn's end they cut nothing off.
                cuts = [part[0] for _, part in parts[max(1, number) : number + 2]]
                place = ("whole turn", "edge", "inside")[len(cuts)]
                right = _right(compared, raw.turns[turn].speaker, label_of.get(person), beside)
                least = min((float(changes[at]) for at in cuts), default=None)
                yield Stretch(episode, len(said), runs[said[0]], place, right, least)


def _right(compared: Comparison, observed: str, wanted: str | None, beside: Collection[str]) -> str:
    if observed not in compared.mapping:
        return "label of nobody"
    if wanted is None:
        return "nobody's"
    return "a neighbour's" if wanted in beside else "a third one's"


LEVELS = (2.0, 0.0, float("-inf"))
"""Log-odds of a change by which questions are counted."""


def questions(compared: Comparison, changes: Logits) -> Counter[tuple[float, bool]]:
    """Places after a question inside a turn, by level of log-odds and by whether the speaker changes there."""
    raw = compared.hypothesis
    said_by = {at: person for (_, at), (person, _) in zip(compared.pairs, compared.labels, strict=True)}
    inside = set(range(1, len(raw.words))) - set(raw.seams())
    return Counter(
        (next(level for level in LEVELS if changes[at] > level), said_by[at] != said_by[at - 1])
        for at in sorted(inside)
        if "?" in raw.words[at - 1].text[-3:] and at in said_by and at - 1 in said_by
    )


def table(found: Sequence[Stretch]) -> Iterator[str]:
    """Words by place and right label, those of long runs, those whose ends are heard, and the episode with most."""
    for key in sorted({(item.right, item.place) for item in found}):
        own = [item for item in found if (item.right, item.place) == key]
        words = sum(item.words for item in own)
        of_long = sum(item.words for item in own if item.run > LONG)
        ends = [item for item in own if item.least is not None]
        told = sum(item.words for item in ends if item.least is not None and item.least > HEARD)
        episode, most = _most(own)
        heard = f"{told:4d} with every cut heard" if ends else "nothing to cut"
        yield (f"{key[0]:15s} {key[1]:10s} {len(own):4d} stretches {words:5d} words, {of_long:4d} in long runs, "
               f"{heard}; {most} in {episode}")


def _most(found: Sequence[Stretch]) -> tuple[str, int]:
    words: Counter[str] = Counter()
    for item in found:
        words[item.episode] += item.words
    return max(sorted(words.items()), key=lambda pair: pair[1])


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m diarfix.train.reach")
    parser.add_argument("real", type=Path)
    given = parser.parse_args(argv)
    model = bundled_model()
    found: list[Stretch] = []
    asked: Counter[tuple[float, bool]] = Counter()
    for episode in real_pairs(given.real):
        changes = model.changes([word.text for word in episode.raw.words])
        compared = compare(episode.reference, episode.raw)
        found += stretches(episode.id, compared, changes)
        asked += questions(compared, changes)
    for line in table(found):
        print(line)
    for level in LEVELS:
        changed = asked[level, True]
        print(f"questions inside turns, log-odds over {level}: the speaker changes after {changed} "
              f"of {changed + asked[level, False]}")


if __name__ == "__main__":
    main()
