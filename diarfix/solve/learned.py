"""What the boundary model says, as features of pieces: log-odds, scaled so that weights near 1 are usual.

The weights on them are fitted like all others, so that the model counts for as much as it has earned.
"""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.neural import Logits

PREFIX = "model."
"""How the names of these features begin."""

LOWEST, HIGHEST = -9.0, 6.0
"""Log-odds are cut off here: what is surer than that is not surer in real transcripts."""

SCALE = 3.0


def change_features(changes: Logits, at: int, kind: str) -> Iterator[tuple[str, float]]:
    """That the speaker changes before word `at`, by kind of place."""
    yield f"{PREFIX}change.{kind}", min(HIGHEST, max(LOWEST, float(changes[at]))) / SCALE
