"""How recognisers write: marks and capitals lost or misplaced, so that the network does not trust them too much.

All functions take encoded words (n, 5), see `diarfix.neural.words`, and change them in place.
"""

from __future__ import annotations

import numpy as np

from diarfix.neural.words import CASE, CASES, MARK, MARKS, Ids

NONE, COMMA, STOP = (MARKS.index(name) for name in ("none", "comma", "stop"))
LOWER, CAPITAL = CASES.index("lower"), CASES.index("capital")

NOISY, BARE, PARTLY_BARE = 0.35, 0.15, 0.10
"""Shares of windows with noisy marks, without marks, and without marks in some part. The rest stays as it is,
but for its seams."""

SEAM_OPEN, SEAM_LOWER = 0.15, 0.10
"""Chances that the mark before a change of speaker is lost, and that the word after it is in lower case."""


def restyle(words: Ids, seams: Ids, rng: np.random.Generator) -> None:
    """One random style for a window; `seams` holds 1 where the speaker changes, shape (n,)."""
    count = len(words)
    draw = rng.random()
    if draw < NOISY:
        noisy_marks(words, rng)
    elif draw < NOISY + BARE:
        bare(words, 0, count, rng)
    elif draw < NOISY + BARE + PARTLY_BARE:
        start = int(rng.integers(0, count // 2))
        bare(words, start, start + int(rng.integers(30, count)), rng)
    open_seams(words, np.flatnonzero(seams), rng)


def noisy_marks(words: Ids, rng: np.random.Generator) -> None:
    """Some marks lost, some commas for stops and stops for commas, some put where there are none."""
    count = len(words)
    marks, chance = words[:, MARK].copy(), rng.random(count)
    lost = (marks != NONE) & (chance < 0.12)
    softened = (marks == STOP) & (chance > 0.94)
    hardened = (marks == COMMA) & (chance > 0.95)
    words[lost, MARK] = NONE
    words[softened, MARK] = COMMA
    words[hardened, MARK] = STOP
    invented = (marks == NONE) & (rng.random(count) < 0.01)
    words[invented, MARK] = rng.choice((COMMA, STOP), int(invented.sum()))
    after = np.zeros(count, dtype=bool)
    after[1:] = (lost | softened)[:-1]
    words[after & (words[:, CASE] == CAPITAL) & (rng.random(count) < 0.8), CASE] = LOWER
    after[1:] = hardened[:-1]
    words[after & (words[:, CASE] == LOWER), CASE] = CAPITAL


def bare(words: Ids, start: int, end: int, rng: np.random.Generator) -> None:
    """Words `start:end` as of a recogniser that hardly punctuates; sometimes names lose their capitals, too."""
    part = words[start:end]
    ended = np.zeros(len(part), dtype=bool)
    ended[1:] = part[:-1, MARK] >= STOP
    keeps_commas = rng.random() < 0.3
    lost = (part[:, MARK] != NONE) & (rng.random(len(part)) < 0.95)
    if keeps_commas:
        lost &= part[:, MARK] != COMMA
    part[lost, MARK] = NONE
    if rng.random() < 0.3:
        ended[:] = True
    part[ended & (part[:, CASE] == CAPITAL), CASE] = LOWER


def open_seams(words: Ids, seams: Ids, rng: np.random.Generator) -> None:
    """The mark before some changes of speaker goes; the word after others loses its capital."""
    opened = seams[(rng.random(len(seams)) < SEAM_OPEN) & (seams > 0)]
    words[opened - 1, MARK] = np.where(rng.random(len(opened)) < 0.7, NONE, COMMA)
    lowered = seams[rng.random(len(seams)) < SEAM_LOWER]
    words[lowered, CASE] = np.where(words[lowered, CASE] == CAPITAL, LOWER, words[lowered, CASE])
