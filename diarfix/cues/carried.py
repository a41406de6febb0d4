"""Seams over which the boundary model hears one person go on: what tells one voice under two labels.

    Host     ... when all of
    Co-Host  The boats are out.       no change of speaker is likely at or near the seam: it is carried
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from diarfix.cues.context import Context

NEAR = 4
"""Words on either side of a seam within which someone else may come in: labels change a few words early or late."""

SILENT = -3.0
"""Log-odds of a change under which nobody comes in. Between two people one seam in fourteen is that sure (a quarter
at the very worst, on bad lines), between two labels of one person six in ten, most of them."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Of two labels: the seams between them, those carried, and the words of the rarer label's turns at such a seam.

    A bad line or two people who talk at once make many such seams in one place; one person under two labels makes
    them all along. So the words tell more than the seams.
    """

    seams: int = 0
    carried: int = 0
    words: int = 0
    all_words: int = 0

    @property
    def share(self) -> float:
        """Share of the seams that are carried, 0 to 1."""
        return self.carried / self.seams if self.seams else 0.0

    @property
    def word_share(self) -> float:
        """Share of the rarer label's words in turns that begin or end at a carried seam, 0 to 1."""
        return self.words / self.all_words if self.all_words else 0.0


def carried(context: Context, pair: tuple[str, str]) -> Carried:
    """What is carried between two labels; nothing, where the boundary model has no say."""
    return _table(context).get(frozenset(pair), Carried())


@lru_cache(maxsize=8)
def _table(context: Context) -> dict[frozenset[str], Carried]:
    changes = context.changes
    if changes is None:
        return {}
    turns, counts = context.transcript.turns, context.transcript.word_counts
    seams: dict[frozenset[str], int] = {}
    hits: dict[frozenset[str], list[int]] = {}
    for right in range(1, len(turns)):
        pair = frozenset((turns[right - 1].speaker, turns[right].speaker))
        if len(pair) < 2:
            continue
        seams[pair] = seams.get(pair, 0) + 1
        at = turns[right].start
        if changes[max(1, at - NEAR) : at + NEAR + 1].max() < SILENT:
            hits.setdefault(pair, []).append(right)
    table = {}
    for pair, count in seams.items():
        rarer = min(pair, key=lambda label: (counts[label], label))
        beside = {turn for right in hits.get(pair, ()) for turn in (right - 1, right) if turns[turn].speaker == rarer}
        words = sum(len(turns[turn]) for turn in beside)
        table[pair] = Carried(count, len(hits.get(pair, ())), words, counts[rarer])
    return table
