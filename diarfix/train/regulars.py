"""Does how people talk say who a counted label is? Each episode is judged by the other episodes of its series.

    python -m diarfix.train.regulars real_pairs_dev.jsonl

Known are those who take part in the reviewed versions of two or more of the series' other episodes, as `diarfix learn`
has it; everyone else in these is "others". A label of the raw episode is a known person's or someone else's. A name and
a part of it ("Sjors", "Sjors Provoost") count as one; a nickname counts as another.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diarfix.cast.build import same
from diarfix.cues.names import is_person
from diarfix.measure import Episode, compare
from diarfix.measure.datasets import real_pairs
from diarfix.profiles.speech import Speech
from diarfix.show.learn import LEAST_WORDS
from diarfix.show.profile import LEAST_KNOWN, LEAST_LABEL, Likely, judge, pooled, speech_by_label

LEVELS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True)
class Trial:
    """A label of a raw episode, who it is ("" for nobody known), and who it was taken for."""

    episode: str
    label: str
    right: str
    likely: Likely | None


def trials(episodes: Sequence[Episode]) -> Iterator[Trial]:
    """Every counted label that says enough, in episodes whose series has known people."""
    said = {episode.id: speech_by_label(episode.reference) for episode in episodes}
    for episode in episodes:
        others = [said[other.id] for other in episodes if other.series == episode.series and other.id != episode.id]
        regular = _regulars(others)
        known = pooled(others, regular)
        free = {name: speech for name, speech in known.speakers.items() if speech.length >= LEAST_KNOWN}
        if not free:
            continue
        mapping = compare(episode.reference, episode.raw).mapping
        labels = {
            label: speech for label, speech in speech_by_label(episode.raw).items()
            if not is_person(label) and speech.length >= LEAST_LABEL
        }
        found = judge(labels, free, known.others)
        for label in labels:
            right = mapping.get(label, "")
            yield Trial(episode.id, label, right if any(same(right, name) for name in free) else "", found.get(label))


def _regulars(others: Sequence[dict[str, Speech]]) -> list[str]:
    counts = Counter(
        label for row in others for label, speech in row.items() if is_person(label) and speech.length >= LEAST_WORDS
    )
    return [name for name, times in counts.items() if times >= 2]


def table(found: Sequence[Trial]) -> Iterator[str]:
    """Names told at each confidence: right, wrong (another's, or nobody known)."""
    known = sum(bool(item.right) for item in found)
    yield f"{len(found)} labels in {len({item.episode for item in found})} episodes: {known} of known people"
    for level in LEVELS:
        told = [(item, item.likely.name) for item in found if item.likely and item.likely.confidence >= level]
        right = sum(same(item.right, name) for item, name in told)
        stranger = sum(not item.right for item, _ in told)
        yield (f"at {level:.2f}: {right} of {known} recognised, {len(told) - right} wrong "
               f"({stranger} of them of people who are not known)")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m diarfix.train.regulars")
    parser.add_argument("real", type=Path)
    parser.add_argument("--labels", action="store_true", help="every label, too")
    given = parser.parse_args(argv)
    found = list(trials(list(real_pairs(given.real))))
    for item in found if given.labels else ():
        told = f"{item.likely.name} {item.likely.confidence:.2f}" if item.likely else "nobody"
        print(f"{item.episode}\t{item.label}\tis {item.right or 'nobody known'}\ttaken for {told}")
    for line in table(found):
        print(line)


if __name__ == "__main__":
    main()
