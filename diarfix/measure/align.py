"""Which word is which: the alignment of two word sequences that mostly agree.

Runs of words that stand once in either sequence anchor the alignment; only the stretches between anchors are
aligned by edit distance (rapidfuzz). That keeps long transcripts near-linear in time and memory, and keeps a
passage that one side lacks from being scattered over like words elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from diarfix.model import Transcript
from diarfix.text import plain

Pairs = tuple[tuple[int, int], ...]
"""Word indices (left, right) that stand for each other, rising on both sides."""

ANCHOR = 4
"""Words in an anchor."""


def spoken(transcript: Transcript) -> list[str]:
    """The words in the form in which they are compared: plain, with straight apostrophes."""
    return [plain(word.text).replace("’", "'") for word in transcript.words]


def align(left: Sequence[str], right: Sequence[str]) -> Pairs:
    """Pairs of words, equal or standing in for one another; the others have no partner.

    Where words differ, they pair up one to one as far as the counts allow.

    >>> align("so we went home today".split(), "we drove home".split())
    ((1, 0), (2, 1), (3, 2))
    """
    ids: dict[str, int] = {}
    a = [ids.setdefault(word, len(ids)) for word in left]
    b = [ids.setdefault(word, len(ids)) for word in right]
    pairs: list[tuple[int, int]] = []
    after_a = after_b = 0
    for at_a, at_b in [*_anchors(a, b), (len(a), len(b))]:
        pairs += _between(a, b, after_a, at_a, after_b, at_b)
        if at_a < len(a):
            pairs.append((at_a, at_b))
        after_a, after_b = at_a + 1, at_b + 1
    return tuple(pairs)


def _between(a: list[int], b: list[int], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    if a0 >= a1 or b0 >= b1:
        return []
    pairs = []
    for step in Levenshtein.opcodes(a[a0:a1], b[b0:b1]):
        if step.tag in ("equal", "replace"):
            length = min(step.src_end - step.src_start, step.dest_end - step.dest_start)
            pairs += [(a0 + step.src_start + k, b0 + step.dest_start + k) for k in range(length)]
    return pairs


def _anchors(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    """First words of runs found once in either sequence, as many as rise on both sides."""
    there = _once(b)
    return _rising([(at, there[run]) for run, at in _once(a).items() if run in there])


def _once(ids: list[int]) -> dict[tuple[int, ...], int]:
    """Where each run of `ANCHOR` words that stands there once begins, in order."""
    seen: dict[tuple[int, ...], int] = {}
    for at, run in enumerate(zip(*(ids[k:] for k in range(ANCHOR)), strict=False)):
        seen[run] = -1 if run in seen else at
    return {run: at for run, at in seen.items() if at >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` (already rising on the left) that rises on the right, too."""
    tops: list[int] = []  # the lowest right end of a rising part of each length
    ends: list[int] = []  # and the pair it belongs to
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        length = bisect_left(tops, right)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [right]
        ends[length : length + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
