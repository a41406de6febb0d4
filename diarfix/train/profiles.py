"""Can how people talk tell whose turn it is? The curve, each series or episode judged by others.

    python -m diarfix.train.profiles real_pairs_dev.jsonl
    python -m diarfix.train.profiles real_pairs_dev.jsonl --memory

Without `--memory` a turn is compared with what the labels of its episode say elsewhere; with it, with what the same
people say in the reviewed versions of the series' other episodes. The choice among the labels is a logistic one over
`diarfix.profiles.fits.FEATURES`, fitted without the series it judges.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from diarfix.measure import Episode, compare
from diarfix.measure.datasets import real_pairs
from diarfix.model import Transcript, Turn
from diarfix.profiles.fits import FEATURES, fit
from diarfix.profiles.speech import Speech, speech_of, total
from diarfix.solve.chain import Array
from diarfix.train.weights import series_folds

LEAST_TURN, LEAST_LABEL, LEAST_KNOWN = 20, 150, 1000
"""Words of a turn, of a label in its episode, and of a person in other episodes."""

PURE = 0.9
"""Share of a turn's aligned words that are one person's."""

LEVELS = (0.0, 0.8, 0.9, 0.95, 0.99)
SIZES = ((20, 40), (40, 80), (80, 150), (150, 10**9))
ODDS = (1, 3, 10, 30, 100)


@dataclass(frozen=True)
class Choice:
    """A turn of `words` words: features by label (labels, features), the label it bears and the right one."""

    series: str
    words: int
    features: Array
    observed: int
    right: int


def choices(episodes: Sequence[Episode], memory: bool) -> list[Choice]:
    """Every turn that can be judged."""
    said = {episode.id: _by_person(episode) for episode in episodes} if memory else {}
    found: list[Choice] = []
    for episode in episodes:
        known: dict[str, Speech] = {}
        for other in episodes if memory else ():
            if other.series == episode.series and other.id != episode.id:
                for person, speech in said[other.id].items():
                    known[person] = known[person] + speech if person in known else speech
        found.extend(_choices(episode, known if memory else None))
    return found


def _by_person(episode: Episode) -> dict[str, Speech]:
    reference = episode.reference
    return {
        person: total(_speech(reference, turn) for turn in reference.turns if turn.speaker == person)
        for person in reference.labels
    }


def _speech(transcript: Transcript, turn: Turn) -> Speech:
    return speech_of([word.text for word in transcript.words[turn.start : turn.end]])


def _choices(episode: Episode, known: dict[str, Speech] | None) -> Iterator[Choice]:
    raw, compared = episode.raw, compare(episode.reference, episode.raw)
    person_at = {right: person for (_, right), (person, _) in zip(compared.pairs, compared.labels, strict=True)}
    speeches = [_speech(raw, turn) for turn in raw.turns]
    own = {
        label: total(speech for speech, turn in zip(speeches, raw.turns, strict=True) if turn.speaker == label)
        for label in raw.labels
    }
    people = {label: compared.mapping.get(label, "") for label in raw.labels}
    if known is None:
        labels = [label for label in raw.labels if own[label].length >= LEAST_LABEL]
    else:
        labels = [label for label in raw.labels if people[label] in known and known[people[label]].length > LEAST_KNOWN]
    if len(labels) < 2:
        return
    talk = own if known is None else {label: known[people[label]] for label in labels}
    everyone = total(talk[label] for label in (raw.labels if known is None else labels))
    for turn, speech in zip(raw.turns, speeches, strict=True):
        heard = Counter(person_at[at] for at in range(turn.start, turn.end) if at in person_at)
        if len(turn) < LEAST_TURN or turn.speaker not in labels or not heard:
            continue
        right, words = heard.most_common(1)[0]
        named = [people[label] for label in labels]
        if right not in named or words < PURE * sum(heard.values()):
            continue
        base = _without(everyone, speech) if known is None else everyone
        rows = [
            fit(speech, _without(talk[label], speech) if known is None and label == turn.speaker else talk[label], base)
            for label in labels
        ]
        yield Choice(episode.series, len(turn), np.array(rows), labels.index(turn.speaker), named.index(right))


def _without(whole: Speech, part: Speech) -> Speech:
    counts = {view: whole.counts[view] - part.counts[view] for view in whole.counts}
    return Speech(
        counts, whole.turns - part.turns, whole.length - part.length, whole.questions - part.questions
    )


def judge(found: Sequence[Choice]) -> list[tuple[Choice, Array]]:
    """Each choice with the probability of every label, by weights fitted on other series."""
    scale = np.concatenate([item.features - item.features.mean(0) for item in found]).std(0) + 1e-6
    judged: list[tuple[Choice, Array]] = []
    for fold in series_folds(found):
        rest = [item for item in found if item.series not in fold]

        def loss(weights: Array, rest: list[Choice] = rest) -> tuple[float, Array]:
            value, slope = 0.5 * float(weights @ weights), weights.copy()
            for item in rest:
                rows = item.features / scale
                chances = _chances(rows @ weights)
                value -= float(np.log(chances[item.right] + 1e-12))
                slope += rows.T @ chances - rows[item.right]
            return value, slope

        weights = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
        judged += [(item, _chances(item.features / scale @ weights)) for item in found if item.series in fold]
    return judged


def _chances(scores: Array) -> Array:
    likely: Array = np.exp(scores - scores.max())
    shares: Array = likely / likely.sum()
    return shares


def table(judged: Sequence[tuple[Choice, Array]]) -> Iterator[str]:
    """The curve as lines: right choices by words and confidence, then what moving turns by it would do."""
    wrong = sum(item.observed != item.right for item, _ in judged)
    yield f"{len(judged)} turns of {LEAST_TURN} words or more, {wrong} of them under the wrong label"
    for low, high in SIZES:
        cells = []
        for level in LEVELS:
            sure = [(item, p) for item, p in judged if low <= item.words < high and p.max() >= level]
            right = sum(int(p.argmax()) == item.right for item, p in sure)
            cells.append(f"{level:.2f}: {right}/{len(sure)}")
        yield f"{low}+ words, right of those at a confidence of  " + "  ".join(cells)
    for odds in ODDS:
        moved = [(item, int(p.argmax())) for item, p in judged if p.max() >= odds * p[item.observed]]
        moved = [(item, best) for item, best in moved if best != item.observed]
        repaired = sum(item.words for item, best in moved if best == item.right)
        broken = sum(item.words for item, best in moved if best != item.right == item.observed)
        yield f"turns moved at odds of {odds}: {len(moved)}, words repaired {repaired}, broken {broken}"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(prog="python -m diarfix.train.profiles")
    parser.add_argument("real", type=Path)
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args(argv)
    for line in table(judge(choices(list(real_pairs(given.real)), given.memory))):
        print(line)


if __name__ == "__main__":
    main()
