"""Errors of who is who: phantoms, flips, merged people, anonymous labels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import chain, count, pairwise

from diarfix.simulate.draft import Draft, Planted
from diarfix.simulate.places import draw_count, find_cut
from diarfix.simulate.recipe import Merged, Phantom, Recipe

CUT_REACH = 24
"""Words within which a wanted cut must find its place."""


def plant_phantom(draft: Draft, phantom: Phantom, rng: random.Random) -> None:
    """One of the two who speak most gets a second label; each cut in their words changes between the two."""
    counts = draft.gold.word_counts
    people = sorted(counts, key=lambda who: -counts[who])[:2]
    person = rng.choice(people)
    # No chance is drawn where none is needed: recipes without such labels give what they always gave.
    unrelated = phantom.unrelated > 0 and rng.random() < phantom.unrelated
    second = _free_label(draft, "CO-HOST" if unrelated else person)
    own = [run for run in draft.runs if run[2] == person]
    wanted = draw_count(rng, phantom.per_1000_words * counts[person] / 1000)
    if phantom.pieces is not None:
        _pieces(draft, own, second, [phantom.pieces.draw(rng) for _ in range(wanted)], phantom.sentence_ends, rng)
        return
    cuts: set[int] = set()
    for _ in range(wanted):
        start, end, _ = rng.choices(own, [run[1] - run[0] for run in own])[0]
        at_end = rng.random() < phantom.sentence_ends
        place = find_cut(draft, rng.randrange(start, end), start + 2, end - 1, 3 * CUT_REACH, at_end)
        if place is not None and not any(near in cuts for near in range(place - 2, place + 3)):
            cuts.add(place)
    _alternate(draft, own, cuts, second, rng.random() < 0.5)
    draft.cuts += sorted(place for place in cuts if draft.labels[place] != draft.labels[place - 1])


def _pieces(
    draft: Draft, own: Sequence[tuple[int, int, str]], second: str, lengths: Sequence[int], ends: float,
    rng: random.Random,
) -> None:
    """Stretches of about these lengths inside the person's turns (whole turns, where those are shorter)."""
    for length in lengths:
        start, end, person = rng.choice([run for run in own if run[1] - run[0] > length] or own)
        low = find_cut(draft, rng.randint(start, max(start, end - length)), start, end, CUT_REACH, rng.random() < ends)
        if low is None or not draft.free(low, min(low + length, end)):
            continue
        high = find_cut(draft, low + length, low + 1, end, length, rng.random() < ends) or min(low + length, end)
        if draft.free(low, high):
            _give_where(draft, "phantom", low, high, person, second)
            draft.taken[low:high] = b"\1" * (high - low)
            draft.cuts += [at for at in (low, high) if start < at < end]


def _alternate(draft: Draft, own: list[tuple[int, int, str]], cuts: set[int], second: str, now: bool) -> None:
    for start, end, person in own:
        edges = [start, *sorted(cut for cut in cuts if start < cut < end), end]
        for left, right in pairwise(edges):
            now = now if left == start else not now
            if now:
                _give_where(draft, "phantom", left, right, person, second)


def _give_where(draft: Draft, kind: str, start: int, end: int, old: str, new: str) -> None:
    """`new` for the words of `start:end` that now have the label `old`, stretch by stretch."""
    at = start
    while at < end:
        stop = at + 1
        while stop < end and draft.labels[stop] == draft.labels[at]:
            stop += 1
        if draft.labels[at] == old:
            draft.give(kind, at, stop, new, claim=False)
        at = stop


def _free_label(draft: Draft, wanted: str) -> str:
    """The wanted label, or where someone has it the first free one like it: "Ana Ruiz 2"."""
    names = chain((wanted,), (f"{wanted} {number}" for number in count(2)))
    return next(name for name in names if name not in draft.gold.labels)


def plant_flip(draft: Draft, rng: random.Random) -> None:
    """From some change of speaker in the middle half on, the two who speak most have each other's labels."""
    counts = draft.gold.word_counts
    people = sorted(counts, key=lambda who: -counts[who])[:2]
    seams = [run[0] for run in draft.runs if draft.size // 4 < run[0] < 3 * draft.size // 4]
    if len(people) < 2 or not seams:
        return
    first, second = people
    start, labels = rng.choice(seams), tuple(draft.labels)
    while start < draft.size:
        stop = start + 1
        while stop < draft.size and labels[stop] == labels[start]:
            stop += 1
        if labels[start] in people:
            draft.give("flip", start, stop, second if labels[start] == first else first, claim=False)
        start = stop


def plan_renames(draft: Draft, recipe: Recipe, rng: random.Random) -> None:
    """Merge people and choose anonymous names for the labels, as the recipe's chances fall."""
    if recipe.merged is not None and rng.random() < recipe.merged.episodes:
        merges = _merges(draft, recipe.merged, rng)
        _record(draft, "merged", merges)
        draft.labels = [merges.get(label, label) for label in draft.labels]
    if rng.random() < recipe.anonymised:
        draft.names_shown = {label: f"Speaker {n}" for n, label in enumerate(dict.fromkeys(draft.labels))}
        _record(draft, "anonymised", draft.names_shown)


def _merges(draft: Draft, merged: Merged, rng: random.Random) -> dict[str, str]:
    """Who goes under whose label. At least two labels stay, else there would be nothing to tell apart."""
    counts = draft.gold.word_counts
    kept = min(len(counts) - 1, round(len(counts) * rng.uniform(*merged.keep)))
    kept = max(2, kept)
    order = sorted(counts, key=lambda who: -counts[who])
    return {who: rng.choice(order[:kept]) for who in order[kept:]}


def _record(draft: Draft, kind: str, names: dict[str, str]) -> None:
    first: dict[str, tuple[int, int]] = {}
    edges = [0, *draft.changes(), draft.size]
    for start, end in pairwise(edges):
        first.setdefault(draft.labels[start], (start, end))
    for old, (start, end) in first.items():
        if names.get(old, old) != old:
            draft.planted.append(Planted(kind, start, end, old, names[old]))
