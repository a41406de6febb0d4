"""Errors that give a span of words to a wrong label: one small function a kind, and the table of them.

Each tries one place for a span of about `length` words and says whether it found one that fits. What is drawn is
the length, so that the lengths made are the recipe's; places are tried until one fits.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count

from diarfix.simulate.draft import Draft
from diarfix.simulate.places import draw_count, find_cut
from diarfix.simulate.recipe import LONG, SPAN_KINDS, Recipe, SpanError

TRIES = 120
"""Places tried for one error of one length with one sort of edges."""

SORTS = 3
"""Sorts of edges tried for one length before the error is left out."""


def plant_spans(draft: Draft, recipe: Recipe, rng: random.Random, scale: float) -> None:
    """Make the recipe's span errors; `scale` multiplies its rates."""
    for kind in SPAN_KINDS:
        error = recipe.spans.get(kind)
        if error is None or len(draft.runs) < 2:
            continue
        units = (len(draft.runs) - 1) if error.unit == "per_seam" else draft.size / 1000
        for _ in range(draw_count(rng, error.rate * units * scale)):
            length = error.lengths.draw(rng)
            for _ in range(SORTS):
                edges = (error.edges if length <= LONG else error.long_edges).draw(rng)
                if any(PLANTERS[kind](draft, rng, error, length, edges) for _ in range(TRIES)):
                    break


def tail_leak(draft: Draft, rng: random.Random, error: SpanError, length: int, edges: tuple[bool, bool]) -> bool:
    """The end of a turn goes under the next label."""
    at = rng.randrange(len(draft.runs) - 1)
    start, end, _ = draft.runs[at]
    cut = find_cut(draft, end - length, start + 1, end, length, edges[0])
    if cut is None or not draft.free(cut, end):
        return False
    draft.give("tail_leak", cut, end, draft.runs[at + 1][2])
    draft.cuts.append(cut)
    return True


def head_leak(draft: Draft, rng: random.Random, error: SpanError, length: int, edges: tuple[bool, bool]) -> bool:
    """The start of a turn goes under the label before."""
    at = rng.randrange(1, len(draft.runs))
    start, end, _ = draft.runs[at]
    cut = find_cut(draft, start + length, start + 1, end, length, edges[1])
    if cut is None or not draft.free(start, cut):
        return False
    draft.give("head_leak", start, cut, draft.runs[at - 1][2])
    draft.cuts.append(cut)
    return True


def swallowed(kind: str) -> Callable[[Draft, random.Random, SpanError, int, tuple[bool, bool]], bool]:
    """A whole turn goes under the label before or after it, most often one and the same."""

    def plant(draft: Draft, rng: random.Random, error: SpanError, length: int, edges: tuple[bool, bool]) -> bool:
        at = rng.randrange(len(draft.runs))
        start, end, _ = draft.runs[at]
        if not _alike(end - start, length) or not draft.free(start, end):
            return False
        around = [draft.runs[other][2] for other in (at - 1, at + 1) if 0 <= other < len(draft.runs)]
        draft.give(kind, start, end, rng.choice(around))
        return True

    return plant


def swap(draft: Draft, rng: random.Random, error: SpanError, length: int, edges: tuple[bool, bool]) -> bool:
    """A whole turn goes to someone who speaks neither before nor after it."""
    at = rng.randrange(len(draft.runs))
    start, end, speaker = draft.runs[at]
    if not _alike(end - start, length) or not draft.free(start, end):
        return False
    near = {draft.runs[other][2] for other in (at - 1, at + 1) if 0 <= other < len(draft.runs)}
    others = [label for label in draft.gold.labels if label != speaker and label not in near]
    if rng.random() < error.rare:
        others = [rare_label(draft)]
    if not others:
        return False
    draft.give("swap", start, end, rng.choice(others))
    return True


def stolen(draft: Draft, rng: random.Random, error: SpanError, length: int, edges: tuple[bool, bool]) -> bool:
    """A part of a turn goes to another label; the turn goes on after it."""
    found = _stretch(draft, rng, length, edges)
    if found is None or not draft.free(*found):
        return False
    begin, end = found
    at = draft.run_at(begin)
    speaker = draft.runs[at][2]
    if rng.random() < error.rare:
        label = rare_label(draft)
    else:
        near = draft.runs[max(0, at - 2) : at] + draft.runs[at + 1 : at + 3]
        others = [who for _, _, who in near if who != speaker]
        if not others:
            return False
        label = rng.choice(others)
    draft.give("stolen", begin, end, label)
    draft.cuts += [begin, end]
    return True


def _stretch(
    draft: Draft, rng: random.Random, length: int, edges: tuple[bool, bool]
) -> tuple[int, int] | None:
    """Words inside a turn with cuts of that sort. Short sentences are looked up, as chance hardly meets them."""
    if edges == (True, True) and length <= LONG:
        starts = draft.sentences.get(length)
        if starts is None:
            return None
        start = rng.choice(starts)
        return start, start + length
    start = rng.randrange(draft.size)
    low, high, _ = draft.runs[draft.run_at(start)]
    begin = find_cut(draft, start, low + 1, high - 1, 3 * LONG, edges[0])
    end = None if begin is None else find_cut(draft, begin + length, begin + 1, high, length, edges[1])
    return None if begin is None or end is None else (begin, end)


Planter = Callable[[Draft, random.Random, SpanError, int, tuple[bool, bool]], bool]

PLANTERS: dict[str, Planter] = {
    "tail_leak": tail_leak,
    "head_leak": head_leak,
    "swallowed_reply": swallowed("swallowed_reply"),
    "swallowed_turn": swallowed("swallowed_turn"),
    "swap": swap,
    "stolen": stolen,
}


def rare_label(draft: Draft) -> str:
    """The first "Speaker N" that is no one's, from one more than there are people; one an episode."""
    people = draft.gold.labels
    return next(label for n in count(len(people) + 1) if (label := f"Speaker {n}") not in people)


def _alike(length: int, wanted: int) -> bool:
    """Long turns hardly ever have just the wanted length."""
    return abs(length - wanted) <= wanted * 0.15
