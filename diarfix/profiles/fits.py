"""How much likelier a stretch of speech is from one speaker than from anyone: features of a choice between speakers."""

from __future__ import annotations

import math
from collections import Counter

from diarfix.profiles.speech import VIEWS, Speech, View

SMOOTHING: dict[View, float] = {"words": 400.0, "pairs": 400.0, "letters": 2000.0, "markers": 100.0, "opener": 10.0}
"""Counts that everyone's speech is worth beside a speaker's own."""

FEATURES: tuple[str, ...] = (*(f"{view}" for view in VIEWS), *(f"{view}.root" for view in VIEWS[:4]),
                             "question", "length", "share")


def fit(said: Speech, speaker: Speech, everyone: Speech) -> tuple[float, ...]:
    """One value for each of `FEATURES`: log-odds of `said` from `speaker` against `everyone`.

    Neither `speaker` nor `everyone` may hold `said` itself.
    """
    gains = [
        gain_of(said.counts[view], speaker.counts[view], everyone.counts[view], SMOOTHING[view]) for view in VIEWS
    ]
    roots = [gain / math.sqrt(max(1, sum(said.counts[view].values())))
             for gain, view in zip(gains, VIEWS[:4], strict=False)]
    return (*gains, *roots, _question(said, speaker, everyone), _length(said, speaker, everyone),
            math.log((speaker.turns + 1) / (everyone.turns + 2)))


def gain_of(said: Counter[str], speaker: Counter[str], everyone: Counter[str], smoothing: float) -> float:
    """Log-odds of the counts `said` from `speaker` against `everyone`, whose share `smoothing` counts are worth."""
    own, all_ = sum(speaker.values()), sum(everyone.values())
    kinds = len(everyone) + 1
    gain = 0.0
    for item, times in said.items():
        base = (everyone[item] + 0.5) / (all_ + 0.5 * kinds)
        gain += times * math.log((speaker[item] + smoothing * base) / (own + smoothing) / base)
    return gain


def _question(said: Speech, speaker: Speech, everyone: Speech) -> float:
    base = (everyone.questions + 1) / (everyone.turns + 2)
    rate = (speaker.questions + 4 * base) / (speaker.turns + 4)
    return math.log(rate / base) if said.questions else math.log((1 - rate) / (1 - base))


def _length(said: Speech, speaker: Speech, everyone: Speech) -> float:
    """By the exponential distribution of turn lengths."""
    base = (everyone.length + 1) / (everyone.turns + 1)
    mean = (speaker.length + 4 * base) / (speaker.turns + 4)
    return math.log(base / mean) + said.length * (1 / base - 1 / mean)
